"""Digests, quiet hours and pauses on a real SQLite file: when messages come, which come together, and none is lost."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery.render import one_message_of, render
from bot.messages.message import LIMIT, visible, width
from bot.messages.phrases import phrases
from storage import Store
from storage.outbox import schedule
from storage.tables import preferences
from tests.support.databases import rows
from tests.support.examples import CLOSING, WAITING, answered, comment
from tests.support.followers import follow_together, want_digests
from tests.support.stores import new_store

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # ten o'clock in Paris, a Tuesday
NEXT_MORNING = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PERSON = Chat(1001, "private", "fr")
OTHER = Chat(1002, "private", "en")
FR, EN = phrases("fr"), phrases("en")
DIGUES = WAITING
QUAIS = replace(WAITING, id=QuestionId.of_legislature(17, 4322), subject="Entretien des quais")
PONTS = replace(WAITING, id=QuestionId.of_legislature(17, 4323), subject="Entretien des ponts")


@dataclass
class DigestsLife:
    """A store with two chats that follow three questions, and a clock that the test moves."""

    store: Store
    address: str
    now: datetime = MORNING

    async def wants(self, to: Callable[[Preferences], Preferences] | Preferences, chat: Chat = PERSON) -> Preferences:
        change = to if callable(to) else lambda _: to
        return await self.store.preferences.change(chat.id, self.now, change)

    async def happens(self, question: Question, source: Source = Source.ASSEMBLEE) -> None:
        await self.store.checks.record_reading(question, source, Validators(), 1, self.now, self.now + HOUR)

    async def due(self, chat: Chat = PERSON) -> list[Delivery]:
        return [
            one_message_of(each) for each in await self.store.outbox.due(self.now, (), 100) if each.chat_id == chat.id
        ]

    async def told(self, chat: Chat = PERSON) -> list[str]:
        """The first line of each message that the chat gets now; each is marked as sent."""
        told = []
        while due := await self.due(chat):
            text = visible(render(due[0], self.now).html)
            told.append(text.split("\n", maxsplit=1)[0])
            await self.store.outbox.settle(due[0].rows, DeliveryState.SENT, self.now)
        return told


@pytest.fixture
async def life(address: str) -> AsyncIterator[DigestsLife]:
    store = await new_store(address)
    there = DigestsLife(store, address)
    for question in (DIGUES, QUAIS, PONTS):
        for source in ASSEMBLEE.page_sources:
            await there.happens(question, source)
    for chat in (PERSON, OTHER):
        await store.chats.greet(chat, MORNING)
        for question in (DIGUES, QUAIS, PONTS):
            await store.follows.follow(chat.id, question.id, False, MORNING)
    yield there
    await store.close()


async def test_a_digest_comes_once_at_its_hour_and_holds_all_that_happened(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, comments=(comment(1), comment(2))), Source.NOSDEPUTES)
    await life.happens(replace(QUAIS, closing=CLOSING))
    assert await life.told() == []
    assert len(await life.told(OTHER)) == 3
    life.now = NEXT_MORNING - timedelta(seconds=1)
    assert await life.told() == []
    life.now = NEXT_MORNING
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]
    life.now += timedelta(days=3)
    assert await life.told() == []


async def test_a_digest_that_would_tell_of_one_thing_is_the_usual_alert(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    await life.happens(answered(DIGUES))
    life.now = NEXT_MORNING
    (alone,) = await life.due()
    assert "Dernière lecture" in visible(render(alone, life.now).html), "as a digest says it"
    assert await life.told() == ["✅ Réponse publiée"]
    (at_once,) = await life.due(OTHER)
    assert "Last read" not in visible(render(at_once, life.now).html)
    await life.happens(replace(QUAIS, comments=(comment(1), comment(2))), Source.NOSDEPUTES)
    life.now += timedelta(days=1)
    assert await life.told() == ["💬 2 nouveaux commentaires"]


async def test_a_digest_is_named_by_the_millisecond_in_which_it_was_let_go(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    for question in (DIGUES, QUAIS):
        await life.happens(answered(question))
    life.now = NEXT_MORNING + timedelta(milliseconds=1234)
    await life.due()
    named = rows(
        life.address, "SELECT group_id FROM outbox WHERE chat_id = :chat AND group_kind = 'digest'", chat=PERSON.id
    )
    assert [int(id) for (id,) in named] == [round(life.now.timestamp() * 1000)] * 2


async def test_answers_come_at_once_where_the_chat_wants_it_and_the_rest_in_the_digest(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.WEEKLY, hour=18, answers_at_once=True))
    await life.happens(replace(QUAIS, closing=CLOSING))
    await life.happens(answered(DIGUES))
    await life.happens(replace(PONTS, closing=CLOSING))
    assert await life.told() == ["✅ Réponse publiée"]
    life.now = EVENING
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_what_happens_in_quiet_hours_is_told_when_they_end_message_by_message(life: DigestsLife) -> None:
    await life.wants(Preferences(quiet=(9, 12)))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, closing=CLOSING))
    assert await life.told() == []
    life.now = MORNING + 2 * HOUR
    assert await life.told() == ["✅ Réponse publiée", "⛔️ Close sans réponse"]


async def test_a_pause_keeps_everything_and_ends_with_one_summary(life: DigestsLife) -> None:
    await life.wants(Preferences(paused_until=MORNING + timedelta(days=7)))
    for question in (DIGUES, QUAIS, PONTS):
        await life.happens(answered(question))
        life.now += timedelta(days=1)
        assert await life.told() == []
    life.now = MORNING + timedelta(days=7)
    assert await life.told() == ["🗞 Du nouveau pour 3 questions"]


async def test_a_pause_until_asked_ends_with_one_summary_when_it_is_asked(life: DigestsLife) -> None:
    await life.wants(lambda old: replace(old, paused_until=UNTIL_ASKED))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, closing=CLOSING))
    life.now += timedelta(days=400)
    assert await life.told() == []
    await life.wants(lambda old: replace(old, paused_until=None))
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_a_pause_in_which_nothing_happened_ends_without_a_word(life: DigestsLife) -> None:
    await life.wants(Preferences(paused_until=UNTIL_ASKED))
    await life.told()
    await life.wants(Preferences())
    assert await life.told() == []


async def test_a_chat_that_turns_its_digest_off_gets_what_waited_for_it_at_once(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, closing=CLOSING))
    assert await life.told() == []
    await life.wants(Preferences())
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_a_digest_that_is_moved_to_another_hour_comes_at_that_one_alone(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, closing=CLOSING))
    assert await life.told() == []
    await life.wants(Preferences(when=When.WEEKLY, hour=18))
    life.now = EVENING - HOUR
    assert await life.told() == []
    life.now = EVENING
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_a_digest_that_is_late_after_a_stop_waits_for_the_end_of_the_quiet_hours(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY, quiet=(22, 7)))
    await life.happens(answered(DIGUES))
    await life.happens(replace(QUAIS, closing=CLOSING))
    assert await life.told() == []
    life.now = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
    assert await life.told() == []
    life.now = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_kinds_that_are_off_are_not_told_nor_kept_for_later(life: DigestsLife) -> None:
    await life.wants(Preferences(off=frozenset({Kind.CLOSED})))
    await life.happens(replace(DIGUES, closing=CLOSING))
    await life.happens(answered(QUAIS))
    assert await life.told() == ["✅ Réponse publiée"]
    await life.wants(Preferences())
    assert await life.told() == []


async def test_a_kind_that_is_turned_off_while_it_waits_is_left_out_of_the_digest(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    await life.happens(replace(DIGUES, closing=CLOSING))
    await life.happens(answered(QUAIS))
    assert await life.told() == []
    await life.wants(Preferences(when=When.DAILY, off=frozenset({Kind.CLOSED})))
    life.now = NEXT_MORNING
    assert await life.told() == ["✅ Réponse publiée"]


async def test_what_is_not_followed_any_more_is_in_no_digest(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    for question in (DIGUES, QUAIS, PONTS):
        await life.happens(answered(question))
    assert await life.told() == []
    await life.store.follows.unfollow(PERSON.id, QUAIS.id, life.now)
    life.now = NEXT_MORNING
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_each_topic_of_a_forum_has_its_own_digest(life: DigestsLife) -> None:
    forum = Chat(-100700, "supergroup", "fr")
    await life.store.chats.greet(forum, MORNING)
    for thread, questions in ((7, (DIGUES, QUAIS)), (8, (PONTS,))):
        for question in questions:
            await life.store.follows.follow(forum.id, question.id, False, MORNING, thread)
    await life.wants(Preferences(when=When.DAILY), forum)
    for question in (DIGUES, QUAIS, PONTS):
        await life.happens(answered(question))
    assert await life.due(forum) == []
    life.now = NEXT_MORNING
    told = []
    while due := await life.due(forum):
        told.append((due[0].thread, len(due[0].digest.entries) if due[0].digest else 1))
        await life.store.outbox.settle(due[0].rows, DeliveryState.SENT, life.now)
    assert told == [(7, 2), (8, 1)]


async def test_a_long_digest_comes_in_parts_and_each_question_once(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    many = [
        replace(WAITING, id=QuestionId.of_legislature(17, 5000 + number), subject="Entretien " * 9)
        for number in range(50)
    ]
    for question in many:
        await life.happens(question)
        await life.store.follows.follow(PERSON.id, question.id, False, life.now)
        await life.happens(answered(question))
    assert await life.told() == []
    life.now = NEXT_MORNING
    numbers: list[int] = []
    while due := await life.due():
        part = due[0].digest
        assert part is not None
        assert (part.total, part.first) == (50, len(numbers) + 1)
        assert width(visible(render(due[0], life.now).html)) <= LIMIT
        numbers += [entry.id.number for entry in part.entries]
        await life.store.outbox.settle(due[0].rows, DeliveryState.SENT, life.now)
    assert numbers == [each.id.number for each in many]


async def test_a_pause_in_the_middle_of_a_digest_keeps_the_rest_for_its_end(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    for question in (DIGUES, QUAIS, PONTS):
        await life.happens(answered(question))
    assert await life.told() == []
    life.now = NEXT_MORNING
    (part,) = await life.due()
    await life.wants(Preferences(when=When.DAILY, paused_until=NEXT_MORNING + 2 * HOUR))
    await life.store.outbox.settle(part.rows[:1], DeliveryState.SENT, life.now)
    assert await life.told() == []
    life.now += 2 * HOUR
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_a_chat_that_ends_its_pause_while_a_message_is_being_scheduled_gets_it(
    life: DigestsLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    await life.wants(Preferences(paused_until=UNTIL_ASKED))
    await life.happens(answered(DIGUES))
    schedule_rows = schedule.schedule_rows

    async def meanwhile(connection: AsyncConnection, rows: Sequence[int], now: datetime) -> None:
        """Between reading and writing the chat changes its preferences: the rows were read with the old ones."""
        await connection.execute(update(preferences).values(paused_until=None))
        await schedule_rows(connection, rows, now)

    monkeypatch.setattr(schedule, "schedule_rows", meanwhile)
    assert await life.told() == ["✅ Réponse publiée"]


async def test_a_digest_that_is_due_is_not_moved_by_another_setting(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    for question in (DIGUES, QUAIS):
        await life.happens(answered(question))
    assert await life.told() == []
    life.now = NEXT_MORNING + timedelta(seconds=3)
    await life.wants(Preferences(when=When.DAILY, silent=True))
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_what_waited_for_a_group_follows_the_hours_of_the_supergroup_that_it_became(life: DigestsLife) -> None:
    old, new = Chat(-500, "group", "fr"), Chat(-100500, "supergroup", "fr")
    for chat in (old, new):
        await life.store.chats.greet(chat, life.now)
    await life.store.follows.follow(old.id, DIGUES.id, False, life.now)
    await life.wants(Preferences(paused_until=UNTIL_ASKED), old)
    await life.wants(Preferences(silent=True), new)
    await life.happens(answered(DIGUES))
    assert await life.told(old) == []
    await life.store.chats.move(old.id, new.id, life.now)
    assert await life.told(new) == ["✅ Réponse publiée"]


async def test_what_waits_for_a_chat_out_of_reach_is_told_when_it_is_back(life: DigestsLife) -> None:
    await life.wants(Preferences(when=When.DAILY))
    for question in (DIGUES, QUAIS):
        await life.happens(answered(question))
    assert await life.told() == []
    await life.store.chats.pause(PERSON.id, "blocked", life.now)
    life.now = NEXT_MORNING
    assert await life.told() == []
    await life.store.chats.greet(PERSON, life.now)
    assert await life.told() == ["🗞 Du nouveau pour 2 questions"]


async def test_messages_come_without_a_sound_where_the_chat_wants_it(life: DigestsLife) -> None:
    await life.wants(Preferences(silent=True))
    await life.happens(answered(DIGUES))
    assert [delivery.silent for delivery in await life.due()] == [True]
    assert [delivery.silent for delivery in await life.due(OTHER)] == [False]


async def test_many_chats_with_preferences_of_their_own_delay_no_other(life: DigestsLife) -> None:
    many_chats = range(5000, 5300)
    follow_together(life.address, many_chats, QUAIS.id)
    want_digests(life.address, many_chats)
    await life.happens(answered(QUAIS))
    await life.store.follows.unfollow(PERSON.id, QUAIS.id, life.now)
    await life.happens(answered(DIGUES))
    assert await life.told() == ["✅ Réponse publiée"]


async def test_preferences_are_kept_as_they_were_chosen(life: DigestsLife) -> None:
    wanted = Preferences(
        When.WEEKLY,
        18,
        (22, 7),
        True,
        "Indian/Reunion",
        True,
        frozenset({Kind.COMMENT, Kind.OVERDUE}),
        True,
        UNTIL_ASKED,
    )
    assert await life.wants(wanted) == wanted
    assert await life.store.preferences.of(PERSON.id) == wanted
    assert await life.store.preferences.of(OTHER.id) == Preferences()
