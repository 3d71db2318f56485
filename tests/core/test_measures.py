"""What is counted: numbers by their labels, distributions by their bounds, and never more series than are bounded."""

from bot.core import measures
from bot.core.measures import (
    EVENTS,
    FAMILIES,
    HANDLING_SECONDS,
    MOST_SERIES,
    OTHER,
    SENDS,
    UNREADABLE_RECORDS,
    Counter,
    Gauge,
    Histogram,
    Measures,
)


def test_a_counter_adds_up_for_each_of_its_labels() -> None:
    counted = Measures()
    counted.count(SENDS, "alert", "sent")
    counted.count(SENDS, "alert", "sent", by=2)
    counted.count(SENDS, "reply", "sent")
    assert counted.values(SENDS) == {("alert", "sent"): 3, ("reply", "sent"): 1}
    assert counted.values(EVENTS) == {}


def test_a_gauge_keeps_its_last_value() -> None:
    counted = Measures()
    for value in (7, 0):
        counted.set(UNREADABLE_RECORDS, "archive-17", value=value)
    assert counted.values(UNREADABLE_RECORDS) == {("archive-17",): 0}


def test_a_distribution_counts_what_is_at_most_as_large_as_each_bound() -> None:
    counted = Measures()
    for seconds in (0.001, 0.01, 0.011, 31):
        counted.observe(HANDLING_SECONDS, seconds, "handled")
    found = counted.distributions(HANDLING_SECONDS)[("handled",)]
    assert found.up_to() == [2, *[3] * 10, 4]
    assert round(found.total, 3) == 31.022


def test_whatever_the_labels_are_their_number_is_bounded() -> None:
    counted = Measures()
    for number in range(MOST_SERIES + 5):
        counted.count(SENDS, "alert", str(number))
    counted.count(SENDS, "alert", "0")
    found = counted.values(SENDS)
    assert len(found) == MOST_SERIES + 1
    assert found["alert", "0"] == 2
    assert found[OTHER, OTHER] == 5


def test_every_family_that_is_declared_is_told() -> None:
    declared = [each for each in vars(measures).values() if isinstance(each, Counter | Gauge | Histogram)]
    assert list(FAMILIES) == declared
    assert len({each.name for each in FAMILIES}) == len(FAMILIES)
