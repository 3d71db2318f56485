"""The command line: `python -m tests.benchmarks`, with the names of benchmarks to run only those."""

import argparse
import asyncio
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.benchmarks import (
    archives,
    contention,
    databases,
    figures,
    fuzz,
    matching,
    moving,
    mutants,
    oral,
    pruning,
    register,
    searching,
    senat,
    sending,
    sweep,
    tables,
    truth,
    typing,
    weeks,
)

PAGES, QUICK_PAGES = 100_000, 2_000
QUICK_MOVING = moving.MovingSize(records=2_000, deliveries=10_000, chats=1_000)
QUICK_MUTANTS = 3
QUICK_SENDING = sending.SendingSize(messages=1_000, rounds=3, limited=600, follows=100_000)
QUICK_PRUNING = pruning.PruningSize(tellings=20_000, chats=1_000, questions=400)
QUICK_REGISTER = register.RegisterSize(all=600, all_constituencies=5_000, terms=2, questions=5_000, followed=500)
QUICK_MATCHING = matching.MatchingSize(queries=5_000, new=100, compared=1_000)
QUICK_ARCHIVES = archives.Size({17: 500, 16: 400, 15: 1_000, 14: 2_500})
QUICK_CONTENTION = contention.ContentionSize(
    questions=1_000, followed=500, follows=10_000, answered=20, crowd=1_000, pace=5.0, quiet=20, settling=2.0
)
QUICK_DATABASES = databases.DatabasesSize(questions=400, crowd=3_000, commands=20)
QUICK_FIGURES = figures.FiguresSize({14: 1_000, 17: 1_000}, tries=3)
QUICK_SEARCHING = searching.SearchingSize({16: 300, 17: 300}, senators=200, queries=1, swept=200)
QUICK_ORAL = oral.OralSize(to_the_government=300, oral=100)
QUICK_SENAT = senat.SenateSize(rows=1_000)
QUICK_SWEEP = sweep.SweepSize(questions=2_000, followed=500, follows=5_000, answered=100, runs=1)
QUICK_TABLES = tables.TablesSize(questions=1_000, followed=200)
QUICK_TYPING = typing.TypingSize(questions=500, people=4, queries=10, commands=40)
QUICK_WEEKS = weeks.WeeksSize(follows=(100, 1_000), days=2, questions=2_000, earlier=600)
QUICK_TRUTH = truth.TruthSize(weeks=2, questions=400, followed=60, weekly=30)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks that were named, and print their tables."""
    asked = _parser().parse_args(arguments)
    print(f"Python {platform.python_version()}, {platform.machine()}, seed {asked.seed}{', quick' * asked.quick}")
    jobs: dict[str, Callable[[], str]] = {
        "closed": lambda: asyncio.run(weeks.run(replace(_weeks(asked), comments=0), asked.seed)),
        "archives": lambda: archives.run(QUICK_ARCHIVES if asked.quick else archives.Size(), asked.seed),
        "contention": lambda: contention.run(_contention(asked), asked.seed),
        "databases": lambda: databases.run(QUICK_DATABASES if asked.quick else databases.DatabasesSize(), asked.seed),
        "figures": lambda: figures.run(QUICK_FIGURES if asked.quick else figures.FiguresSize(), asked.seed),
        "fuzz": lambda: fuzz.run(asked.pages or (QUICK_PAGES if asked.quick else PAGES), asked.seed, asked.seconds),
        "matching": lambda: matching.run(QUICK_MATCHING if asked.quick else matching.MatchingSize(), asked.seed),
        "moving": lambda: moving.run(QUICK_MOVING if asked.quick else moving.MovingSize(), asked.seed),
        "mutants": lambda: mutants.run(
            asked.modules or (), asked.most or (QUICK_MUTANTS if asked.quick else None), asked.seed
        ),
        "oral": lambda: oral.run(QUICK_ORAL if asked.quick else oral.OralSize(), asked.seed),
        "pruning": lambda: asyncio.run(
            pruning.run(QUICK_PRUNING if asked.quick else pruning.PruningSize(), asked.seed)
        ),
        "register": lambda: register.run(QUICK_REGISTER if asked.quick else register.RegisterSize(), asked.seed),
        "searching": lambda: searching.run(QUICK_SEARCHING if asked.quick else searching.SearchingSize(), asked.seed),
        "senat": lambda: senat.run(QUICK_SENAT if asked.quick else senat.SenateSize(), asked.seed),
        "sending": lambda: asyncio.run(sending.run(QUICK_SENDING if asked.quick else sending.SendingSize())),
        "sweep": lambda: sweep.run(QUICK_SWEEP if asked.quick else sweep.SweepSize(), asked.seed),
        "tables": lambda: tables.run(QUICK_TABLES if asked.quick else tables.TablesSize(), asked.seed),
        "truth": lambda: asyncio.run(truth.run(_truth(asked), asked.seed, asked.postgresql)),
        "typing": lambda: asyncio.run(typing.run(QUICK_TYPING if asked.quick else typing.TypingSize(), asked.seed)),
        "weeks": lambda: asyncio.run(weeks.run(_weeks(asked), asked.seed)),
    }
    for name, job in jobs.items():
        if not asked.names or name in asked.names:
            began = time.perf_counter()
            print(f"\n{job()}\n({name}: {time.perf_counter() - began:.0f} s)", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        choices=[
            "archives",
            "closed",
            "contention",
            "databases",
            "figures",
            "fuzz",
            "matching",
            "moving",
            "mutants",
            "oral",
            "pruning",
            "register",
            "searching",
            "senat",
            "sending",
            "sweep",
            "tables",
            "truth",
            "typing",
            "weeks",
            [],
        ],
        help="which ones; all by default",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, about a minute in all")
    parser.add_argument("--pages", type=int, help="broken pages that the readers are given")
    parser.add_argument("--seconds", type=float, help="for which broken pages are tried at most")
    parser.add_argument(
        "--modules", nargs="+", choices=mutants.modules(), help="in which mistakes are made; bot/core by default"
    )
    parser.add_argument("--most", type=int, help="mistakes that are made in each module")
    parser.add_argument("--weeks", type=int, help="of Parliament that are simulated")
    parser.add_argument("--postgresql", action="store_true", help="let the truth be told by a server's database")
    parser.add_argument("--weekly", type=int, help="questions of senators in a week of the truth")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of follows")
    parser.add_argument("--records", type=int, help="of the archive that changes while people give commands")
    parser.add_argument("--crowd", type=int, help="chats that follow one question of it")
    parser.add_argument("--pace", type=float, help="commands that are given a second meanwhile")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is made up")
    return parser


def _contention(asked: argparse.Namespace) -> contention.ContentionSize:
    usual = QUICK_CONTENTION if asked.quick else contention.ContentionSize()
    return replace(
        usual,
        questions=asked.records or usual.questions,
        followed=min(usual.followed, asked.records or usual.questions),
        follows=asked.sizes[0] if asked.sizes else usual.follows,
        crowd=asked.crowd or usual.crowd,
        pace=asked.pace or usual.pace,
    )


def _weeks(asked: argparse.Namespace) -> weeks.WeeksSize:
    usual = QUICK_WEEKS if asked.quick else weeks.WeeksSize()
    follows = tuple(asked.sizes) if asked.sizes else usual.follows
    days = 7 * asked.weeks if asked.weeks else usual.days
    return weeks.WeeksSize(follows, days, usual.questions, usual.earlier)


def _truth(asked: argparse.Namespace) -> truth.TruthSize:
    usual = QUICK_TRUTH if asked.quick else truth.TruthSize()
    weekly = usual.weekly if asked.weekly is None else asked.weekly
    return replace(usual, weeks=asked.weeks or usual.weeks, weekly=weekly)


if __name__ == "__main__":
    main()
