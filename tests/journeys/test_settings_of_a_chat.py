"""A chat's settings are changed by buttons: who may, in which chat, and with what effect."""

import sqlite3
from contextlib import closing

import pytest_asyncio

from bot.standins.telegram.chats import Channel, GroupChat, Person
from bot.standins.telegram.messages import SentMessage
from tests.journeys.shared import TOGETHER, SharedBot, begin, own_channel, own_group
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share."""
    return await shared_bot.world(begin)


async def tap(
    world: JourneyWorld, shown: SentMessage, button: str, expected: str, person: Person | None = None
) -> SentMessage:
    """A person presses a button of the settings. Returns the page that it then shows."""
    world.telegram.press(person or world.camille, shown, button)

    def satisfies(message: SentMessage) -> bool:
        texts = [each.text for each in message.all_buttons]
        return message.message_id == shown.message_id and (expected in message.text or expected in texts)

    return await world.telegram.wait_for(shown.chat_id, satisfies)


def kept(world: JourneyWorld, chat: int, columns: str) -> tuple[object, ...] | None:
    """A chat's preferences as the database keeps them."""
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        found: tuple[object, ...] | None = database.execute(
            f"SELECT {columns} FROM preferences WHERE chat_id = ?",  # noqa: S608 - our own names
            (chat,),
        ).fetchone()
        return found


async def settings(world: JourneyWorld, chat: GroupChat | None = None, person: Person | None = None) -> SentMessage:
    return await world.ask("/reglages", person, chat)


@TOGETHER
async def test_a_person_chooses_everything_by_buttons_in_one_message(together: JourneyWorld) -> None:
    shown = await settings(together)
    assert "Quand\u00a0: aussitôt" in shown.text
    shown = await tap(together, shown, "🕗 Quand", "Quand annoncer")
    assert "Réponses aussitôt" not in str(shown.all_buttons)
    shown = await tap(together, shown, "Un résumé le mardi", "chaque mardi à 18\u00a0h")
    shown = await tap(together, shown, "⬜️ Réponses aussitôt", "les réponses aussitôt")
    shown = await tap(together, shown, "Heure du résumé\u00a0: 18\u00a0h", "À quelle heure")
    shown = await tap(together, shown, "6\u00a0h", "chaque mardi à 6\u00a0h")
    shown = await tap(together, shown, "‹ Retour", "Réglages")
    shown = await tap(together, shown, "🌙 Heures calmes", "Rien n’est annoncé")
    shown = await tap(together, shown, "22\u00a0h – 7\u00a0h", "de 22\u00a0h à 7\u00a0h")
    shown = await tap(together, shown, "🌙 Heures calmes", "Rien n’est annoncé")
    shown = await tap(together, shown, "D’autres heures…", "À partir de quelle heure")
    shown = await tap(together, shown, "12\u00a0h", "De 12\u00a0h à quelle heure")
    shown = await tap(together, shown, "14\u00a0h", "de 12\u00a0h à 14\u00a0h")
    shown = await tap(together, shown, "🔔 Son", "en silence")
    shown = await tap(together, shown, "Sans le son", "Son\u00a0: non")
    shown = await tap(together, shown, "🌍 Fuseau", "Fuseau horaire")
    shown = await tap(together, shown, "Nouvelle-Calédonie", "Fuseau\u00a0: Nouvelle-Calédonie (il y est")
    shown = await tap(together, shown, "📋 Quoi", "Quoi annoncer")
    shown = await tap(together, shown, "✅ Commentaires", "tout, sauf commentaires")
    shown = await tap(together, shown, "‹ Retour", "Réglages")
    shown = await tap(together, shown, "🗞 Mardi", "Le Journal officiel du mardi")
    shown = await tap(together, shown, "Ce qui est suivi ici", "Mardi\u00a0: le Journal officiel en chiffres, sur ce")
    shown = await tap(together, shown, "⬜️ Signe de vie", "après une semaine sans rien")
    shown = await tap(together, shown, "‹ Retour", "Réglages")
    shown = await tap(together, shown, "Terminé", "Réglages")
    await together.telegram.wait_until(
        lambda: not (together.telegram.message(together.camille.id, shown.message_id) or shown).buttons
    )
    assert len(together.texts()) == 1
    columns = "tell, hour, quiet_from, quiet_until, silent, zone, answers_at_once, off, tuesday, sign_of_life"
    expected = ("weekly", 6, 12, 14, 1, "Pacific/Noumea", 1, "comment", "own", 1)
    assert kept(together, together.camille.id, columns) == expected


