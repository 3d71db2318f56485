"""/status, and the buttons that show one more question: a card, without following it."""

from bot.core.reference import Exact, read_argument, read_references
from bot.messages.keyboards import STATUS_AS
from handlers.common.begin import Request
from handlers.common.buttons import question_of
from handlers.common.disambiguation import ask_back, chosen_numbers
from handlers.common.lookup import show_another, show_each, show_found


async def status(request: Request) -> None:
    """`/status 12432`: show the card of the question."""
    wanted = read_argument(request.argument, request.services.current)
    if wanted.readings:
        await show_each(request, wanted.readings, "summary-seen", show_found)
    elif not wanted.ambiguities:
        await request.say("empty-status")
    await ask_back(request, STATUS_AS, wanted.ambiguities)


async def press_status_as(request: Request) -> None:
    """The reading that a person chose of ambiguous figures: show the cards of the questions that it names."""
    if numbers := await chosen_numbers(request):
        await show_each(request, read_references(numbers, request.services.current), "summary-seen", show_found)


async def press_card(request: Request) -> None:
    """Show the card of a question that was found by words, below. The follows of the chat stay as they are."""
    question = await question_of(request)
    if question is not None:
        await request.acknowledge()
        await show_each(request, [Exact(question)], "summary-seen", show_found)


async def press_see(request: Request) -> None:
    """Show the card of another question of the same number, below. The follows of the chat stay as they are."""
    question = await question_of(request)
    if question is not None:
        await request.acknowledge()
        await show_another(request, question)
