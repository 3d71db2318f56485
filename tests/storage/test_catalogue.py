"""Sweeps on a real SQLite file: what the catalogue answers, what is told, what is told together, and what is doubted."""

import sqlite3
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.deputy import Deputy
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId, Source
from bot.core.sweep import answer_key
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought, Packed
from storage.outbox import grouping
from storage.questions.rows import dumps, loads
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered
from tests.support.stores import new_store

PERSON = Chat(1001, "private", "fr")
OTHER = Chat(1002, "private", "en")
NAME = "archive-17"
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
RECORD = replace(
    WAITING,
    comments=None,
    author_ref="PA1",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)),),
    signalled=(),
    renewals=(),
)


def unpack(packed: bytes) -> Question | None:
    """Records are packed here as the store's own JSON: what packs them for real is another room's business."""
    return loads(packed.decode())


def packed(question: Question) -> Packed:
    body = dumps(question).encode()
    return Packed(
        question.id.number, zlib.crc32(body), len(body), body, question.author_ref, answer_key(question.answer)
    )


def numbered(number: int, question: Question = RECORD) -> Question:
    return replace(question, id=QuestionId(17, number))


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/guetteur.db"


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(Path(address.removeprefix("sqlite:///")), unpack)
    for chat in (PERSON, OTHER):
        await opened.chats.greet(chat, NOW)
    yield opened
    await opened.close()


async def sweep(
    store: Store,
    *records: Question,
    at: datetime = NOW,
    least: timedelta = timedelta(0),
    unsure: tuple[int, ...] = (),
) -> None:
    """One whole sweep that brings these records, and lacks those of the `unsure` numbers."""
    number = int(at.timestamp() * 1000)
    await store.catalogue.take(17, [packed(each) for each in records], at, number)
    await store.catalogue.believe(17, at, least, number)
    await store.catalogue.finish(17, Brought(Validators("etag"), "digest", 1, len(records), None, unsure, True), at)


async def follow(store: Store, *numbers: int, chat: Chat = PERSON, at: datetime = NOW) -> None:
    for number in numbers:
        await store.follows.follow(chat.id, QuestionId(17, number), False, at)


async def deliveries(store: Store, chat: Chat = PERSON) -> list[Delivery]:
    """What is told to a chat, message by message, each settled."""
    told = []
    while due := [each for each in await store.outbox.due(NOW + 100 * HOUR, (), 100) if each.chat_id == chat.id]:
        told.append(due[0])
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, NOW)
    return told


async def kinds(store: Store, chat: Chat = PERSON) -> list[str]:
    return [delivery.kind for delivery in await deliveries(store, chat)]


async def test_the_catalogue_answers_for_a_question_that_nobody_asked_for_before(store: Store) -> None:
    await sweep(store, RECORD)
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question == RECORD
    assert observation.confirmed_at == observation.archived_at == NOW
    followed = await store.follows.follow(PERSON.id, ID, False, NOW)
    assert followed.observation.question == RECORD
    assert await kinds(store) == []


async def test_the_author_is_named_as_the_assemblee_lists_them(store: Store) -> None:
    await sweep(store, replace(RECORD, author=None))
    await store.deputies.learn("deputies", [Deputy("PA1", "Mme Odile Garance"), Deputy("PA2", "M. Émile Exemple")], [])
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question is not None
    assert observation.question.author == "Mme Odile Garance"


