"""An exported file is sent back: the bot offers to import it, and imports what it may."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.core.export import MOST_BYTES
from bot.core.preferences import Preferences
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.standins.telegram.chats import Channel
from bot.standins.telegram.files import Document
from bot.standins.telegram.messages import SentMessage
from tests.journeys.exporting import ANSWERED, USUAL, file, handled, pressed, questions, sent
from tests.journeys.shared import TOGETHER, SharedBot, begin, own_group
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.stores import ON_BOTH

BAD = (
    (Document("a.json", b"{"), "ce n’est pas du JSON"),
    (Document("a.JSON", b"", None), "ce n’est pas du JSON"),
    (Document("a.json", b"[" * 100_000), "ce n’est pas du JSON"),
    (Document("a.json", b"{}"), "n’est pas une liste de questions de Guetteur"),
    (Document("a.txt", b"[1]"), "n’est pas une liste de questions de Guetteur"),
    (file(version=3), "version plus récente"),
    (file(follows=[]), "aucune question que je comprenne"),
    (Document("a.json", b" " * (MOST_BYTES + 1)), "trop volumineux"),
    (Document("a.json", b" " * (MOST_BYTES + 1), told_size=10), "trop volumineux"),
    (Document("a.json", b"{}", spoilt="longer"), "trop volumineux"),
    (Document("a.json", b"{}", told_size=21 << 20), "trop volumineux"),
    (Document("a.json", b"{}", spoilt="gone"), "ne m’a pas donné ce fichier"),
    (Document("a.json", b"{}", spoilt="drop"), "ne m’a pas donné ce fichier"),
    (Document("photo.pdf", b"%PDF", "application/pdf"), "Je ne lis pas ce genre de fichier"),
)


@TOGETHER
async def test_every_bad_file_gets_its_own_sentence_in_private_and_none_in_a_group(together: JourneyWorld) -> None:
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    for document, words in BAD:
        if "version" not in words and "comprenne" not in words:
            together.telegram.send_document(together.camille, document, group)
    for document, words in BAD:
        assert words in (await sent(together, document)).text
    await handled(together)
    assert together.texts(group.id) == []
    for document, words in BAD[5:7]:
        assert words in (await sent(together, document, group)).text


@TOGETHER
async def test_a_file_with_words_below_it_is_no_file_of_ours_but_a_text_that_may_name_questions(
    together: JourneyWorld,
) -> None:
    together.sites.put(WAITING)
    paper = Document("note.pdf", b"%PDF", "application/pdf")
    number = together.telegram.send_document(together.camille, paper, caption="Voir la question écrite n° 4321")
    assert (
        "Entretien des digues"
        in (await together.telegram.wait_for(together.camille.id, lambda _: True, after=number)).text
    )


@pytest.mark.parametrize("what", ["a file", "a word"])
async def test_a_download_that_fails_first_is_tried_again(world: JourneyWorld, what: str) -> None:
    await world.start()
    if what == "a word":
        world.telegram.fail_next("getFile", status=429, retry_after=1)
    else:
        world.telegram.fail_next("getFile", status=502, times=2)
    assert "1 question dans ce fichier" in (await sent(world, file())).text


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share."""
    return await shared_bot.world(begin)


