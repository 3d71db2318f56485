"""Charts as pictures: a PNG that Telegram takes and a phone shows, whatever is to be seen."""

import struct
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.charts.drawing import png_of
from bot.charts.life import LEAST_APART, _places
from bot.charts.sheet import fitting, width_of, wrapped
from bot.charts.style import FILLS, TALLEST, WIDTH
from bot.core.chart import Bar, Chart, Columns, Life, Moment, Panel, Ranking, Series, Stack, Tone
from tests.charts.examples import PANELS, PARTS, chart


def size(png: bytes) -> tuple[int, int]:
    """The width and height that a PNG says it has."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and png.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_each_kind_of_panel_makes_a_picture_as_wide_as_all_others(panel: Panel) -> None:
    width, height = size(png_of(chart(panel)))
    assert width == WIDTH and 300 < height < 1.6 * WIDTH


ODD: dict[str, Panel] = {
    "nothing at all": Stack(()),
    "zeros": Stack(tuple(replace(each, value=0) for each in PARTS)),
    "no columns": Columns("", (), ()),
    "columns of nothing": Columns("", ("", ""), (Series(Tone.ASKED, "", (0, 0)),)),
    "a million": Columns("", ("1",), (Series(Tone.ASKED, "", (1_000_000,)),)),
    "a rate above one": Ranking("", (Bar("Santé", 1.5, "150 %", ""),)),
    "fifty names of 150 letters": Ranking("", (Bar("Secrétariat d’État " * 8, 0.5, "50 %", "médiane"),) * 50),
    "one day": Life((Moment(0, "Publiée", "6 janvier", Tone.ASKED),)),
    "two things on a day": Life((Moment(0, "Publiée", "6 janvier", Tone.ASKED),) * 2),
    "what others wrote": Ranking("$x^", (Bar("$\\frac{1}$ \x00\x07\n\ud800 🕰 漢字 %s", 0.5, "$", "_{"),)),
}


@pytest.mark.parametrize("panel", ODD.values(), ids=ODD)
def test_no_values_and_no_words_are_too_odd_to_be_drawn(panel: Panel) -> None:
    width, height = size(png_of(chart(panel, title="$Titre \ud800")))
    assert width == WIDTH and height <= TALLEST


@pytest.mark.parametrize(
    "wanted",
    [[100.0], [100.0, 100.0], [100.0, 100.0, 900.0], [100.0, 800.0, 810.0, 820.0], [100.0, 101.0, 102.0, 103.0]],
)
def test_the_words_of_a_life_stand_apart_in_their_order_and_none_above_its_first_day(wanted: list[float]) -> None:
    places = _places(wanted)
    assert places[0] == wanted[0]
    assert all(after - before >= LEAST_APART for before, after in pairwise(places))


def test_columns_in_one_row_stand_on_each_other() -> None:
    def drawn(*values: tuple[int, int]) -> bytes:
        tones = (Tone.IN_TIME, Tone.LATE)
        series = tuple(Series(tone, "", each) for tone, each in zip(tones, values, strict=True))
        return png_of(chart(Columns("", ("30", "60"), series, shares_place=True)))

    assert drawn((5, 4), (0, 3)) != drawn((5, 4), (0, 0)) != drawn((5, 4), (0, 4))
    assert drawn((5, 0), (0, 0)) == drawn((5, 0), (0, 0))


def test_the_same_chart_gives_the_same_picture() -> None:
    assert png_of(chart(PANELS["stack"])) == png_of(chart(PANELS["stack"]))


def test_a_chart_without_panels_still_has_its_title_and_its_source() -> None:
    assert size(png_of(Chart("Titre", "", (), "Source", "24 novembre 2026")))[0] == WIDTH


def test_every_tone_has_a_colour_of_its_own_beside_those_it_is_shown_with_and_a_pattern_besides() -> None:
    whole = [FILLS[tone] for tone in (Tone.IN_TIME, Tone.LATE, Tone.WAITING, Tone.OVERDUE, Tone.CLOSED)]
    assert len({fill.colour for fill in whole}) == len({fill.pattern for fill in whole}) == len(whole)
    assert FILLS[Tone.ASKED].pattern != FILLS[Tone.ANSWERED].pattern


def test_words_are_broken_at_spaces_and_cut_where_they_are_too_many() -> None:
    lines = wrapped("Aménagement du territoire et décentralisation " * 9, 33, 600, most=2)
    assert len(lines) == 2 and lines[-1].endswith("…")
    assert all(width_of(line, 33) <= 600 for line in lines)
    assert wrapped("Combien de temps\N{NO-BREAK SPACE}?", 33, 250, most=2) == ["Combien de", "temps\N{NO-BREAK SPACE}?"]
    assert width_of(fitting("M" * 100, 33, 300), 33) <= 300
