"""The button that shows the whole text of an answer, in as many messages as it takes."""

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
    """Refuse to post the text: open it in private for a reader of a channel, say why not to anybody else."""
    if request.chat.kind != ChatType.CHANNEL:
        await request.refuse(why)
    elif question := await question_of(request):
        await request.open_elsewhere(text_link(request.bot, question))
