"""Lists of questions: the pages of a chat's list, a summary, an offer to follow all."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.core.deadline import today
from bot.core.question import Question, QuestionId, State
from bot.messages.alternatives import Ambiguous, listed_buttons
from bot.messages.keyboards import all_button, list_buttons
from bot.messages.message import LIMIT, Message, cut, visible, width
from bot.messages.parts import (
    NONE_STALE,
    Stale,
    confirmed,
    is_published,
    joined,
    line,
    link_to_question,
    stale_lines,
)
from bot.messages.phrases import Phrases

PAGE = 10
ROOMS = (90, 45, 20, 10)
"""Lengths to which a line cuts a subject, shorter where there are many lines."""

Entry = tuple[QuestionId, Question | None]


def list_page(
    words: Phrases,
    entries: Sequence[Entry],
    page: int,
    now: datetime,
    confirmed_at: datetime | None = None,
    stale: Stale = NONE_STALE,
    notice: Markup | None = None,
) -> Message:
    """One page of a chat's list, sorted by what is due first. A page that does not exist becomes the nearest one.

    At its foot: a `notice`, the sources that have not answered for long, and when the list was last confirmed.
    """
    if not entries:
        return Message(words.say("list-empty"))
    ordered = sorted(entries, key=_rank)
    pages = (len(ordered) + PAGE - 1) // PAGE
    page = min(max(page, 1), pages)
    heading = words.say("list-title", n=len(ordered))
    if pages > 1:
        heading = Markup("{} · {}").format(heading, words.say("list-page", page=page, pages=pages))
    shown = ordered[(page - 1) * PAGE : page * PAGE]
    lines = [entry_line(words, id, question, today(now)) for id, question in shown]
    foot = joined([notice, *stale_lines(words, stale), confirmed(words, confirmed_at)])
    parts = [heading, joined([*lines]), *([foot] if foot else [])]
    return Message(Markup("\n\n").join(parts), list_buttons(words, page, pages))


def summary(words: Phrases, heading: Markup, entries: Sequence[Entry], now: datetime) -> list[Message]:
    """Many questions, one a line, in as many messages as it takes."""
    lines = [entry_line(words, id, question, today(now)) for id, question in entries]
    return packed([heading, *lines], Markup("\n"))


def offer_all(
    words: Phrases, heading: Markup, entries: Sequence[Entry], notes: Sequence[Markup], now: datetime
) -> list[Message]:
    """The questions that a text named, one a line, above a button that follows all; `notes` tell what was not found.

    The questions are one message, in which subjects are cut as short as it takes; notes that do not fit come after it.
    """
    listed = Markup("")
    for room in ROOMS:
        # Telegram keeps a hundred entities of a message, and the button reads its questions from the links.
        lines = [entry_line(words, id, question, today(now), room, plain=True) for id, question in entries]
        listed = joined([heading, *lines])
        if width(visible(listed)) <= LIMIT:
            break
    first, *others = packed([listed, *notes], Markup("\n\n"))
    return [Message(first.html, ((all_button(words, len(entries)),),)), *others]


def others_listed(words: Phrases, ambiguous: Sequence[Ambiguous], follows: bool) -> list[Message]:
    """Says which numbers of a list can mean several questions, above buttons for the others; empty where none can."""
    if not ambiguous:
        return []
    rows, left_out = listed_buttons(words, ambiguous, follows)
    offered = ambiguous[: len(ambiguous) - left_out]
    numbers = words.listed([words.numbered(each.id) for each in offered])
    said = words.say("others-listed", n=len(offered), numbers=numbers)
    rest = words.say("others-left-out", n=left_out) if left_out else None
    return [Message(joined([said, rest]), rows)]


def packed(parts: Sequence[Markup], separator: Markup) -> list[Message]:
    """Joins parts, each of which fits into a message, into as few messages as hold them."""
    bodies: list[Markup] = []
    for part in parts:
        longer = separator.join([bodies[-1], part]) if bodies else part
        if bodies and width(visible(longer)) <= LIMIT:
            bodies[-1] = longer
        else:
            bodies.append(part)
    return [Message(body) for body in bodies]


def entry_line(
    words: Phrases, id: QuestionId, question: Question | None, day: date, room: int = ROOMS[0], plain: bool = False
) -> Markup:
    """One question: its number as a link, its subject, its state. `plain` leaves only the link."""
    link = link_to_question(id, words.name(id).unescape())
    what = "" if question is None else _what(question, room)
    form = Markup("• {}{} — {}") if plain else Markup("• {}{} — <i>{}</i>")
    return form.format(link, f" {what}" if what else "", standing(words, question, day))


def _what(question: Question, room: int) -> str:
    return cut(line(question.subject or question.text or ""), room)


def standing(words: Phrases, question: Question | None, day: date) -> Markup:
    """A question's state, in a few words."""
    if question is None:
        return words.say("list-unread")
    if question.answer is not None:
        published = question.answer.published
        if published is None:
            return words.say("list-answered")
        key = "list-answered-on" if is_published(published, question.asked, day) else "list-answered-dated"
        return words.say(key, day=words.day(published))
    if question.closing is not None:
        return words.say("list-closed")
    if question.deadline is None:
        return words.say("list-waiting-undated")
    days = (question.deadline - day).days
    return words.say("list-waiting" if days >= 0 else "list-overdue", n=abs(days))


def _rank(entry: Entry) -> tuple[int, date, QuestionId]:
    id, question = entry
    waiting = question is None or question.state is State.WAITING
    term = question.deadline if question and question.deadline else date.max
    return (0 if waiting else 1, term, id)
