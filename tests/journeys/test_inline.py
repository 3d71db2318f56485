"""Inline queries in any chat: the questions that are offered, and the message of the one that is chosen."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.core.question import Attribution
from bot.standins.telegram.chats import Person
from bot.standins.telegram.inline import InlineAnswer
from bot.standins.telegram.messages import ShownButton
from tests.journeys.shared import TOGETHER, SharedBot
from tests.journeys.test_archive import RECORD, numbered
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER
from tests.support.stores import ON_BOTH

QUIET = {"SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600", "WATCH_INTERVAL": "604800"}
DATA = replace(
    numbered(12432),
    subject="Hébergement des données de santé",
    ministry="Santé",
    attributions=(Attribution("Santé", RECORD.asked),),
    answer=ANSWER,
    text="Une question.",
)


async def typed(world: JourneyWorld, text: str, person: Person | None = None) -> InlineAnswer:
    """A person types the bot's name and a text in any chat. Returns the bot's answer."""
    return await world.telegram.inline_answer(world.telegram.inline(person or world.camille, text))


async def begin(world: JourneyWorld) -> None:
    """Start the bot, and wait until it has swept the archives and asks the sites for nothing more."""
    for record in (RECORD, DATA):
        world.sites.record(record)
    await world.start(**QUIET)
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    await world.swept_once()
    await world.sites.wait_until(
        lambda: len(world.sites.requests) == 16
    )  # four archives and eight of oral questions, the next legislature's, both registers, the feed


@pytest.fixture
async def ready(world: JourneyWorld) -> JourneyWorld:
    """A bot of the test's own."""
    await begin(world)
    return world


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share which only ask."""
    return await shared_bot.world(begin)


@ON_BOTH
async def test_words_offer_the_questions_that_have_them_each_as_its_card_with_links(ready: JourneyWorld) -> None:
    answer = await typed(ready, "hebergement donnees")
    (offered,) = answer.results
    assert (offered.id, offered.title) == ("qan17-12432", "Hébergement des données de santé")
    assert (offered.description or "").startswith("n°\u00a012432 (17ᵉ législature) · Santé · réponse ")
    assert offered.text.startswith(
        "Question écrite n°\u00a012432 · 17ᵉ législature\nHébergement des données de santé\n"
    )
    assert "Réponse publiée" in offered.text
    ((follow, share),) = offered.buttons
    assert follow == ShownButton("👁 Suivre", f"https://t.me/{ready.telegram.username}?start=qan17-12432", is_url=True)
    assert share.target.startswith("https://t.me/share/url?url=")
    assert answer.is_personal
    assert answer.cache_time <= 60
    assert answer.button is None


@TOGETHER
async def test_a_number_offers_its_question_in_the_language_of_the_person_who_types(together: JourneyWorld) -> None:
    john = together.telegram.person(1002, first_name="John", language_code="en")
    (offered,) = (await typed(together, "4321", john)).results
    assert (offered.description or "").startswith("no. 4321 (17th legislature) · Transition écologique · ")
    assert offered.text.startswith("Written question")


@TOGETHER
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Tapez un numéro ou des mots du sujet"),
        ("  ", "Tapez un numéro ou des mots du sujet"),
        ("ornithorynque", "Aucune question trouvée. Essayez d’autres mots"),
        ('" OR digues* NEAR(', "Aucune question trouvée. Essayez d’autres mots"),
        ("999", "Aucune question trouvée. Essayez d’autres mots"),
    ],
)
async def test_where_nothing_is_found_a_button_says_so_and_opens_the_bot(
    together: JourneyWorld, text: str, hint: str
) -> None:
    answer = await typed(together, text)
    assert answer.results == ()
    assert answer.button == (hint, "help")
    assert "surveille les questions écrites" in (await together.ask("/start help")).text


async def test_an_inline_query_leaves_no_trace_and_asks_no_site(ready: JourneyWorld) -> None:
    before = len(ready.sites.requests)
    for text in ("4321", "digues", "16/4321", "888", "https://www.nosdeputes.fr/16/question/77"):
        await typed(ready, text)
    await ready.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    with closing(sqlite3.connect(ready.folder / "guetteur.db")) as database:
        assert database.execute("SELECT count(*) FROM chats").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM questions").fetchone() == (0,)
        assert [body for (body,) in database.execute("SELECT body FROM updates") if "Camille" in body] == []
    assert len(ready.sites.requests) == before


async def test_a_query_that_is_too_old_to_be_answered_does_no_harm(ready: JourneyWorld) -> None:
    await ready.stop()
    ready.telegram.expire(ready.telegram.inline(ready.camille, "digues"))
    await ready.start(**QUIET)
    # By another person, for of one person's queries only the newest is answered.
    assert len((await typed(ready, "digues", Person(1002, "Dominique"))).results) == 2
    assert len(ready.telegram.called("answerInlineQuery")) == 2
    assert len(ready.telegram.state.inline_answers) == 1
    assert "Aucune question n’est suivie" in (await ready.ask("/list")).text


async def test_a_hostile_subject_stays_within_its_card(world: JourneyWorld) -> None:
    world.sites.record(replace(RECORD, subject="<b>digues</b> & " + "x" * 5000, ministry="<i>" * 900, text=None))
    await world.start(**QUIET)
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    await world.swept_once()
    (offered,) = (await typed(world, "digues")).results
    assert "<b>digues</b> &" in offered.text.lower()
    assert len(offered.title) <= 120
    assert len(offered.description or "") <= 200


@TOGETHER
async def test_a_card_that_was_sent_inline_to_the_bot_itself_is_answered_as_any_text(together: JourneyWorld) -> None:
    (offered,) = (await typed(together, "4321")).results
    number = together.telegram.say(together.camille, offered.text, via_bot=together.telegram.state.bot)
    reply = await together.telegram.wait_for(together.camille.id, "Question écrite n°\u00a04321", after=number)
    assert [button.text for button in reply.all_buttons] == ["👁 Suivre", "↗️ Partager", "🕰 Chronologie"]


async def test_scrolling_on_offers_every_question_found_once(world: JourneyWorld) -> None:
    for number in range(1, 24):
        world.sites.record(replace(numbered(number), subject="Entretien des digues"))
    await world.start(**QUIET)
    await world.swept_once()
    pages = [await typed(world, "digues")]
    while offset := pages[-1].next_offset:
        pages.append(await world.telegram.inline_answer(world.telegram.inline(world.camille, "digues", offset)))
    assert [len(each.results) for each in pages] == [10, 10, 3]
    identifiers = [result.id for page in pages for result in page.results]
    assert identifiers == [f"qan17-{number}" for number in range(23, 0, -1)]
    assert all(each.is_personal and each.cache_time <= 60 and each.button is None for each in pages)


@TOGETHER
@pytest.mark.parametrize("offset", ["10", "w0-0", "n17-1", "' OR 1=1 --", "w4-17004321-1"])
async def test_an_offset_beyond_the_end_or_of_somebodys_making_is_answered_with_nothing(
    together: JourneyWorld, offset: str
) -> None:
    query = together.telegram.inline(together.camille, "digues", offset)
    answer = await together.telegram.inline_answer(query)
    assert (answer.results, answer.next_offset, answer.button) == ((), "", None)
    assert len((await typed(together, "digues")).results) == 2
