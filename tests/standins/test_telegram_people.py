"""The people of the stand-in Telegram: their rights, chats they pick, files they send, their inline queries."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    Bot,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, TelegramError

from bot.standins.telegram.chats import Channel, GroupChat, Person
from bot.standins.telegram.files import Document
from bot.standins.telegram.server import StandInTelegram
from bot.transport.http import AiohttpRequest

RIGHTS: dict[str, Any] = dict.fromkeys(ChatAdministratorRights.all_rights().to_dict(), False)
POSTING = ChatAdministratorRights(**{**RIGHTS, "can_post_messages": True})


@pytest.fixture
async def bot(telegram: StandInTelegram) -> AsyncIterator[Bot]:
    roots: dict[str, Any] = {"base_url": f"{telegram.url}/bot", "base_file_url": f"{telegram.url}/file/bot"}
    async with Bot(telegram.token, request=AiohttpRequest(), get_updates_request=AiohttpRequest(), **roots) as running:
        yield running


@pytest.fixture
def dominique(telegram: StandInTelegram) -> Person:
    return telegram.person(1002, first_name="Dominique")


@pytest.fixture
def group(telegram: StandInTelegram, camille: Person, dominique: Person) -> GroupChat:
    return telegram.group(-100600, "Digues", admins=[camille], members=[dominique])


@pytest.fixture
def channel(telegram: StandInTelegram, camille: Person) -> Channel:
    return telegram.channel(-100700, "Digues en direct", admins=[camille])


async def updates(bot: Bot) -> list[Update]:
    found = list(await bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES))
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1, timeout=0)
    return found


def picker(is_channel: bool = True) -> ReplyKeyboardMarkup:
    request = KeyboardButtonRequestChat(
        7, is_channel, user_administrator_rights=POSTING, bot_administrator_rights=POSTING, request_title=True
    )
    return ReplyKeyboardMarkup([[KeyboardButton("Un canal", request_chat=request)]])


async def test_the_rights_given_last_hold(
    telegram: StandInTelegram, bot: Bot, camille: Person, dominique: Person, channel: Channel
) -> None:
    assert isinstance(await bot.get_chat_member(channel.id, camille.id), ChatMemberOwner)
    telegram.promote(channel, dominique, can_post_messages=False)
    member = await bot.get_chat_member(channel.id, dominique.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_post_messages is False
    telegram.promote(channel, dominique, can_post_messages=True, is_anonymous=True)
    member = await bot.get_chat_member(channel.id, dominique.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_post_messages, member.is_anonymous) == (True, True)
    telegram.demote(channel, dominique)
    assert (await bot.get_chat_member(channel.id, dominique.id)).status == "member"
    telegram.stand(channel, dominique, "restricted", is_member=False)
    member = await bot.get_chat_member(channel.id, dominique.id)
    assert isinstance(member, ChatMemberRestricted)
    assert not member.is_member


def test_a_right_that_telegram_does_not_have_is_a_mistake_of_the_test(
    telegram: StandInTelegram, camille: Person, group: GroupChat
) -> None:
    with pytest.raises(TypeError, match="can_fly"):
        telegram.promote(group, camille, can_fly=True)


async def test_the_bot_learns_how_its_own_rights_changed(
    telegram: StandInTelegram, bot: Bot, camille: Person, channel: Channel
) -> None:
    channel.bot_status = "left"
    telegram.change_membership(channel, "administrator", camille, can_post_messages=False)
    (update,) = await updates(bot)
    assert update.my_chat_member is not None
    assert update.my_chat_member.old_chat_member.status == "left"
    new = update.my_chat_member.new_chat_member
    assert isinstance(new, ChatMemberAdministrator)
    assert new.can_post_messages is False
    with pytest.raises(BadRequest, match=r"(?i)need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "Bonjour")


async def test_an_anonymous_administrator_speaks_as_the_group(
    telegram: StandInTelegram, bot: Bot, group: GroupChat
) -> None:
    telegram.say_anonymously(group, "/follow 4321")
    (update,) = await updates(bot)
    assert update.message is not None and update.message.sender_chat is not None and update.effective_user is not None
    assert (update.message.sender_chat.id, update.effective_user.username) == (group.id, "GroupAnonymousBot")


async def test_messages_of_people_are_deleted_where_the_bot_may(
    telegram: StandInTelegram, bot: Bot, channel: Channel
) -> None:
    post = telegram.post(channel, "/follow 4321")
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await bot.delete_message(channel.id, post)
    assert telegram.is_there(channel.id, post)
    telegram.give_bot(channel, can_post_messages=True, can_delete_messages=True)
    assert await bot.delete_message(channel.id, post)
    assert not telegram.is_there(channel.id, post)


async def test_a_chat_is_picked_by_those_who_have_the_rights_that_the_button_asks_for(
    telegram: StandInTelegram, bot: Bot, camille: Person, dominique: Person, channel: Channel
) -> None:
    channel.bot_status = "left"
    await bot.send_message(camille.id, "Lequel ?", reply_markup=picker())
    asked = telegram.messages(camille.id)[0]
    with pytest.raises(ValueError, match="not offered"):
        telegram.share_chat(dominique, asked, "Un canal", channel)
    telegram.share_chat(camille, asked, "Un canal", channel)
    added, picked = await updates(bot)
    assert added.my_chat_member is not None and picked.message is not None and picked.message.chat_shared is not None
    assert added.my_chat_member.new_chat_member.status == "administrator"
    shared = picked.message.chat_shared
    assert (shared.request_id, shared.chat_id, shared.title) == (7, channel.id, "Digues en direct")
    await bot.send_message(camille.id, "Merci", reply_markup=ReplyKeyboardRemove())
    assert telegram.messages(camille.id)[1].removes_keyboard


async def test_a_picker_is_refused_in_a_group_and_where_it_gives_the_bot_more_than_the_person_has(
    bot: Bot, camille: Person, group: GroupChat
) -> None:
    with pytest.raises(BadRequest, match="private chats only"):
        await bot.send_message(group.id, "Lequel ?", reply_markup=picker())
    greedy = KeyboardButtonRequestChat(7, True, bot_administrator_rights=POSTING)
    with pytest.raises(BadRequest, match="subset"):
        await bot.send_message(
            camille.id, "Lequel ?", reply_markup=ReplyKeyboardMarkup([[KeyboardButton("Un", request_chat=greedy)]])
        )
    assert await bot.send_message(camille.id, "Quoi ?", reply_markup=ForceReply())


async def test_files_go_both_ways(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    await bot.send_document(camille.id, b'{"a": 1}', filename="a.json", caption="<b>Voici</b>", parse_mode="HTML")
    sent = telegram.messages(camille.id)[0]
    assert sent.document is not None
    assert (sent.document.name, sent.document.content, sent.text) == ("a.json", b'{"a": 1}', "Voici")
    number = telegram.send_document(camille, Document("b.json", b"[]"), caption="Tiens")
    (update,) = await updates(bot)
    assert update.message is not None and update.message.document is not None
    assert (update.message.caption, update.message.document.file_size) == ("Tiens", 2)
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"[]"
    await bot.send_message(camille.id, "Importer ?", reply_to_message_id=number)
    question = telegram.messages(camille.id)[1]
    telegram.forge(camille, question, "yes")
    (pressed,) = await updates(bot)
    assert pressed.callback_query is not None
    original = pressed.callback_query.message.reply_to_message  # type: ignore[union-attr]
    assert original is not None and original.document is not None
    assert original.document.file_name == "b.json"


async def test_a_file_that_is_too_large_or_gone_is_refused(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.send_document(camille, Document("big.json", b"[]", told_size=30 << 20))
    telegram.send_document(camille, Document("gone.json", b"[]", spoilt="gone"))
    telegram.send_document(camille, Document("cut.json", b"[]", spoilt="drop"))
    big, gone, cut = [update.message.document for update in await updates(bot) if update.message]
    assert big and gone and cut
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(big.file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.get_file("nothing")
    for spoilt in (gone, cut):
        file = await bot.get_file(spoilt.file_id)
        with pytest.raises(TelegramError):
            await file.download_as_bytearray()


def article(
    identifier: str = "an17-4321", text: str = "<b>Digues</b>", data: str = "follow:an17-4321"
) -> InlineQueryResultArticle:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Suivre", callback_data=data)]])
    return InlineQueryResultArticle(identifier, "Digues", InputTextMessageContent(text, "HTML"), markup)


async def test_an_inline_query_is_answered_once_and_as_telegram_wants_it(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    query = telegram.inline(camille, "digues")
    (update,) = await updates(bot)
    assert update.inline_query is not None
    assert (update.inline_query.query, update.inline_query.from_user.id) == ("digues", camille.id)
    for wrong in ([article(), article()], [article("x" * 65)], [article(text="<b>")], [article(data="x" * 65)]):
        with pytest.raises(BadRequest):
            await bot.answer_inline_query(query, wrong)
    button = InlineQueryResultsButton("Ouvrir", start_parameter="qan17-4321")
    await bot.answer_inline_query(query, [article()], cache_time=10, is_personal=True, button=button)
    answer = await telegram.inline_answer(query)
    assert ([each.text for each in answer.results], answer.button) == (["Digues"], ("Ouvrir", "qan17-4321"))
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_inline_query(query, [])
    telegram.press_inline(camille, answer.results[0])
    (pressed,) = await updates(bot)
    assert pressed.callback_query is not None
    assert pressed.callback_query.message is None
    assert pressed.callback_query.inline_message_id


async def test_a_post_that_is_handed_on_and_a_photo_with_words_come_as_telegram_sends_them(
    telegram: StandInTelegram, bot: Bot, camille: Person, channel: Channel
) -> None:
    telegram.forward(camille, "Voir la question n° 4321", channel)
    telegram.send_photo(camille, "Voir la question n° 4322")
    forwarded, photo = await updates(bot)
    assert forwarded.message is not None and photo.message is not None
    assert forwarded.message.forward_origin is not None
    assert (photo.message.caption, photo.message.text) == ("Voir la question n° 4322", None)
