"""/status, and an address that is pasted in private: a question's card, without following it."""

from telegram import Update

from bot.core.finding import Found
from bot.core.reference import Named, Nonsense, read_addresses, read_references
from bot.messages import replies
from bot.messages.card import card
from bot.messages.message import Message
from handlers.asking import Outcome, Shown, Sighted, show_each
from handlers.context import Context, Request, begin


async def status(update: Update, context: Context) -> None:
    """`/status 12432`: where the question stands."""
    request = await begin(update, context)
    readings = read_references(request.argument, request.desk.current)
    if not readings:
        await request.say("empty-status")
        return
    await show_each(request, readings, "summary-seen", _show)


async def pasted(update: Update, context: Context) -> None:
    """A message in private that is no command: the card of each question that it names, or a hint."""
    request = await begin(update, context)
    text = (request.message.text if request.message else None) or ""
    readings = read_addresses(text, request.desk.current)
    if not readings:
        readings = read_references(text, request.desk.current)
        if not readings or any(isinstance(reading, Nonsense) for reading in readings):
            await request.say("hint")
            return
    await show_each(request, readings, "summary-seen", _show)


async def _show(request: Request, reference: Named, finding: Sighted) -> Outcome:
    words, sight = request.words, finding.sight
    if sight.question is None or not isinstance(finding, Found):
        return Shown(sight.id, None, Message(replies.kept_waiting(words, sight.id, follows=False)))
    followed = await request.desk.store.follows.is_following(request.chat.id, sight.id)
    lead = replies.lead([replies.which_legislature(words, reference, finding)])
    now = request.desk.clock()
    stale = request.desk.sources.stale(now, sight.id.legislature)
    made = card(words, sight, now, followed, lead, finding.earlier, stale)
    return Shown(sight.id, sight.question, made)