@TOGETHER
async def test_an_hour_that_was_chosen_stays_whichever_summary_it_is_for(together: JourneyWorld) -> None:
    shown = await settings(together)
    for steps in (
        (("set:page:when", "Quand annoncer"), ("set:when:daily", "chaque jour à 8\u00a0h")),
        (("set:when:weekly", "chaque mardi à 18\u00a0h"), ("set:when:daily", "chaque jour à 8\u00a0h")),
        (("set:page:hour", "À quelle heure"), ("set:hour:18", "chaque jour à 18\u00a0h")),
        (("set:when:weekly", "chaque mardi à 18\u00a0h"), ("set:when:daily", "chaque jour à 18\u00a0h")),
        (("set:page:hour", "À quelle heure"), ("set:hour:8", "chaque jour à 8\u00a0h")),
        (("set:when:weekly", "chaque mardi à 8\u00a0h"), ("set:when:now", "Quand\u00a0: aussitôt")),
        (("set:when:weekly", "chaque mardi à 8\u00a0h"), ("set:when:daily", "chaque jour à 8\u00a0h")),
    ):
        for data, expected in steps:
            shown = await tap(together, shown, data, expected)


async def test_a_kind_that_is_off_is_not_told_and_the_others_are(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    shown = await settings(world)
    shown = await tap(world, shown, "📋 Quoi", "Quoi annoncer")
    await tap(world, shown, "✅ Commentaires", "sauf commentaires")
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'comment' AND outcome IS NOT NULL", rows=1)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    assert world.count("Vu à la télé") == 0


async def test_when_all_kinds_are_off_the_settings_say_that_nothing_is_told(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    shown = await settings(world)
    shown = await tap(world, shown, "📋 Quoi", "Quoi annoncer")
    shown = await tap(world, shown, "Tout décocher", "plus rien n’est annoncé ici")
    world.sites.answer(ID, ANSWER)
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'answered' AND outcome IS NOT NULL", rows=1)
    shown = await tap(world, shown, "Tout cocher", "Quoi\u00a0: tout")
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    await world.alert("Vu à la télé")
    assert world.count(ANSWERED) == 0


async def test_a_pause_loses_nothing_and_ends_when_asked(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    shown = await settings(world)
    shown = await tap(world, shown, "⏸ Pause", "Rien n’est annoncé pendant la pause")
    shown = await tap(world, shown, "Une semaine", "En pause jusqu’au")
    assert "Rien ne se perd\u00a0: un résumé viendra à la reprise" in shown.text
    world.sites.answer(ID, ANSWER)
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    await world.stored("SELECT 1 FROM outbox WHERE kind IN ('answered', 'comment') AND not_before IS NOT NULL", rows=2)
    assert len(world.texts()) == 2
    await tap(world, shown, "▶️ Reprendre", "⏸ Pause")
    assert "Réponse publiée" in (await world.alert("Du nouveau pour 1 question")).text


@TOGETHER
async def test_the_language_changes_at_once_and_stays(together: JourneyWorld) -> None:
    shown = await settings(together)
    shown = await tap(together, shown, "🌐 Langue", "Langue · Language")
    shown = await tap(together, shown, "English", "Settings")
    assert "Language: English" in shown.text
    assert "No question is followed" in (await together.ask("/list")).text
    assert "When: at once" in (await together.ask("/settings")).text


@TOGETHER
async def test_a_time_zone_is_named_by_typing_it(together: JourneyWorld) -> None:
    assert "Fuseau\u00a0: Europe/Berlin (il y est" in (await together.ask("/reglages fuseau europe/berlin")).text
    assert "Fuseau\u00a0: Pacific/Auckland (il y est" in (await together.ask("/settings zone Auckland")).text
    refused = await together.ask("/settings zone <b>Xyzzy</b>")
    assert "Je ne connais pas de réglage «\u00a0zone <b>Xyzzy</b>\u00a0»" in refused.text
    assert "Bruxelles" in [button.text for button in refused.all_buttons]
    assert "Fuseau horaire" in (await together.ask("/settings zone")).text
    assert kept(together, together.camille.id, "zone") == ("Pacific/Auckland",)


async def test_a_double_tap_changes_nothing_twice_and_is_answered(world: JourneyWorld) -> None:
    await world.start()
    shown = await settings(world)
    page = await tap(world, shown, "⏸ Pause", "Rien n’est annoncé pendant la pause")
    for _ in range(2):
        world.telegram.press(world.camille, page, "Un jour")
    await world.telegram.wait_until(lambda: len(world.telegram.answers) == 3)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    until = kept(world, 1001, "paused_until")
    await world.forged(page, "set:pause:day")
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert kept(world, 1001, "paused_until") == until
    assert len(world.texts()) == 1


@TOGETHER
async def test_buttons_of_another_version_and_forged_ones_change_nothing(together: JourneyWorld) -> None:
    shown = await settings(together)
    for data in (
        "set:",
        "set:mood:good",
        "set:page:moods",
        "set:page:who",
        "set:who:all",
        "set:hour:24",
        "set:quiet:22",
        "set:zone:../../etc/passwd",
        "set:language:de",
        "set:tell:rumours",
        "set:pause:year",
        "set:when:now:never",
    ):
        assert "n’est plus valable" in await together.forged(shown, data), data
    assert kept(together, together.camille.id, "zone") is None


@TOGETHER
async def test_a_button_of_a_message_that_is_gone_still_does_what_it_says(together: JourneyWorld) -> None:
    shown = await settings(together)
    del together.telegram.state.messages[together.camille.id, shown.message_id]
    await together.forged(shown, "set:sound:no")
    silent = "SELECT 1 FROM preferences WHERE silent AND chat_id = :chat"
    await together.stored(silent, 1, chat=together.camille.id)
    assert "Son\u00a0: non" in (await settings(together)).text


@TOGETHER
async def test_in_a_group_all_may_read_and_administrators_change(together: JourneyWorld) -> None:
    member = together.telegram.person(1003, "Dominique")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille], members=[member])
    shown = await settings(together, group, member)
    assert "Questions suivies\u00a0: choisies par les administrateurs" in shown.text
    for data in ("set:page:who", "set:who:all", "set:language:en"):
        assert "seuls les administrateurs" in await together.forged(shown, data, member)
        assert together.telegram.answers[-1].show_alert
    assert "seuls les administrateurs" in (await together.ask("/reglages fuseau Berlin", member, group)).text
    assert kept(together, group.id, "everybody") is None
    shown = await tap(together, shown, "👥 Qui", "Qui choisit")
    shown = await tap(together, shown, "Tous les membres", "choisies par tous les membres")
    together.sites.put(WAITING)
    assert "suivie ici" in (await together.ask("/follow 4321", member, group)).text
    assert "seuls les administrateurs" in await together.forged(shown, "set:who:admins", member)


@TOGETHER
async def test_a_right_that_is_taken_away_between_two_taps_is_gone_at_the_second(together: JourneyWorld) -> None:
    deputy = together.telegram.person(1003, "Dominique")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille, deputy])
    shown = await settings(together, group, deputy)
    shown = await tap(together, shown, "🔔 Son", "en silence", deputy)
    group.admins.remove(deputy)
    assert "seuls les administrateurs" in await together.forged(shown, "set:sound:no", deputy)
    assert kept(together, group.id, "silent") is None


