"""What changes between the computing of turns and the writing of them counts, and is told once."""

from collections.abc import Awaitable, Callable, Collection

import pytest

from storage import Store
from storage.intake.turning import Turning
from tests.storage.sweeps import A_DAY, OTHER, follow, kinds, numbered, sweep
from tests.storage.watching import brought, watch
from tests.support.examples import NOW, answered

Act = Callable[[], Awaitable[object]]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Has something done after a sweep has computed its turns and before it writes them."""
    compute = Turning.compute

    def order(act: Act) -> None:
        async def computed(turning: Turning, numbers: Collection[int]) -> None:
            await compute(turning, numbers)
            await act()

        monkeypatch.setattr(Turning, "compute", computed)

    return order


async def test_a_watch_that_begins_while_a_sweep_computes_is_told(
    store: Store, meanwhile: Callable[[Act], None]
) -> None:
    await sweep(store, numbered(1), new_after=None)
    meanwhile(lambda: watch(store, "digues"))
    await sweep(store, answered(numbered(1)), numbered(7), at=NOW + A_DAY, new_after=1)
    assert sorted(await brought(store)) == [("answered", 1, ["digues"]), ("asked", 7, ["digues"])]


async def test_who_follows_a_watched_question_while_a_sweep_computes_is_told_once(
    store: Store, meanwhile: Callable[[Act], None]
) -> None:
    await sweep(store, numbered(1), new_after=None)
    await watch(store, "digues", OTHER)
    meanwhile(lambda: follow(store, 1))
    await sweep(store, answered(numbered(1)), at=NOW + A_DAY, new_after=1)
    assert await kinds(store) == ["answered"]
    assert await brought(store, OTHER) == [("answered", 1, ["digues"])]
