"""Deputies of the tests: registers of many names, namesakes, and questions by authors."""

from dataclasses import replace

from bot.core.question import Question, QuestionId
from bot.standins.sites.register import Names
from storage import Store
from tests.storage.sweeps import RECORD, packed
from tests.support.examples import NOW

GIRONDE, ALPES = "PA793944", "PA793342"
MARTINS: dict[str, Names] = {
    ALPES: ("Mme", "Alexandra", "Martin", "Alpes-Maritimes"),
    GIRONDE: ("Mme", "Alexandra", "Martin", "Gironde"),
}


def asked_by(reference: str, number: int, author: str | None = None) -> Question:
    """A question of the 17th legislature, by the author's reference."""
    return replace(RECORD, id=QuestionId.of_legislature(17, number), author_ref=reference, author=author)


async def taken(store: Store, *questions: Question) -> None:
    """Take questions into the catalogue, as a sweep does."""
    await store.catalogue.take(17, [packed(each) for each in questions], NOW, 1)


async def author_of(store: Store, number: int) -> str | None:
    observation = await store.observations.of(QuestionId.of_legislature(17, number))
    return observation.question.author if observation and observation.question else None
