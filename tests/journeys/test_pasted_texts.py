"""Private messages that are no commands: pasted addresses, articles, captions, forwarded posts."""

from dataclasses import replace

from bot.core.question import QuestionId
from bot.standins.telegram.messages import SentMessage
from tests.journeys.test_archive import RECORD, followed, numbered
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, CLOSING, ID, WAITING


async def started(world: JourneyWorld, *numbers: int) -> None:
    """Start the bot; both sites have these questions."""
    for number in numbers:
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start()


async def followed_all(world: JourneyWorld, text: str) -> tuple[SentMessage, str]:
    """Camille sends a text and presses the button under the list. Returns the list and the notice that she gets."""
    listed = await world.ask(text)
    return listed, await pressed(world, listed)


async def pressed(world: JourneyWorld, listed: SentMessage) -> str:
    return await world.forged(listed, "all:")


def buttons(world: JourneyWorld, message: SentMessage) -> list[str]:
    shown = world.telegram.message(1001, message.message_id)
    return [button.text for button in shown.all_buttons] if shown else []


async def test_several_pasted_addresses_come_as_one_list_that_one_tap_follows(world: JourneyWorld) -> None:
    await started(world, 1, 2, 3)
    text = "\n".join(QuestionId.of_legislature(17, number).page for number in (1, 2, 3))
    listed, notice = await followed_all(world, text)
    assert listed.text.startswith("3 questions dans ce message\n• n°\u00a01 (17ᵉ législature) Entretien des digues — ")
    assert [each.text for each in listed.all_buttons] == ["👁 Suivre les 3"]
    assert notice == "C’est noté\u00a0: 3 questions suivies."
    await world.telegram.wait_until(lambda: buttons(world, listed) == [])
    assert "3 questions suivies" in (await world.ask("/list")).text
    assert len(world.texts()) == 2


