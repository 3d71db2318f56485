"""The webhook of the real process: from asking for updates to having them delivered and back, nothing lost or repeated."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.standins.loopback import Loopback
from bot.standins.telegram.chats import Person
from bot.standins.telegram.faults import FaultKind
from tests.journeys.copies import Copies
from tests.journeys.world import JourneyWorld
from tests.support import postgresql
from tests.support.ports import free_port
from tests.support.waiting import until

HOST = "bot.example.org"
HOOK = f"https://{HOST}/telegram"
EMPTY = "Aucune question"
FIRST_UPDATE = 700_000_001


class Door:
    """The web port of the bot, to which Telegram's proxy leads."""

    def __init__(self, world: JourneyWorld) -> None:
        self._world = world
        self.listen = f"127.0.0.1:{free_port()}"
        world.telegram.state.deliveries.lead(HOST, f"http://{self.listen}")

    async def open(self, **settings: str) -> None:
        """Start the bot with a webhook."""
        await self._world.start(LISTEN=self.listen, WEBHOOK_URL=HOOK, **settings)


@pytest.fixture
def door(world: JourneyWorld) -> Door:
    return Door(world)


def others(world: JourneyWorld) -> list[Person]:
    """People beside Camille: the same command, given twice by one person, can be answered once."""
    return [world.telegram.person(2000 + number) for number in range(4)]


async def answered(world: JourneyWorld, *people: Person, times: int = 1) -> None:
    """Wait until each of these people has so many answers, and Telegram has none of their updates left; no more came."""
    await until(lambda: all(world.count(EMPTY, each.id) >= times for each in people), "all are answered")
    await until(lambda: not world.telegram.state.updates.waiting, "Telegram has no updates left")
    await world.all_done()
    assert [world.count(EMPTY, each.id) for each in people] == [times] * len(people)


async def test_from_asking_to_a_webhook_and_back_no_update_is_lost_and_none_is_handled_twice(
    world: JourneyWorld, door: Door
) -> None:
    people = others(world)
    await world.start()
    await world.ask("/list")
    assert await world.stop() == 0
    for times, start in enumerate([door.open, world.start], 1):
        for person in people:
            world.telegram.say(person, "/list")
        await start()
        await answered(world, *people, times=times)
        await world.ask("/list")
        assert await world.stop() == 0
    assert world.count(EMPTY) == 3
    assert not any(call.params.get("drop_pending_updates") for call in world.telegram.calls)


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param({"getWebhookInfo": "drop", "deleteWebhook": 500}, id="away for a moment"),
        pytest.param({"deleteWebhook": 429}, id="asked too much"),
        pytest.param({"getMe": "drop", "getWebhookInfo": 502, "deleteWebhook": "drop", "getUpdates": 500}, id="away"),
    ],
)
async def test_the_webhook_is_taken_away_as_soon_as_telegram_is_back_and_nothing_is_lost(
    world: JourneyWorld, door: Door, faults: dict[str, FaultKind]
) -> None:
    people = others(world)
    await door.open()
    await world.ask("/list")
    assert await world.stop() == 0
    for person in people:
        world.telegram.say(person, "/list")
    for method, status in faults.items():
        world.telegram.fail_next(method, times=2, status=status)
    await world.start()
    await answered(world, *people)
    assert (await world.ask("/list")).text.startswith(EMPTY)
    assert await world.stop() == 0


async def test_the_webhook_is_set_as_soon_as_telegram_is_back_with_all_that_belongs_to_it(
    world: JourneyWorld, door: Door
) -> None:
    world.telegram.fail_next("getWebhookInfo", status="drop")
    world.telegram.fail_next("setWebhook", status=500)
    await door.open(WEBHOOK_SECRET="chosen")
    await world.ask("/list")
    asked = world.telegram.called("setWebhook")[-1].params
    assert asked["url"].startswith(HOOK)
    assert (asked["secret_token"], asked["max_connections"]) == ("chosen", 40)
    assert asked["allowed_updates"] == ["message", "channel_post", "callback_query", "my_chat_member", "inline_query"]
    assert "chosen" not in world.log.read_text()


async def test_an_update_whose_receipt_is_lost_with_the_process_is_handled_once(
    world: JourneyWorld, door: Door
) -> None:
    """The proxy hands the delivery on, and before it can hand the acknowledgement back the process is killed."""
    killed: list[int] = []

    async def hand_on(request: web.Request) -> web.Response:
        async with aiohttp.ClientSession() as session:
            address = f"http://{door.listen}{request.path_qs}"
            try:
                async with session.post(address, data=await request.read(), headers=request.headers) as answer:
                    if killed:
                        return web.Response(status=answer.status)
                    await world.kill()
                    killed.append(answer.status)
            except aiohttp.ClientError:
                pass
            return web.Response(status=502)

    application = web.Application()
    application.router.add_post("/telegram", hand_on)
    proxy = Loopback(application)
    await proxy.start()
    try:
        world.telegram.state.deliveries.lead(HOST, proxy.url)
        await door.open()
        world.telegram.say(world.camille, "/list")
        await until(lambda: killed, "the bot is killed")
        await door.open()
        await answered(world, world.camille)
    finally:
        await proxy.stop()
    assert killed == [200]
    assert {number for number, _ in world.telegram.state.deliveries.delivered} == {FIRST_UPDATE}


async def test_a_webhook_of_another_program_is_left_alone_and_told(world: JourneyWorld) -> None:
    operator = world.telegram.person(1900, first_name="Dominique")
    theirs = {"url": "https://elsewhere.example/secret-path", "secret_token": "theirs"}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{world.telegram.url}/bot{world.telegram.token}/setWebhook", json=theirs)
    await world.start(ADMIN_CHAT_ID=str(operator.id))
    told = await world.alert("Un autre programme reçoit les messages du bot", operator.id)
    assert "elsewhere." in told.text
    await world.logged("another program's webhook, at elsewhere.example, takes the updates of this bot")
    assert "secret-path" not in told.text + world.log.read_text()
    assert world.telegram.called("deleteWebhook") == []


@pytest.fixture
async def copies(world: JourneyWorld) -> AsyncIterator[Copies]:
    database = postgresql.new_database()
    two = Copies(world, database, [database] * 2, WEBHOOK_URL=HOOK)
    two.ports = [free_port() for _ in range(2)]
    world.telegram.state.deliveries.lead(HOST, *(f"http://127.0.0.1:{port}" for port in two.ports))
    two.start(0, 1)
    yield two
    await two.close()
    postgresql.drop_database(database)


async def test_of_two_copies_both_receive_and_the_leader_answers_each_update_once(
    world: JourneyWorld, copies: Copies
) -> None:
    leader = await copies.leader()
    for number in range(2):
        await copies.is_ready(number, "ready\n" if number == leader else "ready, and standing by\n")
    people = others(world)
    for person in people:
        world.telegram.say(person, "/list")
    await until(lambda: not world.telegram.state.updates.waiting, "Telegram has no updates left")
    await copies.all_done()
    assert [world.count(EMPTY, person.id) for person in people] == [1] * len(people)
    async with aiohttp.ClientSession() as session:
        for port in copies.ports:
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                assert 'guetteur_webhook_requests_total{outcome="kept"} 2.0' in await answer.text()
