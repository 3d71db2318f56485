"""Updates of another Bot API version: a part that cannot be read is dropped, and the command beside it is heard."""

from typing import Any

import pytest

from bot.inbox.odd_updates import read_update, unreadable_command

CHAT = {"id": 1001, "type": "private", "first_name": "Camille"}
PERSON = {"id": 1001, "is_bot": False, "first_name": "Camille"}
COMMAND = {"type": "bot_command", "offset": 0, "length": 5}
BARE = {"message_id": 7, "date": 1, "chat": CHAT, "from": PERSON, "text": "/list", "entities": [COMMAND]}
REPLIED = {"message_id": 6, "date": 1, "chat": CHAT, "text": "17-QE-1"}
ODD_GIFT = {"gift": {"id": "another version"}}


@pytest.mark.parametrize(
    "side",
    [
        {"reply_to_message": {**REPLIED, "gift": ODD_GIFT}},
        {"reply_to_message": 7},
        {"quote": {"text": "a quote without position"}},
        {"entities": [{"type": "bold", "length": 3}, COMMAND]},
        {"poll": {"id": "of another shape"}},
        {"sender_chat": 5},
        {"gift": ODD_GIFT, "poll": 3, "quote": []},
    ],
)
@pytest.mark.parametrize("kind", ["message", "channel_post"])
def test_a_command_is_heard_whatever_stands_beside_it(kind: str, side: dict[str, Any]) -> None:
    update, dropped = read_update({"update_id": 1, kind: {**BARE, **side}})
    message = update.effective_message
    assert message is not None and message.from_user is not None
    assert (message.text, message.chat.id, message.from_user.id) == ("/list", 1001, 1001)
    assert [each.type for each in message.entities] == ["bot_command"]
    assert set(side) <= set(dropped)


def test_a_message_that_is_replied_to_keeps_its_readable_parts() -> None:
    body = {**BARE, "reply_to_message": {**REPLIED, "gift": ODD_GIFT}}
    message = read_update({"update_id": 1, "message": body})[0].message
    assert message is not None and message.reply_to_message is not None
    assert (message.reply_to_message.text, message.reply_to_message.gift) == ("17-QE-1", None)


def test_a_forwarded_message_stays_forwarded() -> None:
    message = read_update({"update_id": 1, "message": {**BARE, "forward_origin": {"type": "user"}}})[0].message
    assert message is not None and message.forward_origin is not None


def test_a_message_of_another_bot_stays_its_own() -> None:
    message = read_update({"update_id": 1, "message": {**BARE, "via_bot": {"id": 5}}})[0].message
    assert message is not None and message.via_bot is not None


def test_a_press_keeps_its_data_beside_an_odd_message() -> None:
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "list:1", "message": {**BARE, "gift": ODD_GIFT}}
    query = read_update({"update_id": 1, "callback_query": press})[0].callback_query
    assert query is not None and query.message is not None
    assert (query.data, query.message.chat.id) == ("list:1", 1001)


def test_an_update_that_can_be_read_loses_nothing() -> None:
    assert read_update({"update_id": 1, "message": BARE})[1] == []


@pytest.mark.parametrize("side", [{"location": {}}, {"location": 5, "chat_type": ["sender"]}])
def test_an_inline_query_is_read_whatever_stands_beside_it(side: dict[str, Any]) -> None:
    query = {"id": "1", "from": PERSON, "query": "digues", "offset": "", **side}
    read = read_update({"update_id": 1, "inline_query": query})[0].inline_query
    assert read is not None
    assert (read.query, read.from_user.id) == ("digues", 1001)


@pytest.mark.parametrize(
    "side",
    [
        {"invite_link": {"of": "another shape"}},
        {"new_chat_member": {"status": "kicked", "user": PERSON, "until_date": "soon"}},
        {"old_chat_member": {"status": "left", "user": {"id": 7}}, "from": {"id": 1001}},
    ],
)
def test_the_bots_own_coming_and_going_is_heard_whatever_stands_beside_it(side: dict[str, Any]) -> None:
    members = {"old_chat_member": {"status": "member", "user": PERSON}, "new_chat_member": {"status": "kicked"}}
    change = {"chat": CHAT, "from": PERSON, "date": 1, **members, **side}
    read = read_update({"update_id": 1, "my_chat_member": change})[0].my_chat_member
    assert read is not None
    assert (read.new_chat_member.status, read.chat.id, read.from_user.id) == ("kicked", 1001, 1001)


