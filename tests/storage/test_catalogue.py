"""Sweeps on a real SQLite file: what the catalogue answers, and what is told of a question's life."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.deputy import Deputy
from bot.core.question import Answer, Attribution, Closing, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.operator import LABEL
from storage.questions.rows import loads
from tests.storage.sweeps import (
    A_DAY,
    HOUR,
    OTHER,
    PERSON,
    RECORD,
    deliveries,
    follow,
    kinds,
    packed,
    sweep,
    unpack,
)
from tests.support.databases import execute
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered
from tests.support.stores import ON_SQLITE, new_store


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


@ON_SQLITE  # what differs from case to case is decided in Python; the others are on both
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
    event = (
        "INSERT INTO events (question_id, key, kind, seen_at, detail)"
        " SELECT id, :key, :kind, :now, :detail FROM questions WHERE number = :number"
    )
    told = [{"kind": kind, "key": key, "detail": detail} for kind, key, detail in before]
    execute(address, event, *({**each, "now": NOW, "number": ID.number} for each in told))
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


async def test_labels_that_nobody_knew_of_are_one_report_and_each_is_told_once(store: Store) -> None:
    assert await store.reports.add_unknown(LABEL, {"Transfert": "an14-1"}, NOW) == ["Transfert"]
    assert await store.reports.add_unknown(
        LABEL, {"Transfert": "an14-1", "Sans suite": "an14-2", "Autre": "an14-3"}, NOW
    ) == [
        "Sans suite",
        "Autre",
    ]
    assert await store.reports.add_unknown(LABEL, {"Autre": "an15-3", "Sans suite": "an15-1"}, NOW) == []
    assert [(each.kind, dict(each.values)) for each in await store.reports.waiting()] == [
        ("label", {"label": "Transfert", "question": "an14-1"}),
        ("labels", {"labels": [["Sans suite", "an14-2"], ["Autre", "an14-3"]]}),
    ]


async def test_a_bare_number_that_passes_on_to_a_question_of_the_catalogue_gets_its_card(store: Store) -> None:
    await sweep(store, RECORD)
    later = QuestionId.of_legislature(18, ID.number)
    await store.archives.fail("archive-18", NOW, is_gone=True)
    await store.follows.follow(PERSON.id, later, True, NOW)
    for source in ASSEMBLEE.page_sources:
        await store.checks.record_absence(later, source, NOW, lambda _: NOW + HOUR)
    (told,) = await deliveries(store)
    assert (told.kind, told.question) == ("card-of-bare", ID)
    listed = await store.follows.of_chat(PERSON.id)
    assert [each.question for each in listed] == [RECORD]


async def test_an_answer_into_which_an_older_reader_read_nothing_is_told_when_it_is_read(
    store: Store, address: str
) -> None:
    """Read the bytes as an earlier version of the reader, which did not understand the answer."""
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


T1, T2 = "Le Gouvernement entretient les digues et continuera.", "Le Gouvernement répare les digues et continuera."


async def _correct_with_erratum(store: Store) -> None:
    """A page is read; then the archive alone tells of an erratum, and a day later of another text above the same one."""
    answer = Answer(ANSWER.published, T1)
    await read_page(store, T1, NOW)
    await sweep(store, replace(RECORD, answer=answer))
    await follow(store, ID.number)
    for day, text in enumerate([T1, T2], start=1):
        record = replace(RECORD, answer=Answer(ANSWER.published, text, "lire : barrages"))
        await sweep(store, record, at=NOW + day * A_DAY)
        await sweep(store, record, at=NOW + day * A_DAY + 12 * HOUR)
        assert await kinds(store) == ["corrected"]


async def read_page(store: Store, text: str, at: datetime) -> None:
    """The Assemblée's page, which shows no erratum, is read."""
    page = replace(WAITING, answer=Answer(ANSWER.published, text))
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, at, at)


