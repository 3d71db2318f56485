"""The HTTP client for the sites: a question's identity in; status, validators and bytes out. It decides nothing.

It says who it is, asks conditionally where it can, keeps to a rate for each site, obeys `Retry-After` for a whole site,
follows redirects to the known hosts alone, and never takes in more bytes than a page can have.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO
from urllib.request import getproxies

import aiohttp
from yarl import URL

from bot.core import proxies
from bot.core.addresses import (
    FEED_PATH,
    NOSDEPUTES,
    NOSDEPUTES_CURRENT,
    OPENDATA,
    PAGE_SITES,
    assemblee_path,
    nosdeputes_page,
    nosdeputes_root,
)
from bot.core.backoff import LONGEST_HOLD
from bot.core.chambers.assemblee import FIRST_ON_CURRENT_SITE, OLDER_SITE, SITE
from bot.core.chambers.chamber import Designation
from bot.core.measures import FETCHES, MEASURES, Measures
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.parliament.download import Transfer
from bot.parliament.pacer import Pacer
from bot.parliament.page import Unreadable
from bot.parliament.response import Interrupted, Response, Unreachable, response_of, seconds_to_wait
from bot.parliament.sources import FILES, AnyFile

__all__ = [
    "GONE",
    "LARGEST_PAGE",
    "NOT_MODIFIED",
    "OK",
    "Client",
    "Response",
    "Roots",
    "Unreachable",
    "seconds_to_wait",
]

OK, NOT_MODIFIED = 200, 304
GONE = frozenset({404, 410})
LARGEST_PAGE = 5 * 1024 * 1024
MOST_REDIRECTS = 5
TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10, sock_read=15)
DOWNLOAD_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
LONGEST_DOWNLOAD = 30 * 60.0
"""Seconds, for all attempts together."""

ASKED_TO_WAIT = frozenset({429, 503})
NO_ANSWER = "no_answer"
"""What came of a request without an answer of any use, in a word for the metrics."""


TakeIn = Callable[[aiohttp.ClientResponse], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Roots:
    """The root address of each site; `nosdeputes` is None for the official host of each legislature.

    `data` has the site of each chamber's whole file, by the file's name, without those that are not to be asked.
    `pages` has the site of the pages of each further source, without those that are not to be asked. A page has
    the path of the question's public address there.
    """

    assemblee: str = SITE
    questions: str = OLDER_SITE
    nosdeputes: str | None = None
    opendata: str = OPENDATA
    data: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[Source, str] = field(default_factory=dict)

    def page(self, question: QuestionId, source: Source) -> tuple[str, str]:
        """The name of the site that has the question's page, and the page's address.

        Raises Unreachable where that source is not to be asked.
        """
        match source:
            case Source.ASSEMBLEE:
                current = question.session >= FIRST_ON_CURRENT_SITE
                site, root = ("assemblee", self.assemblee) if current else ("questions", self.questions)
                return site, root + assemblee_path(question)
            case Source.NOSDEPUTES:
                if self.nosdeputes is None:
                    return "nosdeputes", nosdeputes_page(question)
                return "nosdeputes", f"{self.nosdeputes}/{question.session}/question/QE/{question.number}"
            case _ if source in self.pages:
                return source.value, self.pages[source] + URL(question.page).path
        raise Unreachable(f"the pages of {source.value} are not to be asked for")

    @property
    def page_sources(self) -> tuple[Source, ...]:
        """The sources whose pages may be asked for."""
        return (Source.ASSEMBLEE, Source.NOSDEPUTES, *self.pages)

    def internal_page(self, legislature: int, page: int) -> str:
        """The address on NosDéputés.fr that carries the site's own number of a page."""
        if self.nosdeputes is None:
            return f"{nosdeputes_root(legislature)}/question/{page}"
        return f"{self.nosdeputes}/{legislature}/question/{page}"

    def feed(self) -> str:
        """The address of NosDéputés.fr's last comments."""
        return (self.nosdeputes or NOSDEPUTES_CURRENT) + FEED_PATH

    def sites(self) -> list[tuple[str, str]]:
        """(name of a site, host) for each host: the requests to one site share a rate."""
        nosdeputes = [self.nosdeputes] if self.nosdeputes else [NOSDEPUTES_CURRENT, *NOSDEPUTES.values()]
        roots = [("opendata", self.opendata), ("assemblee", self.assemblee), ("questions", self.questions)]
        roots += [("nosdeputes", root) for root in nosdeputes]
        roots += [(_data_site(name), root) for name, root in self.data.items()]
        roots += [(source.value, root) for source, root in self.pages.items()]
        return [(name, URL(root).host or "") for name, root in roots]

    def hosts(self) -> frozenset[tuple[str | None, int | None]]:
        """The hosts and ports that a redirect may lead to."""
        roots = [self.assemblee, self.questions, self.nosdeputes, self.opendata, *self.pages.values()]
        official = [SITE, OLDER_SITE, OPENDATA, NOSDEPUTES_CURRENT, *NOSDEPUTES.values()]
        official += [PAGE_SITES[source] for source in self.pages]
        official += [file.site for file in FILES if file.name in self.data]
        urls = [URL(root) for root in [*roots, *self.data.values(), *official] if root]
        return frozenset((url.host, url.port) for url in urls)


