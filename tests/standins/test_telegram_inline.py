"""The stand-in Telegram takes inline queries and their answers as Telegram does."""

from typing import Any

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
)

from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.standins.examples import GROUP, SUPERGROUP, article, texts


async def test_an_offered_result_is_kept_with_all_its_fields(
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
