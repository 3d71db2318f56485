"""/forget: erase all that is stored of a chat, after a confirming tap."""

from bot.messages.keyboards import YES, forget_buttons
from bot.messages.message import Message
from handlers.common.begin import Request
from handlers.common.buttons import show_instead


async def forget(request: Request) -> None:
    """Ask whether everything is really to be erased."""
    await request.reply(Message(request.words.say(request.meant("forget")), forget_buttons(request.words)))


async def press_forget(request: Request) -> None:
    """Erase the chat and all that belongs to it, or keep it."""
    await request.acknowledge()
    if request.carried != YES:
        await show_instead(request, Message(request.words.say("kept")))
        return
    await request.services.store.chats.forget(request.about.id)
    request.reconsider()
    if request.is_delegated:
        await request.services.store.delegations.leave(request.chat.id)
    key = "forgotten-elsewhere" if request.is_delegated else "forgotten"
    await show_instead(request, Message(request.words.say(key)))
