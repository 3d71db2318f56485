"""Updates of another Bot API version: a part that cannot be read is dropped, and the command beside it is heard."""

from typing import Any

import pytest

from bot.odd_updates import read_update

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


def test_what_is_replied_to_keeps_what_can_be_read_of_it() -> None:
    body = {**BARE, "reply_to_message": {**REPLIED, "gift": ODD_GIFT}}
    message = read_update({"update_id": 1, "message": body})[0].message
    assert message is not None and message.reply_to_message is not None
    assert (message.reply_to_message.text, message.reply_to_message.gift) == ("17-QE-1", None)


def test_what_was_forwarded_stays_forwarded() -> None:
    message = read_update({"update_id": 1, "message": {**BARE, "forward_origin": {"type": "user"}}})[0].message
    assert message is not None and message.forward_origin is not None


def test_what_another_bot_wrote_stays_its_own() -> None:
    message = read_update({"update_id": 1, "message": {**BARE, "via_bot": {"id": 5}}})[0].message
    assert message is not None and message.via_bot is not None


def test_a_press_keeps_its_data_beside_an_odd_message() -> None:
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "list:1", "message": {**BARE, "gift": ODD_GIFT}}
    query = read_update({"update_id": 1, "callback_query": press})[0].callback_query
    assert query is not None and query.message is not None
    assert (query.data, query.message.chat.id) == ("list:1", 1001)


def test_an_update_that_can_be_read_loses_nothing() -> None:
    assert read_update({"update_id": 1, "message": BARE})[1] == []
