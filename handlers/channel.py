"""/channel: choose a channel or a group in private chat, so that what is said there is about that one."""

from telegram import User

from bot.core.chat import Chat
from bot.messages import delegation
from bot.messages.keyboards import LEAVE
from bot.messages.message import Message, NoPicker
from handlers.common.begin import Request
from handlers.common.buttons import swap
from handlers.common.delegation import Barred, visit


async def channel(request: Request) -> None:
    """Which chat is commanded from here, with the ways out; or the offer to choose one."""
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
    """Telegram brings what a person chose: commands are about that chat now, if they may command it."""
    shared = request.message.chat_shared if request.message else None
    person = request.update.effective_user
    if shared is None or person is None:
        return
    found = await visit(request.services, request.context.bot, shared.chat_id, person)
    if isinstance(found, Barred):
        # The keys of what may work in a moment stay.
        await request.reply(
            Message(request.words.say(found.why, **found.values), below=NoPicker() if found.lasting else None)
        )
        return
    await request.services.store.delegations.choose(request.chat.id, found.chat.id)
    await request.reply(delegation.chosen(request.words, found.chat.kind, found.title))


async def cancel(request: Request) -> None:
    """No chat is chosen: whoever is commanded from here stays so."""
    await request.reply(delegation.cancelled(request.words))


async def press_delegation(request: Request) -> None:
    """Speak for oneself again, or choose another chat."""
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
