"""Words that the pages of both sites share: French dates, paragraphs, the reason for a withdrawal."""

from datetime import date

from markupsafe import Markup

from bot.core.question import Question

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
REGION = "Ile-de-France"
"""The region shown beside the group, as the Assemblée's pages do, for all deputies: questions do not hold theirs."""

NOTHING = Markup("")


def long_date(day: date) -> str:
    """A date as both sites write it: 24 octobre 2023, 1er janvier 2024."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def on_long_date(day: date | None) -> str:
    """` le 24 octobre 2023`, or nothing."""
    return f" le {long_date(day)}" if day else ""


def paragraphs(text: str | None) -> Markup:
    """Plain text as HTML of the sites: an empty line between paragraphs becomes two line breaks."""
    return Markup("<br/>\n").join((text or "").split("\n"))


def reason(question: Question) -> str:
    """The reason why a question was closed without an answer, in parentheses; empty where there is none."""
    return f" ({question.closing.label})" if question.closing and question.closing.label else ""


def days(question: Question) -> list[tuple[str, date]]:
    """The days of the Journal officiel that a page shows: of the question, and of its answer."""
    answered = question.answer.published if question.answer else None
    return [(what, day) for what, day in (("Question", question.asked), ("Réponse", answered)) if day]
