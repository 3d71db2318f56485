"""The sentences of both languages: complete, used, alike in values and markup, in French typography."""

import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.core.chambers import CHAMBERS
from bot.core.change import Kind
from bot.messages import en, fr
from bot.messages.fr import letter


def forms(sentence: str | dict[str, str]) -> dict[str, str]:
    return sentence if isinstance(sentence, dict) else {"only": sentence}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_exists_in_both_languages_with_the_same_values() -> None:
    assert fr.SENTENCES.keys() == en.SENTENCES.keys()
    for key, french in fr.SENTENCES.items():
        english = en.SENTENCES[key]
        assert forms(french).keys() == forms(english).keys(), key
        for form, text in forms(french).items():
            assert placeholders(text) == placeholders(forms(english)[form]), key


def test_no_sentence_stands_under_two_subjects() -> None:
    for language in (fr, en):
        assert sum(len(subject.SENTENCES) for subject in language.SUBJECTS) == len(language.SENTENCES)


def test_every_sentence_is_said_somewhere() -> None:
    root = Path(__file__).parents[2]
    sources = [path for room in ("bot", "handlers") for path in (root / room).rglob("*.py")]
    program = "\n".join(path.read_text() for path in sources if path.parent.name not in {"fr", "en"})
    made = (
        "site-",
        "other-kind-",
        "toast-",
        "digest-",
        "not-allowed-",
        "elsewhere-barred-",
        "kind-",
        "operator-",
        "zone-",
        "watch-tells-",
        "watch-box-",
        "watch-rhythm-",
        "language-",
        "set-",
        "settings-",
        "import-bad-",
        "chart-title-",
        "life-step-",
        "life-lasted-",
        "letter-ask-",
        "table-heading-",
        "table-state-",
        "short-ask-",
        "title-",
        "name-",
        "alike-asked-",
        "alike-none-",
        "data-",
        "alert-no-text-",
        "button-unfollow-other-",
        "which-",
        "that-",
        "of-",
        "file-",
        "link-",
        "took-",
        "none-",
        "past-",
        "source-file-",
        "figures-in-time-",
        "figures-which-",
        "chart-in-time-",
        "issue-title-",
        "issue-all-",
        "no-issue-",
        "to-come-",
        "not-read-",
        "read-",
        "source-archive-",
        "stale-",
        "chamber-",
        "figures-span-",
        "button-of-",
        "alike-who-",
    )  # built from a value
    sorts = tuple(f"-{each.code}-{kind}" for each in CHAMBERS for kind in each.kinds)
    known = [key for key in (*fr.SENTENCES, *letter.SENTENCES) if not key.endswith(sorts)]
    unsaid = [key for key in known if f'"{key}"' not in program and not key.startswith(made)]
    assert [key for key in unsaid if not key.endswith("-chat")] == []


def test_what_is_said_of_a_chamber_can_be_said_of_any() -> None:
    root = Path(__file__).parents[2]
    program = "".join(path.read_text() for room in ("bot", "handlers") for path in (root / room).rglob("*.py"))
    said = set(re.findall(r'\bof_chamber\(\s*(?:words, )?"([a-z-]+)"', program))
    assert len(said) > 10
    assert {what for what in said if f"{what}-any" not in fr.SENTENCES} == set()


@pytest.mark.parametrize(
    "text",
    [form for each in (fr, letter) for sentence in each.SENTENCES.values() for form in forms(sentence).values()],
)
def test_french_is_written_as_french_typography_wants(text: str) -> None:
    seen = re.sub(r"https?://\S+|<[^>]*>", "", text)
    assert not re.search(r"(?<=[^\s\u00a0]) [:;?!»]", seen), "a plain space before high punctuation"
    assert not re.search(r"\w[:;?!](?:\s|$)", seen.replace("’", "")), "no space before high punctuation"
    assert "« " not in seen
    assert "n° " not in seen
    assert "'" not in seen, "a straight apostrophe"


class _Tags(HTMLParser):
    """Collects the tags of a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("key", sorted(fr.SENTENCES))
def test_a_sentence_has_the_same_markup_in_both_languages(key: str) -> None:
    def tags(sentence: str | dict[str, str]) -> list[str]:
        parser = _Tags()
        parser.feed(next(iter(forms(sentence).values())))
        return parser.tags

    assert tags(fr.SENTENCES[key]) == tags(en.SENTENCES[key])


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_event_has_its_words_in_settings_digests_and_lists(kind: Kind) -> None:
    for sentences in (fr.SENTENCES, en.SENTENCES):
        assert {f"kind-{kind}", f"digest-{kind}", f"flood-{kind}"} <= sentences.keys()
