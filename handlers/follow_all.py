"""The buttons that follow several questions at once: all of a list, and all that ask nearly the same."""

from telegram import MessageEntity

from bot.core.following import Followed, NoRoom
from bot.core.question import QuestionId, State
from bot.core.reference import Exact, read_references
from bot.messages import replies
from bot.messages.listing import summary
from bot.messages.message import Message as Text
from handlers.common.begin import Request
from handlers.common.buttons import question_of, swap
from handlers.common.lookup import MOST_ALIKE, MOST_REFERENCES, follow_one


async def press_all(request: Request) -> None:
    """Follow the questions that the message with the button links to, as Telegram has kept it."""
    await _press(request, _listed(request))


async def press_alike_all(request: Request) -> None:
    """Follow the questions of other deputies that ask nearly the same as the one that the button names."""
    if question := await question_of(request):
        askers = await request.services.store.alike.askers(question)
        await _press(request, [each.id for each in askers[:MOST_ALIKE]])


async def _press(request: Request, questions: list[QuestionId]) -> None:
    if not questions:
        await request.toast("toast-stale")
        return
    followed, left_out = await _follow(request, questions)
    await _tell(request, followed)
    await swap(request, None)
    await _tell_of_ends(request, followed)
    if left_out:
        await request.reply(Text(replies.no_room(request.words, left_out, request.services.most_follows)))


async def _follow(request: Request, questions: list[QuestionId]) -> tuple[list[Followed], list[QuestionId]]:
    """Follow as many as the chat may. Returns those, and the others."""
    followed, left_out, now = [], [], request.services.clock()
    for id in questions:
        try:
            followed.append(await follow_one(request, id, bare=False, now=now))
        except NoRoom:
            left_out.append(id)
    return followed, left_out


def _listed(request: Request) -> list[QuestionId]:
    """The questions that the message links to, each once; none of a message that is too old for Telegram to show."""
    message = request.shown
    if message is None:
        return []
    found: dict[QuestionId, None] = {}
    for entity in message.entities:
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            match read_references(entity.url, request.services.current):
                case [Exact(question)]:
                    found[question] = None
    return list(found)[:MOST_REFERENCES]


async def _tell(request: Request, followed: list[Followed]) -> None:
    new = sum(each.new for each in followed)
    already = len(followed) - new
    if not followed:
        await request.refuse("toast-no-room", most=request.services.most_follows)
    elif not new and not request.again:
        await request.toast(request.meant("toast-all-already"), n=already)
    elif already and not request.again:
        await request.toast(request.meant("toast-all-some"), n=new, already=already)
    else:
        await request.toast(request.meant("toast-all"), n=len(followed))


async def _tell_of_ends(request: Request, followed: list[Followed]) -> None:
    """Show the questions that have ended: the list may be older than an end, which no alert would tell any more."""
    ended = [
        (each.observation.id, each.observation.question)
        for each in followed
        if (each.new or request.again)
        and each.observation.question
        and each.observation.question.state is not State.WAITING
    ]
    if ended:
        heading = request.words.say("all-ended", n=len(ended))
        for message in summary(request.words, heading, ended, request.services.clock()):
            await request.reply(message)
