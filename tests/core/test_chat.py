"""The language in which a person is spoken to."""

import pytest

from bot.core.chat import language_of


@pytest.mark.parametrize(
    ("code", "language"),
    [
        (None, "fr"),
        ("", "fr"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR", "fr"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "en"),
    ],
)
def test_a_person_is_spoken_to_in_french_unless_their_telegram_says_otherwise(code: str | None, language: str) -> None:
    assert language_of(code) == language
