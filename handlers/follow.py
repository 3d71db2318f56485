"""/follow, and the buttons that follow."""

from telegram import Update

from bot.core.finding import Found, NotFound, Unresolved, Unsure
from bot.core.question import QuestionId, Source, State
from bot.core.reference import Exact, Named, read_references
from bot.messages import replies
from bot.messages.card import card
from bot.messages.keyboards import unfollow_button
from bot.messages.message import Message
from handlers.asking import Outcome, Shown, Sighted, show_each
from handlers.buttons import question_of, swap
from handlers.context import Context, Request, begin
from storage.follows import Followed


async def follow(update: Update, context: Context) -> None:
    """`/follow 12432`: look at the question, follow it, answer with its card."""
    request = await begin(update, context)
    if not await request.may_change():
        return
    readings = read_references(request.argument, request.desk.current)
    if not readings:
        await request.say("empty-follow")
        return
    await show_each(request, readings, "summary-followed", _follow)


async def press_follow(update: Update, context: Context) -> None:
    """The button under a card: follow the question of that card."""
    request = await begin(update, context)
    if question := await _permitted(request):
        finding = await request.desk.finder.find(Exact(question))
        if isinstance(finding, NotFound | Unresolved):
            await request.toast("toast-missing")
            return
        store, now = request.desk.store, request.desk.clock()
        followed = await store.follows.follow(request.chat.id, question, False, now, request.thread)
        await request.toast(_notice(followed))
        await swap(request, unfollow_button(request.words, question))
        if _has_ended(followed):
            # The message with the button may be older than the end: what it does not show would never be told.
            await request.reply(card(request.words, followed.sight, now, followed=True))


async def press_also(update: Update, context: Context) -> None:
    """The offer of an earlier legislature's question with the same number: follow it, and show its card."""
    request = await begin(update, context)
    if question := await _permitted(request):
        await request.acknowledge()
        await show_each(request, [Exact(question)], "summary-followed", _follow)
        await swap(request, None)


async def _permitted(request: Request) -> QuestionId | None:
    return await question_of(request) if await request.may_change() else None


def _notice(followed: Followed) -> str:
    if followed.sight.question is None:
        return "toast-unreachable"
    return "toast-followed" if followed.new else "toast-already"


def _has_ended(followed: Followed) -> bool:
    question = followed.sight.question
    return followed.new and question is not None and question.state is not State.WAITING


async def _follow(request: Request, reference: Named, finding: Sighted) -> Outcome:
    """Follow what was found, or what could not be read yet, and show what is known of it then.

    The card is made of what the store knew when it took the follow: all that comes after is told as an alert.
    """
    words, now = request.words, request.desk.clock()
    id, bare = finding.sight.id, isinstance(finding, Unsure) and finding.bare
    followed = await request.desk.store.follows.follow(request.chat.id, id, bare, now, request.thread)
    if followed.sight.question is None:
        return Shown(id, None, Message(replies.kept_waiting(words, id, follows=True)))
    lines = [replies.followed(words, followed.new or request.again, request.private)]
    earlier = None
    if isinstance(finding, Found):
        earlier = finding.earlier
        if which := replies.which_legislature(words, reference, finding):
            lines.append(which)
    sight = followed.sight.with_looks({source: finding.sight.look(source) for source in Source})
    stale = request.desk.sources.stale(now, id.legislature)
    made = card(words, sight, now, followed=True, lead=replies.lead(lines), earlier=earlier, stale=stale)
    return Shown(id, followed.sight.question, made)
