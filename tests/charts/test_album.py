"""The album: a picture is drawn once, uploaded once, and sent again by its identifier."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.charts import album as module
from bot.charts.album import MOST_HELD, ChartAlbum
from bot.charts.artist import Artist
from bot.core.chart import Chart
from bot.core.measures import CHARTS, Measures
from bot.standins.pulse import PATIENCE_SECONDS
from storage import Store
from tests.charts.examples import PANELS, chart, process
from tests.support.examples import NOW
from tests.support.stores import new_store
from tests.support.waiting import until

CHART, PNG = chart(PANELS["stack"]), b"PNG"


class Hand:
    """Draws in the place of an artist, once `go` is set."""

    def __init__(self, png: bytes | None = PNG) -> None:
        self.png, self.drawn, self.go = png, list[str](), asyncio.Event()
        self.go.set()

    async def draw(self, wanted: Chart) -> bytes | None:
        self.drawn.append(wanted.title)
        await self.go.wait()
        return self.png


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    yield opened
    await opened.close()


def album_of(store: Store, hand: Hand, bot: str = "7") -> ChartAlbum:
    return ChartAlbum(store.pictures, cast(Any, hand), bot, lambda: NOW)


async def test_a_picture_is_drawn_once_and_then_sent_by_its_identifier(store: Store) -> None:
    hand = Hand()
    assert await album_of(store, hand).photo(CHART) == PNG
    await album_of(store, hand).keep(CHART, "AgAC")
    assert await album_of(store, hand).photo(CHART) == "AgAC"
    assert len(hand.drawn) == 1


async def test_a_picture_that_many_ask_for_at_once_is_drawn_once(store: Store) -> None:
    hand = Hand()
    album = album_of(store, hand)
    hand.go.clear()
    asked = [asyncio.create_task(album.photo(CHART)) for _ in range(20)]
    await until(lambda: hand.drawn, "the picture is drawn")
    asked.pop().cancel()  # who gives up takes it from nobody
    hand.go.set()
    assert await asyncio.gather(*asked) == [PNG] * 19
    assert await album.photo(CHART) == PNG  # no copy has arrived yet
    assert len(hand.drawn) == 1


async def test_a_picture_that_telegram_forgot_is_drawn_anew(store: Store) -> None:
    hand = Hand()
    album = album_of(store, hand)
    await album.keep(CHART, "AgAC")
    assert await album.anew(CHART) == PNG
    await album.keep(CHART, "AgAD")
    assert await album.photo(CHART) == "AgAD"


async def test_pictures_are_told_apart_by_what_they_show_how_they_look_and_whose_they_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand()
    await album_of(store, hand).keep(CHART, "AgAC")
    assert await album_of(store, hand).photo(chart(PANELS["stack"], title="Another title")) == PNG
    assert await album_of(store, hand, bot="8").photo(CHART) == PNG
    monkeypatch.setattr(module, "VERSION", -1)
    assert await album_of(store, hand).photo(CHART) == PNG


async def test_few_pictures_are_held_until_they_arrive(store: Store) -> None:
    album = album_of(store, Hand())
    for number in range(MOST_HELD + 3):
        await album.photo(chart(title=str(number)))
    assert len(album._held) == MOST_HELD
    await album.keep(chart(title=str(MOST_HELD + 2)), "AgAC")
    assert len(album._held) == MOST_HELD - 1


async def test_a_store_that_cannot_be_used_costs_no_picture(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise OSError

    for name in ("file_of", "keep", "forget"):
        monkeypatch.setattr(store.pictures, name, broken)
    album = album_of(store, Hand())
    assert await album.photo(CHART) == PNG
    await album.keep(CHART, "AgAC")
    assert await album.anew(CHART) == PNG


@pytest.mark.parametrize("work", ["time.sleep(60)", "sys.exit(1)"], ids=["hangs", "dies"])
async def test_a_process_that_hangs_or_dies_costs_all_who_ask_at_once_one_picture_and_the_next_gets_one(
    store: Store, work: str
) -> None:
    artist = Artist(Measures(), process(work), patience=0.3)
    album = ChartAlbum(store.pictures, artist, "7", lambda: NOW)
    assert await asyncio.gather(*(album.photo(CHART) for _ in range(5))) == [None] * 5
    assert artist._measures.values(CHARTS) == {("lost",): 1}
    artist._command, artist._patience = process("say(picture_out(b'PNG'))"), PATIENCE_SECONDS
    assert await album.photo(CHART) == PNG
    await artist.close()


async def test_what_cannot_be_drawn_is_no_picture_and_is_tried_again_when_it_is_asked_for(store: Store) -> None:
    hand = Hand(None)
    album = album_of(store, hand)
    assert await album.photo(CHART) is None
    await album.keep(CHART, None)
    hand.png = PNG
    assert await album.photo(CHART) == PNG
