"""People, groups and channels on the stand-in Telegram, and the bot's standing with each."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.standins.telegram.rights import Standing
from bot.standins.telegram.wire import Json, Refusal

IN_CHAT = {"creator", "administrator", "member", "restricted"}
"""The standings in which the bot can read and write."""

ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""The sender that Telegram names for messages of an anonymous administrator."""


@dataclass
class Person:
    """A person and their private chat with the bot: one number for both. `bot_status` is the bot's standing there."""

    id: int
    first_name: str = "Camille"
    language_code: str | None = "fr"
    last_name: str | None = None
    username: str | None = None
    bot_status: str = "member"
    kind: ClassVar[str] = "private"

    def user(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **_known(names)}

    def chat(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name, **_known(names)}


@dataclass
class GroupChat:
    """A group (or a supergroup, by its number) and the bot's standing in it. The first administrator is its creator.

    `standings` holds the standing of single people, where a test has set one. A group `for_direct_messages` is where
    the readers of a channel write to it, each in a topic of their own.
    """

    id: int
    title: str
    admins: list[Person] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    forum: bool = False
    for_direct_messages: bool = False
    topics: set[int] = field(default_factory=set)
    bot_status: str = "member"
    can_send: bool = True
    can_send_photos: bool = True
    hides_members: bool = False
    migrated_to: int | None = None
    standings: dict[int, Standing] = field(default_factory=dict)
    bot_rights: Json = field(default_factory=dict)
    creator: Person | None = field(init=False)

    def __post_init__(self) -> None:
        self.creator = next(iter(self.admins), None)

    @property
    def kind(self) -> str:
        return "supergroup" if str(self.id).startswith("-100") else "group"

    def chat(self) -> Json:
        kinds = {"is_forum": self.forum, "is_direct_messages": self.for_direct_messages}
        return {"id": self.id, "type": self.kind, "title": self.title, **{name: True for name in kinds if kinds[name]}}


@dataclass
class Channel:
    """A channel, where the bot can write as an administrator alone."""

    id: int
    title: str
    admins: list[Person] = field(default_factory=list)
    username: str | None = None
    bot_status: str = "administrator"
    standings: dict[int, Standing] = field(default_factory=dict)
    bot_rights: Json = field(default_factory=dict)
    creator: Person | None = field(init=False)
    kind: ClassVar[str] = "channel"

    def __post_init__(self) -> None:
        self.creator = next(iter(self.admins), None)

    def chat(self) -> Json:
        return {"id": self.id, "type": "channel", "title": self.title, **_known({"username": self.username})}


Chat = Person | GroupChat | Channel


