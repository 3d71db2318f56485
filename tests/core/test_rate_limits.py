"""When messages are sent: Telegram's limits, holds, and the order of the queue. The clock is handed in."""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from bot.core.rate_limits import LAG, OVERALL, PRIVATE, SHARED, RateLimits, Refusals, Sent, Trips, limits_of
from bot.core.send_queue import SendQueue, Ticket

PERSON, GROUP, CHANNEL = 1001, -500, "@questions"


def sent(chats: Sequence[int | str | None], until: float, pace: float = 1.0) -> list[float]:
    """The times at which messages to these chats are sent: all wait from the start, and arrive at once."""
    return [at for at, _ in sent_and_arrived(chats, until, lambda: 0.0, pace)]


def sent_and_arrived(
    chats: Sequence[int | str | None],
    until: float,
    lasts: Callable[[], float],
    pace: float = 1.0,
    is_broadcast: bool = False,
) -> list[tuple[float, float]]:
    """The times at which each message is sent and arrives; its answer comes at the same instant."""
    rate_limits, times = RateLimits(pace), list[tuple[float, float]]()
    queue, under_way = SendQueue(rate_limits), list[tuple[float, Sent]]()
    for chat in chats:
        queue.add(Ticket(chat, is_broadcast, lambda: None), 0.0)
    now = 0.0
    while now <= until:
        for at, each in [pair for pair in under_way if pair[0] <= now]:
            rate_limits.arrived(each, at)
            under_way.remove((at, each))
        while (ticket := queue.next(now)) is not None:
            assert ticket.sent is not None
            arrival = now + lasts()
            times.append((now, arrival))
            under_way.append((arrival, ticket.sent))
            if arrival == now:
                rate_limits.arrived(ticket.sent, now)
        ready = [at for at in [queue.ready_at(), *(at for at, _ in under_way)] if at is not None and at > now]
        now = min(ready, default=until + 1)
    return times


@pytest.mark.parametrize(
    ("chat", "limits"),
    [(1, PRIVATE), (PERSON, PRIVATE), (GROUP, SHARED), (-1001234567890, SHARED), (CHANNEL, SHARED), (None, ())],
)
def test_each_kind_of_chat_has_its_limits(chat: int | str | None, limits: object) -> None:
    assert limits_of(chat) == limits


@pytest.mark.parametrize(
    ("chats", "until", "most"),
    [
        (range(1, 200), 0.99, 30),  # thirty in a second, over all
        (range(1, 200), 1.99, 60),
        ([PERSON] * 50, 0.99, 3),  # one a second in a chat, three of them at once
        ([PERSON] * 50, 2.99, 3),
        ([PERSON] * 50, 5.99, 6),
        ([GROUP] * 50, 2.99, 2),
        ([GROUP] * 50, 3.5, 4),
        ([GROUP] * 50, 5.99, 4),
        ([GROUP] * 50, 59.99, 14),  # twenty a minute in a group or a channel
        ([CHANNEL] * 50, 59.99, 14),
        ([GROUP] * 50, 119.99, 28),
    ],
)
def test_so_much_is_sent_and_no_more(chats: Sequence[int | str], until: float, most: int) -> None:
    assert len(sent(chats, until)) == most


@pytest.mark.parametrize("is_broadcast", [True, False])
@pytest.mark.parametrize("slowest", [0.001, 0.03, LAG])
def test_never_more_than_thirty_arrive_in_a_second_however_long_each_takes(is_broadcast: bool, slowest: float) -> None:
    chance = random.Random(1)
    times = sent_and_arrived(range(1, 1000), 20, lambda: chance.uniform(0, slowest), is_broadcast=is_broadcast)
    arrived = sorted(at for _, at in times)
    assert all(later - earlier >= OVERALL.seconds for earlier, later in zip(arrived, arrived[30:], strict=False))
    assert len(times) >= 0.95 * 20 * 30 / (1 + slowest)


