"""The stand-in sites: one server on loopback with the pages of the Assemblée and of NosDéputés.fr.

    async with StandInSites() as sites:       # the bot runs with ASSEMBLEE_URL, QUESTIONS_URL, NOSDEPUTES_URL=sites.url
        sites.put(question)                                   # on both sites
        sites.answer(question.id, Answer(date.today(), "..."))
        sites.fault(on=Source.ASSEMBLEE, kind="status", status=503)

Both sites fit at one root because no path of the one is a path of the other.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple, Self

from aiohttp import web

from bot.core.addresses import WITHOUT_PREFIX, assemblee_path
from bot.core.question import Answer, Closing, Comment, Question, QuestionId, Source
from bot.demo.loopback import Loopback
from bot.demo.pages import NOT_FOUND, page
from bot.demo.pulse import Pulse
from bot.demo.site_faults import SiteFault, SiteFaultKind, spoilt

_SHAPES = (
    (Source.ASSEMBLEE, re.compile(r"/dyn/(?P<leg>\d+)/questions/QANR5L(?P=leg)QE(?P<number>\d+)")),
    (Source.ASSEMBLEE, re.compile(r"/q(?P<leg>\d+)/(?P=leg)-(?P<number>\d+)QE\.htm")),
    (Source.NOSDEPUTES, re.compile(r"(?:/(?P<leg>\d+))?/question/QE/(?P<number>\d+)")),
)
_BY_INTERNAL_ID = re.compile(r"/(\d+)/question/(?:id/)?(\d+)")


class SiteRequest(NamedTuple):
    """A request that was served; `status` is 0 where the connection was closed unanswered."""

    method: str
    path: str
    status: int
    headers: dict[str, str]


class StandInSites:
    """Both sites on 127.0.0.1."""

    def __init__(self) -> None:
        self.pages: dict[Source, dict[QuestionId, Question]] = {source: {} for source in Source}
        self.internal_ids: dict[tuple[int, int], QuestionId] = {}
        self.requests: list[SiteRequest] = []
        self.pulse = Pulse()
        self._faults: list[SiteFault] = []
        self._stopping = asyncio.Event()
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._server = Loopback(application)

    @property
    def url(self) -> str:
        """The root of both sites."""
        return self._server.url

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        self._stopping.set()
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # What the pages say

    def put(self, question: Question, on: Source | None = None) -> None:
        """A question's page, on one site or on both."""
        for source in _sources(on):
            self.pages[source][question.id] = question

    def answer(self, id: QuestionId, answer: Answer, on: Source | None = None) -> None:
        """The minister answers: wherever the question has a page, or on one site."""
        self._change(id, on, answer=answer)

    def close(self, id: QuestionId, closing: Closing, on: Source | None = None) -> None:
        """The question ends without an answer."""
        self._change(id, on, closing=closing)

    def comment(self, id: QuestionId, comment: Comment) -> None:
        """Somebody comments on NosDéputés.fr. Raises KeyError where that site has no page."""
        before = self.pages[Source.NOSDEPUTES][id].comments or ()
        self._change(id, Source.NOSDEPUTES, comments=(*before, comment))

    def remove(self, id: QuestionId, on: Source | None = None) -> None:
        """The page is gone."""
        for source in _sources(on):
            self.pages[source].pop(id, None)

    def give_internal_id(self, id: QuestionId, internal_id: int) -> None:
        """NosDéputés.fr's own number of a question, which redirects to its page."""
        self.internal_ids[id.legislature, internal_id] = id

    def _change(self, id: QuestionId, on: Source | None, **changes: Any) -> None:
        having = [source for source in _sources(on) if id in self.pages[source]]
        if not having:
            raise KeyError(f"no page of {id}")
        for source in having:
            self.pages[source][id] = replace(self.pages[source][id], **changes)

    # What goes wrong

    def fault(
        self,
        on: Source | None = None,
        path: str | None = None,
        kind: SiteFaultKind = "status",
        status: int = 503,
        retry_after: int | None = None,
        to: str | None = None,
        times: int | None = None,
    ) -> None:
        """Serve something else instead: on a site, at a path or everywhere, `times` times or until `heal`."""
        self._faults.append(SiteFault(on, path, kind, status, retry_after, to, times))

    def heal(self) -> None:
        """Forget all that `fault` ordered."""
        self._faults.clear()

    # What was asked

    def path_of(self, id: QuestionId, on: Source) -> str:
        """The path of a question's page on one of the sites."""
        if on is Source.ASSEMBLEE:
            return assemblee_path(id)
        return f"/{id.legislature}/question/QE/{id.number}"

    def asked(self, path: str | None = None, method: str = "GET") -> list[SiteRequest]:
        """The requests for a path, or all of them."""
        right = (request for request in self.requests if request.method == method)
        return [request for request in right if path is None or request.path == path]

    def wait_until(self, condition: Callable[[], Any], timeout: float = 10) -> Awaitable[Any]:
        """Whatever true value `condition` gives; it is asked again after each request. Raises TimeoutError."""
        return self.pulse.until(condition, timeout)

    # Serving

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        source, id = _meant(request.path)
        fault = next((each for each in self._faults if each.meets(source, request.path)), None)
        if fault is None:
            response: web.StreamResponse = self._page(request, source, id)
            self._note(request, response.status)
            return response
        if fault.times is not None:
            fault.times -= 1
        self._note(request, _status(fault))
        return await spoilt(request, fault, self._body(source, id) or NOT_FOUND, self._stopping)

    def _page(self, request: web.Request, source: Source | None, id: QuestionId | None) -> web.Response:
        if redirect := self._redirect(request.path):
            return web.Response(status=302, headers={"Location": redirect})
        body = self._body(source, id)
        if body is None:
            return web.Response(text=NOT_FOUND, content_type="text/html", status=404)
        etag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
        if etag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(text=body, content_type="text/html", headers={"ETag": etag})

    def _body(self, source: Source | None, id: QuestionId | None) -> str | None:
        if source is None or id is None or id not in self.pages[source]:
            return None
        return page(self.pages[source][id], source)

    def _redirect(self, path: str) -> str | None:
        matched = _BY_INTERNAL_ID.fullmatch(path)
        id = self.internal_ids.get((int(matched[1]), int(matched[2]))) if matched else None
        return None if id is None else f"/{id.legislature}/question/QE/{id.number}"

    def _note(self, request: web.Request, status: int) -> None:
        self.requests.append(SiteRequest(request.method, request.path, status, dict(request.headers)))
        self.pulse.beat()


def _sources(on: Source | None) -> tuple[Source, ...]:
    return tuple(Source) if on is None else (on,)


def _meant(path: str) -> tuple[Source | None, QuestionId | None]:
    """The site and the question that a path means; faults on a site meet its internal ids too."""
    for source, shape in _SHAPES:
        if matched := shape.fullmatch(path):
            return source, QuestionId(int(matched["leg"] or WITHOUT_PREFIX), int(matched["number"]))
    return (Source.NOSDEPUTES if _BY_INTERNAL_ID.fullmatch(path) else None), None


def _status(fault: SiteFault) -> int:
    match fault.kind:
        case "status":
            return fault.status
        case "redirect":
            return 302
        case "drop" | "hang":
            return 0
    return 200
