"""The bot is added to chats of the stand-in Telegram, and people pick chats there."""

import contextlib

import pytest
from telegram import (
    Bot,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    Forbidden,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import CHANNEL, GROUP, SUPERGROUP, picker, rights


async def test_a_bot_that_is_brought_into_a_group_is_told_and_sees_it_said_there(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille], bot_status="left")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(SUPERGROUP, "Bonjour")
    telegram.add_bot(group, camille)
    await bot.send_message(SUPERGROUP, "Bonjour")
    told, said = await bot.get_updates()
    assert told.my_chat_member is not None and said.message is not None
    assert (told.my_chat_member.old_chat_member.status, told.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert [user.id for user in said.message.new_chat_members] == [bot.id]
    with pytest.raises(ValueError, match="already"):
        telegram.add_bot(group, camille)


async def test_a_bot_that_is_restricted_is_told_what_it_may_not_do(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille])
    telegram.change_membership(group, "restricted", can_send_messages=False)
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    new = update.my_chat_member.new_chat_member
    assert isinstance(new, ChatMemberRestricted) and (new.is_member, new.can_send_messages) == (True, False)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(SUPERGROUP, "Bonjour")


async def test_a_channel_takes_the_bot_with_the_rights_that_it_is_given(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille], bot_status="left")
    with pytest.raises(ValueError, match="administrators alone"):
        telegram.add_bot(channel, camille)
    telegram.add_bot(channel, camille, "administrator", can_post_messages=False)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(CHANNEL, "Bonjour")
    own = await bot.get_chat_member(CHANNEL, bot.id)
    assert isinstance(own, ChatMemberAdministrator) and not own.can_post_messages


async def test_keys_are_shown_as_the_bot_wants_them(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    await bot.send_message(camille.id, "Lequel ?", reply_markup=picker(True))
    [asked] = telegram.messages(camille.id)
    assert [[button.text for button in row] for row in asked.reply_keyboard] == [["Choisir"]]
    assert asked.keyboard_style == (True, True, True, "Où ?")


async def test_a_picker_offers_what_its_key_asks_for_and_nothing_else(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    forum = telegram.group(SUPERGROUP, "Forum", admins=[camille], forum=True)
    group = telegram.group(GROUP, "Digues", admins=[camille])
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille], username="endirect")
    wanted: list[tuple[ReplyKeyboardMarkup, list[str]]] = [
        (picker(False), ["Forum", "Digues"]),
        (picker(False, chat_is_forum=True), ["Forum"]),
        (picker(True), ["En direct"]),
        (picker(True, chat_has_username=False), []),
    ]
    for markup, expected in wanted:
        sent = await bot.send_message(camille.id, "Lequel ?", reply_markup=markup)
        asked = telegram.message(camille.id, sent.message_id)
        assert asked is not None
        offered = []
        for place in (forum, group, channel):
            with contextlib.suppress(ValueError):
                telegram.share_chat(camille, asked, "Choisir", place)
                offered.append(place.title)
        assert offered == expected


async def test_a_chat_is_picked_by_an_editor_who_may_make_the_bot_what_it_must_be(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    editor = telegram.person(1002, first_name="Dominique")
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille])
    telegram.give_bot(channel, can_post_messages=False)
    telegram.promote(channel, editor, can_post_messages=True)
    posting = rights(can_post_messages=True)
    markup = picker(True, user_administrator_rights=posting, bot_administrator_rights=posting)
    await bot.send_message(editor.id, "Lequel ?", reply_markup=markup)
    [asked] = telegram.messages(editor.id)
    with pytest.raises(ValueError, match="not offered"):
        telegram.share_chat(editor, asked, "Choisir", channel)
    telegram.promote(channel, editor, can_promote_members=True)
    telegram.share_chat(editor, asked, "Choisir", channel)
    assert await bot.send_message(CHANNEL, "Bonjour")


async def test_a_group_that_is_picked_for_a_bot_that_must_be_a_member_takes_it_in(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille], bot_status="left")
    await bot.send_message(camille.id, "Lequel ?", reply_markup=picker(False, bot_is_member=True))
    telegram.share_chat(camille, telegram.messages(camille.id)[0], "Choisir", group)
    told, _, picked = await bot.get_updates()
    assert told.my_chat_member is not None and told.my_chat_member.new_chat_member.status == "member"
    assert picked.message is not None and picked.message.chat_shared is not None
    assert (picked.message.chat_shared.chat_id, picked.message.chat_shared.title) == (SUPERGROUP, None)


async def test_a_forged_choice_may_name_a_chat_that_there_is_not(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.forge_shared(camille, 3, -100555)
    [update] = await bot.get_updates()
    assert update.message is not None and update.message.chat_shared is not None
    assert (update.message.chat_shared.request_id, update.message.chat_shared.chat_id) == (3, -100555)


async def test_keys_that_telegram_refuses_are_refused_in_its_words(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.channel(CHANNEL, "En direct", admins=[camille])
    telegram.group(SUPERGROUP, "Digues", admins=[camille])
    no_rights = picker(True, user_administrator_rights=rights())
    for chat_id, markup, words in (
        (SUPERGROUP, picker(True), "Chats can be requested in private chats only"),
        (CHANNEL, ReplyKeyboardMarkup([["Oui"]]), "Inline keyboard expected"),
        (camille.id, ReplyKeyboardMarkup([[" "]]), "Keyboard button text must be non-empty"),
        (camille.id, no_rights, "Admin_rights_empty"),
    ):
        with pytest.raises(BadRequest, match=words):
            await bot.send_message(chat_id, "Lequel ?", reply_markup=markup)
