"""The pages of a chat's settings, whose buttons change them.

A button's data is `set:<field>:<value>` with the value that it asks for, so that pressing twice does no harm.
`set:page:…` turns to another page.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from bot.core import chambers, preference_edits
from bot.core.chambers.chamber import Chamber
from bot.core.change import Kind
from bot.core.preferences import IssueScope, When
from bot.core.typed_settings import PAGE, UNTIL
from bot.messages.message import Button, Keyboard, Message, visible
from bot.messages.parts import joined
from bot.messages.phrases import Phrases
from bot.messages.settings import (
    GROUPS,
    SettingsView,
    paused_line,
    summary,
    weekly_lines,
    what_line,
    when_line,
    zone_label,
    zone_line,
)

SET = "set"
LANGUAGE = "language"
"""The chat's language: with `PAGE`, which turns pages, a field of a button's data that is no preference."""

MAIN, DONE, WHAT, FROM = "main", "done", "what", "from"
SIGN_PAGE = preference_edits.ISSUES[0]
LANGUAGES = {"fr": "Français", "en": "English"}
IN_A_ROW = 4

Row = tuple[Button, ...]
Parts = tuple[Sequence[Markup | None], Sequence[Row]]


def page(words: Phrases, shown: SettingsView, name: str) -> Message:
    """One page of the settings. Raises ValueError for an unknown page."""
    first, _, hour = name.partition("-")
    if first == UNTIL:
        return _until(words, shown, preference_edits.hour_of(hour))
    if name in (MAIN, DONE):
        html = words.say("settings") + "\n\n" + summary(words, shown)
        return Message(html, _main_buttons(words, shown) if name == MAIN else ())
    make = PAGES.get(name)
    if make is None or (name == preference_edits.WHO and shown.kind not in GROUPS):
        raise ValueError(f"no such page: {name[:20]!r}")
    said, rows = make(words, shown)
    return Message(joined([*said]), (*rows, (_turn(words.text("set-back"), _BACK.get(name, MAIN)),)))


def page_after(field: str) -> str:
    """The page to show after a field was changed: the one on which people are likely to go on."""
    stays = {
        preference_edits.WHEN: preference_edits.WHEN,
        preference_edits.HOUR: preference_edits.WHEN,
        preference_edits.ANSWERS: preference_edits.WHEN,
        **{issue: issue for issue in preference_edits.ISSUES},
        preference_edits.SIGN: SIGN_PAGE,
    }
    return WHAT if field in (preference_edits.TELL, preference_edits.HUSH) else stays.get(field, MAIN)


def _main_buttons(words: Phrases, shown: SettingsView) -> Keyboard:
    names = [
        preference_edits.WHEN,
        preference_edits.QUIET,
        preference_edits.SOUND,
        preference_edits.ZONE,
        WHAT,
        *preference_edits.ISSUES,
        LANGUAGE,
        preference_edits.PAUSE,
    ]
    if shown.kind in GROUPS:
        names.append(preference_edits.WHO)
    issues = {issue.name: visible(words.of_chamber("set-issue", chamber)) for chamber, issue in chambers.issuing()}
    rows = _rows([_turn(issues.get(name) or words.text(f"set-{name}"), name) for name in names], 2)
    if shown.preferences.is_paused(shown.now):
        rows.insert(0, (_edit(words.text("set-resume"), preference_edits.PAUSE, preference_edits.NONE),))
    return (*rows, (_turn(words.text("set-done"), DONE),))


def _when_page(words: Phrases, shown: SettingsView) -> Parts:
    preferences = shown.preferences
    rows = [
        (_option(words.text(f"set-{when}"), preference_edits.WHEN, when.value, when is preferences.when),)
        for when in When
    ]
    if preferences.when is not When.AT_ONCE:
        rows.append((_turn(words.text("set-hour", hour=words.hour(preferences.digest_hour)), preference_edits.HOUR),))
        is_on = preferences.answers_at_once
        rows.append(
            (
                _box(
                    words.text("set-answers"),
                    preference_edits.ANSWERS,
                    preference_edits.NO if is_on else preference_edits.YES,
                    is_on,
                ),
            )
        )
    return [words.say("settings-about-when"), Markup(""), when_line(words, preferences)], rows


def _hour_page(words: Phrases, shown: SettingsView) -> Parts:
    hours = [
        _option(words.hour(hour).unescape(), preference_edits.HOUR, str(hour), hour == shown.preferences.digest_hour)
        for hour in range(24)
    ]
    return [words.say("settings-about-hour"), zone_line(words, shown)], _rows(hours, IN_A_ROW)


def _quiet_page(words: Phrases, shown: SettingsView) -> Parts:
    chosen = shown.preferences.quiet
    offered = list(preference_edits.QUIET_HOURS)
    if chosen is not None and chosen not in offered:
        offered.append(chosen)
    rows = [(_option(words.text("set-no-quiet"), preference_edits.QUIET, preference_edits.NONE, chosen is None),)]
    for first, end in offered:
        text = words.text("set-hours", first=words.hour(first), end=words.hour(end))
        rows.append((_option(text, preference_edits.QUIET, f"{first}-{end}", (first, end) == chosen),))
    rows.append((_turn(words.text("set-other-hours"), FROM),))
    return [words.say("settings-about-quiet"), zone_line(words, shown)], rows


def _from_page(words: Phrases, shown: SettingsView) -> Parts:
    hours = [_turn(words.hour(hour).unescape(), f"{UNTIL}-{hour}") for hour in range(24)]
    return [words.say("settings-about-from")], _rows(hours, IN_A_ROW)


def _until(words: Phrases, shown: SettingsView, first: int) -> Message:
    hours = [
        _edit(words.hour(hour).unescape(), preference_edits.QUIET, f"{first}-{hour}")
        for hour in range(24)
        if hour != first
    ]
    back = (_turn(words.text("set-back"), FROM),)
    return Message(words.say("settings-about-until", first=words.hour(first)), (*_rows(hours, IN_A_ROW), back))


def _sound_page(words: Phrases, shown: SettingsView) -> Parts:
    is_silent = shown.preferences.silent
    rows = [
        (_option(words.text("set-sound-yes"), preference_edits.SOUND, preference_edits.YES, not is_silent),),
        (_option(words.text("set-sound-no"), preference_edits.SOUND, preference_edits.NO, is_silent),),
    ]
    return [words.say("settings-about-sound")], rows


def _zone_page(words: Phrases, shown: SettingsView) -> Parts:
    chosen = shown.preferences.zone
    zones = [
        _option(zone_label(words, zone), preference_edits.ZONE, zone, zone == chosen) for zone in preference_edits.ZONES
    ]
    return [words.say("settings-about-zone"), Markup(""), zone_line(words, shown)], _rows(zones, 2)


def _what_page(words: Phrases, shown: SettingsView) -> Parts:
    off = shown.preferences.off
    kinds = []
    for kind in Kind:
        text, is_on = words.text(f"kind-{kind}"), kind not in off
        kinds.append(
            _box(
                text[:1].upper() + text[1:],
                preference_edits.HUSH if is_on else preference_edits.TELL,
                kind.value,
                is_on,
            )
        )
    every = [
        _edit(words.text("set-tell-all"), preference_edits.TELL, preference_edits.ALL),
        _edit(words.text("set-hush-all"), preference_edits.HUSH, preference_edits.ALL),
    ]
    rows = [*((kind,) for kind in kinds), tuple(every)]
    return [words.say("settings-about-what"), Markup(""), what_line(words, shown.preferences)], rows


def _issue_page(chamber: Chamber, name: str, words: Phrases, shown: SettingsView) -> Parts:
    """Which of a chamber's questions the chat is told of once a week; and, on the first such page, the sign of life."""
    wanted, is_on = shown.preferences.scope(name), shown.preferences.sign_of_life
    rows = [
        (_option(visible(words.of_chamber(f"set-issue-{each}", chamber)), name, each.value, each is wanted),)
        for each in IssueScope
    ]
    said: list[Markup | None] = [words.of_chamber("settings-about-issue", chamber)]
    if name in shown.unread:
        said += [Markup(""), words.of_chamber("settings-issue-unread", chamber)]
    if name == SIGN_PAGE:
        value = preference_edits.NO if is_on else preference_edits.YES
        rows.append((_box(words.text("set-sign"), preference_edits.SIGN, value, is_on),))
        said += [Markup(""), words.say("settings-about-sign")]
    lines = weekly_lines(words, shown.preferences)
    return [*said, *([Markup(""), *lines] if lines else [])], rows


