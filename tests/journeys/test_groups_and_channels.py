"""Groups and channels: the same commands, for people with the right to give them."""

from dataclasses import replace

from bot.core.question import QuestionId
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment
from tests.support.stores import ON_BOTH

ANSWERED = "✅ Réponse publiée\n"


@ON_BOTH
async def test_an_administrator_follows_for_the_group(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321", chat=group)
    assert "Cette question est maintenant suivie ici." in card.text
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=group.id)
    assert world.texts(1001) == []


async def test_a_member_may_read_and_may_not_change(world: JourneyWorld) -> None:
    member = world.telegram.person(1003, first_name="Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[member])
    world.sites.put(WAITING)
    await world.start()
    assert "seuls les administrateurs" in (await world.ask("/follow 4321", member, group)).text
    assert "Aucune question n’est suivie" in (await world.ask("/list", member, group)).text
    card = await world.ask("/follow 4321", world.camille, group)
    assert "seuls les administrateurs" in (await world.ask("/unfollow 4321", member, group)).text
    world.telegram.press(member, card, "Ne plus suivre")
    await world.telegram.wait_until(lambda: world.telegram.answers)
    assert "seuls les administrateurs" in (world.telegram.answers[-1].text or "")
    assert world.telegram.answers[-1].show_alert
    assert "1 question suivie" in (await world.ask("/list", member, group)).text
    assert "En attente de réponse" in (await world.ask("/status 4321", member, group)).text


async def test_an_anonymous_administrator_speaks_as_the_group(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    nobody = world.telegram.person(1087968824, first_name="Group")
    world.sites.put(WAITING)
    await world.start()
    number = world.telegram.say(nobody, "/follow 4321", group, sender_chat=group.chat())
    card = await world.telegram.wait_for(group.id, lambda _: True, after=number)
    assert "suivie ici" in card.text


async def test_plain_talk_in_a_group_is_not_answered(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.say(world.camille, "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321", group)
    world.telegram.say(world.camille, "/follow@another_bot 4321", group)
    world.telegram.say(world.camille, "/unknown", group)
    reply = await world.ask(f"/list@{world.telegram.username}", chat=group)
    assert "Aucune question n’est suivie" in reply.text
    assert len(world.texts(group.id)) == 1


async def test_a_post_in_a_channel_follows_for_the_channel_and_is_broadcast_there(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    world.telegram.post(channel, "/follow 17/4321")
    card = await world.alert("suivie ici", chat=channel.id)
    world.sites.comment(ID, comment(3, "Vu à la télé"))
    await world.alert("Vu à la télé", chat=channel.id)
    for_readers = [button for button in card.all_buttons if not button.target.startswith("swap:")]
    assert for_readers
    assert all(button.is_url for button in for_readers)
    stranger = world.telegram.person(1004)
    assert "seuls ceux qui publient" in await world.forged(card, f"unfollow:{ID}", stranger)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=channel.id)


async def test_a_removed_bot_is_silent_and_takes_up_its_work_when_it_is_back(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    world.telegram.change_membership(group, "left")
    await world.telegram.wait_until(lambda: world.telegram.calls[-1].method == "getUpdates")
    world.sites.answer(ID, ANSWER)
    await world.checks_of_both(ID, 3)
    assert world.count(ANSWERED, group.id) == 0
    world.telegram.change_membership(group, "member")
    await world.alert(ANSWERED, chat=group.id)


async def test_a_forged_button_is_not_understood(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321")
    for data in (
        "unfollow:100-1",
        "unfollow:",
        "text:../../etc",
        "list:-1",
        "list:9999999",
        "nonsense",
        "follow:an17-0",
    ):
        assert "n’est plus valable" in await world.forged(card, data), data
    assert "1 question suivie" in (await world.ask("/list")).text
    world.telegram.forge(world.camille, card, f"text:{QuestionId.of_legislature(13, 1)}")
    await world.alert("Je n’ai pas le texte de la réponse")


async def test_a_command_forwarded_from_the_linked_channel_is_left_alone(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    await world.start()
    extra = {"is_automatic_forward": True, "sender_chat": channel.chat()}
    world.telegram.say(world.camille, "/follow 4321", group, **extra)
    assert "Aucune question" in (await world.ask("/list", chat=group)).text
    assert len(world.texts(group.id)) == 1


@ON_BOTH
async def test_a_question_followed_in_a_topic_is_told_there_and_in_the_general_one_when_the_topic_is_gone(
    world: JourneyWorld,
) -> None:
    forum = world.telegram.group(-100700, "Forum", admins=[world.camille], forum=True)
    other = replace(WAITING, id=QuestionId.of_legislature(17, 4322), subject="Entretien des quais")
    for question in (WAITING, other):
        world.sites.put(question)
    await world.start()
    in_topic = {"message_thread_id": 7, "is_topic_message": True}
    for question in (WAITING, other):
        number = world.telegram.say(world.camille, f"/follow {question.id}", forum, **in_topic)
        await world.telegram.wait_for(forum.id, lambda _: True, after=number)
    world.sites.answer(ID, ANSWER)
    assert (await world.alert(ANSWERED, forum.id)).thread_id == 7
    forum.topics.clear()
    world.sites.comment(ID, comment(1))
    first = await world.alert("Nouveau commentaire", forum.id)
    assert first.thread_id is None
    world.sites.comment(other.id, comment(2))
    second = await world.alert("Entretien des quais\n", forum.id, after=first.message_id)
    assert second.thread_id is None
    assert world.count("Le sujet où ces questions étaient suivies n’existe plus", forum.id) == 1
