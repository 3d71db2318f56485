"""The report of a simulated legislature: what was told right, twice, falsely or not at all."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.core.change import Kind
from tests.benchmarks.ledger import TimedLedger, Wrong
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
        _of_watches(found),
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


def _of_watches(found: Found) -> str:
    """How right what chats were told is that only watch, and the names of the watches in it."""
    ledger = found.ledger
    told = sum(count for fact, count in ledger.told.items() if fact.chat in ALONE)
    wrong = sum(each.fact.chat in ALONE for each in ledger.wrongs)
    lost = sum(each.fact.chat in ALONE for each in found.missed)
    right = told - wrong
    precision, recall = right / told if told else 1.0, right / (right + lost) if right + lost else 1.0
    return f"chats that only watch: {told} told, precision {precision:.2%}, recall {recall:.2%}; {found.watches}"


def _delay(ledger: TimedLedger, kinds: Collection[Kind]) -> str:
    waits = [seconds / 3600 for seconds in ledger.waits(kinds)]
    return f"median {median(waits):.1f}, worst {max(waits):.1f}" if waits else "none"
