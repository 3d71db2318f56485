"""Rights are asked of Telegram at every tap: for members, administrators, posters, and pretenders."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.standins.telegram.chats import GroupChat, Person
from bot.standins.telegram.messages import SentMessage
from tests.journeys.world import JourneyWorld
from tests.support.examples import ID, WAITING


async def pressed(world: JourneyWorld, person: Person, message: SentMessage, button: str) -> str:
    """The notice that a person gets for pressing a button."""
    return await world.forged(message, message.button(button).target, person)


def allow_everybody(world: JourneyWorld, chat: GroupChat) -> None:
    """Let all members of a group follow, by the group's own settings."""
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        row = (chat.id, "now", 8, False, "Europe/Paris", False, "", True)
        columns = "chat_id, tell, hour, silent, zone, answers_at_once, off, everybody"
        database.execute(f"INSERT INTO preferences ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        database.commit()


async def test_a_group_that_allows_everybody_is_changed_by_its_members_and_forgotten_by_its_administrators(
    world: JourneyWorld,
) -> None:
    member, stranger = world.telegram.person(1003, "Dominique"), world.telegram.person(1004, "Sacha")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[member])
    world.sites.put(WAITING)
    await world.start()
    refused = await world.ask("/follow 4321", member, group)
    assert "/reglages" in refused.text
    allow_everybody(world, group)
    card = await world.ask("/follow 4321", member, group)
    assert "suivie ici" in card.text
    assert "plus d’alerte" in await pressed(world, member, card, "Ne plus suivre")
    card = await world.button("👁 Suivre", group.id)
    assert "seuls les membres" in await pressed(world, stranger, card, "👁 Suivre")
    assert "sera annoncé ici" in await pressed(world, member, card, "👁 Suivre")
    assert "seuls les administrateurs du groupe peuvent faire cela" in (await world.ask("/forget", member, group)).text
    asked = await world.ask("/forget", world.camille, group)
    assert "faire cela" in await pressed(world, member, asked, "🗑 Tout effacer")
    assert "Entretien des digues" in (await world.ask("/list", member, group)).text
    world.telegram.stand(group, member, "left")
    card = await world.ask("/status 4321", world.camille, group)
    assert "seuls les membres" in await pressed(world, member, card, "Ne plus suivre")


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"status": "restricted", "is_member": True}, True),
        ({"status": "restricted", "is_member": False}, False),
        ({"status": "kicked"}, False),
        ({"status": "left"}, False),
    ],
)
async def test_a_restricted_member_is_one_where_they_are_in_the_group(
    world: JourneyWorld, facts: dict[str, Any], may: bool
) -> None:
    member = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/list", member, group)
    allow_everybody(world, group)
    world.telegram.stand(group, member, **facts)
    reply = await world.ask("/follow 4321", member, group)
    assert ("maintenant suivie ici" if may else "seuls les membres") in reply.text


async def test_an_administrator_who_may_not_post_commands_no_channel_from_anywhere(world: JourneyWorld) -> None:
    helper = world.telegram.person(1003, "Dominique")
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille, helper])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.post(channel, "/follow 4321")
    card = await world.alert("suivie ici", channel.id)
    world.telegram.promote(channel, helper, can_post_messages=False)
    assert "seuls ceux qui publient" in await world.forged(card, f"unfollow:{ID}", helper)
    number = world.telegram.forge_shared(helper, 1, channel)
    refused = await world.telegram.wait_for(helper.id, lambda _: True, after=number)
    assert "Seuls ceux qui publient dans ce canal" in refused.text
    world.telegram.promote(channel, helper)
    assert "plus d’alerte" in await world.forged(card, f"unfollow:{ID}", helper)


async def test_rights_that_are_taken_away_between_two_taps_are_gone_at_the_second(world: JourneyWorld) -> None:
    deputy = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille, deputy])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321", deputy, group)
    assert "plus d’alerte pour les commentaires" in await world.forged(card, f"mute:{ID}", deputy)
    world.telegram.demote(group, deputy)
    assert "seuls les administrateurs" in await pressed(world, deputy, card, "Ne plus suivre")
    assert "Entretien des digues" in (await world.ask("/list", deputy, group)).text