async def test_each_step_of_a_life_is_told_once_however_often_the_archive_is_swept(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    moved = replace(
        RECORD, ministry="Agriculture", attributions=(*(RECORD.attributions or ()), Attribution("Agriculture", None))
    )
    signalled = replace(moved, signalled=(date(2026, 12, 1),))
    renewed = replace(signalled, renewals=(date(2027, 1, 5),))
    corrected = replace(renewed, answer=Answer(ANSWER.published, "Le Gouvernement répare les digues."))
    life = [moved, signalled, renewed, answered(renewed), corrected]
    for step, record in enumerate(life, start=1):
        for again in range(3):
            await sweep(store, record, at=NOW + (step * 10 + again) * HOUR)
    assert await kinds(store) == ["reattributed", "signalled", "renewed", "answered", "corrected"]


async def test_older_states_that_come_back_are_told_neither_again_nor_as_news(store: Store) -> None:
    first, second = date(2026, 11, 25), date(2026, 11, 26)
    older = replace(RECORD, signalled=(first,))
    newer = replace(
        older,
        ministry="Agriculture",
        attributions=(*(RECORD.attributions or ()), Attribution("Agriculture", second)),
        signalled=(first, second),
        renewals=(second,),
    )
    await sweep(store, older)
    await follow(store, ID.number)
    states = [newer, older, RECORD, newer, RECORD, older, newer]
    for step, record in enumerate(states, start=1):
        await sweep(store, record, at=NOW + step * HOUR)
    assert sorted(await kinds(store)) == ["reattributed", "renewed", "signalled"]


DAYS = [date(2026, 11, day) for day in (2, 9, 16, 23)]


@pytest.mark.parametrize("field", ["signalled", "renewals"])
@pytest.mark.parametrize(
    ("lists", "told"),
    [
        pytest.param([[], [0], [], [2]], [0, 2], id="withdrawn, and made again later"),
        pytest.param([[], [0], [0, 1], [1]], [0, 1], id="a second one"),
        pytest.param([[], [0], [2], [0], [2]], [0, 2], id="made again, and the first one comes back"),
        pytest.param([[1], [], [1]], [], id="withdrawn and there again"),
        pytest.param([[1], [], [0], [2]], [0, 2], id="there again on an earlier day"),
        pytest.param([[], [1], [1, None], [1, 3]], [1, None], id="one without a day, which becomes known"),
    ],
)
async def test_what_was_withdrawn_stays_known_and_each_is_told_by_its_day(
    store: Store, field: str, lists: list[list[int | None]], told: list[int | None]
) -> None:
    days = [tuple(None if each is None else DAYS[each] for each in some) for some in lists]
    for step, some in enumerate(days):
        record = replace(RECORD, signalled=some) if field == "signalled" else replace(RECORD, renewals=some)
        for hours in (0, 12):
            await sweep(store, record, at=NOW + (24 * step + hours) * HOUR, least=12 * HOUR)
        await follow(store, ID.number)
    kind = "signalled" if field == "signalled" else "renewed"
    keys = [f"{kind}:{2 if each is None else DAYS[each].isoformat()}" for each in told]
    assert [key for each in await deliveries(store) for key in each.keys] == keys


async def test_a_corrected_text_that_goes_back_and_forth_is_told_once(store: Store) -> None:
    corrected = replace(RECORD, answer=Answer(ANSWER.published, "Le Gouvernement répare les digues."))
    await sweep(store, answered(RECORD))
    await follow(store, ID.number)
    for step in range(1, 8):
        await sweep(store, corrected if step % 2 else answered(RECORD), at=NOW + step * HOUR)
    assert await kinds(store) == []
    await sweep(store, at=NOW + 8 * HOUR)
    for step in range(9, 15):
        await sweep(store, corrected if step % 2 else answered(RECORD), at=NOW + step * HOUR)
    assert await kinds(store) == ["corrected"]


async def test_a_page_that_alternates_between_two_ministries_is_told_once(store: Store) -> None:
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await follow(store, ID.number)
    moved = replace(WAITING, ministry="Agriculture")
    for step, page in enumerate([moved, WAITING] * 3 + [moved, moved] + [WAITING, moved] * 3, start=1):
        at = NOW + step * 12 * HOUR
        await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, at, at)
        assert await kinds(store) == ["reattributed"] * (step == 8)


async def test_what_was_told_under_an_older_key_is_not_told_under_a_new_one(store: Store, address: str) -> None:
    moved = replace(
        RECORD,
        ministry="Agriculture",
        attributions=(*(RECORD.attributions or ()), Attribution("Agriculture", date(2026, 11, 10))),
        signalled=(date(2026, 11, 2),),
        renewals=(date(2026, 11, 3),),
    )
    await sweep(store, RECORD)
    await follow(store, ID.number)
    before = [
        ("signalled", "signalled", None),
        ("renewed", "renewed:1", None),
        ("reattributed", "reattributed:1:17199ad47c4d3613", '{"from": "Transition écologique", "to": "Agriculture"}'),
    ]
    with sqlite3.connect(address.removeprefix("sqlite:///")) as database:
        for kind, key, detail in before:
            database.execute(
                "INSERT INTO events (question_id, key, kind, seen_at, detail)"
                " SELECT id, ?, ?, ?, ? FROM questions WHERE number = ?",
                (key, kind, f"{NOW:%Y-%m-%d %H:%M:%S.%f}", detail, ID.number),
            )
    await sweep(store, moved, at=NOW + HOUR)
    assert await kinds(store) == []


