import asyncio
from collections.abc import Callable

import pytest

from storage.together import Together


class Written:
    """Transactions that begin when they are let, and what each of them wrote."""

    def __init__(self) -> None:
        self.all: list[list[int]] = []
        self.has_begun = asyncio.Event()
        self.may_begin = asyncio.Semaphore(0)
        self.trouble: list[BaseException | None] = []

    async def write(self, take: Callable[[], list[int]]) -> None:
        await self.may_begin.acquire()
        self.all.append(take())
        self.has_begun.set()
        await asyncio.sleep(0)
        if self.trouble and (trouble := self.trouble.pop(0)):
            raise trouble


async def test_what_comes_before_a_transaction_begins_is_written_in_it() -> None:
    written = Written()
    together = Together(written.write)
    adding = [asyncio.create_task(together.add(number)) for number in range(5)]
    await asyncio.sleep(0)

    written.may_begin.release()
    await asyncio.gather(*adding)

    assert written.all == [[0, 1, 2, 3, 4]]


async def test_what_comes_during_a_transaction_waits_for_the_next_one() -> None:
    written = Written()
    together = Together(written.write)
    first = asyncio.create_task(together.add(1))
    await asyncio.sleep(0)
    written.may_begin.release()
    await written.has_begun.wait()
    second = asyncio.create_task(together.add(2))
    await first

    assert not second.done()
    written.may_begin.release()
    await second
    assert written.all == [[1], [2]]


async def test_a_transaction_that_fails_fails_for_all_of_its_items_and_for_no_later_one() -> None:
    written = Written()
    written.trouble = [OSError("disk full"), None]
    together = Together(written.write)
    adding = [asyncio.create_task(together.add(number)) for number in (1, 2)]
    await asyncio.sleep(0)
    written.may_begin.release()

    assert [str(each) for each in await asyncio.gather(*adding, return_exceptions=True)] == ["disk full"] * 2

    written.may_begin.release()
    await together.add(3)
    assert written.all == [[1, 2], [3]]


async def test_a_transaction_that_cannot_begin_fails_for_all_who_wait_for_it() -> None:
    async def refuse(_take: Callable[[], list[int]]) -> None:
        await asyncio.sleep(0)
        raise OSError("no connection")

    together = Together(refuse)

    found = await asyncio.gather(*(together.add(number) for number in (1, 2)), return_exceptions=True)

    assert [str(each) for each in found] == ["no connection"] * 2


async def test_an_item_whose_caller_is_cancelled_is_written_all_the_same() -> None:
    written = Written()
    together = Together(written.write)
    adding = asyncio.create_task(together.add(1))
    await asyncio.sleep(0)
    adding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await adding

    written.may_begin.release()
    await together.finish()

    assert written.all == [[1]]


async def test_nothing_is_left_to_finish_where_nothing_was_asked_for() -> None:
    await Together(Written().write).finish()
