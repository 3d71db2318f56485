"""Finds the Sénat's questions in what people type and paste, and leaves the rest to the Assemblée's reader.

A number alone is the Assemblée's. It is the Sénat's where something says so: the word "Sénat" beside it, an S before
it, the letter behind it that the Sénat gives to oral questions, or a Référence, as in every address of a page. A typed
address never decides from which host something is fetched: all that is read of it is the Référence.

In what somebody types for the bot (`read_senat`) a word beside the number is enough. A longer text (`find_senat`) also
tells of sittings, laws and years: there a number needs a sign ("n°") or the word question, and then the Sénat's name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.chambers.senat_reference import NUMBER, SenatReference, number_of

LONGEST = 32_768
"""The most characters that are read: a message has 4,096, and its hidden links may be longer than their words."""

MOST = 1_000
"""The most references of one text."""


@dataclass(frozen=True, slots=True)
class SenatNumber:
    """A number of the Sénat's without its year and month: which question it is depends on the Sénat's counting.

    `letter` is empty for a written question.
    """

    number: int
    letter: str = ""


SenatNamed = SenatReference | SenatNumber


@dataclass(frozen=True, slots=True)
class SenatFound:
    """The Sénat's questions of a text, in order and each once, and the text without the words that named them.

    A number is left out where the text also names a question of that number in full.
    """

    named: tuple[SenatNamed, ...]
    rest: str


_IDENTIFIER = re.compile(
    rf"(?:(?<![A-Z0-9])senat-)?(?:(?<![A-Z0-9])|(?<=%2F)|(?<=%3D))q?SEQ ?"
    rf"(?P<reference>[0-9]{{2}}(?:0[1-9]|1[0-2]){NUMBER})(?![A-Z0-9])",
    re.IGNORECASE,
)
_WORD_BEGINS = re.compile(r"[^\s<>«»\"“”]*\Z")
_ADDRESS_BEGINS = re.compile(r"https?://|(?<![\w.-])(?:[a-z0-9-]{1,40}\.){0,3}senat\.fr", re.IGNORECASE)
_ADDRESS_ENDS = re.compile(r"[^\s<>«»\"“”()\[\],;]{0,2000}(?<![.:!?'*_])")
LONGEST_ADDRESS = 2_000
"""Characters of an address before the identifier: a mail program wraps some hundreds around one."""

_SENAT = r"s(?:é|e\u0301?)nat(?![^\W_])"
_KIND = r"(?:QE|QOSD|QG|QC|QOAD|QOAE|questions? (?:écrites?|ecrites?|orales?)|questions?)"
_SIGN = r"(?:n ?[°ºo]s?\.?|nos\.?|num[ée]ros?|#)"
_BEFORE_NUMBER = rf"(?:(?<![^\W_]){_KIND}(?![^\W\d_]))? ?[:,(]? ?(?:(?<![^\W_]){_SIGN})? ?"
_GROUPED = r"[0-9]{1,2}[ .'][0-9]{3}(?![ .,']?[0-9])"
_LETTERED = r"[0-9]{3,4}(?:[SG]|(?-i:[ACE]))"
_ENDS = r"(?![\w/-]|[.,'][0-9]{1,3}(?![0-9]))"
_FIGURES = rf"(?:{_LETTERED}|{_GROUPED}|[0-9]{{1,5}}){_ENDS}"
_ALONE = r"(?<![\w/.,'-])"

_AFTER_WORD = re.compile(
    rf"(?<![^\W_])(?:(?:au|du|le) )?{_SENAT} ?[:,(/#-]? ?{_BEFORE_NUMBER}(?P<numbers>{_FIGURES})", re.IGNORECASE
)
_LISTED = re.compile(
    rf" ?(?:[,;&]|(?<![^\W_])(?:et|ou|and)(?![^\W_])) ?{_SIGN}? ?(?P<numbers>{_FIGURES})", re.IGNORECASE
)
_NUMBER_FIRST = rf"{_ALONE}{_BEFORE_NUMBER}(?P<numbers>(?<![0-9.,'/-]){_FIGURES})"
_OF_SENAT = rf"(?:(?:au|du|JO|J\.O\.) )?{_SENAT}(?: ?, ?(?:19|20)[0-9]{{2}}(?![0-9])(?=\)|\Z))?\)?"
_CLOSE_BEFORE_WORD = re.compile(rf"{_NUMBER_FIRST} ?[(/-]? ?{_OF_SENAT}(?! ?:? ?(?:{_SIGN})? ?[0-9])", re.IGNORECASE)
_BEFORE_WORD = re.compile(rf"{_NUMBER_FIRST} ?, ?\(?{_OF_SENAT}", re.IGNORECASE)
_PREFIXED = re.compile(
    rf"{_ALONE}{_BEFORE_NUMBER}(?<![^\W_])S(?:[- ]?(?P<padded>[0-9]{{5}})|(?P<short>[0-9]{{3,4}}[SG]?)){_ENDS}",
    re.IGNORECASE,
)
_WITH_LETTER = re.compile(rf"{_ALONE}{_BEFORE_NUMBER}(?<![0-9.,'/-])(?P<numbers>{_LETTERED})(?![\w/-])", re.IGNORECASE)

_AND = r" ?(?:[,;&]|(?<![^\W_])(?:et|ou|and)(?![^\W_])) ?"
_ANOTHER = rf"(?!(?:19|20)[0-9]{{2}}(?![0-9])|[0-9]{{1,2}}(?![0-9]|[ .'][0-9]{{3}}))(?:{_FIGURES})"
"""A year or a day can follow a number too."""

_ROW = rf"(?P<numbers>(?>(?:{_FIGURES})(?:{_AND}(?:{_SIGN})? ?{_ANOTHER}){{0,20}}))"
_QUESTION_NUMBER = rf"(?<![^\W_]){_KIND}(?![^\W\d_]) ?[:,(]? ?(?:{_SIGN})? ?{_ROW}"
_EACH = re.compile(_FIGURES, re.IGNORECASE)
_JOURNAL = rf"(?:(?<![^\W_])(?:JO|J\.O\.|Journal officiel),?(?: du| \()? ?{_SENAT})"
_BY_SENATOR = (
    r"(?:,? (?:posée |déposée )?(?:par|de) (?:M\.|Mme|Mlle) [^.,;()\n]{2,60}(?:\([^()\n]{2,60}\))?,? ?"
    r"(?:sénateur|sénatrice|senateur|senatrice))"
)
_CITED_BEFORE = re.compile(
    rf"{_QUESTION_NUMBER}(?: ?[,(–-]? ?(?:(?:au|du) )?{_SENAT}|{_BY_SENATOR}"
    rf"|(?:(?!{_SIGN} ?[0-9]|question|QE)[^.;\n]|(?<=M)\.){{0,160}}?{_JOURNAL})",
    re.IGNORECASE,
)
_CITED_AFTER = re.compile(
    rf"(?:{_JOURNAL}(?:[^.;\n]|(?<=[a-zé])\. ?(?=[0-9])){{0,60}}?|(?<![^\W_]){_SENAT} ?[:,(–-]? ?){_QUESTION_NUMBER}",
    re.IGNORECASE,
)
_SIGNED_LETTER = re.compile(
    rf"(?<![\w/.-])(?:{_KIND}(?![^\W\d_]) ?)?{_SIGN} ?(?P<numbers>{_LETTERED})(?![\w/-])"
    rf"|(?<![^\W_]){_KIND}(?![^\W\d_]) ?(?P<more>{_LETTERED})(?![\w/-])",
    re.IGNORECASE,
)
_SIGNED_PREFIX = re.compile(
    rf"(?<![\w/.-])(?:{_KIND}(?![^\W\d_]) ?(?:{_SIGN})?|{_SIGN}) ?S ?-?(?P<padded>[0-9]{{5}}){_ENDS}",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"(?<![^\W_])(?:amendement|sous-amendement|loi|décret|ordonnance|arrêté|arrêt|pourvoi|décision|directive|règlement"
    r"|article|rapport|proposition|projet|circulaire|délibération|avis|scrutin|dossier|affaire|requête|annexe|page|tome"
    r"|instruction|référence|téléphone|tél|fax)s?\.? ?[(:,]? ?$",
    re.IGNORECASE,
)
LOOK_BACK = 40

_TYPED = (_CLOSE_BEFORE_WORD, _AFTER_WORD, _BEFORE_WORD, _PREFIXED, _WITH_LETTER)
_CITED = (_CITED_AFTER, _CITED_BEFORE, _SIGNED_LETTER, _SIGNED_PREFIX)


def read_senat(text: str) -> SenatFound:
    """The Sénat's questions in what somebody typed for the bot."""
    return _Reader(text).read(_TYPED)


