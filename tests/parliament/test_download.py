"""Downloads of large files, from a small server that misbehaves as real ones do."""

import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.core.addresses import archive_path, deputies_path
from bot.core.validators import Validators
from bot.parliament import client as client_module
from bot.parliament.client import Client, Roots, Unreachable
from bot.parliament.download import MOST_ATTEMPTS
from bot.parliament.response import Interrupted

FILE = bytes(range(256)) * 2000
ETAG, MODIFIED = '"one"', "Tue, 24 Nov 2026 05:40:00 GMT"
PATH = "/file.zip"
LARGEST = 1024 * 1024

Answer = Callable[[web.Request, int], web.StreamResponse]


@dataclass
class Site:
    """Serves one file in pieces: each request gets the next of the answers, the last of them for ever."""

    answers: list[Answer]
    url: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        headers = ("Range", "If-Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding")
        self.requests.append({name: request.headers[name] for name in headers if name in request.headers})
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        begun = request.http_range.start or 0 if "Range" in request.headers else 0
        response = answer(request, begun)
        if isinstance(response, Piece):
            await response.send(request)
        return response


class Piece(web.StreamResponse):
    """Some bytes of an answer, after which the connection breaks where more was announced."""

    def __init__(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        super().__init__(status=status, headers={name.replace("_", "-"): text for name, text in headers.items()})
        self.body_sent = body
        if length is not None:
            self.headers["Content-Length"] = str(length)

    async def send(self, request: web.Request) -> None:
        await self.prepare(request)
        await self.write(self.body_sent)
        if int(self.headers.get("Content-Length", 0)) > len(self.body_sent) and request.transport:
            request.transport.close()


def whole(body: bytes = FILE, cut: int | None = None, **headers: str) -> Answer:
    """The file with a 200, cut after so many bytes."""
    told = {"ETag": ETAG, "Last_Modified": MODIFIED, **headers}
    return lambda _, __: Piece(body[:cut], 200, len(body), **{name: text for name, text in told.items() if text})


def rest(body: bytes = FILE, count: int | None = None, shift: int = 0, total: str = "", **headers: str) -> Answer:
    """The rest of the file with a 206, cut after so many bytes."""

    def answer(_: web.Request, begun: int) -> Piece:
        begun += shift
        piece = body[begun : None if count is None else begun + count]
        part = f"bytes {begun}-{len(body) - 1}/{total or len(body)}"
        told = {"ETag": ETAG, "Last_Modified": MODIFIED, "Content_Range": part, **headers}
        return Piece(piece, 206, len(body) - begun, **{name: text for name, text in told.items() if text})

    return answer


def status(code: int, **headers: str) -> Answer:
    return lambda _, __: web.Response(
        status=code, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[tuple[Site, Client]]:
    site = Site(list(answers))
    application = web.Application()
    application.router.add_get("/{path:.*}", site.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    site.url = f"http://{host}:{port}"
    client = Client(Roots(site.url, site.url, site.url, site.url), 1000, "Guetteur/test")
    yield site, client
    await client.close()
    await runner.cleanup()


async def download(client: Client, target: io.BytesIO, etag: str | None = None, modified: str | None = None) -> int:
    response = await client.download(PATH, Validators(etag, modified), target, LARGEST)
    assert response.body == b""
    return response.status


async def test_a_file_is_brought_whole_with_its_validators() -> None:
    async with serving(whole()) as (site, client):
        target = io.BytesIO(b"x" * 2_000_000)
        response = await client.download(PATH, Validators(), target, LARGEST)
        assert (response.status, response.etag, response.last_modified) == (200, ETAG, MODIFIED)
        assert target.getvalue() == FILE
        assert site.requests == [{"Accept-Encoding": "identity"}]


async def test_a_file_that_did_not_change_is_not_brought_again() -> None:
    async with serving(status(304, ETag=ETAG)) as (site, client):
        target = io.BytesIO()
        assert await download(client, target, ETAG, MODIFIED) == 304
        assert (site.requests[0]["If-None-Match"], site.requests[0]["If-Modified-Since"]) == (ETAG, MODIFIED)
        assert target.getvalue() == b""


@pytest.mark.parametrize("code", [404, 500, 503, 416])
async def test_an_answer_that_brings_no_file_is_told_as_it_is(code: int) -> None:
    async with serving(status(code)) as (site, client):
        assert await download(client, io.BytesIO()) == code
        assert len(site.requests) == 1


async def test_a_download_that_is_cut_goes_on_where_it_ended() -> None:
    async with serving(whole(cut=100_000), rest(count=50_000), rest()) as (site, client):
        target = io.BytesIO()
        assert await download(client, target, '"old"') == 200
        assert target.getvalue() == FILE
        assert [each.get("Range") for each in site.requests] == [None, "bytes=100000-", "bytes=150000-"]
        assert [each.get("If-Range") for each in site.requests] == [None, ETAG, ETAG]
        assert [each.get("If-None-Match") for each in site.requests] == ['"old"', None, None]


async def test_the_date_vouches_for_the_rest_where_the_etag_does_not() -> None:
    weak = 'W/"one"'
    async with serving(whole(cut=9000, ETag=weak), rest(ETag=weak)) as (site, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE
        assert site.requests[1]["If-Range"] == MODIFIED


async def test_where_nothing_vouches_for_the_rest_it_starts_over() -> None:
    async with serving(whole(cut=9000, ETag="", Last_Modified=""), whole(ETag="", Last_Modified="")) as (site, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE
        assert "Range" not in site.requests[1]


@pytest.mark.parametrize("shorter", [FILE[::-1], FILE[:20_000]])
async def test_a_file_that_changed_meanwhile_is_brought_from_its_beginning(shorter: bytes) -> None:
    async with serving(whole(cut=100_000), whole(shorter, ETag='"two"')) as (_, client):
        target = io.BytesIO()
        response = await client.download(PATH, Validators(), target, LARGEST)
        assert (response.etag, target.getvalue()) == ('"two"', shorter)


@pytest.mark.parametrize(
    "wrong",
    [
        rest(ETag='"two"'),
        rest(Last_Modified="Wed, 25 Nov 2026 05:40:00 GMT"),
        rest(total="999999"),
        rest(shift=1),
        rest(shift=-5000),
        rest(Content_Range=""),
        rest(Content_Range="bytes */512000"),
        rest(Content_Encoding="gzip"),
        status(416),
        status(304),
    ],
)
async def test_a_rest_that_is_not_the_same_files_is_thrown_away(wrong: Answer) -> None:
    async with serving(whole(cut=100_000), wrong, whole()) as (site, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE
        assert "Range" not in site.requests[2]


async def test_a_part_that_nobody_asked_for_is_not_taken_for_the_file() -> None:
    async with serving(rest(FILE, shift=5)) as (_, client):
        with pytest.raises(Unreachable, match="not asked for"):
            await download(client, io.BytesIO())


async def test_a_download_without_progress_is_given_up() -> None:
    async with serving(whole(cut=100_000), rest(count=0)) as (site, client):
        with pytest.raises(Interrupted):
            await download(client, io.BytesIO())
        assert len(site.requests) == 4


async def test_a_download_that_is_always_cut_at_the_same_byte_is_given_up() -> None:
    async with serving(whole(cut=100_000, ETag="", Last_Modified="")) as (site, client):
        with pytest.raises(Interrupted):
            await download(client, io.BytesIO())
        assert len(site.requests) == 4


async def test_a_download_in_too_many_pieces_is_given_up() -> None:
    async with serving(whole(cut=100), rest(count=100)) as (site, client):
        with pytest.raises(Interrupted):
            await download(client, io.BytesIO())
        assert len(site.requests) == MOST_ATTEMPTS


async def test_a_file_that_says_it_is_too_large_is_not_begun() -> None:
    async with serving(lambda _, __: Piece(b"x", 200, LARGEST + 1)) as (site, client):
        target = io.BytesIO()
        with pytest.raises(Unreachable, match="larger than 1 MB"):
            await download(client, target)
        assert (target.getvalue(), len(site.requests)) == (b"", 1)


async def test_a_file_that_never_ends_is_given_up() -> None:
    async with serving(lambda _, __: Piece(b"x" * (3 * LARGEST), 200)) as (site, client):
        target = io.BytesIO()
        with pytest.raises(Unreachable, match="larger than 1 MB"):
            await download(client, target)
        assert len(target.getvalue()) <= LARGEST
        assert len(site.requests) == 1


async def test_a_file_packed_for_the_way_though_we_asked_for_it_plain_is_unpacked() -> None:
    def packed(_: web.Request, __: int) -> web.StreamResponse:
        response = web.Response(body=FILE, headers={"ETag": ETAG})
        response.enable_compression(web.ContentCoding.gzip)
        return response

    async with serving(packed) as (_, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE


async def test_a_file_packed_for_the_way_is_not_taken_up_in_the_middle() -> None:
    async with serving(whole(b"\x1f\x8b" + b"x" * 500, 100, Content_Encoding="gzip"), whole()) as (site, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE
        assert "Range" not in site.requests[1]


async def test_a_redirect_within_the_known_hosts_is_followed_and_another_is_not() -> None:
    async with serving(status(302, Location="/elsewhere.zip"), whole()) as (_, client):
        target = io.BytesIO()
        assert await download(client, target) == 200
        assert target.getvalue() == FILE
    async with serving(status(302, Location="https://example.org/file.zip")) as (site, client):
        with pytest.raises(Unreachable, match="unknown host"):
            await download(client, io.BytesIO())
        assert len(site.requests) == 1


async def test_a_site_that_asks_to_wait_in_the_middle_is_left_alone() -> None:
    async with serving(whole(cut=100_000), status(503, Retry_After="60")) as (site, client):
        response = await client.download(PATH, Validators(), io.BytesIO(), LARGEST)
        assert (response.status, response.retry_after) == (503, 60)
        with pytest.raises(Unreachable, match="asked us to wait") as error:
            await download(client, io.BytesIO())
        assert error.value.retry_after == pytest.approx(60, abs=5)
        assert len(site.requests) == 2


class FullDisk(io.BytesIO):
    """A file on a disk that has no room left."""

    def write(self, _: object) -> int:
        raise OSError(28, "No space left on device")


async def test_a_full_disk_is_told_and_not_tried_again() -> None:
    async with serving(whole()) as (site, client):
        with pytest.raises(Unreachable, match="cannot be written: No space left"):
            await download(client, FullDisk())
        assert len(site.requests) == 1


async def test_a_download_that_takes_too_long_in_all_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "LONGEST_DOWNLOAD", 0.0)
    async with serving(whole()) as (_, client):
        with pytest.raises(Unreachable, match="half an hour"):
            await download(client, io.BytesIO())


async def test_a_server_that_is_down_is_unreachable_after_a_few_attempts() -> None:
    client = Client(Roots(opendata="http://127.0.0.1:9"), 1000, "Guetteur/test")
    with pytest.raises(Unreachable, match="Connect"):
        await download(client, io.BytesIO())
    await client.close()


async def test_the_feed_is_asked_for_conditionally() -> None:
    async with serving(whole(b"<rss/>"), status(304)) as (site, client):
        first = await client.feed(Validators())
        assert (first.status, first.body, first.etag) == (200, b"<rss/>", ETAG)
        assert (await client.feed(first.validators)).status == 304
        assert site.requests[1]["If-None-Match"] == ETAG


def test_the_addresses_of_the_open_data_and_of_the_feed() -> None:
    questions = "questions/questions_ecrites"
    assert archive_path(17) == f"/static/openData/repository/17/{questions}/Questions_ecrites.json.zip"
    assert archive_path(16) == f"/static/openData/repository/16/{questions}/Questions_ecrites.json.zip"
    assert archive_path(15) == f"/static/openData/repository/15/{questions}/Questions_ecrites_XV.json.zip"
    assert archive_path(14) == f"/static/openData/repository/14/{questions}/Questions_ecrites_XIV.json.zip"
    assert archive_path(13) is None
    assert deputies_path(17) == (
        "/static/openData/repository/17/amo/deputes_actifs_mandats_actifs_organes/"
        "AMO10_deputes_actifs_mandats_actifs_organes.json.zip"
    )
    assert Roots().feed() == "https://www.nosdeputes.fr/commentaires/rss"
    assert Roots(nosdeputes="http://127.0.0.1:1").feed() == "http://127.0.0.1:1/commentaires/rss"
    assert ("data.assemblee-nationale.fr", 443) in Roots(opendata="http://127.0.0.1:1").hosts()
