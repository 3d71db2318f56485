"""Reads the references to questions that a person typed.

A person copies a number from a newspaper, an identifier from the open data or an address from a browser. Each word of
the text becomes one reading; a word that means no question is kept, so that the reply can name it. A typed
address never decides from which host something is fetched.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE, FIRST_ARCHIVED, FIRST_LEGISLATURE, WRITTEN
from bot.core.chambers.chamber import MAX_NUMBER, Chamber, Designation
from bot.core.chambers.chamber import Named as NamedThere
from bot.core.fillers import is_filler
from bot.core.numerals import Ambiguity, divide, settled
from bot.core.question import QuestionId


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without its legislature."""

    number: int


@dataclass(frozen=True, slots=True)
class Exact:
    """A question named in full."""

    id: QuestionId


@dataclass(frozen=True, slots=True)
class BareOf:
    """A number without its session, of another chamber's question or of another kind than the written one."""

    chamber: Chamber
    number: int
    kind: str

    def may_be(self, id: QuestionId) -> bool:
        """Whether a question of that number is one that can be meant."""
        return id.sort == f"{self.chamber.code}-{self.kind}"


@dataclass(frozen=True, slots=True)
class InternalPage:
    """An address on NosDéputés.fr that carries the site's own page number in place of the question's."""

    legislature: int
    page: int


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A question that is not written, of a legislature of which no source has these: `kind` is QG or QOSD."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class OtherLegislature:
    """A legislature that has not begun yet, or that is older than all that the sources have."""

    legislature: int
    word: str


@dataclass(frozen=True, slots=True)
class Nonsense:
    """A word that names no question."""

    word: str


Named = Bare | BareOf | Exact | InternalPage
Misread = OtherKind | OtherLegislature | Nonsense
Reading = Named | Misread


@dataclass(frozen=True, slots=True)
class References:
    """The readings of a text, and the ambiguous figures of which only the person can say what they mean."""

    readings: list[Reading]
    ambiguities: tuple[Ambiguity, ...] = ()


_NUMBER_SIGN = re.compile(r"(?i)(?<![\w/.-])(?:n\s?[°o]\.?|num[ée]ro|#)\s*(?=[0-9])")
_SPELT_OUT = {
    "QOSD": re.compile(
        r"(?i)(?<![\w/])(?:(?:questions?\s+)?orales?(?:\s+sans\s+d[ée]bats?)?|oral\s+questions?(?:\s+without\s+debate)?)"
        r"\s+(?=(?:n\s?[°o]\.?\s*|num[ée]ro\s+|#\s*)?[0-9])"
    ),
    "QG": re.compile(
        r"(?i)(?<![\w/])questions?\s+(?:d['’]actualit[ée]\s+)?(?:au\s+gouvernement|to\s+the\s+government)"
        r"\s+(?=(?:n\s?[°o]\.?\s*|num[ée]ro\s+|#\s*)?[0-9])"
    ),
}
"""The kinds as people write them out, before a number."""

