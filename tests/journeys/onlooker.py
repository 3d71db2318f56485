"""Whoever runs the bot, at its web port: what it is told there."""

import asyncio
from contextlib import suppress

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.support.waiting import patience

Told = dict[tuple[str, frozenset[str]], float]
"""The metrics by their names and the values of their labels."""


class Onlooker:
    """Asks the port."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self.listen = f"127.0.0.1:{port}"
        self._session = session

    async def get(self, path: str) -> tuple[int, str]:
        async with self._session.get(f"http://{self.listen}{path}") as answer:
            return answer.status, await answer.text()

    async def until(self, path: str, status: int, words: str) -> str:
        """The answer, as soon as it has that status and those words. Raises TimeoutError."""
        async with patience(f"{path} answers {status}, with {words!r}"):
            while True:
                with suppress(aiohttp.ClientConnectionError):  # it starts
                    found, text = await self.get(path)
                    if found == status and words in text:
                        return text
                await asyncio.sleep(0.1)

    async def metrics(self) -> Told:
        _, text = await self.get("/metrics")
        return {
            (sample.name, frozenset(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


def of(told: Told, name: str, *labels: str) -> float:
    """One number; 0 where there is none."""
    return told.get((f"guetteur_{name}", frozenset(labels)), 0)


def all_of(told: Told, name: str) -> dict[frozenset[str], float]:
    """All numbers of a name, by the values of their labels."""
    return {labels: value for (each, labels), value in told.items() if each == f"guetteur_{name}"}
