"""The button that shows a letter to a question's author, for a person to copy and send: it chases the question up."""

from handlers.common.begin import Request
from handlers.common.buttons import question_of
from handlers.common.letter import show_letter


async def press_chase(request: Request) -> None:
    """Show the letter, below the message with the button."""
    if question := await question_of(request):
        await request.acknowledge()
        await show_letter(request, question)
