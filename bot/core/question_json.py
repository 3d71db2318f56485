"""Turns a question into plain JSON values and back: the form in which it is stored, exported and shown."""

from datetime import date, datetime
from typing import Any

from bot.core.question import Answer, Attribution, Closing, Comment, Question, QuestionId, Transformed

TEXT_FIELDS = (
    "author",
    "author_ref",
    "constituency",
    "group",
    "subject",
    "rubric",
    "asked_ministry",
    "ministry",
    "text",
)


def to_plain(question: Question) -> dict[str, Any]:
    """The question as an object. Dates are ISO 8601 strings; an unknown value is null.

    `legislature` is the number of the question's series, as in every table: an earlier version reads it too.
    """
    answer, closing = question.answer, question.closing
    return {
        "legislature": question.id.series,
        "number": question.id.number,
        **{field: getattr(question, field) for field in TEXT_FIELDS},
        "asked": _day(question.asked),
        "answer": answer and _answer_to_plain(answer),
        "closing": closing and {"label": closing.label, "on": _day(closing.on)},
        "comments": None if question.comments is None else [comment_to_plain(comment) for comment in question.comments],
        "attributions": None
        if question.attributions is None
        else [{"ministry": each.ministry, "on": _day(each.on), "organ": each.organ} for each in question.attributions],
        "signalled": None if question.signalled is None else [_day(day) for day in question.signalled],
        "renewals": None if question.renewals is None else [_day(day) for day in question.renewals],
        **_transformed_to_plain(question.transformed),
        **({} if question.reminds is None else {"reminds": str(question.reminds)}),
    }


def from_plain(plain: dict[str, Any]) -> Question:
    """The inverse of `to_plain`, of this version or of an earlier one, which had fewer fields.

    Raises KeyError or ValueError for anything that `to_plain` did not write.
    """
    answer, closing, comments = plain["answer"], plain["closing"], plain["comments"]
    attributions = plain.get("attributions")
    return Question(
        id=QuestionId.stored(plain["legislature"], plain["number"]),
        **{field: plain.get(field) for field in TEXT_FIELDS},
        asked=_date(plain["asked"]),
        answer=None if answer is None else _answer_from_plain(answer),
        closing=None if closing is None else Closing(closing["label"], _date(closing["on"])),
        comments=None if comments is None else tuple(comment_from_plain(each) for each in comments),
        attributions=None
        if attributions is None
        else tuple(Attribution(each["ministry"], _date(each["on"]), each.get("organ")) for each in attributions),
        signalled=_dates(plain.get("signalled")),
        renewals=_dates(plain.get("renewals")),
        transformed=_transformed_from_plain(plain.get("transformed")),
        reminds=QuestionId.parse(plain["reminds"]) if plain.get("reminds") else None,
    )


def comment_to_plain(comment: Comment) -> dict[str, Any]:
    """The comment as an object; `posted` is Paris time without a zone, as the site shows it."""
    posted = comment.posted.isoformat() if comment.posted else None
    return {"id": comment.id, "author": comment.author, "posted": posted, "text": comment.text}


def comment_from_plain(plain: dict[str, Any]) -> Comment:
    """The inverse of `comment_to_plain`."""
    posted = plain["posted"]
    return Comment(plain["id"], plain["author"], datetime.fromisoformat(posted) if posted else None, plain["text"])


def _answer_to_plain(answer: Answer) -> dict[str, Any]:
    """The answer as an object; `earlier` is left out where there are none, which is usual."""
    plain = {"published": _day(answer.published), "text": answer.text, "erratum": answer.erratum}
    return {**plain, "earlier": list(answer.earlier)} if answer.earlier else plain


def _answer_from_plain(plain: dict[str, Any]) -> Answer:
    published = _date(plain["published"])
    return Answer(published, plain["text"], plain.get("erratum"), tuple(plain.get("earlier", ())))


def _transformed_to_plain(transformed: Transformed | None) -> dict[str, Any]:
    """The field that says what became of the question, left out where nothing is known of it, which is usual."""
    if transformed is None:
        return {}
    into = transformed.into
    return {"transformed": {"kind": transformed.kind, "into": None if into is None else str(into)}}


def _transformed_from_plain(plain: dict[str, Any] | None) -> Transformed | None:
    if plain is None:
        return None
    return Transformed(plain["kind"], QuestionId.parse(plain["into"]) if plain["into"] else None)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dates(days: list[str | None] | None) -> tuple[date | None, ...] | None:
    return None if days is None else tuple(_date(day) for day in days)
