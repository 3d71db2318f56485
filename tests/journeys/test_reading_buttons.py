"""Buttons that only show something: they fill no channel for those who read along, and overwrite nothing."""

from tests.examples import ANSWER, ID, WAITING
from tests.journeys.world import World

ANSWERED = "✅ Réponse publiée\n"
CHANNEL = -100700


async def answered_in_channel(world: World) -> None:
    channel = world.telegram.channel(CHANNEL, "Digues en direct", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.post(channel, f"/follow {ID}")
    await world.alert("suivie ici", CHANNEL)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, CHANNEL)


async def test_a_reader_of_a_channel_is_led_to_private_for_the_whole_text(world: World) -> None:
    reader = world.telegram.person(1004, "Dominique")
    await answered_in_channel(world)
    alert = await world.alert(ANSWERED, CHANNEL)
    before = world.texts(CHANNEL)
    assert await world.forged(alert, "text:17-4321", reader) == ""
    await world.ask("/list", reader)
    assert world.texts(CHANNEL) == before
    opened = world.telegram.called("answerCallbackQuery")[-1].params["url"]
    assert opened.endswith("?start=q17-4321")
    await world.forged(alert, "text:17-4321")
    await world.alert("Réponse à la question", CHANNEL)


async def test_a_forged_page_of_a_list_overwrites_no_other_message(world: World) -> None:
    await world.followed(WAITING)
    card = world.telegram.messages(1001)[0]
    await world.forged(card, "list:1")
    await world.alert("1 question suivie")
    assert world.telegram.messages(1001)[0].text == card.text


async def test_somebody_who_is_not_in_a_group_has_nothing_shown_there(world: World) -> None:
    stranger = world.telegram.person(1004, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask(f"/follow {ID}", chat=group)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, group.id)
    assert "membres du groupe" in await world.forged(card, "text:17-4321", stranger)
    assert world.count("Réponse à la question", group.id) == 0


async def test_who_commands_a_channel_that_another_erased_is_told_and_nothing_is_done(world: World) -> None:
    other = world.telegram.person(1002, "Dominique")
    channel = world.telegram.channel(CHANNEL, "Digues en direct", admins=[world.camille, other])
    world.sites.put(WAITING)
    await world.start()
    await world.ask(f"/follow {ID}", other)
    for person in (world.camille, other):
        world.telegram.forge_shared(person, 1, channel)
        await world.alert("Vous gérez maintenant", person.id)
    asked = await world.ask("/oublier")
    world.telegram.press(world.camille, asked, "🗑 Tout effacer")
    await world.alert("Tout est effacé.")
    assert "a été effacée. Rien n’a été fait" in (await world.ask(f"/unfollow {ID}", other)).text
    assert "1 question suivie" in (await world.ask("/list", other)).text