@pytest.mark.parametrize(
    "odd",
    [
        {"from": {"id": 1001}},
        {"from": {"id": "1001", "first_name": ["Camille"]}},
        {"from": 5},
        {"chat": {"id": 1001}},
        {"chat": {"id": 1001, "title": {}}},
        {"date": "yesterday"},
        {"message_id": "7"},
    ],
)
def test_a_command_is_heard_where_its_chat_its_sender_or_its_date_is_told_oddly(odd: dict[str, Any]) -> None:
    message = read_update({"update_id": 1, "message": {**BARE, **odd}})[0].message
    assert message is not None and message.from_user is not None
    assert (message.text, message.chat.id, message.chat.type, message.from_user.id) == ("/list", 1001, "private", 1001)


def test_nobody_is_made_a_member_of_a_group_whose_sender_cannot_be_read() -> None:
    group = {"id": -100600, "type": "supergroup", "title": "Digues"}
    message = read_update({"update_id": 1, "message": {**BARE, "chat": group, "from": {"first_name": "Camille"}}})[0]
    assert message.effective_user is None


@pytest.mark.parametrize(
    ("chat", "text", "is_owed"),
    [
        (CHAT, "bonjour", True),
        (CHAT, None, True),
        ({"id": -600, "type": "group"}, "/list", True),
        ({"id": -600}, "bonjour", False),
        ({"id": -600}, None, False),
        ({"id": "1001"}, "/list", False),
        (None, "/list", False),
    ],
)
def test_an_apology_is_owed_where_the_bot_was_meant(chat: Any, text: str | None, is_owed: bool) -> None:
    body = {"chat": chat} | ({} if text is None else {"text": text})
    owed = unreadable_command({"update_id": 1, "message": body})
    assert (owed is not None) is is_owed
    if owed is not None:
        assert owed.effective_chat is not None and owed.effective_chat.id == chat["id"]


@pytest.mark.parametrize("body", [{}, {"message": None}, {"inline_query": 5}, {"my_chat_member": {"chat": CHAT}}])
def test_nobody_is_owed_an_apology_for_anything_else(body: dict[str, Any]) -> None:
    assert unreadable_command({"update_id": 1, **body}) is None


GROUP = {"id": -100600, "type": "supergroup", "title": "Digues"}


def test_a_post_in_a_channel_of_no_kind_is_not_taken_for_a_groups() -> None:
    update, _ = read_update({"update_id": 1, "channel_post": {**BARE, "chat": {"id": -100700}}})
    assert update.effective_chat is not None
    assert (update.effective_chat.id, update.effective_chat.type) == (-100700, "channel")


def test_an_inline_query_without_an_offset_is_at_its_first_page() -> None:
    query = read_update({"update_id": 1, "inline_query": {"id": "1", "from": PERSON, "query": "digues"}})[0]
    assert query.inline_query is not None
    assert (query.inline_query.query, query.inline_query.offset) == ("digues", "")


@pytest.mark.parametrize("number", ["1001", 1001.0, True])
def test_a_sender_whose_number_is_none_is_nobody_in_a_group_and_who_writes_there_in_private(number: object) -> None:
    body = {**BARE, "from": {**PERSON, "id": number}}
    with pytest.raises(ValueError, match="number"):
        read_update({"update_id": 1, "message": {**body, "chat": GROUP}})
    in_private = read_update({"update_id": 1, "message": body})[0]
    assert in_private.effective_user is not None
    assert in_private.effective_user.id == 1001


@pytest.mark.parametrize("number", ["-100600", -1.5, None])
def test_a_chat_whose_number_is_none_cannot_be_read(number: object) -> None:
    with pytest.raises((TypeError, KeyError, ValueError, AttributeError)):
        read_update({"update_id": 1, "message": {**BARE, "chat": {**GROUP, "id": number}}})


@pytest.mark.parametrize(
    ("topic", "thread"),
    [
        ({"is_topic_message": True, "message_thread_id": 5}, 5),
        ({"message_thread_id": 5}, None),
        ({"is_topic_message": True, "message_thread_id": "5"}, None),
    ],
)
def test_an_apology_is_owed_in_the_topic_of_the_command(topic: dict[str, Any], thread: int | None) -> None:
    owed = unreadable_command({"update_id": 1, "message": {"chat": GROUP, "text": "/list", **topic}})
    assert owed is not None and owed.message is not None
    assert owed.message.message_thread_id == thread


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post", "message_reaction", "poll_answer", "other"])
@pytest.mark.parametrize("part", [{**BARE, "gift": ODD_GIFT}, {"chat": 5, "text": "/list"}, 7])
def test_an_update_that_the_bot_never_asks_for_is_no_command_and_owed_no_apology(kind: str, part: object) -> None:
    body = {"update_id": 1, kind: part}
    assert unreadable_command(body) is None
    try:
        update, _ = read_update(body)
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    assert (update.message, update.channel_post, update.callback_query) == (None, None, None)
