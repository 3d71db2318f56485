"""/follow, and the buttons that follow."""

from bot.core.following import Followed, NoRoom
from bot.core.question import State
from bot.core.reference import Exact, read_argument, read_references
from bot.core.resolution import Nowhere
from bot.messages.card import card
from bot.messages.keyboards import FOLLOW_AS, unfollow_button
from handlers.common.begin import Request
from handlers.common.buttons import note_shown, question_of, swap
from handlers.common.disambiguation import ask_back, chosen_numbers
from handlers.common.lookup import follow_found, follow_one, show_each


async def follow(request: Request) -> None:
    """`/follow 12432`: find the question, follow it, and answer with its card."""
    wanted = read_argument(request.argument, request.services.current)
    if wanted.readings:
        await show_each(request, wanted.readings, "summary-followed", follow_found)
    elif not wanted.ambiguities:
        await request.say("empty-follow")
    await ask_back(request, FOLLOW_AS, wanted.ambiguities)


async def press_follow_as(request: Request) -> None:
    """The reading that a person chose of ambiguous figures: follow the questions that it names."""
    if numbers := await chosen_numbers(request):
        readings = read_references(numbers, request.services.current)
        await show_each(request, readings, "summary-followed", follow_found)


async def press_follow(request: Request) -> None:
    """The button under a card: follow the question of that card."""
    if question := await question_of(request):
        resolution = await request.services.resolver.find(Exact(question))
        if isinstance(resolution, Nowhere):
            await request.toast("toast-missing")
            return
        now = request.services.clock()
        try:
            followed = await follow_one(request, question, bare=False, now=now)
        except NoRoom:
            await request.refuse("toast-no-room", most=request.services.most_follows)
            return
        await request.toast(_notice(request, followed))
        await swap(request, unfollow_button(request.words, question))
        if followed.new:
            await note_shown(request, question)
        if _has_ended(followed, request.again):
            # The message with the button may be older than the end of the question, which no alert would tell any more.
            await request.reply(card(request.words, followed.observation, now, followed=True, bot=request.bot))


async def press_also(request: Request) -> None:
    """The button for a question of the same number in an earlier legislature: follow it, and show its card."""
    if question := await question_of(request):
        await request.acknowledge()
        await show_each(request, [Exact(question)], "summary-followed", follow_found)
        await swap(request, None)


def _notice(request: Request, followed: Followed) -> str:
    if followed.observation.question is None:
        return "toast-unreachable"
    if not followed.new:
        return "toast-already"
    return request.meant("toast-followed")


def _has_ended(followed: Followed, again: bool) -> bool:
    question = followed.observation.question
    return (followed.new or again) and question is not None and question.state is not State.WAITING
