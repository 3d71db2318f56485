"""A person follows a question, and is told of its events."""

from dataclasses import replace
from datetime import date

from bot.core.question import Answer, QuestionId
from bot.core.source import Source
from tests.journeys.test_archive import RECORD
from tests.journeys.world import JourneyWorld
from tests.support.examples import CLOSING, ID, WAITING, comment
from tests.support.stores import ON_BOTH

ANSWER = Answer(date(2026, 11, 17), "Le Gouvernement entretient les digues.\n\nIl continuera.")
ANSWERED_QUESTION = replace(WAITING, answer=ANSWER)
ANSWERED, COMMENTED, CLOSED = "✅ Réponse publiée\n", "Nouveau commentaire", "Close sans réponse"


@ON_BOTH
async def test_a_follow_an_answer_an_alert(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321")
    assert "Vous suivez maintenant cette question." in card.text
    assert "législature en cours" in card.text
    assert "En attente de réponse" in card.text
    world.sites.answer(ID, ANSWER)
    alert = await world.alert(ANSWERED)
    assert alert.reply_to == card.message_id
    assert "De\u00a0: Transition écologique\n👤 À\u00a0: Mme Odile Garance" in alert.text
    assert "après 49 jours" in alert.text
    assert "Le Gouvernement entretient les digues.\n\nIl continuera." in alert.text
    await world.checks_of_both(ID, 3)
    assert world.count(ANSWERED) == 1


async def test_a_comment_is_told_once_and_leads_to_the_comment(world: JourneyWorld) -> None:
    world.sites.put(replace(WAITING, comments=(comment(1),)))
    await world.start()
    card = await world.ask("/suivre 17/4321")
    assert "💬 1 commentaire" in card.text
    world.sites.comment(ID, comment(2, "Toujours rien ?"))
    alert = await world.alert(COMMENTED)
    assert "Toujours rien\u00a0?" in alert.text  # the site itself puts a no-break space there
    assert "#commentaire_2" in alert.html
    await world.checks(ID, Source.NOSDEPUTES, 3)
    assert world.count(COMMENTED) == 1


async def test_an_end_without_an_answer_is_told_once_with_its_label(world: JourneyWorld) -> None:
    id = QuestionId.of_legislature(15, 77)
    world.sites.put(replace(WAITING, id=id))
    await world.start()
    await world.ask("/follow 15-77")
    world.sites.close(id, CLOSING)
    alert = await world.alert(CLOSED)
    assert "fin de mandat" in alert.text.lower()
    await world.checks_of_both(id, 3)
    assert world.count(CLOSED) == 1


async def test_what_is_on_the_page_when_it_is_first_seen_is_not_news(world: JourneyWorld) -> None:
    world.sites.put(replace(ANSWERED_QUESTION, comments=(comment(1), comment(2))))
    await world.start()
    card = await world.ask("/follow 4321")
    assert "✅ Réponse publiée le 17 novembre 2026" in card.text
    assert "2 commentaires" in card.text
    await world.checks_of_both(ID, 4)
    assert len(world.texts()) == 1


async def test_an_answer_seen_first_on_nosdeputes_is_not_told_again_by_the_assemblee(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321")
    world.sites.answer(ID, ANSWER, on=Source.NOSDEPUTES)
    await world.alert(ANSWERED)
    world.sites.answer(ID, Answer(date(2026, 11, 25), "Version officielle."), on=Source.ASSEMBLEE)
    await world.checks_of_both(ID, 3)
    assert world.count(ANSWERED) == 1
    assert "25 novembre 2026" in (await world.ask("/status 4321")).text


async def test_a_page_that_loses_its_answer_for_an_hour_takes_nothing_back(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321")
    world.sites.put(ANSWERED_QUESTION)
    await world.alert(ANSWERED)
    world.sites.put(WAITING)
    await world.checks_of_both(ID, 3)
    assert "Réponse publiée" in (await world.ask("/status 4321")).text
    world.sites.put(ANSWERED_QUESTION)
    await world.checks_of_both(ID, 3)
    assert world.count(ANSWERED) == 1


async def test_the_whole_text_comes_at_the_press_of_a_button(world: JourneyWorld) -> None:
    text = "\n\n".join(f"Paragraphe {number}. " + "Des mots. " * 60 for number in range(20))
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321")
    world.sites.answer(ID, Answer(date(2026, 11, 24), text))
    alert = await world.alert(ANSWERED)
    assert "[…]" in alert.text
    world.telegram.press(world.camille, alert, "text:an17-4321")
    await world.alert("· 4/4")
    parts = [text.split("\n", 2)[2] for text in world.texts() if "Réponse à la question" in text]
    assert " ".join(parts).split() == text.split()


async def test_a_bare_number_is_the_nearest_legislatures_and_the_one_before_is_offered(world: JourneyWorld) -> None:
    for legislature in (16, 14):
        world.sites.put(
            replace(WAITING, id=QuestionId.of_legislature(legislature, 12432), subject=f"Sujet de la {legislature}e")
        )
    await world.start()
    card = await world.ask("/follow n° 12432")
    assert "pas de n°\u00a012432 dans la 17ᵉ législature\u00a0: j’ai pris la 16ᵉ" in card.text
    assert "Sujet de la 16e" in card.text
    world.telegram.press(world.camille, card, "14ᵉ législature\u00a0: voir")
    offered = await world.alert("Sujet de la 14e")
    assert "à la place de celle de la 16ᵉ législature" in offered.text
    assert "1 question suivie" in (await world.ask("/liste")).text


async def test_several_references_at_once_each_get_their_answer(world: JourneyWorld) -> None:
    for number in (1, 2):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start()
    number = world.telegram.say(
        world.camille, "/follow 1, https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE2\n13/3QG toto 999"
    )
    last = await world.telegram.wait_for(1001, "toto", after=number)
    assert world.count("Vous suivez maintenant") == 2
    assert "des questions orales, je ne connais" in last.text
    assert "Aucune question écrite n°\u00a0999" in last.text


async def test_as_many_slips_as_one_can_make_are_all_answered(world: JourneyWorld) -> None:
    await world.start()
    world.telegram.say(world.camille, "/follow " + " ".join(f"mot{number}" for number in range(50)))
    await world.alert("«\u00a0mot49\u00a0»")
    said = "\n".join(world.texts())
    assert all(f"«\u00a0mot{number}\u00a0»" in said for number in range(50))


async def test_many_references_at_once_come_in_one_message_and_the_notice_of_the_search_goes(
    world: JourneyWorld,
) -> None:
    for number in range(1, 9):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start(REQUESTS_PER_SECOND="3")
    first = await world.ask("/follow " + " ".join(f"17/{number}" for number in range(1, 9)))
    assert "Je cherche ces 8 questions" in first.text
    assert first.silent
    reply = await world.alert("8 questions suivies")
    assert reply.text.count("Entretien des digues") == 8
    assert world.texts() == [reply.text]


async def test_a_notice_that_cannot_be_sent_or_removed_keeps_no_answer_away(world: JourneyWorld) -> None:
    for number in range(1, 9):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    world.telegram.fail_next("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    await world.start(REQUESTS_PER_SECOND="3")
    text = " ".join(f"17/{number}" for number in range(1, 9))
    assert "Je cherche" in (await world.ask(f"/status {text}")).text
    await world.alert("8 questions\n")
    world.telegram.fail_next("sendMessage", status=429, retry_after=1)
    assert "8 questions suivies" in (await world.ask(f"/follow {text}")).text


async def test_references_over_the_limit_of_a_message_are_named_to_be_sent_next_and_the_rest_is_done(
    world: JourneyWorld,
) -> None:
    for number in range(1, 61):
        world.sites.record(replace(RECORD, id=QuestionId.of_legislature(17, number)))
    await world.start(MOST_FOLLOWS="55", WATCH_INTERVAL="3600")
    await world.swept_once()
    world.telegram.say(world.camille, "/suivre " + " ".join(map(str, [*range(1, 50), "toto", *range(50, 61)])))
    left = await world.alert("Voici les 11 autres")
    await world.stored("SELECT 1 FROM follows", 49)
    assert "«\u00a0toto\u00a0»" in left.text
    rest = left.text.splitlines()[-1]
    assert rest == "/suivre 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60"
    # The copied references are read as they stand; questions for which the chat is too full are named.
    full = await answered(world, rest, "n’ont pas été suivies")
    await world.stored("SELECT 1 FROM follows", 55)
    assert all(f"n°\u00a0{number} (17ᵉ" in full for number in range(56, 61))
    stopped = await answered(world, "/arreter " + " ".join(map(str, range(1, 61))), "Voici les 10 autres")
    assert stopped.splitlines()[-1] == "/arreter 51, 52, 53, 54, 55, 56, 57, 58, 59, 60"
    await world.stored("SELECT 1 FROM follows", 5)


async def answered(world: JourneyWorld, text: str, words: str) -> str:
    """Camille writes. Returns the message that holds those words."""
    number = world.telegram.say(world.camille, text)
    return (await world.telegram.wait_for(1001, words, after=number)).text


async def test_stopping_by_button_and_following_again(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321")
    other = world.telegram.person(1002)
    await world.ask("/follow 4321", other)
    world.telegram.press(world.camille, card, "Ne plus suivre")
    await world.button("👁 Suivre")
    assert "ne recevrez plus d’alerte" in (world.telegram.answers[-1].text or "")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, other.id)
    await world.all_done()
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    assert world.count(ANSWERED) == 0
    world.telegram.press(world.camille, await world.button("👁 Suivre"), "👁 Suivre")
    await world.button("Ne plus suivre")
    await world.checks_of_both(ID, 3)
    # Whether it was read at the press or after it, the answer is told once: on a card, or in an alert.
    assert world.count("✅ Réponse publiée le 17 novembre 2026") + world.count(ANSWERED) == 1


SLIPS = (
    ("/follow", "Quelle question suivre"),
    ("/follow bonjour", "Je ne reconnais pas de question dans «\u00a0bonjour\u00a0»"),
    ("/follow 13/12QG", "je ne connais que celles posées depuis la 14ᵉ législature"),
    ("/follow 12/12", "je connais les législatures 13 à 17"),
    ("/follow 17/999", "Il n’y a pas de question écrite n°\u00a0999 (17ᵉ législature)"),
    ("/follow 999", "Aucune question écrite n°\u00a0999"),
    ("/unfollow", "Quelle question ne plus suivre"),
    ("/arreter 999", "Aucune question n°\u00a0999 n’est suivie ici"),
    ("/unfollow 17/999", "n’est pas suivie ici"),
    ("/etat", "Quelle question regarder"),
    ("/start", "Je surveille les questions écrites"),
    ("/aide", "Guetteur surveille les questions écrites"),
    ("/foo", "Je ne connais pas cette commande"),
    ("bonjour", "Envoyez-moi le numéro d’une question écrite"),
)


async def test_each_slip_gets_its_own_kind_sentence_and_changes_nothing(world: JourneyWorld) -> None:
    await world.start()
    for text, words in SLIPS:
        assert words in (await world.ask(text)).text
        assert "Aucune question n’est suivie ici" in (await world.ask("/list")).text


async def test_a_person_whose_telegram_is_not_french_is_spoken_to_in_english(world: JourneyWorld) -> None:
    john = world.telegram.person(1002, first_name="John", language_code="en-GB")
    world.sites.put(WAITING)
    await world.start()
    assert "I watch the written questions" in (await world.ask("/start", john)).text
    assert "You now follow this question." in (await world.ask("/follow 4321", john)).text


async def test_a_pasted_address_is_answered_with_the_card_and_a_button(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321?x=1#reponse")
    assert "Entretien des digues" in card.text
    assert "Aucune question" in (await world.ask("/list")).text
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.button("Ne plus suivre")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)


async def test_an_address_with_the_sites_own_page_number_is_resolved(world: JourneyWorld) -> None:
    id = QuestionId.of_legislature(16, 4321)
    world.sites.put(replace(WAITING, id=id, asked=date(2023, 9, 26)))
    world.sites.give_internal_id(id, 98765)
    await world.start()
    card = await world.ask("/follow https://www.nosdeputes.fr/16/question/98765#commentaire_3")
    assert "Question écrite n°\u00a04321 · 16ᵉ législature" in card.text
    assert (
        "pas de question à cette adresse" in (await world.ask("/follow https://www.nosdeputes.fr/16/question/1")).text
    )


async def test_a_long_list_is_turned_page_by_page(world: JourneyWorld) -> None:
    for number in range(1, 24):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start(WATCH_INTERVAL="3600")
    world.telegram.say(world.camille, "/follow " + " ".join(f"17/{number}" for number in range(1, 24)))
    await world.alert("23 questions suivies")
    page = await world.ask("/list")
    assert "page 1 sur 3" in page.text
    for turn, expected in (("Suivantes ›", 2), ("Suivantes ›", 3), ("‹ Précédentes", 2)):
        shown = world.telegram.message(1001, page.message_id)
        assert shown is not None
        world.telegram.press(world.camille, shown, turn)
        await world.telegram.wait_for(1001, f"page {expected} sur 3")
    assert world.count("sur 3") == 1


async def test_many_are_stopped_in_one_message_and_a_choice_keeps_its_buttons(world: JourneyWorld) -> None:
    for id in (
        QuestionId.of_legislature(17, 1),
        QuestionId.of_legislature(16, 1),
        *(QuestionId.of_legislature(17, number) for number in range(2, 8)),
    ):
        world.sites.put(replace(WAITING, id=id))
    await world.start(WATCH_INTERVAL="3600")
    world.telegram.say(world.camille, "/follow 16/1 " + " ".join(f"17/{number}" for number in range(1, 8)))
    await world.alert("8 questions suivies")
    before = len(world.texts())
    world.telegram.say(world.camille, "/unfollow " + " ".join(str(number) for number in range(1, 8)))
    choice = await world.button("Ne plus suivre la 16ᵉ")
    assert len(world.texts()) == before + 2
    world.telegram.press(world.camille, choice, "Ne plus suivre la 16ᵉ")
    await world.button("👁 Suivre")
    assert "1 question suivie" in (await world.ask("/list")).text


async def test_comments_on_one_question_can_be_muted_and_heard_again_while_all_else_is_told(
    world: JourneyWorld,
) -> None:
    world.sites.put(replace(WAITING, comments=(comment(1),)))
    await world.start()
    await world.ask("/follow 4321")
    world.sites.comment(ID, comment(2, "Le premier."))
    world.telegram.press(world.camille, await world.alert("Le premier."), "🔕 Sans commentaires")
    alert = await world.button("🔔 Avec commentaires")
    world.sites.comment(ID, comment(3, "Le second."))
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.checks(ID, Source.NOSDEPUTES, 2)
    assert world.count("Le second.") == 0
    world.telegram.press(world.camille, alert, "🔔 Avec commentaires")
    await world.button("🔕 Sans commentaires", on=alert)
    world.sites.comment(ID, comment(4, "Le troisième."))
    await world.alert("Le troisième.")
