"""Replies to commands about questions: errors, choices, and the first lines above a card."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.core.addresses import nosdeputes_root
from bot.core.chambers.assemblee import FIRST_ARCHIVED, FIRST_LEGISLATURE
from bot.core.chambers.chamber import Numbered
from bot.core.change import Kind
from bot.core.legislatures import SEVENTEENTH
from bot.core.preferences import Preferences
from bot.core.question import QuestionId
from bot.core.reference import (
    Bare,
    BareOf,
    Exact,
    InternalPage,
    Misread,
    Named,
    Nonsense,
    OtherKind,
    OtherLegislature,
    Reading,
)
from bot.core.resolution import Found, Missing, NoneOf, NotFound, NotRead, Nowhere, Past, Unresolved, Why
from bot.messages.keyboards import search_button
from bot.messages.message import Message, cut, pieces
from bot.messages.parts import joined, link, of_chamber, of_sort
from bot.messages.phrases import Phrases

LONGEST_WORD = 60
LONGEST_LEFT = 3500
"""UTF-16 units of the references in one part of a message, which leaves room for the words about them."""


def misread(words: Phrases, reading: Misread, current: int) -> Markup:
    """Why a word names no question that is known, with an example of one that does."""
    word = cut(reading.word, LONGEST_WORD)
    match reading:
        case OtherKind():
            return words.say("other-kind", word=word, first=FIRST_ARCHIVED)
        case OtherLegislature(legislature=legislature) if legislature > max(current, SEVENTEENTH):
            return words.say("legislature-to-come", word=word, legislature=legislature, current=current)
        case OtherLegislature(legislature=legislature):
            return words.say(
                "other-legislature", word=word, legislature=legislature, first=FIRST_LEGISLATURE, current=current
            )
        case Nonsense():
            return words.say("nonsense", word=word)


def not_found(words: Phrases, resolution: Nowhere) -> Markup:
    """Says that there is no such question, or that it is unclear which one was meant."""
    match resolution:
        case Unresolved(exists=False):
            return words.say("no-such-page")
        case Unresolved():
            return words.say("page-unresolved")
        case Missing(id=id):
            return words.of_chamber("to-come", id.chamber, name=words.name(id), session=id.session)
        case NotRead(named=named):
            return _not_read(words, named)
        case Past(id=id):
            page = link(id.page, words.say("past-page"))
            return words.of_chamber("past", id.chamber, name=words.name(id), page=page)
        case NoneOf(named=named, is_unread=is_unread):
            number = named.chamber.numbered(named.number, named.kind)
            if is_unread:
                return words.say("number-unread", number=number, file=words.of_chamber("file", named.chamber))
            return words.of_chamber("none", named.chamber, number=number)
        case NotFound(as_of=as_of):
            said, named_whole = _no_such(words, resolution), resolution.id
            if as_of is None or (named_whole is not None and not named_whole.is_written):
                return said  # the line is about Tuesdays, on which written questions are published
            return Markup("{}\n\n{}").format(said, words.say("archive-as-of", day=words.day_of(as_of)))


def _not_read(words: Phrases, named: QuestionId | BareOf) -> Markup:
    if isinstance(named, BareOf):
        number = named.chamber.numbered(named.number, named.kind)
        return words.of_chamber("not-read-number", named.chamber, number=number)
    page = link(named.page, words.say("past-page"))
    return words.of_chamber("not-read", named.chamber, name=words.name(named), page=page)


def _no_such(words: Phrases, resolution: NotFound) -> Markup:
    match resolution:
        case NotFound(number=number, absent_from=(legislature,), unchecked=(), id=whole):
            named = whole or QuestionId.of_legislature(legislature, number)
            return of_sort(words, "no-such-question", named, name=words.name(named))
        case NotFound(number=number, absent_from=absent, unchecked=()):
            return words.say("no-such-number", number=number, absent=words.ordinals(absent))
        case NotFound(number=number, absent_from=absent, unchecked=unchecked):
            return words.say(
                "no-such-number-unchecked",
                number=number,
                absent=words.ordinals(absent),
                unchecked=words.ordinals(unchecked),
                example=unchecked[0],
            )


def which_legislature(words: Phrases, reference: Named, found: Found) -> Markup | None:
    """Says which legislature a bare number was taken to mean, and why."""
    if isinstance(reference, BareOf):
        return of_chamber(words, "took", found.observation.id)
    if not isinstance(reference, Bare):
        return None
    taken, number = found.observation.id.session, reference.number
    if not found.absent_from and not found.unchecked:
        first = words.say("took-current", number=number, legislature=taken)
    elif found.absent_from:
        absent = words.ordinals(found.absent_from)
        first = words.say("took-earlier", n=len(found.absent_from), number=number, absent=absent, legislature=taken)
    else:
        first = words.say("took-this", number=number, legislature=taken)
    if found.unchecked:
        first = Markup("{} {}").format(first, words.say("not-checked", unchecked=words.ordinals(found.unchecked)))
    return first


def others(words: Phrases, taken: QuestionId, others: Sequence[QuestionId], follows: bool) -> Markup | None:
    """Says what the buttons for the other questions of a number do; None where there are none.

    Also which of them are oral, where a number alone was taken to be that of a written one.
    """
    if not others:
        return None
    aloud = [words.name(each) for each in others if taken.is_written and not each.is_written]
    said = words.say("others-swap" if follows else "others-see", n=len(others))
    return joined([words.say("others-aloud", names=words.listed(aloud)) if aloud else None, said])


def swapped(words: Phrases, old: QuestionId, swap: bool, private: bool) -> Markup:
    """The line above the card of a question that is now followed: instead of `old` with `swap`, beside it without."""
    if not swap:
        return followed(words, True, private)
    return words.say("swapped" if private else "swapped-chat", that=of_chamber(words, "that", old))


def followed(words: Phrases, new: bool, private: bool) -> Markup:
    """The line above the card that answers /follow."""
    key = "followed" if new else "already-followed"
    return words.say(key if private else f"{key}-chat")


_KEPT = {Why.UNREADABLE: "kept-waiting", Why.READING: "kept-reading", Why.TO_COME: "kept-to-come"}
_NOT_KEPT = {
    Why.UNREADABLE: "kept-waiting-status",
    Why.READING: "kept-reading-status",
    Why.TO_COME: "kept-to-come-status",
}


def kept_waiting(words: Phrases, id: QuestionId, why: Why, where: Markup) -> Markup:
    """Nothing is known of the question yet: the follow is kept, and the card will come later to the chat in `where`."""
    return words.say(_KEPT[why], name=words.name(id), where=where, file=of_chamber(words, "file", id))


def not_readable(words: Phrases, id: QuestionId, why: Why) -> Markup:
    """Nothing is known of the question yet, and /status keeps nothing to be answered later."""
    file = of_chamber(words, "file", id)
    return words.say(_NOT_KEPT[why], name=words.name(id), reference=id.reference, file=file)


def no_room(words: Phrases, left_out: Sequence[QuestionId], most: int) -> Markup:
    """Says which questions could not be followed since the chat follows as many as it may."""
    names = Markup(", ").join(words.name(id) for id in left_out)
    return words.say("no-room", n=len(left_out), names=names, most=most)


def left(words: Phrases, readings: Sequence[Reading], most: int, command: str) -> list[Markup]:
    """References beyond those that one message may have, to copy with one tap and send again; empty without any.

    As many parts as it takes, each of which fits into a message. `command` is the command they were given with, if any.
    """
    names = ", ".join(_again(each) for each in readings)
    blocks = [Markup("<code>{}</code>").format(f"{command} {some}".strip()) for some in pieces(names, LONGEST_LEFT)]
    if not blocks:
        return []
    return [words.say("references-left", n=len(readings), most=most) + "\n" + blocks[0], *blocks[1:]]


def _again(reading: Reading) -> str:
    """A reference in the shortest form that is read as the same question."""
    match reading:
        case Exact(id):
            return id.reference
        case Bare(number):
            return str(number)
        case BareOf(chamber, number, kind):
            return chamber.short(Numbered(number, kind))
        case InternalPage(legislature, page):
            return f"{nosdeputes_root(legislature)}/question/{page}"
        case _:
            return reading.word


def with_search(words: Phrases, said: Markup, key: str, bot: str | None, wanted: str = "") -> Message:
    """The text `said`, followed by how to search by words: the sentence of that key, and a button that begins a search.

    `bot` is the bot's name if its inline mode is on; None if it is off, and then search is not mentioned.
    """
    if bot is None:
        return Message(said)
    return Message(said + "\n\n" + words.say(key, bot=bot), ((search_button(words, wanted),),))


def quiet_notice(words: Phrases, preferences: Preferences, now: datetime) -> Markup | None:
    """Reminds a chat that it is paused or has every kind of alert off, for people forget; None where it is not."""
    if preferences.is_paused(now):
        return words.say("notice-paused")
    return words.say("notice-off") if preferences.off >= frozenset(Kind) else None


def lead(lines: Sequence[Markup | None]) -> Markup | None:
    """Joins the lines above a card; None where there are none."""
    return joined([*lines]) or None


def missing_question(words: Phrases, id: QuestionId) -> Message:
    """Says that the one question that was named does not exist."""
    return Message(of_sort(words, "no-such-question", id, name=words.name(id)))


def missing_everywhere(words: Phrases, number: int) -> Message:
    """Says that a bare number names no question in any legislature."""
    return Message(words.say("no-such-number-late", number=number, first=FIRST_LEGISLATURE))
