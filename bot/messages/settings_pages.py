"""The pages of a chat's settings: buttons that change what holds.

A button's data is `set:<field>:<value>`, the value that it asks for: pressed twice it asks for the same. `set:page:…`
turns to another page.
"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.core import preference_edits as wishes
from bot.core.change import Kind
from bot.core.preferences import When
from bot.core.typed_settings import PAGE, UNTIL
from bot.messages.message import Button, Keyboard, Message
from bot.messages.parts import joined
from bot.messages.phrases import Phrases
from bot.messages.settings import (
    GROUPS,
    Settings,
    paused_line,
    summary,
    what_line,
    when_line,
    zone_label,
    zone_line,
)

SET = "set"
LANGUAGE = "language"
"""With `PAGE`, which page is shown, a field that is no preference: the chat's language."""

MAIN, DONE, WHAT, FROM = "main", "done", "what", "from"
LANGUAGES = {"fr": "Français", "en": "English"}
IN_A_ROW = 4

Row = tuple[Button, ...]
Parts = tuple[Sequence[Markup | None], Sequence[Row]]


def page(words: Phrases, shown: Settings, name: str) -> Message:
    """One page of the settings. Raises ValueError for a page that there is not."""
    first, _, hour = name.partition("-")
    if first == UNTIL:
        return _until(words, shown, wishes.hour_of(hour))
    if name in (MAIN, DONE):
        html = words.say("settings") + "\n\n" + summary(words, shown)
        return Message(html, _main_buttons(words, shown) if name == MAIN else ())
    make = PAGES.get(name)
    if make is None or (name == wishes.WHO and shown.kind not in GROUPS):
        raise ValueError(f"no such page: {name[:20]!r}")
    said, rows = make(words, shown)
    return Message(joined([*said]), (*rows, (_turn(words.text("set-back"), _BACK.get(name, MAIN)),)))


def page_after(field: str) -> str:
    """The page that is shown once a field was changed: the one on which people go on."""
    stays = {wishes.WHEN: wishes.WHEN, wishes.HOUR: wishes.WHEN, wishes.ANSWERS: wishes.WHEN}
    return WHAT if field in (wishes.TELL, wishes.HUSH) else stays.get(field, MAIN)


def _main_buttons(words: Phrases, shown: Settings) -> Keyboard:
    names = [wishes.WHEN, wishes.QUIET, wishes.SOUND, wishes.ZONE, WHAT, LANGUAGE, wishes.PAUSE]
    if shown.kind in GROUPS:
        names.append(wishes.WHO)
    rows = _rows([_turn(words.text(f"set-{name}"), name) for name in names], 2)
    if shown.preferences.is_paused(shown.now):
        rows.insert(0, (_wish(words.text("set-resume"), wishes.PAUSE, wishes.NONE),))
    return (*rows, (_turn(words.text("set-done"), DONE),))


def _when_page(words: Phrases, shown: Settings) -> Parts:
    preferences = shown.preferences
    rows = [(_option(words.text(f"set-{when}"), wishes.WHEN, when.value, when is preferences.when),) for when in When]
    if preferences.when is not When.AT_ONCE:
        rows.append((_turn(words.text("set-hour", hour=words.hour(preferences.digest_hour)), wishes.HOUR),))
        is_on = preferences.answers_at_once
        rows.append((_box(words.text("set-answers"), wishes.ANSWERS, wishes.NO if is_on else wishes.YES, is_on),))
    return [words.say("settings-about-when"), Markup(""), when_line(words, preferences)], rows


def _hour_page(words: Phrases, shown: Settings) -> Parts:
    hours = [
        _option(words.hour(hour).unescape(), wishes.HOUR, str(hour), hour == shown.preferences.digest_hour)
        for hour in range(24)
    ]
    return [words.say("settings-about-hour"), zone_line(words, shown)], _rows(hours, IN_A_ROW)


def _quiet_page(words: Phrases, shown: Settings) -> Parts:
    chosen = shown.preferences.quiet
    offered = list(wishes.QUIET_HOURS)
    if chosen is not None and chosen not in offered:
        offered.append(chosen)
    rows = [(_option(words.text("set-no-quiet"), wishes.QUIET, wishes.NONE, chosen is None),)]
    for first, end in offered:
        text = words.text("set-hours", first=words.hour(first), end=words.hour(end))
        rows.append((_option(text, wishes.QUIET, f"{first}-{end}", (first, end) == chosen),))
    rows.append((_turn(words.text("set-other-hours"), FROM),))
    return [words.say("settings-about-quiet"), zone_line(words, shown)], rows


