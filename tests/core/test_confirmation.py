"""Confirmation: which facts are believed at once, which wait for a later reading, and what is believed meanwhile."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.core.chat import Chat
from bot.core.confirmation import Past, Statement, confirmed, is_confirmed, next_statement, takes_back
from bot.core.question import Answer, Attribution, Closing, Question, State
from bot.core.question_json import to_plain
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.questions.rows import dumps, loads
from tests.support.databases import migrate
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered
from tests.support.stores import new_store

HOUR = timedelta(hours=1)
SEEN = date(2026, 11, 3)
EARLIER, LATER = date(2026, 10, 26), date(2026, 11, 9)
FIRST = (Attribution("Transition écologique", date(2026, 9, 29)),)
RECORD = replace(WAITING, comments=None, attributions=FIRST, signalled=(), renewals=())
MOVED = replace(RECORD, ministry="Agriculture", attributions=(*FIRST, Attribution("Agriculture", LATER)))
OTHER = replace(RECORD, ministry="Agriculture", attributions=(Attribution("Agriculture", LATER),))
HEALTH = replace(RECORD, ministry="Santé", attributions=(Attribution("Santé", LATER),))
ERRATUM = "Au lieu de : « digues », lire : « barrages »."


def with_answer(words: str, erratum: str | None = None, *earlier: str) -> Question:
    return replace(RECORD, answer=Answer(ANSWER.published, words, erratum, earlier))


def closed(on: date | None) -> Question:
    return replace(RECORD, closing=Closing("Fin de mandat", on))


def signalled(*days: date | None) -> Question:
    return replace(RECORD, signalled=days)


@pytest.mark.parametrize(
    ("known", "reading", "is_believed"),
    [
        pytest.param(RECORD, answered(RECORD), True, id="a first answer"),
        pytest.param(closed(EARLIER), replace(answered(RECORD), closing=None), True, id="an answer after a closing"),
        pytest.param(RECORD, closed(LATER), True, id="a closing since the question was seen"),
        pytest.param(RECORD, closed(SEEN), True, id="a closing of that day"),
        pytest.param(RECORD, closed(EARLIER), False, id="a closing of before"),
        pytest.param(RECORD, closed(None), False, id="a closing without a day"),
        pytest.param(answered(RECORD), RECORD, False, id="an answer that is missing"),
        pytest.param(closed(LATER), RECORD, False, id="a closing that is missing"),
        pytest.param(RECORD, MOVED, True, id="a list of ministries that grew"),
        pytest.param(MOVED, replace(MOVED, attributions=(*(MOVED.attributions or ()), *FIRST)), True, id="grew again"),
        pytest.param(RECORD, OTHER, False, id="another ministry in a list that did not grow"),
        pytest.param(WAITING, replace(WAITING, ministry="Agriculture"), False, id="another ministry without a list"),
        pytest.param(with_answer("Oui."), with_answer("Non."), False, id="a corrected text"),
        pytest.param(with_answer("Oui."), with_answer("Non.", None, "Oui."), True, id="a second text beside the first"),
        pytest.param(with_answer("Oui."), with_answer("Oui.", ERRATUM), True, id="an erratum"),
        pytest.param(with_answer("Oui.", "Lire : si."), with_answer("Oui.", ERRATUM), False, id="another erratum"),
        pytest.param(signalled(), signalled(LATER), True, id="signalled since the question was seen"),
        pytest.param(signalled(), signalled(EARLIER), False, id="signalled before"),
        pytest.param(signalled(), signalled(None), False, id="signalled without a day"),
        pytest.param(signalled(EARLIER), signalled(EARLIER, LATER), True, id="signalled once more"),
        pytest.param(signalled(LATER), signalled(LATER, EARLIER), False, id="an earlier signalling too"),
        pytest.param(signalled(None), signalled(EARLIER), True, id="the day of a signalling became known"),
    ],
)
def test_what_no_older_state_can_tell_is_believed_at_once_and_the_rest_waits(
    known: Question, reading: Question, is_believed: bool
) -> None:
    now = next_statement(Statement(known), reading, NOW, Past(seen=SEEN))
    assert (now.since is None) is is_believed
    assert is_believed or now.believed == known
    assert confirmed(now).believed.state is reading.state


def test_an_answer_that_was_taken_back_is_no_first_answer_when_it_is_there_again() -> None:
    past = Past(taken_back={State.ANSWERED}, seen=SEEN)
    now = next_statement(Statement(RECORD), answered(RECORD), NOW, past)
    assert (now.believed, confirmed(now).believed) == (RECORD, answered(RECORD))
    assert next_statement(Statement(RECORD), closed(LATER), NOW, past).since is None


def test_a_wait_goes_on_while_readings_agree_and_begins_anew_when_they_do_not() -> None:
    first = next_statement(Statement(RECORD), OTHER, NOW)
    reworded = next_statement(first, replace(OTHER, subject="Digues"), NOW + HOUR)
    assert (reworded.since, reworded.believed.subject) == (NOW, "Digues")
    assert not is_confirmed(reworded, NOW + 11 * HOUR, 12 * HOUR)
    assert is_confirmed(reworded, NOW + 12 * HOUR, 12 * HOUR)
    back = next_statement(reworded, RECORD, NOW + 2 * HOUR)
    assert back == Statement(RECORD)
    assert next_statement(back, OTHER, NOW + 3 * HOUR).since == NOW + 3 * HOUR
    assert next_statement(first, HEALTH, NOW + HOUR).since == NOW + HOUR


def test_what_is_sure_is_believed_beside_what_waits_and_outlives_an_older_state() -> None:
    both = replace(OTHER, signalled=(LATER,))
    now = next_statement(Statement(RECORD), both, NOW, Past(seen=SEEN))
    assert now.believed == replace(RECORD, signalled=(LATER,))
    assert next_statement(now, RECORD, NOW + HOUR).believed == replace(RECORD, signalled=(LATER,))


@pytest.mark.parametrize(
    ("known", "reading", "believed"),
    [
        pytest.param(MOVED, RECORD, MOVED, id="a list of ministries that shrank to what it was"),
        pytest.param(RECORD, replace(RECORD, ministry=None), RECORD, id="a ministry"),
        pytest.param(with_answer("Oui.", ERRATUM), with_answer("Oui."), with_answer("Oui.", ERRATUM), id="an erratum"),
        pytest.param(
            with_answer("Oui.", ERRATUM),
            replace(RECORD, answer=replace(ANSWER, text=None)),
            with_answer("Oui.", ERRATUM),
            id="a text, and its erratum with it",
        ),
        pytest.param(signalled(LATER), replace(RECORD, signalled=None), signalled(LATER), id="a whole list of days"),
        pytest.param(signalled(LATER), signalled(), signalled(LATER), id="a day"),
        pytest.param(signalled(None), signalled(), signalled(None), id="a day that is not known"),
        pytest.param(signalled(LATER), signalled(None), signalled(LATER), id="what a day is"),
        pytest.param(signalled(None, None), signalled(LATER), signalled(LATER, None), id="one of two unknown days"),
    ],
)
def test_what_a_reading_lacks_stays_known_and_nothing_waits(
    known: Question, reading: Question, believed: Question
) -> None:
    now = next_statement(Statement(known), reading, NOW, Past(seen=SEEN))
    assert (now.record, now.believed, now.since) == (reading, believed, None)
    assert confirmed(now).believed == believed


@pytest.mark.parametrize(
    ("known", "reading"),
    [
        pytest.param(replace(RECORD, ministry=None, attributions=None), RECORD, id="a first ministry"),
        pytest.param(replace(RECORD, signalled=None, renewals=None), signalled(EARLIER), id="a first list of days"),
        pytest.param(with_answer("Oui."), replace(with_answer("OUI"), subject="Digues"), id="other signs in a text"),
        pytest.param(replace(RECORD, answer=replace(ANSWER, text=None)), with_answer("Oui."), id="a first text"),
        pytest.param(signalled(EARLIER, LATER), signalled(LATER, EARLIER), id="the same days in another order"),
        pytest.param(closed(LATER), closed(EARLIER), id="another day of one closing"),
    ],
)
def test_a_reading_that_says_more_or_the_same_is_believed_as_it_stands(known: Question, reading: Question) -> None:
    assert next_statement(Statement(known), reading, NOW, Past(seen=SEEN)) == Statement(reading)


@pytest.mark.parametrize(
    ("known", "reading", "past"),
    [
        pytest.param(RECORD, closed(LATER), Past(), id="a closing of a question of which no first sight is known"),
        pytest.param(RECORD, closed(LATER), Past({State.CLOSED}, SEEN), id="a closing that was taken back"),
        pytest.param(answered(RECORD), closed(LATER), Past(seen=SEEN), id="a closing in the place of an answer"),
        pytest.param(signalled(LATER), signalled(LATER, LATER), Past(seen=SEEN), id="one day twice"),
        pytest.param(signalled(LATER), signalled(LATER, None), Past(seen=SEEN), id="an unknown day beside another"),
        pytest.param(signalled(None), signalled(None, EARLIER), Past(seen=SEEN), id="an old day beside an unknown one"),
        pytest.param(
            replace(RECORD, renewals=()), replace(RECORD, renewals=(EARLIER,)), Past(seen=SEEN), id="an old renewal"
        ),
        pytest.param(
            replace(RECORD, attributions=None), OTHER, Past(seen=SEEN), id="another ministry, with a first list"
        ),
        pytest.param(MOVED, HEALTH, Past(seen=SEEN), id="another ministry alone in the place of a list"),
    ],
)
def test_what_an_older_state_could_tell_too_waits_and_what_was_known_stands_until_then(
    known: Question, reading: Question, past: Past
) -> None:
    now = next_statement(Statement(known), reading, NOW, past)
    assert (now.record, now.believed, now.since) == (reading, known, NOW)


def test_another_erratum_of_a_text_that_waits_begins_the_wait_anew() -> None:
    first = next_statement(Statement(with_answer("Oui.")), with_answer("Non."), NOW)
    again = next_statement(first, with_answer("Non !"), NOW + HOUR)
    other = next_statement(again, with_answer("Non.", ERRATUM), NOW + 2 * HOUR)
    assert (first.since, again.since, other.since) == (NOW, NOW, NOW + 2 * HOUR)


def test_the_erratum_of_a_text_is_none_of_the_text_that_takes_its_place() -> None:
    now = next_statement(Statement(with_answer("Oui.", ERRATUM)), with_answer("Non."), NOW)
    assert confirmed(now) == Statement(with_answer("Non."))


def test_of_two_new_days_the_sure_one_is_believed_and_the_other_waits() -> None:
    now = next_statement(Statement(signalled()), signalled(EARLIER, LATER), NOW, Past(seen=SEEN))
    assert (now.believed, now.since) == (signalled(LATER), NOW)
    assert confirmed(now).believed == signalled(EARLIER, LATER)


@pytest.mark.parametrize(
    ("since", "is_so"), [(None, False), (NOW, False), (NOW - HOUR, True), (NOW + HOUR, False)], ids=str
)
def test_one_reading_never_confirms_itself_however_short_the_wait(since: datetime | None, is_so: bool) -> None:
    assert is_confirmed(Statement(OTHER, RECORD, since), NOW, timedelta(0)) is is_so


@pytest.mark.parametrize(
    ("was", "now", "is_so"),
    [
        (answered(RECORD), RECORD, True),
        (answered(RECORD), closed(LATER), True),
        (answered(RECORD), with_answer("Non."), False),
        (closed(LATER), RECORD, True),
        (closed(LATER), closed(EARLIER), False),
        (closed(LATER), answered(RECORD), False),
        (RECORD, closed(LATER), False),
        (RECORD, RECORD, False),
    ],
)
def test_an_end_is_taken_back_where_it_is_told_no_longer(was: Question, now: Question, is_so: bool) -> None:
    assert takes_back(was, now) is is_so


async def test_a_page_waits_to_be_confirmed_by_the_page_itself_and_soon(tmp_path: Path) -> None:
    store = await new_store(tmp_path / "guetteur.db")
    try:
        await store.chats.greet(Chat(1001, "private", "fr"), NOW)
        week, tag = NOW + timedelta(days=7), Validators("etag")
        await store.checks.record_reading(WAITING, Source.ASSEMBLEE, tag, 1, NOW, week)
        await store.follows.follow(1001, ID, False, NOW)
        moved = replace(WAITING, ministry="Agriculture")
        await store.checks.record_reading(moved, Source.ASSEMBLEE, tag, 1, NOW + HOUR, week)
        assert await store.checks.validators(ID, Source.ASSEMBLEE, 1) == Validators()
        assert await store.checks.due(Source.ASSEMBLEE, NOW + 12 * HOUR, 10, ()) == []
        assert await store.checks.due(Source.ASSEMBLEE, NOW + 13 * HOUR, 10, ()) == [ID]
        await store.checks.record_reading(moved, Source.ASSEMBLEE, tag, 1, NOW + 13 * HOUR, week)
        assert await store.checks.validators(ID, Source.ASSEMBLEE, 1) == tag
        assert [each.kind for each in await store.outbox.due(week, (), 10)] == ["reattributed"]
    finally:
        await store.close()


async def test_an_upgrade_keeps_an_end_that_was_about_to_be_taken_back(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/guetteur.db"
    migrate(address, "0013")
    engine = create_engine(address)
    values = {"at": f"{NOW:%Y-%m-%d %H:%M:%S.%f}", "plain": json.dumps(to_plain(answered(RECORD)))}
    values |= {"record": dumps(RECORD), "kept": dumps(answered(RECORD))}
    statements = (
        "INSERT INTO chats (id, kind, language, created_at, refusals) VALUES (1001, 'private', 'fr', :at, 0)",
        "INSERT INTO questions (id, legislature, number, snapshot, seen_at, reopenings) VALUES (1, 17, 4321, :plain, :at, 0)",
        "INSERT INTO looks (question_id, source, absences, failures, next_at) VALUES (1, 'assemblee', 0, 0, :at)",
        "INSERT INTO looks (question_id, source, absences, failures, next_at) VALUES (1, 'nosdeputes', 0, 0, :at)",
        "INSERT INTO follows (chat_id, question_id, followed_at, bare, muted) VALUES (1001, 1, :at, 0, 0)",
        "INSERT INTO catalogue (legislature, number, crc, size, changed_at, taken_back_at, record, kept)"
        " VALUES (17, 4321, 1, 1, :at, :at, CAST(:record AS BLOB), CAST(:kept AS BLOB))",
    )
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), values)
    engine.dispose()
    store = await Store.open(address, lambda record: loads(record.decode()))
    try:
        await store.catalogue.believe(17, NOW + HOUR, 12 * HOUR, 1)
        await store.catalogue.believe(17, NOW + 12 * HOUR, 12 * HOUR, 2)
        await store.catalogue.release()
        (told,) = await store.outbox.due(NOW + 13 * HOUR, (), 10)
        assert (told.kind, dict(told.detail)) == ("reopened", {"was": "answered"})
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("known", "reading", "is_longer"),
    [
        pytest.param(answered(RECORD), RECORD, True, id="an answer that is missing"),
        pytest.param(
            replace(MOVED, attributions=OTHER.attributions), RECORD, True, id="the ministry of an earlier day"
        ),
        pytest.param(RECORD, closed(None), False, id="a closing"),
        pytest.param(RECORD, OTHER, False, id="the ministry of a later day"),
    ],
)
def test_an_older_state_waits_longer_where_that_is_asked_for(
    known: Question, reading: Question, is_longer: bool
) -> None:
    waiting = next_statement(Statement(known), reading, NOW)
    half, whole = NOW + 12 * HOUR, NOW + 36 * HOUR
    assert is_confirmed(waiting, half, 12 * HOUR)
    assert is_confirmed(waiting, half, 12 * HOUR, 36 * HOUR) is not is_longer
    assert is_confirmed(waiting, whole, 12 * HOUR, 36 * HOUR)
