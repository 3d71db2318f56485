"""Names of time zones in both languages, by city or by country, from the data of the Unicode project (Babel).

They are read once, when a setting is first typed in words: that takes 44 ms of processor time and two megabytes.
"""

from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.core.preference_edits import ZONES, zones
from bot.core.typed_settings import Zones, phrase
from bot.messages.phrases import LANGUAGES, Phrases

MOST_OF_A_COUNTRY = 8

_LARGE_CITIES = {
    "Africa/Abidjan": ("Côte d’Ivoire",),
    "America/Cayenne": ("Kourou", "Guyane", "French Guiana"),
    "America/Chicago": ("Houston", "Dallas"),
    "America/Guadeloupe": ("Pointe-à-Pitre", "Basse-Terre"),
    "America/Los_Angeles": ("San Francisco", "Seattle", "Californie", "California"),
    "America/Martinique": ("Fort-de-France",),
    "America/Miquelon": ("Saint-Pierre-et-Miquelon", "Saint-Pierre"),
    "America/New_York": ("Washington", "Boston", "Miami", "NYC"),
    "America/Sao_Paulo": ("Rio de Janeiro", "Rio", "Brasilia"),
    "America/Toronto": ("Montréal", "Montreal", "Québec", "Quebec", "Ottawa"),
    "Asia/Kolkata": ("Bombay", "Mumbai", "Delhi", "New Delhi"),
    "Asia/Shanghai": ("Pékin", "Beijing"),
    "Asia/Tokyo": ("Osaka",),
    "UTC": ("GMT", "UTC"),
    "Europe/Brussels": ("Liège", "Anvers", "Antwerp", "Gand", "Namur"),
    "Europe/Berlin": ("Munich", "Francfort", "Frankfurt", "Hambourg", "Cologne", "Bonn"),
    "Europe/Istanbul": ("Ankara",),
    "Europe/London": ("Édimbourg", "Edinburgh", "Manchester", "Angleterre", "England", "Écosse", "Scotland"),
    "Europe/Madrid": ("Barcelone", "Barcelona"),
    "Europe/Paris": (
        *(
            "Marseille",
            "Lyon",
            "Toulouse",
            "Nice",
            "Nantes",
            "Montpellier",
            "Strasbourg",
            "Bordeaux",
            "Lille",
            "Rennes",
        ),
        *("France métropolitaine", "Métropole", "Hexagone", "Corse", "Ajaccio"),
    ),
    "Europe/Rome": ("Milan", "Naples", "Turin"),
    "Europe/Zurich": ("Genève", "Geneva", "Lausanne", "Berne", "Bâle"),
    "Indian/Mayotte": ("Mamoudzou",),
    "Indian/Reunion": ("Saint-Denis de La Réunion",),
    "Pacific/Tahiti": ("Papeete", "Polynésie française", "French Polynesia"),
    "Pacific/Wallis": ("Mata-Utu", "Wallis"),
}
"""Cities and regions that people here ask for, and that the data does not name."""


@cache
def zone_names() -> Zones:
    """The zones that each name can mean. A name is as `phrase` writes it, or an identifier in small letters."""
    found: dict[str, dict[str, None]] = {}
    for name, zone in _named():
        found.setdefault(name, {})[zone] = None
    return {name: _few(tuple(at)) for name, at in found.items()}


def place(words: Phrases, zone: str) -> str:
    """A zone's name on a button: our own words for it, else its city."""
    if zone in ZONES:
        return words.text(f"zone-{zone}")
    return offset_label(zone) or _city(Locale.parse(words.language), zone)


def offset_label(zone: str) -> str | None:
    """The offset of a zone such as `Etc/GMT-2`, whose sign is inverted: `UTC+2`. None for zones of other names."""
    area, _, hours = zone.partition("Etc/GMT")
    if area or len(hours) < 2:
        return None
    return f"UTC{'−' if hours[0] == '+' else '+'}{hours[1:]}"


def _named() -> Iterator[tuple[str, str]]:
    canonical = get_global("zone_aliases")
    countries = get_global("zone_territories")
    locales = [Locale.parse(language) for language in LANGUAGES]
    for zone in sorted(zones()):
        yield zone.lower(), zone
        if zone == "UTC" or zone.startswith("Etc/"):
            continue
        if canonical.get(zone, zone) != zone and canonical[zone] in zones():
            yield phrase(zone.rpartition("/")[2].replace("_", " ")), canonical[zone]
            continue
        yield phrase(zone.rpartition("/")[2].replace("_", " ")), zone
        for locale in locales:
            yield phrase(_city(locale, zone)), zone
            if country := locale.territories.get(countries.get(zone)):
                yield phrase(country), zone
    for zone, names in _LARGE_CITIES.items():
        yield from ((phrase(name), zone) for name in names)


def _city(locale: Locale, zone: str) -> str:
    known = locale.time_zones.get(zone, {}).get("city")
    return str(known or zone.rpartition("/")[2].replace("_", " "))


def _few(at: tuple[str, ...]) -> tuple[str, ...]:
    """The first zones of a country: our own, then those that stand for others in lists of zones."""
    if len(at) <= 1:
        return at
    usual = set(get_global("windows_zone_mapping").values())
    return tuple(sorted(at, key=lambda zone: (zone not in ZONES, zone not in usual)))[:MOST_OF_A_COUNTRY]
