"""Every message is one that Telegram takes, whatever a site or a person wrote, and nothing in it is forged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.core import preference_edits
from bot.core.alternatives import Alternative
from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.change import MOST_LISTED, Kind
from bot.core.chase import chase
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, today
from bot.core.delivery import DigestEntry, Happened
from bot.core.export import Loaded, Wanted
from bot.core.following import FollowedMany
from bot.core.observation import Check, Observation, Outcome
from bot.core.preferences import Preferences
from bot.core.question import Question, QuestionId
from bot.core.reference import Bare, InternalPage, Nonsense, OtherKind, OtherLegislature
from bot.core.repeat import Repeat
from bot.core.resolution import Found, NotFound, Unresolved, Why
from bot.core.typed_settings import UNTIL
from bot.messages import delegation, importing
from bot.messages.alerts import answer_alert, closing_alert, comments_alert, whole_text
from bot.messages.alternatives import see_buttons, swap_buttons
from bot.messages.card import card
from bot.messages.chase import chase_letter
from bot.messages.digest import digest, how_many_fit
from bot.messages.export import export
from bot.messages.grouped import grouped_list
from bot.messages.inline_result import offer
from bot.messages.listing import list_page, offer_all, packed, summary
from bot.messages.message import CAPTION_LIMIT, LIMIT, LONGEST_COPY, Message, cut, pieces, take, width
from bot.messages.operator import operator_report
from bot.messages.phrases import Phrases, phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    renewable_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
)
from bot.messages.replies import (
    kept_waiting,
    misread,
    missing_everywhere,
    missing_question,
    not_found,
    not_readable,
    which_legislature,
)
from bot.messages.settings import SettingsView
from bot.messages.settings_pages import DONE, FROM, LANGUAGE, MAIN, WHAT, page
from bot.standins.telegram.html import Entity, parse, utf16_length, why_not_a_url
from tests.properties.values import hostile, ids, instants, maybe_day, preferences, questions
from tests.support.readings import observed

BOT = "guetteur_bot"
HOSTS = re.compile(r"(?:[0-9-]+\.|www\.|questions\.)?(?:nosdeputes|assemblee-nationale|senat)\.fr|t\.me")
OURS = {"bold", "italic", "text_link", "strikethrough", "code", "pre", "expandable_blockquote", "date_time"}
"""The kinds of entity that our own sentences use. The hostile texts try to bring in others."""

REPORTS = ("layout", "down", "back", "label", "sweep-rejected", "sweep-unreadable", "still", "of no kind")
LONGEST_CALLBACK = 64
LONGEST_BUTTON = 100

spoken = st.sampled_from([phrases("fr"), phrases("en")])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**12) | hostile | maybe_day.map(str) | st.just("2026-11-24T10:00"),
    lambda inner: st.lists(inner, max_size=4) | st.lists(hostile, min_size=2, max_size=4),
    max_leaves=8,
)
KEYS = (
    "hunks",
    "more",
    "erratum",
    "from",
    "to",
    "on",
    "was",
    "source",
    "reason",
    "since",
    "label",
    "question",
    "by",
    "into",
    "kind",
    "state",
)
details = st.dictionaries(
    st.sampled_from([*KEYS, "questions", "count", "total", "examples"]), values, max_size=8
)  # details from the store as another version, or a mistake, may have written them


def stands_alone(entity: Entity, entities: Iterable[Entity]) -> bool:
    """Whether no link and no other text of fixed form shares its place: Telegram would drop one of the two."""
    end = entity["offset"] + entity["length"]
    return not any(
        other["offset"] < end and entity["offset"] < other["offset"] + other["length"]
        for other in entities
        if other is not entity and other["type"] in ("text_link", "code", "date_time")
    )


def is_fine(message: Message) -> None:
    """Assert what Telegram demands of a message, and what we promise."""
    parsed = parse(str(message.html))
    assert 0 < utf16_length(parsed.text) <= LIMIT
    assert 0 < width(message.plain) <= LIMIT
    assert {entity["type"] for entity in parsed.entities} <= OURS
    for entity in parsed.entities:
        assert entity["type"] != "date_time" or stands_alone(entity, parsed.entities)
        if "url" in entity:
            assert HOSTS.fullmatch(urlsplit(entity["url"]).hostname or "")
    for button in (button for row in message.buttons for button in row):
        assert 0 < len(button.text) <= LONGEST_BUTTON
        assert sum(does is not None for does in (button.callback, button.url, button.copy)) == 1
        assert button.copy is None or 0 < width(button.copy) <= LONGEST_COPY
        assert len((button.callback or "").encode()) <= LONGEST_CALLBACK
        if button.url is not None:
            assert why_not_a_url(button.url) is None
            assert HOSTS.fullmatch(urlsplit(button.url).hostname or "")


def all_fine(messages: Iterable[Message]) -> None:
    for message in messages:
        is_fine(message)


def observations(question: Question) -> Iterator[Observation]:
    """Observations of a question, whose sources may be well or failing."""
    yield Observation(question.id, question)
    yield observed(question.id, question, Check(None, Outcome.FAILED, "x"), Check(None, Outcome.FAILED, "x"))


@given(spoken, questions(), instants, st.booleans(), st.none() | ids)
def test_cards_and_offers(
    words: Phrases, question: Question, now: datetime, followed: bool, other: QuestionId | None
) -> None:
    stale = {"assemblee": now, "nosdeputes": now}
    for observation in observations(question):
        others = [Alternative(other, each) for each in (question, None)] if other else []
        buttons = (*swap_buttons(words, question.id, others), *see_buttons(words, others))
        is_fine(card(words, observation, now, followed, words.say("followed"), buttons, stale, BOT))
        offered = offer(words, observation, now, stale, BOT)
        is_fine(offered.message)
        assert 0 < len(offered.key.encode()) <= LONGEST_CALLBACK
        assert offered.title
        assert offered.description


@given(spoken, questions(), instants, st.lists(ids, max_size=60), st.integers(0, 10**9))
def test_alerts_of_an_end(
    words: Phrases, question: Question, now: datetime, also: list[QuestionId], further: int
) -> None:
    is_fine(answer_alert(words, question, also, further, now))
    for again in (None, *(Repeat(id, followed) for id in also[:1] for followed in (True, False))):
        is_fine(closing_alert(words, replace(question, answer=None), again))
    all_fine(whole_text(words, question)[:20])
    keys = [f"comment:{each.id}" for each in question.comments or ()] or ["comment:999"]
    is_fine(comments_alert(words, question, keys))


@given(spoken, questions(), details, instants)
def test_alerts_of_a_life(words: Phrases, question: Question, detail: dict[str, object], now: datetime) -> None:
    is_fine(corrected_alert(words, question, detail))
    is_fine(reattributed_alert(words, question, detail))
    is_fine(reopened_alert(words, question, detail))
    is_fine(signalled_alert(words, question, now))
    is_fine(renewed_alert(words, question, now))
    for key in (OVERDUE, OVERDUE_SIGNALLED):
        is_fine(overdue_alert(words, question, key))
    is_fine(renewable_alert(words, question, now))
    if found := chase(question, today(now), FIRST_LEGISLATURE):
        is_fine(chase_letter(words, found, None))


@given(spoken, st.sampled_from(REPORTS), details)
def test_reports_to_the_operator(words: Phrases, kind: str, detail: dict[str, object]) -> None:
    is_fine(operator_report(words, kind, detail))


@given(spoken, questions(), st.sampled_from([*Kind, "of no kind"]), st.integers(1, MOST_LISTED), instants)
def test_lists_and_floods(words: Phrases, question: Question, kind: str, count: int, now: datetime) -> None:
    numbered = [QuestionId.of_legislature(99, 999_900 + number) for number in range(count)]
    entries = [(id, replace(question, id=id)) for id in numbered]
    is_fine(grouped_list(words, kind, entries, 999_000, 10**6))
    is_fine(list_page(words, [*entries, (question.id, None)], 1, now, now, {"assemblee": now, "nosdeputes": now}))
    all_fine(summary(words, words.say("summary-followed", n=count), entries, now))
    all_fine(offer_all(words, words.say("summary-followed", n=count), entries, [words.say("list-empty")], now))


happenings = st.builds(Happened, st.sampled_from(Kind), st.integers(1, 30).map(lambda id: f"comment:{id}"), details)


@given(spoken, questions(), st.lists(happenings, min_size=1, max_size=12), st.integers(1, 40))
def test_digests(words: Phrases, question: Question, happened: list[Happened], count: int) -> None:
    entries = [
        DigestEntry(QuestionId.of_legislature(99, 999_900 + number), question, tuple(happened), ())
        for number in range(count)
    ]
    fitting = how_many_fit(words, entries)
    is_fine(digest(words, entries[:fitting], 999_900, 10**6))


@given(spoken, hostile.filter(bool), st.lists(st.integers(13, 17), min_size=1, max_size=5, unique=True), ids)
def test_replies(words: Phrases, word: str, legislatures: list[int], id: QuestionId) -> None:
    readings = (Nonsense(word), OtherKind("QG", word), OtherKind("QOSD", word), OtherLegislature(99, word))
    all_fine(packed([misread(words, each, 17) for each in readings] * 20, Markup("\n\n")))
    found = Found(Observation(id, None), tuple(legislatures), tuple(legislatures))
    bare = which_legislature(words, Bare(id.number), found)
    assert bare is not None
    is_fine(Message(bare))
    for unchecked in ((), (16, 15)):
        for as_of in (None, datetime(2026, 11, 28, tzinfo=UTC)):
            is_fine(Message(not_found(words, NotFound(id.number, tuple(legislatures), unchecked, as_of))))
    for why in Why:
        is_fine(Message(kept_waiting(words, id, why, words.say("here"))))
        is_fine(Message(not_readable(words, id, why)))
    for exists in (False, None):
        is_fine(Message(not_found(words, Unresolved(InternalPage(16, 5), exists))))
    all_fine([missing_question(words, id), missing_everywhere(words, id.number)])


@given(spoken, hostile, st.sampled_from(["channel", "supergroup", "group"]), questions())
def test_what_is_said_of_another_chat(words: Phrases, title: str, kind: str, question: Question) -> None:
    all_fine([delegation.chosen(words, kind, title), delegation.cannot_write(words, kind, title)])
    all_fine([delegation.which(words, kind, title), delegation.welcome(words, kind), delegation.pick(words)])
    answered = answer_alert(words, question)
    is_fine(delegation.headed(words, answered, kind, title))


PAGES = (
    preference_edits.WHEN,
    preference_edits.HOUR,
    preference_edits.QUIET,
    FROM,
    preference_edits.SOUND,
    preference_edits.ZONE,
    WHAT,
    LANGUAGE,
    preference_edits.PAUSE,
    preference_edits.WHO,
)
NAMES = (*PAGES, MAIN, DONE, f"{UNTIL}-7")


@given(spoken, preferences(), st.sampled_from(["private", "supergroup"]), instants, hostile)
def test_settings(words: Phrases, wanted: Preferences, kind: str, now: datetime, forged: str) -> None:
    shown = SettingsView(wanted, kind, words.language, now)
    for name in [*NAMES, forged]:
        try:
            is_fine(page(words, shown, name))
        except ValueError:
            assert name == forged or (name == preference_edits.WHO and kind == "private")


@given(spoken, preferences(), questions(), st.integers(0, 10**6), st.integers(1, 3), instants)
def test_exports_and_imports(
    words: Phrases, wanted: Preferences, question: Question, count: int, parts: int, now: datetime
) -> None:
    for message in export(words, [(question.id, question)] * 30, [b"{}"] * parts, now.date(), now):
        is_fine(message)
        assert message.attachment is None or width(parse(str(message.html)).text) <= CAPTION_LIMIT
    loaded = Loaded((Wanted(question.id),) * 2, count, count, wanted)
    for settings in (None, SettingsView(wanted, "supergroup", words.language, now)):
        is_fine(importing.offer(words, loaded, 1, settings))
    is_fine(importing.done(words, FollowedMany(count, count, count, count, count), count, adopted=True))


@given(hostile, st.integers(5, 5000))
def test_a_text_in_pieces_is_whole_and_each_piece_fits(text: str, room: int) -> None:
    parts = list(pieces(text, room))
    assert all(0 < width(part) <= room for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(hostile, st.integers(0, 5000))
def test_a_cut_text_fits_and_begins_as_the_whole(text: str, room: int) -> None:
    shown = cut(text, room)
    assert shown == text or text.startswith(shown.removesuffix(" […]"))
    assert width(shown) <= max(room, width(" […]"))
    assert "".join(take(text, room)) == text
