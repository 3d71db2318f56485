"""The clock jumps forth and back: nothing is told twice or lost, and no chat waits until the clock is right again."""

from datetime import timedelta
from pathlib import Path

from bot.core.chat import Chat
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.faults.house import LAUNCH, House
from tests.support.examples import ANSWER, ID, NOW, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"
TWO_MONTHS = timedelta(days=61)


async def test_a_clock_that_jumps_both_ways_silences_nobody_and_tells_nothing_twice(house: House) -> None:
    clock = house.folder / "clock"
    _set(clock, timedelta())
    house.command = LAUNCH
    await house.followed(WAITING, FAULT_CLOCK=str(clock))
    for number, wrong_by in enumerate((TWO_MONTHS, -TWO_MONTHS, timedelta()), start=1):
        _set(clock, wrong_by)
        house.sites.comment(ID, comment(number, f"Le {number}e commentaire."))
        await house.alert(f"Le {number}e commentaire.")
    house.sites.answer(ID, ANSWER)
    await house.alert(ANSWERED)
    assert "1 question suivie" in (await house.ask("/list")).text
    await house.checks_of_both(ID, 2)
    for once in ("Le 1e commentaire.", "Le 2e commentaire.", "Le 3e commentaire.", ANSWERED):
        assert house.count(once) == 1


async def test_work_that_a_clock_ahead_had_put_off_is_done_after_a_start_with_the_right_clock(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/guetteur.db")
    ahead = NOW + TWO_MONTHS
    await store.chats.greet(Chat(1001, "private", "fr"), ahead)
    await store.follows.follow(1001, ID, False, ahead)
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, ahead, ahead + timedelta(days=1))
    await store.outbox.postpone(1001, (), ahead, ahead + timedelta(hours=1))
    assert await store.checks.due(Source.ASSEMBLEE, NOW, 10) == []
    assert await store.outbox.due(NOW, (), 10) == []
    assert await store.heed_clock(NOW, timedelta(days=1))
    assert await store.checks.due(Source.ASSEMBLEE, NOW, 10) == [ID]
    assert [delivery.kind for delivery in await store.outbox.due(NOW, (), 10)] == ["card"]
    await store.close()


async def test_work_that_a_right_clock_put_off_stays_put_off(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/guetteur.db")
    await store.chats.greet(Chat(1001, "private", "fr"), NOW)
    await store.follows.follow(1001, ID, False, NOW)
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + timedelta(days=1))
    await store.outbox.postpone(1001, (), NOW, NOW + timedelta(hours=1))
    assert not await store.heed_clock(NOW, timedelta(days=1))
    assert await store.checks.due(Source.ASSEMBLEE, NOW, 10) == []
    assert await store.outbox.due(NOW, (), 10) == []
    await store.close()


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