async def test_what_happened_before_the_follow_is_not_news(store: Store) -> None:
    await sweep(store, RECORD)
    await sweep(store, answered(RECORD), at=NOW + HOUR)
    await follow(store, ID.number, at=NOW + 2 * HOUR)
    await sweep(store, answered(RECORD), at=NOW + 3 * HOUR)
    assert await kinds(store) == []


async def test_a_question_followed_before_the_archive_had_it_is_told_of_its_answer_once(store: Store) -> None:
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await follow(store, ID.number)
    await sweep(store, RECORD, at=NOW + HOUR)
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, NOW + 2 * HOUR, NOW)
    await sweep(store, answered(RECORD), at=NOW + 3 * HOUR)
    assert await kinds(store) == ["answered"]


async def test_a_question_that_could_not_be_read_gets_its_card_from_the_archive(store: Store) -> None:
    await follow(store, ID.number)
    await sweep(store, answered(RECORD))
    assert await kinds(store) == ["card"]


async def test_nothing_of_a_sweep_is_told_before_its_end(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    await store.catalogue.take(17, [packed(answered(RECORD))], NOW + HOUR, 77)
    assert await kinds(store) == []
    assert await store.catalogue.release()
    assert await kinds(store) == ["answered"]


async def test_more_than_five_events_of_one_kind_are_one_list_in_parts(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 51)))
    await follow(store, *range(1, 51))
    await follow(store, 1, 2, 3, chat=OTHER)
    closed = [numbered(number, replace(RECORD, closing=CLOSING)) for number in range(1, 51)]
    await sweep(store, *closed, at=NOW + HOUR)
    told = await deliveries(store)
    assert [(each.kind, len(each.rows)) for each in told] == [("closed", 20), ("closed", 20), ("closed", 10)]
    grouping = [each.group for each in told if each.group]
    assert [(each.is_list, each.first, each.total) for each in grouping] == [
        (True, 1, 50),
        (True, 21, 50),
        (True, 41, 50),
    ]
    assert await kinds(store, OTHER) == ["closed"] * 3


async def test_five_events_of_a_kind_and_five_of_another_are_ten_messages(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 11)))
    await follow(store, *range(1, 11))
    closed = [numbered(number, replace(RECORD, closing=CLOSING)) for number in range(1, 6)]
    moved = [numbered(number, replace(RECORD, ministry="Agriculture")) for number in range(6, 11)]
    await sweep(store, *moved, at=NOW + HOUR)
    await sweep(store, *closed, at=NOW + 2 * HOUR)  # which confirms the ministries
    assert len(await deliveries(store)) == 10


async def test_one_text_that_answers_many_questions_is_told_once_to_a_chat(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 292)))
    await follow(store, 5, 6, 7)
    await follow(store, 6, chat=OTHER)
    await sweep(store, *(answered(numbered(number)) for number in range(1, 292)), at=NOW + HOUR)
    (one,) = await deliveries(store)
    assert one.group is not None
    assert [id.number for id, _ in one.group.listed] == [5, 6, 7]
    assert (one.group.is_list, one.group.total) == (False, 291)
    (other,) = await deliveries(store, OTHER)
    assert other.group is not None
    assert (len(other.rows), other.group.total) == (1, 291)


async def test_a_grouped_answer_among_few_others_makes_no_flood_and_among_many_is_listed(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 21)))
    await follow(store, *range(1, 21))
    await follow(store, *range(1, 15), chat=OTHER)
    group = [answered(numbered(number)) for number in range(1, 11)]
    single = [
        numbered(number, replace(RECORD, answer=Answer(ANSWER.published, f"Réponse {number}")))
        for number in range(11, 21)
    ]
    await sweep(store, *group, *single, at=NOW + HOUR)
    assert [len(each.rows) for each in await deliveries(store)] == [20]
    assert sorted(len(each.rows) for each in await deliveries(store, OTHER)) == [1, 1, 1, 1, 10]


async def test_what_a_chat_stops_following_is_neither_told_nor_counted(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 11)))
    await follow(store, *range(1, 11))
    await sweep(store, *(numbered(n, replace(RECORD, closing=CLOSING)) for n in range(1, 11)), at=NOW + HOUR)
    await store.follows.unfollow(PERSON.id, QuestionId(17, 3), NOW)
    (told,) = await deliveries(store)
    assert told.group is not None
    assert (len(told.rows), told.group.total) == (9, 9)


