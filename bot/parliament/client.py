"""The one polite HTTP edge: a question's identity in; status, validators and bytes out. It has no opinions.

It says who it is, asks conditionally where it can, keeps to a rate for each site, obeys `Retry-After` for a whole site,
follows redirects within the known hosts alone, and never takes in more than a page can weigh.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from bot.core.addresses import (
    ASSEMBLEE,
    FIRST_ON_CURRENT_SITE,
    NOSDEPUTES,
    NOSDEPUTES_CURRENT,
    QUESTIONS,
    assemblee_path,
    nosdeputes_page,
    nosdeputes_root,
)
from bot.core.pace import LONGEST_HOLD
from bot.core.question import QuestionId, Source
from bot.parliament.turnstile import Turnstile

LARGEST_PAGE = 5 * 1024 * 1024
LARGEST_VALIDATOR = 300
MOST_REDIRECTS = 5
TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10, sock_read=15)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ASKED_TO_WAIT = frozenset({429, 503})


class Unreachable(Exception):
    """No answer that could be read came. `retry_after`: seconds that the site asked us to wait, if it did."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer. `body` is decompressed; `location` is the address of a redirect that was not followed."""

    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Roots:
    """Where each site is reached; `nosdeputes` is None for the official host of each legislature."""

    assemblee: str = ASSEMBLEE
    questions: str = QUESTIONS
    nosdeputes: str | None = None

    def page(self, question: QuestionId, source: Source) -> tuple[str, str]:
        """The site that has the question's page, as a name, and the page's address there."""
        if source is Source.NOSDEPUTES:
            if self.nosdeputes is None:
                return "nosdeputes", nosdeputes_page(question)
            return "nosdeputes", f"{self.nosdeputes}/{question.legislature}/question/QE/{question.number}"
        current = question.legislature >= FIRST_ON_CURRENT_SITE
        site, root = ("assemblee", self.assemblee) if current else ("questions", self.questions)
        return site, root + assemblee_path(question)

    def internal_page(self, legislature: int, page: int) -> str:
        """The address on NosDéputés.fr that carries the site's own number of a page."""
        if self.nosdeputes is None:
            return f"{nosdeputes_root(legislature)}/question/{page}"
        return f"{self.nosdeputes}/{legislature}/question/{page}"

    def sites(self) -> list[tuple[str, str]]:
        """Each host and the name of the site that it belongs to, for the rate of the requests."""
        nosdeputes = [self.nosdeputes] if self.nosdeputes else [NOSDEPUTES_CURRENT, *NOSDEPUTES.values()]
        roots = [("assemblee", self.assemblee), ("questions", self.questions)]
        roots += [("nosdeputes", root) for root in nosdeputes]
        return [(name, URL(root).host or "") for name, root in roots]

    def hosts(self) -> frozenset[tuple[str | None, int | None]]:
        """The hosts and ports that a redirect may lead to."""
        roots = [self.assemblee, self.questions, self.nosdeputes, ASSEMBLEE, QUESTIONS, NOSDEPUTES_CURRENT]
        urls = [URL(root) for root in [*roots, *NOSDEPUTES.values()] if root]
        return frozenset((url.host, url.port) for url in urls)


@dataclass(slots=True)
class _Site:
    turnstile: Turnstile
    held_until: float = field(default=0.0)


class Client:
    """Fetches pages. One for the whole process; close it with `close`."""

    def __init__(self, roots: Roots, requests_per_second: float, user_agent: str) -> None:
        self._roots = roots
        self._hosts = roots.hosts()
        self._session = aiohttp.ClientSession(
            timeout=TIMEOUT,
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._sites = {name: _Site(Turnstile(requests_per_second)) for name in ("assemblee", "questions", "nosdeputes")}
        self._by_host = {host: self._sites[name] for name, host in roots.sites()}

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def page(
        self, question: QuestionId, source: Source, etag: str | None, last_modified: str | None, urgent: bool
    ) -> Response:
        """Fetch a question's page. Raises Unreachable where no whole answer came."""
        site, address = self._roots.page(question, source)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {name: value for name, value in headers.items() if value}
        return await self._follow(self._sites[site], URL(address), asked, urgent)

    async def internal_page(self, legislature: int, page: int) -> Response:
        """Ask NosDéputés.fr where its own page number leads, without going there. Raises Unreachable."""
        address = URL(self._roots.internal_page(legislature, page))
        return await self._get(self._sites["nosdeputes"], address, {}, urgent=True)

    async def _follow(self, site: _Site, address: URL, headers: Mapping[str, str], urgent: bool) -> Response:
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._get(site, address, headers, urgent)
            if response.location is None:
                return response
            target = self._redirected(address, response.location)
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

    async def _get(self, site: _Site, address: URL, headers: Mapping[str, str], urgent: bool) -> Response:
        _refuse_while_held(site)
        await site.turnstile.pass_through(urgent)
        _refuse_while_held(site)  # another request may have been asked to wait meanwhile
        try:
            async with self._session.get(address, headers=headers, allow_redirects=False) as answer:
                response = await _take_in(answer)
        except TimeoutError as error:
            raise Unreachable("no answer in time") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:200]) from error
        if response.status in ASKED_TO_WAIT and response.retry_after:
            until = time.monotonic() + min(response.retry_after, LONGEST_HOLD)
            site.held_until = max(site.held_until, until)
        return response


def _refuse_while_held(site: _Site) -> None:
    held = site.held_until - time.monotonic()
    if held > 0:
        raise Unreachable("the site asked us to wait", held)


async def _take_in(answer: aiohttp.ClientResponse) -> Response:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_PAGE:
            raise Unreachable("the page is larger than 5 MB")
    return Response(
        status=answer.status,
        body=bytes(body),
        etag=_bounded(answer.headers.get("ETag")),
        last_modified=_bounded(answer.headers.get("Last-Modified")),
        retry_after=seconds_to_wait(answer.headers.get("Retry-After"), datetime.now(UTC)),
        location=answer.headers.get("Location") if answer.status in REDIRECTS else None,
    )


def _bounded(header: str | None) -> str | None:
    return header if header is None or len(header) <= LARGEST_VALIDATOR else None


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """What a `Retry-After` header means (RFC 9110: seconds or a date); None where it means nothing."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), LONGEST_HOLD))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
