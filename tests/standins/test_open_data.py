"""The stand-in archive is a real zip, which is served as a site does, can be asked for again and resumed."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Closing, Question, QuestionId
from bot.core.source import Source
from bot.parliament.archive import read_archive
from bot.standins.sites.record import record_bytes
from bot.standins.sites.server import StandInSites
from tests.benchmarks.clock import Clock
from tests.standins.archive_examples import ANSWER, FORESTS, RIVERS

PATH = "/static/openData/repository/17/questions/questions_ecrites/Questions_ecrites.json.zip"


@pytest.fixture
async def sites() -> AsyncIterator[StandInSites]:
    async with StandInSites() as running:
        yield running


@pytest.fixture
async def web(sites: StandInSites) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sites.url) as session:
        yield session


# The zip


async def test_an_archive_is_a_zip_with_a_file_for_each_record(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(RIVERS)
    sites.record(FORESTS)
    sites.record(replace(FORESTS, id=QuestionId.of_legislature(16, 5)))
    with unpacked(await body(web)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["json/QANR5L17QE301.json", "json/QANR5L17QE302.json"]
        assert archive.read("json/QANR5L17QE301.json") == record_bytes(FORESTS)
    assert sites.archive_path(17) == PATH
    with unpacked(await body(web, sites.archive_path(16))) as archive:
        assert archive.namelist() == ["json/QANR5L16QE5.json"]


async def test_the_archives_reader_reads_it(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    sites.raw_record(RIVERS.id, b"{")
    good, bad = read_archive(io.BytesIO(await body(web)))
    assert (good.question and good.question.id, bad.question) == (FORESTS.id, None)


async def test_an_archive_without_records_is_not_there(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    assert (await web.get(PATH)).status == 404
    sites.record(FORESTS)
    assert (await web.get(PATH)).status == 200
    assert (await web.get(sites.archive_path(16))).status == 404
    sites.unrecord(FORESTS.id)
    assert (await web.get(PATH)).status == 404


async def test_the_same_records_make_the_same_bytes(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    sites.record(RIVERS)
    before = await body(web)
    sites.record(replace(FORESTS, answer=ANSWER))
    assert await body(web) != before
    sites.record(FORESTS)
    assert await body(web) == before
    async with StandInSites() as others, aiohttp.ClientSession(others.url) as other_web:
        others.record(RIVERS)
        others.record(FORESTS)
        assert await body(other_web) == before


async def test_an_archive_that_is_remade_has_the_same_records_and_other_bytes(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.record(FORESTS)
    before = await web.get(PATH)
    sites.remake_archive(17)
    after = await web.get(PATH)
    old, new = await before.read(), await after.read()
    assert old != new
    assert all(before.headers[each] != after.headers[each] for each in ("ETag", "Last-Modified"))
    with unpacked(old) as one, unpacked(new) as other:
        assert [one.read(each) for each in one.namelist()] == [other.read(each) for each in other.namelist()]


async def test_any_bytes_can_stand_for_a_record_and_for_an_archive(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.record(FORESTS)
    sites.raw_record(FORESTS.id, b"\xff")
    with unpacked(await body(web)) as archive:
        assert archive.read("json/QANR5L17QE301.json") == b"\xff"
    assert sites.recorded(FORESTS.id) is None
    sites.serve_archive(17, b"no zip")
    assert await body(web) == b"no zip"
    sites.serve_archive(17, None)
    sites.record(FORESTS)
    with unpacked(await body(web)) as archive:
        assert archive.read("json/QANR5L17QE301.json") == record_bytes(FORESTS)


async def test_a_large_archive_is_a_whole_zip(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    for number in range(1, 3001):
        sites.record(replace(FORESTS, id=QuestionId.of_legislature(17, number), text=str(number) * 999))
    with unpacked(await body(web)) as archive:
        assert (len(archive.namelist()), archive.testzip()) == (3000, None)


# Pages and archive together


async def test_events_of_a_question_appear_on_its_pages_and_in_its_record(sites: StandInSites) -> None:
    sites.publish(FORESTS)
    sites.answer(FORESTS.id, ANSWER)
    answered = replace(FORESTS, answer=ANSWER)
    assert (everywhere(sites), sites.recorded(FORESTS.id)) == ([answered, answered], answered)
    sites.change(FORESTS.id, answer=None, ministry="Eau")
    moved = replace(FORESTS, ministry="Eau")
    assert (everywhere(sites), sites.recorded(FORESTS.id)) == ([moved, moved], moved)
    sites.close(FORESTS.id, Closing("Fin de mandat", None))
    assert sites.recorded(FORESTS.id) == replace(moved, closing=Closing("Fin de mandat", None))


async def test_an_event_can_appear_on_one_page_or_in_the_archive_alone(sites: StandInSites) -> None:
    sites.publish(FORESTS)
    sites.answer(FORESTS.id, ANSWER, on=Source.ASSEMBLEE)
    assert (everywhere(sites), sites.recorded(FORESTS.id)) == ([replace(FORESTS, answer=ANSWER), FORESTS], FORESTS)
    sites.record(replace(FORESTS, ministry="Eau"))
    assert everywhere(sites) == [replace(FORESTS, answer=ANSWER), FORESTS]


async def test_a_question_that_is_nowhere_cannot_change(sites: StandInSites) -> None:
    sites.put(FORESTS)
    sites.answer(FORESTS.id, ANSWER)
    assert sites.recorded(FORESTS.id) is None, "a page alone makes no record"
    sites.record(RIVERS)
    sites.answer(RIVERS.id, ANSWER)
    assert sites.recorded(RIVERS.id) == replace(RIVERS, answer=ANSWER), "nor does a record need a page"
    with pytest.raises(KeyError):
        sites.answer(RIVERS.id, ANSWER, on=Source.ASSEMBLEE)
    with pytest.raises(KeyError):
        sites.answer(QuestionId.of_legislature(17, 303), ANSWER)


# Asking again, and resuming


@pytest.mark.parametrize(("known", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
async def test_an_archive_that_has_not_changed_is_not_sent_again(
    sites: StandInSites, web: aiohttp.ClientSession, known: str, condition: str
) -> None:
    sites.record(FORESTS)
    headers = {condition: (await web.get(PATH)).headers[known]}
    assert (await web.get(PATH, headers=headers)).status == 304
    sites.record(FORESTS)
    assert (await web.get(PATH, headers=headers)).status == 304, "the same record once more changes nothing"
    sites.record(replace(FORESTS, answer=ANSWER))
    assert (await web.get(PATH, headers=headers)).status == 200
    assert [request.status for request in sites.asked(PATH)] == [200, 304, 304, 200]


async def test_a_tag_decides_where_tag_and_date_are_given(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    modified = (await web.get(PATH)).headers["Last-Modified"]
    both = {"If-None-Match": '"another"', "If-Modified-Since": modified}
    assert (await web.get(PATH, headers=both)).status == 200


async def test_editions_that_follow_each_other_fast_are_dated_in_turn_and_none_ahead_of_the_clock(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    dates = []
    for number in range(5):
        sites.record(replace(FORESTS, subject=f"Forêts, édition {number}"))
        dates.append(parsedate_to_datetime((await web.get(PATH)).headers["Last-Modified"]))
    assert dates == sorted(set(dates))
    assert dates[-1] <= datetime.now(UTC)


async def test_an_edition_is_dated_by_the_clock_of_a_program_whose_weeks_pass_in_seconds() -> None:
    clock = Clock(datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC))
    async with StandInSites(clock) as sites, aiohttp.ClientSession(sites.url) as web:
        for days in (0, 33):
            clock.advance(timedelta(days=days))
            sites.record(replace(FORESTS, subject=f"Forêts, après {days} jours"))
            dated = parsedate_to_datetime((await web.get(PATH)).headers["Last-Modified"])
            assert timedelta(0) <= clock() - dated < timedelta(hours=1)


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified", None])
async def test_a_download_can_be_resumed(
    sites: StandInSites, web: aiohttp.ClientSession, validator: str | None
) -> None:
    sites.record(FORESTS)
    whole = await web.get(PATH)
    content = await whole.read()
    condition = {"If-Range": whole.headers[validator]} if validator else {}
    part = await web.get(PATH, headers={"Range": "bytes=100-", **condition})
    assert (part.status, await part.read()) == (206, content[100:])
    assert part.headers["Content-Range"] == f"bytes 100-{len(content) - 1}/{len(content)}"
    assert part.headers["ETag"] == whole.headers["ETag"]
    [_, resumed] = sites.asked(PATH)
    assert (resumed.status, resumed.headers["Range"]) == (206, "bytes=100-")


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
async def test_a_download_of_another_file_begins_again(
    sites: StandInSites, web: aiohttp.ClientSession, validator: str
) -> None:
    sites.record(FORESTS)
    before = await web.get(PATH)
    sites.record(replace(FORESTS, answer=ANSWER))
    headers = {"Range": "bytes=100-", "If-Range": before.headers[validator]}
    after = await web.get(PATH, headers=headers)
    assert (after.status, await after.read()) == (200, await body(web))


async def test_there_is_nothing_beyond_the_end(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    size = len(await body(web))
    beyond = await web.get(PATH, headers={"Range": f"bytes={size}-"})
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    last = await web.get(PATH, headers={"Range": f"bytes={size - 1}-"})
    assert (last.status, len(await last.read())) == (206, 1)


@pytest.mark.parametrize("other", ["bytes=-5", "bytes=0-1,3-4", "lines=2-", "rubbish"])
async def test_a_range_of_another_shape_is_passed_over(
    sites: StandInSites, web: aiohttp.ClientSession, other: str
) -> None:
    sites.record(FORESTS)
    assert (await web.get(PATH, headers={"Range": other})).status == 200


# Bad days


async def test_a_download_can_be_cut_and_its_rest_too(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    content = await body(web)
    sites.fault(path=PATH, kind="cut", times=2)
    status, size, beginning = await as_far_as_it_comes(web)
    assert (status, size, beginning) == (200, len(content), content[: len(content) // 2])
    status, size, more = await as_far_as_it_comes(web, {"Range": f"bytes={len(beginning)}-"})
    rest = content[len(beginning) :]
    assert (status, size, more) == (206, len(rest), rest[: len(rest) // 2])
    have = beginning + more
    last = await web.get(PATH, headers={"Range": f"bytes={len(have)}-"})
    assert have + await last.read() == content
    assert [request.status for request in sites.asked(PATH)] == [200, 200, 206, 206]


async def test_a_response_without_a_body_is_not_cut(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    etag = (await web.get(PATH)).headers["ETag"]
    sites.fault(path=PATH, kind="cut", times=1)
    assert (await web.get(PATH, headers={"If-None-Match": etag})).status == 304
    assert (await as_far_as_it_comes(web))[2] == (await body(web))[: len(await body(web)) // 2]


async def test_the_other_faults_meet_an_archive_too(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.record(FORESTS)
    sites.fault(path=PATH, status=429, retry_after=7, times=1)
    refused = await web.get(PATH)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "7")
    sites.fault(path=PATH, kind="garbage", times=1)
    assert not zipfile.is_zipfile(io.BytesIO(await body(web)))
    sites.fault(path=PATH, kind="drop")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await web.get(PATH)
    sites.heal()
    assert (await web.get(PATH)).status == 200


async def test_bad_pages_of_the_assemblee_leave_its_archive_well(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.publish(FORESTS)
    sites.fault(on=Source.ASSEMBLEE)
    assert (await web.get(sites.path_of(FORESTS.id, Source.ASSEMBLEE))).status == 503
    assert (await web.get(PATH)).status == 200


# The deputies


async def test_the_register_of_deputies_names_them(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    path = sites.deputies_path(17)
    assert (await web.get(path)).status == 404
    sites.deputies["PA301"] = ("Mme", "Jeanne", "Exemple")
    first = await web.get(path)
    with unpacked(await first.read()) as register:
        deputy = json.loads(register.read("json/acteur/PA301.json"))["acteur"]
        assert deputy["uid"]["#text"] == "PA301"
        assert [deputy["etatCivil"]["ident"][each] for each in ("civ", "prenom", "nom")] == ["Mme", "Jeanne", "Exemple"]
        assert any(name.startswith("json/organe/") for name in register.namelist()), "which is no deputy"
    headers = {"If-None-Match": first.headers["ETag"]}
    assert (await web.get(path, headers=headers)).status == 304
    sites.deputies = {"PA302": ("M.", "Jean", "Exemple")}
    with unpacked(await body(web, path)) as register:
        assert "json/acteur/PA302.json" in register.namelist()
    sites.deputies = {}
    assert (await web.get(path)).status == 404


async def test_the_historical_register_has_those_who_left_and_tells_namesakes_apart(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    path = sites.all_deputies_path(17)
    assert (await web.get(path)).status == 404
    sites.deputies = {"PA301": ("Mme", "Jeanne", "Exemple", "Gard"), "PA302": ("M.", "Jean", "Exemple", "Gard")}
    sites.former_deputies = {"PA201": ("Mme", "Jeanne", "Exemple", "Nord")}
    with unpacked(await body(web, path)) as register:
        idents = {
            each: json.loads(register.read(f"json/acteur/{each}.json"))["acteur"]["etatCivil"]["ident"]["nom"]
            for each in ("PA201", "PA301", "PA302")
        }
    assert idents == {"PA201": "Exemple (Nord)", "PA301": "Exemple (Gard)", "PA302": "Exemple"}
    with unpacked(await body(web, sites.deputies_path(17))) as register:
        assert "json/acteur/PA201.json" not in register.namelist()
        deputy = json.loads(register.read("json/acteur/PA301.json"))["acteur"]
    assert deputy["etatCivil"]["ident"]["nom"] == "Exemple"
    (mandate,) = (each for each in deputy["mandats"]["mandat"] if each["typeOrgane"] == "ASSEMBLEE")
    assert mandate["election"]["lieu"]["departement"] == "Gard"


async def body(web: aiohttp.ClientSession, path: str = PATH) -> bytes:
    async with web.get(path) as answer:
        return await answer.read()


async def as_far_as_it_comes(
    web: aiohttp.ClientSession, headers: dict[str, str] | None = None
) -> tuple[int, int | None, bytes]:
    """The status, the size that was announced, and the bytes that came before the connection ended."""
    arrived = b""
    async with web.get(PATH, headers=headers) as answer:
        with pytest.raises(aiohttp.ClientPayloadError):
            async for chunk in answer.content.iter_any():
                arrived += chunk
        return answer.status, answer.content_length, arrived


def everywhere(sites: StandInSites) -> list[Question]:
    """What both sites' pages say of the question."""
    return [sites.pages[source][FORESTS.id] for source in ASSEMBLEE.page_sources]


def unpacked(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))
