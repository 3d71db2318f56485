"""Senators' questions in a conversation: named in every way, followed, shown, looked up by their number alone."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from bot.core.addresses import deep_link
from bot.core.chambers.senat import SENAT
from bot.core.export import load
from bot.core.figure_query import bounded
from bot.core.matching import matches
from bot.core.narrowing import pressed
from bot.core.observation import Observation
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import Answer, Attribution, Question, QuestionId
from bot.core.searched import searched
from bot.watch.resolver import Resolver
from storage.intake.archives import remember_archive, succeeded
from tests.handlers.bench import CHATS, Bench, RecordingCourier
from tests.storage.test_search import about, take
from tests.storage.watching import asks
from tests.support.examples import NOW

SENATORS = QuestionId(SENAT, 202607, 5636, "QE")
EARLIER = QuestionId(SENAT, 202512, 5636, "QE")
ORAL = QuestionId(SENAT, 202606, 1054, "QOSD")
BOTH = 5636
DIKES = Question(
    id=SENATORS,
    author="Mme Jeanne Brossard",
    group="UC",
    subject="Entretien des digues du littoral",
    rubric="Environnement",
    asked_ministry="Ministère de la transition écologique",
    ministry="Ministère de la transition écologique",
    asked=date(2026, 7, 9),
    attributions=(Attribution("Ministère de la transition écologique", date(2026, 7, 9)),),
    constituency="Gard",
)
ADDRESS = "https://www.senat.fr/questions/base/2026/qSEQ260705636.html"

NAMES = [
    "SEQ260705636",
    "senat-SEQ260705636",
    "S05636",
    "Sénat 05636",
    "05636 Sénat",
    "Sénat n° 5636",
    ADDRESS,
    "http://senat.fr./basile/visio.do?id=qSEQ260705636",
    "https://www2.senat.fr/questions/base/2026/qSEQ260705636.html?x=1",
]


class Quiet:
    """A watcher that knows what the store does, and whom no site answers."""

    def __init__(self, bench: Bench) -> None:
        self._store = bench.store

    async def recall(self, question: QuestionId) -> Observation:
        return await self._store.observations.of(question) or Observation(question, None)

    async def observe(self, question: QuestionId, for_text: bool = False) -> Observation:
        return await self.recall(question)


@pytest.fixture
async def senat(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A store with a senator's question, an older one of the same number, an oral one, and a deputy's."""
    bench.take_spies_away(monkeypatch)
    oral, older = replace(DIKES, id=ORAL), replace(DIKES, id=EARLIER, subject="Ponts", asked=date(2025, 12, 4))
    await take(bench.store, DIKES, oral, older, about(BOTH, "Chasse"), about(1, "Digues"))
    bench.resolver = Resolver(cast(Any, Quiet(bench)), cast(Any, None), bench.store, lambda: NOW)
    return bench


async def tell(bench: Bench, text: str, kind: str = "private") -> RecordingCourier:
    return await bench.command(text, kind, "administrator")


async def file_is_in(bench: Bench) -> None:
    """The Sénat's file was read and believed."""
    async with bench.store.archives._database.writing() as connection:
        await remember_archive(connection, SENAT.archive, succeeded(NOW))


async def followed(bench: Bench, kind: str = "private") -> list[str]:
    return [str(each.id) for each in await bench.store.follows.of_chat(CHATS[kind])]


def texts(courier: RecordingCourier) -> list[str]:
    """What is said, with plain spaces."""
    return [each.replace("\u00a0", " ") for each in courier.texts]


def data(courier: RecordingCourier) -> Sequence[str | None]:
    return [button.callback for each in courier.said for row in each.buttons for button in row]


@pytest.mark.parametrize("name", NAMES)
async def test_a_senators_question_is_followed_by_whatever_names_it(senat: Bench, name: str) -> None:
    courier = await tell(senat, f"/follow {name}")
    assert await followed(senat) == [str(SENATORS)]
    assert "Question écrite n° 05636 · Sénat" in texts(courier)[0]
    assert ADDRESS in courier.said[0].html
    assert "Assemblée" not in texts(courier)[0]


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_pasted_without_a_command_shows_its_card(senat: Bench, name: str) -> None:
    courier = await tell(senat, name)
    assert "Question écrite n° 05636 · Sénat" in texts(courier)[0]
    assert await followed(senat) == []


async def test_a_deep_link_shows_it_and_the_status_of_an_oral_one_too(senat: Bench) -> None:
    parameter = deep_link("guetteur_bot", SENATORS).partition("start=")[2]
    assert "n° 05636 · Sénat" in texts(await tell(senat, f"/start {parameter}"))[0]
    assert "Question orale sans débat n° 1054S · Sénat" in texts(await tell(senat, "/status n° 1054S"))[0]


ANSWERED = replace(DIKES, answer=Answer(date(2026, 9, 3), None))
READ = replace(ANSWERED, answer=Answer(date(2026, 9, 3), "Le Gouvernement veille aux digues."))


