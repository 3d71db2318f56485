"""What /figures and /overdue have in common: the words of a search after them, and buttons that remember those."""

import pytest

from bot.messages.message import visible
from bot.messages.phrases import phrases
from tests.handlers.bench import Bench
from tests.handlers.test_watch import Screen
from tests.storage.sweeps import RECORD, numbered, sweep

COMMANDS = ("bilan", "retards")
STALE = phrases("fr").text("toast-stale")


@pytest.fixture
def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    return Screen(bench)


@pytest.mark.parametrize("command", COMMANDS)
async def test_exact_words_that_too_many_questions_may_have_are_not_looked_up(
    bench: Bench, screen: Screen, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("storage.questions.figures.MOST_READ", 1)
    await sweep(bench.store, numbered(1, RECORD), numbered(2, RECORD))
    await screen.ask(f"/{command} digu*")
    assert "Trop de questions à relire une à une" in screen.text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", ["statut:attente digues", "le la les", "-digues", "mot " * 60])
async def test_words_that_ask_for_nothing_are_answered_with_examples(screen: Screen, text: str, command: str) -> None:
    await screen.ask(f"/{command} {text}")
    assert f"/{command} santé un ministère" in screen.text or "trop long" in screen.text


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        ("figures:all", "", "Je ne retrouve plus de quoi il s’agissait. Redemandez avec /bilan."),
        ("figures:nothing", "digues", STALE),
        ("figures:league+0x", "digues", STALE),
        ("figures-as:PA1", "@martin", STALE),
        ("overdue:found", "", "Je ne retrouve plus de quoi il s’agissait. Redemandez avec /retards."),
        ("overdue:new", "", "Je ne retrouve plus de quoi il s’agissait. Redemandez avec /retards."),
        ("overdue:nothing", "digues", STALE),
        ("overdue:list+0x", "digues", STALE),
        ("overdue-as:PA1", "@martin", STALE),
    ],
)
async def test_a_press_that_is_of_no_use_any_more_gets_one_sentence(
    screen: Screen, data: str, code: str, said: str
) -> None:
    await screen.carry(data, code)
    assert screen.notice is not None
    assert visible(screen.notice) == visible(said)
    assert screen.message is None
