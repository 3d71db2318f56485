"""How much one person may ask in a minute."""

from datetime import timedelta

from bot.core.throttle import Granted, Throttle, TooMany
from tests.support.examples import NOW


def at(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_the_first_one_too_many_is_told_when_to_go_on_and_the_next_ones_are_silent() -> None:
    throttle = Throttle(3)
    for second in (0, 10, 20):
        assert throttle.ask(1, NOW + at(second)) == Granted()
    assert throttle.ask(1, NOW + at(30)) == TooMany(NOW + at(60), silent=False)
    assert throttle.ask(1, NOW + at(59)) == TooMany(NOW + at(60), silent=True)
    assert throttle.ask(1, NOW + at(60)) == Granted()
    assert throttle.ask(1, NOW + at(61)) == TooMany(NOW + at(70), silent=False)
    assert throttle.ask(1, NOW + at(69)) == TooMany(NOW + at(70), silent=True)
    assert throttle.ask(1, NOW + at(70)) == Granted()


def test_who_comes_back_a_minute_after_a_warning_is_warned_anew() -> None:
    throttle = Throttle(1)
    throttle.ask(1, NOW)
    assert throttle.ask(1, NOW + at(1)) == TooMany(NOW + at(60), silent=False)
    assert throttle.ask(1, NOW + at(60)) == Granted()
    assert throttle.ask(1, NOW + at(61)) == TooMany(NOW + at(120), silent=False)


def test_a_longer_while_is_counted_and_forgotten_as_a_minute_is() -> None:
    throttle, hour = Throttle(1, timedelta(hours=1)), 3600
    assert throttle.ask(1, NOW) == Granted()
    assert throttle.ask(1, NOW + at(61)) == TooMany(NOW + at(hour), silent=False)
    assert throttle.ask(1, NOW + at(hour - 1)) == TooMany(NOW + at(hour), silent=True)
    assert throttle.ask(2, NOW + at(hour - 1)) == Granted()
    assert throttle.ask(1, NOW + at(hour)) == Granted()
    throttle.ask(3, NOW + at(3 * hour))
    assert list(throttle._asked) == [3]


def test_one_person_does_not_count_for_another() -> None:
    throttle = Throttle(1)
    assert throttle.ask(1, NOW) == Granted()
    assert throttle.ask(2, NOW) == Granted()
    assert isinstance(throttle.ask(1, NOW), TooMany)


def test_what_waited_and_is_handled_in_one_go_counts_at_the_time_it_was_written() -> None:
    throttle = Throttle(2)
    asked = [throttle.ask(1, NOW + at(40 * number)) for number in range(10)]
    assert asked == [Granted()] * 10


def test_those_who_ask_no_more_are_forgotten() -> None:
    throttle = Throttle(1)
    for person in range(1000):
        throttle.ask(person, NOW)
    throttle.ask(1, NOW + at(61))
    assert len(throttle._asked) == 1


def test_who_is_warned_again_and_again_hears_of_it_once_a_minute_and_not_less() -> None:
    throttle = Throttle(1)
    throttle.ask(1, NOW)
    throttle.ask(1, NOW + at(60))
    assert throttle.ask(1, NOW + at(61)) == TooMany(NOW + at(120), silent=False)
    throttle.ask(1, NOW + at(120))
    assert throttle.ask(1, NOW + at(121)) == TooMany(NOW + at(180), silent=False)


def test_whoever_asked_a_minute_ago_is_forgotten_and_not_before() -> None:
    throttle = Throttle(1)
    throttle.ask(1, NOW)
    throttle.ask(2, NOW + at(59))
    assert len(throttle._asked) == 2
    throttle.ask(2, NOW + at(60))
    assert list(throttle._asked) == [2]


def test_a_warning_of_a_minute_ago_does_not_silence_the_next_one() -> None:
    throttle = Throttle(1)
    throttle.ask(2, NOW + at(5))
    throttle.ask(1, NOW + at(10))
    assert throttle.ask(1, NOW + at(11)) == TooMany(NOW + at(70), silent=False)
    throttle.ask(2, NOW + at(65))  # nobody is forgotten for the next minute
    assert throttle.ask(1, NOW + at(70)) == Granted()
    assert throttle.ask(1, NOW + at(71)) == TooMany(NOW + at(130), silent=False)


def test_nobody_is_met_with_silence_later_than_they_were_told_to_come_back() -> None:
    throttle, told_until = Throttle(3), NOW
    for second in (0, 1, 30, 31, 45, 60, 60.5, 61, 62, 89, 90, 91, 92, 120, 121, 122, 150, 151, 200):
        verdict = throttle.ask(1, NOW + at(second))
        if isinstance(verdict, TooMany):
            assert verdict.silent == (NOW + at(second) < told_until), second
            told_until = verdict.until


def test_whoever_comes_back_when_they_were_told_to_is_granted() -> None:
    for most in (1, 2, 20):
        throttle, now = Throttle(most), NOW
        for _ in range(5):
            while isinstance(verdict := throttle.ask(1, now), Granted):
                now += at(0.5)
            assert not verdict.silent
            now = verdict.until


def test_nobody_is_mute_after_a_clock_that_was_ahead() -> None:
    throttle, ahead = Throttle(1), NOW + timedelta(days=365)
    throttle.ask(1, ahead)
    throttle.ask(1, ahead + at(1))
    assert throttle.ask(1, NOW) == Granted()
    assert throttle.ask(1, NOW + at(1)) == TooMany(NOW + at(60), silent=False)


def test_a_question_that_a_clock_ahead_by_no_more_than_a_minute_dated_still_counts() -> None:
    throttle = Throttle(1)
    throttle.ask(1, NOW + at(60))
    assert throttle.ask(1, NOW) == TooMany(NOW + at(120), silent=False)


def test_who_asks_three_times_in_one_instant_is_warned_once() -> None:
    throttle = Throttle(1)
    asked = [throttle.ask(1, NOW) for _ in range(3)]
    assert asked == [Granted(), TooMany(NOW + at(60), silent=False), TooMany(NOW + at(60), silent=True)]


def test_who_is_idle_is_looked_for_once_a_minute_however_many_ask() -> None:
    throttle = Throttle(1)
    for person, second in ((1, 0), (2, 30), (3, 60), (4, 95)):
        throttle.ask(person, NOW + at(second))
    assert list(throttle._asked) == [2, 3, 4]
