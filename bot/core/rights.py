"""Who may change what in a chat, and whether the bot can write there: decided from what Telegram says of them."""

import re
from dataclasses import dataclass
from enum import StrEnum

CREATOR, ADMINISTRATOR, MEMBER, RESTRICTED, LEFT = "creator", "administrator", "member", "restricted", "left"
HIDDEN = "hidden"
"""The status of somebody who is no administrator, in a group that hides its members from a bot that is none either."""

PRIVATE, CHANNEL = "private", "channel"


class Matter(StrEnum):
    """What a person wants to see or to change."""

    READING = "reading"
    """Something that a button shows in the chat, for everybody there to see."""

    FOLLOWS = "follows"
    SETTINGS = "settings"
    """How the chat is told, and whether the bot keeps its data at all."""

    OPERATOR = "operator"
    """How the bot runs, for all chats. It exists in the operator's chat alone; in a group, for its administrators."""


class Objection(StrEnum):
    """Why a person may not do something: it names those who may."""

    ADMINISTRATORS = "group"
    """The group's administrators, who could allow all members."""

    ADMINISTRATORS_ALONE = "group-settings"
    MEMBERS = "members"
    HIDDEN = "hidden"
    """Members may, and Telegram does not tell who is one."""

    READERS = "reading"
    """The chat's members, and nobody else."""

    POSTERS = "channel"
    POSTERS_SETTINGS = "channel-settings"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's standing in a chat: Telegram's fields, None where it does not give them.

    `is_member` tells whether a restricted person is in the chat; `can_post` is an administrator's right in a channel,
    `can_send` a restricted person's right to write.
    """

    status: str
    is_member: bool | None = None
    can_post: bool | None = None
    can_send: bool | None = None

    @property
    def is_there(self) -> bool:
        """Whether the person is in the chat at all, as far as Telegram tells."""
        return self.status in (CREATOR, ADMINISTRATOR, MEMBER) or (self.status == RESTRICTED and self.is_member is True)


SPEAKS_AS_THE_CHAT = Member(ADMINISTRATOR, can_post=True)
"""The standing of an anonymous administrator of a group, and of a person who posts in a channel."""

NOBODY = Member(LEFT)


def objection(kind: str, member: Member, everybody: bool, matter: Matter) -> Objection | None:
    """Why a person may not see or change this in a chat of that kind; None where they may.

    `everybody` is the group's own setting that all its members may follow. An unknown right counts as missing.
    """
    if kind == PRIVATE:
        return None
    if kind == CHANNEL:
        if member.status == CREATOR or (member.status == ADMINISTRATOR and member.can_post is True):
            return None
        return Objection.POSTERS if matter is Matter.FOLLOWS else Objection.POSTERS_SETTINGS
    if member.status in (CREATOR, ADMINISTRATOR):
        return None
    if matter in (Matter.SETTINGS, Matter.OPERATOR):
        return Objection.ADMINISTRATORS_ALONE
    if matter is Matter.FOLLOWS and not everybody:
        return Objection.ADMINISTRATORS
    if member.status == HIDDEN:
        return Objection.HIDDEN
    if member.is_there:
        return None
    return Objection.READERS if matter is Matter.READING else Objection.MEMBERS


def can_write(kind: str, bot: Member, members_write: bool | None) -> bool:
    """Whether the bot, with that standing, can write in a chat. An unknown right counts as given.

    `members_write` is whether the group lets its plain members write.
    """
    if kind == CHANNEL:
        return bot.status == ADMINISTRATOR and bot.can_post is not False
    if bot.status in (CREATOR, ADMINISTRATOR):
        return True
    if bot.status == HIDDEN:
        return members_write is not False
    if not bot.is_there or members_write is False:
        return False
    return bot.status == MEMBER or bot.can_send is not False


_LACKING = re.compile(
    r"chat_write_forbidden|chat_restricted|chat_send_plain_forbidden|no rights to send|not enough rights"
    r"|need administrator rights|chat_admin_required|no write access to the chat|chat_guest_send_forbidden",
    re.IGNORECASE,
)


def lacks_rights(why: str | None) -> bool:
    """Whether Telegram refused a message because the bot, which is in the chat, may not write there."""
    return why is not None and _LACKING.search(why) is not None
