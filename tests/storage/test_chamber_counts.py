"""What the operator is told of each chamber: how many of its questions are known and followed, and when it was read."""

from datetime import date, timedelta

import pytest

from bot.core.chamber_count import ChamberCount
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT, Senat
from bot.core.question import QuestionId
from bot.core.validators import Validators
from storage import Store
from storage.intake.archives import SweptWhole
from tests.storage.sweeps import OTHER, PERSON, RECORD, follow, numbered, sweep
from tests.support.examples import NOW

SENATORS = QuestionId(SENAT, 202611, 5636, "QE")
THURSDAY = date(2026, 11, 19)


async def test_each_chamber_is_counted_by_itself(store: Store) -> None:
    await sweep(store, *(numbered(each) for each in (1, 2, 3)), at=NOW)
    await follow(store, 1, 2)
    await follow(store, 1, chat=OTHER)
    await store.follows.follow(PERSON.id, SENATORS, False, NOW)
    file = SweptWhole(Validators(), "sum", 1, 8_000, THURSDAY)
    await store.shared_archives["senat"].finish(file, {}, (), NOW)
    told = (await store.counts.read()).chambers
    assert (told[ASSEMBLEE].questions, told[ASSEMBLEE].follows, told[ASSEMBLEE].read_at) == (3, 3, NOW)
    assert told[SENAT] == ChamberCount(8_000, 1, NOW, THURSDAY)


async def test_a_file_that_is_no_longer_asked_for_is_not_called_unread(store: Store) -> None:
    file = SweptWhole(Validators(), "sum", 1, 8_000, THURSDAY)
    await store.shared_archives["senat"].finish(file, {}, (), NOW)
    await store.shared_archives["senat"].pass_over(NOW + timedelta(days=30))
    told = (await store.counts.read()).chambers
    assert told[SENAT] == ChamberCount(8_000, 0, None, THURSDAY)
    assert RECORD.id.chamber not in told


async def test_a_chamber_without_a_weekly_issue_had_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Senat, "issue", None)
    file = SweptWhole(Validators(), "sum", 1, 8_000, THURSDAY)
    await store.shared_archives["senat"].finish(file, {}, (), NOW)
    told = (await store.counts.read()).chambers
    assert told[SENAT] == ChamberCount(8_000, 0, NOW, None)
