"""Who may change what in a chat, and whether the bot can write there. Decided from what Telegram says of each."""

import re
from dataclasses import dataclass
from enum import StrEnum

CREATOR, ADMINISTRATOR, MEMBER, RESTRICTED, LEFT = "creator", "administrator", "member", "restricted", "left"
HIDDEN = "hidden"
"""No administrator: Telegram tells a bot that is none itself nothing else of a group that hides its members."""

PRIVATE, CHANNEL = "private", "channel"


class Matter(StrEnum):
    """What somebody wants to be shown, or to change."""

    READING = "reading"
    """What a button shows in the chat, for everybody there to see."""

    FOLLOWS = "follows"
    SETTINGS = "settings"
    """How the chat is told, and whether it is known at all."""


class Objection(StrEnum):
    """Why somebody may not: who may instead."""

    ADMINISTRATORS = "group"
    """The group's administrators, who could allow all members."""

    ADMINISTRATORS_ALONE = "group-settings"
    MEMBERS = "members"
    HIDDEN = "hidden"
    """Members may, and who is one cannot be told."""

    READERS = "reading"
    """Members too; no others."""

    POSTERS = "channel"
    POSTERS_SETTINGS = "channel-settings"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat, in Telegram's word; what it does not say is None.

    `is_member` tells of a restricted one whether they are there; `can_post` is an administrator's right in a channel,
    `can_send` the right of a restricted one to write.
    """

    status: str
    is_member: bool | None = None
    can_post: bool | None = None
    can_send: bool | None = None

    @property
    def is_there(self) -> bool:
        """Whether they are in the chat at all, as far as Telegram tells."""
        return self.status in (CREATOR, ADMINISTRATOR, MEMBER) or (self.status == RESTRICTED and self.is_member is True)


SPEAKS_AS_THE_CHAT = Member(ADMINISTRATOR, can_post=True)
"""An anonymous administrator of a group; whoever posts in a channel."""

NOBODY = Member(LEFT)


def objection(kind: str, member: Member, everybody: bool, matter: Matter) -> Objection | None:
    """Why somebody may not see or change this in a chat of that kind; None where they may.

    `everybody` is the group's own word that all its members may follow. What is not known is not allowed.
    """
    if kind == PRIVATE:
        return None
    if kind == CHANNEL:
        if member.status == CREATOR or (member.status == ADMINISTRATOR and member.can_post is True):
            return None
        return Objection.POSTERS if matter is Matter.FOLLOWS else Objection.POSTERS_SETTINGS
    if member.status in (CREATOR, ADMINISTRATOR):
        return None
    if matter is Matter.SETTINGS:
        return Objection.ADMINISTRATORS_ALONE
    if matter is Matter.FOLLOWS and not everybody:
        return Objection.ADMINISTRATORS
    if member.status == HIDDEN:
        return Objection.HIDDEN
    if member.is_there:
        return None
    return Objection.READERS if matter is Matter.READING else Objection.MEMBERS


def can_write(kind: str, bot: Member, members_write: bool | None) -> bool:
    """Whether the bot, with that standing, can write in a chat. Of what is not known the best is assumed.

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
    """Whether Telegram's reason not to take a message is that the bot, which is in the chat, may not write there."""
    return why is not None and _LACKING.search(why) is not None
