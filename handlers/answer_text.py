"""The button for the whole text of an answer: as many messages as it takes."""

from telegram.constants import ChatType

from bot.core.addresses import text_link
from handlers.common.begin import Request
from handlers.common.buttons import question_of
from handlers.common.lookup import show_text


async def press_text(request: Request) -> None:
    """Send the whole text of the answer."""
    question = await question_of(request)
    if question is not None:
        await request.acknowledge()
        await show_text(request, question)


async def lead_to_text(request: Request, why: str) -> None:
    """Open the text in a private chat for a reader of a channel, which is not theirs to fill; say why not elsewhere."""
    if request.chat.kind != ChatType.CHANNEL:
        await request.refuse(why)
    elif question := await question_of(request):
        await request.open_elsewhere(text_link(request.bot, question))
