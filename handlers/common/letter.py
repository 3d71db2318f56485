"""What a button and a link share: the letter to a question's author that chases the question up."""

from bot.core.chase import chase
from bot.core.deadline import today
from bot.core.question import QuestionId
from bot.messages.chase import chase_letter, in_vain
from handlers.common.begin import Request


async def show_letter(request: Request, question: QuestionId) -> None:
    """Show the letter as the question is now, or say why there is none."""
    store, current = request.services.store, request.services.current
    observation = await store.observations.of(question)
    known = observation.question if observation else None
    found = chase(known, today(request.services.clock()), current) if known else None
    if found is None:
        await request.reply(in_vain(request.words, question, known, current))
        return
    reference = found.question.author_ref
    deputy = await store.deputies.of(reference) if reference else None
    await request.reply(chase_letter(request.words, found, deputy))
