"""The HTTP client, against a real server on loopback."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.core.proxies import why_unusable
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.parliament.client import LARGEST_PAGE, Client, Response, Roots, Unreachable, seconds_to_wait
from bot.parliament.pacer import Pacer
from bot.standins.sites.server import StandInSites
from tests.support.examples import ID, WAITING
from tests.support.waiting import patience

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@asynccontextmanager
async def client_of(url: str, rate: float = 1000) -> AsyncIterator[Client]:
    client = Client(Roots(url, url, url), rate, "Guetteur/test")
    yield client
    await client.close()


async def get(client: Client, id: QuestionId = ID, etag: str | None = None) -> Response:
    return await client.page(id, Source.ASSEMBLEE, Validators(etag), urgent=True)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_get("/{path:.*}", handler)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("legislature", "source", "path"),
    [
        (17, Source.ASSEMBLEE, "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE5"),
        (16, Source.ASSEMBLEE, "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE5"),
        (15, Source.ASSEMBLEE, "https://questions.assemblee-nationale.fr/q15/15-5QE.htm"),
        (16, Source.NOSDEPUTES, "https://www.nosdeputes.fr/16/question/QE/5"),
        (15, Source.NOSDEPUTES, "https://2017-2022.nosdeputes.fr/15/question/QE/5"),
        (14, Source.NOSDEPUTES, "https://2012-2017.nosdeputes.fr/14/question/QE/5"),
        (13, Source.NOSDEPUTES, "https://2007-2012.nosdeputes.fr/question/QE/5"),
    ],
)
def test_each_legislature_has_its_page_on_each_site(legislature: int, source: Source, path: str) -> None:
    assert Roots().page(QuestionId.of_legislature(legislature, 5), source)[1] == path


def test_one_root_serves_every_legislature_of_nosdeputes() -> None:
    roots = Roots(nosdeputes="http://127.0.0.1:1")
    assert roots.page(QuestionId.of_legislature(13, 5), Source.NOSDEPUTES)[1] == "http://127.0.0.1:1/13/question/QE/5"


async def test_a_page_comes_with_its_validators_and_is_asked_for_conditionally() -> None:
    async with StandInSites() as sites, client_of(sites.url) as client:
        sites.put(WAITING)
        first = await get(client)
        assert first.status == 200
        assert b"QANR5L17QE4321" in first.body
        second = await get(client, etag=first.etag)
        assert (second.status, second.body) == (304, b"")


async def test_a_redirect_within_the_known_hosts_is_followed_and_one_in_a_circle_is_not() -> None:
    async with StandInSites() as sites, client_of(sites.url) as client:
        other = QuestionId.of_legislature(17, 5)
        path = sites.path_of(other, Source.ASSEMBLEE)
        sites.put(WAITING)
        sites.fault(path=path, kind="redirect", to=sites.path_of(ID, Source.ASSEMBLEE))
        assert b"QANR5L17QE4321" in (await get(client, other)).body
        sites.heal()
        sites.fault(path=path, kind="redirect", to=path)
        with pytest.raises(Unreachable, match="circle"):
            await get(client, other)


@pytest.mark.parametrize(
    "target",
    ["http://example.org/", "http://127.0.0.1:1/", "https://169.254.169.254/", "file:///etc/passwd", "http://["],
)
async def test_a_redirect_to_a_stranger_is_refused(target: str) -> None:
    async with StandInSites() as sites, client_of(sites.url) as client:
        sites.fault(kind="redirect", to=target)
        with pytest.raises(Unreachable, match="unknown host"):
            await get(client)


async def test_a_page_that_never_ends_is_given_up() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65536)
        except ConnectionError:
            return response

    async with serving(endless) as url, client_of(url) as client:
        with pytest.raises(Unreachable, match="larger than 5 MB"):
            await get(client)


async def test_a_small_page_that_unpacks_into_a_large_one_is_given_up() -> None:
    async def bomb(_: web.Request) -> web.Response:
        body = gzip.compress(b"\0" * (LARGEST_PAGE * 8))
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    async with serving(bomb) as url, client_of(url) as client:
        with pytest.raises(Unreachable):
            await get(client)


@pytest.mark.parametrize("kind", ["drop", "garbage_encoding"])
async def test_a_connection_that_breaks_is_unreachable(kind: str) -> None:
    async def broken(request: web.Request) -> web.Response:
        if kind == "drop" and request.transport:
            request.transport.close()
        return web.Response(body=b"not gzip", headers={"Content-Encoding": "gzip"})

    async with serving(broken) as url, client_of(url) as client:
        with pytest.raises(Unreachable):
            await get(client)


async def test_a_server_that_is_down_is_unreachable() -> None:
    async with client_of("http://127.0.0.1:9") as client:
        with pytest.raises(Unreachable, match="Connect"):
            await get(client)


async def test_a_site_that_asks_to_wait_is_left_alone_and_the_other_is_not() -> None:
    async with StandInSites() as sites, client_of(sites.url) as client:
        sites.put(WAITING)
        sites.fault(on=Source.ASSEMBLEE, status=503, retry_after=60, times=1)
        assert (await get(client)).retry_after == 60
        with pytest.raises(Unreachable, match="asked us to wait") as error:
            await get(client)
        assert error.value.retry_after == pytest.approx(60, abs=5)
        assert (await client.page(ID, Source.NOSDEPUTES, Validators(), urgent=False)).status == 200
        assert len(sites.requests) == 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999", 86400),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(header, NOW) == seconds


async def test_the_pacer_keeps_its_rate_and_lets_people_go_first_but_not_for_ever() -> None:
    pacer = Pacer(50)
    order: list[str] = []

    async def visit(name: str, urgent: bool) -> None:
        await pacer.wait_turn(urgent)
        order.append(name)

    started = asyncio.get_running_loop().time()
    routine = [asyncio.create_task(visit("routine", False)) for _ in range(3)]
    await asyncio.sleep(0)
    people = [asyncio.create_task(visit("person", True)) for _ in range(5)]
    await asyncio.gather(*routine, *people)
    assert order == ["person"] * 3 + ["routine"] + ["person"] * 2 + ["routine"] * 2
    assert asyncio.get_running_loop().time() - started >= 7 / 50 - 0.005


async def test_a_request_that_was_given_up_takes_no_turn() -> None:
    pacer = Pacer(50)
    await pacer.wait_turn(False)
    waiting = asyncio.create_task(pacer.wait_turn(True))
    await asyncio.sleep(0)
    waiting.cancel()
    async with patience("the next one has its turn"):
        await pacer.wait_turn(False)


@pytest.mark.parametrize(("no_proxy", "through"), [("", True), ("127.0.0.1", False)])
async def test_the_sites_are_reached_through_the_proxy_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, through: bool
) -> None:
    asked: list[str] = []

    async def pass_on(request: web.Request) -> web.Response:
        asked.append(request.raw_path)
        return web.Response(text="from the proxy")

    async with serving(pass_on) as proxy, StandInSites() as sites:
        sites.put(WAITING)
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("NO_PROXY", no_proxy)
        async with client_of(sites.url) as client:
            response = await get(client)
        assert asked == ([f"{sites.url}/dyn/17/questions/{ID.uid}"] if through else [])
    assert (response.body == b"from the proxy") is through


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ({}, None),
        ({"https": "http://proxy:3128"}, None),
        ({"https": "proxy:3128", "no": "localhost"}, None),
        ({"https": "http://proxy:3128", "all": "socks5://proxy:1080"}, None),
        ({"https": "socks5://user:secret@proxy:1080"}, "HTTPS_PROXY"),
        ({"http": "socks5h://proxy:1080"}, "HTTP_PROXY"),
        ({"https": "https://proxy:3128"}, "HTTPS_PROXY"),
        ({"all": "socks5://proxy:1080"}, "ALL_PROXY"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named_without_its_secrets(named: dict[str, str], why: str | None) -> None:
    said = why_unusable(named)
    assert (said or "").split(":")[0] == (why or "")
    assert "secret" not in (said or "")
