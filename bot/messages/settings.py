"""The current settings of a chat, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.core import chambers
from bot.core.change import Kind
from bot.core.preference_edits import ZONES
from bot.core.preferences import UNTIL_ASKED, IssueScope, Preferences, When, zone_of
from bot.messages.parts import joined
from bot.messages.phrases import Phrases
from bot.messages.zone_names import offset_label

GROUPS = frozenset({"group", "supergroup"})
FEW = 3
"""At most so many wanted kinds of event are named; where more are wanted, the unwanted kinds are named instead."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Everything that the settings pages show: a chat's preferences, its kind and language, and the time.

    `unread` are the names of the weekly issues whose archive this copy of the program is not to ask for.
    """

    preferences: Preferences
    kind: str
    language: str
    now: datetime
    unread: frozenset[str] = frozenset()


def summary(words: Phrases, shown: SettingsView) -> Markup:
    """All settings, one a line."""
    language = words.say("settings-language", language=words.say(f"language-{shown.language}"))
    return joined([paused_line(words, shown), *preference_lines(words, shown), language, who_line(words, shown)])


def preference_lines(words: Phrases, shown: SettingsView) -> list[Markup]:
    """The preferences of the chat, one a line."""
    preferences = shown.preferences
    return [
        when_line(words, preferences),
        quiet_line(words, preferences),
        words.say("settings-sound-no" if preferences.silent else "settings-sound-yes"),
        zone_line(words, shown),
        what_line(words, preferences),
        *weekly_lines(words, preferences),
    ]


def weekly_lines(words: Phrases, preferences: Preferences) -> list[Markup]:
    """Says what the chat is told once a week, of what it chose."""
    told = [
        words.of_chamber(f"settings-issue-{preferences.scope(issue.name)}", chamber)
        for chamber, issue in chambers.issuing()
        if preferences.scope(issue.name) is not IssueScope.NONE
    ]
    return [*told, words.say("settings-sign")] if preferences.sign_of_life else told


def paused_line(words: Phrases, shown: SettingsView) -> Markup | None:
    """Says until when the chat is paused; None where it is not."""
    until = shown.preferences.paused_until
    if until is None or until <= shown.now:
        return None
    if until >= UNTIL_ASKED:
        return words.say("settings-paused-open")
    return words.say("settings-paused", moment=words.in_zone(zone_of(shown.preferences.zone)).moment(until))


def when_line(words: Phrases, preferences: Preferences) -> Markup:
    """Says when the chat gets its alerts: at once or in a digest."""
    if preferences.when is When.AT_ONCE:
        return words.say("settings-now")
    said = words.say(f"settings-{preferences.when}", hour=words.hour(preferences.digest_hour))
    return words.say("settings-answers", said=said) if preferences.answers_at_once else said


def quiet_line(words: Phrases, preferences: Preferences) -> Markup:
    """Says which quiet hours the chat has."""
    if preferences.quiet is None:
        return words.say("settings-no-quiet")
    first, end = preferences.quiet
    return words.say("settings-quiet", first=words.hour(first), end=words.hour(end))


def zone_line(words: Phrases, shown: SettingsView) -> Markup:
    """Names the chat's time zone, with the time there, so that people can check it."""
    zone = zone_of(shown.preferences.zone)
    return words.say("settings-zone", zone=zone_label(words, zone.key), time=words.clock(shown.now, zone))


def what_line(words: Phrases, preferences: Preferences) -> Markup:
    """Says of which kinds of event the chat is told."""
    told = [kind for kind in Kind if kind not in preferences.off]
    if not told:
        return words.say("settings-none")
    if not preferences.off:
        return words.say("settings-all")
    if len(told) <= FEW:
        return words.say("settings-few", kinds=_named(words, told))
    return words.say("settings-some", kinds=_named(words, [kind for kind in Kind if kind in preferences.off]))


def who_line(words: Phrases, shown: SettingsView) -> Markup | None:
    """Says who may choose what a group follows; None in every other chat."""
    if shown.kind not in GROUPS:
        return None
    return words.say("settings-who-all" if shown.preferences.everybody else "settings-who-admins")


def zone_label(words: Phrases, zone: str) -> str:
    """A time zone's name as people say it."""
    return words.text(f"zone-{zone}") if zone in ZONES else offset_label(zone) or zone.replace("_", " ")


def _named(words: Phrases, kinds: Iterable[Kind]) -> Markup:
    return words.listed([words.say(f"kind-{kind}") for kind in kinds])
