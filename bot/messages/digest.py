"""A digest: what happened to several questions, in one message, question by question."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.core.change import COMMENT_KEY, Kind
from bot.core.delivery import DigestEntry, Happened
from bot.core.question import Question
from bot.core.watch import each_once
from bot.messages.event_detail import text_in
from bot.messages.grouped import LONGEST_FACT, LONGEST_SUBJECT, text_buttons
from bot.messages.keyboards import all_button
from bot.messages.message import LIMIT, Message, visible, width
from bot.messages.parts import joined, line, link_to_question
from bot.messages.phrases import Phrases
from bot.messages.watch_alerts import quiet_buttons, watched_line

MOST_NAMED = 3
LONGEST_LOGIN = 40
ROOM_FOR_HEADING = 200
ROOM_FOR_FOOT = 300
"""UTF-16 units of the line that says when the sources were last read: of five parliaments, at most."""


def how_many_fit(words: Phrases, entries: Sequence[DigestEntry], restored_from: datetime | None = None) -> int:
    """How many of the entries fit into one message, at least one. `restored_from` is the same as for `digest`."""
    room, fitting = LIMIT - ROOM_FOR_HEADING - ROOM_FOR_FOOT, 0
    if restored_from is not None:
        room -= width(visible(_restored(words, restored_from))) + 2
    for entry in entries:
        room -= width(visible(_entry(words, entry))) + 2
        if room < 0:
            break
        fitting += 1
    return max(fitting, 1)


def digest(
    words: Phrases,
    entries: Sequence[DigestEntry],
    first: int,
    total: int,
    restored_from: datetime | None = None,
    foot: Markup | None = None,
) -> Message:
    """The part of a digest that begins with the `first` of `total` questions, counted from 1.

        `restored_from` is set after an older copy of the database was restored: it is when the copy was made, and the
    digest lists what happened since then, whether or not it was told before. `foot` stands at the end of the last part.
    """
    heading = words.say("digest", n=total)
    if len(entries) < total:
        shown = words.say("flood-range", first=first, last=first + len(entries) - 1, total=total)
        heading = Markup("{} · {}").format(heading, shown)
    if restored_from is not None and first == 1:
        heading = Markup("{}\n\n{}").format(_restored(words, restored_from), heading)
    is_last = first + len(entries) > total
    feet = [foot] if foot is not None and is_last else []
    html = Markup("\n\n").join([heading, *(_entry(words, entry) for entry in entries), *feet])
    answered = [(each.id, each.question) for each in entries if any(_is_answer(event) for event in each.happened)]
    buttons = text_buttons(words, answered)
    watches = each_once(entry.watches for entry in entries)
    if watches:
        buttons = (*buttons, (all_button(words, len(entries)),), *quiet_buttons(words, watches))
    return Message(html, buttons)


def _restored(words: Phrases, since: datetime) -> Markup:
    return words.say("digest-restored", moment=words.moment(since))


def _is_answer(event: Happened) -> bool:
    return event.kind in {Kind.ANSWERED.value, Kind.CORRECTED.value}


def _entry(words: Phrases, entry: DigestEntry) -> Markup:
    link = link_to_question(entry.id, words.name(entry.id).unescape())
    question = entry.question
    what = line(question.subject or question.text or "", LONGEST_SUBJECT) if question else ""
    named = Markup("{} <b>{}</b>").format(link, what) if what else link
    return joined([named, *event_lines(words, entry), watched_line(words, entry.watches)])


def event_lines(words: Phrases, entry: DigestEntry) -> Iterator[Markup]:
    """A line for each kind of event, in the order in which the first of each came."""
    by_kind: dict[str, list[Happened]] = {}
    for event in entry.happened:
        by_kind.setdefault(event.kind, []).append(event)
    for kind, events in by_kind.items():
        if kind == Kind.COMMENT.value:
            yield _comments(words, entry.question, events)
        elif kind in set(Kind):
            fact = _fact(words, kind, entry.question, events[-1])
            said = words.say("digest-another" if events[-1].detail.get("another") is True else f"digest-{kind}")
            yield said if fact is None else words.say("digest-fact", said=said, fact=fact)


def _fact(words: Phrases, kind: str, question: Question | None, event: Happened) -> Markup | None:
    """The event's most important detail, in a few words."""
    if kind == Kind.REATTRIBUTED.value:
        ministry = text_in(event.detail, "to") or (question.ministry if question else None)
        return Markup.escape(line(ministry, LONGEST_FACT)) if ministry else None
    if question is None:
        return None
    published = question.answer.published if question.answer else None
    match kind:
        case Kind.ASKED.value if question.author:
            return Markup.escape(line(question.author, LONGEST_FACT))
        case Kind.ANSWERED.value if published and question.asked and published >= question.asked:
            day, n = words.day(published), (published - question.asked).days
            return words.say("digest-answered-after", day=day, n=n)
        case Kind.SIGNALLED.value if question.signalled_due:
            return words.say("flood-due", day=words.day(question.signalled_due))
        case Kind.OVERDUE.value if question.deadline:
            return words.say("flood-was-due", day=words.day(question.deadline))
        case Kind.CLOSED.value:
            label = question.closing.label if question.closing else None
            return Markup.escape(line(label, LONGEST_FACT)) if label else words.say("card-no-label")
    return None


def _comments(words: Phrases, question: Question | None, events: Sequence[Happened]) -> Markup:
    """How many comments, and by whom."""
    said = words.say("digest-comment", n=len(events))
    wanted = {event.key.removeprefix(COMMENT_KEY) for event in events}
    known = (question.comments if question else None) or ()
    authors = list(dict.fromkeys(each.author for each in known if str(each.id) in wanted and each.author))
    if not authors:
        return said
    names = Markup(", ").join(line(each, LONGEST_LOGIN) for each in authors[:MOST_NAMED])
    if len(authors) > MOST_NAMED:
        names = words.say("and", first=names, last=words.say("others", n=len(authors) - MOST_NAMED))
    return words.say("digest-fact", said=said, fact=names)