@pytest.mark.parametrize(
    "ways",
    [
        pytest.param(lambda chance: (0.075, 0.075), id="even"),
        pytest.param(lambda chance: (0.15, 0.0), id="long there"),
        pytest.param(lambda chance: (0.0, 0.15), id="long back"),
        pytest.param(lambda chance: (chance.uniform(0.04, 0.06), chance.uniform(0.04, 0.06)), id="a little uneven"),
        pytest.param(lambda chance: (0.05 + chance.expovariate(200), 0.05), id="late now and then"),
    ],
)
def test_a_long_way_to_telegram_costs_little_and_earns_no_refusal(
    ways: Callable[[random.Random], tuple[float, float]],
) -> None:
    chance = random.Random(7)
    rate_limits, now, arrived, answers = RateLimits(), 0.0, list[float](), list[tuple[float, Sent]]()
    for chat in range(1, 1500):
        while rate_limits.ready_at(is_broadcast=False) > now:
            due = min((at for at, _ in answers), default=now + 1)
            now = max(now, min(due, rate_limits.ready_at(is_broadcast=False)))
            for at, each in [pair for pair in answers if pair[0] <= now]:
                rate_limits.arrived(each, at)
                answers.remove((at, each))
        there, back = ways(chance)
        arrived.append(now + there)
        answers.append((now + there + back, rate_limits.take(chat, now, is_broadcast=False)))
    arrived.sort()
    windows = [later - earlier for earlier, later in zip(arrived, arrived[30:], strict=False)]
    assert min(windows) >= OVERALL.seconds - 1e-9
    assert len(arrived) / now >= 0.95 * OVERALL.most


@pytest.mark.parametrize(
    ("trips", "surely"),
    [
        ([0.1] * 15, 0.0),
        ([0.1] * 16, 0.1),
        ([0.08] + [0.1] * 30, 0.06),
        ([0.01] + [0.1] * 30, 0.0),
        ([0.01] + [0.1] * 64, 0.1),
        ([0.1] * 40 + [9.0] * 20, 0.1),
        ([0.1] * 30 + [0.12] * 34, 0.08),
    ],
)
def test_what_a_trip_takes_for_sure_is_well_below_the_shortest(trips: list[float], surely: float) -> None:
    known = Trips()
    for trip in trips:
        known.add(trip)
    assert known.surely == pytest.approx(surely)


@pytest.mark.parametrize("pace", [1.0, 10.0])
def test_messages_whose_answers_do_not_come_hold_up_the_others_for_a_moment_alone(pace: float) -> None:
    times = sent_and_arrived(range(1, 1000), 10 / pace, lambda: 1000.0, pace)
    assert len(times) >= 0.95 * 10 * 30 / (1 + LAG)


def test_a_server_of_ones_own_may_be_given_more() -> None:
    assert len(sent(range(1, 2000), 0.999, pace=10)) == 300
    assert len(sent([PERSON] * 100, 0.999, pace=10)) >= 9
    assert len(sent_and_arrived(range(1, 2000), 0.999, lambda: 0.0, pace=10, is_broadcast=True)) >= 290


def test_what_has_no_chat_counts_among_all() -> None:
    assert len(sent([None] * 100, 0.9)) == 30


def test_a_chat_that_is_held_is_held_alone_and_nothing_ends_it_early() -> None:
    rate_limits = RateLimits()
    rate_limits.hold(PERSON, 600.0)
    rate_limits.hold(PERSON, 5.0)
    assert rate_limits.chat_ready_at(PERSON) == 600.0
    assert rate_limits.chat_ready_at(GROUP) < 0
    assert rate_limits.ready_at(is_broadcast=False) < 0
    assert set(rate_limits.spent(599.0)) == {PERSON}
    assert set(rate_limits.spent(600.0)) == set()


