"""What /follow, /status, a link and a pasted text share: find each question, show it, follow it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from bot.core.alternatives import Alternative
from bot.core.following import Followed, NoRoom
from bot.core.observation import Observation
from bot.core.question import Question, QuestionId
from bot.core.reference import Exact, Misread, Named, OtherLegislature, Reading
from bot.core.resolution import Found, Nowhere, Unsure, Why
from bot.core.source import Source
from bot.messages import replies
from bot.messages.alerts import whole_text
from bot.messages.alternatives import Ambiguous, see_buttons, swap_buttons
from bot.messages.card import card
from bot.messages.listing import offer_all, others_listed, packed, summary
from bot.messages.message import Message
from bot.messages.parts import joined, official_link
from handlers.common.begin import Request
from handlers.common.search_notice import searching

MOST_REFERENCES = 50
"""References of one message that are looked up; the reply names the others."""

MOST_ALIKE = 100
"""Questions that one press follows of those that ask nearly the same."""

MOST_CARDS = 5
"""Questions that are shown with a card each; more of them share a list."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and its card. Where it could not be read yet, `question` is None and the card a sentence.

    `alternatives` are the other questions that a bare number can mean.
    """

    id: QuestionId
    question: Question | None
    card: Message
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that was found and not followed, as the chat follows as many as it may."""

    id: QuestionId


Outcome = Shown | LeftOut | Markup
Sighted = Found | Unsure
Show = Callable[[Request, Named, Sighted], Awaitable[Outcome]]


async def show_each(request: Request, readings: Sequence[Reading], heading: str, show: Show) -> None:
    """Find each reference and answer: a card for each of a few, a line for each of many, and why others have none.

    `heading` is the sentence above many; `show` makes the card of what was found, and does what was asked.
    """
    shown, notes = await _find_each(request, readings, show)
    messages = [each.card for each in shown]
    if len(shown) > MOST_CARDS:
        title = request.words.say(heading, n=len(shown))
        messages = summary(request.words, title, [(each.id, each.question) for each in shown], request.services.clock())
        messages += others_listed(request.words, _ambiguous(shown), follows=show is follow_found)
    for message in [*messages, *packed(notes, Markup("\n\n"))]:
        await request.reply(message)


async def show_together(request: Request, readings: Sequence[Reading]) -> None:
    """Find each reference and answer: the card of a single question; several in one list, to be followed at once."""
    shown, notes = await _find_each(request, readings, show_found)
    entries = list({each.id: (each.id, each.question) for each in shown}.values())
    if len(entries) > 1:
        title = request.words.say("summary-mentioned", n=len(entries))
        messages = offer_all(request.words, title, entries, notes, request.services.clock())
        messages += others_listed(request.words, _ambiguous(shown), follows=False)
    else:
        messages = [*(each.card for each in shown[:1]), *packed(notes, Markup("\n\n"))]
    for message in messages:
        await request.reply(message)


def _ambiguous(shown: Sequence[Shown]) -> list[Ambiguous]:
    """The questions whose number is known to mean others too, each once.

    Questions that an archive not loaded yet may hold are offered on cards alone: a list would have up to three buttons
    for each number.
    """
    known = {each.id: tuple(other for other in each.alternatives if other.question) for each in shown}
    return [Ambiguous(id, others) for id, others in known.items() if others]


async def _find_each(request: Request, readings: Sequence[Reading], show: Show) -> tuple[list[Shown], list[Markup]]:
    """The questions that were found, and a sentence for each group of the others: not found, no room, too many."""
    taken, left = readings[:MOST_REFERENCES], readings[MOST_REFERENCES:]
    async with searching(request, len(taken)):
        outcomes = [await _outcome(request, reading, show) for reading in taken]
    notes = [outcome for outcome in outcomes if isinstance(outcome, Markup)]
    if left_out := [outcome.id for outcome in outcomes if isinstance(outcome, LeftOut)]:
        notes.append(replies.no_room(request.words, left_out, request.services.most_follows))
    notes += replies.left(request.words, left, MOST_REFERENCES, request.command)
    return [outcome for outcome in outcomes if isinstance(outcome, Shown)], notes


async def _outcome(request: Request, reading: Reading, show: Show) -> Outcome:
    if isinstance(reading, Misread):
        return await _misread(request, reading)
    resolution = await request.services.resolver.find(reading)
    if isinstance(resolution, Nowhere):
        return replies.not_found(request.words, resolution)
    return await show(request, reading, resolution)


async def _misread(request: Request, reading: Misread) -> Markup:
    """Why a reference was not looked up. Whether a legislature has begun is known once its archive was asked for."""
    services = request.services
    following = services.store.legislatures.following(services.clock().date())
    is_following = isinstance(reading, OtherLegislature) and reading.legislature == following
    if is_following and following and not await services.store.archives.was_asked_for(following):
        return request.words.say("legislature-unread", legislature=following)
    return replies.misread(request.words, reading, services.current)


