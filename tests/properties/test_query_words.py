"""A word that a button adds or excludes, for any query and any question."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching import document_of, has, matches
from bot.core.query import Query, Word
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.query_words import Change, Edit, edited, to_take_off
from bot.core.question import Question
from bot.core.stems import stem
from bot.core.words import words_of
from tests.properties.test_matching import QUERIES, questions
from tests.properties.test_queries import TYPED

WORDS = st.sampled_from(["santé", "eaux", "cloud", "don", "mère"])


@given(QUERIES | TYPED, st.builds(Edit, st.sampled_from(Change), WORDS | st.text(max_size=8)))
def test_a_changed_query_can_be_typed_and_a_second_press_changes_nothing(text: str, edit: Edit) -> None:
    query = read_query(text)
    if isinstance(query, Query) and (changed := edited(query, edit)) is not None:
        assert read_query(text_of(changed)) == changed
        assert edited(changed, edit) == changed


@given(QUERIES, WORDS, questions())
def test_an_added_word_is_asked_for_and_an_excluded_one_is_not(text: str, word: str, question: Question) -> None:
    query, document = read_query(text), document_of(question)
    (folded,) = words_of(word)
    term = Word(stem(folded), folded, word)
    if not isinstance(query, Query) or term in query.terms():
        return
    for change, is_wanted in ((Change.ADD, True), (Change.EXCLUDE, False)):
        changed = edited(query, Edit(change, word))
        if changed is not None:
            assert matches(changed, document) == (matches(query, document) and has(term, document) is is_wanted)
            taken_back = edited(changed, Edit(Change.TAKE_OFF, word))
            assert taken_back is not None
            assert taken_back.key == query.key


@given(QUERIES | TYPED)
def test_each_word_that_is_offered_to_be_taken_off_is_one_that_a_button_can_take_off(text: str) -> None:
    query = read_query(text)
    if isinstance(query, Query):
        for edit in to_take_off(query):
            assert edited(query, edit) not in (None, query)
