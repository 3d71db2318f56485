"""An hour in which everything happens that is counted: what Prometheus is told is what the stand-ins saw themselves.

The hour is played in seconds. At its end the sites hang, so that nothing goes on that would be counted later.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot import VERSION
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.standins.sites.server import SiteRequest, StandInSites
from tests.journeys.onlooker import Onlooker, Told, all_of, of
from tests.journeys.processes import RETRIES
from tests.journeys.test_archive import TODAY
from tests.journeys.world import UNDONE, JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment
from tests.support.ports import free_port
from tests.support.waiting import patience

RECENT = replace(WAITING, asked=TODAY - timedelta(days=20))
"""Asked so lately that no term of it passes within the hour, whichever day it is."""

OTHER = replace(RECENT, id=QuestionId.of_legislature(17, 5000), subject="Entretien des canaux")
"""No archive has it, so that its page is looked at on both sites."""

MISSING = QuestionId.of_legislature(17, 6000)
ANSWERED = "✅ Réponse publiée\n"
SETTINGS = {"SWEEP_INTERVAL": "0.5", "COMMENTS_INTERVAL": "0.5", RETRIES: "50"}

FETCHES = {200: "done", 302: "redirected", 304: "not_modified", 404: "absent", 500: "failed", 503: "asked_to_wait"}
LOOKS = {200: "read", 304: "unchanged", 404: "unchanged", 500: "failed", 503: "failed"}
HANGS = 0
NOT_THERE = ("archive-18", "archive-oral")


@pytest.fixture
async def onlooker() -> AsyncIterator[Onlooker]:
    async with aiohttp.ClientSession() as session:
        yield Onlooker(session, free_port())


async def test_what_prometheus_is_told_of_an_hour_is_what_happened(world: JourneyWorld, onlooker: Onlooker) -> None:
    telegram, sites, camille = world.telegram, world.sites, world.camille
    dominique, blaise = telegram.person(1900, first_name="Dominique"), telegram.person(1901, first_name="Blaise")
    group = telegram.group(-100500, "Digues", admins=[camille])
    sites.record(RECENT)
    sites.put(OTHER)
    telegram.fail_next("setMyDescription", status=429, retry_after=2, times=1)
    await world.followed(RECENT, LISTEN=onlooker.listen, **SETTINGS)
    await world.swept_once()

    # People follow, one of them while Telegram takes no reply, and Telegram asks not to be asked for updates.
    telegram.fail_next("sendMessage", chat_id=dominique.id, status=500, times=4)
    telegram.fail_next("getUpdates", status=429, retry_after=1, times=1)
    await world.ask(f"/follow {ID}", chat=group)
    await world.ask(f"/follow {OTHER.id}")
    await world.ask(f"/follow {MISSING}")
    await world.ask(f"/follow {ID}", blaise)
    await world.ask(f"/follow {ID}", dominique)

    await have_every_kind_of_trouble(sites)

    # There is news, of which one chat is told later, and one never: it has blocked the bot.
    telegram.block(blaise.id)
    telegram.fail_next("sendMessage", chat_id=camille.id, status=429, retry_after=1, times=1)
    sites.answer(ID, ANSWER)
    for chat in (camille.id, group.id, dominique.id):
        await world.alert(ANSWERED, chat)
    sites.comment(OTHER.id, comment(1))
    await world.alert("Enfin une question")
    sites.fault(kind="hang")
    await world.stored(UNDONE, 1)

    told = await all_counted(onlooker, sites)
    assert all_of(told, "fetches_total") == fetched(sites)
    looked = looks(sites)
    for source in ("nosdeputes", "archive-17", "feed"):  # what nobody can read was answered with 200
        looked[frozenset({source, "read"})] -= 1
        looked[frozenset({source, "unreadable"})] += 1
    looked[frozenset({"nosdeputes", "read"})] -= 1
    looked[frozenset({"nosdeputes", "failed"})] += 1
    assert all_of(told, "looks_total") == looked
    swept = looked[frozenset({"archive-17", "read"})] + looked[frozenset({"archive-17", "unchanged"})]
    assert all_of(told, "sweep_seconds_count") == {frozenset({"archive-17"}): swept}
    assert all_of(told, "unreadable_records") == {frozenset({"archive-17"}): 0}
    assert all_of(told, "events_total") == {frozenset({"answered"}): 1, frozenset({"comment"}): 1}

    calls = Counter(each.method for each in telegram.calls)
    sent = sum(len(world.texts(each)) for each in (camille.id, group.id, dominique.id, blaise.id))
    assert all_of(told, "telegram_calls_total") == {
        **{frozenset({method, "done"}): number for method, number in calls.items()},
        frozenset({"setMyDescription", "done"}): calls["setMyDescription"] - 1,
        frozenset({"setMyDescription", "too_many"}): 1,
        frozenset({"getUpdates", "done"}): calls["getUpdates"] - 2,  # one is not answered yet
        frozenset({"getUpdates", "too_many"}): 1,
        frozenset({"sendMessage", "done"}): sent,
        frozenset({"sendMessage", "too_many"}): 1,
        frozenset({"sendMessage", "NetworkError"}): 4,
        frozenset({"sendMessage", "Forbidden"}): 1,
    }
    assert calls["sendMessage"] == sent + 6
    assert all_of(told, "flood_waits_total") == {frozenset({"chat"}): 1, frozenset({"method"}): 2}
    assert all_of(told, "flood_wait_seconds_total") == {frozenset({"chat"}): 1, frozenset({"method"}): 3}
    assert all_of(told, "sends_total") == {
        frozenset({"alert", "sent"}): 4,
        frozenset({"alert", "postponed"}): 1,
        frozenset({"alert", "chat_gone"}): 1,
        frozenset({"reply", "sent"}): sent - 4,
        frozenset({"reply", "postponed"}): 4,
    }
    assert all_of(told, "update_handling_seconds_count") == {frozenset({"handled"}): 6, frozenset({"failed"}): 1}
    assert_what_there_is(told)
    names = " ".join(" ".join(labels) for _, labels in told)
    assert not any(secret in names for secret in ("1001", "500", "Camille", "Digues", telegram.token))


async def have_every_kind_of_trouble(sites: StandInSites) -> None:
    assemblee, nosdeputes = sites.path_of(OTHER.id, Source.ASSEMBLEE), sites.path_of(ID, Source.NOSDEPUTES)
    sites.fault(path=assemblee, status=500, times=1)
    sites.fault(path=assemblee, status=503, times=1)
    sites.fault(path=nosdeputes, kind="new_layout", times=1)
    sites.fault(path=nosdeputes, kind="error_page", times=1)
    sites.fault(path=sites.archive_path(17), status=500, times=1)
    sites.fault(path=sites.archive_path(17), kind="garbage", times=1)
    sites.fault(path=sites.feed_path, kind="garbage", times=1)
    await sites.wait_until(lambda: sites.all_faults_served)


def assert_what_there_is(told: Told) -> None:
    """The store, and this process."""
    assert all_of(told, "chats") == {
        frozenset({"private", "within"}): 2,
        frozenset({"private", "out"}): 1,
        frozenset({"supergroup", "within"}): 1,
    }
    assert all_of(told, "follows") == {frozenset({"private"}): 4, frozenset({"supergroup"}): 1}
    waiting = {"ready": 0, "scheduled": 0, "collecting": 0, "suspended": 1}
    assert all_of(told, "outbox_deliveries") == {frozenset({state}): number for state, number in waiting.items()}
    assert of(told, "outbox_oldest_seconds") == of(told, "updates_waiting") == of(told, "sends_stalled_seconds") == 0
    assert of(told, "leader") == of(told, "database_up") == of(told, "ready") == 1
    assert [VERSION in labels for labels in all_of(told, "build_info")] == [True]
    assert of(told, "event_loop_delay_seconds_count") > 0


def answered(sites: StandInSites) -> list[SiteRequest]:
    """The requests that the sites answered."""
    return [each for each in sites.requests if each.status != HANGS]


async def all_counted(onlooker: Onlooker, sites: StandInSites) -> Told:
    """What is told as soon as it has all that the sites answered. Raises TimeoutError."""
    async with patience("every request and every look is counted"):
        while True:
            told = await onlooker.metrics()
            numbers = [sum(all_of(told, name).values()) for name in ("fetches_total", "looks_total")]
            if numbers == [len(answered(sites)), sum(looks(sites).values())]:
                return told
            await asyncio.sleep(0.1)


def fetched(sites: StandInSites) -> Counter[frozenset[str]]:
    """The requests by the site and by what came of them."""
    return Counter(frozenset({_site(_source(sites, each.path)), FETCHES[each.status]}) for each in answered(sites))


def looks(sites: StandInSites) -> Counter[frozenset[str]]:
    """The looks by the source and by what came of them, as far as the status tells.

    None is a request for where a number of NosDéputés.fr's own leads, nor one for an archive that is not there, as that
    of the next legislature and those of oral questions.
    """
    found: Counter[frozenset[str]] = Counter()
    for each in answered(sites):
        source = _source(sites, each.path)
        if each.status != 302 and source not in NOT_THERE:
            is_gone = each.status == 404 and source.startswith("archive")
            found[frozenset({source, "failed" if is_gone else LOOKS[each.status]})] += 1
    return found


def _site(source: str) -> str:
    return "opendata" if source.startswith("archive") else {"feed": "nosdeputes"}.get(source, source)


def _source(sites: StandInSites, path: str) -> str:
    archives = {sites.archive_path(each): f"archive-{each}" for each in range(14, 19)}
    archives |= {sites.archive_path(each, kind): "archive-oral" for each in range(14, 19) for kind in ("QG", "QOSD")}
    if path in archives:
        return archives[path]
    if path == sites.feed_path:
        return "feed"
    return "assemblee" if path.startswith("/dyn/") else "nosdeputes"
