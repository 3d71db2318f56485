"""The long form: `python -m tests.faults`, with the names of faults to run only those."""

import argparse
import asyncio
import logging
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.faults import copies, disk, kills, outage, sites, soak


def main() -> None:
    """Run the faults that were named, and print their figures."""
    asked = _parser().parse_args()
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    print(f"seed {asked.seed}{', quick' * asked.quick}", flush=True)
    size = (
        kills.KillSize(6, 2)
        if asked.quick
        else kills.KillSize(asked.kills * 3 // 4, asked.kills - asked.kills * 3 // 4)
    )
    rows = asked.rows or (600 if asked.quick else 20_000)
    away = asked.away or (5 if asked.quick else 60)
    take_overs = asked.take_overs or (6 if asked.quick else 100)
    rounds = asked.rounds or (20 if asked.quick else 400)
    jobs: dict[str, Callable[[Path], Awaitable[str]]] = {
        "kills": lambda folder: kills.report(folder, size, random.Random(asked.seed)),
        "disk": lambda folder: disk.report(folder, 5 if asked.quick else 60),
        "outage": lambda folder: outage.report(folder, rows, away),
        "sites": sites.report,
        "copies": lambda folder: copies.report(folder, take_overs, random.Random(asked.seed)),
        "soak": lambda folder: soak.report(folder, rounds, asked.seed),
    }
    for name in asked.names or jobs:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{asyncio.run(_done(jobs[name](Path(folder))))}")
        print(f"({name}: {time.perf_counter() - began:.0f} s)", flush=True)


async def _done(job: Awaitable[str]) -> str:
    return await job


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=["copies", "disk", "kills", "outage", "sites", "soak", []], help="all by default"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, a minute or two in all")
    parser.add_argument("--kills", type=int, default=200, help="in all, a quarter of them during a migration")
    parser.add_argument("--rows", type=int, help="that wait in the outbox when Telegram comes back")
    parser.add_argument("--away", type=float, help="seconds for which Telegram is away")
    parser.add_argument("--take-overs", type=int, help="of several copies, by a leader that is taken away")
    parser.add_argument("--rounds", type=int, help="of the soak, each of which is a sweep, comments and commands")
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    main()
