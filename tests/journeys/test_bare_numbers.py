"""A bare number that several legislatures have: the current one's question is followed, the others are a press away.

All pages are closed to the program here, so that everything comes from the archives.
"""

import zlib
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.summary import found_by
from bot.core.validators import Validators
from bot.demo.story import HEALTH_DATA, HEALTH_DATA_ANSWER
from bot.parliament.opendata import VERSION
from bot.standins.sites.record import record_bytes
from bot.standins.telegram.chats import Person
from bot.standins.telegram.messages import SentMessage
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from tests.journeys.test_archive import OFTEN, RECORD
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, WAITING

NUMBER = 12432
CURRENT = replace(
    RECORD, id=QuestionId.of_legislature(17, NUMBER), asked=date(2026, 2, 3), subject="Soutien aux apiculteurs"
)
HUB = replace(HEALTH_DATA, comments=None, signalled=(), renewals=())
"""The question that most people mean by no. 12432."""

OTHERS = (
    HUB,
    replace(
        WAITING,
        id=QuestionId.of_legislature(15, NUMBER),
        asked=date(2018, 9, 25),
        subject="Accès aux soins",
        comments=None,
    ),
    replace(
        WAITING,
        id=QuestionId.of_legislature(14, NUMBER),
        asked=date(2012, 12, 4),
        subject="Carte scolaire",
        comments=None,
    ),
)
HUB_BUTTON = "16ᵉ\u00a0: Hébergement de la… — M. Juvin, 2023"
CURRENT_BUTTON = "17ᵉ\u00a0: Soutien aux… — Mme Garance, 2026"


async def started(world: JourneyWorld, *older: Question, closed: bool = True, **settings: str) -> None:
    """Start the bot with the older archives already taken in, as by an earlier start, and the current one to sweep."""
    await take_in(world, *older)
    world.sites.record(CURRENT)
    if closed:
        for source in ASSEMBLEE.page_sources:
            world.sites.fault(on=source, status=503)
    await world.start(**{**OFTEN, **settings})
    await world.swept_once()


async def take_in(world: JourneyWorld, *questions: Question) -> None:
    store = await Store.open(f"sqlite:///{world.file}")
    now = datetime.now(UTC)
    for legislature in {question.id.session for question in questions}:
        records = [packed(each) for each in questions if each.id.session == legislature]
        await store.catalogue.take(legislature, records, now, 1)
        brought = Brought(Validators(), "digest", VERSION, len(records), None, (), is_kept_up=False)
        await store.catalogue.finish(legislature, brought, now)
    await store.close()


def packed(question: Question) -> Packed:
    body = record_bytes(question)
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    record = deflate.compress(body) + deflate.flush()
    return Packed(
        question.id.number, zlib.crc32(body), len(body), record, question.author_ref, None, *found_by(question)
    )


def pages_asked(world: JourneyWorld, *sources: Source) -> int:
    """The number of requests for pages of that number."""
    ids = [QuestionId.of_legislature(legislature, NUMBER) for legislature in range(13, 18)]
    return sum(len(world.sites.asked(world.sites.path_of(id, source))) for id in ids for source in sources or Source)


def labels(message: SentMessage) -> list[str]:
    return [button.text for button in message.all_buttons]


async def swapped(world: JourneyWorld, message: SentMessage, button: str, by: Person | None = None) -> SentMessage:
    """The card that replaces another one when its button is pressed."""
    world.telegram.press(by or world.camille, message, button)
    chat = message.chat_id
    return await world.telegram.wait_for(
        chat, lambda each: each.message_id == message.message_id and button not in labels(each)
    )


async def notice(world: JourneyWorld, message: SentMessage, button: str, by: Person | None = None) -> str:
    """The notice that a press of the button gets."""
    before = len(world.telegram.answers)
    world.telegram.press(by or world.camille, message, button)
    await world.telegram.wait_until(lambda: len(world.telegram.answers) > before)
    return world.telegram.answers[-1].text or ""


async def test_a_number_of_four_legislatures_is_the_current_ones_and_each_other_is_one_press_away(
    world: JourneyWorld,
) -> None:
    await started(world, *OTHERS)
    assert "Soutien aux apiculteurs" in (await world.ask(f"/status {NUMBER}")).text
    assert pages_asked(world) == 0
    card = await world.ask(f"/follow {NUMBER}")
    assert "Vous suivez maintenant cette question." in card.text
    assert "Soutien aux apiculteurs" in card.text
    assert "⚠️" not in card.text
    assert labels(card)[-3:] == [
        HUB_BUTTON,
        "15ᵉ\u00a0: Accès aux soins — Mme Garance, 2018",
        "14ᵉ\u00a0: Carte scolaire — Mme Garance, 2012",
    ]
    hub = await swapped(world, card, HUB_BUTTON)
    assert "à la place de celle de la 17ᵉ législature" in hub.text
    assert "Hébergement de la plateforme" in hub.text
    assert "n°\u00a012432 (16ᵉ législature)" in (listed := (await world.ask("/list")).text)
    assert "1 question suivie" in listed
    back = await swapped(world, hub, CURRENT_BUTTON)
    assert "Soutien aux apiculteurs" in back.text
    assert "17ᵉ législature" in (await world.ask("/list")).text
    assert pages_asked(world, Source.ASSEMBLEE) == 0


