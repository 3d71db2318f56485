"""A site's faults make the bot lose nothing and invent nothing."""

from dataclasses import replace

import pytest

from bot.core.question import QuestionId
from bot.core.source import Source
from bot.standins.sites.faults import SiteFaultKind
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, answered, comment

ANSWERED = "✅ Réponse publiée\n"


@pytest.mark.parametrize("kind", ["status", "error_page", "garbage", "empty", "drop"])
async def test_an_answer_is_told_after_a_site_had_a_bad_hour(world: JourneyWorld, kind: SiteFaultKind) -> None:
    await world.followed(WAITING)
    world.sites.fault(kind=kind)
    world.sites.answer(ID, ANSWER)
    await world.checks_of_both(ID, 2)
    assert world.count(ANSWERED) == 0
    world.sites.heal()
    await world.alert(ANSWERED)


async def test_a_site_that_hangs_does_not_hold_up_the_other(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.sites.fault(on=Source.ASSEMBLEE, kind="hang")
    world.sites.comment(ID, comment(1, "Pendant ce temps"))
    await world.alert("Pendant ce temps")


async def test_a_question_that_fails_does_not_stop_the_others(world: JourneyWorld) -> None:
    other = QuestionId.of_legislature(17, 1)
    world.sites.put(replace(WAITING, id=other))
    await world.followed(WAITING)
    await world.ask("/follow 17/1")
    world.sites.fault(path=world.sites.path_of(other, Source.ASSEMBLEE), kind="garbage")
    world.sites.fault(path=world.sites.path_of(other, Source.NOSDEPUTES), kind="drop")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)


async def test_a_follow_is_kept_while_the_sites_are_down_and_its_card_comes_later(world: JourneyWorld) -> None:
    world.sites.put(answered())
    world.sites.fault()
    await world.start()
    assert "Votre demande est gardée" in (await world.ask("/follow 17/4321")).text
    assert "page pas encore lue" in (await world.ask("/list")).text
    world.sites.heal()
    card = await world.alert("La question a pu être lue")
    assert "24 novembre 2026" in card.text
    await world.checks_of_both(ID, 2)
    assert world.count(ANSWERED) == 0


async def test_a_bare_number_is_resolved_once_the_sites_are_back(world: JourneyWorld) -> None:
    world.sites.put(replace(WAITING, id=QuestionId.of_legislature(16, 4321)))
    world.sites.fault()
    await world.start(SWEEP_INTERVAL="0.3")
    assert "Votre demande est gardée" in (await world.ask("/follow 4321")).text
    world.sites.heal()
    card = await world.alert("j’ai pris la 16ᵉ")
    assert "n°\u00a04321 · 16ᵉ législature" in card.text


async def test_a_question_that_turns_out_not_to_exist_ends_with_a_word(world: JourneyWorld) -> None:
    world.sites.fault()
    await world.start(SWEEP_INTERVAL="0.3")
    assert "Votre demande est gardée" in (await world.ask("/follow 17/4321")).text
    world.sites.heal()
    await world.alert("Il n’y a pas de question écrite n°\u00a04321")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_site_that_asks_to_wait_is_left_alone(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.sites.fault(on=Source.ASSEMBLEE, status=429, retry_after=3600, times=1)
    await world.sites.wait_until(lambda: any(request.status == 429 for request in world.sites.requests))
    asked = len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE)))
    await world.checks(ID, Source.NOSDEPUTES, 5)
    assert len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE))) == asked


async def test_a_redirect_to_a_stranger_is_not_followed(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    world.sites.fault(on=Source.ASSEMBLEE, kind="redirect", to="http://169.254.169.254/latest")
    await world.start()
    card = await world.ask("/follow 17/4321")
    assert "n’a pas pu être lu à l’instant" in card.text
    assert "redirected to an unknown host" in world.log.read_text()


async def test_a_page_that_did_not_change_is_not_sent_again(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    await world.sites.wait_until(lambda: any(request.status == 304 for request in world.sites.requests))
    assert all("Guetteur/" in request.headers["User-Agent"] for request in world.sites.requests)


async def test_a_question_that_many_follow_is_fetched_once(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start(WATCH_INTERVAL="600")
    people = [world.telegram.person(2000 + number) for number in range(20)]
    for person in people:
        world.telegram.say(person, "/follow 17/4321")
    for person in people:
        await world.telegram.wait_count(person.id, 1)
    assert len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE))) == 1


async def test_a_page_that_the_second_site_does_not_have_is_no_cause_for_a_warning(world: JourneyWorld) -> None:
    for number in range(1, 6):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)), on=Source.ASSEMBLEE)
    await world.start()
    for number in range(1, 6):
        card = await world.ask(f"/follow 17/{number}")
        assert "⚠️" not in card.text
        assert "NosDéputés" not in card.text
