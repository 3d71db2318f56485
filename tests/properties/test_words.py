"""Reading words fast finds the same words and stems as reading them by the definition."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.question import Question, QuestionId
from bot.core.summary import stems_of
from bot.core.words import APOSTROPHES, read
from tests.properties.plain_words import plain_stems, plain_tokens, plain_words

PIECES = st.sampled_from(
    [
        *("l'eau", "jusqu’à", "prud'hommes", "Ç'a", "'a'", "d''or", "LORSQU'ON", "ç'", "quelqu'un"),
        *(
            "outre",
            "Outre-mer",
            "OUTRE\u2011MER",
            "mer",
            "outre-merci",
            "coutre",
            "n.o.",
            "n&o",
            "R&D",
            "S.N.C.F.",
            "U.E",
        ),
        *("n°", "N°", "n", "no", "No.", "numéro", "NUMÉRO", "º", "№", "12", "2", "000", "1.250", "2e", "1ère", "m²"),
        *(
            "œuvre",
            "Ægir",
            "ﬁn",
            "x\u0301y",
            "é\u0301",
            "ß",
            "µg",
            "¨",
            "½",
            "İ",
            "ŵ",
            "τ",
            "—",
            "…",
            "€",
            "\u00ad",
            "\ufdfa",
        ),
        *("données", "don", "actives", "yeux", "a" * 60, "_", "snake_case", "", "\n", "\xa0", "\u2028", "\u200b", " "),
    ]
)
SEPARATORS = st.sampled_from([" ", " ", " ", "", "-", "'", ". ", ", ", "\n", "\xa0", *APOSTROPHES])
MADE = st.lists(st.tuples(PIECES | st.text(max_size=3), SEPARATORS), max_size=12).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs)
)
LONG = " Le lycée de l'île d'Yeu, où l'on étudie la mer." * 6
"""So long that its words are read by pieces."""


@given(MADE | st.text(), st.sampled_from(["", LONG]))
@example("n.o. 12, n&o 12 et 2 n° 000", "")
@example("x\u0301y", LONG)
def test_fast_words_and_stems_are_those_of_the_definition(text: str, rest: str) -> None:
    found = read(text + rest)
    assert found.folded == plain_words(text + rest)
    assert found.stems == plain_stems(text + rest)


@given(MADE | st.text(), st.sampled_from(["", LONG]))
def test_what_is_indexed_is_what_the_definition_says(text: str, rest: str) -> None:
    assert stems_of(Question(QuestionId.of_legislature(17, 1), text=text + rest)).text == plain_tokens(text + rest)
