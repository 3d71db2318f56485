"""Reads settings that people type: the words on the settings' buttons, and other words for the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from bot.core import preference_edits
from bot.core.preferences import UNTIL_ASKED, IssueScope, Preferences, When
from bot.core.typed_settings import PAGE, Edit, Label, Suggestions, phrase, read_setting
from bot.messages.message import Button, Keyboard, Message
from bot.messages.phrases import LANGUAGES, Phrases, phrases
from bot.messages.settings import SettingsView
from bot.messages.settings_pages import DONE, LANGUAGE, MAIN, PAGES, SET, WHAT, page
from bot.messages.zone_names import place, zone_names

_MARKS = ("✅ ", "⬜️ ")


def _of_issues(scope: IssueScope, words: str) -> dict[tuple[str, str, str], str]:
    return {(issue, issue, scope): words for issue in preference_edits.ISSUES}


_OTHER_WORDS: dict[tuple[str, str], str] = {
    (PAGE, preference_edits.WHEN): "quand, when, fréquence, frequency, résumé, résumés, summary",
    (PAGE, preference_edits.HOUR): "heure, hour, time, heure du résumé, time of the summary",
    (PAGE, preference_edits.QUIET): "calme, calmes, quiet, heures calmes, quiet hours",
    (PAGE, preference_edits.SOUND): "son, sound",
    (PAGE, preference_edits.ZONE): "fuseau, fuseau horaire, zone, time zone, timezone",
    (PAGE, WHAT): "quoi, what, alertes, alerts",
    (PAGE, "tuesday"): "mardi, tuesday, Tuesday issue, numéro du mardi, journal officiel, JO",
    (PAGE, "thursday"): "jeudi, thursday, Thursday issue, numéro du jeudi, journal officiel du Sénat, JO Sénat, Sénat",
    (PAGE, LANGUAGE): "langue, language, lang",
    (PAGE, preference_edits.PAUSE): "pause",
    (preference_edits.WHEN, When.AT_ONCE): "aussitôt, at once, immédiatement, immediately, tout de suite",
    (preference_edits.WHEN, When.DAILY): "quotidien, quotidienne, daily, tous les jours, chaque jour, every day",
    (preference_edits.WHEN, When.WEEKLY): (
        "hebdomadaire, hebdo, weekly, toutes les semaines, chaque semaine, every week, "
        "tous les mardis, chaque mardi, every Tuesday"
    ),
    (
        preference_edits.SOUND,
        preference_edits.NO,
    ): "silencieux, silencieusement, silence, silent, silently, muet, sans son, no sound",
    (preference_edits.SOUND, preference_edits.YES): "sonore, avec son, with sound",
    (preference_edits.PAUSE, preference_edits.NONE): "reprendre, fin de la pause, end of the pause",
    (LANGUAGE, "fr"): "français, french, fr",
    (LANGUAGE, "en"): "anglais, english, en",
}
_INNER_WORDS: dict[tuple[str, str, str], str] = {
    (preference_edits.SOUND, preference_edits.SOUND, preference_edits.YES): "oui, yes, on",
    (preference_edits.SOUND, preference_edits.SOUND, preference_edits.NO): "non, no, off, sans, without",
    (
        preference_edits.QUIET,
        preference_edits.QUIET,
        preference_edits.NONE,
    ): "non, no, off, aucune, none, sans, jamais, never",
    (preference_edits.PAUSE, preference_edits.PAUSE, preference_edits.DAY): "jour, day, 1 jour, 1 day, 24 h",
    (
        preference_edits.PAUSE,
        preference_edits.PAUSE,
        preference_edits.WEEK,
    ): "semaine, week, 1 semaine, 1 week, 7 jours, 7 days",
    (preference_edits.PAUSE, preference_edits.PAUSE, preference_edits.OPEN): "oui, yes, on",
    (
        preference_edits.PAUSE,
        preference_edits.PAUSE,
        preference_edits.NONE,
    ): "non, no, off, fin, end, stop, reprendre, resume",
    **_of_issues(
        IssueScope.ALL,
        "tout, toute, toutes, all, oui, yes, on, législature, legislature, toutes les questions, all questions",
    ),
    **_of_issues(
        IssueScope.OWN, "suivi, suivies, ce que je suis, mes questions, my questions, what I follow, veilles, watches"
    ),
    **_of_issues(IssueScope.NONE, "non, no, off, rien, none, nothing, aucun, jamais, never"),
    (WHAT, preference_edits.TELL, preference_edits.ALL): "tout, toutes, everything, all",
    (WHAT, preference_edits.HUSH, preference_edits.ALL): "rien, nothing, none, aucune",
    (
        preference_edits.WHO,
        preference_edits.WHO,
        preference_edits.ALL,
    ): "tous, tout le monde, everybody, everyone, membres, members, all",
    (
        preference_edits.WHO,
        preference_edits.WHO,
        preference_edits.ADMINISTRATORS,
    ): "administrateurs, administrators, admins, admin",
}
"""Words that mean a button only if its page was named too."""


def labels(shown: SettingsView, language: str) -> list[Label]:
    """The words of each button that a chat has, in its own `language` first, and the other words for the same."""
    found = [label for each in sorted(LANGUAGES, key=lambda one: one != language) for label in _of_buttons(shown, each)]
    texts = {(label.field, label.value): label.text for label in reversed(found)}
    said = [replace(label, text=texts[label.field, label.value]) for label in found]
    pages = {label.value for label in said if label.field == PAGE} | {preference_edits.HOUR}
    for (field, value), words in _OTHER_WORDS.items():
        text = texts.get((field, str(value)), words.partition(",")[0])
        said += [Label(text, phrase(word), _page_of(field), field, str(value)) for word in words.split(",")]
    for (name, field, value), words in _INNER_WORDS.items():
        if name in pages:
            text = texts.get((field, value), words.partition(",")[0])
            said += [Label(text, phrase(word), name, field, value, inner=True) for word in words.split(",")]
    return said


def read_edit(text: str, shown: SettingsView, language: str) -> Edit | Suggestions:
    """Reads the words typed after /settings, for a chat whose settings are `shown`."""
    return read_setting(text, labels(shown, language), zone_names())


def is_setting(text: str) -> bool:
    """Whether a text names a setting, or a value of one, that any chat can have."""
    return isinstance(read_setting(text, _of_any_chat(), zone_names()), Edit)


def suggest(words: Phrases, typed: str, near: Suggestions, shown: SettingsView) -> Message:
    """Says that a word was not understood, above buttons for the nearest settings, or for all where none is near."""
    all_there_is = near.page or MAIN
    offered = [(_button(label.text, label.field, label.value),) for label in near.labels]
    offered += [(_button(place(words, zone), preference_edits.ZONE, zone),) for zone in near.zones]
    if not offered:
        return Message(words.say("settings-unknown", typed=typed), page(words, shown, all_there_is).buttons)
    rows: Keyboard = (*offered, (_button(words.text("settings-other-buttons"), PAGE, all_there_is),))
    return Message(words.say("settings-nearest", typed=typed), rows)


@cache
def _of_any_chat() -> tuple[Label, ...]:
    resting = Preferences(when=When.DAILY, paused_until=UNTIL_ASKED)
    return tuple(labels(SettingsView(resting, "supergroup", "fr", datetime(2000, 1, 1, tzinfo=UTC)), "fr"))


def _of_buttons(shown: SettingsView, language: str) -> Iterator[Label]:
    words = phrases(language)
    preferences = shown.preferences
    if preferences.when is When.AT_ONCE:  # then the page lacks the buttons of a digest
        shown = replace(shown, preferences=replace(preferences, when=When.DAILY))
    own = {button.callback: button.text for row in page(words, shown, MAIN).buttons for button in row}
    names = [MAIN, *(name for name in PAGES if name == preference_edits.HOUR or f"{SET}:{PAGE}:{name}" in own)]
    for name in names:
        for row in page(words, shown, name).buttons:
            yield from (label for button in row if (label := _label(button, name)))


def _label(button: Button, name: str) -> Label | None:
    _, field, value = (button.callback or "").split(":", 2)
    if field == PAGE and value in (
        MAIN,
        DONE,
        preference_edits.HOUR,
    ):  # this button shows the present hour; its words, typed, ask for that hour
        return None
    text = button.text
    for mark in _MARKS:
        text = text.removeprefix(mark)
    box = (
        field in (preference_edits.TELL, preference_edits.HUSH, preference_edits.ANSWERS, preference_edits.SIGN)
        and value != preference_edits.ALL
    )
    inner = field == preference_edits.HOUR or (field, value) == (preference_edits.QUIET, preference_edits.NONE)
    return Label(text, phrase(text), name, field, value, box, inner)


def _page_of(field: str) -> str:
    return MAIN if field == PAGE else field


def _button(text: str, field: str, value: str) -> Button:
    return Button(text, callback=f"{SET}:{field}:{value}")