async def test_an_end_that_is_taken_back_is_told_when_it_stays_so(store: Store) -> None:
    await sweep(store, answered(RECORD))
    await follow(store, ID.number)
    await sweep(store, RECORD, at=NOW + HOUR)
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question is not None
    assert observation.question.answer == ANSWER
    assert await kinds(store) == []
    await sweep(store, at=NOW + 2 * HOUR)
    (told,) = await deliveries(store)
    assert (told.kind, told.detail) == ("reopened", {"was": "answered"})
    await sweep(store, answered(RECORD), at=NOW + 3 * HOUR)
    assert await kinds(store) == []
    await sweep(store, at=NOW + 4 * HOUR)
    assert await kinds(store) == ["answered"]


async def test_an_end_that_is_gone_for_one_sweep_alone_is_no_event(store: Store) -> None:
    closed = replace(RECORD, closing=CLOSING)
    await sweep(store, closed)
    await follow(store, ID.number)
    for step in range(1, 8):
        await sweep(store, RECORD if step % 2 else closed, at=NOW + step * HOUR)
    assert await kinds(store) == []


async def test_an_end_is_not_believed_to_be_gone_before_its_time(store: Store) -> None:
    await sweep(store, answered(RECORD))
    await follow(store, ID.number)
    half_a_day = timedelta(hours=12)
    for hour in range(1, 13):
        await sweep(store, *([RECORD] if hour == 1 else []), at=NOW + hour * HOUR, least=half_a_day)
    assert await kinds(store) == []
    await sweep(store, at=NOW + 13 * HOUR, least=half_a_day)
    assert await kinds(store) == ["reopened"]


async def test_an_answer_that_another_site_still_shows_does_not_close_a_reopened_question(store: Store) -> None:
    await sweep(store, answered(RECORD))
    await store.checks.record_reading(answered(), Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    await follow(store, ID.number)
    await sweep(store, RECORD, at=NOW + HOUR)
    await sweep(store, at=NOW + 2 * HOUR)
    await store.checks.record_reading(answered(), Source.NOSDEPUTES, Validators(), 1, NOW + 3 * HOUR, NOW)
    assert await kinds(store) == ["reopened"]


async def test_two_months_without_an_answer_are_told_once_when_the_archive_confirms_them(store: Store) -> None:
    await sweep(store, RECORD)  # asked on 29 September, due on 29 November
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    assert not await store.deadlines.tell(late)  # the archive was not asked since
    await store.catalogue.confirm(17, True, late)
    assert not await store.deadlines.tell(late)  # it was, but is the same file as before the term's end
    await sweep(store, at=late)
    assert await store.deadlines.tell(late)
    assert not await store.deadlines.tell(late + HOUR)
    (told,) = await deliveries(store)
    assert (told.kind, told.keys) == ("overdue", ("overdue",))


async def test_a_question_that_is_overdue_when_it_is_followed_is_not_told(store: Store) -> None:
    late = NOW + timedelta(days=6)
    await sweep(store, RECORD, at=late)
    await follow(store, ID.number, at=late)
    await store.deadlines.tell(late + HOUR)
    assert await kinds(store) == []


async def test_a_term_that_passed_before_a_follow_is_no_news_though_the_clock_stood_in_1970(store: Store) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, RECORD, at=wrong)
    await follow(store, ID.number, at=wrong)
    late = NOW + timedelta(days=60)
    await sweep(store, replace(RECORD, subject="Digues"), at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == []


LONG_AGO = date(2026, 10, 6)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(replace(RECORD, asked=date(2026, 7, 7)), id="its two months had passed"),
        pytest.param(replace(RECORD, signalled=(LONG_AGO,)), id="its ten days had passed"),
        pytest.param(replace(RECORD, asked=None, signalled=(LONG_AGO,)), id="nothing but its signalling is known"),
        pytest.param(replace(RECORD, signalled=(None, LONG_AGO), renewals=(LONG_AGO,)), id="signalled and renewed"),
        pytest.param(
            replace(RECORD, attributions=(Attribution("Culture", LONG_AGO), *(RECORD.attributions or ()))), id="moved"
        ),
        pytest.param(replace(RECORD, closing=Closing("Retrait", LONG_AGO)), id="closed"),
        pytest.param(answered(replace(RECORD, signalled=(LONG_AGO,))), id="answered"),
    ],
)
@pytest.mark.parametrize("is_on_its_page", [False, True])
async def test_what_was_so_at_first_observation_is_no_news_once_a_clock_that_stood_in_1970_is_mended(
    store: Store, known: Question, is_on_its_page: bool
) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, known, at=wrong)
    page = replace(known, attributions=None, signalled=None, renewals=None)
    if is_on_its_page:
        await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, wrong, wrong)
    await follow(store, ID.number, at=wrong)
    for record in (known, replace(known, subject="Digues")):
        for days in (0, 1):
            at = NOW + timedelta(days=30 + days)
            await sweep(store, record, at=at)
            if is_on_its_page:
                await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, at, at)
            await store.deadlines.tell(at)
    assert await kinds(store) == []


