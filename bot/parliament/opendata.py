"""Reads one record of the Assemblée's daily archives of questions.

Known from real records of the 17th legislature: the written question no. 5268, answered, and the question to the
Government no. 1. Repeated keys, closings, signallings, renewals, errata and older dates are known from public programs
that read the archives, and so is that oral questions have the same schema. No real record of a QOSD was seen.
"""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.closing_labels import Ending
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.parliament.answers import Printed, answer_of
from bot.parliament.author import author_in
from bot.parliament.dates import french_date
from bot.parliament.identity import Claims
from bot.parliament.page import MAX_BYTES, Unreadable, tree_of
from bot.parliament.text import fold, text_of, tidy, without_simple_tags

VERSION = 4
"""Raise it with every change of what the reader makes of the same bytes: records are read again then."""

Record = dict[str, Any]

ANSWERED = "REP_PUB"
"""The code of the one closing that is an answer. Any other code is taken for an end without an answer."""

OF_A_SITTING = "JO_DEBAT"
"""Of a text that stands in the account of a sitting, and not among the written questions of an issue."""

STRAY_SPACE = re.compile(r"(?<=\w) \.(?= )")
"""In the account of a sitting the name of who speaks is followed by a space, its full stop and a space."""

NUMBER = re.compile("[0-9]{1,6}")
AUTHOR_REF = re.compile("PA[0-9]{1,9}")
ORGAN_REF = re.compile("PO[0-9]{1,9}")

NO_HEAD = "aucune tete d'analyse"
NO_WORDS = frozenset({"", "0", "false", "non"})
MARKS = NO_WORDS | {"1", "true", "oui"}
"""Words that only say whether something is there."""


def read_record(body: bytes) -> Question:
    """The question of a record; `comments` is None, since the archive has none.

    A key that can repeat holds an object, a list of objects or null. The last ministry of `minAttrib` owes the answer.
    Of several texts of the question the last one counts, with the date of the first: a text is printed again to correct
    it, and the term runs from the first time. For several answers, see `bot.parliament.answers`. A question to the
    Government has no text of its own: it was asked on the day on which its ministry had it, or else was answered, and
    is answered at once, whether its exchange is printed yet or not.
    Raises Unreadable where the bytes are no such record.
    """
    record = _record_of(body)
    texts = _many(_part(record, "textesQuestion"), "texteQuestion")
    text = _last_text(texts)
    author = _part(record, "auteur")
    group = _part(author, "groupe")
    index = _part(record, "indexationAN")
    asked_ministry = _ministry(_part(record, "minInt"))
    attributions = _attributions(record)
    id, (answer, closing) = _identity(record), _outcome(record)
    asked = _first_day(texts) or (None if id.is_written else _first_aloud(attributions, answer))
    if answer is None and closing is None and id.chamber.is_answered_at_once(id.kind):
        answer = Answer(asked, None)
    return Question(
        id=id,
        author=author_in(text),
        group=_text(group, "developpe") or _text(group, "abrege"),
        subject=_subject(index),
        rubric=_text(index, "rubrique"),
        asked_ministry=asked_ministry,
        ministry=attributions[-1].ministry if attributions else asked_ministry,
        asked=asked,
        text=text,
        answer=answer,
        closing=closing,
        author_ref=_author_ref(author),
        attributions=attributions,
        signalled=_days(record.get("signalement"), "signalement"),
        renewals=_days(record.get("renouvellements"), "renouvellement"),
    )


