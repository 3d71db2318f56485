"""Words after /settings: the texts of all buttons, and what people write instead, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core import chambers, preference_edits
from bot.core.change import Kind
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from bot.core.typed_settings import PAGE, Edit, Suggestions, phrase, read_setting
from bot.messages.message import Button, visible
from bot.messages.phrases import LANGUAGES, phrases
from bot.messages.settings import SettingsView
from bot.messages.settings_labels import is_setting, labels, read_edit, suggest
from bot.messages.settings_pages import DONE, FROM, MAIN, PAGES, page
from bot.messages.zone_names import place, zone_names

NOW = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
USUAL = SettingsView(Preferences(), "private", "fr", NOW)
RESTING = SettingsView(Preferences(when=When.DAILY, paused_until=UNTIL_ASKED), "supergroup", "en", NOW)
HUSHED = replace(USUAL, preferences=Preferences(off=frozenset(Kind)))


def buttons(shown: SettingsView, language: str) -> Iterator[tuple[str, Button]]:
    for name in PAGES:
        if name == FROM or (name == preference_edits.WHO and shown.kind == "private"):
            continue
        for row in page(phrases(language), shown, name).buttons:
            yield from ((name, button) for button in row)


@pytest.mark.parametrize("shown", [USUAL, RESTING, HUSHED], ids=["usual", "resting", "hushed"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_button_says_can_be_typed_after_the_name_of_its_page(shown: SettingsView, language: str) -> None:
    words = phrases(language)
    issues = {issue.name: visible(words.of_chamber("set-issue", chamber)) for chamber, issue in chambers.issuing()}
    for name, button in buttons(shown, language):
        _, field, value = (button.callback or "").split(":", 2)
        if field == PAGE and (value in (MAIN, DONE, preference_edits.HOUR) or value.startswith("until-")):
            continue
        section = "" if name == MAIN else issues.get(name) or words.text(f"set-{name}", hour="")
        edit = read_edit(f"{section} {button.text}", shown, "fr")
        assert isinstance(edit, Edit), (name, button.text, edit)
        assert (edit.field, edit.value) == (field, value), button.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_first_page_and_most_others_say_can_be_typed_alone(language: str) -> None:
    alone = [
        *((PAGE, name, f"set-{name}") for name in ("when", "quiet", "sound", "zone", "what", "language", "pause")),
        *((preference_edits.WHEN, when.value, f"set-{when}") for when in When),
        *((preference_edits.SOUND, value, f"set-sound-{value}") for value in ("yes", "no")),
        *((preference_edits.PAUSE, value, f"set-pause-{value}") for value in ("day", "week", "open")),
        *((preference_edits.HUSH, kind.value, f"kind-{kind}") for kind in Kind),
        *((preference_edits.ZONE, zone, f"zone-{zone}") for zone in preference_edits.ZONES),
    ]
    for field, value, key in alone:
        edit = read_edit(phrases(language).text(key), USUAL, "fr")
        assert (isinstance(edit, Edit), getattr(edit, "field", ""), getattr(edit, "value", "")) == (
            True,
            field,
            value,
        ), key


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("mardi", PAGE, "tuesday"),
        ("Tuesday", PAGE, "tuesday"),
        ("journal officiel", PAGE, "tuesday"),
        ("mardi tout", "tuesday", "all"),
        ("mardi toute la législature", "tuesday", "all"),
        ("mardi suivi", "tuesday", "own"),
        ("tuesday what I follow", "tuesday", "own"),
        ("mardi non", "tuesday", "none"),
        ("tuesday off", "tuesday", "none"),
        ("jeudi", PAGE, "thursday"),
        ("journal officiel du Sénat", PAGE, "thursday"),
        ("jeudi tout", "thursday", "all"),
        ("Thursday all questions", "thursday", "all"),
        ("jeudi suivi", "thursday", "own"),
        ("jeudi rien", "thursday", "none"),
        ("tous les mardis", "when", "weekly"),
        ("sign of life: on", "sign", "yes"),
        ("sans signe de vie", "sign", "no"),
        ("mardi signe de vie oui", "sign", "yes"),
        ("fuseau Bruxelles", "zone", "Europe/Brussels"),
        ("Fuseau : bruxelles", "zone", "Europe/Brussels"),
        ("zone brussels", "zone", "Europe/Brussels"),
        ("fuseau horaire Londres", "zone", "Europe/London"),
        ("time zone London", "zone", "Europe/London"),
        ("fuseau Nouméa", "zone", "Pacific/Noumea"),
        ("fuseau noumea", "zone", "Pacific/Noumea"),
        ("fuseau Nouvelle-Calédonie", "zone", "Pacific/Noumea"),
        ("fuseau Alger", "zone", "Africa/Algiers"),
        ("zone Algeria", "zone", "Africa/Algiers"),
        ("fuseau Québec", "zone", "America/Toronto"),
        ("Montréal", "zone", "America/Toronto"),
        ("fuseau Le Caire", "zone", "Africa/Cairo"),
        ("zone Cairo", "zone", "Africa/Cairo"),
        ("fuseau São Paulo", "zone", "America/Sao_Paulo"),
        ("fuseau sao paulo", "zone", "America/Sao_Paulo"),
        ("New-York", "zone", "America/New_York"),
        ("fuseau new york", "zone", "America/New_York"),
        ("fuseau America/New_York", "zone", "America/New_York"),
        ("zone america/new york", "zone", "America/New_York"),
        ("zone America/Argentina/Buenos_Aires", "zone", "America/Argentina/Buenos_Aires"),
        ("Buenos Aires", "zone", "America/Argentina/Buenos_Aires"),
        ("fuseau europe/berlin", "zone", "Europe/Berlin"),
        ("fuseau Belgique", "zone", "Europe/Brussels"),
        ("zone Morocco", "zone", "Africa/Casablanca"),
        ("fuseau Japon", "zone", "Asia/Tokyo"),
        ("fuseau Paris", "zone", "Europe/Paris"),
        ("fuseau France", "zone", "Europe/Paris"),
        ("fuseau Marseille", "zone", "Europe/Paris"),
        ("fuseau Genève", "zone", "Europe/Zurich"),
        ("fuseau Pékin", "zone", "Asia/Shanghai"),
        ("fuseau la réunion", "zone", "Indian/Reunion"),
        ("fuseau UTC+2", "zone", "Etc/GMT-2"),
        ("UTC + 2", "zone", "Etc/GMT-2"),
        ("utc+02:00", "zone", "Etc/GMT-2"),
        ("fuseau GMT-3", "zone", "Etc/GMT+3"),
        ("fuseau GMT−3", "zone", "Etc/GMT+3"),
        ("fuseau +2", "zone", "Etc/GMT-2"),
        ("Etc/GMT-2", "zone", "Etc/GMT-2"),
        ("zone UTC+5:30", "zone", "Asia/Kolkata"),
        ("fuseau UTC", "zone", "UTC"),
        ("fuseau GMT", "zone", "UTC"),
        ("UTC+0", "zone", "UTC"),
        ("langue anglais", "language", "en"),
        ("langue english", "language", "en"),
        ("anglais", "language", "en"),
        ("language French", "language", "fr"),
        ("fr", "language", "fr"),
        ("Langue : Français", "language", "fr"),
        ("8h", "hour", "8"),
        ("8 h", "hour", "8"),
        ("08:00", "hour", "8"),
        ("8 heures", "hour", "8"),
        ("8pm", "hour", "20"),
        ("heure 18", "hour", "18"),
        ("heure du résumé : 6 h", "hour", "6"),
        ("time of the summary: 6:00", "hour", "6"),
        ("à midi", "hour", "12"),
        ("heure ١٨", "hour", "18"),
        ("quand 7h", "hour", "7"),
        ("silencieux", "sound", "no"),
        ("silent", "sound", "no"),
        ("sans le son", "sound", "no"),
        ("son : non", "sound", "no"),
        ("sound on", "sound", "yes"),
        ("tous les jours", "when", "daily"),
        ("quotidien", "when", "daily"),
        ("hebdomadaire", "when", "weekly"),
        ("quand : hebdo", "when", "weekly"),
        ("every week", "when", "weekly"),
        ("tout de suite", "when", "now"),
        ("heures calmes 22h-7h", "quiet", "22-7"),
        ("22 h – 7 h", "quiet", "22-7"),
        ("calme de 22h à 7h", "quiet", "22-7"),
        ("quiet hours from 10pm to 7am", "quiet", "22-7"),
        ("quiet 22:00 - 7:00", "quiet", "22-7"),
        ("heures calmes : aucune", "quiet", "none"),
        ("heures calmes 22h", PAGE, "until-22"),
        ("sans commentaires", "hush", "comment"),
        ("Commentaires : non", "hush", "comment"),
        ("comments off", "hush", "comment"),
        ("avec les commentaires", "tell", "comment"),
        ("quoi : tout décocher", "hush", "all"),
        ("quoi rien", "hush", "all"),
        ("quoi tout", "tell", "all"),
        ("overdue questions: no", "hush", "overdue"),
        ("réponses aussitôt : non", "answers", "no"),
        ("pause", PAGE, "pause"),
        ("pause 1 jour", "pause", "day"),
        ("pause : une semaine", "pause", "week"),
        ("reprendre", "pause", "none"),
        ("fuseau", PAGE, "zone"),
    ],
)
def test_what_people_type(typed: str, field: str, value: str) -> None:
    edit = read_edit(typed, USUAL, "fr")
    assert isinstance(edit, Edit), edit
    assert (edit.field, edit.value) == (field, value)
    assert is_setting(typed)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fuseau Bruxele", "set:zone:Europe/Brussels"),
        ("zone Lodnon", "set:zone:Europe/London"),
        ("Noumea-Calédonie", "set:zone:Pacific/Noumea"),
        ("fuseau Allemagne", "set:zone:Europe/Berlin"),
        ("zone United States", "set:zone:America/New_York"),
        ("fuseau Canada", "set:zone:America/Toronto"),
        ("fuseau new yrok", "set:zone:America/New_York"),
        ("fuseau UTC+15", "set:page:zone"),
        ("langage anglais", "set:language:en"),
        ("anglias", "set:language:en"),
        ("hebdomadère", "set:when:weekly"),
        ("silentieux", "set:sound:no"),
        ("8h30", "set:hour:8"),
        ("8h30", "set:hour:9"),
        ("comentaire", "set:hush:comment"),
        ("pose une semaine", "set:pause:week"),
        ("xyzzy", "set:page:when"),
        ("heure 25", "set:hour:8"),
        ("heures calmes 7h-7h", "set:quiet:22-7"),
        ("<b>Atlantis</b>", "set:zone:"),
        ("9" * 4000, "set:page:when"),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest_by_button(typed: str, offered: str) -> None:
    near = read_edit(typed, USUAL, "fr")
    assert isinstance(near, Suggestions)
    assert not is_setting(typed)
    message = suggest(phrases("fr"), typed[:60], near, USUAL)
    data = [button.callback or "" for row in message.buttons for button in row]
    assert any(each.startswith(offered) for each in data), data
    assert all(len(each.encode()) <= 47 for each in data), "with the number of a chat they have 64 bytes"


def test_what_is_offered_is_worded_in_the_readers_language() -> None:
    near = read_edit("Lodnon", USUAL, "fr")
    assert isinstance(near, Suggestions)
    first = suggest(phrases("fr"), "Lodnon", near, USUAL).buttons[0][0]
    assert first.text == "Londres"


def test_a_box_that_is_named_alone_is_switched_as_its_button_would() -> None:
    assert read_edit("commentaires", USUAL, "fr") == Edit("hush", "comment", toggled=True)
    assert read_edit("commentaires", HUSHED, "fr") == Edit("tell", "comment", toggled=True)


def test_only_a_group_can_be_asked_who_chooses() -> None:
    assert read_edit("qui : tous les membres", RESTING, "fr") == Edit("who", "all")
    assert isinstance(read_edit("qui : tous les membres", USUAL, "fr"), Suggestions)


def test_a_word_that_means_two_things_is_asked_back() -> None:
    assert read_edit("résumé", USUAL, "fr") == Edit(PAGE, "when")
    near = read_edit("resume", RESTING, "en")
    assert isinstance(near, Suggestions)
    assert {(label.field, label.value) for label in near.labels} == {("pause", "none"), (PAGE, "when")}


def test_every_zone_that_there_is_is_understood_by_its_identifier_and_has_a_name() -> None:
    names, said = zone_names(), labels(USUAL, "fr")
    for zone in preference_edits.zones():
        assert read_setting(f"fuseau {zone}", said, names) == Edit("zone", zone), zone
        assert place(phrases("fr"), zone) and place(phrases("en"), zone)


@pytest.mark.parametrize(
    ("zone", "fr", "en"),
    [("Etc/GMT-2", "UTC+2", "UTC+2"), ("Etc/GMT+3", "UTC−3", "UTC−3"), ("Africa/Cairo", "Le Caire", "Cairo")],
)
def test_a_zone_has_the_name_that_people_use(zone: str, fr: str, en: str) -> None:
    assert (place(phrases("fr"), zone), place(phrases("en"), zone)) == (fr, en)


@pytest.mark.parametrize(
    ("one", "other"),
    [("✅ Réponses", "reponse"), ("22 h – 7 h", "22h-7h"), ("La Réunion", "reunion"), ("New York", "new-york")],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert phrase(one) == phrase(other)
