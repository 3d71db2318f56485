"""The stand-in Telegram takes photos, and changes them, as Telegram does."""

import struct
from typing import Any

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import SUPERGROUP


def png(width: int = 1080, height: int = 800, more: int = 0) -> bytes:
    """The beginning of a PNG, which is all that the stand-in reads of one."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(more)


async def test_a_photo_is_uploaded_once_and_sent_again_by_its_identifier(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    sent = await bot.send_photo(camille.id, png(), caption="<b>En image</b>", parse_mode="HTML")
    assert [(each.width, each.height) for each in sent.photo][-1] == (1080, 800)
    assert sent.caption == "En image"
    again = await bot.send_photo(camille.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    assert [each.photo.content for each in telegram.messages(camille.id) if each.photo] == [png()] * 2


REFUSED = {
    "": "file must be non-empty",
    "pas une image": "IMAGE_PROCESS_FAILED",
    "trop large": "PHOTO_INVALID_DIMENSIONS",
    "trop étroite": "PHOTO_INVALID_DIMENSIONS",
    "trop lourde": "is too big for a photo",
}
PHOTOS = {
    "": b"",
    "pas une image": b"GIF89a" + bytes(30),
    "trop large": png(9000, 1001),
    "trop étroite": png(21, 1),
    "trop lourde": png(more=10 << 20),
}


@pytest.mark.parametrize("which", REFUSED)
async def test_a_photo_is_refused_where_telegram_refuses_it(bot: Bot, camille: Person, which: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){REFUSED[which]}"):
        await bot.send_photo(camille.id, PHOTOS[which])


async def test_an_identifier_is_refused_where_it_is_unknown_or_that_of_a_file(bot: Bot, camille: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_photo(camille.id, "AgACAgQAAxkBAAI")
    file = (await bot.send_document(camille.id, b"{}", filename="a.json")).document
    assert file is not None
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(camille.id, file.file_id)


async def test_a_group_can_take_no_photos_and_goes_on_taking_words(telegram: StandInTelegram, bot: Bot) -> None:
    group = telegram.group(SUPERGROUP, "Veille")
    group.can_send_photos = False
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to send photos"):
        await bot.send_photo(SUPERGROUP, png())
    await bot.send_message(SUPERGROUP, "Des mots")


async def test_a_photo_is_changed_with_its_caption_and_a_text_has_no_caption(bot: Bot, camille: Person) -> None:
    sent = await bot.send_photo(camille.id, png(), caption="Avant")
    place: dict[str, Any] = {"chat_id": camille.id, "message_id": sent.message_id}
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("Autre chose", **place)
    changed = await bot.edit_message_media(InputMediaPhoto(png(1080, 900), caption="Après"), **place)
    assert not isinstance(changed, bool) and (changed.caption, changed.photo[-1].height) == ("Après", 900)
    captioned = await bot.edit_message_caption(caption="Encore", **place)
    assert not isinstance(captioned, bool) and (captioned.caption, captioned.photo[-1].height) == ("Encore", 900)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_caption(caption="Encore", **place)
    text = await bot.send_message(camille.id, "Des mots")
    with pytest.raises(BadRequest, match=r"(?i)there is no caption in the message to edit"):
        await bot.edit_message_caption(caption="Encore", chat_id=camille.id, message_id=text.message_id)
