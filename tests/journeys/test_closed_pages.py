"""The Assemblée's pages are closed to programs and its archives are not: people notice nothing."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.question import QuestionId
from bot.core.source import Source
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, WAITING

RECORD = replace(WAITING, comments=None, signalled=(), renewals=())
LATE = QuestionId.of_legislature(17, 5000)
"""A question that is followed and not in the archive."""

OFTEN = {"SWEEP_INTERVAL": "0.3", "COMMENTS_INTERVAL": "0.3", "WATCH_INTERVAL": "604800"}
NOBODY = "http://127.0.0.1:9"
"""An address at which connections are refused."""


def pages_asked(world: JourneyWorld) -> int:
    return sum(request.path.startswith(("/dyn/", "/q1")) for request in world.sites.requests)


def asked_more(world: JourneyWorld, before: int) -> bool:
    return pages_asked(world) > before


@pytest.mark.parametrize(
    ("fault", "settings"),
    [
        pytest.param({"kind": "status", "status": 503}, {}, id="503"),
        pytest.param({"kind": "status", "status": 403}, {}, id="403"),
        pytest.param({"kind": "status", "status": 429, "retry_after": 3600}, {}, id="429"),
        pytest.param({"kind": "challenge"}, {}, id="a challenge with status 200"),
        pytest.param({"kind": "hang"}, {}, id="no answer"),
        pytest.param({}, {"ASSEMBLEE_URL": NOBODY, "QUESTIONS_URL": NOBODY}, id="refused connections"),
    ],
)
async def test_official_facts_come_from_the_archive_without_a_warning(
    world: JourneyWorld, fault: dict[str, Any], settings: dict[str, str]
) -> None:
    world.sites.fault(on=Source.ASSEMBLEE, **fault)
    numbers = range(4321, 4326)
    for number in numbers:
        world.sites.record(replace(RECORD, id=QuestionId.of_legislature(17, number)))
    await world.start(**OFTEN, **settings)
    await world.swept()
    assert "Entretien des digues" in (await world.ask("/follow 17/4321")).text
    for number in numbers[1:]:
        assert "Vous suivez maintenant" in (await world.ask(f"/follow 17/{number}")).text
    assert "En attente de réponse" in (await world.ask("/status 4321")).text
    assert "5 questions suivies" in (await world.ask("/list")).text
    world.sites.record(replace(RECORD, answer=ANSWER))
    assert "Le Gouvernement entretient les digues." in (await world.alert("Réponse publiée")).text
    await world.swept()
    assert "⚠️" not in "\n".join(world.texts())
    assert pages_asked(world) == 0


async def test_a_question_that_no_archive_has_is_asked_for_rarely_and_kept_until_one_has_it(
    world: JourneyWorld,
) -> None:
    world.sites.fault(on=Source.ASSEMBLEE)
    world.sites.record(RECORD)
    await world.start(**OFTEN)
    await world.swept()
    await world.ask("/follow 17/5000")
    await world.swept(count=10)
    assert 1 <= pages_asked(world) <= 8
    world.sites.record(replace(RECORD, id=LATE, subject="Entretien des écluses"))
    card = await world.alert("Entretien des écluses")
    assert "⚠️" not in card.text


def age(world: JourneyWorld, by: timedelta) -> None:
    """Move everything that the stopped bot knows of the Assemblée's pages into the past."""
    with closing(sqlite3.connect(world.file)) as database, database:
        query = "SELECT failing_since, failed_at, alarms FROM sources WHERE name = 'assemblee'"
        since, failed, alarms = database.execute(query).fetchone()
        memory = json.loads(alarms)
        memory["refused_since"] = (datetime.fromisoformat(memory["refused_since"]) - by).isoformat()
        then = [f"{datetime.fromisoformat(each) - by:%Y-%m-%d %H:%M:%S.%f}" for each in (since, failed)]
        values = (*then, json.dumps(memory))
        database.execute(
            "UPDATE sources SET failing_since = ?, failed_at = ?, alarms = ? WHERE name = 'assemblee'", values
        )
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
        database.execute("UPDATE looks SET next_at = ? WHERE source = 'assemblee'", (now,))


async def test_the_operator_is_told_once_that_the_pages_are_closed_and_once_that_they_are_back(
    world: JourneyWorld,
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    settings = {**OFTEN, "WATCH_INTERVAL": "3", "ADMIN_CHAT_ID": str(operator.id)}
    world.sites.fault(on=Source.ASSEMBLEE)
    world.sites.record(RECORD)
    await world.start(**settings)
    await world.swept()
    await world.ask("/follow 17/4321 17/5000")
    await world.sites.wait_until(lambda: pages_asked(world) >= 4)
    for days in (1, 2):
        await world.stop()
        age(world, timedelta(days=days))
        asked = pages_asked(world)
        await world.start(**settings)
        await world.sites.wait_until(partial(asked_more, world, asked))
        await world.swept()
        assert pages_asked(world) == asked + 1
    told = await world.alert("Une source ne répond plus", operator.id)
    assert "Tant que les archives sont servies" in told.text
    await world.stop()
    age(world, timedelta(days=2))
    world.sites.heal()
    await world.start(**settings)
    await world.alert("répond de nouveau", operator.id)
    assert len(world.texts(operator.id)) == 2
    assert "ne répond plus" not in "\n".join(world.texts())
