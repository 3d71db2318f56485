"""A chat is told what is kept of it, and everything is erased when it asks."""

import sqlite3
from contextlib import closing

from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"


def traces(world: JourneyWorld, chat: int) -> list[str]:
    """Every table and column of the database that still holds a chat's number."""
    found = []
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table == "question_stems":  # it holds no texts, and cannot be read row by row
                continue
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - the tables' own names
                found += [table for value in row if str(chat) in str(value)]
    return found


async def test_a_chat_that_asks_to_be_forgotten_leaves_no_trace_in_any_table(world: JourneyWorld) -> None:
    other = world.telegram.person(1002, first_name="Dominique")
    await world.followed(WAITING)
    await world.ask("/follow 4321", other)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    asked = await world.ask("/oublier")
    assert "chats" in traces(world, 1001)
    world.telegram.press(world.camille, asked, "🗑 Tout effacer")
    await world.alert("C’est effacé.")
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    world.sites.comment(ID, comment(1))
    await world.alert("Nouveau commentaire", other.id)
    assert traces(world, 1001) == []
    assert world.count("Nouveau commentaire") == 0
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_nothing_is_erased_without_the_confirming_tap(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.press(world.camille, await world.ask("/forget"), "Annuler")
    await world.alert("Rien n’a été effacé.")
    assert "Entretien des digues" in (await world.ask("/list")).text


async def test_a_group_is_erased_by_its_administrators_alone(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[stranger])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    assert "seuls les administrateurs" in (await world.ask("/forget", stranger, group)).text
    asked = await world.ask("/forget", chat=group)
    world.telegram.press(stranger, asked, "🗑 Tout effacer")
    await world.telegram.wait_until(lambda: world.telegram.answers)
    assert "Entretien des digues" in (await world.ask("/list", chat=group)).text


async def test_the_kept_data_is_told_in_plain_words(world: JourneyWorld) -> None:
    await world.start()
    assert "Ce que je garde" in (await world.ask("/privacy")).text
