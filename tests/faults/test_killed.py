"""The bot is killed at random instructions: nothing is lost, and only messages that were in flight are repeated."""

import random
from pathlib import Path

from tests.faults.kills import KillSize, work_and_kill
from tests.faults.migrating import kill_migrations


async def test_killed_at_random_instructions_it_loses_nothing_and_repeats_what_was_in_flight_at_most(
    tmp_path: Path,
) -> None:
    figures = await work_and_kill(tmp_path, KillSize(at_work=5, migrating=0, chats=10), random.Random())
    assert set(figures.kills) == {"follow", "sweep", "fan-out", "send", "start"}
    assert (figures.lost, figures.invented) == (0, 0)
    assert figures.got == figures.expected > 50
    assert figures.repeated <= figures.in_flight


async def test_a_migration_that_a_kill_cut_off_is_done_again_and_loses_nothing(tmp_path: Path) -> None:
    migrated = await kill_migrations(tmp_path, 2, random.Random(), lasts=0.2)
    assert migrated.damaged == 0
    assert migrated.cut + migrated.done == 2
    assert migrated.lost == 0
    assert migrated.repeated <= migrated.in_flight