@TOGETHER
async def test_in_a_forum_the_settings_are_shown_in_the_topic_that_asked(together: JourneyWorld) -> None:
    forum = together.telegram.group(own_channel(together), "Forum", admins=[together.camille], forum=True)
    in_topic = {"message_thread_id": 7, "is_topic_message": True}
    number = together.telegram.say(together.camille, "/reglages", forum, **in_topic)
    shown = await together.telegram.wait_for(forum.id, "Réglages", after=number)
    assert shown.thread_id == 7
    shown = await tap(together, shown, "🔔 Son", "en silence")
    assert (await tap(together, shown, "Sans le son", "Son\u00a0: non")).thread_id == 7


async def posted(world: JourneyWorld, channel: Channel) -> SentMessage:
    number = world.telegram.post(channel, "/reglages")
    return await world.telegram.wait_for(channel.id, "Réglages", after=number)


async def test_a_channel_is_changed_by_those_who_may_post(world: JourneyWorld) -> None:
    helper, stranger = world.telegram.person(1003, "Dominique"), world.telegram.person(1004, "Sacha")
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille, helper])
    world.telegram.promote(channel, helper, can_post_messages=False)
    await world.start()
    shown = await posted(world, channel)
    assert "Questions suivies" not in shown.text
    for person in (helper, stranger):
        assert "seuls ceux qui publient" in await world.forged(shown, "set:sound:no", person)
    assert kept(world, channel.id, "silent") is None
    world.telegram.promote(channel, helper, can_post_messages=True)
    shown = await tap(world, shown, "🔔 Son", "en silence", helper)
    await tap(world, shown, "Sans le son", "Son\u00a0: non", helper)
    world.sites.put(WAITING)
    world.telegram.post(channel, "/follow 4321")
    await world.alert("suivie ici", channel.id)
    world.sites.answer(ID, ANSWER)
    assert (await world.alert(ANSWERED, channel.id)).silent


async def test_a_channel_that_is_commanded_from_private_keeps_its_settings_apart(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    await world.start()
    own = await settings(world)
    world.telegram.say(world.camille, "", chat_shared={"request_id": 1, "chat_id": channel.id})
    await world.alert("Vous gérez maintenant")
    shown = await settings(world)
    assert "«\u00a0Digues en direct\u00a0»" in shown.text
    shown = await tap(world, shown, "🌐 Langue", "Langue · Language")
    shown = await tap(world, shown, "English", "Langue\u00a0: anglais")
    await tap(world, own, "🔔 Son", "en silence")
    await world.forged(own, "set:sound:no")
    await world.stored("SELECT 1 FROM preferences WHERE silent", rows=1)
    assert kept(world, channel.id, "silent") is None
    assert (
        "Settings"
        in (await world.telegram.wait_for(channel.id, "Settings", after=world.telegram.post(channel, "/settings"))).text
    )