async def test_the_offer_counts_questions_followed_already_and_entries_not_understood(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    entries = [
        {"question": "an17-4321"},
        {"question": "an17-1"},
        {"question": "an18-1"},
        "toto",
        {"question": "an17-1"},
    ]
    offer = await sent(world, file(follows=entries))
    assert offer.text.splitlines() == [
        "📥 2 questions dans ce fichier",
        "1 est déjà suivie ici.",
        "2 lignes sont illisibles et seront laissées de côté.",
    ]
    assert [button.text for button in offer.all_buttons] == ["👁 Suivre la question", "Annuler"]
    done = await pressed(world, offer, "👁 Suivre la question", "1 question suivie de plus")
    assert "1 l’était déjà." in done.text
    nothing = await sent(world, file())
    assert "Il n’y a rien à reprendre." in nothing.text
    assert nothing.buttons == ()


@TOGETHER
async def test_cancelling_takes_nothing_over(together: JourneyWorld) -> None:
    offer = await sent(together, file())
    await pressed(together, offer, "Annuler", "Rien n’a été repris")
    assert "Aucune question" in (await together.ask("/liste")).text


@ON_BOTH
async def test_a_double_tap_follows_everything_once(world: JourneyWorld) -> None:
    for question in questions(3):
        world.sites.put(question)
    await world.start(WATCH_INTERVAL="3600")
    offer = await sent(world, file(*(each.id for each in questions(3))))
    for _ in range(2):
        world.telegram.press(world.camille, offer, "👁 Suivre les 3")
    await world.telegram.wait_until(lambda: len(world.telegram.answers) == 2)
    await handled(world)
    assert "3 l’étaient déjà" in world.texts()[0]
    assert len(world.texts()) == 1
    assert "3 questions suivies" in (await world.ask("/liste")).text


async def test_settings_alone_can_be_taken_over_and_a_pause_stays(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    offer = await sent(world, file(preferences=Preferences(silent=True, everybody=True)))
    assert [button.text for button in offer.all_buttons] == ["Reprendre les réglages", "Annuler"]
    await world.forged(await world.ask("/reglages"), "set:pause:open")
    offer = await sent(world, file(preferences=Preferences(silent=True, everybody=True)))
    await pressed(world, offer, "Reprendre les réglages", "Les réglages du fichier s’appliquent maintenant")
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        kept = database.execute("SELECT silent, everybody, paused_until IS NOT NULL FROM preferences").fetchall()
    assert kept == [(1, 0, 1)]


@TOGETHER
async def test_an_old_offer_whose_file_telegram_no_longer_shows_is_stale(together: JourneyWorld) -> None:
    offer = await sent(together, file())
    lost = replace(offer, answered=None)
    for data in ("import:follows", "import:all"):
        assert "n’est plus valable" in await together.forged(lost, data)
    for data in ("import:", "import:some", "import:follows:1"):
        assert "n’est plus valable" in await together.forged(offer, data)
    assert "Aucune question" in (await together.ask("/liste")).text


@TOGETHER
async def test_a_file_that_is_gone_when_the_button_is_pressed_changes_nothing(together: JourneyWorld) -> None:
    document = file()
    offer = await sent(together, document)
    document.spoilt = "gone"
    together.telegram.press(together.camille, offer, "👁 Suivre la question")
    await together.alert("ne m’a pas donné ce fichier")
    document.spoilt = None
    await pressed(together, offer, "👁 Suivre la question", "1 question suivie de plus")


async def test_a_chat_follows_no_more_than_it_may_and_one_sentence_says_how_many_are_missing(
    world: JourneyWorld,
) -> None:
    several = questions(200)
    for question in several:
        world.sites.put(question)
    await world.start(MOST_FOLLOWS="120", WATCH_INTERVAL="3600")
    offer = await sent(world, file(*(each.id for each in several)))
    done = await pressed(world, offer, "👁 Suivre les 200", "120 questions suivies de plus")
    assert "80 n’ont pas été suivies\u00a0: le maximum est 120." in done.text
    await world.stored("SELECT 1 FROM follows", rows=120)


async def test_hundreds_are_followed_before_any_page_is_asked_for_and_others_are_not_held_up(
    world: JourneyWorld,
) -> None:
    john = world.telegram.person(1002, "John")
    await world.start(WATCH_INTERVAL="3600", REQUESTS_PER_SECOND="1")
    offer = await sent(world, file(*(each.id for each in questions(500))))
    world.telegram.press(world.camille, offer, "👁 Suivre les 500")
    assert "Aucune question" in (await world.ask("/liste", john)).text
    await world.alert("500 questions suivies de plus")
    assert len(world.sites.asked(world.sites.path_of(QuestionId.of_legislature(17, 500), Source.ASSEMBLEE))) == 0


async def test_in_a_group_people_with_the_right_import_and_nobody_else_is_answered(world: JourneyWorld) -> None:
    member = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[member])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.send_document(member, file(), group)
    await handled(world)
    assert world.texts(group.id) == []
    offer = await sent(world, file(preferences=Preferences(everybody=True)), group)
    assert "choisies par tous les membres" in offer.text
    for data in ("import:follows", "import:all", "import:no"):
        assert "seuls les administrateurs" in await world.forged(offer, data, member)
    await pressed(world, offer, "👁 Suivre, avec les réglages", "1 question suivie de plus")
    exported = await world.ask("/exporter", member, group)
    assert exported.document is not None
    offer = await sent(world, file(ID, QuestionId.of_legislature(17, 1), preferences=USUAL), group, member)
    assert "seuls les administrateurs" in await world.forged(offer, "import:all", member)
    assert "Aucune" not in await world.forged(offer, "import:follows", member)
    await world.stored("SELECT 1 FROM follows", rows=2)


async def test_a_right_that_is_taken_away_between_the_file_and_the_tap_is_gone_at_the_tap(world: JourneyWorld) -> None:
    deputy = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille, deputy])
    await world.start()
    offer = await sent(world, file(), group, deputy)
    group.admins.remove(deputy)
    assert "seuls les administrateurs" in await world.forged(offer, "import:follows", deputy)
    await world.stored("SELECT 1 FROM follows", rows=0)


