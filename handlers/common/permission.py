"""Permission: the right that a command or a button needs is checked before its handler is called."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from telegram import Update
from telegram.error import ChatMigrated

from bot.core.rights import PRIVATE, Matter
from handlers.common.begin import Context, Request, begin
from handlers.common.channel_posts import Handler

Handle = Callable[[Request], Awaitable[None]]
Refusal = Callable[[Request, str], Awaitable[None]]
"""Answers a person who lacks the right; is given the key of the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command, or a message that is none: its handler, and the right that it needs in the chat that is meant.

    With `at_home` that is the chat itself, whatever was chosen with /channel. An `unasked` message may not be meant for
    the bot where others write too: there it is refused in silence.
    """

    handle: Handle
    matter: Matter
    refuse: Refusal = Request.refuse
    at_home: bool = False
    unasked: bool = False

    async def read(self, _request: Request) -> "Order":
        """The order itself, whatever the argument."""
        return self


@dataclass(frozen=True, slots=True)
class Worded:
    """A command whose argument decides which right it needs: `read` finds that out, and does nothing yet."""

    read: Callable[[Request], Awaitable[Order]]
    at_home: bool = False
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A verb of the buttons: its handler, and the right that a press needs in the chat that is meant.

    `unless` gives the right for data of the button that needs another one. With `at_home` the chat itself is meant,
    whatever was chosen with /channel.
    """

    handle: Handle
    matter: Matter
    unless: Mapping[str, Matter] = field(default_factory=dict)
    refuse: Refusal = Request.refuse
    at_home: bool = False
    unasked: bool = False

    async def read(self, request: Request) -> Order:
        """The order that the button gives with its data."""
        return Order(self.handle, self.unless.get(request.carried, self.matter), self.refuse)


async def in_silence(_request: Request, _why: str) -> None:
    """Say nothing to a person who lacks the right: the message may not have been meant for the bot."""


async def as_unknown(request: Request) -> None:
    """Answer as if there were no such command or button: nobody but the operator learns that there is."""
    if request.update.callback_query is not None:
        await request.toast("toast-stale")
    elif request.private:
        await request.say("unknown-command")


def permitted(asked: Order | Worded | Press) -> Handler:
    """The handler as the library calls it, for people who have the right; the others are refused."""

    async def handle(update: Update, context: Context) -> None:
        unasked = asked.unasked and update.effective_chat is not None and update.effective_chat.type != PRIVATE
        request = await begin(update, context, at_home=asked.at_home, unasked=unasked)
        order = await asked.read(request)
        if order.matter is Matter.OPERATOR and request.chat.id != request.services.operator:
            await as_unknown(request)
            return
        request, why = await _checked(request, order.matter)
        if why is None:
            await order.handle(request)
        else:
            await order.refuse(request, why)

    return handle


async def _checked(request: Request, matter: Matter) -> tuple[Request, str | None]:
    """The request, and the key of the sentence that says why the right is lacking; None where it is there.

    A person who writes in a chat may read there, so Telegram is not asked. A button can be pressed from anywhere.
    Where Telegram says that the group became a supergroup meanwhile, the request goes on there.
    """
    if matter is Matter.READING and request.update.callback_query is None:
        return request, None
    try:
        return request, await request.objection(matter)
    except ChatMigrated as error:
        moved = await request.in_supergroup(error.new_chat_id)
        return moved, await moved.objection(matter)
