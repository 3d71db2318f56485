"""The keys that open Telegram's own list of chats to choose from, in the place of a person's keyboard."""

from telegram import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.messages.message import ChatPicker, NoPicker

CHANNEL, GROUP = 1, 2
"""The `request_id` of each key, which Telegram requires."""


def keyboard_below(below: ChatPicker | NoPicker | None) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """The keys, or their removal, as Telegram takes them; None where the keyboard stays as it is."""
    match below:
        case ChatPicker():
            keys = [
                KeyboardButton(below.channel, request_chat=_CHANNEL),
                KeyboardButton(below.group, request_chat=_GROUP),
                KeyboardButton(below.cancel),  # sends its label, as if it were typed
            ]
            return ReplyKeyboardMarkup([[key] for key in keys], resize_keyboard=True, one_time_keyboard=True)
        case NoPicker():
            return ReplyKeyboardRemove()
        case None:
            return None


def _rights(posts: bool) -> ChatAdministratorRights:
    """The rights of any administrator; with `posts` also to post in a channel. Telegram requires each right by name."""
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=posts or None,
    )


# The bot's rights must be among those required of the person. Telegram offers to add the bot to a chat it is not in.
_CHANNEL = KeyboardButtonRequestChat(
    CHANNEL,
    chat_is_channel=True,
    user_administrator_rights=_rights(posts=True),
    bot_administrator_rights=_rights(posts=True),
    request_title=True,
)
_GROUP = KeyboardButtonRequestChat(
    GROUP,
    chat_is_channel=False,
    user_administrator_rights=_rights(posts=False),
    bot_is_member=True,
    request_title=True,
)
