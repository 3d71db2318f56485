"""/unfollow, and the button that stops following."""

from markupsafe import Markup

from bot.core.question import QuestionId
from bot.core.reference import Bare, BareOf, Exact, InternalPage, Reading, read_argument, read_references
from bot.messages import replies
from bot.messages.keyboards import UNFOLLOW_AS, choice_buttons, follow_button
from bot.messages.listing import packed
from bot.messages.message import Message
from handlers.common.begin import Request
from handlers.common.buttons import question_of, swap
from handlers.common.disambiguation import ask_back, chosen_numbers
from handlers.common.lookup import MOST_CARDS, MOST_REFERENCES


async def unfollow(request: Request) -> None:
    """`/unfollow 12432`: stop following. A bare number means the question of that number that is followed here."""
    wanted = read_argument(request.argument, request.services.current)
    if wanted.readings or not wanted.ambiguities:
        await _unfollow_all(request, wanted.readings)
    await ask_back(request, UNFOLLOW_AS, wanted.ambiguities)


async def press_unfollow_as(request: Request) -> None:
    """The reading that a person chose of ambiguous figures: stop following the questions that it names."""
    if numbers := await chosen_numbers(request):
        await _unfollow_all(request, read_references(numbers, request.services.current))


async def _unfollow_all(request: Request, readings: list[Reading]) -> None:
    if not readings:
        await request.say("empty-unfollow")
        return
    taken, left = readings[:MOST_REFERENCES], readings[MOST_REFERENCES:]
    messages = [await _unfollow(request, reading) for reading in taken]
    notes = replies.left(request.words, left, MOST_REFERENCES, request.command)
    for message in _few([*messages, *map(Message, notes)]):
        await request.reply(message)


async def press_unfollow(request: Request) -> None:
    """The button under a card or an alert: stop following its question."""
    if question := await question_of(request):
        stopped = await request.services.store.follows.unfollow(request.about.id, question, request.services.clock())
        request.reconsider()
        await request.toast(request.meant("toast-unfollowed") if stopped else "toast-not-followed")
        await swap(request, follow_button(request.words, question))


def _few(messages: list[Message]) -> list[Message]:
    """The same texts in fewer messages where there are many; a choice between questions keeps its buttons."""
    if len(messages) <= MOST_CARDS:
        return messages
    choices = [message for message in messages if len(message.buttons) > 1]
    others = [message.html for message in messages if len(message.buttons) <= 1]
    return [*packed(others, Markup("\n\n")), *choices]


async def _unfollow(request: Request, reading: Reading) -> Message:
    words = request.words
    match reading:
        case InternalPage():
            return Message(words.say("page-internal"))
        case Exact(question):
            return await _stop(request, question)
        case Bare(number):
            return await _stop_one(request, await _of_number(request, number), str(number))
        case BareOf(chamber, number, kind):
            followed = [each for each in await _of_number(request, number) if reading.may_be(each)]
            return await _stop_one(request, followed, chamber.numbered(number, kind))
        case _:
            return Message(replies.misread(words, reading, request.services.current))


async def _of_number(request: Request, number: int) -> list[QuestionId]:
    return await request.services.store.follows.of_number(request.about.id, number)


async def _stop_one(request: Request, followed: list[QuestionId], number: str) -> Message:
    """Stop following the one question of a number; where there are several, ask which."""
    words = request.words
    if len(followed) > 1:
        return Message(words.say("several-followed", number=number), choice_buttons(words, followed))
    if followed:
        return await _stop(request, followed[0])
    return Message(words.say("not-followed-number", number=number))


async def _stop(request: Request, question: QuestionId) -> Message:
    words = request.words
    if not await request.services.store.follows.unfollow(request.about.id, question, request.services.clock()):
        return Message(words.say("not-followed", name=words.name(question)))
    request.reconsider()
    again = ((follow_button(words, question),),)
    return Message(words.say(request.meant("unfollowed"), name=words.name(question)), again)
