"""Rights are asked of Telegram at every tap: for members, administrators, posters, and pretenders."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from bot.core.question import QuestionId
from bot.standins.telegram.chats import GroupChat, Person
from bot.standins.telegram.messages import SentMessage
from tests.journeys.shared import TOGETHER, SharedBot, begin, own_channel, own_group
from tests.journeys.world import JourneyWorld
from tests.support.examples import ID, WAITING


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share."""
    return await shared_bot.world(begin)


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


@TOGETHER
async def test_a_group_that_allows_everybody_is_changed_by_its_members_and_forgotten_by_its_administrators(
    together: JourneyWorld,
) -> None:
    member, stranger = together.telegram.person(1003, "Dominique"), together.telegram.person(1004, "Sacha")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille], members=[member])
    together.sites.put(WAITING)
    refused = await together.ask("/follow 4321", member, group)
    assert "/reglages" in refused.text
    allow_everybody(together, group)
    card = await together.ask("/follow 4321", member, group)
    assert "suivie ici" in card.text
    assert "plus d’alerte" in await pressed(together, member, card, "Ne plus suivre")
    card = await together.button("👁 Suivre", group.id)
    assert "seuls les membres" in await pressed(together, stranger, card, "👁 Suivre")
    assert "sera annoncé ici" in await pressed(together, member, card, "👁 Suivre")
    assert (
        "seuls les administrateurs du groupe peuvent faire cela" in (await together.ask("/forget", member, group)).text
    )
    asked = await together.ask("/forget", together.camille, group)
    assert "faire cela" in await pressed(together, member, asked, "🗑 Tout effacer")
    assert "Entretien des digues" in (await together.ask("/list", member, group)).text
    together.telegram.stand(group, member, "left")
    card = await together.ask("/status 4321", together.camille, group)
    assert "seuls les membres" in await pressed(together, member, card, "Ne plus suivre")


@TOGETHER
async def test_a_member_of_a_group_is_shown_a_letter_to_copy_and_the_deputy_is_sent_none(
    together: JourneyWorld,
) -> None:
    member = together.telegram.person(1003, "Dominique")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille], members=[member])
    late = replace(WAITING, id=QuestionId.of_legislature(17, 987), asked=date(2026, 1, 13))
    together.sites.put(late)
    card = await together.ask("/status 17/987", member, group)
    together.telegram.press(member, card, "✍️ Relancer")
    letter = await together.alert("À l’attention de Mme Odile Garance", group.id)
    assert "JO Assemblée nationale du 13 janvier 2026" in letter.text
    (short,) = letter.all_buttons
    assert short.is_copy
    assert short.target.startswith("Madame la Députée, votre question écrite n°\u00a0987")


@TOGETHER
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
    together: JourneyWorld, facts: dict[str, Any], may: bool
) -> None:
    member = together.telegram.person(1003, "Dominique")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    together.sites.put(WAITING)
    await together.ask("/list", member, group)
    allow_everybody(together, group)
    together.telegram.stand(group, member, **facts)
    reply = await together.ask("/follow 4321", member, group)
    assert ("maintenant suivie ici" if may else "seuls les membres") in reply.text


@TOGETHER
async def test_an_administrator_who_may_not_post_commands_no_channel_from_anywhere(together: JourneyWorld) -> None:
    helper = together.telegram.person(1003, "Dominique")
    channel = together.telegram.channel(own_channel(together), "Digues en direct", admins=[together.camille, helper])
    together.sites.put(WAITING)
    together.telegram.post(channel, "/follow 4321")
    card = await together.alert("suivie ici", channel.id)
    together.telegram.promote(channel, helper, can_post_messages=False)
    assert "seuls ceux qui publient" in await together.forged(card, f"unfollow:{ID}", helper)
    number = together.telegram.forge_shared(helper, 1, channel)
    refused = await together.telegram.wait_for(helper.id, lambda _: True, after=number)
    assert "Seuls ceux qui publient dans ce canal" in refused.text
    together.telegram.promote(channel, helper)
    assert "plus d’alerte" in await together.forged(card, f"unfollow:{ID}", helper)


@TOGETHER
async def test_rights_that_are_taken_away_between_two_taps_are_gone_at_the_second(together: JourneyWorld) -> None:
    deputy = together.telegram.person(1003, "Dominique")
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille, deputy])
    together.sites.put(WAITING)
    card = await together.ask("/follow 4321", deputy, group)
    assert "plus d’alerte pour les commentaires" in await together.forged(card, f"mute:{ID}", deputy)
    together.telegram.demote(group, deputy)
    assert "seuls les administrateurs" in await pressed(together, deputy, card, "Ne plus suivre")
    assert "Entretien des digues" in (await together.ask("/list", deputy, group)).text


@TOGETHER
async def test_a_person_who_speaks_as_another_channel_is_no_administrator_and_no_member(together: JourneyWorld) -> None:
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    other = together.telegram.channel(-100701, "Ailleurs")
    mask = together.telegram.person(136817688, "Channel")
    together.sites.put(WAITING)
    await together.ask("/list", chat=group)
    for refusal in ("seuls les administrateurs", "seuls les membres"):
        number = together.telegram.say(mask, "/follow 4321", group, sender_chat=other.chat())
        assert refusal in (await together.telegram.wait_for(group.id, lambda _: True, after=number)).text
        if refusal == "seuls les administrateurs":
            allow_everybody(together, group)


@TOGETHER
async def test_an_anonymous_administrator_may_forget_the_group(together: JourneyWorld) -> None:
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    number = together.telegram.say_anonymously(group, "/forget")
    assert "Tout effacer" in (await together.telegram.wait_for(group.id, lambda _: True, after=number)).text


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
        "figures",
        "overdue",
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
        "bilan",
        "retards",
        "reglages",
        "exporter",
        "canal",
        "confidentialite",
        "aide",
    ]
    assert menus[members, ""] == [
        "watches",
        "list",
        "status",
        "search",
        "figures",
        "overdue",
        "settings",
        "export",
        "privacy",
        "help",
    ]
    assert menus[administrators, "fr"] == [
        "suivre",
        "arreter",
        "veille",
        "veilles",
        "liste",
        "etat",
        "chercher",
        "bilan",
        "retards",
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
