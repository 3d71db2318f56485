"""The difference between two versions of a text, short enough to read; white space and typography are none."""

import html
import re
import unicodedata
from difflib import SequenceMatcher

MOST_HUNKS = 5
CONTEXT_WORDS = 4
LONGEST_SIDE = 240
"""The most characters that are shown of the words taken out, or put in, by one difference."""

MOST_WORDS = 6_000
"""No answer has nearly as many. The words of a hostile text beyond them are compared, but not shown."""

# The words of a text for comparing: letters and digits, with the signs that change what a figure says.
WORD = re.compile(r"[^\W_]+|[%‰€$°<>=±×]|(?<!\w)-(?=\d)|(?<=\d)/(?=\d)")
SHOWN_WORD = re.compile(r"(?<!\d)\d{1,3}(?:\s+\d{3})+(?!\d)\S*|\S+")
GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:\s+\d{3})+(?!\d)")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
SIGNS = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "−": "-", "–": "-"})

Hunk = list[str]
"""The words before a difference, those taken out, those put in, and the words after it."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: equal for two texts that only differ in spaces, entities or typography.

    Capitals are typography too, and so is every sign except those that change a figure.
    """
    plain = MARKUP.sub("", html.unescape(text)).translate(SIGNS).casefold()
    normal = GROUPED.sub(lambda figure: "".join(figure[0].split()), unicodedata.normalize("NFKC", plain))
    return tuple(WORD.findall(normal))


def without_accents(text: str) -> str:
    """The text in plain letters: "Economie" and "Économie" are one name."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name, for comparing: accents and the kind of a space make no difference."""
    return words_of(without_accents(name))


def differences(before: str, after: str) -> tuple[list[Hunk], int]:
    """The first differences between two texts, word by word with a few words around each, and how many more follow."""
    old, new = _Shown(before), _Shown(after)
    matcher = SequenceMatcher(None, old.keys, new.keys)
    hunks = [
        [
            _before(old.words, old.place(start, end)[0]),
            _bounded(old.run(start, end)),
            _bounded(new.run(start_new, end_new)),
            _after(old.words, old.place(start, end)[1]),
        ]
        for tag, start, end, start_new, end_new in matcher.get_opcodes()
        if tag != "equal" and _says_something(old.keys[start:end], new.keys[start_new:end_new])
    ]
    return hunks[:MOST_HUNKS], max(0, len(hunks) - MOST_HUNKS)


class _Shown:
    """The words of a text as they are shown, and the `keys` by which they are compared.

    A sign that stands alone has no key: it is shown, and never a difference.
    """

    def __init__(self, text: str) -> None:
        self.words = SHOWN_WORD.findall(text)[:MOST_WORDS]
        said = [(key, at) for at, word in enumerate(self.words) if (key := words_of(word))]
        self.keys = [key for key, _ in said]
        self._places = [at for _, at in said]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The places among the words where a run of keys begins and ends."""
        begins = self._places[start] if start < len(self._places) else len(self.words)
        return begins, self._places[end - 1] + 1 if end > start else begins

    def run(self, start: int, end: int) -> list[str]:
        """The words of a run of keys."""
        first, last = self.place(start, end)
        return self.words[first:last]


def _says_something(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> bool:
    """Whether two runs of words differ in more than how they are divided."""
    return [part for word in old for part in word] != [part for word in new for part in word]


def _before(words: list[str], start: int) -> str:
    """The words before a place, with an ellipsis where there are more."""
    first = max(0, start - CONTEXT_WORDS)
    return " ".join(["…"] * (first > 0) + words[first:start])


def _after(words: list[str], end: int) -> str:
    last = end + CONTEXT_WORDS
    return " ".join(words[end:last] + ["…"] * (last < len(words)))


def _bounded(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= LONGEST_SIDE else text[:LONGEST_SIDE].rsplit(" ", 1)[0] + " […]"
