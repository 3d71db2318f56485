"""Which copy leads: how long a lease stands, and when a leader counts as silent. The clock is handed in."""

import pytest

from bot.core.leadership import BEAT_SECONDS, LEASE_SECONDS, NEVER, SILENCE_SECONDS, Lease, Standby, session_name

Look = tuple[int, float, float]
"""The beat that a look found, and when the look was asked for and answered."""


@pytest.mark.parametrize(
    ("beats", "now", "stands"),
    [
        pytest.param([], 0.0, False, id="without a beat"),
        pytest.param([10.0], 10.0, True, id="at the beat itself"),
        pytest.param([10.0], 12.9, True, id="shortly after"),
        pytest.param([10.0], 13.0, False, id="three seconds after"),
        pytest.param([10.0, 11.0], 13.5, True, id="renewed"),
        pytest.param([10.0], 500.0, False, id="frozen for minutes"),
        pytest.param([10.0, 500.0], 501.0, True, id="frozen for minutes, and nobody had taken its place"),
        pytest.param([11.0, 10.0], 13.5, True, id="an earlier beat that succeeds later takes nothing away"),
    ],
)
def test_a_lease_stands_for_three_seconds_from_the_beginning_of_the_last_beat(
    beats: list[float], now: float, stands: bool
) -> None:
    lease = Lease()
    for began in beats:
        lease.renew(began)
    assert lease.stands(now) is stands


@pytest.mark.parametrize(
    ("looks", "is_silent"),
    [
        pytest.param([], False, id="not looked yet"),
        pytest.param([(7, 0, 0)], False, id="a first look"),
        pytest.param([(7, 0, 0), (7, 4.9, 4.9)], False, id="silent for less than five seconds"),
        pytest.param([(7, 0, 0), (7, 5, 5)], True, id="silent for five seconds"),
        pytest.param([(7, 0, 0), (8, 4, 4), (8, 8, 8)], False, id="a beat came in between"),
        pytest.param([(7, 0, 0), (6, 4, 4), (6, 8, 8)], False, id="a lower number is a beat too"),
        pytest.param([(7, 0, 0), (8, 9, 9)], False, id="nobody looked for a while, and a beat came"),
        pytest.param([(7, 0, 3), (7, 6, 6)], False, id="the silence counts from when the first look was answered"),
        pytest.param([(7, 0, 0), (7, 4, 90)], False, id="and to when the last look was asked for"),
    ],
)
def test_a_leader_is_silent_when_no_beat_came_for_five_seconds(looks: list[Look], is_silent: bool) -> None:
    standby = Standby()
    for beat, asked, answered in looks:
        standby.saw(beat, False, asked, answered)
    assert standby.is_silent() is is_silent


@pytest.mark.parametrize(
    ("looks", "has_resigned", "free_at"),
    [
        pytest.param([], False, NEVER, id="nobody has ever led"),
        pytest.param([(7, 0, 1)], False, 4.0, id="a leader that was seen for the first time"),
        pytest.param([(7, 0, 1), (7, 5, 5)], False, 4.0, id="silent since"),
        pytest.param([(7, 0, 1), (8, 5, 5.5)], False, 8.5, id="beating"),
        pytest.param([(7, 0, 1), (8, 5, 5.5)], True, NEVER, id="given up in order"),
    ],
)
def test_the_lease_before_is_over_three_seconds_after_its_last_beat_was_first_seen(
    looks: list[Look], has_resigned: bool, free_at: float
) -> None:
    standby = Standby()
    for beat, asked, answered in looks:
        standby.saw(beat, has_resigned, asked, answered)
    assert standby.free_at() == free_at


def test_who_is_cut_off_for_its_silence_had_no_lease_any_more() -> None:
    standby = Standby()
    standby.saw(7, False, 0, 0)
    standby.saw(7, False, SILENCE_SECONDS, SILENCE_SECONDS)
    assert standby.is_silent()
    assert standby.free_at() < SILENCE_SECONDS
    assert BEAT_SECONDS < LEASE_SECONDS < SILENCE_SECONDS


def test_the_sessions_of_a_copy_carry_its_name() -> None:
    assert session_name("3f2a") == "guetteur-3f2a"
