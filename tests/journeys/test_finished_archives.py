"""The archives of the finished legislatures in the real process: taken in after the current one, once and for good."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.core.source import Source
from bot.messages.phrases import phrases
from bot.standins.sites.record import record_bytes
from tests.journeys.test_archive import OFTEN, RECORD
from tests.journeys.world import JourneyWorld
from tests.support.waiting import patience

LEGISLATURES = (17, 16, 15, 14)
OLD = Attribution("Santé", date(2013, 4, 9))
PARIS = ZoneInfo("Europe/Paris")
QUIET = {"SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600", "WATCH_INTERVAL": "604800"}
SUBJECTS = {
    17: "Entretien des digues",
    16: "Hébergement des données de santé",
    15: "Recensement des ponts",
    14: "Culture de la lentille",
}


def of(legislature: int, number: int = 4321, **facts: object) -> Question:
    """An unanswered question of that legislature; of a finished one, it stays so for ever."""
    facts = {"asked": date(2013, 4, 9), "attributions": (OLD,), **facts} if legislature < 17 else facts
    return replace(RECORD, id=QuestionId.of_legislature(legislature, number), subject=SUBJECTS[legislature], **facts)  # type: ignore[arg-type]  # by name


def record_all(world: JourneyWorld) -> None:
    """Fill all four archives: the 14th and 15th as one large file, the 16th with a file for each question."""
    for legislature in (14, 15):
        world.sites.archive_as_one_list(legislature)
    for legislature in LEGISLATURES:
        for number in (4321, 12432):
            world.sites.record(of(legislature, number))


async def taken_in(world: JourneyWorld, *legislatures: int) -> None:
    for legislature in legislatures or LEGISLATURES:
        await world.swept_once(legislature)


def archives_asked(world: JourneyWorld) -> list[tuple[int, int]]:
    """The legislature and status of each request for an archive, in order."""
    paths = {world.sites.archive_path(legislature): legislature for legislature in LEGISLATURES}
    return [(paths[each.path], each.status) for each in world.sites.requests if each.path in paths]


def pages_asked(world: JourneyWorld) -> list[str]:
    """The paths of the Assemblée's pages that were asked for."""
    return [each.path for each in world.sites.requests if each.path.startswith(("/dyn/", "/q"))]


def age(world: JourneyWorld, by: timedelta) -> datetime:
    """Move everything that the stopped bot did with the finished archives so far into the past. Returns when it is then."""
    aged = datetime.now(UTC) - by
    then = f"{aged:%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(world.file)) as database, database:
        values = (then, then)
        database.execute("UPDATE archives SET confirmed_at = ?, looked_at = ? WHERE name < 'archive-17'", values)
        database.execute("UPDATE sources SET succeeded_at = ? WHERE name < 'archive-17'", (then,))
    return aged


def catalogue(world: JourneyWorld) -> list[tuple[int, int]]:
    """The legislatures that were taken in, with the number of records of each."""
    with closing(sqlite3.connect(world.file)) as database:
        counted = "SELECT legislature, count(*) FROM catalogue GROUP BY legislature ORDER BY legislature DESC"
        return list(database.execute(counted))


async def partly_taken_in(world: JourneyWorld) -> None:
    """Wait until the first records of the 14th legislature are written."""
    async with patience("a record is written"):
        while True:
            if batches(world):
                return
            await asyncio.sleep(0.002)


def batches(world: JourneyWorld) -> list[int]:
    """The number of records of the 14th legislature that each sweep wrote."""
    counted = "SELECT count(*) FROM catalogue WHERE legislature = 14 GROUP BY changed_at ORDER BY changed_at"
    with closing(sqlite3.connect(world.file)) as database:
        return [count for (count,) in database.execute(counted)]


async def test_a_first_start_takes_in_all_four_the_current_one_first_and_asks_for_no_page(world: JourneyWorld) -> None:
    record_all(world)
    await world.start(**QUIET)
    await taken_in(world)
    assert archives_asked(world) == [(17, 200), (16, 200), (15, 200), (14, 200)]
    assert catalogue(world) == [(17, 2), (16, 2), (15, 2), (14, 2)]
    for legislature in LEGISLATURES:
        card = await world.ask(f"/follow {legislature}/4321")
        assert SUBJECTS[legislature] in card.text
        assert "Vérifié le" in card.text
        assert "n’a pas pu être lu" not in card.text
    assert "Culture de la lentille" in (await world.ask("/status 14/12432")).text
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.path_of(of(14).id, Source.NOSDEPUTES)))
    assert pages_asked(world) == []


async def test_search_reaches_back_through_all_of_them(world: JourneyWorld) -> None:
    record_all(world)
    await world.start(**QUIET)
    await taken_in(world)
    for legislature, words in ((14, "lentille"), (15, "recensement ponts"), (16, "hebergement donnees")):
        asked = world.telegram.inline(world.camille, words)
        answer = await world.telegram.inline_answer(asked)
        assert {each.id for each in answer.results} == {f"qan{legislature}-4321", f"qan{legislature}-12432"}


