"""A chat's follows and watches are exported as a file, and taken up again in another copy of the bot."""

import json
from dataclasses import replace

from bot.core.question import QuestionId
from bot.standins.telegram.files import Document
from tests.journeys.exporting import ANSWERED, file, handled, pressed, questions, sent
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment


async def test_exported_questions_are_followed_again_in_another_copy_of_the_bot(world: JourneyWorld) -> None:
    several = questions(3)
    for question in several:
        world.sites.put(replace(question, comments=(comment(1),)))
    await world.start(WATCH_INTERVAL="3600")
    world.telegram.say(world.camille, "/suivre 17/1 17/2 17/3")
    await world.telegram.wait_count(1001, 3)
    card = world.telegram.messages(1001)[1]
    await world.forged(card, "mute:an17-2")
    await world.forged(await world.ask("/reglages"), "set:when:weekly")
    await pressed(world, await world.ask("/veille cloud souverain"), "🔭 Commencer", "La veille commence ici.")
    exported = await world.ask("/exporter")
    assert exported.document is not None
    assert exported.document.name.startswith("guetteur-20")
    assert exported.document.name.endswith(".json")
    assert exported.text.count("Entretien des digues") == 3
    assert "Renvoyez-moi ce fichier" in exported.text
    content = exported.document.content
    assert str(world.camille.id).encode() not in content
    assert b"Camille" not in content
    await world.stop()

    await world.start(WATCH_INTERVAL="3600", DATABASE_URL=f"sqlite:///{world.folder}/other.db")
    assert "Aucune question n’est suivie ici" in (await world.ask("/liste")).text
    offer = await sent(world, Document(exported.document.name, content))
    assert "3 questions dans ce fichier" in offer.text
    assert "un résumé chaque mardi à 18\u00a0h" in offer.text
    texts = len(world.texts())
    assert "1 veille" in offer.text
    done = await pressed(world, offer, "👁 Tout reprendre, avec les réglages", "3 questions suivies de plus")
    assert "1 veille de plus" in done.text
    await world.stored("SELECT 1 FROM watches WHERE query = 'cloud souverain' AND paused_at IS NULL", 1)
    assert "Les réglages du fichier s’appliquent maintenant" in done.text
    assert done.buttons == ()
    assert "un résumé chaque mardi à 18\u00a0h" in (await world.ask("/reglages")).text
    again = await world.ask("/exporter")
    assert again.document is not None
    keys = ("question", "uid", "comments_muted")
    before, after = (
        [{key: each[key] for key in keys} for each in json.loads(each)["follows"]]
        for each in (content, again.document.content)
    )
    assert sorted(map(str, before)) == sorted(map(str, after))
    assert json.loads(content)["watches"] == json.loads(again.document.content)["watches"] != []
    assert json.loads(content)["preferences"] == json.loads(again.document.content)["preferences"]
    assert len(world.texts()) == texts + 2


async def test_imported_questions_are_told_from_then_on_and_no_card_comes(world: JourneyWorld) -> None:
    several = questions(12)
    for question in several:
        world.sites.put(replace(question, comments=(comment(1),)))
    await world.start()
    offer = await sent(world, file(*(each.id for each in several)))
    done = await pressed(world, offer, "👁 Suivre les 12", "12 questions suivies de plus")
    assert "12 ne sont pas encore connues" in done.text
    for question in several:
        await world.checks_of_both(question)
    assert len(world.texts()) == 1
    world.sites.answer(several[4].id, ANSWER)
    assert "an17-5" in str((await world.alert(ANSWERED)).buttons)
    world.sites.comment(several[5].id, comment(2, "Vu à la télé"))
    await world.alert("Vu à la télé")
    assert len(world.texts()) == 3


async def test_a_question_of_the_file_that_does_not_exist_goes_without_a_word(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    offer = await sent(world, file(ID, QuestionId.of_legislature(17, 999)))
    await pressed(world, offer, "👁 Suivre les 2", "2 questions suivies de plus")
    await world.stored("SELECT 1 FROM follows", rows=1)
    assert "Entretien des digues" in (await world.ask("/liste")).text
    assert len(world.texts()) == 2


async def test_a_chat_that_follows_nothing_gets_a_sentence_and_no_file(world: JourneyWorld) -> None:
    await world.start()
    assert "Aucune question n’est suivie ici" in (await world.ask("/export")).text
    assert not world.telegram.called("sendDocument")


async def test_a_long_list_is_sent_before_its_file(world: JourneyWorld) -> None:
    several = questions(30)
    for question in several:
        world.sites.put(question)
    await world.start(WATCH_INTERVAL="3600")
    offer = await sent(world, file(*(each.id for each in several)))
    await pressed(world, offer, "👁 Suivre les 30", "30 questions suivies de plus")
    await world.stored("SELECT 1 FROM questions WHERE snapshot IS NOT NULL", rows=30)
    world.telegram.say(world.camille, "/exporter")
    document = await world.telegram.wait_for(1001, lambda message: message.document is not None)
    texts = world.texts()[1:]
    assert "".join(texts).count("Entretien des digues") == 30
    assert world.texts()[-1] == document.text
    assert document.text.startswith("Renvoyez-moi ce fichier")


async def test_telegram_that_fails_gets_the_file_once_it_takes_it(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendDocument", status=429, retry_after=1)
    world.telegram.fail_next("sendDocument", status=502)
    world.telegram.say(world.camille, "/exporter")
    document = await world.telegram.wait_for(1001, lambda message: message.document is not None)
    assert document.document is not None
    await handled(world)
    assert len(world.telegram.called("sendDocument")) == 3
    assert len(world.texts()) == 2


async def test_a_group_that_takes_no_files_is_told_so_and_keeps_its_alerts(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/suivre 4321", chat=group)
    words = "Bad Request: not enough rights to send documents to the chat"
    world.telegram.fail_next("sendDocument", times=None, status=400, description=words)
    assert "Je ne peux pas envoyer de fichier ici" in (await world.ask("/exporter", chat=group)).text
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, group.id)


async def test_a_channel_is_exported_and_imported_from_private_chat(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.say(world.camille, "", chat_shared={"request_id": 1, "chat_id": channel.id})
    await world.alert("Vous gérez maintenant")
    offer = await sent(world, file())
    assert offer.text.startswith("📣 «\u00a0Digues en direct\u00a0»")
    await pressed(world, offer, "👁 Suivre la question", "1 question suivie de plus")
    await world.stored("SELECT 1 FROM follows WHERE chat_id = :chat", 1, chat=channel.id)
    exported = await world.ask("/exporter")
    assert exported.document is not None
    assert exported.text.startswith("📣 «\u00a0Digues en direct\u00a0»")