async def test_a_term_that_passes_after_the_clock_was_mended_is_told(store: Store) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, RECORD, at=wrong)
    await follow(store, ID.number, at=wrong)
    await sweep(store, replace(RECORD, subject="Digues"), at=NOW)
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["overdue"]


async def test_the_ten_days_of_a_signalled_question_are_told_after_the_two_months(store: Store) -> None:
    late = NOW + timedelta(days=6)
    await sweep(store, RECORD, at=late)
    await follow(store, ID.number, at=late)
    signalled = replace(RECORD, signalled=(date(2026, 12, 1),))
    await sweep(store, signalled, at=late + HOUR)
    later = NOW + timedelta(days=18)
    await sweep(store, at=later)
    await store.deadlines.tell(later)
    told = await deliveries(store)
    assert [(each.kind, each.keys) for each in told] == [
        ("signalled", ("signalled:2026-12-01",)),
        ("overdue", ("overdue:signalled",)),
    ]


async def test_an_answer_that_comes_with_the_deadline_is_told_and_the_deadline_is_not(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await sweep(store, answered(RECORD), at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["answered"]


async def test_many_deadlines_of_one_day_are_one_list(store: Store) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 9)))
    await follow(store, *range(1, 9))
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert [len(each.rows) for each in await deliveries(store)] == [8]


async def test_pages_are_looked_at_for_what_a_fresh_archive_does_not_have(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number, 99)
    later = NOW + HOUR
    assert await store.archives.fresh(later) == {17}
    due = await store.checks.due(Source.ASSEMBLEE, later, 10, {17})
    assert due == [QuestionId(17, 99)]
    assert len(await store.checks.due(Source.ASSEMBLEE, later, 10, ())) == 2
    assert await store.archives.fresh(NOW + 25 * HOUR) == set()


async def test_a_record_that_a_sweep_lacks_or_refuses_is_vouched_for_no_longer(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2)
    late = NOW + timedelta(days=6)
    await sweep(store, numbered(2), at=late, unsure=(ID.number,))
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.confirmed_at == NOW
    assert await store.checks.due(Source.ASSEMBLEE, late + HOUR, 10, {17}) == [ID]
    await store.deadlines.tell(late)
    assert [delivery.question.number for delivery in await deliveries(store)] == [2]
    await sweep(store, RECORD, numbered(2), at=late + HOUR)
    again = await store.observations.of(ID)
    assert again is not None
    assert again.confirmed_at == late + HOUR


