"""Photos on the stand-in Telegram: sent by the bot as a PNG, or again by the identifier of an earlier one."""

import struct

from bot.standins.telegram.chats import Chat, GroupChat
from bot.standins.telegram.files import Files, Photo
from bot.standins.telegram.wire import Json, Refusal, Upload

MAX_PHOTO = 10 << 20
MAX_SIDES = 10_000
MAX_RATIO = 20

_PNG = b"\x89PNG\r\n\x1a\n"


def photo_of(files: Files, parameters: Json, given: object, chat: Chat) -> tuple[str, Photo]:
    """The photo that a request sends, with its identifier. Raises Refusal where Telegram would.

    `given` is the photo itself, the name of the part of the form that holds it, or the identifier of an earlier one.
    """
    if isinstance(chat, GroupChat) and not chat.can_send_photos:
        raise Refusal(400, "Bad Request: not enough rights to send photos to the chat")
    if isinstance(given, str) and given.startswith("attach://"):
        given = parameters.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        photo = _read(given.content)
        return files.add_photo(photo), photo
    if not given:
        raise Refusal(400, "Bad Request: there is no photo in the request")
    known = files.photos.get(str(given))
    if known is not None:
        return str(given), known
    if str(given) in files.documents:
        raise Refusal(400, "Bad Request: can't use file of type Document as Photo")
    raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")


def _read(content: bytes) -> Photo:
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > MAX_PHOTO:
        words = f"file of size {len(content)} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes"
        raise Refusal(400, f"Bad Request: {words}")
    if not content.startswith(_PNG) or len(content) < 24:
        raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return Photo(content, width, height)
