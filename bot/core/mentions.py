"""Finds the questions that a longer text mentions: an article, a letter, a forwarded message.

Text that somebody types for the bot is read by `bot.core.reference`, where every number counts. Here a number counts
only where something says that it is a question's: an address, an identifier, "question écrite n°". Each pattern is
tried at most once from each place and over a bounded stretch, so that no text takes long.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.compatible import compatible
from bot.core.question import QuestionId
from bot.core.reference import Bare, Exact, Nonsense, OtherLegislature, Reading, mentioned_of_others, read_references

MOST = 1_000
"""The most references in one text: more than a message can have. Callers decide how many of them they look up."""

LONGEST = 32_768
"""The most characters that are read: a message has 4,096, and its hidden links may be longer than their words."""

LONGEST_LINK = 1_000
"""The most characters of a hidden address. The sites' own have a hundred; a mail program wraps some hundreds around."""

MOST_OF_LINKS = 8_192
"""The most characters of all hidden addresses of a message; Telegram allows a hundred of 2,048 each."""

FEWEST_DIGITS = 3
SURE_DIGITS = 5
LONGEST_LOOK_BACK = 40

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SPACES = re.compile(r"[^\S\n]+")
_LETTER_NEXT = r"(?![^\W\d_])"

_ADDRESS = (
    r"(?<![\w/=?&@.%-])(?:https?://)?(?:[a-z0-9-]{1,40}\.){0,3}(?:nosdeputes|assemblee-nationale)\.fr(?![\w-])"
    r"(?:[:/?#][^\s<>«»\"“”]{0,2000})?"
)
_UID = r"(?<!\w)QANR5L[0-9]{1,2}(?:QE|QG|QOSD)[0-9]{1,6}(?!\w)"
_PAIR = r"(?<![\w/.-])[0-9]{2}[-/][0-9]{1,6}QE(?!\w)"
_WRITTEN = rf"(?<!\w)(?:questions? [ée]crites?|written questions?|QE){_LETTER_NEXT}"
_ALOUD = r"(?! (?:orales?|au gouvernement|d['’]actualité|to the government)(?!\w))"
_ASKED = rf"(?<!\w)questions?{_LETTER_NEXT}{_ALOUD}"
_SIGN = r"(?:n ?°s?|nos?\.?|num[ée]ros?|#) ?(?=[0-9])"
_ANCHOR = re.compile(
    rf"(?i)(?P<whole>{_ADDRESS}|{_UID}|{_PAIR})|(?P<written>{_WRITTEN})|(?P<asked>{_ASKED})|(?P<sign>(?<![\w/.-]){_SIGN})"
)

_AT_ONCE = re.compile(rf"(?i) ?[(:,«]? ?(?P<sign>{_SIGN})?(?=[0-9])")
_LATER = re.compile(rf"(?i)(?:[^\n.;?!]|(?<!\w)M\.){{0,60}}?(?<![\w/.-])(?P<sign>{_SIGN})")
_GROUPED = r"[0-9]{1,3}[ .'’][0-9]{3}(?![ .,'’]?[0-9])"
_COMMA = r"[0-9]{1,2},[0-9]{3}(?![ .,'’]?[0-9])|"
_IN_LEGISLATURE = r"[0-9]{1,3} [0-9]{3}(?! ?[0-9])|[0-9]{1,6}"


def _number(comma: str) -> re.Pattern[str]:
    """The pattern of a number, with or without a separator of thousands.

    After a legislature only a space is one: courts number their decisions "17-12.432".
    """
    return re.compile(
        r"(?i)(?:(?P<legislature>[0-9]{2}) ?[-/] ?)?"
        rf"(?P<number>(?(legislature)(?:{_IN_LEGISLATURE})|(?:{_GROUPED}|{comma}[0-9]{{1,6}})))(?: ?QE)?"
        r"(?![\w%€]|[./-][0-9]| [€%])"
    )


