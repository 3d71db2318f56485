"""What a button needs, asked before its handler is called: no handler can forget to ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from telegram import Update

from bot.core.rights import Matter
from handlers.context import Context, Request, begin
from handlers.tidying import Handler

Pressed = Callable[[Request], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Press:
    """A verb of the buttons: its handler, and the right that whoever presses it must have in the chat that is meant.

    `unless` names what a button can carry that needs another right. `refuse` answers whoever lacks the right, and is
    handed the key of the sentence that says why. With `at_home` the chat itself is meant, whatever was chosen.
    """

    handle: Pressed
    matter: Matter
    unless: Mapping[str, Matter] = field(default_factory=dict)
    refuse: Callable[[Request, str], Awaitable[None]] = Request.refuse
    at_home: bool = False


def permitted(press: Press) -> Handler:
    """The handler as the library calls it: it is reached by those alone who may press the button."""

    async def handle(update: Update, context: Context) -> None:
        request = await begin(update, context, at_home=press.at_home)
        why = await request.objection(press.unless.get(request.carried, press.matter))
        if why is None:
            await press.handle(request)
        else:
            await press.refuse(request, why)

    return handle
