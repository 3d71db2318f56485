"""What is sent in private and is no command: a number, an address, or a text that mentions questions."""

from telegram import Message, MessageEntity, Update

from bot.core.mentions import find_references, with_links
from bot.core.reference import Nonsense, Reading, read_addresses, read_references
from bot.messages.replies import with_search
from handlers.asking import show_together
from handlers.context import Context, begin


async def pasted(update: Update, context: Context) -> None:
    """The card of the question that it names, a list of several to be followed at once, or a hint."""
    request = await begin(update, context)
    readings = _read(request.message, request.desk.current) if request.message else []
    if readings:
        await show_together(request, readings)
    else:
        wanted = " ".join((request.message.text or "").split()) if request.message else ""
        said = request.words.say("hint")
        await request.reply(with_search(request.words, said, "hint-search", request.inline_bot, wanted))


def _read(message: Message, current: int) -> list[Reading]:
    """A message that is nothing but references is read as a command would; in any other they must be told as such."""
    text = with_links(message.text or message.caption or "", _links(message), current)
    readings = read_addresses(text, current) or read_references(text, current)
    if any(isinstance(each, Nonsense) for each in readings):
        mentioned = find_references(text, current)
        return mentioned or read_addresses(text, current)
    return readings


def _links(message: Message) -> list[tuple[int, int, str]]:
    """The links that stand hidden under words."""
    entities = (*message.entities, *message.caption_entities)
    return [
        (each.offset, each.length, each.url) for each in entities if each.type == MessageEntity.TEXT_LINK and each.url
    ]
