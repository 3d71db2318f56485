"""The stand-in Telegram takes files and hands them out as Telegram does."""

import aiohttp
import pytest
from telegram import (
    Bot,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    NetworkError,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.files import Document
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import CHANNEL, SUPERGROUP


async def test_a_file_that_the_bot_sent_is_one_that_it_can_fetch_under_its_own_kind(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    content = b"numero;sujet\n" * 400_000
    keys = ReplyKeyboardMarkup([["Merci"]])
    sent = await bot.send_document(camille.id, content, filename="suivi.csv", reply_markup=keys)
    assert sent.document is not None and sent.document.mime_type == "text/csv"
    [seen] = telegram.messages(camille.id)
    assert seen.document is not None and seen.document.content == content
    assert [[key.text for key in row] for row in seen.reply_keyboard] == [["Merci"]]
    file = await bot.get_file(sent.document.file_id)
    assert file.file_path is not None and file.file_path.endswith(".csv")
    assert bytes(await file.download_as_bytearray()) == content
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Autre chose", camille.id, sent.message_id)
    plain = await bot.send_document(camille.id, b"a", filename="suivi.csv")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("Autre chose", camille.id, plain.message_id)


async def test_a_file_is_refused_where_it_is_empty_too_large_or_too_long_in_words(bot: Bot, camille: Person) -> None:
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(camille.id, b"", filename="rien.json")
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(camille.id, bytes((50 << 20) + 1), filename="tout.json")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(camille.id, b"{}", filename="a.json", caption=f"<b>{'é' * 1025}</b>", parse_mode="HTML")
    await bot.send_document(camille.id, b"{}", filename="a.json", caption=f"<b>{'é' * 1024}</b>", parse_mode="HTML")


async def test_a_file_goes_wrong_on_the_way_as_it_is_ordered(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    document = Document("suivi.json", b'{"a": 1}' * 1000)
    telegram.send_document(camille, document)
    [update] = await bot.get_updates()
    assert update.message is not None and update.message.document is not None
    file_id = update.message.document.file_id
    telegram.fail_next("getFile", status=400, description="Bad Request: file is temporarily unavailable")
    with pytest.raises(BadRequest, match="temporarily unavailable"):
        await bot.get_file(file_id)
    file = await bot.get_file(file_id)
    document.spoilt = "drop"
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    document.spoilt = "longer"
    assert len(await file.download_as_bytearray()) > document.size
    document.spoilt = None
    assert bytes(await file.download_as_bytearray()) == document.content


async def test_no_file_is_served_that_the_bot_did_not_ask_for(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    sent = await bot.send_document(camille.id, b"{}", filename="a.json")
    assert sent.document is not None
    root, path = f"{telegram.url}/file/bot", f"documents/{sent.document.file_id}.json"
    async with aiohttp.ClientSession() as session:
        assert (await session.get(f"{root}{telegram.token}/{path}")).status == 404
        assert (await bot.get_file(sent.document.file_id)).file_size == 2
        assert (await session.get(f"{root}{telegram.token}/{path}")).status == 200
        assert (await session.get(f"{root}1:stranger/{path}")).status == 404


async def test_people_send_files_with_words_into_groups_and_channels(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille])
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille])
    for place in (group, channel):
        telegram.send_document(camille, Document("suivi.csv", b"a", "text/csv"), place, "/list")
    in_group, post = await bot.get_updates()
    assert in_group.message is not None and post.channel_post is not None
    for message in (in_group.message, post.channel_post):
        assert message.document is not None and (message.document.mime_type, message.caption) == ("text/csv", "/list")
        assert [entity.type for entity in message.caption_entities] == ["bot_command"]
