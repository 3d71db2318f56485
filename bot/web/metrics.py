"""Metrics for Prometheus at `/metrics`, in a registry of their own."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.core.measures import MEASURES, Measures
from bot.web.exposition import Exposition, Scrape
from bot.web.status import Status


class Metrics:
    """Answers a scrape with what this process counted and, where it leads, what the store holds."""

    def __init__(self, status: Status, clock: Callable[[], datetime], measures: Measures = MEASURES) -> None:
        self._status = status
        self._clock = clock
        self._exposition = Exposition(measures)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self._exposition)
        ProcessCollector(registry=self._registry)

    def routes(self) -> list[web.RouteDef]:
        """The route of the metrics."""
        return [web.get("/metrics", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        scrape = await self._scrape()
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        self._exposition.scrape = scrape
        return web.Response(body=encode(self._registry), headers={"Content-Type": content_type})

    async def _scrape(self) -> Scrape:
        is_well, leader = not await self._status.why_unwell(), self._status.leader
        if leader is None:
            return Scrape(self._clock(), is_leader=False, is_well=is_well)
        store, answers, counts = leader.store, self._status.database_answers, await self._status.counts()
        return Scrape(self._clock(), True, is_well, answers, store.server, store.schema, counts)
