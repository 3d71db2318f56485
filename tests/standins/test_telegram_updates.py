"""The stand-in Telegram serves updates until they are confirmed, and writes them as Telegram does."""

import asyncio

import pytest
from telegram import (
    Bot,
    MessageEntity,
    MessageOriginChannel,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import CHANNEL, PAGE, SUPERGROUP, keyboard, texts


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
    assert update.callback_query.data == "follow:an16-12432"
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