def test_a_hold_of_everything_holds_everything_and_nothing_ends_it_early() -> None:
    rate_limits = RateLimits()
    rate_limits.hold_all(60.0)
    rate_limits.hold_all(2.0)
    assert rate_limits.ready_at(is_broadcast=False) == rate_limits.ready_at(is_broadcast=True) == 60.0
    assert rate_limits.next_ready(10.0) == 60.0
    assert rate_limits.next_ready(60.0) is None


def test_a_chat_whose_allowance_is_used_up_is_known_until_it_is_ready() -> None:
    rate_limits = RateLimits()
    for now in (0.0, 0.1, 0.2):
        assert set(rate_limits.spent(now)) == set()
        rate_limits.arrived(rate_limits.take(PERSON, now, is_broadcast=True), now)
    assert set(rate_limits.spent(0.3)) == {PERSON}
    ready = rate_limits.next_ready(0.3)
    assert ready is not None
    assert ready == 3.0
    assert set(rate_limits.spent(ready)) == set()
    assert rate_limits.next_ready(ready) is None


def test_a_chat_is_ready_sooner_when_its_answers_come_at_last() -> None:
    rate_limits = RateLimits()
    under_way = [rate_limits.take(PERSON, 0.0, is_broadcast=False) for _ in range(3)]
    assert rate_limits.next_ready(0.0) == LAG + 3.0
    for each in under_way:
        rate_limits.arrived(each, 0.5)
    assert rate_limits.next_ready(0.5) == 3.5


def test_a_broadcast_that_is_a_little_late_does_not_make_the_next_one_late() -> None:
    rate_limits = RateLimits()
    rate_limits.take(1, 0.0, is_broadcast=True)
    apart = rate_limits.ready_at(is_broadcast=True)
    rate_limits.take(2, apart + 0.01, is_broadcast=True)
    assert rate_limits.ready_at(is_broadcast=True) == pytest.approx(2 * apart)


def test_a_broadcast_that_missed_the_place_of_the_next_one_begins_anew() -> None:
    rate_limits = RateLimits()
    rate_limits.take(1, 0.0, is_broadcast=True)
    apart = rate_limits.ready_at(is_broadcast=True)
    rate_limits.take(2, 2 * apart, is_broadcast=True)
    assert rate_limits.ready_at(is_broadcast=True) == pytest.approx(3 * apart)


def test_the_chat_that_was_written_to_longest_ago_is_forgotten_first() -> None:
    rate_limits = RateLimits()
    rate_limits.take(GROUP, 0.0, is_broadcast=False)
    for _ in range(3):
        rate_limits.take(PERSON, 100.0, is_broadcast=False)
    assert rate_limits.chat_ready_at(PERSON) > 100.0
    assert list(rate_limits._chats) == [PERSON]


def test_what_is_remembered_does_not_grow() -> None:
    rate_limits = RateLimits()
    for number in range(20_000):
        now = number / 30
        rate_limits.take(number - 10_000, now, is_broadcast=False)
        rate_limits.spent(now)
    assert len(rate_limits._chats) <= 62 * 30
    assert len(rate_limits._spent) == 0


def test_replies_go_before_broadcasts_which_keep_an_even_distance() -> None:
    rate_limits, order = RateLimits(), list[tuple[str, float]]()
    queue = SendQueue(rate_limits)
    for chat in range(1, 100):
        queue.add(Ticket(chat, True, lambda: None), 0.0)
    now, asked = 0.0, False
    while now < 3:
        if now >= 2 and not asked:
            queue.add(Ticket(5000, False, lambda: None), now)
            asked = True
        while (ticket := queue.next(now)) is not None:
            assert ticket.sent is not None
            rate_limits.arrived(ticket.sent, now)
            order.append(("broadcast" if ticket.is_broadcast else "reply", now))
        now += 0.001
    (reply,) = [at for kind, at in order if kind == "reply"]
    assert reply - 2 < 0.1
    assert max(b - a for (_, a), (_, b) in pairwise(order)) < 0.1


