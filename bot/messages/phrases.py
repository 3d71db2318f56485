"""Says a sentence in a language: picks the plural form, writes dates as the language does, escapes every value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from bot.core.chambers.chamber import TWO_MONTHS, Chamber, Terms
from bot.core.deadline import PARIS
from bot.core.question import QuestionId
from bot.messages import en, fr
from bot.messages.fr import letter
from bot.messages.inert import inert
from bot.messages.message import visible

_CATALOGUES = {"fr": fr.SENTENCES, "en": en.SENTENCES}
LANGUAGES = tuple(_CATALOGUES)
_DAY = "d MMMM y"
_MONTH = "MMMM y"
_DAY_AND_MONTH = {"fr": "dd/MM", "en": "d MMM"}
_MOMENT = {"fr": "d MMMM y 'à' HH:mm", "en": "d MMMM y 'at' HH:mm"}
LAST_UNIX_TIME = 2**31 - 1
"""The last second that Telegram knows: it keeps an instant as a signed number of 32 bits."""

_CLOCK = {"fr": "H\u00a0'h'\u00a0mm", "en": "H:mm"}


class Phrases:
    """The sentences of one language, `fr` or `en`; or `sentences` that are not those of chats."""

    def __init__(
        self, language: str, zone: tzinfo = PARIS, sentences: Mapping[str, str | dict[str, str]] | None = None
    ) -> None:
        self.language = language
        self._zone = zone
        self._locale = Locale.parse(language)
        self._sentences = _CATALOGUES[language] if sentences is None else sentences

    def in_zone(self, zone: tzinfo) -> "Phrases":
        """The same sentences, with times given in that zone."""
        return Phrases(self.language, zone)

    def say(self, key: str, **values: object) -> Markup:
        """The sentence of that key. Values that are not Markup are escaped, and nothing in them can be pressed.

        `n` chooses the plural form.

        Raises KeyError for a sentence or a value that is missing.
        """
        sentence = self._sentences[key]
        if isinstance(sentence, dict):
            count = values["n"]
            if not isinstance(count, int):
                raise KeyError("n")
            # French has a third form, for millions, which no sentence here needs.
            sentence = sentence.get(self._locale.plural_form(abs(count)), sentence["other"])
        # A value that is not Markup was written by others.
        shown = {name: inert(value) if type(value) is str else value for name, value in values.items()}
        return Markup(sentence).format(**shown)

    def text(self, key: str, **values: object) -> str:
        """The sentence for a place that takes no markup, such as a button."""
        return visible(self.say(key, **values))

    def of_chamber(self, what: str, chamber: Chamber, **values: object) -> Markup:
        """A chamber's own sentence for something, or the one of any chamber where it has none of its own."""
        key = f"{what}-{chamber.code}"
        return self.say(key if key in self._sentences else f"{what}-any", **{"chamber": chamber.title, **values})

    def title(self, question: QuestionId) -> Markup:
        """What sort of question it is, with its number and its session."""
        return self._named("title", question)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self._sentences

    def name(self, question: QuestionId) -> Markup:
        """A question's name within a sentence."""
        return self._named("name", question)

    def numbered(self, question: QuestionId) -> Markup:
        """A question's number, such as "n° 12432", where its chamber is clear; a whole reference stands alone."""
        number = question.written_number
        return escape(number) if number == question.reference else self.say("number", number=number)

    def _named(self, what: str, question: QuestionId) -> Markup:
        """The chamber's own sentence for a question of a kind, or the one of any chamber where it has none."""
        key = question.chamber.sentence(what, question.kind)
        if key not in self._sentences:
            key = f"{what}-any" if question.is_written else f"{what}-any-other"
        any_has = {"reference": question.reference, "kind": question.kind, "chamber": question.chamber.title}
        return self.say(key, **{**any_has, **question.chamber.shown(question.designation)})

    def term(self, terms: Terms) -> Markup:
        """How long the Government has for an answer, such as "deux mois"."""
        if terms.months_to_answer is None:
            return self.say("term-days", n=terms.days_to_answer or 0)
        return self.say("term-two-months" if terms.months_to_answer == 2 else "term-months", n=terms.months_to_answer)

    def with_term(self, key: str, terms: Terms | None, **values: object) -> Markup:
        """A sentence that names the two months for an answer; or its `-any`, where `terms` are others or several."""
        return self.say(key if terms == TWO_MONTHS else f"{key}-any", **values)

    def number(self, number: int) -> str:
        """A number with its thousands apart."""
        return format_decimal(number, locale=self._locale)

    def times(self, times: float) -> str:
        """How many times as much, with a decimal below ten."""
        return format_decimal(round(times, 1) if times < 10 else round(times), locale=self._locale)

    @property
    def thousands(self) -> str:
        """What stands between the thousands of a number."""
        return self.number(1_000)[1:-3]

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole percent; with a decimal where that would say none, or all, of what is not so."""
        is_rounded_away = round(100 * share) in (0, 100) and share not in (0, 1)
        pattern = self._locale.percent_formats[None].pattern.replace("#,##0", "0.0" if is_rounded_away else "0")
        return format_percent(share, pattern, self._locale)

    def month(self, day: date) -> str:
        """The month of a day, in words."""
        return format_date(day, _MONTH, locale=self._locale)

    def day_and_month(self, day: date) -> str:
        """A day without its year, in figures: for a chart."""
        return format_date(day, _DAY_AND_MONTH[self.language], locale=self._locale)

    def day(self, day: date) -> str:
        """A day in words; in French the first of a month is "1er"."""
        words = format_date(day, _DAY, locale=self._locale)
        return _first_of_month(words) if self.language == "fr" else words

    def day_of(self, moment: datetime) -> str:
        """The day of an instant, by the chat's clocks."""
        return self.day(moment.astimezone(self._zone).date())

    def moment(self, moment: datetime) -> Markup:
        """A day and a time, which Telegram shows to each reader by their own clock and in the language of their app.

        The text within is what apps from before 2026 show: the same by the chat's clocks. A naive value is Paris time,
        as a site shows it, and stays so in that text. Source: https://core.telegram.org/bots/api#html-style, of Bot API
        9.5; an instant that Telegram cannot hold is text alone.
        """
        local = moment.astimezone(self._zone) if moment.tzinfo else moment
        words = format_datetime(local, _MOMENT[self.language], locale=self._locale)
        shown = escape(_first_of_month(words) if self.language == "fr" else words)
        seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).timestamp())
        if not 0 < seconds <= LAST_UNIX_TIME:
            return shown
        return Markup('<tg-time unix="{}" format="Dt">{}</tg-time>').format(seconds, shown)

    def hour(self, hour: int) -> Markup:
        """A whole hour of the day."""
        return self.say("hour", hour=hour)

    def clock(self, moment: datetime, zone: tzinfo) -> str:
        """The time that the clocks of a zone show."""
        return format_datetime(moment.astimezone(zone), _CLOCK[self.language], locale=self._locale)

    def listed(self, words: Sequence[Markup]) -> Markup:
        """Several things in words, such as "17ᵉ, 16ᵉ et 15ᵉ"."""
        if len(words) < 2:
            return Markup("").join(words)
        return self.say("and", first=Markup(", ").join(words[:-1]), last=words[-1])

    def ordinals(self, legislatures: Iterable[int]) -> Markup:
        """Several legislatures in words."""
        return self.listed([self.say("ordinal", legislature=each) for each in legislatures])


def _first_of_month(words: str) -> str:
    return "1er" + words[1:] if words.startswith("1 ") else words


_ALL = {language: Phrases(language) for language in _CATALOGUES}


def phrases(language: str) -> Phrases:
    """The sentences of a language."""
    return _ALL[language]


_LETTER = Phrases("fr", sentences=letter.SENTENCES)


def letter_phrases() -> Phrases:
    """The sentences of a letter to a deputy, which is in French."""
    return _LETTER
