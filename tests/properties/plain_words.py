"""The words of a text by their definition: each rule over the whole text, one after the other, with nothing kept."""

import re
import unicodedata

from bot.core import words
from bot.core.compatible import compatible
from bot.core.stems import says_something, stem
from bot.core.summary import MARK


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    for sign, other in words._WRITTEN_OTHERWISE.items():
        text = text.replace(sign, other)
    text = " ".join(compatible(text).split())
    text = words._OVERSEAS.sub(r"\1\2", text)
    text = words._AND.sub(r"\1\2", text)
    text = words._INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = words._NUMBER_SIGN.sub("", text)
    text = words._GROUPED.sub(lambda found: re.sub("[ .]", "", found[0]), text)
    folded = unicodedata.normalize("NFKD", words._apart(text, "").casefold())
    folded = re.sub("[\u0300-\u036f]", "", folded).replace("œ", "oe").replace("æ", "ae")
    return tuple(words._WORD.findall(folded))


def plain_stems(text: str) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(stem.__wrapped__(word) for word in plain_words(text) if says_something(word))


def plain_tokens(text: str) -> str:
    """What is indexed of a text."""
    stems = {word: stem.__wrapped__(word) for word in plain_words(text) if says_something(word)}
    marked = {f"{MARK}{word}" for word, of in stems.items() if not word.startswith(of)}
    return " ".join(sorted({*stems.values(), *marked}))
