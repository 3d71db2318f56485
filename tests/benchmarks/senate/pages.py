"""The pages of senators' questions: they follow what happens hours later, go back to older states, and fail at times.

None of that may change what is told, nor how often.
"""

import random
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.core.question import Question
from bot.core.source import Source
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.page_senat import Layout
from tests.benchmarks.lives import World
from tests.benchmarks.senate.questions import SenateQuestion

LATEST_HOURS = 40.0
FAULTS: tuple[SiteFaultKind, ...] = (
    "status",
    "garbage",
    "empty",
    "drop",
    "error_page",
    "cut",
    "challenge",
    "new_layout",
)
STATUSES = (403, 404, 500, 503)
FAULTY, MOST_FAULTS = 0.02, 40
"""How likely a change brings faults of the site with it, and how many requests these spoil at most."""


class ShownPages:
    """The pages as the site shows them, by a chance of their own: what else happens stays as it is without them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = random.Random(17)

    def show(self, question: SenateQuestion) -> None:
        """Let the page say what is true of a question, some hours later."""
        at = self._world.clock() + timedelta(hours=self._chance.uniform(0, LATEST_HOURS))
        self._world.agenda.at(at, partial(self._put, page_of(question)))
        if self._chance.random() < FAULTY:
            kind, status = self._chance.choice(FAULTS), self._chance.choice(STATUSES)
            times = self._chance.randint(1, MOST_FAULTS)
            self._world.sites.fault(on=Source.SENAT, kind=kind, status=status, times=times)

    def _put(self, page: Question) -> None:
        self._world.sites.senate_layout = self._chance.choice(list(Layout))
        self._world.sites.put(page)


def page_of(question: SenateQuestion) -> Question:
    """What the page says: the texts too, and the day of an answer that has one."""
    known = question.known
    answer = known.answer and replace(known.answer, text=f"Le Gouvernement répond à la question {question.id.uid}.")
    return replace(known, text=f"La question {question.id.uid} est posée.", answer=answer)