async def test_a_person_who_speaks_as_another_channel_is_no_administrator_and_no_member(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    other = world.telegram.channel(-100701, "Ailleurs")
    mask = world.telegram.person(136817688, "Channel")
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/list", chat=group)
    for refusal in ("seuls les administrateurs", "seuls les membres"):
        number = world.telegram.say(mask, "/follow 4321", group, sender_chat=other.chat())
        assert refusal in (await world.telegram.wait_for(group.id, lambda _: True, after=number)).text
        if refusal == "seuls les administrateurs":
            allow_everybody(world, group)


async def test_an_anonymous_administrator_may_forget_the_group(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    await world.start()
    number = world.telegram.say_anonymously(group, "/forget")
    assert "Tout effacer" in (await world.telegram.wait_for(group.id, lambda _: True, after=number)).text


async def test_a_command_in_a_channel_goes_when_it_was_handled_and_other_posts_stay(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    world.telegram.give_bot(channel, can_delete_messages=True)
    world.sites.put(WAITING)
    await world.start()
    other = world.telegram.post(channel, "/follow@another_bot 4321")
    world.telegram.post(channel, "Bonjour /follow 4321")
    world.telegram.post(channel, "/unknown")
    post = world.telegram.post(channel, "/follow 4321")
    await world.telegram.wait_until(lambda: world.telegram.called("deleteMessage"))
    assert [call.params["message_id"] for call in world.telegram.called("deleteMessage")] == [post]
    assert world.count("suivie ici", channel.id) == 1
    await world.telegram.wait_until(lambda: not world.telegram.is_there(channel.id, post))
    assert world.telegram.is_there(channel.id, other)
    world.telegram.give_bot(channel)
    kept = world.telegram.post(channel, "/list")
    await world.alert("1 question suivie", channel.id)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert "could not be removed" in world.log.read_text()
    assert world.telegram.is_there(channel.id, kept)
    assert len(world.texts(channel.id)) == 2


async def test_a_command_for_another_bot_is_left_alone_in_private_too(world: JourneyWorld) -> None:
    await world.start()
    for text in ("/follow@another_bot 4321", "/unknown@another_bot"):
        world.telegram.say(world.camille, text)
    assert "Je ne connais pas" in (await world.ask(f"/unknown@{world.telegram.username}")).text
    assert len(world.texts()) == 1


async def test_the_menu_shows_in_each_kind_of_chat_what_works_there(world: JourneyWorld) -> None:
    await world.start()
    await world.telegram.wait_until(lambda: len(world.telegram.commands) == 6)
    menus = {
        (scope, language): [each["command"] for each in menu]
        for (scope, language), menu in world.telegram.commands.items()
    }
    private, members, administrators = (
        f'{{"type": "{kind}"}}' for kind in ("all_private_chats", "all_group_chats", "all_chat_administrators")
    )
    assert menus[private, ""] == [
        "follow",
        "unfollow",
        "watch",
        "watches",
        "list",
        "status",
        "search",
        "settings",
        "export",
        "channel",
        "privacy",
        "help",
    ]
    assert menus[private, "fr"] == [
        "suivre",
        "arreter",
        "veille",
        "veilles",
        "liste",
        "etat",
        "chercher",
        "reglages",
        "exporter",
        "canal",
        "confidentialite",
        "aide",
    ]
    assert menus[members, ""] == ["watches", "list", "status", "search", "settings", "export", "privacy", "help"]
    assert menus[administrators, "fr"] == [
        "suivre",
        "arreter",
        "veille",
        "veilles",
        "liste",
        "etat",
        "chercher",
        "reglages",
        "exporter",
        "confidentialite",
        "aide",
    ]


async def test_where_members_are_hidden_administrators_command_and_others_hear_what_is_missing(
    world: JourneyWorld,
) -> None:
    member = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[member])
    group.hides_members = True
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321", world.camille, group)
    assert "maintenant suivie ici" in card.text
    assert "seuls les administrateurs" in (await world.ask("/unfollow 4321", member, group)).text
    allow_everybody(world, group)
    refused = await world.ask("/unfollow 4321", member, group)
    assert "sont masqués" in refused.text
    assert "administrateur" in refused.text
    assert "sont masqués" in await pressed(world, member, card, "Ne plus suivre")
    number = world.telegram.forge_shared(world.camille, 2, group)
    chosen = await world.telegram.wait_for(world.camille.id, lambda _: True, after=number)
    assert "Vous gérez maintenant" in chosen.text


async def test_where_not_even_administrators_can_be_asked_for_a_lasting_cause_is_named(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    group.hides_members = True
    world.sites.put(WAITING)
    await world.start()
    hidden = "Bad Request: CHAT_ADMIN_REQUIRED"
    world.telegram.fail_next("getChatAdministrators", times=None, status=400, description=hidden)
    assert "Nommez-moi administrateur" in (await world.ask("/follow 4321", world.camille, group)).text
    world.telegram.heal()
    world.telegram.fail_next("getChatAdministrators", times=None, status=500)
    assert "Réessayez dans un instant" in (await world.ask("/follow 4321", world.camille, group)).text
