"""The stand-in Telegram, asked by the real python-telegram-bot: it gives and refuses what Telegram does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    MessageEntity,
    MessageOriginChannel,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.files import Document
from bot.standins.telegram.html import ParseError, parse
from bot.standins.telegram.server import StandInTelegram

GROUP = -42
SUPERGROUP = -1001234567890
CHANNEL = -1009876543210
PAGE = "https://www.nosdeputes.fr/16/question/QE/12432"


@pytest.fixture
async def telegram() -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram() as running:
        yield running


@pytest.fixture
async def bot(telegram: StandInTelegram) -> AsyncIterator[Bot]:
    methods, files = f"{telegram.url}/bot", f"{telegram.url}/file/bot"
    async with Bot(telegram.token, base_url=methods, base_file_url=files) as running:
        yield running


@pytest.fixture
def camille(telegram: StandInTelegram) -> Person:
    return telegram.person(1001, first_name="Camille")


def keyboard(
    data: str = "follow:16-12432", url: str = "https://www.nosdeputes.fr/16/question/QE/12432"
) -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton("Suivre", callback_data=data), InlineKeyboardButton("La page", url=url)]
    return InlineKeyboardMarkup([buttons])


# What it gives


async def test_a_message_is_kept_as_people_see_it_and_handed_back_as_telegram_does(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    html = 'Bonjour <b>Camille</b> &amp; <a href="https://example.org/?a=1&amp;b=2">co</a> 🏛 <i>fin</i>'
    returned = await bot.send_message(
        camille.id,
        html,
        parse_mode="HTML",
        reply_markup=keyboard(),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )

    [kept] = telegram.messages(camille.id)
    assert (kept.html, kept.text) == (html, "Bonjour Camille & co 🏛 fin")
    assert [button.target for button in kept.all_buttons] == [
        "follow:16-12432",
        "https://www.nosdeputes.fr/16/question/QE/12432",
    ]
    assert kept.silent
    assert returned.text == kept.text
    assert returned.reply_markup == keyboard()
    assert returned.from_user is not None and returned.from_user.id == bot.id
    assert returned.parse_entities() == dict(zip(returned.entities, ["Camille", "co", "fin"], strict=True)), (
        "entities count in UTF-16 units"
    )
    assert [entity.type for entity in returned.entities] == ["bold", "text_link", "italic"]
    assert returned.entities[1].url == "https://example.org/?a=1&b=2"


async def test_the_bot_knows_itself(telegram: StandInTelegram, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username) == (123456, telegram.username)


async def test_an_edit_makes_a_new_state_of_the_same_message(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    sent = await bot.send_message(camille.id, "avant", reply_markup=keyboard())
    edited = await bot.edit_message_text("<b>après</b>", camille.id, sent.message_id, parse_mode="HTML")

    assert not isinstance(edited, bool)
    assert edited.text == "après" and edited.edit_date is not None
    [now] = telegram.messages(camille.id)
    assert (now.text, now.edited, now.buttons) == ("après", 1, ())
    assert [seen.text for seen in telegram.history if hasattr(seen, "html")] == ["avant", "après"]


async def test_a_deleted_message_is_gone(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    sent = await bot.send_message(camille.id, "à oublier")
    assert await bot.delete_message(camille.id, sent.message_id)
    assert telegram.messages(camille.id) == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(camille.id, sent.message_id)


async def test_an_answer_to_a_message_names_it_and_fails_where_it_is_gone(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    said = telegram.say(camille, "/start")
    await bot.send_message(camille.id, "Bonjour", reply_parameters=ReplyParameters(said))
    assert telegram.messages(camille.id)[0].reply_to == said
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(camille.id, "Bonjour", reply_parameters=ReplyParameters(999))
    without = ReplyParameters(999, allow_sending_without_reply=True)
    await bot.send_message(camille.id, "Bonjour", reply_parameters=without)
    assert telegram.messages(camille.id)[1].reply_to is None


async def test_commands_are_remembered_for_each_language(telegram: StandInTelegram, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("follow", "Suivre une question")], language_code="fr")
    assert [command.command for command in await bot.get_my_commands(language_code="fr")] == ["follow"]
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand("Suivre!", "Suivre une question")])


async def test_it_tells_who_is_in_a_group(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    dominique = telegram.person(1002, first_name="Dominique")
    telegram.group(SUPERGROUP, "La rédaction", admins=[camille], members=[dominique])

    assert (await bot.get_chat(SUPERGROUP)).title == "La rédaction"
    assert [admin.user.id for admin in await bot.get_chat_administrators(SUPERGROUP)] == [camille.id]
    assert (await bot.get_chat_member(SUPERGROUP, camille.id)).status == "creator"
    assert (await bot.get_chat_member(SUPERGROUP, dominique.id)).status == "member"
    assert (await bot.get_chat_member(SUPERGROUP, bot.id)).status == "member"


async def test_a_channel_lets_the_bot_write_as_an_administrator_alone(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    channel = telegram.channel(CHANNEL, "Les questions", admins=[camille])
    posted = await bot.send_message(CHANNEL, "Une réponse")
    assert posted.sender_chat is not None and posted.sender_chat.id == CHANNEL
    telegram.change_membership(channel, "member")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(CHANNEL, "Une réponse")


# Updates


async def test_updates_are_served_again_until_a_later_offset_confirms_them(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.say(camille, "/start")
    telegram.say(camille, "/follow 12432")
    telegram.say(camille, "/list")

    first = await bot.get_updates(limit=2)
    assert texts(first) == ["/start", "/follow 12432"]
    assert texts(await bot.get_updates()) == ["/start", "/follow 12432", "/list"]
    assert texts(await bot.get_updates(offset=first[-1].update_id + 1)) == ["/list"]
    assert texts(await bot.get_updates()) == ["/list"], "what was confirmed is gone for good"
    assert texts(await bot.get_updates(offset=first[-1].update_id + 2)) == []


async def test_a_long_poll_waits_for_the_next_update(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await telegram.wait_until(lambda: telegram.called("getUpdates"))
    telegram.say(camille, "/start")
    assert texts(await polling) == ["/start"]


async def test_a_second_poller_ends_the_first_with_a_conflict(telegram: StandInTelegram, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=10))
    await telegram.wait_until(lambda: telegram.called("getUpdates"))
    async with Bot(telegram.token, base_url=f"{telegram.url}/bot") as another:
        assert await another.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older


async def test_kinds_of_updates_that_the_bot_did_not_ask_for_are_not_kept(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    telegram.say(camille, "/start")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    telegram.say(camille, "/start")
    assert texts(await bot.get_updates()) == ["/start"]


async def test_pending_updates_can_be_dropped(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    telegram.say(camille, "/start")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/follow 12432", [("bot_command", "/follow")]),
        ("/follow@guetteur_demo_bot 12432", [("bot_command", "/follow@guetteur_demo_bot")]),
        (
            "🏛 https://www.nosdeputes.fr/16/question/QE/12432.",
            [("url", "https://www.nosdeputes.fr/16/question/QE/12432")],
        ),
        ("et/ou, 1/2", []),
    ],
)
async def test_commands_and_addresses_are_marked_in_what_people_write(
    telegram: StandInTelegram, bot: Bot, camille: Person, text: str, expected: list[tuple[str, str]]
) -> None:
    telegram.say(camille, text)
    [update] = await bot.get_updates()
    assert update.message is not None
    found: dict[MessageEntity, str] = update.message.parse_entities()
    assert [(entity.type, part) for entity, part in found.items()] == expected


async def test_people_write_in_topics_and_channels_post(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    forum = telegram.group(SUPERGROUP, "La rédaction", admins=[camille], forum=True)
    channel = telegram.channel(CHANNEL, "Les questions", admins=[camille])
    telegram.say(camille, "/list", chat=forum, message_thread_id=7)
    telegram.post(channel, "/list")

    in_topic, post = await bot.get_updates()
    assert in_topic.message is not None and in_topic.message.is_topic_message
    assert in_topic.message.message_thread_id == 7
    assert post.channel_post is not None and post.channel_post.from_user is None
    await bot.send_message(SUPERGROUP, "Rien", message_thread_id=7)
    assert telegram.messages(SUPERGROUP)[0].thread_id == 7
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(SUPERGROUP, "Rien", message_thread_id=8)


async def test_a_press_reaches_the_bot_and_can_be_answered_once(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.send_message(camille.id, "Une question", reply_markup=keyboard())
    [card] = telegram.messages(camille.id)
    pressed = telegram.press(camille, card, "Suivre")
    [update] = await bot.get_updates()

    assert update.callback_query is not None and update.callback_query.id == pressed
    assert update.callback_query.data == "follow:16-12432"
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == card.message_id
    await bot.answer_callback_query(pressed, text="Suivie", show_alert=True)
    assert [(answer.text, answer.show_alert) for answer in telegram.answers] == [("Suivie", True)]
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(pressed)


async def test_a_press_on_a_link_or_on_no_button_is_no_press(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.send_message(camille.id, "Une question", reply_markup=keyboard())
    [card] = telegram.messages(camille.id)
    with pytest.raises(ValueError, match="Telegram does not tell the bot"):
        telegram.press(camille, card, 1)
    with pytest.raises(LookupError):
        telegram.press(camille, card, "Supprimer")


async def test_a_press_that_waited_too_long_can_no_longer_be_answered(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.send_message(camille.id, "Une question", reply_markup=keyboard())
    pressed = telegram.press(camille, telegram.messages(camille.id)[0], 0)
    telegram.expire(pressed)
    with pytest.raises(BadRequest, match=r"(?i)query ID is invalid"):
        await bot.answer_callback_query(pressed)


async def test_the_bot_is_told_when_it_is_thrown_out(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    group = telegram.group(SUPERGROUP, "La rédaction", admins=[camille])
    telegram.change_membership(group, "kicked")
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.old_chat_member.status == "member"
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(SUPERGROUP, "Il y a quelqu'un ?")


# Rights


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


async def test_who_was_an_administrator_is_one_no_more_and_nobody_inherits_the_creators_place(
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


# Bringing the bot in, and picking a chat


def rights(**given: bool) -> ChatAdministratorRights:
    named: dict[str, Any] = {**ChatAdministratorRights.no_rights().to_dict(), **given}
    return ChatAdministratorRights(**named)


def picker(is_channel: bool, **asked: Any) -> ReplyKeyboardMarkup:
    key = KeyboardButton("Choisir", request_chat=KeyboardButtonRequestChat(1, is_channel, **asked))
    return ReplyKeyboardMarkup(
        [[key]], resize_keyboard=True, one_time_keyboard=True, is_persistent=True, input_field_placeholder="Où ?"
    )


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


# Files


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


# Inline mode


def article(
    identifier: str = "17-4321", title: str = "Digues", text: str = "<b>Digues</b>"
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(identifier, title, InputTextMessageContent(text, "HTML"), keyboard())


async def test_what_was_offered_is_kept_with_all_that_was_said_of_it(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    assert (await bot.get_me()).supports_inline_queries
    query = telegram.inline(camille, "digues", offset="50", chat_type="group")
    [update] = await bot.get_updates()
    assert update.inline_query is not None
    assert (update.inline_query.offset, update.inline_query.chat_type) == ("50", "group")
    await bot.answer_inline_query(query, [article()], cache_time=100_000, next_offset="100")
    [answer] = telegram.inline_answers
    assert (answer.cache_time, answer.next_offset, answer.is_personal) == (86400, "100", False)
    assert [[button.text for button in row] for row in answer.results[0].buttons] == [["Suivre", "La page"]]


async def test_inline_queries_that_the_bot_did_not_ask_for_are_not_kept(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    telegram.inline(camille, "digues")
    telegram.say(camille, "/start")
    assert texts(await bot.get_updates()) == ["/start"]


async def test_a_result_that_is_chosen_stands_in_the_chat_as_the_persons_own_message(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    group = telegram.group(SUPERGROUP, "Digues", admins=[camille])
    elsewhere = telegram.group(GROUP, "Ailleurs", admins=[camille], bot_status="left")
    query = telegram.inline(camille, "digues")
    await bot.get_updates(allowed_updates=["message", "callback_query"])
    await bot.answer_inline_query(query, [article()])
    [answer] = telegram.inline_answers
    unseen, seen = (telegram.choose(camille, answer, 0, place) for place in (elsewhere, group))
    updates = await bot.get_updates(offset=-1)
    assert len(updates) == 1, "where the bot is not, it sees nothing"
    message = updates[0].message
    assert message is not None and message.via_bot is not None and message.from_user is not None
    assert (message.chat.id, message.from_user.id, message.via_bot.id) == (SUPERGROUP, camille.id, bot.id)
    assert (message.text, [entity.type for entity in message.entities]) == ("Digues", ["bold"])
    for chosen in (unseen, seen):
        telegram.press_inline(camille, chosen)
    *_, first, second = await bot.get_updates()
    assert first.callback_query is not None and second.callback_query is not None
    assert [first.callback_query.inline_message_id, second.callback_query.inline_message_id] == [
        unseen.inline_message_id,
        seen.inline_message_id,
    ]
    assert await bot.edit_message_text("Suivie", inline_message_id=unseen.inline_message_id) is True
    with pytest.raises(ValueError, match="Telegram does not tell the bot"):
        telegram.press_inline(camille, seen, 1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"results": [article(str(number)) for number in range(51)]}, "Too many inline query results specified"),
        ({"results": [article(), article()]}, "Result_id_duplicate"),
        ({"results": [article("")]}, "Result_id_empty"),
        ({"results": [article("é" * 33)]}, "Result_id_invalid"),
        ({"results": [article(title=" ")]}, "Article_title_empty"),
        ({"results": [article(text="é" * 4097)]}, "Message_too_long"),
        (
            {"results": [article(text="<p>a</p>")]},
            'inline query result: Can\'t parse entities: unsupported start tag "p"',
        ),
        ({"results": [], "next_offset": "é" * 33}, "Next_offset_invalid"),
        ({"results": [], "button": {"text": "a", "start_parameter": ""}}, "Can't use empty start_parameter"),
        ({"results": [], "button": {"text": "a", "start_parameter": "a" * 65}}, "Too long start_parameter specified"),
        ({"results": [], "button": {"text": "a", "start_parameter": "é"}}, "Unallowed characters in start_parameter"),
        ({"results": [], "button": {"text": "a"}}, "must have exactly one optional field"),
        ({"results": [{"type": "article", "id": "1"}]}, "inline query result: Input message content is not specified"),
        ({"results": [{"id": "1"}]}, 'inline query result: Can\'t find field "type"'),
    ],
)
async def test_an_answer_that_telegram_refuses_is_refused_in_its_words(
    telegram: StandInTelegram, bot: Bot, camille: Person, answer: dict[str, Any], words: str
) -> None:
    query = telegram.inline(camille, "digues")
    results = [each if isinstance(each, dict) else each.to_dict() for each in answer["results"]]
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.answer_inline_query(query, [], api_kwargs={**answer, "results": results})
    assert telegram.inline_answers == []
    assert await bot.answer_inline_query(query, []), "what was refused can be answered still"


async def test_a_query_that_waited_too_long_can_no_longer_be_answered(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    query = telegram.inline(camille, "digues")
    telegram.expire(query)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_inline_query(query, [article()])


# What people hand on


async def test_links_under_words_and_captions_come_as_telegram_sends_them(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    channel = telegram.channel(CHANNEL, "En direct", admins=[camille])
    link = {"type": "text_link", "offset": 0, "length": 4, "url": PAGE}
    telegram.forward(camille, "Voir", channel, entities=[link])
    telegram.send_photo(camille, "Voir", caption_entities=[link])
    forwarded, photo = await bot.get_updates()
    assert forwarded.message is not None and photo.message is not None
    origin = forwarded.message.forward_origin
    assert isinstance(origin, MessageOriginChannel) and origin.chat.id == CHANNEL
    assert [entity.url for entity in forwarded.message.entities] == [PAGE]
    assert photo.message.photo and photo.message.text is None
    assert [entity.url for entity in photo.message.caption_entities] == [PAGE]


# What the bot says of itself


async def test_commands_are_remembered_for_each_scope(telegram: StandInTelegram, bot: Bot) -> None:
    scopes: dict[str, BotCommandScope] = {
        "menu": BotCommandScopeDefault(),
        "prive": BotCommandScopeAllPrivateChats(),
        "groupe": BotCommandScopeAllGroupChats(),
        "admin": BotCommandScopeAllChatAdministrators(),
    }
    for name, scope in scopes.items():
        await bot.set_my_commands([(name, "Une commande")], scope=scope, language_code="fr")
    for name, scope in scopes.items():
        found = await bot.get_my_commands(scope=scope, language_code="fr")
        assert [command.command for command in found] == [name]
    await bot.delete_my_commands(scope=scopes["admin"], language_code="fr")
    assert await bot.get_my_commands(scope=scopes["admin"], language_code="fr") == ()


async def test_descriptions_are_remembered_for_each_language(telegram: StandInTelegram, bot: Bot) -> None:
    await bot.set_my_description("Guette les questions écrites", "fr")
    await bot.set_my_short_description("Watches written questions")
    assert telegram.state.descriptions == {
        ("long", "fr"): "Guette les questions écrites",
        ("short", ""): "Watches written questions",
    }


# What it refuses


async def test_a_wrong_token_is_unauthorized(telegram: StandInTelegram) -> None:
    stranger = Bot("123456:another", base_url=f"{telegram.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("makeCoffee")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        ("<b> </b>", "Text must be non-empty"),
        ("é" * 4097, "Message is too long"),
        ("🏛" * 2049, "Message is too long"),
        ("<b>a</i>", 'Can\'t parse entities: unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("é <article>", 'Can\'t parse entities: unsupported start tag "article" at byte offset 3'),
        ("<b>sans fin", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_text_that_telegram_refuses_is_refused_in_its_words(
    telegram: StandInTelegram, bot: Bot, camille: Person, text: str, words: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(camille.id, text, parse_mode="HTML")
    assert refused.value.message.lower() == words.lower()
    assert telegram.messages(camille.id) == []


async def test_a_text_of_exactly_the_limit_is_taken_and_tags_do_not_count(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.send_message(camille.id, f"<b>{'🏛' * 2048}</b>", parse_mode="HTML")
    assert telegram.messages(camille.id)[0].text == "🏛" * 2048


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard(data="x" * 65), "Button_data_invalid"),
        (keyboard(data="é" * 33), "Button_data_invalid"),
        (keyboard(data=""), "Text buttons are unallowed in the inline keyboard"),
        (keyboard(url="ftp://example.org/"), "is invalid: Unsupported URL protocol"),
        (keyboard(url="http://localhost:8080/"), "is invalid: Wrong HTTP URL"),
    ],
)
async def test_a_button_that_telegram_refuses_is_refused(
    bot: Bot, camille: Person, markup: InlineKeyboardMarkup, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_message(camille.id, "Une question", reply_markup=markup)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, camille: Person) -> None:
    sent = await bot.send_message(camille.id, "<b>Même</b>", parse_mode="HTML", reply_markup=keyboard())
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text(
            "<strong>Même</strong>", camille.id, sent.message_id, parse_mode="HTML", reply_markup=keyboard()
        )
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_reply_markup(camille.id, 999)


async def test_chats_that_are_closed_to_the_bot_say_why(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(555, "Il y a quelqu'un ?")
    telegram.block(camille.id)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(camille.id, "Il y a quelqu'un ?")
    telegram.unblock(camille.id)
    await bot.send_message(camille.id, "Il y a quelqu'un ?")


async def test_a_group_can_silence_the_bot(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    telegram.group(SUPERGROUP, "La rédaction", admins=[camille])
    telegram.restrict(SUPERGROUP)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(SUPERGROUP, "Il y a quelqu'un ?")


async def test_a_group_that_became_a_supergroup_tells_its_new_number(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.group(GROUP, "La rédaction", admins=[camille])
    telegram.migrate(GROUP, SUPERGROUP, tell=True)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(GROUP, "Il y a quelqu'un ?")
    assert moved.value.new_chat_id == SUPERGROUP
    await bot.send_message(SUPERGROUP, "Vous voilà")
    before, after = await bot.get_updates()
    assert before.message is not None and before.message.migrate_to_chat_id == SUPERGROUP
    assert after.message is not None and after.message.migrate_from_chat_id == GROUP


# Its bad days


async def test_too_many_requests_name_a_delay_and_one_chat_can_be_flooded_alone(
    telegram: StandInTelegram, bot: Bot, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns of the change to come
    other = telegram.person(1002)
    telegram.fail_next("sendMessage", chat_id=camille.id, retry_after=7)
    await bot.send_message(other.id, "Une réponse")
    with pytest.raises(RetryAfter) as flooded:
        await bot.send_message(camille.id, "Une réponse")
    assert flooded.value.retry_after == timedelta(seconds=7)
    await bot.send_message(camille.id, "Une réponse")


@pytest.mark.parametrize("status", [500, 502, "drop", "page 200"])
async def test_a_broken_request_does_nothing(telegram: StandInTelegram, bot: Bot, camille: Person, status: int) -> None:
    telegram.fail_next("sendMessage", status=status)
    with pytest.raises(TelegramError):
        await bot.send_message(camille.id, "Une réponse")
    assert telegram.messages(camille.id) == []
    await bot.send_message(camille.id, "Une réponse")


async def test_a_connection_can_break_after_the_work_is_done(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    telegram.fail_next("sendMessage", status="drop_after")
    with pytest.raises(NetworkError):
        await bot.send_message(camille.id, "Une réponse")
    assert [message.text for message in telegram.messages(camille.id)] == ["Une réponse"]


async def test_a_fault_lasts_until_it_is_healed(telegram: StandInTelegram, bot: Bot, camille: Person) -> None:
    telegram.fail_next("*", times=None, status=403, description="Forbidden: user is deactivated")
    for _ in range(3):
        with pytest.raises(Forbidden, match="user is deactivated"):
            await bot.send_message(camille.id, "Une réponse")
    telegram.heal()
    await bot.send_message(camille.id, "Une réponse")


# Watching it


async def test_waiting_ends_with_the_message_or_says_what_was_there_instead(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    waiting = asyncio.ensure_future(telegram.wait_for(camille.id, "réponse"))
    await bot.send_message(camille.id, "Bonjour")
    await bot.send_message(camille.id, "Une réponse")
    assert (await waiting).text == "Une réponse"
    assert len(await telegram.wait_count(camille.id, 2)) == 2
    with pytest.raises(TimeoutError, match="Bonjour"):
        await telegram.wait_for(camille.id, lambda message: message.edited > 0, timeout=0.01)


# Its reading of HTML


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", ["strikethrough"] * 3),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", ["spoiler", "spoiler"]),
        (
            "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
            "ab",
            ["blockquote", "expandable_blockquote"],
        ),
        ('<pre><code class="language-python">a</code></pre>', "a", ["pre"]),
        ("<B>a <i>b</i></B>", "a b", ["bold", "italic"]),
        ("&lt;&#39;&#xE9;&gt; &eacute; &nbsp;a & b", "<'é> &eacute; &nbsp;a & b", []),
        ('<a href="javascript:x">a</a>', "a", []),
        ("<b></b>a", "a", []),
    ],
)
def test_it_reads_the_tags_that_telegram_knows(html: str, text: str, kinds: list[str]) -> None:
    parsed = parse(html)
    assert (parsed.text, [entity["type"] for entity in parsed.entities]) == (text, kinds)


def test_white_space_at_both_ends_goes_and_entities_move_with_it() -> None:
    parsed = parse("\n <b>a</b> \n")
    assert (parsed.text, parsed.entities) == ("a", ({"type": "bold", "offset": 0, "length": 1},))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("a < b >", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "nested"),
    ],
)
def test_it_refuses_the_html_that_telegram_refuses(html: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse(html)


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]
