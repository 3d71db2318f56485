"""The process that draws: it starts when it is needed, ends when it is not, and costs one picture where it fails."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.charts import artist as module
from bot.charts.artist import IDLE_SECONDS, Artist
from bot.core.measures import CHART_SECONDS, CHARTS, Measures
from bot.standins.pulse import PATIENCE_SECONDS
from tests.charts.examples import PANELS, chart, process
from tests.charts.test_drawing import size
from tests.support.waiting import until

CHART = chart(*PANELS.values())
SAYS_TITLE = "say(picture_out(chart.title.encode()))"
TITLE = CHART.title.encode()

Hire = Callable[..., Artist]


@pytest.fixture
async def hire() -> AsyncIterator[Hire]:
    """Hires artists whose process does what a test wants, and who are sent home after it."""
    hired: list[Artist] = []

    def new(work: str = SAYS_TITLE, patience: float = PATIENCE_SECONDS, idle: float = IDLE_SECONDS) -> Artist:
        hired.append(Artist(Measures(), process(work), patience, idle))
        return hired[-1]

    yield new
    for each in hired:
        await each.close()


def lives(number: int | None) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number or 0, 0)
        return True
    return False


def left_in(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


async def test_a_chart_becomes_a_picture_and_nothing_is_left_on_the_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    artist = Artist(Measures(), patience=PATIENCE_SECONDS)
    png = await artist.draw(CHART)
    assert png is not None and size(png)[0] == 1080
    number = artist.process
    await artist.close()
    assert not lives(number) and artist.process is None
    assert left_in(tmp_path) == []


async def test_one_process_draws_one_chart_after_the_other(hire: Hire) -> None:
    artist = hire()
    assert await asyncio.gather(*(artist.draw(CHART) for _ in range(5))) == [TITLE] * 5
    first = artist.process
    assert await artist.draw(CHART) == TITLE
    assert artist.process == first
    assert artist._measures.values(CHARTS) == {("drawn",): 6}
    assert artist._measures.distributions(CHART_SECONDS)[()].up_to()[-1] == 6


BROKEN = {
    "hangs": "time.sleep(60)",
    "ends": "sys.exit(1)",
    "is killed": "os.kill(os.getpid(), 9)",
    "says nonsense": "say(b'?' * 100)",
    "says half": "say(picture_out(b'PNG')[:-1]); sys.exit(0)",
}


@pytest.mark.parametrize("work", BROKEN.values(), ids=BROKEN)
async def test_a_process_that_fails_costs_one_chart_and_the_next_has_a_new_one(hire: Hire, work: str) -> None:
    artist = hire(work, patience=0.3)
    assert await artist.draw(CHART) is None
    assert artist.process is None
    artist._command, artist._patience = process(SAYS_TITLE), PATIENCE_SECONDS
    assert await artist.draw(CHART) == TITLE
    assert artist._measures.values(CHARTS) == {("lost",): 1, ("drawn",): 1}


async def test_a_chart_that_cannot_be_drawn_costs_the_process_nothing(
    hire: Hire, caplog: pytest.LogCaptureFixture
) -> None:
    artist = hire("say(refusal_out('ValueError: no') if chart.title == 'x' else picture_out(b'PNG'))")
    assert await artist.draw(chart(title="x")) is None
    first = artist.process
    assert (await artist.draw(CHART), artist.process) == (b"PNG", first)
    assert caplog.messages == ["a chart is not drawn: ValueError: no"]
    assert artist._measures.values(CHARTS) == {("failed",): 1, ("drawn",): 1}


async def test_half_a_pair_in_somebodys_words_costs_the_process_nothing(hire: Hire) -> None:
    artist = hire()
    await artist.draw(CHART)
    first = artist.process
    assert await artist.draw(chart(title="di\ud83dgues")) == b"di?gues"
    assert artist.process == first


async def test_a_process_that_does_not_start_costs_one_chart(hire: Hire) -> None:
    artist = hire()
    artist._command = ("/nowhere/python",)
    assert await artist.draw(CHART) is None


async def test_a_process_that_ended_while_it_had_nothing_to_draw_is_not_missed(hire: Hire) -> None:
    artist = hire()
    await artist.draw(CHART)
    assert artist._process is not None
    artist._process.kill()
    await artist._process.wait()
    assert await artist.draw(CHART) == TITLE


async def test_the_process_ends_when_there_is_nothing_to_draw_for_a_while(hire: Hire) -> None:
    artist = hire(idle=0.05)
    await artist.draw(CHART)
    number = artist.process
    await until(lambda: artist.process is None and not lives(number), "the process ends")
    assert await artist.draw(CHART) == TITLE


async def test_a_drawing_that_nobody_waits_for_any_more_is_not_taken_for_the_next(hire: Hire) -> None:
    artist = hire("time.sleep(0.2 if chart.title == 'x' else 0); " + SAYS_TITLE)
    given_up = asyncio.create_task(artist.draw(chart(title="x")))
    await until(lambda: artist.process is not None, "the process starts")
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    assert await artist.draw(CHART) == TITLE


async def test_no_more_charts_wait_than_can_be_drawn_in_a_while(hire: Hire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    artist = hire()
    drawn = await asyncio.gather(*(artist.draw(CHART) for _ in range(5)))
    assert drawn == [TITLE] * 3 + [None] * 2
    assert artist._measures.values(CHARTS) == {("drawn",): 3, ("refused",): 2}


async def test_the_process_is_told_no_secret_and_finds_the_program_from_any_folder(
    hire: Hire, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1234:secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://guetteur:secret@127.0.0.1/guetteur")
    monkeypatch.chdir(tmp_path)
    told = await hire("say(picture_out(repr(dict(os.environ)).encode()))").draw(CHART)
    assert told is not None and b"secret" not in told and b"PYTHONPATH" in told


async def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    parent = (
        "import asyncio, os; from bot.charts.artist import IDLE_SECONDS, Artist; from tests.charts.examples import *\n"
        "async def main():\n"
        f"    artist = Artist(command=process({SAYS_TITLE!r}))\n"
        "    await artist.draw(chart())\n"
        "    print(artist.process, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())"
    )
    started = await asyncio.create_subprocess_exec(
        *(process("")[0], "-c", parent), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    said, _ = await started.communicate()
    await until(lambda: not lives(int(said)), "the process ends")
