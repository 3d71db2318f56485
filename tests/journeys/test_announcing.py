"""The operator announces something: every chat gets it once, at its hours, also where the bot is killed on the way."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.journeys.world import JourneyWorld

WORDS = "Le bot s’arrête dimanche <matin> : voir https://example.org"


async def test_an_announcement_survives_a_kill_and_comes_once_to_each_chat_at_its_hours(world: JourneyWorld) -> None:
    people = [world.telegram.person(2000 + number) for number in range(14)]
    await world.start(ADMIN_CHAT_ID="1001")
    for person in people:
        world.telegram.say(person, "/list")
        await world.telegram.wait_for(person.id, lambda message: "Aucune question" in message.text)
    hour = datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).hour
    assert "calme" in (await world.ask(f"/reglages calme {hour}-{(hour + 3) % 24}", people[0])).text.lower()
    assert "commande" in (await world.ask(f"/annoncer {WORDS}", people[1])).text.lower()  # there is no such command
    world.telegram.say(world.camille, f"/annoncer {WORDS}")
    asked = await world.alert("15 conversations")
    assert world.count(WORDS) == 2  # both previews
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.telegram.press(world.camille, asked, "📣 Envoyer")
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'announcement' AND attempts > 0 LIMIT 10", rows=10)
    await world.kill()
    world.telegram.heal()
    await world.start(ADMIN_CHAT_ID="1001")
    for person in people[1:]:
        await world.alert(WORDS, person.id)
    assert world.count(WORDS, people[0].id) == 0
    await world.ask("/reglages calme non", people[0])
    await world.alert(WORDS, people[0].id)
    await world.stored("SELECT 1 FROM announcements WHERE state = 'ended'", rows=1)
    assert [world.count(WORDS, person.id) for person in people] == [1] * len(people)
    await world.alert("15 conversations sur 15")
    assert "File d’envoi" in (await world.ask("/sante")).text
    assert "15 conversations" in (await world.ask("/chats")).text
    assert "qui attendaient\u00a0: 0" in (await world.ask("/reessayer")).text