async def test_a_record_that_the_first_file_after_a_term_lacks_is_no_proof_that_it_passed(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await store.catalogue.confirm(17, True, late)  # the same file as before the term's end
    await sweep(store, at=late + HOUR, unsure=(ID.number,))
    assert not await store.deadlines.tell(late + 2 * HOUR)


async def test_what_a_failed_sweep_had_found_is_released_with_the_next_one(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2)
    await store.catalogue.take(17, [packed(answered(RECORD))], NOW + HOUR, 1)
    await sweep(store, answered(numbered(2)), at=NOW + 2 * HOUR)
    assert await kinds(store) == ["answered", "answered"]


async def test_an_archive_that_stands_still_for_days_does_not_stand_in_for_the_pages(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    for hours in range(6, 96, 6):
        await store.catalogue.confirm(17, True, NOW + hours * HOUR)
    late = NOW + 90 * HOUR
    assert await store.archives.fresh(late) == set()
    assert await store.checks.due(Source.ASSEMBLEE, late, 10, await store.archives.fresh(late)) == [ID]
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.confirmed_at == NOW


async def test_a_sweep_is_over_though_what_it_found_cannot_be_let_go_for_now(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)

    async def fail(_: object) -> bool:
        raise OperationalError("UPDATE outbox", {}, sqlite3.OperationalError("database is locked"))

    with monkeypatch.context() as locked:
        locked.setattr(grouping, "release", fail)
        await sweep(store, answered(RECORD), at=NOW + HOUR)
    assert (await store.archives.of("archive-17")).swept.succeeded_at == NOW + HOUR
    assert await store.outbox.due(NOW + HOUR, (), 10) == []
    assert await store.catalogue.release()
    assert [each.kind for each in await store.outbox.due(NOW + HOUR, (), 10)] == ["answered"]


async def test_an_archive_of_a_finished_legislature_may_stand_still(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    for hours in range(6, 240, 6):
        await store.catalogue.confirm(17, False, NOW + hours * HOUR)
    late = NOW + 240 * HOUR
    assert await store.archives.fresh(late) == {17}
    assert await store.checks.due(Source.ASSEMBLEE, late, 10, {17}) == []
    assert await store.deadlines.tell(late)


async def test_an_archive_says_that_it_is_a_finished_legislatures(store: Store) -> None:
    await sweep(store, RECORD)
    current = await store.observations.of(ID)
    assert current is not None
    assert (current.needs_no_page(NOW + HOUR), current.needs_no_page(NOW + 25 * HOUR)) == (True, False)
    await store.catalogue.confirm(17, False, NOW + HOUR)  # the next legislature has begun
    finished = await store.observations.of(ID)
    assert finished is not None
    assert finished.needs_no_page(NOW + 900 * 24 * HOUR)
    await follow(store, ID.number)
    followed = await store.observations.of(ID)
    assert followed is not None
    assert followed.needs_no_page(NOW + 900 * 24 * HOUR)
    await store.catalogue.confirm(17, True, NOW + 2 * HOUR)  # a slip of whoever set the number
    assert await store.archives.fresh(NOW + 25 * HOUR) == {17}
    assert await store.archives.fresh(NOW + 27 * HOUR) == set()


async def test_a_list_is_as_sure_as_what_can_still_change_in_it(store: Store) -> None:
    old = replace(RECORD, id=QuestionId(16, 5))
    await store.catalogue.take(16, [packed(old)], NOW, 1)
    await store.catalogue.finish(16, Brought(Validators(), "digest", 1, 1, None, (), False), NOW)
    await store.follows.follow(PERSON.id, old.id, False, NOW)
    assert [each.confirmed_at for each in await store.follows.of_chat(PERSON.id)] == [NOW]
    await sweep(store, RECORD, at=NOW + HOUR)
    await follow(store, ID.number)
    assert [each.confirmed_at for each in await store.follows.of_chat(PERSON.id)] == [None, NOW + HOUR]


async def test_a_record_that_a_finished_archive_lacks_is_looked_for_on_its_page(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2, 3)
    await store.catalogue.finish(17, Brought(Validators(), "digest", 1, 1, None, (2,), False), NOW + HOUR)
    late = NOW + 900 * 24 * HOUR
    due = await store.checks.due(Source.ASSEMBLEE, late, 10, await store.archives.fresh(late))
    assert {question.number for question in due} == {2, 3}
    doubted = await store.observations.of(QuestionId(17, 2))
    assert doubted is not None
    assert not doubted.needs_no_page(late)


async def test_the_pages_of_what_is_followed_later_are_spared_too(store: Store) -> None:
    await store.catalogue.take(17, [packed(RECORD)], NOW, 1)
    await store.catalogue.finish(17, Brought(Validators(), "digest", 1, 1, None, (), False), NOW)
    await follow(store, ID.number, 99, at=NOW + HOUR)
    assert len(await store.checks.due(Source.ASSEMBLEE, NOW + HOUR, 10, ())) == 2
    await store.catalogue.spare_pages(17, NOW + HOUR)
    assert await store.checks.due(Source.ASSEMBLEE, NOW + HOUR, 10, ()) == [QuestionId(17, 99)]


async def test_an_archive_is_taken_in_once_a_whole_sweep_of_it_was_believed(store: Store) -> None:
    await store.archives.fail("archive-16", NOW)
    await store.catalogue.take(15, [packed(replace(RECORD, id=QuestionId(15, 1)))], NOW, 1, reader=1)
    await store.archives.remember_register("deputies", Validators(), 1, NOW)
    assert await store.archives.taken_in() == frozenset()
    await sweep(store, RECORD)
    await store.archives.fail("archive-17", NOW + HOUR)
    assert await store.archives.taken_in() == {17}


SIGNALLED = replace(RECORD, asked=date(2026, 7, 7), signalled=(date(2026, 10, 6),))


@pytest.mark.parametrize("is_signalled_on_the_record", [True, False])
async def test_a_term_that_passed_long_before_the_archive_first_told_of_it_is_no_news(
    store: Store, is_signalled_on_the_record: bool
) -> None:
    page = replace(SIGNALLED, signalled=None, renewals=None, comments=())
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    await follow(store, ID.number)  # its card says that the two months are over
    await sweep(store, SIGNALLED if is_signalled_on_the_record else replace(SIGNALLED, signalled=()), at=NOW + HOUR)
    await store.deadlines.tell(NOW + 2 * HOUR)
    assert await kinds(store) == []


async def test_a_term_that_passes_after_the_archive_first_told_of_it_is_told(store: Store) -> None:
    page = replace(SIGNALLED, signalled=None, renewals=None, comments=())
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    await follow(store, ID.number)
    await sweep(store, replace(SIGNALLED, signalled=(date(2026, 11, 16),)), at=NOW + HOUR)
    late = NOW + timedelta(days=4)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["overdue"]


async def test_labels_that_nobody_knew_of_are_one_report_and_each_is_told_once(store: Store) -> None:
    assert await store.reports.add_labels({"Transfert": "14-1"}, NOW) == ["Transfert"]
    assert await store.reports.add_labels({"Transfert": "14-1", "Sans suite": "14-2", "Autre": "14-3"}, NOW) == [
        "Sans suite",
        "Autre",
    ]
    assert await store.reports.add_labels({"Autre": "15-3", "Sans suite": "15-1"}, NOW) == []
    assert [(each.kind, dict(each.values)) for each in await store.reports.waiting()] == [
        ("label", {"label": "Transfert", "question": "14-1"}),
        ("labels", {"labels": [["Sans suite", "14-2"], ["Autre", "14-3"]]}),
    ]


async def test_a_bare_number_that_passes_on_to_a_question_of_the_catalogue_gets_its_card(store: Store) -> None:
    await sweep(store, RECORD)
    later = QuestionId(18, ID.number)
    await store.archives.fail("archive-18", NOW, is_gone=True)
    await store.follows.follow(PERSON.id, later, True, NOW)
    for source in Source:
        await store.checks.record_absence(later, source, NOW, lambda _: NOW + HOUR)
    (told,) = await deliveries(store)
    assert (told.kind, told.question) == ("card-of-bare", ID)
    listed = await store.follows.of_chat(PERSON.id)
    assert [each.question for each in listed] == [RECORD]


async def test_an_answer_into_which_an_older_reader_read_nothing_is_told_when_it_is_read(
    store: Store, address: str
) -> None:
    """The same bytes, of which an earlier version of the reader did not understand the answer."""
    await sweep(store, RECORD)
    await follow(store, ID.number)
    mended = packed(answered(RECORD))
    blind = await Store.open(address, lambda body: replace(loads(body.decode()) or RECORD, answer=None))
    await blind.catalogue.take(17, [mended], NOW + HOUR, 1)
    await blind.close()
    assert await kinds(store) == []
    await store.catalogue.take(17, [mended], NOW + 2 * HOUR, 2)
    await store.catalogue.release()
    assert await kinds(store) == ["answered"]


async def test_checksums_tell_what_is_known_and_a_changed_record_replaces_the_old_one(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await sweep(store, answered(RECORD), at=NOW + HOUR)
    known = await store.catalogue.checksums(17)
    new = packed(answered(RECORD))
    assert known[ID.number] == (new.crc, new.size)
    assert sorted(known) == [2, ID.number]
    assert await store.catalogue.checksums(16) == {}


async def test_failures_of_an_archive_are_counted_until_it_is_swept(store: Store) -> None:
    await store.archives.fail(NAME, NOW)
    await store.archives.fail(NAME, NOW + HOUR)
    swept = (await store.archives.of(NAME)).swept
    assert (swept.failures, swept.looked_at, swept.succeeded_at) == (2, NOW + HOUR, None)
    await sweep(store, RECORD, at=NOW + 2 * HOUR)
    again = await store.archives.of(NAME)
    assert (again.swept.failures, again.validators.etag, again.questions) == (0, "etag", 1)


async def test_a_list_is_as_sure_as_its_least_sure_waiting_question(store: Store) -> None:
    await sweep(store, RECORD)
    await store.checks.record_reading(numbered(99, WAITING), Source.ASSEMBLEE, Validators(), 1, NOW - HOUR, NOW)
    await follow(store, ID.number, 99)
    listed = await store.follows.of_chat(PERSON.id)
    assert {each.id.number: each.confirmed_at for each in listed} == {ID.number: NOW, 99: NOW - HOUR}


async def test_a_label_is_kept_as_it_stands(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    await sweep(store, replace(RECORD, closing=Closing("Fusion de questions", date(2026, 11, 24))), at=NOW + HOUR)
    (told,) = await deliveries(store)
    assert told.observation.question is not None
    assert told.observation.question.closing == Closing("Fusion de questions", date(2026, 11, 24))


async def test_a_correction_and_an_erratum_after_it_are_told_one_after_the_other_and_each_once(store: Store) -> None:
    await sweep(store, answered(RECORD))
    await follow(store, ID.number)
    corrected = replace(RECORD, answer=Answer(ANSWER.published, "Le Gouvernement répare les digues et continuera."))
    amended = replace(
        corrected,
        answer=Answer(ANSWER.published, "Le Gouvernement répare les digues et continuera.", "lire : barrages"),
    )
    for step, record in enumerate([corrected, amended, corrected, amended, answered(RECORD)], start=1):
        await sweep(store, record, at=NOW + step * A_DAY)
        await sweep(store, record, at=NOW + step * A_DAY + 12 * HOUR)
    told = await deliveries(store)
    assert [each.kind for each in told] == ["corrected", "corrected"]
    assert [each.detail["erratum"] for each in told] == [None, "lire : barrages"]


async def test_who_waits_for_a_card_gets_it_when_another_s_follow_finds_what_the_archive_has(tmp_path: Path) -> None:
    """A version of the reader that could not read the record is followed by one that can."""
    can_read: list[bool] = []
    store = await new_store(tmp_path / "guetteur.db", lambda body: unpack(body) if can_read else None)
    for chat in (PERSON, OTHER):
        await store.chats.greet(chat, NOW)
    await sweep(store, RECORD)
    await follow(store, ID.number)
    can_read.append(True)
    await follow(store, ID.number, chat=OTHER)
    assert [await kinds(store, chat) for chat in (PERSON, OTHER)] == [["card"], []]
    await follow(store, ID.number, chat=OTHER)  # a second tap
    await sweep(store, answered(RECORD), at=NOW + HOUR)
    assert [await kinds(store, chat) for chat in (PERSON, OTHER)] == [["answered"], ["answered"]]
    await store.close()


@pytest.mark.parametrize("is_among_many", [False, True])
async def test_a_term_that_had_passed_at_a_follow_is_told_to_those_alone_who_followed_before(
    store: Store, is_among_many: bool
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    if is_among_many:
        await store.follows.follow_many(OTHER.id, [(ID, False)], late, None, 10)
    else:
        await follow(store, ID.number, chat=OTHER, at=late)
    assert await store.deadlines.tell(late + HOUR)
    assert [await kinds(store, chat) for chat in (PERSON, OTHER)] == [["overdue"], []]


async def test_a_signalling_and_a_renewal_of_which_nothing_was_known_are_no_news_and_later_ones_are(
    store: Store,
) -> None:
    unknown = replace(RECORD, signalled=None, renewals=None)
    known = replace(RECORD, signalled=(date(2026, 11, 2),), renewals=(date(2026, 11, 3),))
    both = replace(known, signalled=(date(2026, 11, 2), date(2026, 12, 1)))
    await sweep(store, unknown)
    await follow(store, ID.number)
    await sweep(store, known, at=NOW + HOUR)
    assert await kinds(store) == []
    await sweep(store, both, at=NOW + 2 * HOUR)
    assert await kinds(store) == ["signalled"]


async def test_an_answer_that_falls_back_to_the_erratum_with_which_it_was_first_seen_is_no_news(store: Store) -> None:
    first = replace(RECORD, answer=replace(ANSWER, erratum="lire : barrages"))
    await sweep(store, first)
    await follow(store, ID.number)
    corrected = replace(RECORD, answer=Answer(ANSWER.published, "Le Gouvernement répare les digues et continuera."))
    for step, record in enumerate([corrected, first, corrected, first], start=1):
        await sweep(store, record, at=NOW + step * A_DAY)
        await sweep(store, record, at=NOW + step * A_DAY + 12 * HOUR)
    assert await kinds(store) == ["corrected"]
