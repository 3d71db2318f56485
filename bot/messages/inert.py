"""What others wrote, shown so that nothing in it can be pressed under our name, or reorders what stands beside it.

Telegram makes links of bare addresses, @names, /commands, #tags, $TAGS, telephone and card numbers by itself. Where it
looks for them a word joiner ends the word, and nobody sees it: known from the source of its library, tdlib
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
    """The text with nothing in it that can be pressed; the same once more changes nothing."""
    return _PRESSABLE.sub(rf"\g<0>{JOINER}", _REORDERING.sub("", text))
