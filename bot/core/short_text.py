"""Finds the question that a short text means by its number: "Est-ce que la 12432 avance ?".

A person who writes a few words and one number to this bot means the question of that number, unless the words say that
it counts, dates or costs something. For longer texts see `bot.core.mentions`.
"""

import re

from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.fillers import folded
from bot.core.numerals import plain_figures, settled
from bot.core.question import QuestionId
from bot.core.reference import Bare, Exact, Reading

LONGEST = 120
MOST_WORDS = 14
FEWEST_DIGITS = 3
"""Shorter numbers in a sentence count something more often than they name a question."""

_MONTH = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_COUNTED = (
    "ans?|annees?|mois|jours?|semaines?|heures?|minutes?|secondes?|fois|points?|personnes?|gens|habitants?|deput[ee]e?s?"
    "|senateurs?|electeurs?|voix|votes?|signatures?|abonnes?|membres?|eleves?|patients?|lits?|emplois?|postes?|logements?"
    "|pages?|lignes?|mots?|caracteres?|autres?|questions|reponses|messages|alertes|mille|millions?|milliards?|kilometres?"
    "|metres?|hectares?|tonnes?|degres?|km2?|m2|kg|mo|ko|go|mb|gb|days?|weeks?|months?|years?|hours?|times|people|members"
    "|others?|answers|alerts|more|h|min|e|er|eme|th|st|nd|rd"
)
_MONEY = "€|euros?|eur|dollars?|usd|\\$|£|livres?|francs?|chf|%|pour ?cent|percent|k€|m€"
_OTHER_THING = (
    "amendements?|lois?|decrets?|ordonnances?|arretes?|articles?|art\\.?|rapports?|propositions?|projets?|circulaires?"
    "|scrutins?|dossiers?|pages?|p\\.|tomes?|chapitres?|telephone|tel|fax|code postal|cp|rue|avenue|boulevard|bd|cedex"
    "|version|bill|act|report|amendment|section|phone|room|salle|qg|qosd|gouvernement|orale"
)
_TELEPHONE = r"(?:\+|\b00)?[0-9]{1,3}(?:[ .-]?[0-9]{2}){4,6}\b"
_NOT_A_NUMBER = re.compile(
    rf"{_TELEPHONE}"
    rf"|\b[0-9]{{1,4}}[/.-][0-9]{{1,2}}[/.-][0-9]{{1,4}}\b|\b[0-9]{{1,2}}/[0-9]{{1,4}}\b"
    rf"|\b(?:[0-9]{{1,2}}|1er) (?:{_MONTH})(?: [0-9]{{4}})?\b|\b(?:{_MONTH}) (?:[0-9]{{1,2}},? )?[0-9]{{2,4}}\b"
    rf"|\b[0-9]{{1,2}} ?[h:] ?[0-9]{{2}}\b"
    rf"|\b[0-9]+(?:[.,][0-9]+)? ?(?:{_MONEY})(?!\w)|(?:\$|€|£) ?[0-9]+"
    rf"|\b[0-9]+ ?(?:{_COUNTED})\b"
    r"|\b[0-9]+[.,][0-9]+\b"
    rf"|\b(?:{_OTHER_THING}) ?(?:n ?°|no\.?|:|,|numero)? ?[0-9]+"
    r"|[0-9]+,? (?:bis |ter )?(?:rue|avenue|boulevard|place|chemin|impasse|street|road)\b"
    r"|\b[0-9]{2}(?:0[0-9]{2}|[0-9]00) (?:paris|lyon|marseille|cedex)\b|\b[0-9]{3}00 (?=(?P<town>\w))"
)
_LEGISLATURE = re.compile(r"\b([0-9]{2}) ?(?:e|eme|th)\b(?: legislature)?")
_NUMBER = re.compile(r"(?<![\w/.,@+-])[0-9]+(?![\w/@-]|[.,][0-9])")
_MARKED = re.compile(r"(?:\bquestion|\bqe|\bn ?°|\bno\.?|#|\bnumero|\bnumber|\bla) ?(?:ecrite |n ?° ?)?\Z")


def number_meant(text: str, current: int) -> Reading | None:
    """The question that a short text means by the one number in it; None where there is none, or several.

    A legislature counts with it: "la 12432 de la 16e".
    """
    plain = folded(settled(text[: LONGEST + 1]))
    if not is_short(text) or "://" in plain:
        return None
    legislatures = {int(each) for each in _LEGISLATURE.findall(plain) if FIRST_LEGISLATURE <= int(each) <= current}
    rest = _LEGISLATURE.sub(" ; ", plain)
    rest = _NOT_A_NUMBER.sub(lambda found: _what_stays(found, settled(text)), rest)
    numbers = {int(each[0]) for each in _NUMBER.finditer(rest) if _is_plausible(each, rest, bool(legislatures))}
    if len(numbers) != 1 or len(legislatures) > 1:
        return None
    number = numbers.pop()
    return Exact(QuestionId.of_legislature(legislatures.pop(), number)) if legislatures else Bare(number)


def is_short(text: str) -> bool:
    """Whether a text is so short that a number in it most likely names a question."""
    return len(text) <= LONGEST and len(folded(settled(text)).split()) <= MOST_WORDS


def is_telephone(text: str) -> bool:
    """Whether a text is nothing but a telephone number, in pairs of figures, as in France."""
    plain = " ".join(plain_figures(text[:LONGEST]).split())
    return re.fullmatch(rf"{_TELEPHONE}", plain) is not None and plain.startswith(("0", "+"))


def _what_stays(found: re.Match[str], typed: str) -> str:
    """What replaces a match: a separator, or the match itself, where a round number is no postcode.

    It is a postcode only before a word that begins with a capital, as a town's name does.
    """
    if found["town"] is None:
        return " ; "
    number = found[0].strip()
    after = typed.partition(number)[2].lstrip()[:1]
    return " ; " if after.isupper() else found[0]


def _is_plausible(found: re.Match[str], text: str, is_of_legislature: bool) -> bool:
    digits = found[0]
    if len(digits) > len(str(MAX_NUMBER)) or int(digits) == 0:
        return False
    if is_of_legislature or _MARKED.search(text, 0, found.start()):
        return True
    is_year = len(digits) == 4 and digits[:2] in ("19", "20")
    return len(digits) >= FEWEST_DIGITS and not is_year and not digits.startswith("0")
