"""The stand-in Telegram refuses what Telegram refuses, in its words, and fails on order."""

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import GROUP, SUPERGROUP, keyboard


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
        (
            InlineKeyboardMarkup([[InlineKeyboardButton("Copier", copy_text=CopyTextButton("é" * 257))]]),
            "copy_text_inv",
        ),
        (InlineKeyboardMarkup([[InlineKeyboardButton("Copier", copy_text=CopyTextButton(""))]]), "copy_text_invalid"),
        (
            InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="a", style="rouge")]]),
            "invalid button style",
        ),
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
