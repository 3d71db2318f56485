"""Properties of how words and queries are read, for any text whatsoever."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.stems import LONGEST, stem
from bot.core.words import tidy, words_of

PIECES = [
    "cloud",
    "Santé",
    "œuvre",
    "le",
    "2",
    "000",
    "no",
    "n°",
    "-",
    "–",
    '"',
    "«",
    "’",
    "'",
    "‘",
    "@",
    "OU",
    "ou",
    "OR",
]
PIECES += [
    ",",
    "|",
    "*",
    "ministère",
    ":",
    "état:attente",
    "législature",
    "16",
    "groupe:LR",
    " ",
    " ",
    "  ",
    "S.N.",
    "R&D",
]
PIECES += [
    "\u0301",
    "İ",
    "_",
    "(",
    ")",
    "5g",
    "1er",
    ".",
    "+",
    "\ufdfa",
    "´",
    "#",
    "état:en attente",
    "l'",
    "d’",
    " @a ",
    " @b ",
    " OU ",
    " ministère:x ",
    "année:2026",
    "depuis:2025-03",
    " @Ève-PA12 ",
    "/",
    "12",
]
TYPED = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60)


@given(TYPED)
@example("'a 'b' c' \"d 'e\" f'")
@example("ministère:2-000 @no-12 2.000.000")
def test_the_canonical_text_reads_the_same(text: str) -> None:
    found = read_query(text)
    if isinstance(found, Query):
        again = read_query(text_of(found))
        assert again == found
        assert isinstance(again, Query)
        assert text_of(again) == text_of(found)


@given(TYPED)
def test_a_query_has_no_empty_part(text: str) -> None:
    found = read_query(text)
    if isinstance(found, Query):
        assert found.alternatives
        assert all(group for group in (*found.alternatives, *found.excluded))


@given(st.text())
@example("İ ᾳ ﬃ ½ №5 n°n°12")
@example("a'b'c''d L'L'L'eau")
def test_a_word_read_again_is_itself(text: str) -> None:
    for word in words_of(text):
        assert words_of(word) == (word,)
        assert 0 < len(word) <= LONGEST
        assert 0 < len(stem(word)) <= LONGEST + 1


@given(st.text("aeésdn .'-°&0123456789lL"))
def test_a_tidy_text_has_the_words_of_the_text(text: str) -> None:
    assert "".join(words_of(tidy(text))) == "".join(words_of(text))
