"""Cards and lists say which sources have not answered for long."""

from datetime import datetime

import pytest

from bot.core.observation import Check, Outcome
from bot.messages.card import card
from bot.messages.listing import list_page
from tests.messages.reading import FR, SINCE, STALE, lines, plain
from tests.support.examples import ID, NOW, WAITING
from tests.support.readings import observed

STALE_LINES = [
    "⚠️ Le site de l’Assemblée ne répond plus depuis le 21 novembre 2026 à 08:00 : ce qui est affiché date d’alors.",
    "⚠️ NosDéputés.fr ne répond plus depuis le 21 novembre 2026 à 08:00 : des commentaires peuvent manquer.",
]
ASSEMBLEE_DOWN = "⚠️ Le site de l’Assemblée n’a pas pu être lu à l’instant ; je réessaie."
NOSDEPUTES_DOWN = "⚠️ Le site NosDéputés.fr n’a pas pu être lu à l’instant ; je réessaie."
READ, FAILED, NEVER = Check(NOW, Outcome.READ), Check(None, Outcome.FAILED, "HTTP status 503"), Check()


@pytest.mark.parametrize(
    ("assemblee", "nosdeputes", "archived_at", "stale", "warnings"),
    [
        (READ, READ, None, {}, []),
        (FAILED, FAILED, None, {}, [ASSEMBLEE_DOWN, NOSDEPUTES_DOWN]),
        (FAILED, FAILED, NOW, {}, [NOSDEPUTES_DOWN]),
        (NEVER, NEVER, NOW, {}, []),
        (NEVER, READ, None, {}, [ASSEMBLEE_DOWN]),
        (FAILED, FAILED, None, STALE, STALE_LINES),
        (FAILED, FAILED, None, {"assemblee": SINCE}, [STALE_LINES[0], NOSDEPUTES_DOWN]),
        (READ, READ, None, {"elsewhere": SINCE}, []),
    ],
)
def test_a_card_says_which_source_is_silent_and_says_it_once(
    assemblee: Check, nosdeputes: Check, archived_at: datetime | None, stale: dict[str, datetime], warnings: list[str]
) -> None:
    known = observed(ID, WAITING, assemblee, nosdeputes, archived_at)
    shown = plain(card(FR, known, NOW, followed=True, stale=stale)).replace("\u00a0", " ").splitlines()
    assert [line for line in shown if line.startswith("⚠️")] == warnings


def test_the_foot_of_a_list_names_silent_sources_and_the_last_confirmation() -> None:
    shown = plain(list_page(FR, [(ID, WAITING)], 1, NOW, NOW, STALE)).replace("\u00a0", " ").splitlines()
    assert shown[-4:] == ["", *STALE_LINES, "Vérifié le 24 novembre 2026 à 13:00"]
    assert len(lines(list_page(FR, [(ID, WAITING)], 1, NOW))) == 3
