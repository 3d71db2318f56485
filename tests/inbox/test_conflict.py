"""Two copies of one bot: which of the two gives up, and when."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot import app
from bot.cli import logs, run
from bot.core.conflict import CopyConflict
from bot.inbox import receiver as receive
from bot.inbox.dispatcher import AnyApplication, Conversation
from bot.inbox.receiver import AnotherCopy, Receiver
from bot.standins.telegram.server import StandInTelegram
from bot.transport.calls import Calls
from bot.transport.http import AiohttpRequest
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store

SECONDS = timedelta(seconds=1)


def gives_up_after(conflicts: list[float], insists: bool = False) -> float | None:
    """The conflict, in seconds after its start, at which a copy gives up."""
    conflict = CopyConflict(NOW, insists)
    return next((at for at in conflicts if conflict.met(NOW + at * SECONDS)), None)


@pytest.mark.parametrize(
    ("conflicts", "end"),
    [
        ([1], None),
        ([1, 3, 7, 12], None),  # a restart: the other copy was about to end
        ([1, 3, 7, 12, 20, 29, 36], 36),  # a newcomer, who goes first
        ([1, 30, 70], 70),
        ([1, 31], 31),
        ([1, 46], 46),  # quiet for just long enough to be one and the same trouble
        ([1, 47], None),
        ([59, 89], 89),
        ([60, 90], None),  # no newcomer any more
        ([1, 100, 200, 300], None),  # each alone, with quiet in between
        ([500, 510, 520, 530, 540, 550, 560, 570, 580, 590, 600], 590),  # one that was there before
        ([500, 510, 520, 600], None),
    ],
)
def test_the_newcomer_gives_up_first_and_nobody_for_a_moment_of_trouble(
    conflicts: list[float], end: float | None
) -> None:
    assert gives_up_after(conflicts) == end


@pytest.mark.parametrize(
    ("conflicts", "end"),
    [
        ([1, 3, 7, 12, 20, 29, 36], None),  # the last request of a leader that was killed, or frozen
        ([1, 31, 61, 90], None),
        ([1, 31, 61, 91], 91),  # somebody else, who does not go
    ],
)
def test_a_copy_that_leads_outlasts_the_last_request_of_the_leader_before(
    conflicts: list[float], end: float | None
) -> None:
    assert gives_up_after(conflicts, insists=True) == end


@pytest.fixture
async def telegram() -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram() as stand_in:
        yield stand_in


def application_at(telegram: StandInTelegram) -> AnyApplication:
    request = AiohttpRequest()
    builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
    return builder.request(request).get_updates_request(AiohttpRequest()).build()


async def receive_until_it_ends(telegram: StandInTelegram, store: Store, step: timedelta) -> None:
    """A receiver to which so much time passes between any two looks at the clock."""
    now = [NOW]

    def clock() -> datetime:
        now[0] += step
        return now[0]

    async def nobody(_update: Any) -> None:
        raise AssertionError("nothing was to be apologised for")

    application = application_at(telegram)
    async with application:
        conversation = Conversation(nobody, lambda _: None, lambda _: False, lambda _: None)
        receiver = Receiver(application, store, clock, conversation, calls=Calls(lambda: NOW))
        try:
            await receiver.run()
        finally:
            await receiver.stop()


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_a_copy_that_meets_another_one_for_too_long_ends(
    telegram: StandInTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LONGEST_WAIT_FOR_CONFLICT", 0.01)
    store = await new_store(tmp_path / "guetteur.db")
    words = "Conflict: terminated by other getUpdates request"
    telegram.fail_next("getUpdates", times=None, status=409, description=words)
    try:
        with pytest.raises(AnotherCopy, match="other getUpdates"):
            await receive_until_it_ends(telegram, store, 4 * SECONDS)
        assert 6 <= len(telegram.called("getUpdates")) <= 12
    finally:
        await store.close()


def test_the_command_says_so_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    async def meet(_settings: object) -> None:
        raise AnotherCopy("Conflict: terminated by other getUpdates request")

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:a")
    monkeypatch.setattr(app, "run", meet)
    monkeypatch.setattr(logs, "set_up_logging", lambda *_: None)
    assert run.run() == 1
    assert "another copy of this bot runs" in capsys.readouterr().err
