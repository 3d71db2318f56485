"""Which questions, or answers, are nearly the same text: "fourteen deputies ask the same".

A text's signature is the smallest hashes of its shingles, three telling words in a row (a bottom-k sketch: Broder, "On
the resemblance and containment of documents", 1997). The part of the signatures that two texts share is an estimate of
the part of their shingles that they share. It is small enough to be kept for every question, and stays the same from
one process to the next.

The formulas by which every question begins and ends make no two alike: the opening, up to what the question is about,
is left out, and so are the words that formulas are made of. Alike are texts, not subjects: two deputies on one subject
in words of their own share next to no shingles. (One deputy may put one text many times, about another thing each time:
count the other authors.)
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from struct import pack, unpack, unpack_from
from typing import Generic, TypeVar
from zlib import crc32

VERSION = 1
"""Raised with every change by which a text gets another signature: those that were kept are made anew then."""

KEPT = 24
"""Hashes of a signature: with as many an estimate is seldom a tenth off."""

LONGEST = 30_000
"""Characters of a text that are looked at: of a longer one, such as an answer with tables, the beginning."""

FEWEST_SHINGLES = 8
"""With fewer, a text says too little to be like another; more than are looked up."""

SHORT = 35
"""Shingles of a text so short that one word put for another can make it a question about something else."""

LEAST_OF_SHORT, LEAST_OF_LONG = 0.85, 0.4
"""The least part of the shingles that texts share which are nearly the same; `tests/core/test_alike.py` has the line.

In a long one every tenth word may be another one: a department's name, a sentence put in.
"""

LOOKED_UP = 6
"""Hashes by which a text's likes are looked up: of those that share four in ten, 19 in 20 share one of them."""

MOST_COMPARED = 300
"""Texts that may share one looked-up shingle; where more do it is a formula, and they have to share two."""

_OPENING = re.compile(
    rb"^\s*(?:m|mme)\b[^.]{3,300}?\b(?:attire|appelle|interroge|interpelle|alerte|demande|souhaite|rappelle|signale|expose"
    rb"|souligne|sensibilise|questionne|prie|tient|fait|s ?enquiert|saisit|informe|remercie)\b.{0,600}?"
    rb"\b(?:sur|quant a|a propos d|au sujet d|concernant|que|de bien vouloir)\b"
)
_FORMULAS = frozenset(
    b"accord action actions affaires afin aide aider ainsi alerte alors annee annees appeler appelle apporter "
    b"attention attire attirer aupres aussi autre autres aux avec avoir avons bien cadre cela celle celles celui "
    b"ces cette ceux chaque charge chargee chef comme comment compte comptent comptes concernant concerne "
    b"concernee concernees concernes connaitre contre dans date deja delegue deleguee demande depuis des deux "
    b"devant dispositions doit doivent donc dont egalement elle elles encore entend entendre entre envisage "
    b"envisagees envisager est etaient etait etat ete etre eux face faire fait faut fin fois font gouvernement "
    b"haut honorable indique indiquer intentions interpelle interroge jour laquelle lequel les lesquelles lesquels "
    b"leur leurs lors lorsque lui madame mais maniere matiere meme memes mesure mesures mettre ministere ministre "
    b"mise moins monsieur niveau nombreuses nombreux notamment notre nous oeuvre ont ordre par parce parlementaire "
    b"partie pas pendant permettre peut peuvent place plus plusieurs point position pour pourrait pouvoir "
    b"precisement preciser premier premiere prendre pres prevoit prevu prise que quel quelle quelles quels "
    b"question qui remedier repondre reponse reponses sans savoir secretaire selon sera serait seront ses "
    b"situation soit solutions son sont souhaite souhaiterait sous sujet sur toujours tous tout toute toutes tres "
    b"trop trouver une vers voir votre vouloir vous".split()
)
"""Words of which formulas are made, and those that link others: they say nothing of what a question is about."""

_SIGNS = [bytes([sign]) for sign in b"abcdefghijklmnopqrstuvwxyz0123456789"]
_SHORT = {*_SIGNS, *(one + other for one in _SIGNS for other in _SIGNS)}
_SAYING_NOTHING = _FORMULAS | {word for word in _SHORT if not word.isdigit()}
"""Words that are left out: those of formulas, and all of one or two letters. Figures say something."""