def _from_page(words: Phrases, shown: Settings) -> Parts:
    hours = [_turn(words.hour(hour).unescape(), f"{UNTIL}-{hour}") for hour in range(24)]
    return [words.say("settings-about-from")], _rows(hours, IN_A_ROW)


def _until(words: Phrases, shown: Settings, first: int) -> Message:
    hours = [_wish(words.hour(hour).unescape(), wishes.QUIET, f"{first}-{hour}") for hour in range(24) if hour != first]
    back = (_turn(words.text("set-back"), FROM),)
    return Message(words.say("settings-about-until", first=words.hour(first)), (*_rows(hours, IN_A_ROW), back))


def _sound_page(words: Phrases, shown: Settings) -> Parts:
    is_silent = shown.preferences.silent
    rows = [
        (_option(words.text("set-sound-yes"), wishes.SOUND, wishes.YES, not is_silent),),
        (_option(words.text("set-sound-no"), wishes.SOUND, wishes.NO, is_silent),),
    ]
    return [words.say("settings-about-sound")], rows


def _zone_page(words: Phrases, shown: Settings) -> Parts:
    chosen = shown.preferences.zone
    zones = [_option(zone_label(words, zone), wishes.ZONE, zone, zone == chosen) for zone in wishes.ZONES]
    return [words.say("settings-about-zone"), Markup(""), zone_line(words, shown)], _rows(zones, 2)


def _what_page(words: Phrases, shown: Settings) -> Parts:
    off = shown.preferences.off
    kinds = []
    for kind in Kind:
        text, is_on = words.text(f"kind-{kind}"), kind not in off
        kinds.append(_box(text[:1].upper() + text[1:], wishes.HUSH if is_on else wishes.TELL, kind.value, is_on))
    every = [
        _wish(words.text("set-tell-all"), wishes.TELL, wishes.ALL),
        _wish(words.text("set-hush-all"), wishes.HUSH, wishes.ALL),
    ]
    rows = [*((kind,) for kind in kinds), tuple(every)]
    return [words.say("settings-about-what"), Markup(""), what_line(words, shown.preferences)], rows


def _language_page(words: Phrases, shown: Settings) -> Parts:
    rows = [(_option(name, LANGUAGE, code, code == shown.language),) for code, name in LANGUAGES.items()]
    return [words.say("settings-about-language")], rows


def _pause_page(words: Phrases, shown: Settings) -> Parts:
    rows = [
        (_wish(words.text(f"set-pause-{value}"), wishes.PAUSE, value),)
        for value in (wishes.DAY, wishes.WEEK, wishes.OPEN)
    ]
    said: list[Markup | None] = [words.say("settings-about-pause")]
    if paused := paused_line(words, shown):
        rows.append((_wish(words.text("set-resume"), wishes.PAUSE, wishes.NONE),))
        said += [Markup(""), paused]
    return said, rows


def _who_page(words: Phrases, shown: Settings) -> Parts:
    everybody = shown.preferences.everybody
    rows = [
        (_option(words.text("set-who-admins"), wishes.WHO, wishes.ADMINISTRATORS, not everybody),),
        (_option(words.text("set-who-all"), wishes.WHO, wishes.ALL, everybody),),
    ]
    return [words.say("settings-about-who")], rows


def _wish(text: str, field: str, value: str) -> Button:
    return Button(text, callback=f"{SET}:{field}:{value}")


def _turn(text: str, name: str) -> Button:
    return _wish(text, PAGE, name)


def _option(text: str, field: str, value: str, is_chosen: bool) -> Button:
    """One of several, of which one holds."""
    return _wish(f"✅ {text}" if is_chosen else text, field, value)


def _box(text: str, field: str, value: str, is_on: bool) -> Button:
    """A thing that is on or off by itself; the button asks for the other."""
    return _wish(f"{'✅' if is_on else '⬜️'} {text}", field, value)


def _rows(buttons: list[Button], length: int) -> list[Row]:
    return [tuple(buttons[start : start + length]) for start in range(0, len(buttons), length)]


PAGES = {
    wishes.WHEN: _when_page,
    wishes.HOUR: _hour_page,
    wishes.QUIET: _quiet_page,
    FROM: _from_page,
    wishes.SOUND: _sound_page,
    wishes.ZONE: _zone_page,
    WHAT: _what_page,
    LANGUAGE: _language_page,
    wishes.PAUSE: _pause_page,
    wishes.WHO: _who_page,
}
_BACK = {wishes.HOUR: wishes.WHEN, FROM: wishes.QUIET}
