"""Puts many events of one kind, all from one publication, into one message instead of many."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from bot.core.change import Kind
from bot.core.question import Question, QuestionId
from bot.core.watch import Named
from bot.messages.keyboards import TEXT, all_button
from bot.messages.listing import Entry
from bot.messages.message import Button, Keyboard, Message
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases
from bot.messages.watch_alerts import quiet_buttons, watched_line

LONGEST_SUBJECT = 70
LONGEST_FACT = 60
"""With these bounds, `MOST_LISTED` lines always fit into one message."""

BUTTONS_IN_A_ROW = 4

_HEADINGS = {
    Kind.ASKED.value: "flood-asked-new",
    Kind.ANSWERED.value: "flood-answered",
    Kind.CORRECTED.value: "flood-corrected",
    Kind.REATTRIBUTED.value: "flood-reattributed",
    Kind.SIGNALLED.value: "flood-signalled",
    Kind.RENEWED.value: "flood-renewed",
    Kind.REMINDED.value: "flood-reminded",
    Kind.REMINDER_ENDED.value: "flood-reminder-ended",
    Kind.TRANSFORMED.value: "flood-transformed",
    Kind.OVERDUE.value: "flood-overdue",
    Kind.RENEWABLE.value: "flood-renewable",
    Kind.CLOSED.value: "flood-closed",
    Kind.REOPENED.value: "flood-reopened",
    Kind.COMMENT.value: "flood-comment",
}


def grouped_list(
    words: Phrases, kind: str, entries: Sequence[Entry], first: int, total: int, watches: Sequence[Named] = ()
) -> Message:
    """At most `MOST_LISTED` of `total` questions to which the same thing happened; `first` counts from 1.

    `watches` are those that brought any of them.
    """
    heading = words.say(_HEADINGS.get(kind, "flood-other"), n=total)
    if len(entries) < total:
        shown = words.say("flood-range", first=first, last=first + len(entries) - 1, total=total)
        heading = Markup("{} · {}").format(heading, shown)
    lines = [_line(words, kind, id, question) for id, question in entries]
    buttons = text_buttons(words, entries) if kind == Kind.ANSWERED.value else ()
    if watches:
        buttons = (*buttons, (all_button(words, len(entries)),), *quiet_buttons(words, watches))
    head = joined([heading, watched_line(words, watches)])
    return Message(Markup("{}\n\n{}").format(head, joined([*lines])), buttons)


def _line(words: Phrases, kind: str, id: QuestionId, question: Question | None) -> Markup:
    link = Markup("• {}").format(link_to_question(id, words.name(id).unescape()))
    if question is None:
        return link
    what = line(question.subject or question.text or "", LONGEST_SUBJECT)
    fact = _fact(words, kind, question)
    named = Markup("{} {}").format(link, what) if what else link
    return Markup("{} — <i>{}</i>").format(named, fact) if fact else named


def _fact(words: Phrases, kind: str, question: Question) -> Markup | None:
    """The event's most important detail, in a few words."""
    asked, ministry = question.asked, question.ministry
    published = question.answer.published if question.answer else None
    match kind:
        case Kind.ASKED.value if question.author:
            return Markup.escape(line(question.author, LONGEST_FACT))
        case Kind.ANSWERED.value if asked and published and published >= asked:
            return words.say("flood-after", n=(published - asked).days)
        case Kind.ANSWERED.value | Kind.CORRECTED.value if published:
            return words.say("flood-dated", day=words.day(published))
        case Kind.REATTRIBUTED.value if ministry:
            return words.say("flood-ministry", ministry=line(ministry, LONGEST_FACT))
        case Kind.SIGNALLED.value if question.signalled_due:
            return words.say("flood-due", day=words.day(question.signalled_due))
        case Kind.OVERDUE.value if question.deadline:
            return words.say("flood-was-due", day=words.day(question.deadline))
        case Kind.CLOSED.value:
            label = question.closing.label if question.closing else None
            return Markup.escape(line(label, LONGEST_FACT)) if label else words.say("card-no-label")
        case (
            Kind.RENEWED.value
            | Kind.REMINDED.value
            | Kind.REMINDER_ENDED.value
            | Kind.TRANSFORMED.value
            | Kind.RENEWABLE.value
            | Kind.REOPENED.value
        ) if asked:
            return words.say("flood-asked", day=words.day(asked))
    return None


def text_buttons(words: Phrases, entries: Sequence[Entry]) -> Keyboard:
    """A button for each answer that has a text, to read it, or one that its page can have."""
    answered = [(id, question.answer) for id, question in entries if question and question.answer]
    readable = [id for id, answer in answered if answer.text or id.chamber.pages_have_texts]
    numbers = Counter(id.number for id in readable)
    buttons = [
        Button(
            # Two legislatures can have the same number.
            words.text("button-text-of", number=id.written_number if numbers[id.number] == 1 else id.reference),
            callback=f"{TEXT}:{id}",
        )
        for id in readable
    ]
    return tuple(tuple(buttons[at : at + BUTTONS_IN_A_ROW]) for at in range(0, len(buttons), BUTTONS_IN_A_ROW))