def _record_of(body: bytes) -> Record:
    if len(body) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // (1024 * 1024)} MB")
    try:
        document = json.loads(body.decode().removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON, or cut short") from error
    if not isinstance(document, dict):
        raise Unreadable("not one record of the archive")
    record = document.get("question", document)
    if not isinstance(record, dict) or not {"uid", "identifiant"} & record.keys():
        raise Unreadable("not one record of the archive")
    return record


def _identity(record: Record) -> QuestionId:
    claims = Claims()
    uid = _text(record, "uid")
    claims.addresses([uid] if uid else [])
    own = _part(record, "identifiant")
    for value, known in ((_number(own, "numero"), claims.numbers), (_number(own, "legislature"), claims.legislatures)):
        if value is not None:
            known.add(value)
    kind = _text(record, "type")
    if kind:
        claims.kinds.add(kind if kind in ASSEMBLEE.kinds else _unknown_kind(kind))
    return claims.settle_any()


def _unknown_kind(kind: str) -> str:
    raise Unreadable(f"not a question of a known kind but of the type {kind[:40]!r}")


def _outcome(record: Record) -> tuple[Answer | None, Closing | None]:
    texts = _many(_part(record, "textesReponse"), "texteReponse")
    end = _part(record, "cloture")
    code, label = _text(end, "codeCloture"), _text(end, "libelleCloture")
    ended = french_date(_text(end, "dateCloture")) or _issue_day(end)
    answer = answer_of([_printed(each) for each in texts])
    if answer is not None or code == ANSWERED or ASSEMBLEE.ending(label) is Ending.ANSWER:
        known = answer or Answer(None, None)
        return replace(known, published=known.published or ended), None
    return None, Closing(label, ended) if code or label or ended else None


def _printed(text: Record) -> Printed:
    plain = _plain(_string(text, "texte"))
    if plain and _string(_part(text, "infoJO"), "typeJO") == OF_A_SITTING:
        plain = STRAY_SPACE.sub(".", plain)
    return Printed(_issue_day(text), plain, _erratum(text.get("erratum")))


def _erratum(value: Any) -> str | None:
    """The words of a correction.

    Its shape is not known: it may be a text, an object with one, or a mark that it exists.
    """
    listed = _unwrapped(value)
    for each in reversed(listed if isinstance(listed, list) else [listed]):
        found = _unwrapped(each)
        text = _unwrapped(found.get("texte")) if isinstance(found, dict) else found
        if isinstance(text, str) and text.strip().casefold() not in MARKS:
            return _plain(text)
    return None


def _attributions(record: Record) -> tuple[Attribution, ...]:
    holders = _many(_part(record, "minAttribs"), "minAttrib")
    named = [(_part(each, "denomination"), _issue_day(each)) for each in holders]
    return tuple(Attribution(ministry, on, _organ(name)) for name, on in named if (ministry := _ministry(name)))


def _organ(name: Record) -> str | None:
    """The ministry's reference; None where the record has none of that form."""
    reference = _unwrapped(name.get("organeRef"))
    return reference if isinstance(reference, str) and ORGAN_REF.fullmatch(reference) else None


def _days(value: Any, key: str) -> tuple[date | None, ...]:
    """The day of each event that an object, a list or a text tells, wrapped in an object of its own or not.

    A day that cannot be read is None. Raises Unreadable for a value that can tell nothing, such as a number.
    """
    found = _unwrapped(value)
    if isinstance(found, dict) and key in found:
        found = _unwrapped(found[key])
    listed = found if isinstance(found, list) else [found]
    return tuple(_day_told(each, key) for each in map(_unwrapped, listed) if _tells(each))


def _tells(value: Any) -> bool:
    if isinstance(value, dict):
        return any(each not in (None, "", {}, []) for each in map(_unwrapped, value.values()))
    return value is not None and not (isinstance(value, str) and value.strip().casefold() in NO_WORDS)


def _day_told(value: Any, key: str) -> date | None:
    if isinstance(value, str):
        return french_date(value)
    if not isinstance(value, dict | list):
        raise Unreadable(f"{key} is not an object")
    if isinstance(value, list):
        return None
    issue = _unwrapped(value.get("infoJO"))
    days = (value.get("dateDepotSignal"), issue.get("dateJO") if isinstance(issue, dict) else issue)
    return next((day for each in map(_unwrapped, days) if isinstance(each, str) and (day := french_date(each))), None)


def _author_ref(author: Record) -> str | None:
    identity = _unwrapped(author.get("identite"))
    found = _unwrapped(identity.get("acteurRef")) if isinstance(identity, dict) else None
    return found if isinstance(found, str) and AUTHOR_REF.fullmatch(found) else None


def _ministry(part: Record) -> str | None:
    """The short name, which the site's pages show too."""
    return _text(part, "abrege") or _text(part, "developpe")


def _issue_day(part: Record) -> date | None:
    return french_date(_text(_part(part, "infoJO"), "dateJO"))


def _first_day(texts: list[Record]) -> date | None:
    return min((day for each in texts if (day := _issue_day(each))), default=None)


def _first_aloud(attributions: tuple[Attribution, ...], answer: Answer | None) -> date | None:
    """The day of a question that was asked aloud and of which no text is printed."""
    return min((each.on for each in attributions if each.on), default=answer.published if answer else None)


def _subject(index: Record) -> str | None:
    """The head of the analysis, if any, and the analyses, as the older pages show them."""
    head = _text(index, "teteAnalyse")
    told = [head] if head and fold(head) != NO_HEAD else []
    return ", ".join([*told, *_strings(_part(index, "analyses"), "analyse")]) or None


def _last_text(texts: list[Record]) -> str | None:
    in_order = sorted(texts, key=lambda each: _issue_day(each) or date.min)
    return next((text for each in reversed(in_order) if (text := _plain(_string(each, "texte")))), None)


def _plain(text: str | None) -> str | None:
    """The text without its inline HTML and entities."""
    if text is None or not ("<" in text or "&" in text):
        return _one_line(text)
    simple = without_simple_tags(text)
    return simple[0] if simple else text_of(tree_of(f"<div>{text}</div>"))


def _one_line(text: str | None) -> str | None:
    return None if text is None else tidy(text).strip() or None


def _text(part: Record, key: str) -> str | None:
    return _one_line(_string(part, key))


def _string(part: Record, key: str) -> str | None:
    """A string, or None for null."""
    value = part.get(key)
    if value is None or isinstance(value, str):
        return value
    value = _unwrapped(value)
    if value is not None and not isinstance(value, str):
        raise Unreadable(f"{key} is not a text")
    return value


def _number(part: Record, key: str) -> int | None:
    value = part.get(key)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(part, key)
    if text is None:
        return None
    if not NUMBER.fullmatch(text):
        raise Unreadable(f"{key} is not a number")
    return int(text)


def _part(part: Record, key: str) -> Record:
    """An object; an empty one for null."""
    value = part.get(key)
    if value is None or (value := _unwrapped(value)) is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{key} is not an object")
    return value


def _many(part: Record, key: str) -> list[Record]:
    """The objects under a key that can repeat."""
    value = _unwrapped(part.get(key))
    found = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(each, dict) for each in found):
        raise Unreadable(f"{key} holds something that is not an object")
    return found


def _strings(part: Record, key: str) -> list[str]:
    value = part.get(key)
    found = [_text({key: each}, key) for each in (value if isinstance(value, list) else [value])]
    return [each for each in found if each]


def _unwrapped(value: Any) -> Any:
    """XML made into JSON writes a missing value as {"@xsi:nil": "true"} and can wrap a string as {"#text": …}."""
    if isinstance(value, dict):
        if value.get("@xsi:nil") == "true":
            return None
        if isinstance(value.get("#text"), str):
            return value["#text"]
    return value
