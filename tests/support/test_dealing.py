"""In which order tests are dealt out, and which stay together."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.dealing import Dealer, interleave, share_a_bot

SHARED, OTHER = "tests/journeys/test_rights.py", "tests/journeys/test_archive.py"


def one(module: str, number: int) -> Any:
    return SimpleNamespace(path=Path(module), nodeid=f"{module}::test_{number}")


def several(module: str, count: int) -> list[Any]:
    return [one(module, number) for number in range(count)]


def modules(items: list[pytest.Item]) -> list[str]:
    return [each.nodeid.partition("::")[0] for each in items]


class Process:
    """A process of a run, which notes what it is handed."""

    def __init__(self, number: int) -> None:
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.handed = list[list[int]]()
        self.shutting_down = False

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.handed.append(list(numbers))

    def shutdown(self) -> None:
        self.shutting_down = True


def test_what_waits_stands_evenly_between_the_modules_that_compute() -> None:
    computing = [several(f"tests/core/test_{name}.py", 3) for name in "abcd"]
    dealt = interleave([*computing[0], *computing[1], *several(OTHER, 8), *computing[2], *computing[3]])
    core = [f"tests/core/test_{name}.py" for name in "abcd"]
    assert modules(dealt) == [each for module in core for each in (OTHER, OTHER, module, module, module)]


def test_no_test_is_lost_or_told_twice_whatever_there_is_of_each_kind() -> None:
    for waiting in range(7):
        for others in range(4):
            items = [*several(OTHER, waiting), *several(SHARED, waiting)]
            items += [each for name in range(others) for each in several(f"tests/core/test_{name}.py", 2)]
            assert sorted(each.nodeid for each in interleave(items)) == sorted(each.nodeid for each in items)


def test_tests_that_share_a_bot_stay_together() -> None:
    dealt = interleave([*several("tests/core/test_a.py", 2), *several(SHARED, 5), *several("tests/core/test_b.py", 2)])
    assert modules(dealt).count(SHARED) == 5
    first = modules(dealt).index(SHARED)
    assert set(modules(dealt)[first : first + 5]) == {SHARED}


def test_it_is_seen_in_a_module_whether_its_tests_share_a_bot() -> None:
    assert share_a_bot(SHARED)
    assert not share_a_bot(OTHER)
    assert not share_a_bot("tests/journeys/test_that_is_not_there.py")


def dealt_to(processes: list[Process], items: list[Any]) -> Dealer:
    """Who deals these tests out to these processes, and has begun to."""
    options = {"tx": [f"{len(processes)}*popen"], "maxschedchunk": 1}
    config: Any = SimpleNamespace(getvalue=options.__getitem__, getoption=options.__getitem__)
    dealer = Dealer(config)
    for each in processes:
        node: Any = each
        dealer.add_node(node)
        dealer.add_node_collection(node, [item.nodeid for item in items])
    dealer.schedule()
    return dealer


def test_a_process_is_handed_a_shared_module_as_a_whole_and_all_else_one_by_one() -> None:
    first, second = Process(0), Process(1)
    dealer: Any = dealt_to([first, second], [*several(OTHER, 3), *several(SHARED, 6), *several(OTHER, 9)])
    assert (first.handed, second.handed) == ([[0, 1]], [[2, *range(3, 9)]])
    dealer.mark_test_complete(first, 0, 0.01)
    assert first.handed[1:] == [[9]]
    for done in (2, 3, 4, 5, 6):
        dealer.mark_test_complete(second, done, 0.01)
    assert second.handed[1:] == []
    dealer.mark_test_complete(second, 7, 5.0)
    assert second.handed[1:] == [[10]]


def test_the_whole_run_is_handed_out_and_its_processes_then_end() -> None:
    processes = [Process(0), Process(1), Process(2)]
    items = [*several(OTHER, 3), *several(SHARED, 6), *several(OTHER, 9)]
    dealer: Any = dealt_to(processes, items)
    while any(dealer.node2pending.values()):
        busy = max(processes, key=lambda each: len(dealer.node2pending[each]))
        dealer.mark_test_complete(busy, dealer.node2pending[busy][0], 0.01)
    handed = [number for each in processes for numbers in each.handed for number in numbers]
    assert sorted(handed) == list(range(len(items)))
    assert all(each.shutting_down for each in processes)
