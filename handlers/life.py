"""The button that shows a question's life."""

from bot.core.deadline import today
from bot.core.life import life_of
from bot.messages.life import life_page
from handlers.common.begin import Request
from handlers.common.buttons import question_of


async def press_life(request: Request) -> None:
    """Show what happened to a question, below the message with the button."""
    id = await question_of(request)
    if id is None:
        return
    store, day = request.services.store, today(request.services.clock())
    observation = await store.observations.of(id)
    if observation is None or observation.question is None:
        await request.toast("toast-stale")
        return
    question = observation.question
    usual = await store.figures.usual_delay(question.ministry, id) if question.ministry else None
    await request.acknowledge()
    await request.reply(life_page(request.words, question, life_of(question, usual, day), day))