class StandInChats:
    """Every chat that exists, by number."""

    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self._chats: dict[int, Chat] = {}

    def add(self, chat: Chat) -> None:
        self._chats[chat.id] = chat

    def get(self, chat_id: int) -> Chat:
        """The chat with that number. Raises KeyError where there is none, which is the test's own mistake."""
        return self._chats[chat_id]

    def people(self) -> Iterable[Person]:
        """All people who have a private chat, or a place in some group or channel."""
        for chat in self._chats.values():
            if isinstance(chat, Person):
                yield chat
            else:
                yield from chat.admins
                yield from chat.members if isinstance(chat, GroupChat) else ()

    def find(self, chat_id: Any) -> Chat:
        """The chat that a request names. Raises Refusal with Telegram's words."""
        if chat_id in (None, ""):
            raise Refusal(400, "Bad Request: chat_id is empty")
        if isinstance(chat_id, str):
            for chat in self._chats.values():
                if isinstance(chat, Channel) and chat.username and chat_id == f"@{chat.username}":
                    return chat
        if chat_id not in self._chats:
            raise Refusal(400, "Bad Request: chat not found")
        return self._chats[chat_id]

    def readable(self, chat_id: Any) -> Chat:
        """The chat, where the bot still has a place in it."""
        chat = self.find(chat_id)
        _refuse_where_gone(chat)
        return chat

    def writable(self, chat_id: Any) -> Chat:
        """The chat, where the bot may write."""
        chat = self.readable(chat_id)
        if isinstance(chat, GroupChat) and not chat.can_send:
            raise Refusal(400, "Bad Request: not enough rights to send text messages to the chat")
        if isinstance(chat, Channel) and not bot_standing(chat).may("can_post_messages"):
            raise Refusal(400, "Bad Request: need administrator rights in the channel chat")
        return chat

    def member(self, chat: Chat, user_id: Any) -> Json:
        """A ChatMember. Raises Refusal for a number that nobody has."""
        if user_id == self.bot["id"]:
            return bot_standing(chat).chat_member(self.bot, chat.kind)
        if user_id == ANONYMOUS["id"]:
            return Standing("left").chat_member(ANONYMOUS, chat.kind)
        known = {person.id: person for person in self.people()}
        if user_id not in known:
            raise Refusal(400, "Bad Request: invalid user_id specified")
        if isinstance(chat, GroupChat) and chat.hides_members and chat.bot_status != "administrator":
            raise Refusal(400, "Bad Request: CHAT_ADMIN_REQUIRED")
        return standing(chat, known[user_id]).chat_member(known[user_id].user(), chat.kind)

    def administrators(self, chat: Chat) -> list[Json]:
        """The administrators of a chat as ChatMembers, among them the bot where it is one."""
        if isinstance(chat, Person):
            raise Refusal(400, "Bad Request: there are no administrators in the private chat")
        ruling = [(admin.user(), standing(chat, admin)) for admin in chat.admins]
        if chat.bot_status == "administrator":
            ruling.append((self.bot, bot_standing(chat)))
        return [each.chat_member(user, chat.kind) for user, each in ruling]


def full_chat(chat: Chat) -> Json:
    """A ChatFullInfo, with every field that it must have."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    return {**chat.chat(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def membership(chat: Chat, by: Person, bot: Json, old: Standing, new: Standing) -> Json:
    """A ChatMemberUpdated about the bot."""
    return {
        "chat": chat.chat(),
        "from": by.user(),
        "date": int(time.time()),
        "old_chat_member": old.chat_member(bot, chat.kind),
        "new_chat_member": new.chat_member(bot, chat.kind),
    }


def bot_standing(chat: Chat) -> Standing:
    """The bot's standing in a chat."""
    return Standing(chat.bot_status, {} if isinstance(chat, Person) else chat.bot_rights)


def standing(chat: Chat, person: Person) -> Standing:
    """A person's standing in a chat."""
    if isinstance(chat, Person):
        return Standing("member")
    if person.id in chat.standings:
        return chat.standings[person.id]
    if person in chat.admins:
        return Standing("creator" if person == chat.creator else "administrator")
    return Standing("member" if isinstance(chat, GroupChat) and person in chat.members else "left")


def place(chat: GroupChat | Channel, person: Person, new: Standing) -> None:
    """Give a person that standing from now on."""
    for people in (chat.admins, chat.members) if isinstance(chat, GroupChat) else (chat.admins,):
        if person in people:
            people.remove(person)
    if new.status in ("creator", "administrator"):
        chat.admins.append(person)
    chat.standings[person.id] = new


def _refuse_where_gone(chat: Chat) -> None:
    if isinstance(chat, GroupChat) and chat.migrated_to is not None:
        parameters = {"migrate_to_chat_id": chat.migrated_to}
        raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", parameters)
    if chat.bot_status in IN_CHAT:
        return
    if isinstance(chat, Person):
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    place = "kicked from" if chat.bot_status == "kicked" else "not a member of"
    verb = "was" if chat.bot_status == "kicked" else "is"
    raise Refusal(403, f"Forbidden: bot {verb} {place} the {chat.kind} chat")


def _known(fields: dict[str, str | None]) -> Json:
    return {key: value for key, value in fields.items() if value is not None}
