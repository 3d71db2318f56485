"""Answers of the Bot API: whole, badly wrapped, cut, or none at all."""

import json
from typing import Any

import pytest

from bot.core.api_answer import LARGEST_CHAT_ID, read_answer

A_DAY = 24 * 3600
SENT = {"ok": True, "result": {"message_id": 7}}


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        pytest.param(b'{"ok": true, "result": {"message_id": 7}}', SENT, id="whole"),
        pytest.param(b'\xef\xbb\xbf\xef\xbb\xbf \n{"ok": true}', {"ok": True}, id="something before it"),
        pytest.param(b'{"ok": true}<!-- proxy -->', {"ok": True}, id="something behind it"),
        pytest.param(
            b'{"ok": true, "result": {"message_id": 7, "chat": {"id": 1, "ty', SENT, id="cut behind its number"
        ),
        pytest.param(b'{"ok": true, "result": {"mess', {"ok": True}, id="cut before its number"),
        pytest.param(b'{"ok": true, "result": {"message_id": 7.5, "te', {"ok": True}, id="a number that is none"),
        pytest.param(b'{"ok": fal', None, id="a no that is cut"),
        pytest.param(b'{"result": {"message_id": 7, "ok": true', None, id="a yes that is not the answer's own"),
        pytest.param(b"<html>502 Bad Gateway</html>", None, id="a page"),
        pytest.param(b'[{"ok": true}]', None, id="a list"),
        pytest.param(b'{"ok": ' + b"[" * 100_000, None, id="too deep"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_yes_is_read_however_it_is_wrapped(payload: bytes, found: dict[str, Any] | None) -> None:
    assert read_answer(payload) == found


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"retry_after": 1}, {"retry_after": 1}),
        ({"retry_after": 0}, {"retry_after": 1}),
        ({"retry_after": -5}, {"retry_after": 1}),
        ({"retry_after": 10**12}, {"retry_after": A_DAY}),
        ({"retry_after": True}, {}),
        ({"retry_after": 2.5}, {}),
        ({"migrate_to_chat_id": -1001234567890}, {"migrate_to_chat_id": -1001234567890}),
        ({"migrate_to_chat_id": 1}, {"migrate_to_chat_id": 1}),
        ({"migrate_to_chat_id": 0}, {}),
        ({"migrate_to_chat_id": LARGEST_CHAT_ID - 1}, {"migrate_to_chat_id": LARGEST_CHAT_ID - 1}),
        ({"migrate_to_chat_id": -LARGEST_CHAT_ID}, {}),
        ({"retry_after": 3, "migrate_to_chat_id": "x"}, {"retry_after": 3}),
        ([], {}),
        (None, {}),
    ],
)
def test_parameters_are_bounded_and_those_that_cannot_be_ones_left_out(given: object, kept: dict[str, int]) -> None:
    answer = {"ok": False, "parameters": given}
    assert read_answer(json.dumps(answer).encode()) == {"ok": False, "parameters": kept}


def test_a_chats_number_has_52_bits_at_most() -> None:
    assert LARGEST_CHAT_ID == 2**52


def test_a_description_is_one_line_that_every_database_can_hold() -> None:
    """PostgreSQL takes no NUL, and nothing takes half of a character."""
    answer = {"ok": False, "description": "Bad\u0000 \ud83dRequest:\nl'été n’est pas là 🚒"}
    assert read_answer(json.dumps(answer).encode()) == {
        "ok": False,
        "description": "Bad   Request: l'été n’est pas là 🚒",
    }
