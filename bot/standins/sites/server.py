"""The stand-in sites, on one server: the Assemblée's pages and archive, NosDéputés.fr, the Sénat's pages and file.

    async with StandInSites() as sites:       # the bot runs with ASSEMBLEE_URL, OPENDATA_URL, NOSDEPUTES_URL=sites.url
        sites.publish(question)                               # on all sites that have such, and in the archive
        sites.answer(question.id, Answer(date.today(), "..."))
        sites.fault(on=Source.ASSEMBLEE, kind="status", status=503)
        sites.fault(path=sites.archive_path(17), kind="cut", times=1)

All sites share one root, since no two of them have a path in common.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, NamedTuple, Self

from aiohttp import web
from yarl import URL

from bot.core.addresses import SENAT_FILE, WITHOUT_PREFIX, assemblee_path
from bot.core.chambers.assemblee import WRITTEN
from bot.core.chambers.senat import SENAT
from bot.core.question import Answer, Closing, Comment, Question, QuestionId
from bot.core.source import Source
from bot.standins.loopback import Loopback
from bot.standins.pulse import PATIENCE_SECONDS, Pulse
from bot.standins.sites import feed, open_data, page_senat
from bot.standins.sites.faults import SiteFault, SiteFaultKind, spoilt
from bot.standins.sites.open_data import OpenData
from bot.standins.sites.page_senat import Layout
from bot.standins.sites.pages import NOT_FOUND, page
from bot.standins.sites.register import Names
from bot.standins.sites.senat_file import SenateFile
from bot.standins.sites.serving import HTML, RSS, Clock, DatedFile, Served, respond, utc_now

_SHAPES = (
    (Source.ASSEMBLEE, re.compile(r"/dyn/(?P<leg>\d+)/questions/QANR5L(?P=leg)QE(?P<number>\d+)")),
    (Source.ASSEMBLEE, re.compile(r"/q(?P<leg>\d+)/(?P=leg)-(?P<number>\d+)QE\.htm")),
    (Source.NOSDEPUTES, re.compile(r"(?:/(?P<leg>\d+))?/question/QE/(?P<number>\d+)")),
)
_SENATE = re.compile(r"/questions/base/\d{4}/q(?P<reference>SEQ[0-9A-Z]+)\.html")
_BY_INTERNAL_ID = re.compile(r"/(\d+)/question/(?:id/)?(\d+)")
_INTERNAL = 100_000
"""Times the legislature, plus the number: an internal number that nobody gave. 16-12432 has 1612432."""


class SiteRequest(NamedTuple):
    """A request that was served; `status` is 0 where the connection was closed unanswered."""

    method: str
    path: str
    status: int
    headers: dict[str, str]


class StandInSites:
    """The sites on 127.0.0.1.

    `deputies` are the sitting ones: reference -> civility, first name, name, and the département where it matters.
    `former_deputies` are in the historical register alone. The feed shows `feed_length` comments; with
    `feed_one_a_person` only the last one of each person, as on the real site. The files are dated by the `clock`: it is
    that of the program where weeks pass in seconds, for how long a file stood still says when it is asked for again.
    """

    feed_path = feed.FEED_PATH

    def __init__(self, clock: Clock = utc_now) -> None:
        self.deputies: dict[str, Names] = {}
        self.former_deputies: dict[str, Names] = {}
        self.feed_length = feed.LONGEST
        self.feed_one_a_person = False
        self.pages: dict[Source, dict[QuestionId, Question]] = {source: {} for source in Source}
        self.internal_ids: dict[tuple[int, int], QuestionId] = {}
        self.requests: list[SiteRequest] = []
        self.pulse = Pulse()
        self.senate = SenateFile(clock)
        self.senate_layout = Layout.TODAY
        self._open_data = OpenData(clock)
        self._feed: list[feed.Item] = []
        self._files: dict[str, DatedFile] = {}
        self._clock = clock
        self._faults: list[SiteFault] = []
        self._stopping = asyncio.Event()
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._server = Loopback(application)

    @property
    def url(self) -> str:
        """The root of all the sites."""
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

    # What the sites say

    def publish(self, question: Question) -> None:
        """Put a question's page on both sites, and its record into the archive."""
        self.put(question)
        self.record(question)

    def put(self, question: Question, on: Source | None = None) -> None:
        """Put a question's page on one site or on all that have such."""
        for source in _sources(question.id, on):
            self.pages[source][question.id] = question

    def answer(self, id: QuestionId, answer: Answer, on: Source | None = None) -> None:
        """Add the minister's answer wherever the question is, or on one site's page alone."""
        self.change(id, on, answer=answer)

    def close(self, id: QuestionId, closing: Closing, on: Source | None = None) -> None:
        """Close the question without an answer."""
        self.change(id, on, closing=closing)

    def change(self, id: QuestionId, on: Source | None = None, **changes: Any) -> None:
        """Change facts of a question on its pages and in its record, or on one site's page alone.

        For the archive alone, `record` the changed question. Raises KeyError where there is no such question.
        """
        having = [source for source in _sources(id, on) if id in self.pages[source]]
        recorded = self.recorded(id) if on is None else None
        if not having and recorded is None:
            raise KeyError(f"no page or record of {id}")
        for source in having:
            self.pages[source][id] = replace(self.pages[source][id], **changes)
        if recorded is not None:
            self.record(replace(recorded, **changes))

    def comment(self, id: QuestionId, comment: Comment) -> None:
        """Add a comment on NosDéputés.fr and in its feed. Raises KeyError where that site has no page."""
        question = self.pages[Source.NOSDEPUTES][id]
        self.change(id, Source.NOSDEPUTES, comments=(*(question.comments or ()), comment))
        link = f"/{id.session}/question/{self.internal_id(id)}#commentaire_{comment.id}"
        self._feed.append(feed.item(question, comment, link))

    def feed_other(self, title: str, link: str, id: int) -> None:
        """Add a comment on something else than a question to the feed; `link` is an address or a path."""
        self._feed.append(feed.Item(id, title, link))

    def remove(self, id: QuestionId, on: Source | None = None) -> None:
        """Remove the page. (`unrecord` removes the record.)"""
        for source in _sources(id, on):
            self.pages[source].pop(id, None)

    def give_internal_id(self, id: QuestionId, internal_id: int) -> None:
        """Give a question NosDéputés.fr's own number, an address by which redirects to its page."""
        self.internal_ids[id.session, internal_id] = id

    def internal_id(self, id: QuestionId) -> int:
        """The internal number that was given to a question, or else one computed from its id."""
        given = (internal for (_, internal), owner in self.internal_ids.items() if owner == id)
        return next(given, id.session * _INTERNAL + id.number)

    # What the archive says

    def record(self, question: Question) -> None:
        """Put a question into its legislature's archive, or replace it there."""
        self._open_data.record(question)

    def recorded(self, id: QuestionId) -> Question | None:
        """What the archive says of a question; None where it has no record, or raw bytes for one."""
        return self._open_data.recorded(id)

    def unrecord(self, id: QuestionId) -> None:
        """Remove a question from its archive. An archive without any record is answered with 404."""
        self._open_data.unrecord(id)

    def raw_record(self, id: QuestionId, content: bytes) -> None:
        """Use any bytes as a question's record, until `record` or `unrecord`."""
        self._open_data.raw_record(id, content)

    def serve_archive(self, legislature: int, content: bytes | None) -> None:
        """Serve these bytes as a legislature's whole archive, or with None its records again."""
        self._open_data.serve(legislature, content)

    def archive_edition(self, legislature: int) -> Served | None:
        """The archive as it is served now; None where there is none."""
        return self._open_data.edition(legislature)

    def serve_archive_edition(self, legislature: int, edition: Served) -> None:
        """Serve an earlier edition with its own date, as a stale cache does."""
        self._open_data.go_back(legislature, edition)

    def archive_as_one_list(self, legislature: int) -> None:
        """Make a legislature's archive one large file with a list of records. Raises ValueError unless it is empty."""
        self._open_data.as_one_list(legislature)

    def remake_archive(self, legislature: int) -> None:
        """Put the same records into a new file with other bytes, another tag and a later date."""
        self._open_data.remake(legislature)

    def serve_file(self, path: str, content: bytes, kind: str) -> None:
        """Serve a file of another parliament's at a path, dated anew where it is another one than before."""
        self._files.setdefault(path, DatedFile(self._clock)).replaced_by(content, kind)

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
        """Serve a fault on a site, at a path or everywhere, `times` times or until `heal`.

        On the Assemblée it spoils the pages; on NosDéputés.fr, the pages and the feed; the archive by its path alone.
        """
        self._faults.append(SiteFault(on, path, kind, status, retry_after, to, times))

    def heal(self) -> None:
        """Forget all that `fault` ordered."""
        self._faults.clear()

    @property
    def all_faults_served(self) -> bool:
        """Whether every fault that was ordered a number of times was served as often."""
        return all(each.times in (None, 0) for each in self._faults)

    # What was asked

    def path_of(self, id: QuestionId, on: Source) -> str:
        """The path of a question's page on one of the sites."""
        match on:
            case Source.ASSEMBLEE:
                return assemblee_path(id)
            case Source.NOSDEPUTES:
                return f"/{id.session}/question/QE/{id.number}"
            case Source.SENAT:
                return URL(id.page).path

    def archive_path(self, legislature: int, kind: str = WRITTEN) -> str:
        """The path of a legislature's archive of questions of a kind."""
        return open_data.archive_path(legislature, kind)

    def deputies_path(self, legislature: int) -> str:
        """The path of a legislature's register of deputies, which is there as soon as `deputies` has one."""
        return open_data.deputies_path(legislature)

    def all_deputies_path(self, legislature: int) -> str:
        """The path of the historical register, which is there as soon as there is a deputy, sitting or former."""
        return open_data.all_deputies_path(legislature)

    def asked(self, path: str | None = None, method: str = "GET") -> list[SiteRequest]:
        """The requests for a path, or all of them."""
        right = (request for request in self.requests if request.method == method)
        return [request for request in right if path is None or request.path == path]

    def wait_until(self, condition: Callable[[], Any], timeout: float = PATIENCE_SECONDS) -> Awaitable[Any]:
        """The first true value that `condition` gives, asked again after each request. Raises TimeoutError."""
        return self._wait(condition, timeout)

    async def _wait(self, condition: Callable[[], Any], seconds: float) -> Any:
        try:
            return await self.pulse.until(condition, seconds)
        except TimeoutError:
            last = [f"{each.path} ({each.status})" for each in self.requests[-10:]]
            raise TimeoutError(f"nothing of the kind within {seconds} s; asked for last: {last}") from None

    # Serving

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        source, id = _meant(request.path)
        file = self._file(request.path, source, id)
        healthy = self._healthy(request, file)
        meeting = (each for each in self._faults if each.meets(source, request.path))
        fault = next((each for each in meeting if each.can_spoil(request, healthy)), None)
        if fault is None:
            self._note(request, healthy.status)
            return healthy
        if fault.times is not None:
            fault.times -= 1
        self._note(request, _status(fault, healthy))
        body = NOT_FOUND.encode() if file is None else file.body
        return await spoilt(request, fault, healthy, body, self._stopping)

    def _healthy(self, request: web.Request, file: Served | None) -> web.Response:
        if redirect := self._redirect(request.path):
            return web.Response(status=302, headers={"Location": redirect})
        if file is None:
            return web.Response(body=NOT_FOUND.encode(), status=404, headers={"Content-Type": HTML})
        return respond(request, file)

    def _file(self, path: str, source: Source | None, id: QuestionId | None) -> Served | None:
        if path == self.feed_path:
            shown = feed.render(self._feed, self.url, self.feed_length, self.feed_one_a_person)
            return Served.of(shown.encode(), RSS)
        if path in self._files:
            return self._files[path].served
        if path == SENAT_FILE:
            return self.senate.edition
        if source is None or id is None:
            return self._open_data.file(path, self.deputies, self.former_deputies)
        question = self.pages[source].get(id)
        if question is None:
            return None
        if source is Source.SENAT:
            return Served.of(page_senat.render(question, self.senate_layout), "text/html")
        return Served.of(page(question, source).encode(), HTML)

    def _redirect(self, path: str) -> str | None:
        matched = _BY_INTERNAL_ID.fullmatch(path)
        id = self._by_internal_id(int(matched[1]), int(matched[2])) if matched else None
        return None if id is None else self.path_of(id, Source.NOSDEPUTES)

    def _by_internal_id(self, legislature: int, internal_id: int) -> QuestionId | None:
        usual = QuestionId.of_legislature(legislature, internal_id - legislature * _INTERNAL)
        otherwise = usual if usual in self.pages[Source.NOSDEPUTES] else None
        return self.internal_ids.get((legislature, internal_id), otherwise)

    def _note(self, request: web.Request, status: int) -> None:
        self.requests.append(SiteRequest(request.method, request.path, status, dict(request.headers)))
        self.pulse.beat()


def _sources(id: QuestionId, on: Source | None) -> tuple[Source, ...]:
    return id.chamber.page_sources if on is None else (on,)


def _meant(path: str) -> tuple[Source | None, QuestionId | None]:
    """The site and the question that a path means; faults on NosDéputés.fr meet its internal ids and its feed too."""
    for source, shape in _SHAPES:
        if matched := shape.fullmatch(path):
            return source, QuestionId.of_legislature(int(matched["leg"] or WITHOUT_PREFIX), int(matched["number"]))
    if matched := _SENATE.fullmatch(path):
        return Source.SENAT, _senators(matched["reference"])
    is_nosdeputes = path == feed.FEED_PATH or _BY_INTERNAL_ID.fullmatch(path)
    return (Source.NOSDEPUTES if is_nosdeputes else None), None


def _senators(reference: str) -> QuestionId | None:
    try:
        return QuestionId.parse(f"{SENAT.code}-{reference}")
    except ValueError:
        return None


def _status(fault: SiteFault, healthy: web.Response) -> int:
    match fault.kind:
        case "cut":
            return healthy.status
        case "status":
            return fault.status
        case "redirect":
            return 302
        case "drop" | "hang":
            return 0
    return 200
