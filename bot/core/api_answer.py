"""What the bytes are that came in answer to a call of the Bot API.

The form is promised at https://core.telegram.org/bots/api#making-requests. A proxy can spoil it: put a byte order mark
before it, something behind it, or cut it short. What was done must count as done all the same: where a yes can be read,
the message was sent, and would be sent twice if the rest were insisted on. Who needs the result as well says so.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.core.backoff import LONGEST_HOLD

_YES = re.compile(r'\s*\{\s*"ok"\s*:\s*true\b')
_SENT = re.compile(r'"message_id"\s*:\s*([1-9][0-9]{0,14})\b(?!\s*[.eE])')
LARGEST_CHAT_ID = 1 << 52
"""https://core.telegram.org/bots/api#chat: at most 52 significant bits."""


def read_answer(payload: bytes) -> dict[str, Any] | None:
    """The answer as a plain object; None where it is none of the Bot API's.

    Of one that was cut, the yes is left, with the number of the sent message where that came too. A wait that is asked
    for is at most a day and at least a second; a parameter that cannot be one is left out.
    """
    text = payload.decode("utf-8-sig", errors="replace").lstrip("\ufeff")
    try:
        found, _end = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return _of_a_cut_one(text)
    return _bounded(found) if isinstance(found, dict) else None


def _of_a_cut_one(text: str) -> dict[str, Any] | None:
    if not _YES.match(text):
        return None
    sent = _SENT.search(text)
    return {"ok": True, "result": {"message_id": int(sent[1])}} if sent else {"ok": True}


def _bounded(found: dict[str, Any]) -> dict[str, Any]:
    """The answer with parameters that nobody's arithmetic minds."""
    if "parameters" not in found:
        return found
    given = found["parameters"]
    kept = {}
    if isinstance(given, Mapping):
        if (wait := _number(given.get("retry_after"))) is not None:
            kept["retry_after"] = int(min(max(wait, 1), LONGEST_HOLD))
        if (to := _number(given.get("migrate_to_chat_id"))) is not None and 0 < abs(to) < LARGEST_CHAT_ID:
            kept["migrate_to_chat_id"] = to
    return {**found, "parameters": kept}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
