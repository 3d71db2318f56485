"""The one way to read the words of a text: for the index of either database, for a search, and for a watch.

Case, accents, ligatures and the kind of an apostrophe, a hyphen or a space make no difference. A hyphen separates two
words, and so does the apostrophe of an elision ("l'eau", "jusqu'à"); within a word it is left out ("prud'hommes").
"2 000" is one figure, "n° 12" is 12, "S.N.C.F." is "sncf", and "R&D" is "rd".
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from sys import intern

from bot.core.compatible import compatible
from bot.core.memo import Memo
from bot.core.stems import LONGEST, says_something, stem

APOSTROPHES = "'’‘ʼʻ`´′＇ʹ‛"
"""All that people and sources write for an apostrophe; the first one is the one that is read."""

_WRITTEN_OTHERWISE = {
    **dict.fromkeys(APOSTROPHES[1:], "'"),
    **{"º": "°", "№": "n°", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"},
    **dict.fromkeys("\u00ad\u200c\u200d\u2060", ""),  # soft hyphens and joiners: nobody sees or types them
    **dict.fromkeys("\u200b\ufeff\n\xa0", " "),
}
_ELISIONS = frozenset({*"cdjlmnst", "qu", *(f"{start}qu" for start in ("jus", "lors", "puis", "quoi", "quel", "pres"))})
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_LONGEST_ELISION = 6

_PLAIN = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ÿ]+(?: [0-9A-Za-zÀ-ÖØ-öø-ÿ]+)*")  # as most people type: nothing to be changed
# Looking behind comes after the first sign, so that it is done where that sign stands alone, and not at each letter.
_HAS_INITIALS = re.compile(r"\.[^\W\d_](?![^\W_])")
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?")
_AND = re.compile(r"(?<![^\W_])([^\W\d_])&([^\W\d_])(?![^\W_])")
_NUMBER_SIGN = re.compile(r"[nN](?<![^\W_][nN])(?: ?°\.? ?|(?:[oO]|[uU][mM][eéEÉ][rR][oO])(?:\. ?| ))(?=[0-9])")
_GROUPED = re.compile(r"[0-9](?<![^\W_][0-9])[0-9]{0,2}(?:[ .][0-9]{3})+(?![0-9])")
_WORD = re.compile(rf"([^\W_]{{1,{LONGEST}}})[^\W_]*")
_RAW_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_OVERSEAS = re.compile(r"([oO][uU][tT][rR][eE])[-\u2010\u2013 ]([mM][eE][rR])(?![^\W_])")
_MARKS = re.compile(r"[\u0300-\u036f]+")

_BEYOND_LATIN = re.compile(r"[^\W_\x00-\xff]|[\u0300-\u036f]")
_PIECES = bytes(ord(sign.lower()) if sign.isalnum() or sign == "'" else ord(" ") for sign in map(chr, range(256)))
"""Of each sign of Latin-1 the small letter, itself where it is an apostrophe, or a space between two pieces."""

_INCOMPATIBLE = bytes(code for code in range(256) if not unicodedata.is_normalized("NFKC", chr(code)))
_ENDS_OF_NUMBER_SIGNS = (b"\xb0", b"no ", b"no.", b"ro ", b"ro.")
_SHAPES = bytes(48 if 48 <= code <= 57 else 32 if code in b" ." else 120 for code in range(256))
"""A nought for each figure, a space for what can group them: "2 000" and "1.250" have the shape "0 000"."""

_SHORT = 200
"""Characters of a text that are read at once: most are what people type, which fills no cache."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    `folded` are all of them in order, so that each one's place is its position; `stems` those of the words that say
    something, each once.
    """

    folded: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()


NONE = Words()


def read(text: str | None) -> Words:
    """Read a text of any length and origin; None has no words."""
    if not text:
        return NONE
    folded = words_of(text)
    return Words(folded, frozenset(chain.from_iterable(map(_STEMS.__getitem__, set(folded)))))


def _stems_of_word(word: str) -> tuple[str, ...]:
    return (stem(word),) if says_something(word) else ()


_STEMS = Memo(_stems_of_word, most=32_768)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    if len(text) <= _SHORT:
        return _words_of_tidy(tidy(text))
    return tuple(chain.from_iterable(map(_WORDS_OF_PIECES.__getitem__, _pieces(text))))


def pieces_of(text: str) -> set[str]:
    """The pieces of a text, each once: `words_of` makes of them, one by one, the words that it makes of the whole."""
    return set(_pieces(text))


def _pieces(text: str) -> list[str]:
    """The pieces of a text in order, small letters between anything but letters, figures and apostrophes.

    Nearly all texts are in Latin-1, whose signs a table turns, many times as fast as a regular expression finds words.
    """
    text = tidy(text)
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        if _BEYOND_LATIN.search(text):
            return list(_words_of_tidy(text))
        signs = text.encode("latin-1", "replace")  # a question mark separates as well as what it stands for
    return signs.translate(_PIECES).decode("latin-1").split()


def _words_of_tidy(text: str) -> tuple[str, ...]:
    """What words are: all else in this module finds these faster."""
    return tuple(map(intern, _WORD.findall(_fold(_apart(text, "")))))  # texts share most of their words


_WORDS_OF_PIECES = Memo(_words_of_tidy, most=32_768)


def spelt(text: str) -> list[tuple[str, str]]:
    """The folded words of a tidy text, each with how it is spelt there: "donnees" and "Données"."""
    if text.isalnum() and len(text) <= LONGEST and (folded := _fold(text)).isalnum():
        return [(folded, text)]
    all_folded, spelt_so = words_of(text), _RAW_WORD.findall(_apart(text))
    if len(spelt_so) != len(all_folded):
        return [(word, tidy(word)) for word in all_folded]
    pairs = zip(all_folded, spelt_so, strict=True)
    return [(word, other if words_of(other) == (word,) else tidy(word)) for word, other in pairs]


def tidy(text: str) -> str:
    """The text with what belongs to one word in one word; case and accents are kept, to be shown."""
    if not _PLAIN.fullmatch(text):
        text = _usual_signs(text)
    elif text.replace(" ", "").isalpha():
        return _OVERSEAS.sub(r"\1\2", text)  # all that follows is about signs and figures
    signs = _signs(text)  # to see soon that there is nothing to do, as most often
    if b"outre" in signs and b"mer" in signs:
        text = _OVERSEAS.sub(r"\1\2", text)  # "outre-mer" and "outremer", and neither is "mer"
    if "&" in text:
        text = _AND.sub(r"\1\2", text)
    if _HAS_INITIALS.search(text):
        text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    signs = _signs(text)
    if any(end in signs for end in _ENDS_OF_NUMBER_SIGNS):
        text = _NUMBER_SIGN.sub("", text)
    if b"0 000" in _signs(text).translate(_SHAPES):
        text = _GROUPED.sub(lambda found: found[0].replace(" ", "").replace(".", ""), text)
    return text


def _signs(text: str) -> bytes:
    """The signs of Latin-1 in a text, those of ASCII as small letters, and something else for every other sign."""
    return text.encode("latin-1", "replace").lower()


def _usual_signs(text: str) -> str:
    """The text in Unicode's compatibility form, with one sign for all those that say the same."""
    for sign, other in _WRITTEN_OTHERWISE.items():
        text = text.replace(sign, other)
    if not _is_compatible(text):
        text = compatible(text)
    if not text.isprintable() or "  " in text:  # " " alone of all spaces is printable
        text = " ".join(text.split())
    return text.strip()


def _is_compatible(text: str) -> bool:
    """Whether the text is plainly in the compatibility form: in Latin-1, without the few signs there that are not."""
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return len(signs.translate(None, _INCOMPATIBLE)) == len(signs)


def _apart(text: str, within: str = "'") -> str:
    """The text with a space for the apostrophe of an elision, and this for another one within a word."""
    first, *others = text.split("'")
    parts = [first]
    for part in others:
        before = _LAST_WORD.search(parts[-1], max(0, len(parts[-1]) - _LONGEST_ELISION - 1))
        is_within = before is not None and part[:1].isalnum() and before[0].lower() not in _ELISIONS
        parts += [within if is_within else " ", part]
    return "".join(parts)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return folded.replace("œ", "oe").replace("æ", "ae")  # once more: "ǣ" has come apart