async def test_a_page_that_was_read_long_ago_catches_up_with_an_answer_and_its_erratum_unseen(store: Store) -> None:
    await _correct_with_erratum(store)
    for hours in (0, 6, 12, 18):  # the archive is away, and the page shows the text that the archive told
        await read_page(store, T2, NOW + 4 * A_DAY + hours * HOUR)
        known = await store.observations.of(ID)
        assert known is not None and known.question is not None and known.question.answer is not None
        assert (known.question.answer.text, known.question.answer.erratum) == (T2, "lire : barrages")
        assert await kinds(store) == []


async def test_a_page_that_lags_behind_the_archive_catches_up_with_an_answer_and_its_erratum_untold(
    store: Store,
) -> None:
    await _correct_with_erratum(store)
    for hours, text in enumerate([T1, T1, T2, T2, T2]):
        await read_page(store, text, NOW + 4 * A_DAY + 12 * hours * HOUR)
        assert await kinds(store) == []


async def test_what_an_archive_takes_back_once_and_then_says_unreadably_is_not_confirmed_by_that(store: Store) -> None:
    closed = replace(RECORD, closing=CLOSING)
    await sweep(store, closed)
    await follow(store, ID.number)
    await sweep(store, RECORD, at=NOW + A_DAY, least=12 * HOUR)
    for hours in (6, 12, 18):
        await sweep(store, at=NOW + A_DAY + hours * HOUR, least=12 * HOUR, unsure=(ID.number,))
        at = NOW + A_DAY + (hours + 3) * HOUR
        await store.catalogue.believe(17, at, 12 * HOUR, int(at.timestamp() * 1000))  # the same file once more
    await sweep(store, closed, at=NOW + 2 * A_DAY, least=12 * HOUR)
    assert await kinds(store) == []


async def test_what_an_archive_takes_back_is_confirmed_by_a_record_that_is_back_as_it_was(store: Store) -> None:
    await sweep(store, replace(RECORD, closing=CLOSING))
    await follow(store, ID.number)
    await sweep(store, RECORD, at=NOW + A_DAY, least=12 * HOUR)
    await sweep(store, at=NOW + A_DAY + 6 * HOUR, least=12 * HOUR, unsure=(ID.number,))
    await sweep(store, at=NOW + A_DAY + 12 * HOUR, least=12 * HOUR)
    assert await kinds(store) == ["reopened"]


async def test_a_page_that_waits_to_be_confirmed_hides_no_ministry_that_the_archive_told(store: Store) -> None:
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await sweep(store, RECORD)
    await follow(store, ID.number)
    lists = (*(RECORD.attributions or ()), Attribution("Agriculture", date(2026, 11, 25)))
    await sweep(store, replace(RECORD, ministry="Agriculture", attributions=lists), at=NOW + A_DAY)
    assert await kinds(store) == ["reattributed"]
    for hours in (0, 6, 12, 18):
        at = NOW + 4 * A_DAY + hours * HOUR
        page = replace(WAITING, ministry="Agriculture")
        await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, at, at)
        known = await store.observations.of(ID)
        assert known is not None and known.question is not None
        assert known.question.ministry == "Agriculture"
        assert await kinds(store) == []


async def test_while_the_archive_is_away_a_page_tells_of_a_text_that_the_archive_never_had(store: Store) -> None:
    await _correct_with_erratum(store)
    third = T2.replace("digues", "barrages")
    for hours, text in enumerate([T2, T2, third, third]):
        await read_page(store, text, NOW + 4 * A_DAY + 12 * hours * HOUR)
    assert await kinds(store) == ["corrected"]


async def test_a_follow_that_waits_for_its_card_gets_it_when_another_chat_s_follow_finds_the_record(
    address: str,
) -> None:
    """A new version of the reader understands a record that the one before could not read."""
    can_read: list[bool] = []
    store = await new_store(address, lambda body: unpack(body) if can_read else None)
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