async def test_after_a_swap_the_other_one_is_told_and_the_first_is_not(world: JourneyWorld) -> None:
    world.sites.record(HUB)
    await started(world, HUB)
    card = await world.ask(f"/follow {NUMBER}")
    await swapped(world, card, HUB_BUTTON)
    world.sites.record(replace(CURRENT, answer=ANSWER))
    world.sites.record(replace(HUB, answer=HEALTH_DATA_ANSWER))
    assert "SecNumCloud" in (await world.alert("Réponse publiée\n")).text
    await world.swept()
    assert world.count("Réponse publiée\n") == 1


async def test_two_taps_swap_once_and_a_button_whose_follow_is_gone_follows(world: JourneyWorld) -> None:
    await started(world, *OTHERS, MOST_FOLLOWS="1")
    card = await world.ask(f"/follow {NUMBER}")
    for _ in range(2):
        world.telegram.press(world.camille, card, HUB_BUTTON)
    await world.telegram.wait_until(lambda: len(world.telegram.answers) == 2)
    assert world.telegram.answers[0].text == "C’est noté\u00a0: elle est suivie ici, à la place de l’autre."
    assert world.telegram.answers[1].text == "Déjà suivie ici."
    assert "n°\u00a012432 (16ᵉ législature)" in (await world.ask("/list")).text
    assert len(world.texts()) == 2
    await world.ask(f"/unfollow {NUMBER}")
    assert "je vous préviendrai" in await notice(world, card, "15ᵉ\u00a0: Accès aux soins — Mme Garance, 2018")
    assert "1 question suivie" in (await world.ask("/list")).text


async def test_a_kill_within_a_swap_loses_neither_the_follow_nor_the_card(world: JourneyWorld) -> None:
    await started(world, *OTHERS)
    card = await world.ask(f"/follow {NUMBER}")
    world.telegram.fail_next("editMessageText", status="hang")
    world.telegram.press(world.camille, card, HUB_BUTTON)
    await world.telegram.wait_until(lambda: world.telegram.called("editMessageText"))
    await world.kill()
    world.telegram.heal()
    await world.start(**OFTEN)
    hub = await world.alert("à la place de celle de la 17ᵉ")
    assert "Hébergement de la plateforme" in hub.text
    listed = (await world.ask("/list")).text
    assert "1 question suivie" in listed
    assert "16ᵉ législature" in listed


async def test_in_a_group_each_press_asks_for_the_right(world: JourneyWorld) -> None:
    member = world.telegram.person(1003, first_name="Dominique")
    group = world.telegram.group(-100600, "Données", admins=[world.camille], members=[member])
    await started(world, *OTHERS)
    card = await world.ask(f"/follow {NUMBER}", chat=group)
    assert "seuls les administrateurs" in await notice(world, card, HUB_BUTTON, member)
    assert "17ᵉ législature" in (await world.ask("/list", chat=group)).text
    hub = await swapped(world, card, HUB_BUTTON)
    assert "suivie ici, à la place de celle de la 17ᵉ" in hub.text
    assert "16ᵉ législature" in (await world.ask("/list", member, group)).text


