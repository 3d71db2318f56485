"""Questions that are nearly the same, in the real process: from a card to all of them, in two presses."""

from dataclasses import replace
from datetime import date

from bot.core.question import Answer, QuestionId
from tests.core.test_alike import ANSWER, OPENING, OTHER_OPENING, PHARMACIES, PHARMACIES_ELSEWHERE, PHARMACIES_OWN_WORDS
from tests.journeys.test_archive import OFTEN, RECORD
from tests.journeys.world import JourneyWorld

TEXTS = [OPENING + PHARMACIES, OTHER_OPENING + PHARMACIES_ELSEWHERE, OTHER_OPENING + PHARMACIES]


async def test_a_card_leads_to_the_questions_that_ask_the_same_and_follows_them_all(world: JourneyWorld) -> None:
    merely_similar = replace(
        RECORD, id=QuestionId.of_legislature(17, 99), author_ref="PA99", text=OPENING + PHARMACIES_OWN_WORDS
    )
    asked = [
        replace(RECORD, id=QuestionId.of_legislature(17, at), author_ref=f"PA{at}", text=text)
        for at, text in enumerate(TEXTS, 1)
    ]
    for question in (*asked, merely_similar):
        world.sites.record(question)
    await world.start(**OFTEN)
    await world.swept()
    card = await world.ask("/status 17/1")
    assert "2 autres députés posent presque la même question" in card.text.replace("\u00a0", " ")
    world.telegram.press(world.camille, card, "👥 Les 2 autres questions")
    listed = await world.button("👁 Suivre les 2")
    assert listed.text.count("• ") == 2
    world.telegram.press(world.camille, listed, "👁 Suivre les 2")
    await world.stored("SELECT 1 FROM follows", 2)

    world.sites.record(replace(asked[1], answer=Answer(date(2026, 10, 20), ANSWER)))
    await world.alert("Réponse publiée")
    world.sites.record(replace(asked[2], answer=Answer(date(2026, 10, 27), ANSWER)))
    again = await world.alert("Presque le même texte que la réponse à la question")
    assert "n° 3" in again.text.replace("\u00a0", " ")
