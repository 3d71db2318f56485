"""Records as the Assemblée really writes them, in the real process: slips, reworded names, second answers, bare ends."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.core.source import Source
from tests.journeys.test_archive import OFTEN, RECORD, TODAY, followed
from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING


async def told_after(world: JourneyWorld, record: Question, words: str) -> str:
    """Publish this record in the archive, wait for two sweeps, and return the texts that were told of it."""
    world.sites.record(record)
    alert = await world.alert(words)
    world.sites.remake_archive(17)
    await world.swept()
    assert world.count(words) == 1
    return alert.text


async def test_a_signalling_dated_before_its_question_is_told_without_its_date_and_reported_once(
    world: JourneyWorld,
) -> None:
    await followed(world, RECORD)
    text = await told_after(world, replace(RECORD, signalled=(date(2020, 1, 1),)), "Question signalée")
    assert "la réponse est maintenant due sous dix jours" in text
    card = (await world.ask("/status 4321")).text
    assert "2020" not in text + card
    assert "reste" in card  # says how much of the two months is left
    assert world.count("Hors délai") == 0
    await world.stored("SELECT 1 FROM reports WHERE kind = 'date'", 1)


async def test_a_ministry_that_is_reworded_is_no_change_and_another_one_is(world: JourneyWorld) -> None:
    typo = (Attribution("Transiton écologique", TODAY - timedelta(days=20), "PO855083"),)
    mended = (replace(typo[0], ministry="Transition écologique"),)
    renewed = replace(mended[0], organ="PO873673")
    await followed(world, replace(RECORD, ministry="Transiton écologique", attributions=typo))
    for attributions in (mended, (*mended, renewed)):
        world.sites.record(replace(RECORD, attributions=attributions))
        await world.swept()
    assert world.count("Changement de ministère") == 0
    moved = replace(RECORD, ministry="Agriculture", attributions=(*mended, renewed, Attribution("Agriculture", TODAY)))
    assert "Agriculture" in await told_after(world, moved, "Changement de ministère")


async def test_a_second_answer_is_told_with_its_text_and_another_order_of_the_two_is_not(world: JourneyWorld) -> None:
    first, second = "Une mission examine les digues de la Loire.", "Douze ouvrages seront repris avant 2028."
    await followed(world, replace(RECORD, answer=Answer(TODAY, first)))
    text = await told_after(
        world, replace(RECORD, answer=Answer(TODAY, second, None, (first,))), "Nouvelle réponse publiée"
    )
    assert second in text
    world.sites.record(replace(RECORD, answer=Answer(TODAY, first, None, (second,))))
    await world.swept()
    assert world.count("Nouvelle réponse publiée") == 1
    assert world.count("Réponse corrigée") == 0


async def test_an_end_on_the_page_is_told_with_its_reason_and_its_day(world: JourneyWorld) -> None:
    question = replace(WAITING, id=QuestionId.of_legislature(16, 4321), asked=date(2023, 10, 24))
    world.sites.put(question, on=Source.ASSEMBLEE)
    await world.start(**OFTEN | {"WATCH_INTERVAL": "0.2"})
    await world.ask("/follow 16/4321")
    world.sites.put(replace(question, closing=Closing("Fin de mandat", date(2024, 6, 11))), on=Source.ASSEMBLEE)
    alert = await world.alert("Close sans réponse")
    assert "Fin de mandat" in alert.text
    assert "11 juin 2024" in alert.text
    assert "cloture" not in alert.text


async def test_a_withdrawal_without_the_questions_text_is_told(world: JourneyWorld) -> None:
    await followed(world, RECORD)
    withdrawn = replace(RECORD, text=None, closing=Closing("retirée", TODAY))
    assert "Son auteur l’a retirée." in await told_after(world, withdrawn, "Close sans réponse")
