"""What /follow, /status and a pasted address have in common: read the references, find each, show what was found."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.core.finding import Found, NotFound, Unresolved, Unsure
from bot.core.question import Question, QuestionId
from bot.core.reference import Misread, Named, Reading
from bot.messages import replies
from bot.messages.listing import packed, summary
from bot.messages.message import Message
from handlers.context import Request

MOST_REFERENCES = 50
MOST_CARDS = 5
MOST_IN_SILENCE = 5
"""More references take long enough, at a polite rate, to say first that they are being looked for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with its card; `question` is None, and the card a mere sentence, where it could not be read yet."""

    id: QuestionId
    question: Question | None
    card: Message


Outcome = Shown | Markup
Sighted = Found | Unsure
Show = Callable[[Request, Named, Sighted], Awaitable[Outcome]]


async def show_each(request: Request, readings: Sequence[Reading], heading: str, show: Show) -> None:
    """Find each reference and answer: a card for each of a few, a line for each of many, and why others have none.

    `heading` is the sentence above many; `show` makes the card of what was found, and does what was asked.
    """
    if len(readings) > MOST_REFERENCES:
        await request.say("too-many", n=len(readings), most=MOST_REFERENCES)
        return
    if len(readings) > MOST_IN_SILENCE:
        await request.say("searching", n=len(readings))
    outcomes = [await _outcome(request, reading, show) for reading in readings]
    shown = [outcome for outcome in outcomes if isinstance(outcome, Shown)]
    notes = [outcome for outcome in outcomes if not isinstance(outcome, Shown)]
    messages = [each.card for each in shown]
    if len(shown) > MOST_CARDS:
        title = request.words.say(heading, n=len(shown))
        messages = summary(request.words, title, [(each.id, each.question) for each in shown], request.desk.clock())
    for message in [*messages, *packed(notes, Markup("\n\n"))]:
        await request.reply(message)


async def _outcome(request: Request, reading: Reading, show: Show) -> Outcome:
    if isinstance(reading, Misread):
        return replies.misread(request.words, reading, request.desk.current)
    finding = await request.desk.finder.find(reading)
    if isinstance(finding, NotFound | Unresolved):
        return replies.not_found(request.words, finding)
    return await show(request, reading, finding)
