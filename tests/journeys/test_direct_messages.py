"""A channel's direct messages: the bot serves nobody there, says so once in each reader's topic, and stores nothing."""

from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING


async def test_readers_of_a_channel_are_told_once_each_where_to_write_and_nothing_is_kept(world: JourneyWorld) -> None:
    reader = world.telegram.person(1003, first_name="Dominique", language_code="en")
    direct = world.telegram.group(-100650, "Digues", admins=[world.camille], for_direct_messages=True)
    world.sites.put(WAITING)
    await world.start()
    for text in ("bonjour", "/follow 4321", "/list", "/unknown"):
        world.telegram.say(world.camille, text, direct)
    world.telegram.say(reader, "/follow 4321", direct)
    await world.telegram.wait_count(direct.id, 2)
    assert "Vous suivez maintenant" in (await world.ask("/follow 4321")).text
    told = {each.direct_topic: each.text for each in world.telegram.messages(direct.id)}
    assert "messages directs d’un canal" in told[world.camille.id]
    assert "a channel’s direct messages" in told[reader.id]
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    await world.stored("SELECT 1 FROM chats", rows=1)


async def test_direct_messages_are_not_commanded_from_private_chat_either(world: JourneyWorld) -> None:
    direct = world.telegram.group(-100650, "Digues", admins=[world.camille], for_direct_messages=True)
    await world.start()
    world.telegram.forge_shared(world.camille, 2, direct)
    await world.alert("Je ne peux rien annoncer dans les messages directs")
    await world.stored("SELECT 1 FROM chats", rows=1)
