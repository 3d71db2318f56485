"""The clock jumps, both ways: nothing is told twice, nothing is lost, and nobody waits until the clock is right again."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.examples import ANSWER, ID, WAITING, comment
from tests.faults.house import LAUNCH, House

ANSWERED = "✅ Réponse publiée\n"
TWO_MONTHS = timedelta(days=61)


@pytest.mark.parametrize("way", [1, -1])
async def test_a_clock_that_jumps_silences_nobody_and_tells_nothing_twice(house: House, way: int) -> None:
    clock = house.folder / "clock"
    _set(clock, timedelta())
    house.command = LAUNCH
    await house.followed(WAITING, FAULT_CLOCK=str(clock))
    _set(clock, way * TWO_MONTHS)
    house.sites.comment(ID, comment(1, "Premier commentaire"))
    await house.alert("Premier commentaire")
    _set(clock, timedelta())
    house.sites.answer(ID, ANSWER)
    await house.alert(ANSWERED)
    assert await house.stop() == 0
    _set(clock, -way * TWO_MONTHS)
    await house.start(FAULT_CLOCK=str(clock))
    house.sites.comment(ID, comment(2, "Second commentaire"))
    await house.alert("Second commentaire")
    assert "1 question suivie" in (await house.ask("/list")).text
    for once in ("Premier commentaire", ANSWERED, "Second commentaire"):
        assert house.count(once) == 1


async def test_a_chat_that_was_asked_to_wait_waits_no_longer_when_the_clock_goes_back(house: House) -> None:
    clock = house.folder / "clock"
    _set(clock, TWO_MONTHS)
    house.command = LAUNCH
    await house.followed(WAITING, FAULT_CLOCK=str(clock))
    house.telegram.fail_next("sendMessage", retry_after=2)
    house.sites.answer(ID, ANSWER)
    await house.stored("SELECT 1 FROM chats WHERE held_until IS NOT NULL", 1)
    _set(clock, timedelta())
    await house.alert(ANSWERED)


def _set(clock: Path, wrong_by: timedelta) -> None:
    new = clock.with_suffix(".new")
    new.write_text(str(wrong_by.total_seconds()))
    new.replace(clock)
