"""Acts for the people on the stand-in Telegram: they write, press buttons, remove the bot, and see its messages."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from bot.standins.pulse import PATIENCE_SECONDS
from bot.standins.telegram.chats import (
    ANONYMOUS,
    IN_CHAT,
    Channel,
    Chat,
    GroupChat,
    Person,
    bot_standing,
    membership,
    place,
    standing,
)
from bot.standins.telegram.files import Document
from bot.standins.telegram.inline import ChosenResult, InlineAnswer, InlineResult
from bot.standins.telegram.messages import SentMessage, as_telegram, written_message
from bot.standins.telegram.pickers import shared
from bot.standins.telegram.rights import RIGHTS_OF_KIND, Standing, given
from bot.standins.telegram.state import TelegramState

T = TypeVar("T")

Predicate = str | Callable[[SentMessage], bool]
"""A condition on a message; a string must be part of its visible text."""


class People:
    """Everything that a test, or the person at the demo's terminal, can do and see."""

    def __init__(self, state: TelegramState) -> None:
        self.state = state

    # Who is there

    def person(self, id: int = 1001, first_name: str = "Camille", language_code: str | None = "fr") -> Person:
        """Add a person with a private chat."""
        person = Person(id, first_name, language_code)
        self.state.chats.add(person)
        return person

    def group(
        self,
        id: int,
        title: str,
        admins: Sequence[Person] = (),
        members: Sequence[Person] = (),
        forum: bool = False,
        bot_status: str = "member",
        for_direct_messages: bool = False,
    ) -> GroupChat:
        """Add a group that the bot is a member of, or has `left`; the number of a supergroup begins with -100."""
        group = GroupChat(id, title, list(admins), list(members), forum, for_direct_messages, bot_status=bot_status)
        self.state.chats.add(group)
        return group

    def channel(
        self,
        id: int,
        title: str,
        admins: Sequence[Person] = (),
        username: str | None = None,
        bot_status: str = "administrator",
    ) -> Channel:
        """Add a channel that the bot is an administrator of, or has `left`."""
        channel = Channel(id, title, list(admins), username, bot_status)
        self.state.chats.add(channel)
        return channel

    # Acts that the bot is not told of: it finds out at its next request

    def block(self, chat_id: int) -> None:
        """The person blocks the bot."""
        self.state.chats.get(chat_id).bot_status = "kicked"

    def unblock(self, chat_id: int) -> None:
        """The person (or the group) lets the bot in again."""
        chat = self.state.chats.get(chat_id)
        chat.bot_status = "administrator" if isinstance(chat, Channel) else "member"

    def kick(self, chat_id: int) -> None:
        """Remove the bot from a group or a channel."""
        self.block(chat_id)

    def restrict(self, chat_id: int, can_send: bool = False) -> None:
        """Forbid the bot to write in a group, or allow it again."""
        chat = self.state.chats.get(chat_id)
        if not isinstance(chat, GroupChat):
            raise TypeError(f"not a group: {chat_id}")
        chat.can_send = can_send

    def migrate(self, old_id: int, new_id: int, tell: bool = False) -> GroupChat:
        """Make a group a supergroup. `tell` also sends the two notices that Telegram sends."""
        old = self.state.chats.get(old_id)
        if not isinstance(old, GroupChat):
            raise TypeError(f"not a group: {old_id}")
        new = replace(old, id=new_id)
        new.creator = old.creator
        self.state.chats.add(new)
        old.migrated_to = new_id
        if tell:
            by = next(iter(old.admins), None)
            self.notice(old, {"migrate_to_chat_id": new_id}, by)
            self.notice(new, {"migrate_from_chat_id": old_id}, by)
        return new

    # Acts that the bot is told of

    def say(self, person: Person, text: str, chat: GroupChat | None = None, **extra: Any) -> int:
        """A person writes, to the bot or in a group. `extra` goes into the message. Returns its number."""
        place: Chat = chat or person
        if isinstance(place, GroupChat) and place.for_direct_messages:
            place.topics.add(person.id)
            extra = {"direct_messages_topic": {"topic_id": person.id, "user": person.user()}, **extra}
        if isinstance(place, GroupChat) and extra.get("message_thread_id"):
            place.topics.add(extra["message_thread_id"])
        return self._write(place, text, person, "message", extra)

    def say_anonymously(self, group: GroupChat, text: str, **extra: Any) -> int:
        """An anonymous administrator writes, in the name of the group itself. Returns the message's number."""
        nobody = Person(ANONYMOUS["id"])
        return self.say(nobody, text, group, **{"from": ANONYMOUS, "sender_chat": group.chat(), **extra})

    def post(self, channel: Channel, text: str, **extra: Any) -> int:
        """An administrator posts in a channel. Returns the post's number."""
        return self._write(channel, text, None, "channel_post", extra)

    def press(self, person: Person, message: SentMessage, button: int | str) -> str:
        """A person presses a button, given by its place, its text or its callback data. Returns the query's number."""
        pressed = message.button(button)
        if pressed.is_url or pressed.is_search or pressed.is_copy:
            raise ValueError(f"{pressed.text!r} opens or copies {pressed.target}; Telegram does not tell the bot")
        return self.forge(person, message, pressed.target)

    def forge(self, person: Person, message: SentMessage, data: str) -> str:
        """A press with any callback data, as a modified client can send it."""
        query_id = str(9_000_000 + next(self.state.numbers))
        chat = self.state.chats.get(message.chat_id)
        self.state.open_queries.add(query_id)
        query = {
            "id": query_id,
            "from": person.user(),
            "message": as_telegram(message, chat, self.state.bot),
            "chat_instance": str(message.chat_id),
            "data": data,
        }
        self.state.updates.add("callback_query", query)
        return query_id

    def share_chat(self, person: Person, message: SentMessage, button: str, chat: GroupChat | Channel) -> int:
        """A person picks a chat with a button of a reply keyboard. Returns the number of the message that says so.

        Raises ValueError where Telegram's picker would not offer that chat.
        """
        request = message.reply_button(button).request
        if request is None or not request.offers(chat, standing(chat, person), bot_standing(chat)):
            raise ValueError(f"{chat.title!r} is not offered to {person.first_name}")
        bot = bot_standing(chat)
        if lacking := request.lacking(bot):
            rights = {right: right in lacking or bot.may(right) for right in RIGHTS_OF_KIND[chat.kind]}
            if bot.status in IN_CHAT:
                self.change_membership(chat, "administrator", person, **rights)
            else:
                self.add_bot(chat, person, "administrator", **rights)
        elif request.brings(bot):
            self.add_bot(chat, person)
        return self.forge_shared(person, request.id, chat, request.wants_title)

    def forge_shared(self, person: Person, request_id: int, chat: Chat | int, with_title: bool = True) -> int:
        """The message that says a chat was picked, for any person and any number, even of no chat."""
        content = {"chat_shared": shared(request_id, chat, with_title)}
        message_id = next(self.state.numbers)
        self.state.said.add((person.id, message_id))
        message = {"message_id": message_id, "date": int(time.time()), "chat": person.chat(), "from": person.user()}
        self.state.updates.add("message", message | content)
        return message_id

    def is_there(self, chat_id: int, message_id: int) -> bool:
        """Whether a person's message is still there in a chat."""
        return (chat_id, message_id) in self.state.said

    def send_document(
        self,
        person: Person,
        document: Document,
        chat: GroupChat | Channel | None = None,
        caption: str = "",
        **extra: Any,
    ) -> int:
        """A person sends a file, to the bot or into a chat. Returns the message's number."""
        file = document.as_telegram(self.state.files.add(document))
        place: Chat = chat or person
        sender, kind = (None, "channel_post") if isinstance(place, Channel) else (person, "message")
        return self._write(place, caption, sender, kind, {"document": file, **extra})

    def send_photo(self, person: Person, caption: str, **extra: Any) -> int:
        """A person sends the bot a photo with a caption. Returns the message's number."""
        photo = {"file_id": "photo1", "file_unique_id": "uphoto1", "width": 90, "height": 67}
        return self._write(person, caption, person, "message", {"photo": [photo], **extra})

    def forward(self, person: Person, text: str, channel: Channel, **extra: Any) -> int:
        """A person forwards a channel's post to the bot. Returns the message's number."""
        origin = {"type": "channel", "date": int(time.time()), "chat": channel.chat(), "message_id": 1}
        return self._write(person, text, person, "message", {"forward_origin": origin, **extra})

    def inline(self, person: Person, query: str, offset: str = "", **extra: Any) -> str:
        """A person types the bot's name and a query into any chat. Returns the query's number.

        `offset` is the next offset that the bot gave, where the person scrolls on; `extra` goes into the query.
        """
        query_id = str(8_000_000 + next(self.state.numbers))
        self.state.open_queries.add(query_id)
        content = {"id": query_id, "from": person.user(), "query": query, "offset": offset, **extra}
        self.state.updates.add("inline_query", content)
        return query_id

    def inline_answer(self, query_id: str, timeout: float = PATIENCE_SECONDS) -> Awaitable[InlineAnswer]:
        """The bot's answer to an inline query, as soon as there is one."""

        def look() -> InlineAnswer | None:
            return next((each for each in self.state.inline_answers if each.query_id == query_id), None)

        return self._wait(None, look, timeout)

    def choose(
        self, person: Person, answer: InlineAnswer, index: int = 0, chat: GroupChat | Channel | None = None
    ) -> ChosenResult:
        """A person sends one of the results into a chat. The bot sees the message where it is in that chat."""
        result, place = answer.results[index], chat or person
        content: dict[str, Any] = {"via_bot": self.state.bot, "entities": list(result.entities)}
        if result.reply_markup:
            content["reply_markup"] = result.reply_markup
        sender, kind = (None, "channel_post") if isinstance(place, Channel) else (person, "message")
        message_id = self._write(place, result.text, sender, kind, content)
        return ChosenResult(f"inline{message_id}", place.id, message_id, result)

    def press_inline(self, person: Person, sent: InlineResult | ChosenResult, button: int = 0) -> str:
        """A person presses a button of a message that was sent inline. Returns the query's number."""
        result = sent.result if isinstance(sent, ChosenResult) else sent
        pressed = [each for row in result.buttons for each in row][button]
        if pressed.is_url:
            raise ValueError(f"{pressed.text!r} opens {pressed.target}; Telegram does not tell the bot")
        query_id = str(9_000_000 + next(self.state.numbers))
        self.state.open_queries.add(query_id)
        inline_id = sent.inline_message_id if isinstance(sent, ChosenResult) else f"inline{query_id}"
        query = {"id": query_id, "from": person.user(), "inline_message_id": inline_id, "chat_instance": "1"}
        self.state.updates.add("callback_query", {**query, "data": pressed.target})
        return query_id

    def expire(self, query_id: str) -> None:
        """Make a press too old to be answered."""
        self.state.open_queries.discard(query_id)

    def change_membership(self, chat: Chat, status: str, by: Person | None = None, **rights: Any) -> None:
        """Give the bot the standing `status` (member, administrator, restricted, left, kicked), and tell it."""
        person = by or (chat if isinstance(chat, Person) else chat.admins[0])
        old, new = bot_standing(chat), Standing(status, given(rights))
        chat.bot_status = status
        if not isinstance(chat, Person):
            chat.bot_rights = new.rights
        if isinstance(chat, GroupChat):
            chat.can_send = status != "restricted" or bool(rights.get("can_send_messages"))
        self.state.updates.add("my_chat_member", membership(chat, person, self.state.bot, old, new))

    def add_bot(self, chat: GroupChat | Channel, by: Person, status: str = "member", **rights: Any) -> None:
        """A person adds the bot to a chat, and it is told; in a group a message says so too."""
        if chat.bot_status in IN_CHAT:
            raise ValueError(f"the bot is in {chat.title!r} already")
        if isinstance(chat, Channel) and status != "administrator":
            raise ValueError("bots are in channels as administrators alone")
        self.change_membership(chat, status, by, **rights)
        if isinstance(chat, GroupChat):
            self.notice(chat, {"new_chat_members": [self.state.bot]}, by)

    def give_bot(self, chat: GroupChat | Channel, **rights: Any) -> None:
        """Make the bot an administrator with these rights, without telling it."""
        chat.bot_status, chat.bot_rights = "administrator", given(rights)

    # People's rights, which the bot learns when it asks

    def promote(self, chat: GroupChat | Channel, person: Person, **rights: Any) -> None:
        """Make a person an administrator with these rights besides the usual ones; a creator remains one."""
        status = "creator" if standing(chat, person).status == "creator" else "administrator"
        place(chat, person, Standing(status, given(rights)))

    def demote(self, chat: GroupChat | Channel, person: Person) -> None:
        """Make an administrator a mere member."""
        place(chat, person, Standing("member"))

    def stand(self, chat: GroupChat | Channel, person: Person, status: str, **rights: Any) -> None:
        """Give a person the standing `status`: member, restricted, left, kicked."""
        place(chat, person, Standing(status, given(rights)))

    def standing(self, chat: GroupChat | Channel, person: Person) -> Standing:
        """A person's standing in a chat."""
        return standing(chat, person)

    # What people see

    def messages(self, chat_id: int) -> list[SentMessage]:
        """The bot's messages that stand in a chat now, oldest first."""
        return [message for message in self.state.messages.values() if message.chat_id == chat_id]

    def message(self, chat_id: int, message_id: int) -> SentMessage | None:
        """A message of the bot as it stands now; None where there is none."""
        return self.state.messages.get((chat_id, message_id))

    def wait_for(
        self, chat_id: int, predicate: Predicate, timeout: float = PATIENCE_SECONDS, after: int = 0
    ) -> Awaitable[SentMessage]:
        """The first message of a chat, sent or edited, that meets the condition and has a number above `after`."""
        satisfies = _meant(predicate)

        def look() -> SentMessage | None:
            there = (message for message in self.messages(chat_id) if message.message_id > after)
            return next((message for message in there if satisfies(message)), None)

        what = "no message that is meant" if callable(predicate) else f"no message with {predicate!r}"
        return self._wait(chat_id, look, timeout, f"{what} after no. {after}")

    def wait_count(self, chat_id: int, count: int, timeout: float = PATIENCE_SECONDS) -> Awaitable[list[SentMessage]]:
        """The messages of a chat, once there are at least `count`."""

        def look() -> list[SentMessage] | None:
            there = self.messages(chat_id)
            return there if len(there) >= count else None

        return self._wait(chat_id, look, timeout, f"not {count} messages")

    def wait_until(self, condition: Callable[[], Any], timeout: float | None = PATIENCE_SECONDS) -> Awaitable[Any]:
        """The first true value that `condition` gives, asked again after each request. Raises TimeoutError."""
        return self._wait(None, condition, timeout)

    async def _wait(
        self,
        chat_id: int | None,
        look: Callable[[], T | None],
        seconds: float | None,
        what: str = "nothing of the kind",
    ) -> T:
        try:
            return await self.state.pulse.until(look, seconds)
        except TimeoutError:
            seen = [] if chat_id is None else [message.text for message in self.messages(chat_id)]
            raise TimeoutError(f"{what} within {seconds} s; in the chat: {seen}") from None

    def _write(self, chat: Chat, text: str, person: Person | None, kind: str, extra: dict[str, Any]) -> int:
        message_id = next(self.state.numbers)
        self.state.said.add((chat.id, message_id))
        sender = person.user() if person else None
        message = written_message(message_id, chat, text, sender, extra)
        self.state.written[chat.id, message_id] = message
        if chat.bot_status in IN_CHAT:
            self.state.updates.add(kind, message)
        return message_id

    def notice(self, group: GroupChat, content: dict[str, Any], by: Person | None) -> None:
        """Send a notice of Telegram's own in a group, such as that a member joined."""
        message = {"message_id": next(self.state.numbers), "date": int(time.time()), "chat": group.chat()}
        sender = {"from": by.user()} if by else {}
        self.state.updates.add("message", {**message, **sender, **content})


def _meant(predicate: Predicate) -> Callable[[SentMessage], bool]:
    if callable(predicate):
        return predicate
    return lambda message: predicate in message.text
