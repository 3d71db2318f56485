"""The lines of a question's page by which the reader finds its way: headings, states, and where a text ends.

Wordings are those of real pages of 1980 to 2022 and of a program that read the older site for years; which tags they
stand in is not known, so that each is known by its words alone. Where the two sources leave room, so do the patterns.
All are matched against lines as `folded` makes them, of which each letter stands where it stood in the line.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_LINE = 400
"""Characters: ministries have long names, and sentences of a text are often longer."""

LINK_BEGINS, LINK_ENDS = "\ue000", "\ue001"
"""Around the reference of a question, put behind the words of a link to its page. No text has these signs."""

LINK = re.compile(f"{LINK_BEGINS}(SEQ[0-9A-Z]{{9}}){LINK_ENDS}")

DAY = r"(?P<day>[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{1,2}(?:er)? [a-z]+ [0-9]{4})"
PAGE = r"(?: ?[-,(]? ?p(?:age|\.)? ?[0-9 ]{1,7}\)?)"
NUMBER = r"n ?(?:°|º|o\.?) ?(?P<number>[0-9]{1,5}[a-z]?)(?![0-9a-z])"
OF = r"(?:du|de la|de l'|des|de)"
ASKED = r"(?:m\.|mme|mlle|mm\.)"
SOMEBODY = rf"(?:ministere|premiere? ministre|ministre|secretariat|secretaire d'etat|garde des sceaux|{ASKED})"


class Kind(StrEnum):
    """What a line is."""

    AUTHOR = "author"
    PUBLISHED = "published"
    PAGE = "page"
    ANSWER = "answer"
    IN_SESSION = "in session"
    AWAITED = "awaited"
    TRANSMITTED = "transmitted"
    TRANSFORMED = "transformed"
    REMINDS = "reminds"
    ANSWERED_THERE = "answered there"
    CLOSED = "closed"
    ERRATUM = "erratum"
    END = "end"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A line that is one: its kind, and the pieces that it holds, as the line writes them."""

    kind: Kind
    pieces: dict[str, str]


PUBLISHED = rf"publiee (?:le|(?:au|dans le) (?:jo|journal officiel)(?: (?:du )?senat)?(?: du| le)?) {DAY}{PAGE}?"
IN_WHAT = "qosd|qoad|qoae|qg|qc|question orale(?: (?:sans|avec) debat)?|question [a-z]+"
IS = r"(?:(?:la|cette) )?question(?: de rappel)?(?: a ete| est)?(?: devenue)?"
WHY = r",? ?(?:\(|: |- |(?:pour|a la suite|suite a|en raison|du fait|apres)\b)"
"""How the reason of an end begins: a text may say of a question that it is closed, and go on."""

_WORDINGS = {
    kind: re.compile(wording)
    for kind, wording in {
        Kind.END: r"(?:page mise a jour le|derniere mise a jour|haut de page|retour en haut|partager cette page)\b.*",
        Kind.PAGE: r"[-–—] ?(?:p\.|page) ?[0-9 ]{1,7}|page [0-9]{1,6}",
        Kind.PUBLISHED: rf"(?:question |reponse )?{PUBLISHED}",
        Kind.ANSWER: rf"reponse {OF} ?(?P<ministry>{SOMEBODY}.*?)(?: ?,? ?{PUBLISHED})?",
        Kind.IN_SESSION: rf"reponse (?:apportee|donnee) en seance publique le {DAY}",
        Kind.AWAITED: rf"en attente de (?:la )?reponse(?: {OF} ?(?P<ministry>.+))?",
        Kind.TRANSMITTED: (
            rf"(?:question )?transmise (?:le {DAY} )?(?:aux?|a la|a l'|a) ?(?P<ministry>{SOMEBODY}.*|[^.;!?]+)"
        ),
        Kind.TRANSFORMED: rf"(?:{IS} )?transformee en (?:une )?(?P<as>{IN_WHAT})\b.{{0,100}}",
        Kind.REMINDS: rf"(?:(?:cette )?question (?:qui )?)?rappelle la question (?:ecrite )?{NUMBER}.*",
        Kind.ANSWERED_THERE: rf"voir la reponse a la question rappelee(?: {NUMBER})?.*",
        Kind.CLOSED: (
            rf"{IS} (?P<label>retiree|caduque|close|cloturee)(?: (?:le )?(?P<on>[0-9/]{{8,10}}))?"
            rf"(?P<reason>{WHY}.*)?\.?"
        ),
        Kind.ERRATUM: r"\(?erratum\b.*",
    }.items()
}

