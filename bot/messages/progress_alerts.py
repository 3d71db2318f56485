"""Alerts of a question's progress.

Corrected, reattributed, signalled, renewed, reminded, what became of a reminder, transformed, overdue, renewable,
reopened.
"""

from datetime import date, datetime

from markupsafe import Markup

from bot.core.closing_labels import Ending
from bot.core.deadline import OVERDUE_SIGNALLED, today
from bot.core.difference import MOST_HUNKS
from bot.core.question import Answer, Question, QuestionId, State, Transformed
from bot.messages.event_detail import Detail, count_in, day_in, rows_in, text_in
from bot.messages.inert import inert
from bot.messages.keyboards import answer_buttons, became_buttons, closing_buttons, late_buttons
from bot.messages.message import LIMIT, Message, cut
from bot.messages.parts import (
    became,
    joined,
    last_day,
    line,
    link_to_question,
    links,
    of_chamber,
    quotation,
    room_beside,
    subject,
    title,
)
from bot.messages.phrases import Phrases

LONGEST_CONTEXT = 60
LONGEST_SIDE = 250
"""With these bounds a correction's differences always leave room for an erratum."""

Lines = list[Markup | None]


def corrected_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """The answer's text changed, or an erratum was printed: shows the words taken out and put in, where known.

    A second answer beside the first one is shown with its text.
    """
    if detail.get("another") is True:
        return _another_answer(words, question)
    body = _differences(words, detail)
    erratum = text_in(detail, "erratum")
    if erratum is not None:
        before: Lines = [*body, *([Markup("")] if body else []), words.say("corrected-erratum")]
        room = room_beside(_told(words, question, words.say("corrected"), [*before, Markup("")]), LIMIT)
        body = [*before, quotation(erratum, room)]
    return Message(_told(words, question, words.say("corrected"), body), answer_buttons(words, question))


def _another_answer(words: Phrases, question: Question) -> Message:
    answer, heading = question.answer or Answer(None, None), words.say("another-answer")
    body: Lines = [words.say("alert-from", ministry=line(question.ministry)) if question.ministry else None]
    body += [words.say("alert-answered-on", day=words.day(answer.published)) if answer.published else None]
    body += [words.say("another-answer-beside")]
    if answer.text:
        room = room_beside(_told(words, question, heading, [*body, Markup("")]), LIMIT)
        body += [Markup(""), quotation(answer.text, room)]
    return Message(_told(words, question, heading, body), answer_buttons(words, question))


def reattributed_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """Another ministry now owes the answer."""
    before, after, on = text_in(detail, "from"), text_in(detail, "to") or question.ministry, day_in(detail, "on")
    body = [
        words.say("reattributed-from", ministry=line(before)) if before else None,
        words.say("reattributed-to", ministry=line(after)) if after else None,
        words.say("reattributed-on", day=words.day(on)) if on else None,
    ]
    return _alert(words, question, words.say("reattributed"), body)


def signalled_alert(words: Phrases, question: Question, now: datetime) -> Message:
    """A group's president signalled the question: its answer is due within ten days, which may already be over."""
    due = question.signalled_due
    key = "signalled-due" if due and due >= today(now) else "signalled-was-due"
    body = [
        _ministry(words, question),
        words.say(key, due=words.day(due)) if due else words.say("signalled-undated"),
        _waits(words, question, today(now)),
    ]
    return _late(words, question, words.say("signalled"), body)


def renewed_alert(words: Phrases, question: Question, now: datetime) -> Message:
    """The author renewed the question."""
    author = question.author
    body = [
        words.say("renewed-by", author=line(author)) if author else words.say("renewed-by-author"),
        _waits(words, question, today(now)),
        _ministry(words, question),
    ]
    return _alert(words, question, words.say("renewed"), body)


def reminded_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """Another question reminds of this one, which still has no answer, or had none when it was asked."""
    by, on = _other(detail, "by"), day_in(detail, "on")
    body = [
        words.say("reminded-by", name=_linked(words, by)) if by else None,
        words.say("reminded-on", day=words.day(on)) if on else None,
        _ministry(words, question),
    ]
    return _alert(words, question, words.say("reminded"), body)


def reminder_ended_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """A question that reminded of this one was answered, was withdrawn, or ended in another way."""
    by, on = _other(detail, "by"), day_in(detail, "on")
    body = [_end_of(words, by, detail) if by else None, words.say("alert-on", day=words.day(on)) if on else None]
    return _alert(words, question, words.say("reminder-ended"), body)


def _end_of(words: Phrases, by: QuestionId, detail: Detail) -> Markup:
    """How a reminder ended."""
    name, label = _linked(words, by), text_in(detail, "label")
    if text_in(detail, "state") == State.ANSWERED.value:
        return words.say("reminder-answered", name=name)
    match by.chamber.ending(label):
        case Ending.WITHDRAWN:
            return words.say("reminder-withdrawn", name=name)
        case Ending.LAPSED:
            return words.say("reminder-lapsed", name=name)
    return words.say("reminder-closed", name=name, label=line(label) if label else words.say("card-no-label"))


