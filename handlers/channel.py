"""/channel: choose, in private, a channel or a group that the next commands are about."""

from telegram import User

from bot.core.chat import Chat
from bot.messages import delegation
from bot.messages.keyboards import LEAVE
from bot.messages.message import Message, NoPicker
from handlers.common.begin import Request
from handlers.common.buttons import swap
from handlers.common.delegation import Barred, visit


async def channel(request: Request) -> None:
    """Show which chat is commanded from here, with the ways out; or offer to choose one."""
    person = request.update.effective_user
    if not request.private or person is None:
        await request.say("elsewhere-private")
        return
    choice = await request.services.store.delegations.of(request.chat.id)
    target = choice.target if choice else None
    shown = await _which(request, person, target) if target else delegation.pick(request.words)
    if shown.below is None:
        await request.put_keys_away()
    await request.reply(shown)


async def chosen(request: Request) -> None:
    """Take the chat that a person chose from Telegram's list: commands are about it now, if they may command it."""
    shared = request.message.chat_shared if request.message else None
    person = request.update.effective_user
    if shared is None or person is None:
        return
    found = await visit(request.services, request.context.bot, shared.chat_id, person)
    if isinstance(found, Barred):
        # The keys stay where the same choice may work in a moment.
        await request.reply(
            Message(request.words.say(found.why, **found.values), below=NoPicker() if found.lasting else None)
        )
        return
    await request.services.store.delegations.choose(request.chat.id, found.chat.id)
    await request.reply(delegation.chosen(request.words, found.chat.kind, found.title))


async def cancel(request: Request) -> None:
    """Close Telegram's list: the chat that is commanded from here stays the same."""
    await request.reply(delegation.cancelled(request.words))


async def press_delegation(request: Request) -> None:
    """Command the private chat itself again, or choose another one."""
    if not request.private:
        await request.toast("toast-stale")
        return
    await request.acknowledge()
    if request.carried != LEAVE:
        await request.reply(delegation.pick(request.words))
        return
    left = await request.services.store.delegations.leave(request.chat.id)
    if left or request.again:  # and not at the second of two taps
        await swap(request, None)
        await request.reply(delegation.home(request.words))


async def _which(request: Request, person: User, target: Chat) -> Message:
    found = await visit(request.services, request.context.bot, target.id, person)
    if not isinstance(found, Barred):
        return delegation.which(request.words, found.chat.kind, found.title)
    if not found.lasting:
        return Message(request.words.say(found.why, **found.values))
    await request.services.store.delegations.leave(request.chat.id)
    offer = delegation.pick(request.words)
    return Message(request.words.say(found.why, **found.values) + "\n\n" + offer.html, below=offer.below)
