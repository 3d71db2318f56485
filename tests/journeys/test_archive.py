"""The archive in the real process: commands are answered from it at once, every step is told once, sites are spared."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.core.source import Source
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.telegram.messages import SentMessage
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, WAITING, comment

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
"""The Parliament's; a day that is still to come there is not believed. That it may be over soon does not matter here."""
RECORD = replace(
    WAITING,
    asked=TODAY - timedelta(days=20),
    comments=None,
    author_ref="PA1",
    attributions=(Attribution("Transition écologique", TODAY - timedelta(days=20)),),
    signalled=(),
    renewals=(),
)
OLDER = replace(RECORD, id=QuestionId.of_legislature(16, 4321), asked=date(2023, 10, 24))
OFTEN = {"SWEEP_INTERVAL": "0.2", "COMMENTS_INTERVAL": "0.2", "WATCH_INTERVAL": "604800"}


def numbered(number: int, question: Question = RECORD) -> Question:
    return replace(question, id=QuestionId.of_legislature(17, number))


async def followed(world: JourneyWorld, *questions: Question, **settings: str) -> SentMessage:
    """Start the bot on an archive of these questions, and let Camille follow them all."""
    for question in questions:
        world.sites.record(question)
    await world.start(**{**OFTEN, **settings})
    await world.swept()
    first = await world.ask("/follow " + " ".join(str(question.id) for question in questions))
    await world.stored("SELECT 1 FROM follows", len(questions))
    return first


def pages_asked(world: JourneyWorld, question: Question, source: Source) -> int:
    return len(world.sites.asked(world.sites.path_of(question.id, source)))


async def feed_asked(world: JourneyWorld, times: int) -> None:
    """Wait for that many more requests for the feed."""
    before = len(world.sites.asked(world.sites.feed_path))
    await world.sites.wait_until(lambda: len(world.sites.asked(world.sites.feed_path)) >= before + times)


async def test_an_answer_in_the_archive_is_told_and_no_page_of_the_assemblee_is_asked_for(world: JourneyWorld) -> None:
    card = await followed(world, RECORD)
    assert "Entretien des digues" in card.text
    assert "Vérifié le" in card.text
    assert "n’a pas pu être lu" not in card.text
    world.sites.record(replace(RECORD, answer=ANSWER))
    alert = await world.alert("Réponse publiée")
    assert "Le Gouvernement entretient les digues." in alert.text
    await world.swept()
    assert world.count("Réponse publiée") == 1
    await world.sites.wait_until(lambda: pages_asked(world, RECORD, Source.NOSDEPUTES))
    await world.swept()
    assert pages_asked(world, RECORD, Source.NOSDEPUTES) == 1
    assert pages_asked(world, RECORD, Source.ASSEMBLEE) == 0


async def test_status_is_answered_from_the_catalogue_without_any_request(world: JourneyWorld) -> None:
    world.sites.record(RECORD)
    await world.start(**{**OFTEN, "SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600"})
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    await world.swept_once()
    # Four archives and eight of oral questions, the next legislature's, both registers, the feed.
    await world.sites.wait_until(lambda: len(world.sites.requests) == 16)
    before = len(world.sites.requests)
    for reference in ("4321", "17/4321"):
        assert "Entretien des digues" in (await world.ask(f"/status {reference}")).text
    assert len(world.sites.requests) == before


async def test_every_step_of_a_life_is_told_once_and_in_order(world: JourneyWorld) -> None:
    await followed(world, RECORD)
    moved = replace(
        RECORD, ministry="Agriculture", attributions=(*(RECORD.attributions or ()), Attribution("Agriculture", TODAY))
    )
    signalled = replace(moved, signalled=(TODAY,))
    renewed = replace(signalled, renewals=(TODAY,))
    answered = replace(renewed, answer=Answer(TODAY, "Le Gouvernement entretient les digues."))
    corrected = replace(renewed, answer=Answer(TODAY, "Le Gouvernement répare les digues."))
    steps = [
        (moved, "Changement de ministère"),
        (signalled, "Question signalée"),
        (renewed, "Question renouvelée"),
        (answered, "Réponse publiée"),
        (corrected, "Réponse corrigée"),
        (renewed, "Question rouverte"),
        (replace(renewed, closing=Closing("Fin de mandat", TODAY)), "Close sans réponse"),
    ]
    for record, words in steps:
        world.sites.record(record)
        await world.alert(words)
        world.sites.remake_archive(17)
        await world.swept()
    texts = world.texts()[1:]
    assert [words in text for (_, words), text in zip(steps, texts, strict=True)] == [True] * len(steps)
    assert "répare" in texts[4]


async def test_an_end_that_is_missing_from_one_archive_is_not_taken_back(world: JourneyWorld) -> None:
    answered = replace(RECORD, answer=ANSWER)
    await followed(world, answered)

    def served_whole() -> int:
        return sum(request.status == 200 for request in world.sites.asked(world.sites.archive_path(17)))

    def served_more(before: int) -> bool:
        return served_whole() > before

    for _ in range(3):
        served = served_whole()
        world.sites.record(RECORD)
        await world.sites.wait_until(partial(served_more, served))
        world.sites.record(answered)
        await world.swept()
    assert world.count("rouverte") == 0