async def test_in_a_forum_it_is_told_in_the_topic_of_the_file(world: JourneyWorld) -> None:
    forum = world.telegram.group(-100700, "Forum", admins=[world.camille], forum=True)
    forum.topics.add(7)
    world.sites.put(WAITING)
    await world.start()
    offer = await sent(world, file(), forum, message_thread_id=7)
    assert offer.thread_id == 7
    await pressed(world, offer, "👁 Suivre la question", "1 question suivie de plus")
    await world.checks_of_both(ID)
    world.sites.answer(ID, ANSWER)
    assert (await world.alert(ANSWERED, forum.id)).thread_id == 7
    number = world.telegram.say(world.camille, "/exporter", forum, message_thread_id=7, is_topic_message=True)
    exported = await world.telegram.wait_for(forum.id, lambda message: message.document is not None, after=number)
    assert exported.thread_id == 7
    assert exported.document is not None
    assert json.loads(exported.document.content)["follows"][0]["topic"] == 7


async def posted(world: JourneyWorld, channel: Channel, document: Document) -> SentMessage:
    number = world.telegram.send_document(world.camille, document, channel)
    return await world.telegram.wait_for(channel.id, lambda _: True, after=number)


async def test_a_file_that_is_posted_in_a_channel_is_offered_there(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    stranger = world.telegram.person(1004, "Sacha")
    world.sites.put(WAITING)
    await world.start()
    world.telegram.send_document(world.camille, Document("a.json", b"{}"), channel)
    offer = await posted(world, channel, file())
    assert len(world.texts(channel.id)) == 1
    assert "seuls ceux qui publient" in await world.forged(offer, "import:follows", stranger)
    await pressed(world, offer, "👁 Suivre la question", "1 question suivie de plus")
    await world.checks_of_both(ID)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, channel.id)


async def test_a_bot_that_is_killed_while_it_follows_says_what_it_did_after_the_next_start(world: JourneyWorld) -> None:
    for question in questions(3):
        world.sites.put(question)
    await world.start(WATCH_INTERVAL="3600")
    offer = await sent(world, file(*(each.id for each in questions(3))))
    world.telegram.fail_next("editMessageText", times=None, status="drop")
    world.telegram.fail_next("sendMessage", times=None, status="drop")
    world.telegram.press(world.camille, offer, "👁 Suivre les 3")
    await world.stored("SELECT 1 FROM follows", rows=3)
    await world.kill()
    world.telegram.heal()
    await world.start(WATCH_INTERVAL="3600")
    done = await world.alert("3 questions suivies de plus")
    assert "déjà" not in done.text
