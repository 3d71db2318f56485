"""/search on the bench: its pages and filters, names that several bear, and messages that are of no use any more."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.alternatives import Alternative
from bot.core.deputy import Deputy
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.message import visible
from bot.messages.phrases import phrases
from bot.watch.source_health import DEPUTIES
from storage.questions.rows import archive_name
from tests.handlers.bench import CHATS, Bench, KnownQuestion
from tests.handlers.test_watch import Screen
from tests.storage.sweeps import RECORD, numbered, packed
from tests.support.deputies import ALPES, GIRONDE, MARTINS
from tests.support.examples import ANSWER, NOW, WAITING

JUVIN = "PA721764"
REGISTER = [
    *(Deputy(reference, " ".join(names[:3]), names[3]) for reference, names in MARTINS.items()),
    Deputy(JUVIN, "M. Philippe Juvin", "Hauts-de-Seine"),
]


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    return Screen(bench)


async def known(bench: Bench, *questions: Question) -> None:
    await bench.store.catalogue.take(17, [packed(each) for each in questions], NOW, 1)
    await bench.store.deputies.learn(DEPUTIES, REGISTER, [])


def about(number: int, subject: str, **others: object) -> Question:
    fields = {"subject": subject, "text": "Une question.", **others}
    return replace(numbered(number, RECORD), **fields)  # type: ignore[arg-type]  # fields of a question


def buttons(screen: Screen) -> list[str]:
    assert screen.message is not None
    return [button.text for row in screen.message.buttons for button in row if not button.text.isdigit()]


async def test_pages_are_turned_on_and_back_and_say_where_they_are(bench: Bench, screen: Screen) -> None:
    await known(bench, *(about(number, "Digues") for number in range(1, 26)))
    await screen.ask("/chercher digues")
    assert screen.text.startswith("🔎 digues\n1–10 sur 25\n\n1. Digues — n° 25 ")
    assert buttons(screen) == ["Suivantes ›", "🔭 En faire une veille", "📄 Tableau"]
    await screen.press("Suivantes ›")
    await screen.press("Suivantes ›")
    assert screen.text.startswith("🔎 digues\n21–25 sur 25\n\n21. Digues — n° 5 ")
    assert buttons(screen)[:1] == ["‹ Précédentes"]
    await screen.press("‹ Précédentes")
    assert screen.text.startswith("🔎 digues\n11–20 sur 25\n\n11. Digues — n° 15 ")
    await screen.press("‹ Précédentes")
    assert screen.text.startswith("🔎 digues\n1–10 sur 25\n\n1. Digues — n° 25 ")
    assert buttons(screen)[:1] == ["Suivantes ›"]


async def test_a_page_that_was_turned_to_before_pages_were_counted_still_turns(bench: Bench, screen: Screen) -> None:
    await known(bench, *(about(number, "Digues") for number in range(1, 26)))
    await screen.ask("/chercher digues")
    assert screen.message is not None
    (data,) = [str(each.callback) for row in screen.message.buttons for each in row if each.text == "Suivantes ›"]
    await screen.carry(data.partition("+")[0], "digues")
    assert screen.text.startswith("🔎 digues\n25 en tout\n\n1. Digues — n° 15 ")


async def test_a_card_that_was_found_by_words_is_not_doubted(
    bench: Bench, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def alternatives(_: object, question: QuestionId) -> tuple[Alternative, ...]:
        return (Alternative(QuestionId.of_legislature(16, question.number), None),)

    monkeypatch.setattr(KnownQuestion, "alternatives", alternatives)
    await bench.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await screen.carry("see:an17-4321")
    assert "Pas la bonne ?" in screen.text
    await screen.carry("card:an17-4321")
    assert "Entretien des digues" in screen.text
    assert "Pas la bonne ?" not in screen.text


async def test_filters_are_set_by_one_press_and_taken_off_by_a_second(bench: Bench, screen: Screen) -> None:
    await known(
        bench,
        about(1, "Digues", ministry="Santé"),
        about(2, "Digues", ministry="Justice", answer=ANSWER),
        about(3, "Digues", ministry="Justice", asked=date(2025, 1, 1)),
    )
    await screen.ask("/chercher digues")
    both = ["⏳ En attente", "✅ Répondues", "📅 2026"]
    assert buttons(screen) == [*both, "🏛 Justice", "🏛 Santé", "🔭 En faire une veille", "📄 Tableau"]
    await screen.press("🏛 Justice")
    assert "ministère:Justice digues\n2 questions" in screen.text
    await screen.press("⏳ En attente")
    assert "ministère:Justice état:attente digues\n1 question\n" in screen.text
    assert buttons(screen)[:3] == ["✓ ⏳ En attente", "✅ Répondues", "✓ 🏛 Justice"]
    await screen.press("✓ 🏛 Justice")
    await screen.press("✓ ⏳ En attente")
    assert "🔎 digues\n3 questions" in screen.text


@pytest.mark.parametrize("asked", ["/chercher {}", "{}"])
@pytest.mark.parametrize("name", ["philippe juvin", "juvin", "JUVIN", "@Juvin", "@philippe-juvin", "@ Juvin"])
async def test_words_that_are_a_deputys_name_find_their_questions(
    bench: Bench, screen: Screen, asked: str, name: str
) -> None:
    text = "M. Philippe Juvin attire l'attention du ministre sur les digues."
    await known(bench, about(1, "Quais", author_ref=JUVIN, author=None), about(2, "Digues"))
    await known(bench, replace(about(3, "Digues", author_ref=JUVIN, author=None), text=text))
    await screen.ask(asked.format(name))
    assert "Digues — n° 3" in screen.text
    assert "n° 2 " not in screen.text
    assert ("n° 1 " in screen.text) == name.startswith("@"), "only its text says in words who asks"


async def test_a_name_that_several_bear_is_asked_back_and_the_choice_kept_by_reference(
    bench: Bench, screen: Screen
) -> None:
    await known(bench, about(1, "Digues", author_ref=ALPES), about(2, "Digues", author_ref=GIRONDE))
    for asked in ("/chercher @martin digues", "député:martin digues"):
        await screen.ask(asked)
        assert "Plusieurs députés portent ce nom" in screen.text
        assert "2. Mme Alexandra Martin (Alpes-Maritimes)" in screen.text
        await screen.press("2. Alexandra Martin (Alpes-Maritimes)")
        assert screen.text.replace("\u2060", "").startswith("🔎 @Alexandra-Martin-Alpes-Maritimes-PA793342 digues\n1 q")
        assert "n° 1 " in screen.text
    await screen.ask("/chercher @martin digues")
    await screen.press("Tous")
    assert "2 questions" in screen.text


async def test_several_names_are_asked_back_one_after_the_other(bench: Bench, screen: Screen) -> None:
    await known(
        bench, about(1, "Digues", author_ref=ALPES, ministry="Écologie"), about(2, "Digues", author_ref=GIRONDE)
    )
    await screen.ask("/chercher @martin ministère:transition digues")
    await screen.press("1. Alexandra Martin (Gironde)")
    assert "Ce nom peut désigner plusieurs ministères." in screen.text
    await screen.press("Écologie")
    assert "PA793944 ministère:Écologie digues" in screen.text


async def test_a_watch_asks_whom_a_name_means_and_keeps_the_deputy_by_reference(bench: Bench, screen: Screen) -> None:
    await known(bench, about(1, "Digues", author_ref=ALPES), about(2, "Digues", author_ref=GIRONDE))
    await screen.ask("/veille @martin")
    await screen.press("1. Alexandra Martin (Gironde)")
    await screen.press("🔭 Commencer")
    (watch,) = await bench.store.watches.of(CHATS["private"])
    assert watch.name == "@Alexandra-Martin-Gironde-PA793944"


async def test_a_watch_of_a_name_that_nobody_else_bears_is_kept_by_reference_without_a_question(
    bench: Bench, screen: Screen
) -> None:
    await known(bench, about(1, "Digues", author_ref=JUVIN))
    await screen.ask("/veille @juvin cloud")
    assert screen.query.replace("\u2060", "") == "@Philippe-Juvin-Hauts-de-Seine-PA721764 cloud"


LONG = "eau " + " ".join(f"mot{number}{'x' * 36}" for number in range(7))
GONE, STALE = (phrases("fr").text(key) for key in ("toast-find-gone", "toast-stale"))


@pytest.mark.parametrize(
    ("data", "shown", "said"),
    [
        ("find:first", "", GONE),
        ("find:first", "statut:attente digues", GONE),
        ("find:waiting", "le la les", GONE),
        ("find:b1-5+10", "-digues", GONE),
        ("find:any", "état:attente", STALE),
        ("find:ministry-choses", "digues", STALE),
        ("find:nothing", "digues", STALE),
        ("find-as:all", "", GONE),
        ("find-as:PA1", "@martin", STALE),
        ("find-as:sante", "ministère:transition", STALE),
        ("watch-as:PA721764", "digues", STALE),
        ("watch-as:", "", GONE),
        ("find:waiting", LONG, "C’est trop long pour une recherche"),
    ],
)
async def test_a_press_on_a_message_that_is_of_no_use_any_more_gets_one_sentence(
    screen: Screen, data: str, shown: str, said: str
) -> None:
    await screen.carry(data, shown)
    assert screen.notice is not None
    assert visible(screen.notice).replace("\u00a0", " ").startswith(visible(said).replace("\u00a0", " "))
    assert screen.message is None


async def test_a_filter_that_there_is_not_is_answered_with_those_that_there_are(screen: Screen) -> None:
    await screen.ask("/chercher statut:attente digues")
    assert screen.text.startswith("« statut » n’est pas un filtre. Les filtres sont ")
    assert "année:2026" in screen.text


async def test_nothing_is_denied_while_the_archive_is_still_read(bench: Bench, screen: Screen) -> None:
    await screen.ask("/chercher digues")
    assert "je lis encore les archives" in screen.text
    await bench.store.archives.fail(archive_name(17), NOW, is_gone=True)
    await screen.ask("/chercher digues")
    assert "Aucune question ne correspond" in screen.text
