"""The author of a question: in the first words of its text, and in the heading of its page.

Known from real openings, pages and records: "Mme Alexandra Martin (Alpes-Maritimes) appelle l'attention de M. le
ministre…" (two deputies have that name), "Mme Marie-Pierre Rixain (Ile-de-France - Renaissance)", and, on a line of its
own below the name, "Ardèche (3e circonscription) - Les Républicains". The older site puts the group first: "M. Philippe
Le Ray (Union pour un Mouvement Populaire - Morbihan )".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.deputy import fuller, told_apart

CIVILITY = r"(?:M\.|Mme|Mlle)"
NAME = r"[^\W\d_a-zà-öø-ÿ](?:[\w'’.-]*\w)?"
PARTICLE = r"(?:de|du|des|la|le|les|d['’]|van|von|der|den|di|da|el|ben)"
FULL_NAME = rf"{CIVILITY}\s{NAME}(?:\s(?:{PARTICLE}\s?)*{NAME}){{1,5}}"
CONSTITUENCY = r"\((?P<constituency>(?=[^()]*[a-zà-öø-ÿ])[^\W\d_a-zà-öø-ÿ][^()\d]{1,60})\)"
"""A département in words, such as "(Val-d'Oise)"; neither initials of a group nor a number."""

ASKS = (
    "alerte appelle attire conteste demande déplore dénonce exhorte expose fait félicite implore informe insiste"
    " interpelle interroge invite prie propose questionne rappelle regrette remercie sensibilise signale sollicite"
    " souhaite souhaiterait souligne tient veut voudrait"
).replace(" ", "|")
ASKS_ONESELF = "alarme demande émeut étonne félicite indigne inquiète interroge réjouit"
VERB = rf"(?:(?:{ASKS})|(?:s['’]|se\s)(?:{ASKS_ONESELF.replace(' ', '|')}))(?=[\s,])"
"""What deputies do in nearly all questions: the person of whom a text says so first is its author."""

NO_VERB = rf"(?!(?:{PARTICLE}|est|et|serait|aurait|comme|contre|entre|dont|elle|notamment|que|une)\b)"
ENDING = r"(?:(?<!é)e|(?<!a)it|rait|fait|ient|et|rt|ut|nd)\b"
PRESENT = (
    rf"(?:(?:ne\s|n['’]|se\s|s['’]){NO_VERB}[a-zà-öø-ÿœ]+{ENDING}"
    rf"|{NO_VERB}[a-zà-öø-ÿœ]{{2,}}{ENDING}(?!\s(?:de|du|des)\s|\sd['’]|,))"
)
"""What can be a verb in the singular, present or conditional. A title looks alike, but "de" or a comma follows it."""

ADDRESSED = (
    r"(?=[^.?!;]{0,240}?(?:\b(?:M\.|Mme)\s(?:le|la)\s|\b(?:le|la)\s(?:ministre|secrétaire\sd['’]État)"
    r"|\b(?:du|le|au)\sGouvernement\b|\bPremi(?:er|ère)\sministre\b))"
)
"""Any other verb counts only where its sentence addresses the Government: a text can also begin by telling something of
another person."""

OPENING = re.compile(rf"(?P<name>{FULL_NAME})(?:\s{CONSTITUENCY})?\s(?:{VERB}|{PRESENT}{ADDRESSED})")
LONGEST_OPENING = 400
"""Characters: a name of some words, a verb, and whom it addresses."""

SEPARATOR = re.compile(r"\s[-–—]\s")
DASH_FIRST = re.compile(r"[-–—](?:\s|$)")
DASH_LAST = re.compile(r"\s[-–—]$")
SENTENCE_ENDS = re.compile(r"[.?!…:;»]$")
IN_PARENTHESES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
NAME_AND_PLACE = re.compile(rf"(?P<name>[^()]+?(?:\s\([^()]*\))?)\s?{IN_PARENTHESES.pattern}")
CIRCONSCRIPTION = "circonscription"
NAMESAKE = re.compile(r"\s\(([^()]+)\)$")
LONGEST_LINE = 250
"""Characters of a line of the heading. Real ones have up to 80; names of groups are the longest part."""

MOST_LINES = 6
"""Lines that the heading can be broken into: the name, the place in some pieces, the group; then the text begins."""


@dataclass(frozen=True, slots=True)
class Author:
    """The author, as a page words it; `constituency` is a département, one of its circonscriptions, or a region."""

    name: str | None = None
    constituency: str | None = None
    group: str | None = None


def author_in(text: str | None) -> str | None:
    """The author whom a text's first words name; None where they name none for sure.

    The name includes the département where the text tells the author from a namesake by it.
    """
    found = OPENING.match((text or "")[:LONGEST_OPENING])
    return told_apart(_tidy(found["name"]), found["constituency"]) if found else None


def author_in_heading(lines: Sequence[str], known: str | None = None) -> tuple[Author, int]:
    """The author from the lines that follow "Question de :", and how many of the lines those were.

    The question's text follows in `lines`. `known` is the author's name where another part of the page tells it.
    """
    if not lines or not _can_be_heading(lines[0]) or author_in(lines[0]):
        return Author(), 0
    ahead = lines[:MOST_LINES]
    opened = next((name for line in ahead[1:] if (name := author_in(line))), None)
    name, place = _name(lines[0], [each for each in (known, opened) if each])
    taken = _text_begins(ahead, name) or 1 + _lines_of_place(ahead[1:], place)
    for line in ahead[1:taken]:
        place = _together(place, line)
    return _author(fuller(name, opened) or name, place), taken


def author_in_fact(lines: Sequence[str]) -> Author:
    """The author from the lines of the fact "Auteur :", which hold nothing else."""
    if not lines:
        return Author()
    name, place = _name(lines[0], [])
    for line in lines[1:MOST_LINES]:
        place = _together(place, line)
    return _author(name, place)


def author_on_older_page(line: str) -> Author:
    """The author from "M. Paul Exemple (Groupe - Département )". A group can have " - " in its name."""
    found = NAME_AND_PLACE.fullmatch(line)
    group, dash, constituency = _parted_at_the_end(found[2]) if found else ("", "", "")
    return Author(_tidy(found["name"]), _tidy(constituency), _tidy(group)) if found and dash else _author(line, "")


def _parted_at_the_end(place: str) -> tuple[str, str, str]:
    last = list(SEPARATOR.finditer(place))[-1:]
    return (place[: last[0].start()], last[0][0], place[last[0].end() :]) if last else (place, "", "")


def _name(line: str, known: Sequence[str]) -> tuple[str, str]:
    """The name at the beginning of a line, and the rest of it: where the author was elected, and the group."""
    found = NAME_AND_PLACE.fullmatch(line)
    if found and SEPARATOR.search(found[2]):
        return found["name"], found[2]
    name = next((each for each in known if line.startswith(each)), line)
    place = line.removeprefix(name).strip()
    return (line, "") if IN_PARENTHESES.fullmatch(place) else (name, place)


def _text_begins(lines: Sequence[str], name: str) -> int | None:
    """The index of the line that begins the text: it repeats the author's name. None where no line does."""
    again = f"{NAMESAKE.sub('', name)} "
    return next((at for at, line in enumerate(lines) if at and line.startswith(again) and _is_sentence(line)), None)


