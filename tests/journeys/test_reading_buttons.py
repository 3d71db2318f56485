"""Buttons that only show something: a reader cannot fill a channel with them, and they overwrite no other message."""

from dataclasses import replace
from datetime import date

from bot.standins.telegram.chats import Channel
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"
CHANNEL = -100700
LATE = replace(WAITING, asked=date(2026, 6, 30))


async def answered_in_channel(world: JourneyWorld) -> Channel:
    channel = world.telegram.channel(CHANNEL, "Digues en direct", admins=[world.camille])
    world.sites.put(LATE)
    await world.start()
    world.telegram.post(channel, f"/follow {ID}")
    await world.alert("suivie ici", CHANNEL)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, CHANNEL)
    return channel


async def test_a_reader_of_a_channel_is_led_to_private_for_the_whole_text(world: JourneyWorld) -> None:
    reader = world.telegram.person(1004, "Dominique")
    await answered_in_channel(world)
    alert = await world.alert(ANSWERED, CHANNEL)
    before = world.texts(CHANNEL)
    assert await world.forged(alert, "text:an17-4321", reader) == ""
    await world.ask("/list", reader)
    assert world.texts(CHANNEL) == before
    opened = world.telegram.called("answerCallbackQuery")[-1].params["url"]
    assert opened.endswith("?start=tan17-4321")
    await world.forged(alert, "text:an17-4321")
    await world.alert("Réponse à la question", CHANNEL)


async def test_a_reader_of_a_channel_cannot_have_its_list_posted(world: JourneyWorld) -> None:
    reader = world.telegram.person(1004, "Dominique")
    await answered_in_channel(world)
    alert = await world.alert(ANSWERED, CHANNEL)
    before = world.texts(CHANNEL)
    for _ in range(3):
        assert "seuls ceux qui publient" in await world.forged(alert, "list:1", reader)
    await world.ask("/list", reader)
    assert world.texts(CHANNEL) == before
    await world.forged(alert, "list:1")
    await world.alert("1 question suivie", CHANNEL)


async def test_a_letter_and_a_life_answer_the_last_message_about_their_question_and_are_answered_in_turn(
    world: JourneyWorld,
) -> None:
    await world.followed(LATE)
    before = await world.alert("Entretien des digues")
    for button, words in (("✍️ Relancer", "À l’attention de Mme Odile Garance"), ("🕰 Chronologie", "Question publiée")):
        world.telegram.press(world.camille, await world.button(button), button)
        shown = await world.alert(words, after=before.message_id)
        assert shown.reply_to == before.message_id
        before = shown
    world.sites.answer(ID, ANSWER)
    assert (await world.alert(ANSWERED)).reply_to == before.message_id


async def test_every_button_of_a_channel_is_a_link_for_each_reader_by_themselves(world: JourneyWorld) -> None:
    reader = world.telegram.person(1004, "Dominique")
    channel = await answered_in_channel(world)
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    await world.alert("Vu à la télé", CHANNEL)
    world.telegram.post(channel, f"/status {ID}")
    await world.alert("1 commentaire", CHANNEL)
    posts = world.telegram.messages(CHANNEL)
    assert len(posts) == 4 and all(button.is_url for post in posts for button in post.all_buttons)
    assert [[button.text for button in post.all_buttons] for post in posts] == [
        ["👁 Suivre", "↗️ Partager", "✍️ Relancer"],
        ["📖 Texte intégral", "🔗 Page officielle", "👁 Suivre"],
        ["🔗 Lire sur le site", "👁 Suivre"],
        ["👁 Suivre", "↗️ Partager", "📖 Texte intégral"],
    ]
    # The links lead to the letter that is not needed any more, the whole text, and a follow of the reader's own.
    _, letter = posts[0].button("✍️ Relancer").target.split("?start=")
    assert "Il n’y a rien à relancer" in (await world.ask(f"/start {letter}", reader)).text
    _, text = posts[1].button("📖 Texte intégral").target.split("?start=")
    read = await world.ask(f"/start {text}", reader)
    assert read.text.startswith("Réponse à la question n°\u00a04321") and str(ANSWER.text) in read.text
    _, question = posts[2].button("👁 Suivre").target.split("?start=")
    card = await world.ask(f"/start {question}", reader)
    world.telegram.press(reader, card, "👁 Suivre")
    await world.stored("SELECT 1 FROM follows WHERE chat_id = :chat", 1, chat=reader.id)
    assert len(world.texts(CHANNEL)) == 4