def _language_page(words: Phrases, shown: SettingsView) -> Parts:
    rows = [(_option(name, LANGUAGE, code, code == shown.language),) for code, name in LANGUAGES.items()]
    return [words.say("settings-about-language")], rows


def _pause_page(words: Phrases, shown: SettingsView) -> Parts:
    rows = [
        (_edit(words.text(f"set-pause-{value}"), preference_edits.PAUSE, value),)
        for value in (preference_edits.DAY, preference_edits.WEEK, preference_edits.OPEN)
    ]
    said: list[Markup | None] = [words.say("settings-about-pause")]
    if paused := paused_line(words, shown):
        rows.append((_edit(words.text("set-resume"), preference_edits.PAUSE, preference_edits.NONE),))
        said += [Markup(""), paused]
    return said, rows


def _who_page(words: Phrases, shown: SettingsView) -> Parts:
    everybody = shown.preferences.everybody
    rows = [
        (_option(words.text("set-who-admins"), preference_edits.WHO, preference_edits.ADMINISTRATORS, not everybody),),
        (_option(words.text("set-who-all"), preference_edits.WHO, preference_edits.ALL, everybody),),
    ]
    return [words.say("settings-about-who")], rows


def _edit(text: str, field: str, value: str) -> Button:
    return Button(text, callback=f"{SET}:{field}:{value}")


def _turn(text: str, name: str) -> Button:
    return _edit(text, PAGE, name)


def _option(text: str, field: str, value: str, is_chosen: bool) -> Button:
    """A button for one of several values; the present value is marked."""
    return _edit(f"✅ {text}" if is_chosen else text, field, value)


def _box(text: str, field: str, value: str, is_on: bool) -> Button:
    """A button for a setting that is on or off; it asks for the opposite."""
    return _edit(f"{'✅' if is_on else '⬜️'} {text}", field, value)


def _rows(buttons: list[Button], length: int) -> list[Row]:
    return [tuple(buttons[start : start + length]) for start in range(0, len(buttons), length)]


PAGES: Mapping[str, Callable[[Phrases, SettingsView], Parts]] = {
    preference_edits.WHEN: _when_page,
    preference_edits.HOUR: _hour_page,
    preference_edits.QUIET: _quiet_page,
    FROM: _from_page,
    preference_edits.SOUND: _sound_page,
    preference_edits.ZONE: _zone_page,
    WHAT: _what_page,
    **{issue.name: partial(_issue_page, chamber, issue.name) for chamber, issue in chambers.issuing()},
    LANGUAGE: _language_page,
    preference_edits.PAUSE: _pause_page,
    preference_edits.WHO: _who_page,
}
_BACK = {preference_edits.HOUR: preference_edits.WHEN, FROM: preference_edits.QUIET}
