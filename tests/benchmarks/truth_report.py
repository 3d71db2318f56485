"""The report of a simulated legislature: what was told right, twice, falsely or not at all."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from bot.core.chambers import CHAMBERS
from bot.core.chambers.chamber import Chamber
from bot.core.change import Kind
from tests.benchmarks.ledger import LedgerFact, TimedLedger, Wrong
from tests.benchmarks.onlookers import ALONE
from tests.benchmarks.table import table, verdict
from tests.benchmarks.truth_figures import Compared


@dataclass(frozen=True, slots=True)
class Found:
    """All that the report tells; `missed` are facts that were due and not told, `others` deliveries that are no event."""

    ledger: TimedLedger
    missed: Sequence[Wrong]
    questions: int
    misfortunes: Mapping[str, int]
    restarts: Mapping[str, int]
    others: Mapping[str, int]
    watches: str
    figures: Compared
    more: Sequence[str] = ()


def told(found: Found) -> str:
    """The report."""
    ledger, missed = found.ledger, found.missed
    wrong = Counter((each.what, each.fact.kind) for each in [*ledger.wrongs, *missed])
    rows = []
    for kind in Kind:
        due = sum(count for fact, count in ledger.due.items() if fact.kind is kind)
        once = due - wrong["missed", kind] - wrong["twice", kind]
        rows.append(
            [
                kind.value,
                str(ledger.events[kind]),
                str(due),
                str(once),
                *(str(wrong[what, kind]) for what in ("twice", "missed", "false")),
            ]
        )
    columns = [[int(row[at]) for row in rows] for at in range(1, 7)]
    rows.append(["all", *(str(sum(column)) for column in columns)])
    head = ["a legislature", "events", "to tell", "told once", "told twice", "missed", "false"]
    lines = [
        f"{found.questions} questions",
        table(head, rows),
        *(_right(found, f"of {each.name}", partial(_is_of, each)) for each in CHAMBERS),
        f"{_right(found, 'chats that only watch', _is_alone)}; {found.watches}",
        *found.more,
        f"requirement, none told twice, missed or false: {verdict(not ledger.wrongs and not missed)}",
        f"figures of {found.figures.queries} queries, every view as the true lives have it:"
        f" {verdict(not found.figures.wrong)}",
        f"hours from event to delivery: {_delay(ledger, set(Kind) - {Kind.COMMENT})};"
        f" of comments {_delay(ledger, {Kind.COMMENT})}",
        f"misfortunes: {', '.join(f'{name} {count}' for name, count in sorted(found.misfortunes.items()))}",
        f"restarts: {', '.join(f'{name} {count}' for name, count in sorted(found.restarts.items()))}",
        f"cards and the like: {dict(found.others)}",
    ]
    lines += [f"{each.what}: {each.fact} at {each.at}" for each in [*ledger.wrongs, *missed][:20]]
    lines += found.figures.wrong[:20]
    return "\n".join(line for line in lines if line)


def _right(found: Found, whose: str, is_one: Callable[[LedgerFact], bool]) -> str:
    """How right some of what chats were told is."""
    ledger = found.ledger
    told = sum(count for fact, count in ledger.told.items() if is_one(fact))
    right = told - sum(is_one(each.fact) for each in ledger.wrongs)
    lost = sum(is_one(each.fact) for each in found.missed)
    precision, recall = right / told if told else 1.0, right / (right + lost) if right + lost else 1.0
    return f"{whose}: {told} told, precision {precision:.2%}, recall {recall:.2%}"


def _is_of(chamber: Chamber, fact: LedgerFact) -> bool:
    return fact.question.chamber is chamber


def _is_alone(fact: LedgerFact) -> bool:
    return fact.chat in ALONE


def _delay(ledger: TimedLedger, kinds: Collection[Kind]) -> str:
    waits = [seconds / 3600 for seconds in ledger.waits(kinds)]
    return f"median {median(waits):.1f}, worst {max(waits):.1f}" if waits else "none"
