"""Reads the answer to a call of the Bot API, also a damaged one.

https://core.telegram.org/bots/api#making-requests promises its form. A proxy can put a byte order mark before it,
something after it, or cut it short. A call that succeeded must count as such all the same: if a damaged "ok" were taken
for a failure, the message would be sent twice. A caller that needs the result checks for it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.core.backoff import LONGEST_HOLD

_YES = re.compile(r'\s*\{\s*"ok"\s*:\s*true\b')
_SENT = re.compile(r'"message_id"\s*:\s*([1-9][0-9]{0,14})\b(?!\s*[.eE])')
LARGEST_CHAT_ID = 1 << 52
"""Source: https://core.telegram.org/bots/api#chat, "at most 52 significant bits"."""


def read_answer(payload: bytes) -> dict[str, Any] | None:
    """The answer as a plain object; None where the bytes are no answer of the Bot API.

    Of an answer that was cut, the "ok" is left, and the number of the sent message if that came too. `retry_after` is
    between a second and a day; a parameter that cannot be one is left out.
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
    """The answer with its parameters within their bounds, so that it is safe to calculate with them.

    A description is one line of characters that every log and every database can hold.
    """
    if isinstance(said := found.get("description"), str):
        found = {**found, "description": "".join(each if each.isprintable() else " " for each in said)}
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