def test_a_chat_that_waits_holds_up_no_other_and_keeps_its_order() -> None:
    rate_limits, went = RateLimits(), list[str]()
    queue = SendQueue(rate_limits)
    rate_limits.hold(PERSON, 10.0)
    for name in ("first", "second"):
        queue.add(Ticket(PERSON, False, lambda name=name: went.append(name)), 0.0)  # type: ignore[misc]
    queue.add(Ticket(2, False, lambda: went.append("other")), 0.0)
    for now in (0.0, 9.9, 10.0):
        while (ticket := queue.next(now)) is not None:
            ticket.go()
    assert went == ["other", "first", "second"]
    assert queue.ready_at() is None


def test_a_hold_that_comes_while_somebody_waits_is_heeded() -> None:
    rate_limits = RateLimits()
    queue = SendQueue(rate_limits)
    queue.add(Ticket(PERSON, False, lambda: None), 0.0)
    rate_limits.hold(PERSON, 20.0)
    assert queue.next(1.0) is None
    assert queue.ready_at() == 20.0
    assert queue.next(20.0) is not None


def test_who_came_first_goes_first_though_their_hold_ends_this_very_moment() -> None:
    rate_limits = RateLimits()
    rate_limits.hold(PERSON, 10.0)
    queue = SendQueue(rate_limits)
    first, second = Ticket(PERSON, False, lambda: None), Ticket(2, False, lambda: None)
    queue.add(first, 10.0)
    queue.add(second, 10.0)
    assert [queue.next(10.0), queue.next(10.0)] == [first, second]


def test_who_withdrew_is_passed_over_and_takes_nothing() -> None:
    rate_limits = RateLimits()
    queue = SendQueue(rate_limits)
    tickets = [Ticket(PERSON, False, lambda: None) for _ in range(5)]
    for ticket in tickets:
        queue.add(ticket, 0.0)
    for ticket in tickets[:4]:
        ticket.withdraw()
    assert queue.next(0.0) is tickets[4]
    assert queue.next(0.0) is None
    assert set(rate_limits.spent(0.0)) == set()


@pytest.mark.parametrize(
    ("refused", "is_whole"),
    [
        ([(None, 0.0)], True),  # without a chat, all can be meant alone
        ([(1, 0.0)], False),
        ([(1, 0.0), (1, 0.1), (1, 0.2), (1, 0.3)], False),
        ([(1, 0.0), (2, 0.1)], False),  # two can be by chance
        ([(1, 0.0), (2, 0.1), (3, 0.2)], True),
        ([(1, 50.0), (2, 50.5), (3, 51.0)], True),
        ([(1, 0.0), (2, 0.7), (3, 1.4)], False),  # spread over more than a second
        ([(1, 0.0), (2, 0.1), "taken", (3, 0.2)], False),  # something was taken: it is not everything
    ],
)
def test_several_chats_refused_at_once_are_the_whole_bot(
    refused: list[tuple[int | None, float] | str], is_whole: bool
) -> None:
    refusals, found = Refusals(), False
    for each in refused:
        if isinstance(each, str):
            refusals.taken()
        else:
            found = refusals.refused(*each)
    assert found is is_whole


@pytest.mark.parametrize("chat", [GROUP, CHANNEL])
def test_an_alert_waits_for_seconds_however_many_answers_a_group_asked_for(chat: int | str) -> None:
    rate_limits = RateLimits()
    queue = SendQueue(rate_limits)
    for _ in range(60):
        queue.add(Ticket(chat, False, lambda: None), 0.0)
    alerts, asked_at, now = list[float](), 20.0, 0.0
    while now < 60.0 and not alerts:
        if now == asked_at:
            queue.add(Ticket(chat, True, lambda: None), now)
        while (ticket := queue.next(now)) is not None:
            assert ticket.sent is not None
            rate_limits.arrived(ticket.sent, now)
            alerts += [now] * ticket.is_broadcast
        now += 0.25
    assert alerts and alerts[0] - asked_at <= 3.0
