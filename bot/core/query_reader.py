"""Reads a search or a watch as people type it on a phone.

Words are all to be found. `OU`, `ou`, `OR`, a comma, a semicolon and `|` stand between alternatives, and bind less than
the space between two words; "or" is gold. `"…"`, in any quotes, are exact words, also where they are not closed. `-`
excludes from the whole query. `word*` is a beginning. Filters (`@Juvin`, `ministère : santé`) stand anywhere; two of
one kind are alternatives of each other: `@Juvin OU @Latombe cloud`. Those of one alternative count for all
(`@Juvin cloud, eau`), unless another has filters too, or nothing but filters: `@Juvin cloud, @Latombe eau` and
`@Juvin OU cloud` are what they say.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.filter_value import read_value
from bot.core.query import (
    Exact,
    Field,
    Filter,
    Group,
    NoQuery,
    Prefix,
    Query,
    Term,
    Trouble,
    Value,
    Word,
)
from bot.core.stems import says_something, stem
from bot.core.words import spelt, tidy, words_of

LONGEST = 4096
"""Characters of a text that are read: no message of Telegram's is longer."""

MOST_TERMS = 50
"""Nobody types as many; a forwarded text has more, and asks for nothing."""

LONGEST_VALUE = 60
"""Characters of a value that means nothing, as it is said back."""

SHORTEST_PREFIX = 3
"""Letters before a `*`: with fewer it is left out, for nearly every text has a word that begins so."""