async def test_in_a_channel_the_buttons_stay_and_are_for_those_who_post(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Données en direct", admins=[world.camille])
    await started(world, *OTHERS)
    world.telegram.post(channel, f"/follow {NUMBER}")
    card = await world.alert("suivie ici", chat=channel.id)
    assert next(button.text for button in card.all_buttons if not button.is_url) == HUB_BUTTON
    assert "seuls ceux qui publient" in await notice(world, card, HUB_BUTTON, world.telegram.person(1004))
    hub = await swapped(world, card, HUB_BUTTON)
    assert "à la place de celle de la 17ᵉ" in hub.text
    world.telegram.post(channel, f"/status {NUMBER}")
    seen = await world.alert("Les boutons du bas montrent les autres.", chat=channel.id)
    assert all(button.is_url for button in seen.all_buttons), "each reader looks for themselves"


async def test_commanded_from_private_the_press_is_about_the_chat_that_was_meant(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Données en direct", admins=[world.camille])
    await started(world, *OTHERS)
    offer = await world.ask("/canal")
    world.telegram.share_chat(world.camille, offer, "📣 Choisir un canal", channel)
    await world.alert("Vous gérez maintenant")
    card = await world.ask(f"/follow {NUMBER}")
    await world.ask("/canal")
    hub = await swapped(world, card, HUB_BUTTON)
    assert "«\u00a0Données en direct\u00a0»" in hub.text
    assert "à la place de celle de la 17ᵉ" in hub.text
    await world.stored("SELECT 1 FROM follows WHERE chat_id = -100700", 1)
    await world.stored("SELECT 1 FROM follows", 1)
    world.telegram.demote(channel, world.camille)
    assert "publient" in await notice(world, hub, CURRENT_BUTTON)


async def test_a_look_shows_the_other_card_and_follows_nothing(world: JourneyWorld) -> None:
    await started(world, *OTHERS)
    for text in (f"/status {NUMBER}", str(NUMBER)):
        card = await world.ask(text)
        assert "Les boutons du bas montrent les autres." in card.text
        world.telegram.press(world.camille, card, HUB_BUTTON)
        hub = await world.telegram.wait_for(1001, "Hébergement de la plateforme", after=card.message_id)
        assert CURRENT_BUTTON in labels(hub)
        assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    assert pages_asked(world) == 0
    assert labels(await world.ask("/status 16/12432"))[-1] == "🕰 Chronologie", (
        "what is named in full means nothing else"
    )


async def test_a_pasted_list_offers_to_look_at_the_others_and_follows_nothing(world: JourneyWorld) -> None:
    world.sites.record(replace(CURRENT, id=QuestionId.of_legislature(17, 1)))
    await started(world, HUB)
    world.telegram.say(world.camille, f"{NUMBER} 17/1")
    note = await world.alert("Ce numéro peut désigner plusieurs questions")
    button = "n°\u00a012432, 16ᵉ\u00a0: Hébergem… — M. Juvin, 2023"
    world.telegram.press(world.camille, note, button)
    await world.alert("Hébergement de la plateforme")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_list_names_the_numbers_that_mean_several_and_swaps_below_it(world: JourneyWorld) -> None:
    for number in range(1, 8):
        world.sites.record(replace(CURRENT, id=QuestionId.of_legislature(17, number)))
    await started(world, *OTHERS, replace(OTHERS[1], id=QuestionId.of_legislature(15, 3)))
    world.telegram.say(world.camille, f"/follow {NUMBER} 1 2 3 4 5 6 7")
    note = await world.alert("Ces numéros peuvent désigner plusieurs questions")
    assert "n°\u00a012432 et n°\u00a03" in note.text
    assert len(labels(note)) == 4
    button = "n°\u00a012432, 16ᵉ\u00a0: Hébergem… — M. Juvin, 2023"
    world.telegram.press(world.camille, note, button)
    hub = await world.alert("à la place de celle de la 17ᵉ")
    assert "Hébergement de la plateforme" in hub.text
    changed = await swapped_back(world, note, button)
    assert labels(changed)[0].startswith("n°\u00a012432, 17ᵉ\u00a0: Souti")
    assert "8 questions suivies" in (await world.ask("/list")).text


async def swapped_back(world: JourneyWorld, message: SentMessage, button: str) -> SentMessage:
    return await world.telegram.wait_for(
        message.chat_id, lambda each: each.message_id == message.message_id and button not in labels(each)
    )


async def test_an_archive_that_is_not_in_is_a_button_that_looks_when_it_is_pressed(world: JourneyWorld) -> None:
    world.sites.put(HUB)
    await started(world, closed=False)
    await world.stored(
        "SELECT 1 FROM archives WHERE in_vain AND name LIKE 'archive-__'", 4
    )  # of the 14th to 16th, and the 18th
    card = await world.ask(f"/follow {NUMBER}")
    assert labels(card)[-3:] == [f"{each}ᵉ législature\u00a0: voir" for each in (16, 15, 14)]
    assert pages_asked(world, Source.ASSEMBLEE) == 0
    await world.stored("SELECT 1 FROM archives WHERE name = 'archive-15' AND failures > 0", rows=1)
    said = await notice(world, card, "15ᵉ législature\u00a0: voir")
    assert said == "Il n’y a pas de question de ce numéro dans la 15ᵉ législature\u00a0: rien n’a changé."
    assert "17ᵉ législature" in (await world.ask("/list")).text
    hub = await swapped(world, card, "16ᵉ législature\u00a0: voir")
    assert "Hébergement de la plateforme" in hub.text
    assert labels(hub)[-3:-1] == [CURRENT_BUTTON, "15ᵉ législature\u00a0: voir"]


async def test_a_question_that_cannot_be_read_leaves_the_follow_as_it_is(world: JourneyWorld) -> None:
    await started(world)
    card = await world.ask(f"/follow {NUMBER}")
    said = await notice(world, card, "14ᵉ législature\u00a0: voir")
    assert "rien n’a changé. Réessayez" in said
    assert "17ᵉ législature" in (await world.ask("/list")).text


async def test_a_number_that_only_older_archives_have_is_the_newest_ones(world: JourneyWorld) -> None:
    older = [replace(each, id=QuestionId.of_legislature(each.id.session, 15_000)) for each in OTHERS[1:]]
    await started(world, HUB, *older)
    card = await world.ask("/follow 15000")
    assert "pas de n°\u00a015000 dans les 17ᵉ et 16ᵉ législatures\u00a0: j’ai pris la 15ᵉ" in card.text
    assert labels(card)[-1] == "14ᵉ\u00a0: Carte scolaire — Mme Garance, 2012"


async def test_a_number_that_no_archive_has_is_denied_though_every_page_is_closed(world: JourneyWorld) -> None:
    await started(world, *OTHERS)
    for text in ("/follow 17/9999", "/follow 999999"):
        said = (await world.ask(text)).text
        assert "’archive de l’Assemblée du" in said
        assert "mardi matin" in said
    assert "Il n’y a pas de question écrite n°\u00a05 (16ᵉ" in (await world.ask("/follow 16/5")).text
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_tomorrows_number_is_kept_and_its_card_comes_with_the_others(world: JourneyWorld) -> None:
    older = replace(HUB, id=QuestionId.of_legislature(16, NUMBER + 1))
    await started(world, older, *OTHERS[1:])
    kept = await world.ask(f"/follow {NUMBER + 1}")
    assert "pas encore dans l’archive" in kept.text
    assert labels(kept) == [HUB_BUTTON]
    world.sites.record(replace(CURRENT, id=QuestionId.of_legislature(17, NUMBER + 1)))
    card = await world.alert("j’ai pris la 17ᵉ")
    assert "Soutien aux apiculteurs" in card.text
    assert labels(card)[-1] == HUB_BUTTON
    await swapped(world, card, HUB_BUTTON)
    assert "16ᵉ législature" in (await world.ask("/list")).text


async def test_nothing_is_denied_before_the_first_archive_is_in(world: JourneyWorld) -> None:
    for source in ASSEMBLEE.page_sources:
        world.sites.fault(on=source, status=503)
    world.sites.record(CURRENT)
    world.sites.fault(path=world.sites.archive_path(17), kind="hang")
    await world.start(**OFTEN)
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    assert "je lis encore les archives" in (await world.ask(f"/follow {NUMBER}")).text
    assert "je lis encore les archives" in (await world.ask("/status 17/9999")).text
    await world.kill()
    world.sites.heal()
    for source in ASSEMBLEE.page_sources:
        world.sites.fault(on=source, status=503)
    await world.start(**OFTEN)
    assert "Soutien aux apiculteurs" in (await world.alert("j’ai pris la 17ᵉ")).text


async def test_missing_pages_deny_nothing_before_the_first_archive_is_in(world: JourneyWorld) -> None:
    world.sites.record(CURRENT)  # of which there is no page
    world.sites.fault(path=world.sites.archive_path(17), kind="hang")
    await world.start(**OFTEN)
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
    assert "je lis encore les archives" in (await world.ask(f"/follow 17/{NUMBER}")).text
    assert "je lis encore les archives" in (await world.ask("/status 17/9999")).text
    assert str(NUMBER) in (await world.ask("/list")).text
    await world.kill()
    world.sites.heal()
    await world.start(**OFTEN)
    assert "Soutien aux apiculteurs" in (await world.alert("Soutien aux apiculteurs")).text


async def test_missing_pages_deny_nothing_while_the_first_archive_fails(world: JourneyWorld) -> None:
    """The archive answers every request with 503 until it is well again."""
    archive = world.sites.archive_path(17)
    world.sites.record(CURRENT)  # of which there is no page
    world.sites.fault(path=archive, status=503)
    await world.start(**OFTEN)
    await world.sites.wait_until(lambda: len(world.sites.asked(archive)) >= 2)
    assert "je lis encore les archives" in (await world.ask(f"/follow 17/{NUMBER}")).text
    await world.checks(CURRENT.id, Source.ASSEMBLEE)
    world.sites.heal()
    assert "Soutien aux apiculteurs" in (await world.alert("Soutien aux apiculteurs")).text
    assert len(world.texts()) == 2
