"""Makes text written by others inert: nothing in it can be pressed under our name or reorder the text beside it.

Telegram makes links of bare addresses, @names, /commands, #tags, $TAGS, telephone and card numbers by itself. A word
joiner, which nobody sees, ends the word for Telegram's search: known from the source of its library, tdlib
(`MessageEntity.cpp`), for which all of U+2000 to U+206F but the dashes and the joiners of letters is outside of words.
"""

import re

JOINER = "\u2060"

_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PRESSABLE = re.compile(
    r"""
      :(?=//)                                # http://example, tg://resolve
    | (?<=[\w~-])\.(?=[^\W\d_]{2})         # example.fr
    | @(?=\w)                                # @name, somebody@example.fr
    | (?<![\w/<>])/(?=\w)                    # /command
    | [#$](?=\w)                             # #tag, $TAG
    | \+(?=\(?\d(?:[ ().-]?\d){5})           # +33 1 40 63 60 00
    | (?<!\d)\d{4}(?=[ -]?(?:\d[ -]?){9,15}(?!\d))  # 4242 4242 4242 4242
    """,
    re.VERBOSE,
)


def inert(text: str) -> str:
    """The text with nothing in it that can be pressed. An inert text stays as it is."""
    return _PRESSABLE.sub(rf"\g<0>{JOINER}", _REORDERING.sub("", text))


def to_copy(text: str) -> str:
    """An inert text without the signs that nobody sees, for what is copied: there nothing is pressed."""
    return text.replace(JOINER, "")