def find_senat(text: str) -> SenatFound:
    """The Sénat's questions that a longer text mentions, such as an article or a letter."""
    return _Reader(text).read(_CITED)


class _Reader:
    """Reads one text; what was read is blanked out, so that no words are read twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        letters = list(_letters(text[:LONGEST]))
        self._places = [at for _, at in letters]
        self._plain = "".join(plain for plain, _ in letters)
        self._found: list[tuple[int, SenatNamed]] = []
        self._spans: list[tuple[int, int]] = []

    def read(self, forms: Sequence[re.Pattern[str]]) -> SenatFound:
        for found in _IDENTIFIER.finditer(self._plain):
            self._whole(found)
        self._blank()
        for form in forms:
            for match in form.finditer(self._plain):
                self._number(form, match)
            self._blank()
        return SenatFound(self._named(), self._rest())

    def _whole(self, found: re.Match[str]) -> None:
        """Take an identifier, with the address around it."""
        try:
            reference = SenatReference.parse(f"SEQ{found['reference'].upper()}")
        except ValueError:
            return
        start, end = found.span()
        after_last = max(self._spans[-1][1] if self._spans else 0, start - LONGEST_ADDRESS)
        word = _WORD_BEGINS.search(self._plain[after_last:start])
        address = word and _ADDRESS_BEGINS.search(word[0])
        rest = _ADDRESS_ENDS.match(self._plain, end)
        if word and address:
            start = after_last + word.start() + address.start()
            end = rest.end() if rest else end
        if start >= after_last:
            self._take(start, end, [reference])

    def _number(self, form: re.Pattern[str], match: re.Match[str]) -> None:
        if form in _CITED and _OTHER_THING.search(self._plain, max(0, match.start() - LOOK_BACK), match.start()):
            return
        groups = match.groupdict()
        told = next(each for each in groups.values() if each)
        listed, end = [named for each in _EACH.findall(told) if (named := _numbered(each))], match.end()
        if not listed:
            return
        if form is _AFTER_WORD:
            for more, ends in self._list(end):
                listed.append(more)
                end = ends
        self._take(match.start(), end, listed)

    def _list(self, at: int) -> Iterator[tuple[SenatNumber, int]]:
        """The numbers of the row that begins before `at`: the word before the first holds for all of them."""
        while (more := _LISTED.match(self._plain, at)) and (named := _numbered(more["numbers"])):
            yield named, more.end()
            at = more.end()

    def _take(self, start: int, end: int, named: Sequence[SenatNamed]) -> None:
        self._found += [(start, each) for each in named]
        self._spans.append((start, end))

    def _blank(self) -> None:
        plain = list(self._plain)
        for start, end in self._spans:
            plain[start:end] = "\n" * (end - start)  # no form goes over the end of a line
        self._plain = "".join(plain)

    def _named(self) -> tuple[SenatNamed, ...]:
        in_order = dict.fromkeys(each for _, each in sorted(self._found, key=lambda found: found[0]))
        whole = {(each.number, each.letter) for each in in_order if isinstance(each, SenatReference)}
        kept = [
            each for each in in_order if isinstance(each, SenatReference) or (each.number, each.letter) not in whole
        ]
        return tuple(kept[:MOST])

    def _rest(self) -> str:
        rest = list(self._text)
        for start, end in self._spans:
            first, last = self._places[start], self._places[end - 1]
            rest[first : last + 1] = " " * (last + 1 - first)
        return "".join(rest)


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The characters as the forms expect them, one space where there are several, each with its place in the text."""
    before = ""
    for at, each in enumerate(text):
        plain = _plain(each)
        if plain and not (plain == before == " "):
            yield plain, at
            before = plain


def _plain(character: str) -> str:
    """One character as the forms expect it; nothing for an invisible one."""
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if kind == "Zs" or character == "\t":
        return " "
    if kind == "Pd":
        return "-"
    if character in "’ʼ":
        return "'"
    wide = unicodedata.normalize("NFKC", character) if character >= "\uff00" else character
    return wide if len(wide) == 1 else character


def _numbered(told: str) -> SenatNumber | None:
    found = number_of(re.sub(r"[ .']", "", told).upper())
    return SenatNumber(*found) if found else None
