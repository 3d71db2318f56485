"""A question as a record of the Assemblée's archive.

The shape is that of real records of the 17th legislature: of a written question, and of one to the Government, which
has no text of its own and whose answer is the account of the sitting. Facts that they lack (signalling, renewals, an
erratum, a closing without an answer), and that an oral question has the written one's shape, are as public programs
which read the archives expect.
"""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any
from zlib import crc32

from bot.core.question import Attribution, Question

Json = dict[str, Any]

SCHEMA = {
    "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
    "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
PAGE = "3501"
MADE_UP_CODE = "AUTRE"
"""The code of a closing that has no label. It is made up: no real code of a closing without an answer is known."""


def record_bytes(question: Question) -> bytes:
    """The file `json/{uid}.json`. It names an author by reference alone, and in the first words of the text."""
    return _written(
        {
            "question": {
                **SCHEMA,
                "@xsi:type": _TYPES[question.id.kind],
                "uid": question.id.uid,
                "identifiant": {
                    "numero": str(question.id.number),
                    "regime": "5eme Republique",
                    "legislature": str(question.id.session),
                },
                "type": question.id.kind,
                "indexationAN": {
                    "rubrique": question.rubric,
                    "teteAnalyse": None,
                    "analyses": question.subject and {"analyse": question.subject},
                },
                "auteur": {
                    "identite": {"acteurRef": question.author_ref, "mandatRef": None},
                    "groupe": question.group and _group(question.group),
                },
                "minInt": question.asked_ministry and _ministry(question.asked_ministry),
                "minAttribs": _attributions(question),
                "textesQuestion": _texts(question),
                "textesReponse": _answer(question),
                "cloture": _end(question),
                "signalement": _one_or_many([{"dateDepotSignal": _iso(day)} for day in question.signalled or ()]),
                "renouvellements": _renewals(question),
            }
        }
    )


_TYPES = {"QE": "QuestionEcrite_Type", "QG": "QuestionGouvernement_Type", "QOSD": "QuestionOrale_Type"}
"""The second is real, as is the first; the third is made up."""


def one_list(records: Iterable[bytes]) -> bytes:
    """The one large file of an older archive, as public programs read it, made of the files of its questions."""
    head = b'{"questionsEcrites": {"@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "question": [\n'
    return head + b",\n".join(_unwrapped(each) for each in records) + b"\n]}}\n"


def _unwrapped(record: bytes) -> bytes:
    """The value of the key `question` in a record; bytes of another shape stay as they are."""
    before, _, question = record.partition(b'{"question": ')
    return question[:-1] if question and not before else record


def _written(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _group(name: str) -> Json:
    initials = "".join(word[0].upper() for word in name.split() if word[0].isalpha())
    return {"organeRef": _reference(name), "abrege": initials, "developpe": name}


def _ministry(name: str, organ: str | None = None) -> Json:
    long_name = f"Ministère {name[:1].lower()}{name[1:]}"
    return {"organeRef": organ or _reference(name), "abrege": name, "developpe": long_name}


def _reference(name: str) -> str:
    return f"PO{crc32(name.encode()) % 1_000_000:06}"


def _attributions(question: Question) -> Json | None:
    """All the ministries that had the question, the present one last; only that one where no others are known."""
    held = question.attributions
    if held is None:
        held = (Attribution(question.ministry, question.asked),) if question.ministry else ()
    sort = {"typeJO": "JO_DEBAT"} if question.id.kind == "QG" else {}
    each = [
        {"infoJO": _journal(one.on, None, None) | sort, "denomination": _ministry(one.ministry, one.organ)}
        for one in held
    ]
    return {"minAttrib": _one_or_many(each)} if each else None


def _texts(question: Question) -> Json | None:
    """The question's own text; null of a question to the Government, as in the real record."""
    if question.id.kind == "QG":
        return None
    return {"texteQuestion": _text(question.asked, question.text)}


def _answer(question: Question) -> Json | None:
    if question.answer is None or (question.id.kind == "QG" and question.answer.text is None):
        return None
    text = _text(question.answer.published, question.answer.text)
    if not question.id.is_written:
        text = _spoken(question.subject, text)
    if question.answer.erratum is not None:
        text["erratum"] = _markup(question.answer.erratum)
    return {"texteReponse": _one_or_many([*(_text(None, each) for each in question.answer.earlier), text])}


def _end(question: Question) -> Json | None:
    if question.answer is not None:
        day = question.answer.published
        return _closed("REP_PUB", "Réponse publiée", day) | {"infoJO": day and _journal(day)}
    if question.closing is None:
        return None
    label = question.closing.label
    return _closed(None if label else MADE_UP_CODE, label, question.closing.on)


def _closed(code: str | None, label: str | None, on: date | None) -> Json:
    return {"codeCloture": code, "libelleCloture": label, "dateCloture": _iso(on), "infoJO": None}


def _renewals(question: Question) -> Json | None:
    each = [{"infoJO": _journal(day, None)} for day in question.renewals or ()]
    return {"renouvellement": each} if each else None


def _text(on: date | None, text: str | None) -> Json:
    return {"infoJO": _journal(on), "texte": _markup(text)}


def _spoken(subject: str | None, text: Json) -> Json:
    """An answer in the account of a sitting: its markup begins with the end of a paragraph, as in the real record."""
    heading = f'</p><p align="CENTER"> {escape((subject or "").upper(), quote=False)} <a name=PG1></a> </p><br>'
    said = f"{heading}<strong>Mme la présidente . </strong>{text['texte']}<br> <p>"
    return {"infoJO": {**text["infoJO"], "typeJO": "JO_DEBAT", "numJO": None}, "texte": said}


def _markup(text: str | None) -> str | None:
    """A text as the archive holds it: inline HTML with plain apostrophes, as in the real record."""
    return None if text is None else escape(text, quote=False).replace("\n", "<br/>")


def _journal(on: date | None, page: str | None = PAGE, issue: str | None = "") -> Json:
    """An issue of the Journal officiel: the n-th Tuesday of a year brings the year's n-th."""
    if issue is not None and on is not None:
        issue = f"{on.year}{(on.timetuple().tm_yday - 1) // 7 + 1:04}"
    return {
        "typeJO": "JO_QUESTION",
        "dateJO": _iso(on),
        "pageJO": page,
        "numJO": issue or None,
        "urlLegifrance": None,
        "referenceNOR": None,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _one_or_many(each: list[Json]) -> Json | list[Json] | None:
    """The value of a key that can repeat, in JSON made from XML: null, one object, or a list of objects."""
    if len(each) > 1:
        return each
    return each[0] if each else None