async def test_after_a_month_they_are_asked_for_once_more_and_stand_in_for_the_pages_meanwhile(
    world: JourneyWorld,
) -> None:
    record_all(world)
    await world.start(**QUIET)
    await taken_in(world)
    await world.ask("/follow 16/4321")
    await world.stop()
    checked = age(world, timedelta(days=29))
    world.sites.requests.clear()
    world.sites.fault()  # all pages and all archives fail
    await world.start(SWEEP_INTERVAL="600", WATCH_INTERVAL="0.3", COMMENTS_INTERVAL="600")
    await world.sites.wait_until(lambda: len(archives_asked(world)) == 3)
    card = await world.ask("/status 16/4321")
    assert "ne répond plus" not in card.text
    assert f"Vérifié le {phrases('fr').day(checked.astimezone(PARIS).date())} à" in card.text
    assert pages_asked(world) == []
    await world.stop()
    world.sites.heal()
    world.sites.requests.clear()
    await world.start(**QUIET)
    await world.sites.wait_until(lambda: len(archives_asked(world)) == 3)
    assert archives_asked(world) == [(16, 304), (15, 304), (14, 304)]


async def test_an_answer_that_comes_to_a_finished_legislature_is_told_from_its_archive_alone(
    world: JourneyWorld,
) -> None:
    record_all(world)
    await world.start(**OFTEN)
    await taken_in(world)
    await world.ask("/follow 14/4321")
    world.sites.record(of(14, answer=Answer(date(2013, 7, 2), "Les lentilles poussent.")))
    assert "Les lentilles poussent." in (await world.alert("Réponse publiée")).text
    assert pages_asked(world) == []


async def test_what_an_older_archive_says_when_it_is_first_read_is_no_news(world: JourneyWorld) -> None:
    """The question is followed by its page; only the archive says that it was signalled and that the term passed in 2013."""
    signalled = of(14, signalled=(date(2013, 7, 1),), renewals=(date(2013, 6, 25),))
    for question in (signalled, of(17)):
        world.sites.put(replace(question, comments=()))
    world.sites.record(of(17))
    await world.start(**OFTEN)
    await taken_in(world, 17)
    card = await world.ask("/follow 14/4321")
    assert "Culture de la lentille" in card.text
    before = len(world.texts())
    world.sites.archive_as_one_list(14)
    world.sites.record(signalled)
    await taken_in(world, 14)
    await world.swept(count=3)  # passed terms are told at each sweep
    await world.stored("SELECT 1 FROM outbox WHERE outcome IS NULL", 0)
    assert len(world.texts()) == before
    assert "Signalée" in (await world.ask("/status 14/4321")).text


async def test_a_kill_in_the_middle_of_an_old_archive_costs_nothing_that_was_written(world: JourneyWorld) -> None:
    many = 3_000
    world.sites.record(of(17))
    world.sites.archive_as_one_list(14)
    for number in range(1, many + 1):
        world.sites.record(of(14, number))
    await world.start(**QUIET)
    await partly_taken_in(world)
    await world.kill()
    (written,) = batches(world)
    assert 0 < written < many
    await world.start(**QUIET)
    await taken_in(world, 14)
    assert batches(world) == [written, many - written]


async def test_a_broken_old_archive_does_no_harm_to_the_others_and_is_asked_for_ever_more_rarely(
    world: JourneyWorld,
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    record_all(world)
    world.sites.serve_archive(15, b"PK\x03\x04" + b"\0" * 4096)
    world.sites.fault(path=world.sites.archive_path(16), status=404)
    await world.start(**OFTEN, ADMIN_CHAT_ID=str(operator.id))
    await taken_in(world, 17, 14)
    await world.swept(count=20)
    asked = archives_asked(world)
    current = sum(legislature == 17 for legislature, _ in asked)
    for broken in (15, 16):
        assert 2 <= sum(legislature == broken for legislature, _ in asked) <= current / 2
    assert "Culture de la lentille" in (await world.ask("/follow 14/4321")).text
    assert world.texts(operator.id) == []
    world.sites.serve_archive(15, None)
    world.sites.heal()
    await world.stop()
    await world.start(**OFTEN)
    await taken_in(world)


async def test_an_old_archives_unknown_labels_are_one_report(world: JourneyWorld) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    labels = ("Clôture <i>d’office</i>", "Transfert", "Sans suite")
    world.sites.record(of(17))
    world.sites.archive_as_one_list(14)
    for number, label in enumerate(labels, 1):
        world.sites.record(of(14, number, closing=Closing(label, date(2017, 6, 20))))
    await world.start(**OFTEN, ADMIN_CHAT_ID=str(operator.id))
    await world.telegram.wait_for(operator.id, lambda message: "Motifs de fin inconnus" in message.text)
    (report,) = world.texts(operator.id)
    assert [label in report for label in labels] == [True, True, True]


async def test_one_large_file_is_taken_in_without_its_hostile_records(world: JourneyWorld) -> None:
    world.sites.record(of(17))
    world.sites.archive_as_one_list(14)
    for number in range(1, 401):
        world.sites.record(of(14, number))
    other = json.loads(record_bytes(of(17, 7)))["question"]
    for number, body in enumerate(
        (
            b'{"uid": "QANR5L14QE1", "a": "' + b"x" * (6 * 1024 * 1024) + b'"}',
            b'{"uid": "QANR5L14QE2", "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            json.dumps(other).encode(),
            b'{"uid": "QANR5L14QE4", }',
        ),
        900_001,
    ):
        world.sites.raw_record(QuestionId.of_legislature(14, number), body)
    world.sites.record(of(14, 12432, text='Elle cite "}]{[" et \\" et \\\\.'))
    await world.start(**QUIET)
    await taken_in(world, 17, 14)
    assert catalogue(world) == [(17, 1), (14, 401)]
    assert "Culture de la lentille" in (await world.ask("/status 14/12432")).text