def _is_sentence(line: str) -> bool:
    return author_in(line) is not None or not _can_be_heading(line)


def _lines_of_place(lines: Sequence[str], place: str) -> int:
    """How many lines tell where the author was elected, and the group, judged by their form."""
    for taken, line in enumerate(lines):
        if re.match(CIVILITY, line) or not (_can_be_heading(line) and _is_of_place(line, place, lines[taken + 1 :])):
            return taken
        place = _together(place, line)
    return len(lines)


def _is_of_place(line: str, place: str, ahead: Sequence[str]) -> bool:
    if SEPARATOR.search(place) or _goes_on(place, line):
        return _goes_on(place, line)  # the group is told already
    shows = SEPARATOR.search(line) or CIRCONSCRIPTION in line or CIRCONSCRIPTION in place
    return bool(shows or (ahead and _goes_on(line, ahead[0])))


def _can_be_heading(line: str) -> bool:
    return len(line) <= LONGEST_LINE and not SENTENCE_ENDS.search(line)


def _goes_on(place: str, line: str) -> bool:
    """Whether the line belongs to the place, which is not whole without it."""
    is_open = place.count("(") > place.count(")") or DASH_LAST.search(place)
    return bool(is_open or line.startswith("(") or DASH_FIRST.match(line))


def _together(place: str, line: str) -> str:
    """Join two pieces of "Ardèche (3e circonscription) - Les Républicains"; the dash may have been a line break."""
    if not place or _goes_on(place, line) or SEPARATOR.search(place):
        return f"{place} {line}".strip()
    return f"{place} - {line}"


def _author(name: str, place: str) -> Author:
    """Split the place from the group at " - ": in regions and départements, no spaces surround a hyphen."""
    inner, namesake = IN_PARENTHESES.fullmatch(place), NAMESAKE.search(name)
    constituency, *group = SEPARATOR.split(inner[1] if inner else place, maxsplit=1)
    where = _tidy(constituency) or (namesake[1] if namesake else None)
    return Author(_tidy(name) or None, where, _tidy(group[0]) or None if group else None)


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())
