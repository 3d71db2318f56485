"""The stand-in Telegram tells who may do what in a chat, and refuses the rest as Telegram does."""

import pytest
from telegram import (
    Bot,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import (
    BadRequest,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import CHANNEL, GROUP, SUPERGROUP


async def test_administrators_have_the_rights_that_there_are_in_their_kind_of_chat(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    editor = telegram.person(1002, first_name="Dominique")
    places = (telegram.group(SUPERGROUP, "Digues", [camille]), telegram.channel(CHANNEL, "En direct", [camille]))
    for place in places:
        telegram.promote(place, editor, can_pin_messages=True, can_edit_messages=True)
    in_group, in_channel = [await bot.get_chat_member(place.id, editor.id) for place in places]
    assert isinstance(in_group, ChatMemberAdministrator) and isinstance(in_channel, ChatMemberAdministrator)
    assert (in_group.can_pin_messages, in_group.can_post_messages, in_group.can_edit_messages) == (True, None, None)
    assert (in_channel.can_pin_messages, in_channel.can_post_messages, in_channel.can_edit_messages) == (
        None,
        True,
        True,
    )


async def test_a_demoted_administrator_is_a_member_and_nobody_inherits_the_creators_place(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    editor = telegram.person(1002, first_name="Dominique")
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille, editor])
    telegram.promote(group, camille, is_anonymous=True)
    owner = await bot.get_chat_member(SUPERGROUP, camille.id)
    assert isinstance(owner, ChatMemberOwner) and owner.is_anonymous
    telegram.demote(group, camille)
    assert (await bot.get_chat_member(SUPERGROUP, camille.id)).status == "member"
    assert (await bot.get_chat_member(SUPERGROUP, editor.id)).status == "administrator"
    assert [admin.user.id for admin in await bot.get_chat_administrators(SUPERGROUP)] == [editor.id]
    telegram.change_membership(group, "administrator")
    ruling = [admin.user.id for admin in await bot.get_chat_administrators(SUPERGROUP)]
    assert ruling == [editor.id, bot.id], "the bot counts itself"


async def test_rights_move_with_a_group_that_becomes_a_supergroup(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    editor = telegram.person(1002, first_name="Dominique")
    group = telegram.group(GROUP, "Digues", admins=[camille])
    telegram.promote(group, editor, can_delete_messages=True)
    telegram.give_bot(group, can_delete_messages=True)
    new = telegram.migrate(GROUP, SUPERGROUP)
    moved = await bot.get_chat_member(SUPERGROUP, editor.id)
    assert isinstance(moved, ChatMemberAdministrator) and moved.can_delete_messages
    assert await bot.delete_message(SUPERGROUP, telegram.say(camille, "/list", new))


async def test_the_sender_of_anonymous_messages_is_in_no_group(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.group(SUPERGROUP, "Digues", admins=[camille])
    nobody = await bot.get_chat_member(SUPERGROUP, 1087968824)
    assert (nobody.status, nobody.user.username, nobody.user.is_bot) == ("left", "GroupAnonymousBot", True)


async def test_where_the_bot_may_not_delete_it_is_told_in_the_words_of_that_kind_of_chat(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    assert await bot.delete_message(camille.id, telegram.say(camille, "/start")), "as any bot in a private chat"
    small, large = telegram.group(GROUP, "Digues", [camille]), telegram.group(SUPERGROUP, "Digues", [camille])
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille])
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(GROUP, telegram.say(camille, "/list", small))
    with pytest.raises(BadRequest, match=r"Message can't be deleted$"):
        await bot.delete_message(SUPERGROUP, telegram.say(camille, "/list", large))
    telegram.give_bot(small)
    assert await bot.delete_message(GROUP, telegram.say(camille, "/list", small))
    own = await bot.send_message(CHANNEL, "Une réponse")
    telegram.give_bot(channel, can_post_messages=False)
    with pytest.raises(BadRequest, match=r"Message can't be deleted$"):
        await bot.delete_message(CHANNEL, own.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Autre chose", CHANNEL, own.message_id)
    telegram.give_bot(channel, can_post_messages=False, can_edit_messages=True)
    assert await bot.edit_message_text("Autre chose", CHANNEL, own.message_id)


async def test_a_message_that_came_with_keys_is_never_edited(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    for keys in (ReplyKeyboardMarkup([["Oui", "Non"]]), ReplyKeyboardRemove()):
        sent = await bot.send_message(camille.id, "Alors ?", reply_markup=keys)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("Bien", camille.id, sent.message_id)
