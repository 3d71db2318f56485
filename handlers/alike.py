"""The buttons that show who else asks nearly the same as a question."""

from bot.core.question import QuestionId
from bot.messages.askers import askers_page
from bot.messages.message import Message
from handlers.common.begin import Request
from handlers.common.buttons import question_of, show_instead
from handlers.common.lookup import MOST_ALIKE


async def press_alike(request: Request) -> None:
    """Show the first page, below the message with the button."""
    if question := await question_of(request):
        await request.acknowledge()
        await request.reply(await _page(request, question, 1))


async def press_alike_page(request: Request) -> None:
    """Show another page in the place of the one with the pressed button."""
    carried, _, number = request.carried.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        await request.toast("toast-stale")
        return
    try:
        question = QuestionId.parse(carried)
    except ValueError:
        await request.toast("toast-stale")
        return
    await request.acknowledge()
    await show_instead(request, await _page(request, question, int(number)))


async def _page(request: Request, question: QuestionId, page: int) -> Message:
    askers = await request.services.store.alike.askers(question)
    return askers_page(request.words, question, askers, page, MOST_ALIKE)