async def show_text(request: Request, question: QuestionId) -> None:
    """Send the whole text of the question's answer, in as many messages as it takes."""
    observation = await request.services.store.observations.of(question)
    if observation is not None and observation.lacks_text:
        observation = await request.services.resolver.with_text(question)
    messages = whole_text(request.words, observation.question) if observation and observation.question else []
    for message in messages:
        await request.reply(message)
    if messages:
        return
    if observation is not None and observation.lacks_text:
        await request.say("answer-text-there", page=official_link(request.words, question))
    else:
        await request.say("no-answer-text", name=request.words.name(question))


async def follow_found(request: Request, reference: Named, resolution: Sighted) -> Outcome:
    """Follow a question that was found, or that could not be read yet, and show its card.

    The card shows what the store knew when it took the follow: every later event is told in an alert.
    """
    words, now = request.words, request.services.clock()
    id, bare = resolution.observation.id, isinstance(resolution, Unsure) and resolution.bare
    try:
        followed = await follow_one(request, id, bare, now)
    except NoRoom:
        return LeftOut(id)
    others = resolution.alternatives
    if followed.observation.question is None:
        why = resolution.why if isinstance(resolution, Unsure) else Why.UNREADABLE
        return _kept(request, id, why, others)
    lines = [replies.followed(words, followed.new or request.again, request.personal)]
    if isinstance(resolution, Found) and (which := replies.which_legislature(words, reference, resolution)):
        lines.append(which)
    return await followed_card(request, resolution.observation, followed, lines, others, now)


def _kept(request: Request, id: QuestionId, why: Why, others: tuple[Alternative, ...]) -> Shown:
    """The reply to a follow whose card will come later."""
    said = [replies.kept_waiting(request.words, id, why, request.where), _on_others(request, id, others, True)]
    made = Message(joined(said), swap_buttons(request.words, id, others), question=id)
    return Shown(id, None, made, others)


async def followed_card(
    request: Request,
    seen: Observation,
    followed: Followed,
    lines: Sequence[Markup],
    others: tuple[Alternative, ...],
    now: datetime,
) -> Shown:
    """The card of a question that was just followed, below these `lines`, with buttons for the `others`.

    `seen` is the observation of the lookup, whose checks of the sources are the newest.
    """
    words, id = request.words, followed.observation.id
    lead = replies.lead(
        [*lines, _on_others(request, id, others, True), replies.quiet_notice(words, request.preferences, now)]
    )
    observation = followed.observation.with_checks({source: seen.check(source) for source in Source})
    stale = request.services.sources.stale(now, id.series)
    buttons, alike = swap_buttons(words, id, others), await request.services.store.alike.of(id)
    made = card(words, observation, now, True, lead, buttons, stale, request.bot, alike)
    return Shown(id, observation.question, made, others)


def _on_others(request: Request, taken: QuestionId, others: Sequence[Alternative], follows: bool) -> Markup | None:
    return replies.others(request.words, taken, [each.id for each in others], follows)


async def follow_one(request: Request, id: QuestionId, bare: bool, now: datetime) -> Followed:
    """Follow a question for the chat that is meant. Raises NoRoom where it follows as many as it may."""
    most = request.services.most_follows
    return await request.services.store.follows.follow(
        request.about.id, id, bare, now, request.thread_of_follow, most, keep_topic=not request.knows_topic
    )


async def show_found(request: Request, reference: Named, resolution: Sighted) -> Outcome:
    """Show the card of a question that was found, with the button that follows it."""
    words, observation, others = request.words, resolution.observation, resolution.alternatives
    buttons, on_others = see_buttons(words, others), _on_others(request, observation.id, others, False)
    if isinstance(resolution, Unsure):
        said = joined([replies.not_readable(words, observation.id, resolution.why), on_others])
        return Shown(observation.id, None, Message(said, buttons), others)
    followed = await request.services.store.follows.is_following(request.about.id, observation.id)
    lead = replies.lead([replies.which_legislature(words, reference, resolution), on_others])
    now = request.services.clock()
    stale = request.services.sources.stale(now, observation.id.series)
    alike = await request.services.store.alike.of(observation.id)
    made = card(words, observation, now, followed, lead, buttons, stale, request.bot, alike)
    return Shown(observation.id, observation.question, made, others)


async def show_another(request: Request, question: QuestionId) -> None:
    """Show the card of another question of a bare number, with buttons for the others of that number."""
    others = await request.services.resolver.alternatives(question)

    async def show(request: Request, reference: Named, resolution: Sighted) -> Outcome:
        return await show_found(request, reference, replace(resolution, alternatives=others))

    await show_each(request, [Exact(question)], "summary-seen", show)
