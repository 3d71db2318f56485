"""Commanding a channel or a group from private chat: the right there is checked at every step."""

from dataclasses import replace

from bot.core.question import QuestionId
from tests.journeys.delegating import CHANNEL, GROUP, NAMED, choose, forge_choice, notice, the_channel
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING

ANSWERED = "✅ Réponse publiée\n"


async def test_a_channel_is_commanded_from_private_chat_and_its_alerts_go_to_the_channel(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.put(WAITING)
    await world.start()
    chosen = await choose(world, channel)
    assert chosen.text.startswith(NAMED)
    assert "/canal pour revenir" in chosen.text
    assert world.telegram.called("sendMessage")[-1].params["reply_markup"]["remove_keyboard"]
    card = await world.ask("/follow 4321")
    assert card.text.startswith(f"{NAMED}\n\n👁 Cette question est maintenant suivie ici.")
    assert f"unfollow:an17-4321@{CHANNEL}" in [button.target for button in card.all_buttons]
    listed = await world.ask("/list")
    assert listed.text.startswith(NAMED) and "Entretien des digues" in listed.text
    assert world.texts(CHANNEL) == []
    world.sites.answer(ID, ANSWER)
    alert = await world.alert(ANSWERED, chat=CHANNEL)
    assert not any("@" in button.target for button in alert.all_buttons if not button.is_url)
    await world.all_done()
    assert world.count(ANSWERED) == 0


async def test_a_person_who_returns_to_their_own_chat_commands_it_again(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    theirs = await world.ask("/follow 4321")
    which = await world.ask("/canal")
    assert which.text.startswith(NAMED)
    for _ in range(2):  # a double tap
        world.telegram.press(world.camille, which, "chat:leave")
    await world.alert("valent de nouveau pour votre conversation")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    # The button of the channel's card is still about the channel.
    stopped = await notice(world, world.camille, theirs, "Ne plus suivre")
    assert stopped == "C’est noté\u00a0: plus d’alerte sur cette question dans «\u00a0Digues en direct\u00a0»."
    again = await world.button("👁 Suivre")
    followed = await notice(world, world.camille, again, "👁 Suivre")
    assert followed == "C’est noté\u00a0: ce qui lui arrive sera annoncé dans «\u00a0Digues en direct\u00a0»."
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    assert "Choisissez un canal" in (await world.ask("/canal")).text
    await choose(world, channel)
    assert "Entretien des digues" in (await world.ask("/list")).text


async def test_a_card_of_the_private_chat_stays_about_it_when_a_channel_is_chosen(world: JourneyWorld) -> None:
    channel = the_channel(world)
    await world.followed(WAITING)
    own = world.telegram.messages(1001)[-1]
    await choose(world, channel)
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    await notice(world, world.camille, own, "Ne plus suivre")
    await world.button("👁 Suivre")
    which = await world.ask("/canal")
    world.telegram.press(world.camille, which, "‹ Revenir à ma conversation")
    await world.alert("de nouveau")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_notice_names_the_commanded_chat_and_says_here_for_the_private_one(world: JourneyWorld) -> None:
    there = "dans «\u00a0Digues en direct\u00a0»"
    await world.followed(WAITING, MOST_FOLLOWS="1")
    own = world.telegram.messages(1001)[-1]
    channel = the_channel(world)
    await choose(world, channel)
    theirs = await world.ask(f"/follow {ID}")
    for data, words in (
        (f"follow:{ID}", "Déjà suivie {}."),
        (f"mute:{ID}", "plus d’alerte pour les commentaires de cette question {}."),
        (f"unmute:{ID}", "de nouveau annoncés {}."),
    ):
        assert words.format("ici") in await world.forged(own, data)
        assert words.format(there) in await world.forged(theirs, f"{data}@{CHANNEL}")
    other = replace(WAITING, id=QuestionId.of_legislature(17, 4322))
    world.sites.put(other)
    full = await world.forged(theirs, f"follow:{other.id}@{CHANNEL}")
    assert full.startswith(f"{NAMED}\n\n") and f"déjà suivies {there}, et c’est le maximum" in full
    assert world.telegram.answers[-1].show_alert
    await world.forged(theirs, f"unfollow:{ID}@{CHANNEL}")
    assert await world.forged(theirs, f"unfollow:{ID}@{CHANNEL}") == f"Elle n’était pas suivie {there}."
    assert await world.forged(own, f"unfollow:{ID}") == (
        "C’est noté\u00a0: vous ne recevrez plus d’alerte sur cette question."
    )


async def test_a_member_who_may_follow_for_a_group_is_told_of_which_the_settings_are_not_theirs(
    world: JourneyWorld,
) -> None:
    member = world.telegram.person(1003, "Dominique")
    group = world.telegram.group(GROUP, "Digues", admins=[world.camille], members=[member])
    await world.start()
    settings = await world.ask("/settings", chat=group)
    await world.forged(settings, "set:who:all")
    own = await world.ask("/list", member)
    refused = await world.forged(own, f"set:who:admins@{GROUP}", member)
    assert refused == "👥 «\u00a0Digues\u00a0»\n\nIci, seuls les administrateurs du groupe peuvent faire cela."


async def test_a_card_that_comes_late_to_a_channel_says_where_it_comes_and_who_follows(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.put(WAITING)
    world.sites.fault()
    await world.start()
    await choose(world, channel)
    kept = await world.ask(f"/follow {ID}")
    assert "la fiche arrivera dans «\u00a0Digues en direct\u00a0» dès que" in kept.text
    world.sites.heal()
    card = await world.alert("La question a pu être lue.", CHANNEL)
    assert "elle est suivie ici\u00a0:" in card.text
    assert all(button.is_url for button in card.all_buttons)


async def test_a_channel_of_others_cannot_be_chosen_nor_reached_by_a_forged_button(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1003, first_name="Dominique")
    channel = the_channel(world, world.camille)
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    await world.ask("/follow 4321")
    refused = await forge_choice(world, channel, stranger)
    assert "Seuls ceux qui publient dans ce canal" in refused.text
    assert "Digues en direct" not in refused.text
    own = await world.ask("/status 4321", stranger)
    for data in ("unfollow:an17-4321", "follow:an17-4321", "forget:yes", "list:1", "mute:an17-4321"):
        assert "Seuls ceux qui publient dans ce canal" in await world.forged(own, f"{data}@{CHANNEL}", stranger), data
        assert world.telegram.answers[-1].show_alert
    assert "Entretien des digues" in (await world.ask("/list")).text
    assert world.count("Digues en direct", stranger.id) == 0


async def test_a_button_that_names_another_chat_is_not_understood_in_a_group(world: JourneyWorld) -> None:
    channel = the_channel(world)
    group = world.telegram.group(GROUP, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    await world.ask("/follow 4321")
    card = await world.ask("/status 4321", chat=group)
    for data in (
        f"unfollow:an17-4321@{CHANNEL}",
        f"list:1@{GROUP}",
        f"forget:yes@{GROUP}@{CHANNEL}",
        "list:1@1001",
        "chat:pick",
    ):
        assert "n’est plus valable" in await world.forged(card, data), data
    assert "Entretien des digues" in (await world.ask("/list")).text


async def test_a_person_who_loses_the_right_between_two_taps_is_told_and_commands_their_own_chat_again(
    world: JourneyWorld,
) -> None:
    owner = world.telegram.person(1003, first_name="Dominique")
    channel = the_channel(world, owner, world.camille)
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    card = await world.ask("/follow 4321")
    world.telegram.promote(channel, world.camille, can_post_messages=False)
    assert "Seuls ceux qui publient dans ce canal" in await notice(world, world.camille, card, "Ne plus suivre")
    refused = await world.ask("/list")
    assert "Seuls ceux qui publient dans ce canal" in refused.text
    assert "valent de nouveau pour votre conversation" in refused.text
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    await choose(world, channel, owner)
    assert "Entretien des digues" in (await world.ask("/list", owner)).text


async def test_a_bot_that_was_removed_says_so_and_the_person_speaks_for_themselves_again(world: JourneyWorld) -> None:
    channel = the_channel(world)
    await world.start()
    await choose(world, channel)
    world.telegram.kick(CHANNEL)
    gone = await world.ask("/follow 4321")
    assert "Je n’ai pas accès à cette conversation" in gone.text
    assert "valent de nouveau pour votre conversation" in gone.text
    assert "Choisissez un canal" in (await world.ask("/canal")).text
    assert "Je n’ai pas accès" in (await forge_choice(world, channel)).text
    assert "Choisissez un canal" in (await world.ask("/canal")).text


async def test_a_chat_where_the_bot_cannot_write_is_not_chosen(world: JourneyWorld) -> None:
    channel = the_channel(world)
    channel.bot_status = "member"
    await world.start()
    assert "donnez-m’y le droit de publier" in (await forge_choice(world, channel)).text
    assert "Aucune question" in (await world.ask("/list")).text
    assert "Digues en direct" not in (await world.ask("/list")).text


async def test_a_telegram_that_does_not_answer_changes_nothing(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    world.telegram.fail_next("getChatMember", status=502, times=2)
    assert "pas pu vérifier vos droits" in (await world.ask("/follow 4321")).text
    world.telegram.heal()
    assert (await world.ask("/follow 4321")).text.startswith(NAMED)


async def test_a_group_is_commanded_from_private_chat_even_after_it_became_a_supergroup(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await choose(world, group)
    card = await world.ask("/follow 4321")
    assert card.text.startswith("👥 «\u00a0Digues\u00a0»")
    world.telegram.migrate(-500, -100500)
    listed = await world.ask("/list")
    assert "Entretien des digues" in listed.text
    # The old card's buttons still carry the group's old number.
    assert "plus d’alerte" in await notice(world, world.camille, card, "Ne plus suivre")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    await world.ask("/follow 4321")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=-100500)


async def test_a_channel_is_forgotten_from_private_chat_and_the_private_follows_stay(world: JourneyWorld) -> None:
    channel = the_channel(world)
    await world.followed(WAITING)
    await choose(world, channel)
    await world.ask("/follow 4321")
    asked = await world.ask("/oublier")
    assert asked.text.startswith(NAMED)
    world.telegram.press(world.camille, asked, "🗑 Tout effacer")
    assert (await world.alert("Tout est effacé.")).text.startswith(NAMED)
    assert "1 question suivie" in (await world.ask("/list")).text
    await choose(world, channel)
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_long_list_is_turned_in_private_and_stays_the_channels(world: JourneyWorld) -> None:
    channel = the_channel(world)
    for number in range(1, 14):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start(WATCH_INTERVAL="3600")
    await choose(world, channel)
    world.telegram.say(world.camille, "/follow " + " ".join(f"17/{number}" for number in range(1, 14)))
    await world.alert("13 questions suivies")
    page = await world.ask("/list")
    which = await world.ask("/canal")
    world.telegram.press(world.camille, which, "chat:leave")
    await world.alert("de nouveau")
    world.telegram.press(world.camille, page, "Suivantes ›")
    assert (await world.alert("page 2 sur 2")).text.startswith(NAMED)


async def test_the_choice_survives_a_restart_and_a_replay(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.put(WAITING)
    await world.start()
    await choose(world, channel)
    await world.kill()
    world.telegram.say(world.camille, "/follow 4321")
    await world.start()
    card = await world.alert("suivie ici")
    assert card.text.startswith(NAMED)


async def test_channel_is_a_command_for_private_chat(world: JourneyWorld) -> None:
    group = world.telegram.group(GROUP, "Digues", admins=[world.camille])
    await world.start()
    assert "se donne en privé" in (await world.ask("/canal", chat=group)).text