async def test_a_text_that_could_not_be_read_is_said_to_be_on_the_page(senat: Bench) -> None:
    await take(senat.store, ANSWERED)
    assert f"text:{SENATORS}" in data(await tell(senat, "/status S05636"))
    _, courier = await senat.press(f"text:{SENATORS}", "private", "creator")
    assert "pas encore pu lire cette réponse" in texts(courier)[0]
    assert ADDRESS in courier.said[0].html


async def test_a_text_is_asked_for_by_the_button_and_shown(senat: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await take(senat.store, ANSWERED)
    asked: list[QuestionId] = []

    async def read(_: object, question: QuestionId, for_text: bool = False) -> Observation:
        asked.extend([question] if for_text else [])
        return Observation(question, READ)

    monkeypatch.setattr(Quiet, "observe", read)
    await tell(senat, "/status S05636")
    assert asked == []
    _, courier = await senat.press(f"text:{SENATORS}", "private", "creator")
    assert "Le Gouvernement veille aux digues." in texts(courier)[0]
    assert asked == [SENATORS]


async def test_a_number_of_the_senats_is_the_latest_and_offers_the_earlier_one(senat: Bench) -> None:
    courier = await tell(senat, "/follow Sénat 5636")
    assert await followed(senat) == [str(SENATORS)]
    assert "« 05636 » sans année ni mois" in texts(courier)[0]
    assert f"swap:{EARLIER}:{SENATORS}" in data(courier)
    assert not [each for each in data(courier) if each and "an17" in each]


async def test_a_number_alone_stays_the_assemblees_and_offers_the_senats_last(senat: Bench) -> None:
    courier = await tell(senat, "/follow 5636")
    assert await followed(senat) == ["an17-5636"]
    swaps = [each for each in data(courier) if each and each.startswith("swap:")]
    assert swaps[-2:] == [f"swap:{SENATORS}:an17-5636", f"swap:{EARLIER}:an17-5636"]
    labels = [button.text for row in courier.said[0].buttons for button in row]
    assert any(label.startswith("Sénat, 07/2026\u00a0: ") for label in labels), labels


async def test_the_other_chambers_question_is_followed_in_its_place(senat: Bench) -> None:
    await tell(senat, "/follow 5636")
    await senat.press(f"swap:{SENATORS}:an17-5636", "private", "creator")
    assert await followed(senat) == [str(SENATORS)]


async def test_a_number_is_not_said_to_be_unknown_before_the_file_was_read(senat: Bench) -> None:
    (said,) = texts(await tell(senat, "/follow S04444"))
    assert "pas encore lu le fichier du Sénat" in said
    assert await followed(senat) == []


async def test_a_number_that_the_file_lacks_is_said_to_be_unknown(senat: Bench) -> None:
    await file_is_in(senat)
    (said,) = texts(await tell(senat, "/follow S04444"))
    assert "aucune question n° 04444 du Sénat" in said
    assert "douze derniers mois" in said
    assert await followed(senat) == []


async def test_one_of_more_than_a_year_ago_is_not_followed_and_its_page_is_linked(senat: Bench) -> None:
    courier = await tell(senat, "/follow SEQ230305619")
    assert "plus d’un an" in texts(courier)[0]
    assert "https://www.senat.fr/questions/base/2023/qSEQ230305619.html" in courier.said[0].html
    assert await followed(senat) == []


async def test_one_that_the_file_does_not_have_yet_is_followed_until_it_has_it(senat: Bench) -> None:
    (said,) = texts(await tell(senat, "/follow SEQ261106001"))
    assert "pas encore dans le fichier du Sénat" in said
    assert await followed(senat) == ["senat-SEQ261106001"]


async def test_one_of_a_month_to_come_is_none(senat: Bench) -> None:
    (said,) = texts(await tell(senat, "/follow SEQ270100001"))
    assert "le mois de sa référence est à venir" in said
    assert await followed(senat) == []


async def test_where_the_senats_file_is_not_to_be_asked_for_that_is_said(senat: Bench) -> None:
    await senat.store.shared_archives["senat"].pass_over(NOW)
    for reference in ("SEQ261106001", "SEQ200100001", "SEQ270100001"):
        (said,) = texts(await tell(senat, f"/follow {reference}"))
        assert "Ce bot ne lit pas les questions du Sénat" in said
        assert "Sa page" in said
    (said,) = texts(await tell(senat, "/follow Sénat 06001"))
    assert "Ce bot ne lit pas les questions du Sénat" in said
    assert said.endswith("06001.")
    assert await followed(senat) == []
    assert "rien ne viendra" in texts(await tell(senat, "/settings thursday all questions"))[-1]
    (said,) = texts(await tell(senat, "/follow SEQ260705636"))  # what is known stays known
    assert await followed(senat) == ["senat-SEQ260705636"]


async def test_it_is_followed_no_more_by_its_number_with_or_without_the_chamber(senat: Bench) -> None:
    for name in ("S05636", "5636", "SEQ260705636"):
        await tell(senat, "/follow SEQ260705636")
        await tell(senat, f"/unfollow {name}")
        assert await followed(senat) == []


async def test_of_two_that_are_followed_the_one_is_chosen(senat: Bench) -> None:
    await tell(senat, "/follow SEQ260705636 17/5636")
    courier = await tell(senat, "/unfollow 5636")
    assert data(courier) == ["stop:an17-5636", f"stop:{SENATORS}"]


async def test_an_article_names_both_chambers_questions(senat: Bench) -> None:
    text = (
        "Mme Brossard, sénatrice du Gard, a posé la question écrite n° 05636 (JO Sénat du 9 juillet 2026) sur les digues ; "
        "la question écrite n° 1 (17e législature) d’un député demande la même chose."
    )
    courier = await tell(senat, text)
    assert "2 questions dans ce message" in texts(courier)[0]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("digues chambre:sénat", [str(SENATORS)]),
        ("digues chambre:sénat nature:toutes", [str(SENATORS), str(ORAL)]),
        ("digues nature:QOSD", [str(ORAL)]),
        ("digues chamber:senat", [str(SENATORS)]),
        ("digues chamber:senat kind:all", [str(SENATORS), str(ORAL)]),
        ("digues chambre:sénat nature:orale", [str(ORAL)]),
        ("digues chambre:assemblée", ["an17-1"]),
        ("digues chambre:AN", ["an17-1"]),
        ("digues -chambre:sénat", ["an17-1"]),
        ("@Brossard digues", [str(SENATORS)]),
        ("auteur:Jeanne-Brossard chambre:sénat", [str(SENATORS), str(EARLIER)]),
        ("ministère:écologie digues", ["an17-1", str(SENATORS)]),
        ("ministère:écologie digues nature:toutes", ["an17-1", str(SENATORS), str(ORAL)]),
        ("législature:17 digues", ["an17-1"]),
        ("S05636", [str(SENATORS), str(EARLIER)]),
        ("5636", ["an17-5636", str(SENATORS), str(EARLIER)]),
        ("SEQ251205636", [str(EARLIER)]),
    ],
)
async def test_a_search_knows_the_chambers(senat: Bench, wanted: str, expected: list[str]) -> None:
    found = [str(each.id) for each in await senat.store.search.find(wanted, 17)]
    assert found == expected
    query = read_query(wanted)
    if isinstance(query, Query) and not wanted[0].isdecimal() and "S" not in wanted[:2]:
        known = [DIKES, replace(DIKES, id=ORAL), replace(DIKES, id=EARLIER, subject="Ponts"), about(1, "Digues")]
        assert {str(each.id) for each in known if matches(query, searched(each))} == set(expected)