WORDS = r"(?:[a-z']{1,20} ){0,6}?"
"""The kind of the question: "écrite", "orale sans débat", "d'actualité au Gouvernement"."""

AUTHOR = re.compile(
    rf"question {WORDS}(?:{NUMBER} (?:[^() ]{{1,20}} ){{0,6}}?)?(?:de|d') ?(?P<author>{ASKED}[^()]{{2,120}}?) ?"
    rf"\((?P<place>(?:[^()]|\([^()]*\)){{1,120}})\)(?: ?,? ?{PUBLISHED})?"
)
HEADING = re.compile(rf"question {WORDS}{NUMBER}")
"""Any heading that gives the number, with the author or without."""

BROKEN = re.compile(
    r"transmise (?:aux?|a la|a)|en attente de (?:la )?reponse(?: du)?|transformee en"
    r"|voir la reponse a la question rappelee|rappelle la question(?: n ?°)?"
    r"|reponse du(?: ministere)?(?: ?:)?|reponse (?:du|de la|de) .{3,200}[^.?!]"
)
"""How a landmark begins whose rest can stand on the next lines."""

ERRATUM_AT_END = re.compile(r"\(?erratum ?: ?(?:jo|journal officiel)\b[^.;]{0,60}(?:p\. ?[0-9]+)?[^.;]{0,20}$")
MOST_OF_ERRATUM = 400
"""So much of a line's end is searched for one: a line can be a whole page, of nothing but its first word."""

REASON = re.compile(
    r"(?:pour cause d'|pour cause de |a la suite de |en raison de |du fait de |pour |: ?|- ?)?(?:la |l'|sa )?"
)

NO_TEXT = re.compile(
    r"le texte de cette (?:question|reponse) n'est pas disponible(?: en format numerique| a ce jour)?\.?"
    r"|(?:.{0,60} )?reponse n'est pas (?:encore )?disponible a ce jour\.?"
    r"|le texte de cette (?:question|reponse) sera publie des sa\b.*"
    r"|(?:cette question n'a )?pas encore (?:recu )?de reponse\.?"
)
"""What stands where a text is to come, or never came."""


def folded(line: str) -> str:
    """The line without case and accents, with plain apostrophes and spaces, letter by letter: no place changes."""
    return line.translate(_FOLDED)


def landmark(line: str) -> Landmark | None:
    """What the line is; None for a line of a text, or one that means nothing."""
    if len(line) > LONGEST_LINE:
        return None
    words = folded(line)
    for kind, wording in _WORDINGS.items():
        if found := wording.fullmatch(words):
            return Landmark(kind, _pieces(line, found))
    return None


def author_line(line: str) -> Landmark | None:
    """The heading that names the author; None for another line."""
    found = AUTHOR.fullmatch(folded(line)) if len(line) <= LONGEST_LINE else None
    pieces = _pieces(line, found) if found else {}
    return Landmark(Kind.AUTHOR, pieces) if {"author", "place"} <= pieces.keys() else None


def _pieces(line: str, found: re.Match[str]) -> dict[str, str]:
    """The named pieces as the line writes them."""
    return {
        name: text for name in found.re.groupindex if found[name] and (text := line[slice(*found.span(name))].strip())
    }


def _folded(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in "’ʼ´`":
        return "'"
    plain = "".join(each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)).lower()
    return plain if len(plain) == 1 else letter


class _Folded(dict[int, str]):
    """What becomes of each letter, found once: a page can have millions, of few kinds."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_FOLDED = _Folded()
