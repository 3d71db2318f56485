"""Finding the question that a reference means: which legislature a bare number belongs to, and whether it exists."""

import asyncio
from dataclasses import dataclass

from bot.core.finding import Finding, Found, NotFound, Unresolved, Unsure
from bot.core.question import FIRST_LEGISLATURE, QuestionId
from bot.core.reference import Bare, Exact, InternalPage, Named, read_references
from bot.core.sight import Existence, Sight, exists
from bot.parliament.client import Client, Unreachable
from bot.watch import Watcher

EARLIER_SECONDS = 6.0
"""How long the reply about a question that was found waits for an offer of an earlier one with its number."""


class Finder:
    """Finds what a reference means, by looking at the sources."""

    def __init__(self, watcher: Watcher, client: Client, current: int) -> None:
        self._watcher = watcher
        self._client = client
        self._current = current

    async def find(self, reference: Named) -> Finding:
        """Look at the sources now, and say which question is meant."""
        match reference:
            case Bare(number):
                return await self._find_bare(number)
            case Exact(question):
                return await self._find_exact(question)
            case InternalPage():
                return await self._find_internal(reference)

    async def _find_exact(self, question: QuestionId) -> Finding:
        sight = await self._watcher.observe(question)
        match exists(sight, self._current):
            case Existence.FOUND:
                return Found(sight)
            case Existence.ABSENT:
                return NotFound(question.number, (question.legislature,))
            case _:
                return Unsure(sight)

    async def _find_bare(self, number: int) -> Finding:
        """The current legislature's, or the nearest earlier one's."""
        absent: list[int] = []
        unchecked: list[int] = []
        for legislature in range(self._current, FIRST_LEGISLATURE - 1, -1):
            sight = await self._watcher.observe(QuestionId(legislature, number))
            match exists(sight, self._current):
                case Existence.FOUND:
                    return Found(sight, tuple(absent), tuple(unchecked), await self._find_earlier(sight))
                case Existence.ABSENT:
                    absent.append(legislature)
                case Existence.UNCHECKED:
                    unchecked.append(legislature)
                case Existence.UNKNOWN:
                    return Unsure(sight, bare=True)
        return NotFound(number, tuple(absent), tuple(unchecked))

    async def _find_earlier(self, found: Sight) -> QuestionId | None:
        """An earlier question of the same number; what was found without a request causes none here either."""
        question = found.id
        at_once = found.archived_at is not None
        try:
            async with asyncio.timeout(EARLIER_SECONDS):
                for legislature in range(question.legislature - 1, FIRST_LEGISLATURE - 1, -1):
                    earlier = QuestionId(legislature, question.number)
                    sight = await self._watcher.recall(earlier)
                    if sight.question is None and not at_once:
                        sight = await self._watcher.observe(earlier)
                    if sight.question is not None:
                        return sight.id
        except TimeoutError:
            pass
        return None

    async def _find_internal(self, page: InternalPage) -> Finding:
        try:
            resolved = await resolve(self._client, page, self._current)
        except Unreachable:
            return Unresolved(page, exists=None)
        if resolved.question is None:
            return Unresolved(page, exists=False if resolved.is_gone else None)
        return await self._find_exact(resolved.question)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where NosDéputés.fr's own number of a page leads; `is_gone` where the site has no such page."""

    question: QuestionId | None
    is_gone: bool = False


async def resolve(client: Client, page: InternalPage, current: int, urgent: bool = True) -> Resolved:
    """Ask the site which question one of its own numbers means. Raises Unreachable where it does not answer."""
    response = await client.internal_page(page.legislature, page.page, urgent)
    if response.status >= 500:
        raise Unreachable(f"HTTP status {response.status}", response.retry_after)
    if response.location is None:
        return Resolved(None, response.status in {404, 410})
    # Only the path counts: the host is the one that was asked, whatever the redirect says.
    path = response.location.split("//", 1)[-1].partition("/")[2].partition("#")[0]
    match read_references(f"nosdeputes.fr/{path}", current):
        case [Exact(question)] if question.legislature == page.legislature:
            return Resolved(question)
        case [Bare(number)]:  # the 13th legislature's host has no legislature in its paths
            return Resolved(QuestionId(page.legislature, number))
    return Resolved(None)