async def test_what_both_chambers_have_can_be_narrowed_to_one_and_back(senat: Bench) -> None:
    courier = await tell(senat, "/search digues")
    narrowed = [(each.text, each.callback) for row in courier.said[0].buttons for each in row]
    assert ("Sénat", "find:chamber-senat") in narrowed
    assert ("Assemblée", "find:chamber-an") in narrowed
    digues = read_query("digues")
    assert isinstance(digues, Query)
    only = pressed(digues, "chamber-senat")
    assert only is not None
    assert text_of(only) == "chambre:sénat digues"
    assert pressed(only, "any-chamber") == digues
    assert pressed(digues, "chamber-diet") is None


async def test_figures_are_the_assemblees_unless_another_chamber_is_named(senat: Bench) -> None:
    async def count(text: str) -> int:
        query = read_query(text)
        assert isinstance(query, Query)
        return (await senat.store.figures.of(bounded(query, 17), date(2026, 11, 29))).asked

    assert await count("législature:17") == 2
    assert await count("depuis:2025") == 2
    assert await count("digues") == 1
    assert await count("chambre:sénat") == 2
    assert await count("chambre:sénat nature:toutes") == 3
    assert await count("chambre:sénat digues") == 1
    assert await count("chambre:sénat chambre:assemblée") == 4


async def test_what_is_followed_of_both_chambers_is_a_table_and_a_file_that_can_be_sent_back(senat: Bench) -> None:
    await tell(senat, f"/follow {ADDRESS}")
    await tell(senat, "/follow 17/1")
    (said,) = (await tell(senat, "/export csv")).said
    assert said.attachment is not None
    rows = list(csv.reader(io.StringIO(said.attachment.content.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    assert [row[:2] for row in rows] == [
        ["SEQ260705636", ADDRESS],
        ["QANR5L17QE1", "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE1"],
    ]
    (said,) = (await tell(senat, "/export")).said
    assert said.attachment is not None
    loaded = load(said.attachment.content, 17)
    assert [str(each.question) for each in loaded.follows] == [str(SENATORS), "an17-1"]


async def test_what_is_sought_is_a_table_in_the_order_of_days(senat: Bench) -> None:
    found = await senat.store.tables.meeting(asks("digues nature:toutes"), 10)
    assert [str(each) for each in found.ids] == ["an17-1", str(SENATORS), str(ORAL)]
    rows = await senat.store.tables.rows(found.ids)
    assert [(row.id.uid, row.author, row.asked) for row in rows[1:2]] == [
        ("SEQ260705636", "Mme Jeanne Brossard", date(2026, 7, 9))
    ]
