"""The readers, on pages that no site ever made, raise `Unreadable` or return a plausible question."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.deputy import Deputy
from bot.core.question import Question
from bot.parliament.archive import read_packed
from bot.parliament.closing import LINE_LENGTH, closing_in
from bot.parliament.dates import EARLIEST, LATEST, french_date
from bot.parliament.page import NoPage, Unreadable, decode, soup, text_of
from bot.parliament.sniff import read
from bot.parliament.text import LONGEST_LINE, clean, fold, line_of, tidy, without_simple_tags
from bot.parliament.zip_reader import deflate, inflate
from tests.benchmarks import fuzz
from tests.benchmarks.mutations import broken
from tests.properties.values import hostile

KINDS = fuzz.kinds()
PAGES, SEED = 300, 17
AT_A_TIME = 50

bodies = st.one_of(st.binary(max_size=300), st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
EXAMPLES = [example for kind in KINDS for example in kind.examples]


@pytest.mark.parametrize("first", range(0, PAGES, AT_A_TIME))
def test_a_broken_page_is_understood_or_unreadable(first: int) -> None:
    wrong = {}
    for number in range(first, first + AT_A_TIME):
        _, body, reader = fuzz.page(KINDS, SEED, number)
        if (what := fuzz.trial(reader, body)) is not None:
            wrong[number] = what
    assert wrong == {}


def test_most_broken_pages_are_still_read_so_that_there_is_something_to_break() -> None:
    chance = random.Random(SEED)
    readable = 0
    for _ in range(AT_A_TIME):
        page = broken(chance, EXAMPLES[0], EXAMPLES)
        with suppress(Unreadable):
            readable += isinstance(read(page)[1], Question)
    assert AT_A_TIME // 5 < readable < AT_A_TIME


def test_a_trial_tells_what_a_reader_raises_and_what_it_makes_up() -> None:
    def fails(body: bytes) -> list[object]:
        raise KeyError("texte")

    def makes_up(body: bytes) -> list[object]:
        return [Deputy("PA1", "x" * 1000)]

    assert fuzz.trial(fails, b"") == "KeyError: 'texte'"
    assert fuzz.trial(makes_up, b"") == "a name without end"


@given(bodies, st.sampled_from(KINDS))
def test_whatever_bytes_come_no_reader_raises_anything_else(body: bytes, kind: fuzz.FuzzKind) -> None:
    for reader in kind.readers:
        assert fuzz.trial(reader, body) is None


@given(st.sampled_from(KINDS), st.binary(max_size=40), st.integers(0, 10**6), st.integers(0, 50))
def test_for_anything_put_into_a_page_no_reader_raises_another_error(
    kind: fuzz.FuzzKind, piece: bytes, place: int, gone: int
) -> None:
    page = kind.examples[place % len(kind.examples)]
    at = place % len(page)
    for reader in kind.readers:
        assert fuzz.trial(reader, page[:at] + piece + page[at + gone :]) is None


@given(hostile)
def test_markup_of_any_kind_makes_a_tree_or_none(markup: str) -> None:
    try:
        tree = soup(markup.encode())
    except NoPage:
        assert "<" not in markup or not markup.strip() or len(markup) < 2000
        return
    except Unreadable:
        return
    text = text_of(tree) or ""
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert len(line_of(tree) or "") <= LONGEST_LINE
    assert fold(fold(text)) == fold(text)


@given(hostile)
def test_a_text_that_was_cleaned_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()


@given(hostile)
def test_the_quick_way_to_plain_text_is_taken_only_where_it_is_sure(text: str) -> None:
    quick = without_simple_tags(text)
    assert quick is None or quick[0] is None or quick[0] == quick[0].strip()


@given(st.one_of(st.text(), hostile))
def test_dates_and_closings_are_told_of_lines_alone(text: str) -> None:
    day = french_date(text)
    assert day is None or EARLIEST <= day.year <= LATEST
    closing = closing_in(text)
    assert closing is None or (len(text) <= LINE_LENGTH and closing.label != "")


@given(st.dates())
def test_a_day_is_read_as_it_was_written(day: object) -> None:
    iso = str(day)
    expected = iso if EARLIEST <= int(iso[:4]) <= LATEST else "None"
    assert str(french_date(iso)) == expected
    assert str(french_date(f"le {iso[8:]}/{iso[5:7]}/{iso[:4]} à 10:12")) == expected


@given(st.binary(max_size=2000), st.integers(0, 3000))
def test_packed_bytes_are_unpacked_only_within_their_bound(body: bytes, largest: int) -> None:
    assert inflate(deflate(body), largest) == (body if len(body) <= largest else None)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_packed_record_are_unreadable(packed: bytes) -> None:
    with pytest.raises(Unreadable):
        read_packed(packed)


@given(st.binary(max_size=200))
def test_any_bytes_have_characters(body: bytes) -> None:
    assert isinstance(decode(body), str)
