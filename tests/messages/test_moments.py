"""An instant is shown to each reader by their own clock, and as plain words wherever nothing can be marked up."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.messages.message import Message, visible
from bot.messages.phrases import Phrases
from bot.standins.telegram.html import parse
from tests.messages.reading import EN, FR

SEEN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
UNIX = 1796117400


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (FR, "1er décembre 2026 à 10:30"),
        (EN, "1 December 2026 at 10:30"),
        (FR.in_zone(ZoneInfo("Pacific/Noumea")), "1er décembre 2026 à 20:30"),
    ],
)
def test_an_instant_has_its_unix_time_and_within_it_the_words_that_older_apps_show(words: Phrases, shown: str) -> None:
    said = words.moment(SEEN)
    assert visible(said) == shown
    (entity,) = parse(said).entities
    assert (entity["type"], entity["unix_time"], entity["date_time_format"]) == ("date_time", UNIX, "Dt")
    assert entity["length"] == len(shown)


def test_a_time_of_a_site_is_one_of_paris_for_whoever_reads_it() -> None:
    said = FR.in_zone(ZoneInfo("Pacific/Noumea")).moment(datetime(2026, 12, 1, 10, 30))
    assert said == f'<tg-time unix="{UNIX}" format="Dt">1er décembre 2026 à 10:30</tg-time>'


@pytest.mark.parametrize("year", [1969, 2039])
def test_an_instant_that_telegram_cannot_hold_is_text_alone(year: int) -> None:
    assert FR.moment(SEEN.replace(year=year)) == f"1er décembre {year} à 10:30"


def test_where_no_markup_can_be_an_instant_is_its_words() -> None:
    said = FR.say("settings-paused", moment=FR.moment(SEEN))
    assert "<tg-time" in said
    for plain in (FR.text("settings-paused", moment=FR.moment(SEEN)), Message(said).plain):
        assert "1er décembre 2026 à 10:30." in plain
        assert "tg-time" not in plain and str(UNIX) not in plain