_NUMBER, _NUMBER_IN_LIST = _number(_COMMA), _number("")
_NEXT = re.compile(
    r"(?i) ?(?:[,;&] ?(?:et |and |ou )?|(?:et|and|ou|puis|ainsi que) )(?:la |les )?(?:questions? (?:[ée]crites? )?)?"
    rf"(?P<sign>{_SIGN})?(?=[0-9])"
)
_COUNTED = re.compile(
    r"(?i) ?(?:an|année|mois|jour|semaine|heure|minute|ministre|ministère|député|sénateur|autre|question|réponse|mille"
    r"|million|milliard|voix|fois|point|euro|personne|janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|er|day|week|month|year|other|more)(?:e?s)?(?!\w)"
)
_ROMAN = {"XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20}
_LEGISLATURE = rf"(?:(?P<roman>{'|'.join(_ROMAN)})|(?P<arabic>[0-9]{{2}})) ?(?:e|[eè]me|th)"
_LEGISLATURE_AFTER = re.compile(rf"(?i) ?[(\[,·:|-]? ?(?:(?:de|of) (?:la|the) )?{_LEGISLATURE} l[ée]gislature")
_LEGISLATURE_BEFORE = re.compile(rf"(?i)(?<!\w){_LEGISLATURE} l[ée]gislature ?[,·:|)-]? ?$")
_OTHER_THING = re.compile(
    r"(?i)(?<!\w)(?:amendement|sous-amendement|loi|décret|ordonnance|arrêté|arrêt|pourvoi|décision|directive|règlement"
    r"|article|rapport|proposition|projet|circulaire|délibération|avis|scrutin|dossier|affaire|requête|annexe|page|tome"
    r"|instruction|référence|téléphone|tél|fax|gouvernement|orale|débat|QG|QOSD)s?\.? ?[(:,]? ?$"
)


def find_references(text: str, current: int) -> list[Reading]:
    """The questions that a text mentions, in order, each once, and not more than MOST.

    A bare number is left out where the text also names the written question of that number in full. Other kinds of
    questions, and legislatures that no source serves, are returned where an address or an identifier names them.
    """
    others, rest = mentioned_of_others(text[:LONGEST])
    plain = _plain(rest)
    found: dict[Reading, None] = {}
    at = 0
    while len(found) < MOST and (anchor := _ANCHOR.search(plain, at)):
        readings, at = _read(anchor, plain, current)
        found.update(dict.fromkeys(readings))
    whole = {reading.id.number for reading in found if isinstance(reading, Exact) and reading.id.is_written}
    kept = [each for each in found if not (isinstance(each, Bare) and each.number in whole)]
    return [*(each for each in others if not isinstance(each, Nonsense)), *kept][:MOST]


def with_links(text: str, links: Sequence[tuple[int, int, str]], current: int) -> str:
    """The text with the address of each question in the place of the words under which it is hidden.

    A link is (place, length, address), the first two in UTF-16 units, as Telegram counts. The words of a link that
    leads elsewhere stay, for they may be a reference; so do those of links beyond the bounds.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    parts, at = [], 0
    for start, length, address in _looked_at(links):
        if 2 * start < at or not find_references(address, current):
            continue
        parts += [units[at : 2 * start], f" {address} ".encode("utf-16-le", "surrogatepass")]
        at = 2 * (start + length)
    return b"".join([*parts, units[at:]]).decode("utf-16-le", "replace")


def _looked_at(links: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The links in their order, without those that are too long, each or all together."""
    left = MOST_OF_LINKS
    for link in sorted(links):
        size = len(link[2])
        if size <= min(left, LONGEST_LINK):
            left -= size
            yield link


def _plain(text: str) -> str:
    """The text without invisible signs, with plain spaces and dashes; raised figures, as of footnotes, are dropped."""
    shown = "".join(
        " " if (kind := unicodedata.category(each)) == "No" else "" if kind == "Cf" else _figure(each) for each in text
    )
    return _SPACES.sub(" ", compatible(shown)[:LONGEST].translate(_DASHES))


def _figure(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _read(anchor: re.Match[str], text: str, current: int) -> tuple[list[Reading], int]:
    """The references at an anchor, and the place from which to go on."""
    if anchor["whole"]:
        readings = read_references(anchor["whole"], current)[:1]
        return [each for each in readings if not isinstance(each, Nonsense)], anchor.end()
    if anchor["sign"]:
        return _read_pair(anchor, text, current)
    are_several = anchor[0].lower().startswith("questions") or anchor[0].lower().endswith("s")
    is_plural = are_several or anchor[0].lower().startswith("qe")
    before = _legislature(_LEGISLATURE_BEFORE.search(text, max(0, anchor.start() - LONGEST_LOOK_BACK), anchor.start()))
    begins = _AT_ONCE.match(text, anchor.end())
    if begins is None and anchor["written"]:
        begins = _LATER.match(text, anchor.end())
        if begins is not None and _names_other_thing(text, begins.start("sign")):
            begins = None
    if begins is None:
        return [], anchor.end()
    listed = _Listed(text, begins.end(), current, before)
    is_list = _is_plural(begins["sign"])
    if not listed.read(is_plural or is_list, are_several or is_list):
        return [], anchor.end()
    if begins["sign"] is None and not listed.is_sure(bool(anchor["written"])):
        return [], anchor.end()
    return listed.readings(), listed.at


def _read_pair(anchor: re.Match[str], text: str, current: int) -> tuple[list[Reading], int]:
    """Read "n° 17-12432", which is a question by itself, unless a word before it names something else."""
    listed, is_list = _Listed(text, anchor.end(), current, None), _is_plural(anchor["sign"])
    if _names_other_thing(text, anchor.start()) or not listed.read(is_list, is_list):
        return [], anchor.end()
    return [each for each in listed.readings() if isinstance(each, Exact)] if listed.is_pair else [], listed.at


class _Listed:
    """Reads one number or several in a row ("n° 123, 456 et 789"), with the legislature that the text gives them."""

    def __init__(self, text: str, at: int, current: int, legislature: int | None) -> None:
        self.at = at
        self.is_pair = False
        self._text = text
        self._current = current
        self._before = legislature
        self._found: list[tuple[int | None, str]] = []
        self._open = 0

    def read(self, is_plural: bool, are_several: bool) -> bool:
        """Read the numbers; returns whether there is any. With `is_plural` there can be several."""
        form = _NUMBER_IN_LIST if are_several else _NUMBER
        number = form.match(self._text, self.at)
        while number is not None and len(self._found) < MOST:
            self._take(number)
            follows = _NEXT.match(self._text, self.at)
            number = follows and form.match(self._text, follows.end())
            if number and follows and not follows["sign"] and not self._is_one(number, is_plural):
                break
        return bool(self._found)

    def is_sure(self, is_written: bool) -> bool:
        """Whether the first number, which has no sign before it, is a question's, and not a year or a count."""
        legislature, digits = self._found[0]
        if legislature is not None:
            return True
        is_year = len(digits) == 4 and digits[:2] in ("19", "20")
        enough = FEWEST_DIGITS if is_written else SURE_DIGITS
        return len(digits) >= enough and not is_year and _COUNTED.match(self._text, self.at) is None

    def readings(self) -> list[Reading]:
        """The references that the numbers are; those that cannot be one are left out."""
        told = [(legislature or self._before, int(digits)) for legislature, digits in self._found]
        return [each for legislature, number in told if (each := _reading(legislature, number, self._current))]

    def _take(self, number: re.Match[str]) -> None:
        legislature = number["legislature"]
        self.is_pair = self.is_pair or legislature is not None
        self._found.append((int(legislature) if legislature else None, re.sub(r"[^0-9]", "", number["number"])))
        self.at = number.end()
        after = _LEGISLATURE_AFTER.match(self._text, self.at)
        if after is not None:
            # It holds for all numbers before it without a legislature.
            told, self.at = _legislature(after), after.end()
            rest = self._text[self.at : self.at + 1]
            self.at += rest in (")", "]")
            self._found[self._open :] = [(each or told, digits) for each, digits in self._found[self._open :]]
            self._open = len(self._found)

    def _is_one(self, number: re.Match[str], is_plural: bool) -> bool:
        """Whether a number without a sign belongs to the row."""
        if number["legislature"]:
            return FIRST_LEGISLATURE <= int(number["legislature"]) <= self._current
        return is_plural and _COUNTED.match(self._text, number.end()) is None


def _reading(legislature: int | None, number: int, current: int) -> Reading | None:
    if not 1 <= number <= MAX_NUMBER:
        return None
    if legislature is None:
        return Bare(number)
    if FIRST_LEGISLATURE <= legislature <= current:
        return Exact(QuestionId.of_legislature(legislature, number))
    return OtherLegislature(legislature, f"{legislature}/{number}")


def _legislature(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    return _ROMAN[found["roman"].upper()] if found["roman"] else int(found["arabic"])


def _is_plural(sign: str | None) -> bool:
    return sign is not None and sign.strip().rstrip(".").lower().endswith("s")


def _names_other_thing(text: str, at: int) -> bool:
    return _OTHER_THING.search(text, max(0, at - LONGEST_LOOK_BACK), at) is not None
