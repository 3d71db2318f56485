"""Names of deputies in the real process: cards name two deputies with one name, and a deputy who has left."""

from dataclasses import replace

from bot.core.question import Question, QuestionId
from tests.journeys.test_archive import OFTEN, RECORD
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER

ALPES, GIRONDE, FORMER = "PA793342", "PA793944", "PA720696"
SITTING = {ALPES: ("Mme", "Alexandra", "Martin", "Alpes-Maritimes"), GIRONDE: ("Mme", "Alexandra", "Martin", "Gironde")}


def asked_by(reference: str, number: int) -> Question:
    """A question whose text does not name its author."""
    text = "Les digues ne sont plus entretenues."
    return replace(RECORD, id=QuestionId.of_legislature(17, number), author=None, author_ref=reference, text=text)


async def test_two_deputies_of_one_name_and_one_who_left_are_named_on_cards_and_alerts(world: JourneyWorld) -> None:
    world.sites.deputies = dict(SITTING)
    world.sites.former_deputies = {FORMER: ("Mme", "Béatrice", "Descamps")}
    questions = [asked_by(ALPES, 4321), asked_by(GIRONDE, 4322), asked_by(FORMER, 4323)]
    for question in questions:
        world.sites.record(question)
    await world.start(**OFTEN)
    await world.stored("SELECT 1 FROM deputies", 3)
    group = "Groupe des exemples"
    assert f"👤 Mme Alexandra Martin (Alpes-Maritimes) · {group}" in (await world.ask("/follow 17/4321")).text
    assert f"👤 Mme Alexandra Martin (Gironde) · {group}" in (await world.ask("/status 17/4322")).text
    assert f"👤 Mme Béatrice Descamps ({group})" in (await world.ask("/status 17/4323")).text
    world.sites.record(replace(questions[0], answer=ANSWER))
    assert "À\u00a0: Mme Alexandra Martin (Alpes-Maritimes)" in (await world.alert("Réponse publiée")).text


async def test_names_are_learnt_after_the_questions_are_followed_and_nobody_is_told(world: JourneyWorld) -> None:
    question = asked_by(ALPES, 4321)
    world.sites.record(question)
    await world.start(**OFTEN)
    await world.swept()
    assert "Alexandra Martin" not in (await world.ask("/follow 17/4321")).text
    world.sites.deputies = dict(SITTING)
    await world.stored("SELECT 1 FROM deputies", 2)
    assert "👤 Mme Alexandra Martin (Alpes-Maritimes)" in (await world.ask("/status 17/4321")).text
    await world.swept()
    assert len(world.texts()) == 2


async def test_a_deputy_whom_no_register_has_is_asked_for_once(world: JourneyWorld) -> None:
    world.sites.deputies = dict(SITTING)
    for number, reference in enumerate((ALPES, "PA999"), 4321):
        world.sites.record(asked_by(reference, number))
    await world.start(**OFTEN)
    await world.stored("SELECT 1 FROM sought_deputies", 2)
    await world.swept(count=6)
    for path in (world.sites.deputies_path(17), world.sites.all_deputies_path(17)):
        assert len(world.sites.asked(path)) == 1
