"""What a command or a button needs, asked before its handler is called: no handler can forget to ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from telegram import Update

from bot.core.rights import PRIVATE, Matter
from handlers.common.begin import Context, Request, begin
from handlers.common.channel_posts import Handler

Handle = Callable[[Request], Awaitable[None]]
Refusal = Callable[[Request, str], Awaitable[None]]
"""Answers whoever lacks the right, and is handed the key of the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command, or a message that is none: its handler, and the right that it takes in the chat that is meant.

    With `at_home` the chat itself is meant, whatever was chosen. What is `unasked` may not be meant for the bot where
    others write too: whoever may not even come in there is told nothing.
    """

    handle: Handle
    matter: Matter
    refuse: Refusal = Request.refuse
    at_home: bool = False
    unasked: bool = False

    async def read(self, _request: Request) -> "Order":
        """The order itself: it is the same whatever is said."""
        return self


@dataclass(frozen=True, slots=True)
class Worded:
    """A command whose words say which right it takes: `read` finds that out, and does nothing yet."""

    read: Callable[[Request], Awaitable[Order]]
    at_home: bool = False
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A verb of the buttons: its handler, and the right that whoever presses it must have in the chat that is meant.

    `unless` names what a button can carry that needs another right. With `at_home` the chat itself is meant, whatever
    was chosen.
    """

    handle: Handle
    matter: Matter
    unless: Mapping[str, Matter] = field(default_factory=dict)
    refuse: Refusal = Request.refuse
    at_home: bool = False
    unasked: bool = False

    async def read(self, request: Request) -> Order:
        """What the button asks for, with all that it carries."""
        return Order(self.handle, self.unless.get(request.carried, self.matter), self.refuse)


async def in_silence(_request: Request, _why: str) -> None:
    """Say nothing to whoever may not: nothing may have been asked of the bot."""


def permitted(asked: Order | Worded | Press) -> Handler:
    """The handler as the library calls it: it is reached by those alone who may have done what they ask for."""

    async def handle(update: Update, context: Context) -> None:
        unasked = asked.unasked and update.effective_chat is not None and update.effective_chat.type != PRIVATE
        request = await begin(update, context, at_home=asked.at_home, unasked=unasked)
        order = await asked.read(request)
        why = await _objection(request, order.matter)
        if why is None:
            await order.handle(request)
        else:
            await order.refuse(request, why)

    return handle


async def _objection(request: Request, matter: Matter) -> str | None:
    """Why they may not; None where they may. Who writes in a chat reads along there, and Telegram is not asked: it
    lets nobody else write. A button is pressed from anywhere.
    """
    if matter is Matter.READING and request.update.callback_query is None:
        return None
    return await request.objection(matter)