NAMES = {
    **dict.fromkeys(("auteur", "auteure", "autrice", "depute", "deputee", "author", "mp"), Field.AUTHOR),
    **dict.fromkeys(("ministere", "ministry"), Field.MINISTRY),
    **dict.fromkeys(("rubrique", "rubric"), Field.RUBRIC),
    **dict.fromkeys(("groupe", "group"), Field.GROUP),
    **dict.fromkeys(("chambre", "chamber"), Field.CHAMBER),
    **dict.fromkeys(("nature", "kind"), Field.NATURE),
    **dict.fromkeys(("legislature", "leg"), Field.LEGISLATURE),
    **dict.fromkeys(("etat", "state"), Field.STATE),
    **dict.fromkeys(("annee", "year"), Field.YEAR),
    **dict.fromkeys(("depuis", "since"), Field.SINCE),
}
"""What people call the fields of a filter, folded."""

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″＂❝❞〝〞", '"'))
_SINGLE_QUOTED = re.compile(r"(?<![^\s(,;|:@-])[‘'‚‹‛’]((?:[^‘'’›‹\"]|['’](?=[^\W_])){1,100})['’›](?![^\W_])")
_SPACED_STATE = re.compile(
    r"((?:[eé]tat|state) ?: ?)(en attente|en cours|sans r[eé]ponse|avec r[eé]ponse|fin de mandat)(?![^\W_])",
    re.I,
)
_NAMES = "|".join(NAMES).replace("e", "[eéèêëÉÈÊË]")  # accents are forgiven, wrong ones too
_ITEM = re.compile(
    rf"""(?P<or>[,;|]+)
    |(?P<minus>[-\u2010-\u2015\u2212]+(?=[^\s\-\u2010-\u2015\u2212,;|()]))?
    (?:(?P<at>@)[ ]?|(?P<name>(?ai:{_NAMES}))[ ]?:[ ]?)?
    (?:"(?P<quoted>[^"]*)"?|(?P<bare>(?:[^\s",;|()]|(?<=[0-9]),(?=[0-9]))+))""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_LIKE_A_FILTER = re.compile(r"([^\W\d_]{3,15}):[^\W_].*")  # and neither "https://" nor "Santé : un rapport"


def read_query(text: str) -> Query | NoQuery:
    """Read what a person typed, however long or strange it is; nothing is raised."""
    cut = text[:LONGEST]
    if not cut.isascii() or "'" in cut:
        cut = _SINGLE_QUOTED.sub(r' "\1" ', cut.translate(_QUOTES))
    reading, plain = _Reading(), tidy(cut)
    if plain.replace(" ", "").isalnum():  # words alone, as most people type: the same, at a third of the cost
        for word in plain.split():
            reading.word(word)
        return reading.query()
    for found in _ITEM.finditer(_SPACED_STATE.sub(r'\1"\2"', plain)):
        if (trouble := reading.take(found)) is not None:
            return trouble
        if reading.terms > MOST_TERMS:
            break
    return reading.query()


@dataclass(slots=True, eq=False)
class _Segment:
    """What stands between two signs of alternatives."""

    filters: dict[Field, dict[Value, str]] = field(default_factory=dict)
    """The values of each filter, and how they were typed."""

    words: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    segments: list[_Segment] = field(default_factory=lambda: [_Segment()])
    excluded: list[Group] = field(default_factory=list)
    terms: int = 0
    has_stop_words: bool = False

    def word(self, bare: str) -> None:
        """Take a word in that stands without any sign."""
        if _is_or(bare):
            self.segments.append(_Segment())
        else:
            self._add(_words(bare), bare)

    def take(self, found: re.Match[str]) -> NoQuery | None:
        """Take one item in; a filter's value that means nothing is the answer."""
        bare, quoted, of = found["bare"] or "", found["quoted"], _field(found)
        if of is not None:
            return self._filter(of, quoted or bare, bool(found["minus"]))
        if unknown := _LIKE_A_FILTER.fullmatch(bare):
            return NoQuery(Trouble.UNKNOWN_FILTER, unknown[1])
        if found["or"]:
            self.segments.append(_Segment())
        elif found["minus"] or quoted is not None:
            self._add(_words(bare) if quoted is None else _exact(quoted), quoted or bare, bool(found["minus"]))
        else:
            self.word(bare)
        return None

    def query(self) -> Query | NoQuery:
        """The query of all that was taken in."""
        if self.terms > MOST_TERMS:
            return NoQuery(Trouble.TOO_MANY_WORDS)
        segments = _settled([each for each in self.segments if each.words or each.filters])
        if not segments:
            return NoQuery(self._nothing())
        return Query(_once(list(map(_group, segments))), _once(self.excluded))

    def _add(self, terms: Group, text: str, is_excluded: bool = False) -> None:
        self.has_stop_words |= not terms and bool(words_of(text))
        self.terms += len(terms)
        if terms and is_excluded:
            self.excluded.append(tuple(dict.fromkeys(terms)))
        else:
            self.segments[-1].words.extend(terms)

    def _filter(self, of: Field, text: str, is_excluded: bool) -> NoQuery | None:
        if not words_of(text):
            return None
        read = read_value(of, text)
        if read is None:
            return NoQuery(Trouble.UNKNOWN_VALUE, text[:LONGEST_VALUE])
        value, typed = read
        self.terms += 1
        if is_excluded:
            self.excluded.append((_filter(of, {value: typed}),))
        else:
            self.segments[-1].filters.setdefault(of, {}).setdefault(value, typed)
        return None

    def _nothing(self) -> Trouble:
        if self.excluded:
            return Trouble.ONLY_EXCLUSIONS
        return Trouble.ONLY_STOP_WORDS if self.has_stop_words else Trouble.EMPTY


def _is_or(bare: str) -> bool:
    return bare == "OR" or bare.lower() == "ou"


def _field(found: re.Match[str]) -> Field | None:
    if found["at"]:
        return Field.AUTHOR
    return NAMES[words_of(found["name"])[0]] if found["name"] else None


def _exact(quoted: str) -> Group:
    words = words_of(quoted)
    if not words:
        return ()
    if len(words) == 1 and words[0].isdigit():  # a figure has one form
        return (_word(words[0], words[0]),)
    typed = " ".join(quoted.split())
    is_plain = _PLAIN.fullmatch(typed) and words_of(typed) == words
    return (Exact(words, typed if is_plain else tidy("-".join(words))),)


@lru_cache(maxsize=4_096)  # many people ask for the same few thousand words
def _words(bare: str) -> Group:
    words = spelt(bare)
    if words and bare.endswith("*") and len(words[-1][0]) >= SHORTEST_PREFIX:
        *words, (start, typed) = words
        return (*(_word(*each) for each in words if says_something(each[0])), Prefix(start, typed))
    return tuple(_word(*each) for each in words if says_something(each[0]))


def _word(folded: str, typed: str) -> Word:
    return Word(stem(folded), folded, folded if _is_or(typed) else typed)


def _settled(segments: list[_Segment]) -> list[_Segment]:
    """The segments with the filters that count for each."""
    if len(segments) <= 1:
        return segments
    for of in Field:
        segments = _together(segments, of)
    segments = list({frozenset(_group(each)): each for each in segments}.values())
    filtered = [each for each in segments if each.filters]
    if len(filtered) == 1 and all(each.words for each in segments):
        return [_Segment(filtered[0].filters, each.words) for each in segments]
    return segments


def _together(segments: list[_Segment], of: Field) -> list[_Segment]:
    """The segments with all those that have nothing but filters of this field in another one that has such filters."""
    lone = [each for each in segments if not each.words and each.filters.keys() == {of}]
    hosts = [each for each in segments if each.words and of in each.filters] or lone[:1]
    values = {value: typed for each in reversed(lone) for value, typed in each.filters[of].items()}
    for host in hosts:
        host.filters[of] = {**values, **host.filters[of]}
    return [each for each in segments if each in hosts or each not in lone]


def _group(segment: _Segment) -> Group:
    if not segment.filters:
        return tuple(dict.fromkeys(segment.words))
    filters = (_filter(of, segment.filters[of]) for of in Field if of in segment.filters)
    return (*filters, *dict.fromkeys(segment.words))


def _filter(of: Field, values: dict[Value, str]) -> Filter:
    return Filter(of, frozenset(values), values)


def _once(groups: list[Group]) -> tuple[Group, ...]:
    if len(groups) <= 1:
        return tuple(groups)
    first: dict[frozenset[Term], Group] = {}
    for group in groups:
        first.setdefault(frozenset(group), group)
    return tuple(first.values())