async def test_a_comment_that_the_feed_names_is_told_and_the_page_is_read_for_it_alone(world: JourneyWorld) -> None:
    world.sites.put(replace(OLDER, comments=()), on=Source.NOSDEPUTES)
    await followed(world, OLDER, RECORD)
    await world.sites.wait_until(lambda: pages_asked(world, OLDER, Source.NOSDEPUTES))
    await feed_asked(world, 3)
    read = pages_asked(world, OLDER, Source.NOSDEPUTES)
    world.sites.comment(OLDER.id, comment(77))
    alert = await world.alert("Nouveau commentaire")
    assert "Enfin une question sur les digues" in alert.text
    await feed_asked(world, 4)
    assert world.count("Nouveau commentaire") == 1
    assert pages_asked(world, OLDER, Source.NOSDEPUTES) <= read + 2
    resolved = [each for each in world.sites.requests if each.status == 302]
    assert len(resolved) == 1


async def test_a_comment_whose_page_cannot_be_found_out_keeps_no_other_from_being_told(world: JourneyWorld) -> None:
    other = replace(OLDER, id=QuestionId.of_legislature(16, 4322), comments=())
    for question in (replace(OLDER, comments=()), other):
        world.sites.put(question, on=Source.NOSDEPUTES)
    await followed(world, OLDER, other)
    await world.sites.wait_until(lambda: pages_asked(world, other, Source.NOSDEPUTES))
    await feed_asked(world, 3)
    world.sites.fault(path=f"/16/question/{world.sites.internal_id(other.id)}", status=500)
    world.sites.comment(OLDER.id, comment(77, "Le premier."))
    world.sites.comment(other.id, comment(78, "Le second."))
    await world.alert("Le premier.")
    world.sites.heal()
    await world.alert("Le second.")


@pytest.mark.parametrize("kind", ["cut", "garbage", "empty", "error_page", "drop", "status", "trickle"])
async def test_an_archive_that_fails_changes_nothing_and_its_news_come_later(
    world: JourneyWorld, kind: SiteFaultKind
) -> None:
    await followed(world, RECORD)
    path = world.sites.archive_path(17)
    world.sites.fault(path=path, kind=kind)
    world.sites.record(replace(RECORD, answer=ANSWER))
    await world.swept(count=1 if kind == "trickle" else 4)
    assert world.count("Réponse publiée") == 0
    assert "En attente de réponse" in (await world.ask("/status 17/4321")).text
    world.sites.heal()
    if kind != "trickle":
        await world.alert("Réponse publiée")
    assert pages_asked(world, RECORD, Source.ASSEMBLEE) == 0


async def test_an_archive_that_failed_is_asked_for_again_at_the_next_start_and_not_hours_later(
    world: JourneyWorld,
) -> None:
    world.sites.record(RECORD)
    world.sites.fault(path=world.sites.archive_path(17))
    await world.start()
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    await world.stored("SELECT 1 FROM archives WHERE name = 'archive-17' AND failures > 0", 1)
    await world.stop()
    world.sites.heal()
    await world.start()
    await world.swept_once()


async def test_a_flood_is_one_list_with_a_button_for_each_text(world: JourneyWorld) -> None:
    many = [numbered(number) for number in range(1, 9)]
    await followed(world, *many)
    for number in range(1, 9):
        world.sites.record(numbered(number, replace(RECORD, answer=Answer(TODAY, f"Réponse à la question {number}."))))
    alert = await world.alert("réponses publiées")
    assert alert.text.count("Entretien des digues") == 8
    assert [button.text for row in alert.buttons for button in row] == [f"📖 {number}" for number in range(1, 9)]
    world.telegram.press(world.camille, alert, "📖 3")
    await world.alert("Réponse à la question 3.")


async def test_one_text_for_many_questions_is_told_once(world: JourneyWorld) -> None:
    await followed(world, *(numbered(number) for number in range(1, 4)))
    for number in range(1, 31):
        world.sites.record(numbered(number, replace(RECORD, answer=ANSWER)))
    alert = await world.alert("Réponse publiée")
    assert "27 autres" in alert.text
    await world.swept()
    assert world.count("Réponse publiée") == 1


async def test_the_operator_is_told_once_of_a_sweep_that_is_not_believed_and_of_a_new_label(
    world: JourneyWorld,
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    for number in range(1, 41):
        world.sites.record(numbered(number))
    await followed(world, numbered(1), ADMIN_CHAT_ID=str(operator.id))
    for number in range(1, 5):
        world.sites.raw_record(QuestionId.of_legislature(17, number), b"{}")
    rejected = await world.telegram.wait_for(operator.id, lambda message: "Archive refusée" in message.text)
    assert "4 of 40" in rejected.text
    await world.swept(count=3)
    for number in range(1, 5):
        world.sites.record(numbered(number, replace(RECORD, closing=Closing("Fusion <de> questions", TODAY))))
    alert = await world.alert("Close sans réponse")
    assert "Fusion <de> questions" in alert.text
    await world.telegram.wait_for(operator.id, lambda message: "Fusion <de> questions" in message.text)
    await world.swept(count=3)
    assert sum("Archive refusée" in text for text in world.texts(operator.id)) == 1
    assert sum("Fusion" in text for text in world.texts(operator.id)) == 1


async def test_a_sweep_that_is_killed_loses_nothing_and_repeats_nothing(world: JourneyWorld) -> None:
    many = [numbered(number) for number in range(1, 401)]
    await followed(world, *many[:40])
    await world.alert("40 questions suivies")
    sent = [replace(each, closing=Closing("Fin de mandat", TODAY)) for each in many]
    for each in sent:
        world.sites.record(each)
    for delay in (0.05, 0.15, 0.25):
        await asyncio.sleep(delay)
        await world.kill()
        await world.start(**OFTEN)
    await world.swept(count=3)
    await world.alert("n°\u00a040 (17ᵉ législature) Entretien des digues — Fin de mandat")
    closed = "\n".join(text for text in world.texts() if "sans réponse" in text)
    assert [closed.count(f"n°\u00a0{number} ") for number in range(1, 41)] == [1] * 40
