"""The stand-in Telegram keeps messages, commands and descriptions, and hands them back as Telegram does."""

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
)

from bot.messages.message import Button
from bot.standins.telegram.chats import Person
from bot.standins.telegram.messages import ShownButton
from bot.standins.telegram.server import StandInTelegram
from bot.transport.send import markup
from tests.standins.examples import CHANNEL, SUPERGROUP, keyboard


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
        "follow:an16-12432",
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


async def test_a_button_is_handed_back_with_its_style_and_the_text_that_it_copies(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    shown = (
        (Button("🗑", callback="forget:yes", style="danger"), Button("Copier", copy="é" * 256)),
        (Button("🔎", search="eau"), Button("La page", url="https://example.org/")),
    )
    returned = await bot.send_message(camille.id, "Tout effacer ?", reply_markup=markup(shown))

    [kept] = telegram.messages(camille.id)
    assert kept.all_buttons == [
        ShownButton("🗑", "forget:yes", style="danger"),
        ShownButton("Copier", "é" * 256, is_copy=True),
        ShownButton("🔎", "eau", is_search=True),
        ShownButton("La page", "https://example.org/", is_url=True),
    ]
    assert returned.reply_markup == markup(shown)
    with pytest.raises(ValueError, match="does not tell the bot"):
        telegram.press(camille, kept, "Copier")


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


async def test_an_answer_hands_back_the_message_that_it_answers_but_none_that_this_one_answered(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    said = telegram.say(camille, "/start")
    first = await bot.send_message(camille.id, "un", reply_parameters=ReplyParameters(said))
    second = await bot.send_message(camille.id, "deux", reply_parameters=ReplyParameters(first.message_id))
    assert first.reply_to_message is not None and first.reply_to_message.text == "/start"
    assert second.reply_to_message is not None and second.reply_to_message.text == "un"
    assert second.reply_to_message.reply_to_message is None


async def test_an_answer_without_a_topic_goes_into_that_of_the_message_and_one_with_another_answers_from_outside(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    forum = telegram.group(SUPERGROUP, "Forum", admins=[camille], forum=True)
    forum.topics |= {7, 8}
    first = await bot.send_message(forum.id, "un", message_thread_id=7)
    follows = await bot.send_message(forum.id, "deux", reply_parameters=ReplyParameters(first.message_id))
    assert (follows.message_thread_id, follows.reply_to_message) == (7, first)
    away = await bot.send_message(
        forum.id, "trois", message_thread_id=8, reply_parameters=ReplyParameters(first.message_id)
    )
    assert (away.message_thread_id, away.reply_to_message) == (8, None)
    assert away.external_reply is not None and away.external_reply.message_id == first.message_id


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