async def test_a_digest_of_a_channel_links_to_each_text(world: JourneyWorld) -> None:
    channel = world.telegram.channel(CHANNEL, "Digues en direct", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.post(channel, f"/follow {ID}")
    await world.alert("suivie ici", CHANNEL)
    world.telegram.post(channel, "/settings")
    settings = await world.alert("Réglages", CHANNEL)
    await world.forged(settings, "set:when:daily")
    await world.stored("SELECT 1 FROM preferences WHERE tell = 'daily'", rows=1)
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    world.sites.answer(ID, ANSWER)
    await world.stored("SELECT 1 FROM outbox WHERE not_before IS NOT NULL", rows=2)
    await world.forged(settings, "set:when:now")
    digest = await world.alert("Du nouveau pour 1 question", CHANNEL)
    (text,) = digest.all_buttons
    assert (text.text, text.target.partition("?start=")[2]) == ("📖 4321", "tan17-4321")


async def test_an_old_post_of_a_channel_that_still_has_other_buttons_loses_them_when_they_are_pressed(
    world: JourneyWorld,
) -> None:
    channel = await answered_in_channel(world)
    card = world.telegram.messages(CHANNEL)[0]
    await world.forged(card, f"mute:{ID}", world.telegram.person(1004))
    assert "seuls ceux qui publient" in (world.telegram.answers[-1].text or "")
    assert "plus d’alerte" in await world.forged(card, f"unfollow:{ID}")
    world.telegram.post(channel, "/list")
    await world.alert("Aucune question n’est suivie", CHANNEL)
    assert all(button.is_url for button in world.telegram.messages(CHANNEL)[0].all_buttons)


async def test_a_text_that_is_not_known_is_said_not_to_be(world: JourneyWorld) -> None:
    await world.start()
    assert "Je n’ai pas le texte" in (await world.ask(f"/start t{ID}")).text
    assert "surveille les questions écrites" in (await world.ask("/start tan17-0")).text


async def test_a_forged_page_of_a_list_overwrites_no_other_message(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    card = world.telegram.messages(1001)[0]
    await world.forged(card, "list:1")
    await world.alert("1 question suivie")
    assert world.telegram.messages(1001)[0].text == card.text


async def test_a_person_who_is_not_in_a_group_gets_nothing_shown_there(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1004, "Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask(f"/follow {ID}", chat=group)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, group.id)
    assert "membres du groupe" in await world.forged(card, "text:an17-4321", stranger)
    await world.all_done()
    assert world.count("Réponse à la question", group.id) == 0


async def test_a_person_who_commands_a_channel_that_another_erased_is_told_and_nothing_is_done(
    world: JourneyWorld,
) -> None:
    other = world.telegram.person(1002, "Dominique")
    channel = world.telegram.channel(CHANNEL, "Digues en direct", admins=[world.camille, other])
    world.sites.put(WAITING)
    await world.start()
    await world.ask(f"/follow {ID}", other)
    for person in (world.camille, other):
        world.telegram.forge_shared(person, 1, channel)
        await world.alert("Vous gérez maintenant", person.id)
    asked = await world.ask("/oublier")
    world.telegram.press(world.camille, asked, "🗑 Tout effacer")
    await world.alert("Tout est effacé.")
    assert "a été effacée. Rien n’a été fait" in (await world.ask(f"/unfollow {ID}", other)).text
    assert "1 question suivie" in (await world.ask("/list", other)).text
