"""Filler words: words around a number that do not say which question it is: articles, greetings, "svp", "please"."""

import unicodedata

from bot.core.compatible import compatible

_WORDS = """
question questions écrite écrites written number numéro numero n no
et and ou or la le les l' l de du des d the of this that cette celle celles ce à a au aux for pour
svp stp s'il s te vous plaît merci bonjour bonsoir salut coucou please pls plz thanks thank you hello hi hey
je j j' tu moi me i i'd veux voudrais aimerais souhaite vais peux peut pouvez pourriez want would like to can could
aussi donc alors too also now maintenant ok oui yes bot guetteur
"""


def folded(word: str) -> str:
    """The word without case and accents, with straight apostrophes."""
    letters = compatible(word.replace("’", "'"), "NFKD")
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()


FILLERS = frozenset(folded(word) for word in _WORDS.split())


def is_filler(word: str) -> bool:
    """Whether a word is one of the fillers, or nothing but signs and emoji."""
    return folded(word) in FILLERS or not any(each.isalnum() for each in word)
