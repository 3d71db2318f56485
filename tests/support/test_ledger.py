"""The ledger notices every wrong that it is there to notice."""

from tests.support.ledger import Ledger


def test_a_fact_that_is_due_and_told_once_is_right() -> None:
    ledger = Ledger[str]()
    ledger.owe(["answered"])
    assert ledger.lost == {"answered": 1}
    assert ledger.tell("answered") is None
    assert (ledger.lost, ledger.repeated, ledger.invented) == ({}, {}, set())


def test_a_fact_that_is_told_more_often_than_it_is_due_is_repeated() -> None:
    ledger = Ledger[str]()
    ledger.owe(["comment", "comment"])
    assert [ledger.tell("comment") for _ in range(4)] == [None, None, "twice", "twice"]
    assert ledger.repeated == {"comment": 2}


def test_a_fact_that_never_happened_is_false_and_repeated_from_its_second_time_on() -> None:
    ledger = Ledger[str]()
    assert ledger.tell("reopened") == "false"
    assert (ledger.invented, ledger.repeated) == ({"reopened"}, {})
    ledger.tell("reopened")
    assert ledger.repeated == {"reopened": 1}


def test_an_allowed_fact_is_right_whether_it_is_told_or_not() -> None:
    ledger = Ledger[str]()
    ledger.allow(["overdue"])
    assert ledger.lost == {}
    assert ledger.tell("overdue") is None
    assert ledger.tell("overdue") == "twice"


def test_owing_other_facts_alone_forgets_what_was_lost_and_not_what_was_told() -> None:
    ledger = Ledger[str]()
    ledger.owe(["card", "comment"])
    ledger.tell("card")
    ledger.owe_only(["answered"])
    assert ledger.lost == {"answered": 1}
    assert ledger.told == {"card": 1}
