"""Asking which reading was meant of figures that can be one number or several, such as "12 432" after /follow.

The button carries the numbers and nothing is stored, so a press works for as long as the message stands, also in a
channel, where the post that gave the command is removed by then.
"""

import re
from collections.abc import Sequence

from bot.core.numerals import Ambiguity
from bot.messages.keyboards import numbers_buttons, numbers_named
from bot.messages.message import Message
from handlers.common.begin import Request
from handlers.common.buttons import show_instead

_NUMBERS = re.compile(r"[1-9][0-9]{0,5}(?:\+[1-9][0-9]{0,5})*", re.ASCII)


async def ask_back(request: Request, verb: str, ambiguities: Sequence[Ambiguity]) -> None:
    """Ask for each which reading was meant. The button of a reading carries it behind the given verb."""
    for ambiguity in ambiguities:
        buttons = numbers_buttons(request.words, verb, ambiguity.readings)
        await request.reply(Message(request.words.say("which-numbers", typed=ambiguity.typed), buttons))


async def chosen_numbers(request: Request) -> str:
    """The numbers of the pressed button, as they could have been typed; empty, having said so, where it has none.

    The message then shows the choice in the place of its buttons.
    """
    if not _NUMBERS.fullmatch(request.carried):
        await request.toast("toast-stale")
        return ""
    await request.acknowledge()
    numbers = request.carried.split("+")
    said = request.words.say("numbers-chosen", numbers=numbers_named(request.words, numbers))
    await show_instead(request, Message(said))
    return ", ".join(numbers)