_LETTERS = bytes(
    ord(plain) if (plain := unicodedata.normalize("NFKD", chr(code))[0].lower()).isascii() and plain.isalnum() else 32
    for code in range(256)
)
"""Of each sign of Latin-1 its letter without case and accent, or a space; every other sign of a text is a space too."""

Key = TypeVar("Key", bound=Hashable)


def signature(text: str | None) -> bytes:
    """The signature of a text, of at most 98 bytes; empty for one that says too little to be like another.

    Two bytes with the number of shingles, in which a long text's repetitions may count, then the smallest hashes of
    four bytes each, the smallest first.
    """
    words = _telling(text or "")
    count = len(words) - 2
    if count > 4 * KEPT:  # most hashes are larger than those that are kept, and need not be told from each other
        limit = (2 * KEPT << 32) // count
        smallest = {each for each in _hashed(words) if each < limit}
        if len(smallest) > SHORT:  # as it nearly always is: enough are kept, and the text is no short one
            return _packed(count, smallest)
    hashes = set(_hashed(words))
    return _packed(len(hashes), hashes) if len(hashes) >= FEWEST_SHINGLES else b""


def is_alike(one: bytes, other: bytes) -> bool:
    """Whether two texts are nearly the same, by their signatures."""
    if not one or not other:
        return False
    is_short = max(_shingles(one), _shingles(other)) <= SHORT
    return resemblance(one, other) >= (LEAST_OF_SHORT if is_short else LEAST_OF_LONG)


def resemblance(one: bytes, other: bytes) -> float:
    """The part of their shingles that two texts share, between 0 and 1, estimated where they have more than `KEPT`."""
    first, second = _hashes(one), _hashes(other)
    if not first or not second:
        return 0.0
    smallest = sorted({*first, *second})[:KEPT]
    shared = {*first} & {*second}
    return sum(each in shared for each in smallest) / len(smallest)


def lookups(one: bytes) -> tuple[int, ...]:
    """The numbers under which a signature is kept, so that its likes are found: they share one of them."""
    return unpack_from(f">{LOOKED_UP}I", one, 2) if one else ()


def worth_comparing(shared: Mapping[Key, int]) -> list[Key]:
    """Those of the texts that share lookups with another, each with how many, that may be nearly the same as it."""
    fewest = 1 if len(shared) <= MOST_COMPARED else 2
    return [key for key, count in shared.items() if count >= fewest]


class Likes(Generic[Key]):
    """The signatures of many texts, kept up one by one: ask for the likes of each, then put it in."""

    def __init__(self) -> None:
        self._signatures: dict[Key, bytes] = {}
        self._under: defaultdict[int, list[Key]] = defaultdict(list)

    def add(self, key: Key, of: bytes) -> None:
        """Put a text's signature in, in place of an earlier one of the same key."""
        if key in self._signatures:
            self.discard(key)
        if of:
            self._signatures[key] = of
            for number in lookups(of):
                self._under[number].append(key)

    def discard(self, key: Key) -> None:
        """Take a text out, if it is there."""
        for number in lookups(self._signatures.pop(key, b"")):
            self._under[number].remove(key)
            if not self._under[number]:
                del self._under[number]

    def like(self, of: bytes) -> list[Key]:
        """The keys of the texts that are nearly the same, in no order."""
        sharing = [key for number in lookups(of) for key in self._under.get(number, ())]
        if not sharing:
            return []
        shared = Counter(sharing)
        return [key for key in worth_comparing(shared) if is_alike(of, self._signatures[key])]


def _telling(text: str) -> list[bytes]:
    plain = text[:LONGEST].replace("œ", "oe").replace("Œ", "oe")
    letters = plain.encode("latin-1", "replace").translate(_LETTERS)
    opening = _OPENING.match(letters, 0, 1000)
    words = letters[opening.end() if opening else 0 :].split()
    return [word for word in words if word not in _SAYING_NOTHING]


def _hashed(words: list[bytes]) -> Iterator[int]:
    """The hash of each shingle."""
    return map(crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False)))


def _packed(count: int, hashes: set[int]) -> bytes:
    smallest = sorted(hashes)[:KEPT]
    return pack(f">H{len(smallest)}I", min(count, 0xFFFF), *smallest)


def _shingles(one: bytes) -> int:
    return int.from_bytes(one[:2], "big")


def _hashes(one: bytes) -> tuple[int, ...]:
    return unpack(f">{len(one) // 4}I", one[2:])
