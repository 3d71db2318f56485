"""The buttons for the other questions of a bare number: follow one of them in the place of the one that was chosen."""

from bot.core.alternatives import Alternative
from bot.core.following import Exchanged, NoRoom
from bot.core.question import QuestionId
from bot.core.reference import Exact
from bot.core.resolution import Found, Unsure, Why
from bot.messages import replies
from bot.messages.alternatives import swap_button
from bot.messages.keyboards import OTHER
from handlers.common.begin import Request
from handlers.common.buttons import show_instead, swap
from handlers.common.lookup import Shown, followed_card


async def press_swap(request: Request) -> None:
    """The button below a card: show the other question's card in its place, with a button that swaps back."""
    if shown := await _swap(request):
        await show_instead(request, shown.card)


async def press_other(request: Request) -> None:
    """The button below a list, which stays: show the card below, and turn the button into one that swaps back."""
    if shown := await _swap(request):
        old = _pair(request)
        taken = None if old is None else await request.services.store.observations.of(old[1])
        if taken is not None:
            back = swap_button(request.words, shown.id, Alternative(taken.id, taken.question), OTHER)
            await swap(request, back)
        await request.reply(shown.card)


async def _swap(request: Request) -> Shown | None:
    """Follow the question that the button names in the place of the other; None, having said why, where that fails.

    A question that is not known yet is looked for first: a follow is never given up for one that may not exist.
    """
    pair = _pair(request)
    if pair is None:
        await request.toast("toast-stale")
        return None
    new, old = pair
    found = await request.services.resolver.find(Exact(new))
    if not isinstance(found, Found):
        await _say_why_not(request, new, found.why if isinstance(found, Unsure) else None)
        return None
    most, now = request.services.most_follows, request.services.clock()
    try:
        done = await request.services.store.follows.exchange(
            request.about.id, old, new, now, request.thread_of_follow, most, keep_topic=not request.knows_topic
        )
    except NoRoom:
        await request.refuse("toast-no-room", most=most)
        return None
    request.reconsider()
    await request.toast(_notice(request, done))
    is_swap = done.was_followed or not done.followed.new
    lines = [replies.swapped(request.words, old, is_swap, request.personal)]
    others = await request.services.resolver.alternatives(new)
    return await followed_card(request, found.observation, done.followed, lines, others, now)


def _notice(request: Request, done: Exchanged) -> str:
    if done.was_followed or (request.again and not done.followed.new):
        return "toast-swapped"
    return request.meant("toast-followed") if done.followed.new else "toast-already"


async def _say_why_not(request: Request, new: QuestionId, why: Why | None) -> None:
    if why is None:
        await request.refuse("toast-no-other", legislature=new.session)
        await swap(request, None)
    else:
        await request.refuse("toast-other-reading" if why is Why.READING else "toast-other-unread")


def _pair(request: Request) -> tuple[QuestionId, QuestionId] | None:
    """The question to follow, and the one that it replaces; None where the button is not understood."""
    new, _, old = request.carried.partition(":")
    try:
        pair = QuestionId.parse(new), QuestionId.parse(old)
    except ValueError:
        return None
    return pair if pair[0].number == pair[1].number and pair[0] != pair[1] else None