class _Site:
    """The requests to one site: their rate, and the wait that the site asked for."""

    def __init__(self, name: str, rate: float) -> None:
        self.name = name
        self._pacer = Pacer(rate)
        self._held_until = 0.0

    async def wait_turn(self, urgent: bool) -> None:
        """Return when a request may go out. Raises Unreachable while the site wants none."""
        self._refuse_while_held()
        await self._pacer.wait_turn(urgent)
        self._refuse_while_held()  # another request may have been asked to wait meanwhile

    def hold(self, seconds: float) -> None:
        """Send nothing for so long, a day at most; a wait that was asked for before is never made shorter."""
        self._held_until = max(self._held_until, time.monotonic() + min(seconds, LONGEST_HOLD))

    def _refuse_while_held(self) -> None:
        held = self._held_until - time.monotonic()
        if held > 0:
            raise Unreachable("the site asked us to wait", held)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, at its first address and at every one that a redirect leads to; `take_in` is None for a page.

    `leads_astray` says of the address of a redirect whether it is of something else than what is asked for.
    """

    headers: Mapping[str, str]
    urgent: bool
    take_in: TakeIn | None = None
    timeout: aiohttp.ClientTimeout = TIMEOUT
    leads_astray: Callable[[URL], bool] = lambda _: False


class Client:
    """Fetches pages and files. One for the whole process; close it with `close`."""

    def __init__(
        self, roots: Roots, requests_per_second: float, user_agent: str, measures: Measures = MEASURES
    ) -> None:
        self._measures = measures
        self._roots = roots
        self._hosts = roots.hosts()
        self._session = aiohttp.ClientSession(
            timeout=TIMEOUT,
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=proxies.is_any(getproxies()),
        )
        self._sites = {name: _Site(name, requests_per_second) for name, _ in roots.sites()}
        self._by_host = {host: self._sites[name] for name, host in roots.sites()}

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def page(self, question: QuestionId, source: Source, known: Validators, urgent: bool) -> Response:
        """Fetch a question's page, if it changed since it was `known`; `urgent` where a person waits.

        Raises Unreachable where no whole answer came, and Unreadable where the page leads to another question's.
        """
        site, address = self._roots.page(question, source)
        asked = _Asked(_conditions(known), urgent, leads_astray=partial(_is_of_another, question, source))
        return await self._follow(self._sites[site], URL(address), asked)

    async def internal_page(self, legislature: int, page: int, urgent: bool) -> Response:
        """Ask NosDéputés.fr where one of its own page numbers leads, without going there. Raises Unreachable."""
        address = URL(self._roots.internal_page(legislature, page))
        return await self._get(self._sites["nosdeputes"], address, _Asked({}, urgent))

    async def feed(self, known: Validators) -> Response:
        """Fetch NosDéputés.fr's feed of the last comments. Raises Unreachable where no whole answer came."""
        asked = _Asked(_conditions(known), urgent=False)
        return await self._follow(self._sites["nosdeputes"], URL(self._roots.feed()), asked)

    async def download(self, path: str, known: Validators, target: BinaryIO, largest: int) -> Response:
        """Download a file of the open data site, of at most `largest` bytes, into `target`, in place of what it holds.

        A download that is cut is taken up where it ended, or started over where the site does not vouch for the rest.
        The response has no body; where its status is not 200, `target` holds nothing of use. Raises Unreachable where
        the file did not come whole, in half an hour and a few attempts, or cannot be written.
        """
        return await self._download("opendata", self._roots.opendata + path, known, target, largest)

    def asks(self, file: AnyFile) -> bool:
        """Whether a chamber's whole file may be asked for."""
        return file.name in self._roots.data

    @property
    def page_sources(self) -> tuple[Source, ...]:
        """The sources whose pages may be asked for."""
        return self._roots.page_sources

    async def whole_file(self, file: AnyFile, known: Validators, target: BinaryIO) -> Response:
        """Download a chamber's whole file, as `download` does."""
        if not self.asks(file):
            raise Unreachable(f"the file {file.name} is not to be asked for")
        address = self._roots.data[file.name] + file.path
        return await self._download(_data_site(file.name), address, known, target, file.largest)

    async def _download(self, site: str, whole: str, known: Validators, target: BinaryIO, largest: int) -> Response:
        transfer = Transfer(target, _conditions(known), largest)
        address = URL(whole)
        try:
            async with asyncio.timeout(LONGEST_DOWNLOAD):
                while True:
                    try:
                        asked = _Asked(transfer.headers(), False, transfer.take_in, DOWNLOAD_TIMEOUT)
                        return await self._follow(self._sites[site], address, asked)
                    except Interrupted:
                        if transfer.failed():
                            raise
        except TimeoutError as error:
            raise Unreachable("not downloaded in half an hour") from error

    async def _follow(self, site: _Site, address: URL, asked: _Asked) -> Response:
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._get(site, address, asked)
            if response.location is None:
                return response
            target = self._redirected(address, response.location)
            if asked.leads_astray(target):
                raise Unreadable("redirected to the page of another question")
            if target.host != address.host:
                site = self._by_host.get(target.host or "", site)
            address = target
        raise Unreachable("redirected in a circle")

    def _redirected(self, address: URL, location: str) -> URL:
        try:
            target = address.join(URL(location))
            known = target.scheme in {"http", "https"} and (target.host, target.port) in self._hosts
        except ValueError:
            known = False
        if not known:
            raise Unreachable("redirected to an unknown host")
        return target

    async def _get(self, site: _Site, address: URL, asked: _Asked) -> Response:
        await site.wait_turn(asked.urgent)
        response = None
        try:
            request = self._session.get(address, headers=asked.headers, allow_redirects=False, timeout=asked.timeout)
            async with request as answer:
                response = await (asked.take_in or _take_in)(answer)
        except TimeoutError as error:
            raise Interrupted("no answer in time") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Interrupted(f"{type(error).__name__}: {error}"[:200]) from error
        finally:
            self._measures.count(FETCHES, site.name, NO_ANSWER if response is None else _outcome(response.status))
        if response.status in ASKED_TO_WAIT and response.retry_after:
            site.hold(response.retry_after)
        return response


def _is_of_another(question: QuestionId, source: Source, target: URL) -> bool:
    """Whether an address is that of another question than the one whose page is asked for.

    It counts where pages have the question's own address, for such pages hardly say of which question they are.
    """
    if source not in PAGE_SITES:
        return False
    named, _, _ = question.chamber.mentioned(f"{PAGE_SITES[source]}{target.path_qs}")
    found = {QuestionId(question.chamber, *each) for each in named if isinstance(each, Designation)}
    return bool(found) and question not in found


def _data_site(file: str) -> str:
    """The name of the site that has a chamber's whole file."""
    return f"{file}-data"


def _outcome(status: int) -> str:
    """What came of a request, in a word for the metrics."""
    if status in GONE:
        return "absent"
    if status in ASKED_TO_WAIT:
        return "asked_to_wait"
    if status == NOT_MODIFIED:
        return "not_modified"
    return {2: "done", 3: "redirected", 4: "refused"}.get(status // 100, "failed")


def _conditions(known: Validators) -> dict[str, str]:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


async def _take_in(answer: aiohttp.ClientResponse) -> Response:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_PAGE:
            raise Unreachable("the page is larger than 5 MB")
    return response_of(answer.status, answer.headers, bytes(body))