_KIND_BEFORE = re.compile(r"(?i)(?<![\w/])(qe|qg|qosd)\s+(?:n\s?[°o]\.?\s*)?(?=[0-9])")
_KIND_AFTER = re.compile(r"(?i)(?<=[0-9])\s+(?=(?:qe|qg|qosd)\b)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SPACED_PAIR = re.compile(r"(?<![\w/-])([0-9]{2})(?: [-/] ?| ?[-/] )([0-9]+)(?![\w/-])")
_ORDINAL = r"([0-9]{2})\s?(?:[eè]me|e|th)(?![\w/-])\s*(?:l[ée]gislature)?\s*\)?"
_SIGN = r"(?:n\s?[°o]\.?\s*)?"
_NUMBER_THEN_LEGISLATURE = re.compile(
    rf"(?i)(?<![\w/-])([0-9]+)(?:\s*[,(·]\s*|\s+)(?:(?:de|of)\s+(?:la|the)\s+)?{_ORDINAL}"
)
_LEGISLATURE_THEN_NUMBER = re.compile(
    rf"(?i)(?<![\w/-])([0-9]{{2}})\s?(?:[eè]me|e|th)\s+l[ée]gislature\s*[,:·]?\s*{_SIGN}([0-9]+)(?![\w/-])"
)
_SEPARATORS = re.compile(r"[\s,;]+")
_AROUND = "()[]{}<>«»“”\"'.:!?*_…"
_UID = re.compile(r"QANR5L(?P<legislature>[0-9]{1,2})(?P<kind>QE|QG|QOSD)(?P<number>[0-9]+)", re.I)
_CANONICAL = re.compile(r"an(?P<legislature>[0-9]{1,2})-(?:(?P<kind>QG|QOSD)-)?(?P<number>[0-9]+)", re.I)
_PAIR = re.compile(r"(?P<legislature>[0-9]{1,2})[/-](?P<number>[0-9]+)(?P<kind>QE|QG|QOSD)?/?", re.I)
_KIND_PAIR = re.compile(r"(?P<kind>QE|QG|QOSD)(?P<legislature>[0-9]{1,2})[/-](?P<number>[0-9]+)", re.I)
_KIND_NUMBER = re.compile(r"(?P<kind>QE|QG|QOSD)(?P<number>[0-9]+)", re.I)
_NUMBER_KIND = re.compile(r"(?P<number>[0-9]+)(?P<kind>QE|QG|QOSD)?", re.I)
_FORMS = (_UID, _CANONICAL, _PAIR, _KIND_PAIR, _KIND_NUMBER, _NUMBER_KIND)

_ADDRESS = re.compile(r"(?i)(?:https?://)?(?:[a-z0-9-]+\.)*(?:nosdeputes|assemblee-nationale)\.fr(?:[:/?#]|$)")
_OLDER_PATH = re.compile(r"(?i)/(?P<legislature>[0-9]{1,2})-(?P<number>[0-9]+)(?P<kind>QE|QG|QOSD)\.html?\b")
_DETAIL_PATH = re.compile(r"(?i)/questions/detail/(?P<legislature>[0-9]{1,2})/(?P<kind>qe|qg|qosd)/(?P<number>[0-9]+)")
_NOSDEPUTES_PATH = re.compile(
    r"(?i)(?:/(?P<legislature>[0-9]{1,2}))?/question/(?P<kind>QE|QG|QOSD)/(?P<number>[0-9]+)/?"
)
_INTERNAL_PATH = re.compile(r"(?i)(?:/(?P<legislature>[0-9]{1,2}))?/question/(?:id/)?(?P<page>[0-9]{1,9})/?")
_NOSDEPUTES_HOSTS = {
    "2007-2012.nosdeputes.fr": 13,
    "2012-2017.nosdeputes.fr": 14,
    "2017-2022.nosdeputes.fr": 15,
    "2022-2024.nosdeputes.fr": 16,
}


def read_references(text: str, current: int) -> list[Reading]:
    """Read every reference in `text`, in order, each once; an empty list where there is no word at all.

    `current` is the number of the current legislature.
    """
    others, rest = read_others(text)
    words = _words(settled(rest))
    kept = [word for word in words if not is_filler(word)] or ([] if others else words)
    return [*others, *_read(kept, current)]


def read_others(text: str) -> tuple[list[Reading], str]:
    """The questions of the other chambers in what somebody typed, and the rest of the text, for the Assemblée.

    In the rest the kinds of questions stand by their letters.
    """
    others, rest = _of_others(text, lambda chamber, rest: chamber.typed(rest))
    for kind, spelt_out in _SPELT_OUT.items():
        rest = spelt_out.sub(f"{kind} ", rest)
    return others, rest


def mentioned_of_others(text: str) -> tuple[list[Reading], str]:
    """The same of a longer text, such as an article."""
    return _of_others(text, lambda chamber, rest: chamber.mentioned(rest))


def _of_others(text: str, find: Callable[[Chamber, str], NamedThere]) -> tuple[list[Reading], str]:
    found: dict[Reading, None] = {}
    for chamber in chambers.CHAMBERS:
        named, text, unknown = find(chamber, text)
        for each in named:
            is_whole = isinstance(each, Designation)
            found[Exact(QuestionId(chamber, *each)) if is_whole else BareOf(chamber, *each)] = None
        found.update(dict.fromkeys(map(Nonsense, unknown)))
    return list(found), text


def read_argument(text: str, current: int) -> References:
    """Read the words after a command: their references, and the ambiguous figures, to be asked back."""
    others, rest = read_others(text)
    divided = divide(rest)
    if not divided.ambiguities:
        return References(read_references(text, current))
    kept = [word for word in _words(divided.rest) if not is_filler(word)]
    return References([*others, *_read(kept, current)], divided.ambiguities)


def read_every_way(text: str, current: int) -> list[Reading]:
    """Read every reference that `text` can mean: of ambiguous figures the likely reading, or else all."""
    wanted = read_argument(text, current)
    readings = list(wanted.readings)
    for ambiguity in wanted.ambiguities:
        for numbers in [ambiguity.likely] if ambiguity.likely else ambiguity.readings:
            readings += read_references(", ".join(numbers), current)
    return list(dict.fromkeys(readings))


def read_addresses(text: str, current: int) -> list[Reading]:
    """Read a text that only has addresses on the sites; an empty list for any other text."""
    others, rest = read_others(text)
    words = _words(settled(rest))
    if not (words or others) or not all(_ADDRESS.match(word) for word in words):
        return []
    return read_references(text, current)


def _read(words: list[str], current: int) -> list[Reading]:
    return list(dict.fromkeys(_read_word(word, current) for word in words))


def _words(plain: str) -> list[str]:
    joined = plain.translate(_DASHES)
    joined = _SPACED_PAIR.sub(r"\1-\2", joined)
    joined = _NUMBER_THEN_LEGISLATURE.sub(r"\2-\1 ", joined)
    joined = _LEGISLATURE_THEN_NUMBER.sub(r"\1-\2", joined)
    joined = _NUMBER_SIGN.sub("", joined)
    joined = _KIND_BEFORE.sub(r"\1", joined)
    joined = _KIND_AFTER.sub("", joined)
    return [stripped for word in _SEPARATORS.split(joined) if (stripped := word.strip(_AROUND))]


def _read_word(word: str, current: int) -> Reading:
    if _ADDRESS.match(word):
        return _read_address(word, current)
    for form in _FORMS:
        if match := form.fullmatch(word):
            return _question(match.groupdict(), word, current)
    return Nonsense(word)


def _read_address(word: str, current: int) -> Reading:
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
        host, path = (parts.hostname or "").lower(), unquote(parts.path)
    except ValueError:
        return Nonsense(word)
    if host == "nosdeputes.fr" or host.endswith(".nosdeputes.fr"):
        return _read_nosdeputes(host, path, word, current)
    for form in (_UID, _OLDER_PATH, _DETAIL_PATH):
        if match := form.search(path):
            return _question(match.groupdict(), word, current)
    return Nonsense(word)


def _read_nosdeputes(host: str, path: str, word: str, current: int) -> Reading:
    of_host = _NOSDEPUTES_HOSTS.get(host)
    if match := _NOSDEPUTES_PATH.fullmatch(path):
        found = match.groupdict()
        return _question({**found, "legislature": found["legislature"] or of_host}, word, current)
    if match := _INTERNAL_PATH.fullmatch(path):
        legislature = int(match["legislature"] or of_host or 0)
        if FIRST_LEGISLATURE <= legislature <= current:
            return InternalPage(legislature, int(match["page"]))
    return Nonsense(word)


def _question(found: dict[str, str | int | None], word: str, current: int) -> Reading:
    kind = str(found.get("kind") or WRITTEN).upper()
    digits = str(found["number"])
    if len(digits) > len(str(MAX_NUMBER)) or int(digits) == 0:
        return Nonsense(word)
    number = int(digits)
    if found.get("legislature") is None:
        return Bare(number) if kind == WRITTEN else BareOf(ASSEMBLEE, number, kind)
    legislature = int(found["legislature"] or 0)
    if not FIRST_LEGISLATURE <= legislature <= current:
        return OtherLegislature(legislature, word)
    if kind != WRITTEN and legislature < FIRST_ARCHIVED:
        return OtherKind(kind, word)
    return Exact(QuestionId(ASSEMBLEE, legislature, number, kind))
