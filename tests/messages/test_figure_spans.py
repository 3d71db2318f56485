"""How far back a chamber's file reaches is said below its figures."""

from typing import ClassVar

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.messages.figures import spans
from bot.messages.phrases import phrases
from tests.messages.reading import EN, FR, NBSP
from tests.support.chambers import DIET, Diet


class Recent(Diet):
    """A Diet whose file has the questions of the last half-year."""

    months_listed: ClassVar[int] = 6


def test_a_file_of_some_months_is_said_to_be_one_and_a_whole_one_is_not() -> None:
    french = [each.replace(NBSP, " ") for each in spans(FR, [ASSEMBLEE, SENAT, DIET, Recent()])]
    assert french == [
        "Sénat : les questions des douze derniers mois.",
        "Diet : les questions des 6 derniers mois.",
    ]
    assert spans(EN, [Recent()]) == ["Diet: the questions of the last 6 months."]


@pytest.mark.parametrize(("language", "said"), [("fr", "du dernier mois"), ("en", "of the last month.")])
def test_one_month_is_said_as_one(language: str, said: str) -> None:
    class Latest(Diet):
        months_listed: ClassVar[int] = 1

    (span,) = spans(phrases(language), [Latest()])
    assert said in span
