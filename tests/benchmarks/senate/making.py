"""Makes senators' questions, the same ones for the same seed: their authors, numbers, titles and ministries."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.standins.sites.senat_file import GROUPS, NATURES, SUBJECTS, THEMES, Row, made_rows
from tests.benchmarks.parliament import MINISTRIES, Parliament
from tests.benchmarks.senate.questions import TO_GOVERNMENT, WRITTEN, Reply, SenateQuestion

ONLY_ASKED_BY_SENATORS = (
    "Premier ministre",
    "Armées et anciens combattants",
    "Santé, familles, autonomie et personnes handicapées",
    "Transition écologique, biodiversité et négociations internationales sur le climat et la nature",
    "Culture",
    "Ville et Logement",
)
ASKED = MINISTRIES + ONLY_ASKED_BY_SENATORS
"""Ministries that senators ask: those that deputies ask, by the same names, and others."""

FEWEST_WORDS = 20
"""Characters of made-up words in a title."""

COUNTED_FOR = 26
"""Weeks after which the numbers start again, as they do every few years."""

ANSWERED_IN_A_YEAR = 0.6
SENATORS = {"Nom", "Prénom", "Civilité", "Circonscription", "Groupe", "Type Appartenance"}


class Senators:
    """Asks questions for all senators."""

    def __init__(self, parliament: Parliament, chance: random.Random, weekly: int) -> None:
        self._parliament = parliament
        self._chance = chance
        self._weekly = weekly
        self._people = self._all(date(2026, 1, 1))
        self._last: Counter[str] = Counter()
        self._issues = 0

    @staticmethod
    def _all(day: date) -> list[Row]:
        """The authors of the stand-in's rows."""
        rows = [{name: each.get(name, "") for name in SENATORS} for each in made_rows(day)]
        return list({f"{each['Prénom']} {each['Nom']}": each for each in rows if each["Groupe"] in GROUPS}.values())

    def issue(self, day: date) -> Iterator[SenateQuestion]:
        """The new questions of an issue; one to the Government is answered when it comes out."""
        self._issues += 1
        if self._issues % COUNTED_FOR == 0:
            self._last.clear()
        for _ in range(self._weekly):
            nature = self._chance.choices(list(NATURES), [share for _, share in NATURES.values()])[0]
            question = self.question(nature, day)
            if nature == TO_GOVERNMENT:
                question = replace(question, reply=Reply(question.asked_ministry, day))
            yield question

    def question(self, nature: str, day: date) -> SenateQuestion:
        """A new question."""
        title = f"{self._chance.choice(SUBJECTS)} {self._parliament.words(self._chance.randint(FEWEST_WORDS, 60))}"
        return SenateQuestion(
            nature,
            self._next(nature),
            day,
            " ".join(title.split()),
            self._chance.choice(THEMES),
            self._chance.choice(self._people),
            self._chance.choice(ASKED),
        )

    def reminder(self, first: SenateQuestion, day: date) -> SenateQuestion:
        """A new question of the same senator that reminds of the first one."""
        number = self._next(WRITTEN)
        return SenateQuestion(
            WRITTEN, number, day, first.title, first.theme, first.senator, first.ministry, first=first.id
        )

    def year(self, last: date) -> Iterator[SenateQuestion]:
        """The questions of the twelve months up to an issue, as they stand after it."""
        for week in range(51, -1, -1):
            day = last - timedelta(weeks=week)
            for question in self.issue(day):
                answered = day + timedelta(weeks=self._chance.randint(4, 30))
                has_reply = answered <= last and self._chance.random() < ANSWERED_IN_A_YEAR
                yield replace(question, reply=Reply(question.ministry, answered)) if has_reply else question

    def _next(self, nature: str) -> int:
        self._last[nature] += 1
        return self._last[nature]