async def test_a_list_that_a_channel_follows_says_so(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    await started(world, 4321, 4322, 4323)
    world.telegram.forge_shared(world.camille, 1, channel)
    await world.alert("Vous gérez maintenant")
    there = "dans «\u00a0Digues en direct\u00a0»"
    for references, notice in (
        ("17/4321 17/4322", f"2 questions suivies {there}."),
        ("17/4322 17/4323", f"1 question suivie de plus {there}\u00a0; déjà suivies\u00a0: 1."),
        ("17/4321 17/4323", f"Les 2 étaient déjà suivies {there}."),
    ):
        offer = await world.ask(references)
        assert (await world.forged(offer, "all:@-100700")).endswith(notice)


async def test_an_article_is_searched_for_the_questions_that_it_mentions(world: JourneyWorld) -> None:
    await started(world, 4321, 4322)
    article = (
        "Le 24 octobre 2023, après 49-3 et 123 voix contre 45, l’amendement n° 77 est tombé. La question écrite n° 4 321 "
        "attend toujours, comme la question n° 4322 (17e législature) et la question écrite n° 999."
    )
    listed, notice = await followed_all(world, article)
    assert listed.text.startswith("2 questions dans ce message")
    assert "n°\u00a04321 (17ᵉ" in listed.text
    assert "n°\u00a04322 (17ᵉ" in listed.text
    assert listed.text.endswith("/suivre 12432")
    assert "Aucune question écrite n°\u00a0999" in listed.text
    assert notice == "C’est noté\u00a0: 2 questions suivies."
    world.sites.answer(ID, ANSWER)
    await world.alert("✅ Réponse publiée\n")


async def test_one_question_in_a_text_is_shown_as_its_card(world: JourneyWorld) -> None:
    await started(world, 4321)
    card = await world.ask(f"Regarde ça : {ID.page} !")
    assert "Question écrite n°\u00a04321 · 17ᵉ législature" in card.text
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.button("Ne plus suivre")


async def test_a_caption_and_a_forwarded_post_with_hidden_links_are_read(world: JourneyWorld) -> None:
    await started(world, 4321, 4322)
    words = "Deux questions : ici et là"
    links = [
        {"type": "text_link", "offset": 17, "length": 3, "url": QuestionId.of_legislature(17, 4322).page},
        {"type": "text_link", "offset": 24, "length": 2, "url": ID.page},
    ]
    world.telegram.send_photo(world.camille, words, caption_entities=links)
    first = await world.alert("2 questions dans ce message")
    assert first.text.index("4322") < first.text.index("4321")
    loire = world.telegram.channel(-1009, "La Loire")
    number = world.telegram.forward(world.camille, words, loire, entities=links)
    await world.telegram.wait_for(1001, "2 questions dans ce message", after=number)


async def test_a_text_that_names_no_question_gets_a_hint_and_a_photo_alone_nothing(world: JourneyWorld) -> None:
    await started(world)
    world.telegram.send_photo(world.camille, "")
    reply = await world.ask("Le 24 octobre 2023, 12432 personnes ont lu l’article 49.")
    assert "Envoyez-moi le numéro" in reply.text
    assert len(world.texts()) == 1


async def test_pressing_twice_follows_once_and_the_notice_counts_the_follows(world: JourneyWorld) -> None:
    await started(world, 4321, 4322, 4323)
    await world.ask("/follow 4321")
    listed, notice = await followed_all(world, "questions n° 4321, 4322 et 4323")
    assert notice == "C’est noté\u00a0: 2 questions suivies de plus\u00a0; déjà suivies\u00a0: 1."
    assert await pressed(world, listed) == "Les 3 étaient déjà suivies."
    assert "3 questions suivies" in (await world.ask("/list")).text


async def test_a_question_that_ended_before_the_press_is_named_for_it_will_never_be_told(world: JourneyWorld) -> None:
    await started(world, 4321, 4322)
    listed = await world.ask("questions n° 4321 et 4322")
    world.sites.answer(ID, ANSWER)
    await world.ask("/follow 4321")
    await world.alert("✅ Réponse publiée")  # on the card, or in an alert after it
    await world.ask("/unfollow 4321")
    await pressed(world, listed)
    ended = await world.alert("1 de ces questions n’attend plus de réponse")
    assert "4321" in ended.text
    assert "4322" not in ended.text


async def test_a_button_under_any_other_message_of_the_bot_follows_no_more_than_what_that_links_to(
    world: JourneyWorld,
) -> None:
    await started(world, 4321)
    hint = await world.ask("bonjour")
    assert await pressed(world, hint) == "Ce bouton n’est plus valable. Renvoyez la commande."
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_list_of_fifty_is_one_message_and_follows_fifty(world: JourneyWorld) -> None:
    subject = "Un sujet dont le nom est long, très long, et même plus long que cela, sans fin " * 2
    for number in range(1, 51):
        world.sites.record(replace(numbered(number), subject=subject))
    await world.start(SWEEP_INTERVAL="0.2", WATCH_INTERVAL="3600")
    await world.swept()
    world.telegram.say(world.camille, "questions n° " + ", ".join(str(number) for number in range(1, 51)))
    listed = await world.alert("50 questions dans ce message")
    assert await pressed(world, listed) == "C’est noté\u00a0: 50 questions suivies."
    await world.stored("SELECT 1 FROM follows", 50)
    assert len(world.texts()) == 1


async def test_an_article_that_mentions_more_than_one_message_takes_loses_none(world: JourneyWorld) -> None:
    for number in range(101, 161):
        world.sites.record(numbered(number))
    await world.start(SWEEP_INTERVAL="0.2", WATCH_INTERVAL="3600")
    await world.swept()
    article = "Voici les questions n° " + ", ".join(map(str, range(101, 161)))
    world.telegram.say(world.camille, article)
    listed = await world.alert("50 questions dans ce message")
    left = await world.alert("Voici les 10 autres")
    assert left.text.splitlines()[-1] == ", ".join(map(str, range(151, 161)))
    world.telegram.press(world.camille, listed, "👁 Suivre les 50")
    await world.stored("SELECT 1 FROM follows", 50)
    again = await world.ask(left.text.splitlines()[-1])
    assert again.text.startswith("10 questions dans ce message")


async def test_an_end_names_the_question_with_which_its_author_asks_again(world: JourneyWorld) -> None:
    again = numbered(5000)
    world.sites.record(again)
    await followed(world, RECORD)
    world.sites.record(replace(RECORD, closing=CLOSING))
    alert = await world.alert("Close sans réponse")
    assert "Son auteur a posé de nouveau cette question\u00a0: n°\u00a05000" in alert.text
    world.telegram.press(world.camille, alert, "👁 Suivre la nouvelle")
    card = await world.alert("Vous suivez maintenant cette question.\n\nQuestion écrite n°\u00a05000")
    assert card.message_id > alert.message_id
    await world.telegram.wait_until(lambda: "👁 Suivre la nouvelle" not in buttons(world, alert))
