"""Pieces that several messages share: a question's title, its links, a bounded line of text written by others."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from markupsafe import Markup

from bot.core import chambers
from bot.core.addresses import comment_link, nosdeputes_page
from bot.core.chambers.chamber import Chamber
from bot.core.closing_labels import Ending
from bot.core.question import Question, QuestionId, Transformed
from bot.core.source import Source
from bot.messages.inert import inert
from bot.messages.message import cut, visible, width
from bot.messages.phrases import Phrases

_MEANINGS = {
    Ending.MANDATE: "label-mandate-ended",
    Ending.WITHDRAWN: "label-withdrawn",
    Ending.LAPSED: "label-lapsed",
    Ending.OTHER: "label-other",
}


LONGEST_LINE = 300
"""Characters. No real name, subject or label comes near; a hostile one is cut here."""

MOST_LOOKED_AT = 8
"""How many times more characters are read than are shown: a hostile text can be endless, and mostly spaces."""

Stale = Mapping[str, datetime]
"""The sources (`Source`'s values) that have not answered for long, and since when."""

NONE_STALE: Stale = {}


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """Text written by a site or a person, made fit to stand within one line: without breaks, inert and bounded."""
    return cut(inert(" ".join(text[: MOST_LOOKED_AT * longest].split())), longest)


def joined(parts: list[Markup | None]) -> Markup:
    """The lines that are not None, joined."""
    return Markup("\n").join(part for part in parts if part is not None)


def title(words: Phrases, id: QuestionId) -> Markup:
    """What sort of question it is, with its number and its session."""
    return words.title(id)


def named_chambers(words: Phrases, of: Iterable[Chamber]) -> Markup:
    """The names of some chambers."""
    return words.listed([words.of_chamber("chamber", each) for each in of])


def of_chamber(words: Phrases, what: str, id: QuestionId) -> Markup:
    """The words of a question's sort for something, or those of its chamber, see `Phrases.of_chamber`."""
    bare = id.chamber.numbered(id.number, id.kind)
    values = {"session": id.session, "bare": bare, **id.chamber.shown(id.designation)}
    own = f"{what}-{id.sort}"
    return words.say(own, **values) if words.has(own) else words.of_chamber(what, id.chamber, **values)


def of_sort(words: Phrases, what: str, id: QuestionId, **values: object) -> Markup:
    """The sentence for something, in the words of a question's sort where there are any."""
    own = f"{what}-{id.sort}"
    return words.say(own if words.has(own) else what, **values)


def subject(question: Question) -> Markup | None:
    """The subject, or the question's first words where no source gave one."""
    if question.subject:
        return Markup("<b>{}</b>").format(_capital(line(question.subject)))
    if question.text:
        return Markup("<i>«\u00a0{}\u00a0»</i>").format(line(question.text, 160))
    return None


def author_line(words: Phrases, question: Question) -> Markup | None:
    """The author and their group; None where the author is not known."""
    author, group = question.author, question.group
    if not author:
        return None
    if not group:
        return words.say("card-author", author=line(author))
    # The name already has a constituency behind it where two deputies share it.
    key = "card-namesake-group" if author.endswith(")") else "card-author-group"
    return words.say(key, author=line(author), group=line(group))


def links(words: Phrases, question: Question, on_nosdeputes: bool) -> Markup:
    """Links to the question's pages: the Assemblée's, and NosDéputés.fr's, if there is one, with the due credit."""
    official = official_link(words, question.id)
    if not on_nosdeputes:
        return official
    other = link(nosdeputes_page(question.id), words.say("link-nosdeputes"))
    return Markup("{} · {}\n<i>{}</i>").format(official, other, words.say("credit"))


def official_link(words: Phrases, id: QuestionId) -> Markup:
    """The link to a question's page on its chamber's site."""
    return link(id.page, of_chamber(words, "link", id))


def link(address: str, text: Markup) -> Markup:
    """A link to an address."""
    return Markup('<a href="{}">{}</a>').format(address, text)


def link_to_comment(words: Phrases, id: QuestionId, comment: int) -> Markup:
    """A link to the comment."""
    return link(comment_link(id, comment), words.say("alert-comment-link"))


def link_to_question(id: QuestionId, text: str) -> Markup:
    """A link to the question's official page."""
    return link(id.page, Markup.escape(text))


def quotation(text: str, room: int) -> Markup:
    """An expandable quotation of at most `room` UTF-16 units, cut at a word."""
    return Markup("<blockquote expandable>{}</blockquote>").format(
        cut(inert(text[: MOST_LOOKED_AT * max(room, 1)]), room)
    )


def room_beside(rest: Markup, limit: int) -> int:
    """How many UTF-16 units of `limit` the rest of a message leaves."""
    return max(limit - width(visible(rest)), 0)


def is_published(published: date, asked: date | None, day: date) -> bool:
    """Whether an answer's date can be its day of publication: some pages carry dates that cannot."""
    return published <= day and (asked is None or published >= asked)


def stale_lines(words: Phrases, stale: Stale) -> list[Markup]:
    """A line for each source that has not answered for long."""
    of_pages = [each.value for each in Source]
    lines = [words.say(f"stale-{each}", moment=words.moment(stale[each])) for each in of_pages if each in stale]
    files = [each for each in chambers.CHAMBERS if each.archive in stale and each.archive not in of_pages]
    return lines + [words.of_chamber("stale", each, moment=words.moment(stale[each.archive or ""])) for each in files]


def confirmed(words: Phrases, moment: datetime | None) -> Markup | None:
    """The line that says when the shown facts were last confirmed."""
    if moment is None:
        return None
    return Markup("<i>{}</i>").format(words.say("card-confirmed", moment=words.moment(moment)))


def became(words: Phrases, transformed: Transformed | None) -> Markup | None:
    """The line that says which question one was made into; None where it was made into none."""
    if transformed is None:
        return None
    if transformed.into is not None:
        name = visible(title(words, transformed.into))
        return words.say("transformed-into", name=link_to_question(transformed.into, name))
    return words.say("transformed-as", kind=line(transformed.kind)) if transformed.kind else None


def last_day(days: tuple[date | None, ...] | None) -> date | None:
    """The last of several days, some of which may be unknown."""
    return max((day for day in days or () if day is not None), default=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def meaning(words: Phrases, chamber: Chamber, label: str | None) -> Markup | None:
    """The meaning, in words, of a label with which a chamber closes questions; None where it is not known."""
    ending = chamber.ending(label)
    key = _MEANINGS.get(ending) if ending else None
    return words.say(key) if key else None