def transformed_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """The question was made into another one, which the alert offers to follow where it is known."""
    into, kind = _other(detail, "into"), text_in(detail, "kind")
    body = [became(words, Transformed(kind, into)), _ministry(words, question)]
    html = _told(words, question, words.say("transformed"), body)
    return Message(html, became_buttons(words, question.id, into))


def overdue_alert(words: Phrases, question: Question, key: str) -> Message:
    """The term of that key (see `bot.core.deadline`) passed without an answer."""
    if key == OVERDUE_SIGNALLED:
        since, due = last_day(question.signalled), question.signalled_due
        dated, undated = "overdue-signalled-dated", "overdue-signalled-undated"
    else:
        since, due = question.asked, question.due
        dated, undated = "overdue-dated", "overdue-undated"
    term = words.term(question.id.terms)
    passed = (
        words.say(dated, day=words.day(since), due=words.day(due), term=term.capitalize())
        if since and due
        else words.say(undated, term=term)
    )
    return _late(words, question, words.say("overdue"), [_ministry(words, question), passed])


def renewable_alert(words: Phrases, question: Question, now: datetime) -> Message:
    """Three months passed without an answer: the author may renew the question."""
    body = [words.say("renewable-now"), _waits(words, question, today(now)), _ministry(words, question)]
    return _late(words, question, words.say("renewable"), body)


def reopened_alert(words: Phrases, question: Question, detail: Detail) -> Message:
    """A chamber's data took back an answer or a closing."""
    data = of_chamber(words, "data", question.id)
    match text_in(detail, "was"):
        case State.ANSWERED.value:
            gone = words.say("reopened-answered", data=data)
        case State.CLOSED.value:
            gone = words.say("reopened-closed", data=data)
        case _:
            gone = words.say("reopened-ended", data=data)
    return _alert(words, question, words.say("reopened"), [gone, words.say("reopened-watched")])


def _alert(words: Phrases, question: Question, heading: Markup, body: Lines) -> Message:
    return Message(_told(words, question, heading, body), closing_buttons(words, question.id))


def _late(words: Phrases, question: Question, heading: Markup, body: Lines) -> Message:
    return Message(_told(words, question, heading, body), late_buttons(words, question))


def _told(words: Phrases, question: Question, heading: Markup, body: Lines) -> Markup:
    said: Lines = [each for each in body if each is not None]
    return joined(
        [
            heading,
            title(words, question.id),
            subject(question),
            Markup(""),
            *([*said, Markup("")] if said else []),
            links(words, question, question.comments is not None),
        ]
    )


def _differences(words: Phrases, detail: Detail) -> Lines:
    """The differences as lines; none where the detail holds no difference that can be shown."""
    hunks = [[inert(" ".join(part.split())) for part in hunk] for hunk in rows_in(detail, "hunks", 4)]
    hunks = [hunk for hunk in hunks if hunk[1] or hunk[2]]
    if not hunks:
        return []
    more = (count_in(detail, "more") or 0) + len(hunks[MOST_HUNKS:])
    return [
        words.say("corrected-changes"),
        *(_hunk(*hunk) for hunk in hunks[:MOST_HUNKS]),
        words.say("corrected-more", n=more) if more else None,
    ]


def _hunk(before: str, out: str, put_in: str, after: str) -> Markup:
    """One difference, with the words around it."""
    parts = [
        Markup.escape(cut(before, LONGEST_CONTEXT)) if before else None,
        Markup("<s>{}</s>").format(cut(out, LONGEST_SIDE)) if out else None,
        Markup("<b>{}</b>").format(cut(put_in, LONGEST_SIDE)) if put_in else None,
        Markup.escape(cut(after, LONGEST_CONTEXT)) if after else None,
    ]
    return Markup("• {}").format(Markup(" ").join(part for part in parts if part is not None))


def _other(detail: Detail, name: str) -> QuestionId | None:
    """Another question that the detail names; None where it names none that can be read."""
    try:
        return QuestionId.parse(text_in(detail, name) or "")
    except ValueError:
        return None


def _linked(words: Phrases, id: QuestionId) -> Markup:
    return link_to_question(id, words.name(id).unescape())


def _ministry(words: Phrases, question: Question) -> Markup | None:
    return words.say("card-ministry", ministry=line(question.ministry)) if question.ministry else None


def _waits(words: Phrases, question: Question, day: date | None) -> Markup | None:
    """How long the question had waited on that day; None unless that is known and makes sense."""
    if question.asked is None or day is None or day <= question.asked:
        return None
    return words.say("waits-since", day=words.day(question.asked), n=(day - question.asked).days)
