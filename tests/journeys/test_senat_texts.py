"""The text of a senator's answer in the real process: from its page, beside the file that tells that there is one."""

from dataclasses import replace

from bot.core.chambers.senat import SENAT
from bot.core.question import Answer, Question, QuestionId, Transformed
from bot.core.source import Source
from bot.standins.sites.senat_file import named
from tests.journeys.test_senat import ANSWERED, ASKED, NUMBER, OLD, REFERENCE, ROW, TODAY
from tests.journeys.world import JourneyWorld

ID = QuestionId.parse(f"senat-{REFERENCE}")
WAITING = Question(
    ID,
    author="Mme de LA GRANGE Aline",
    group="UC",
    subject="Secrétaires de mairie",
    asked=ASKED,
    text="Mme Aline de La Grange interroge M. le ministre.",
    constituency="Orne",
)
TEXT = "Le Gouvernement forme des secrétaires de mairie."
ANSWER = Answer(TODAY, TEXT)
ORAL = QuestionId(SENAT, ID.session, 622, "QOSD")
WORD = "se lit sur la page du Sénat"
READ = "SELECT 1 FROM looks WHERE source = 'senat' AND reading IS NOT NULL"


async def start(world: JourneyWorld) -> None:
    await world.start(SENAT_DATA_URL=world.sites.url, SENAT_URL=world.sites.url, SWEEP_INTERVAL="0.3")


async def followed(world: JourneyWorld) -> None:
    """A senator's question is followed, and its page was read."""
    world.sites.senate.put(*OLD, ROW)
    world.sites.put(WAITING)
    await start(world)
    await world.stored("SELECT 1 FROM archives WHERE name = 'senat' AND confirmed_at IS NOT NULL", 1)
    await world.ask(f"/follow {REFERENCE}")
    await world.stored(READ, 1)


def answered(world: JourneyWorld) -> None:
    """The file says that the question was answered, and its page has the text."""
    world.sites.put(replace(WAITING, answer=ANSWER))
    world.sites.senate.change(REFERENCE, **ANSWERED)


async def test_an_answer_is_told_with_its_text_and_each_later_thing_once(world: JourneyWorld) -> None:
    await followed(world)
    world.sites.put(replace(WAITING, transformed=Transformed("QOSD", ORAL)))
    became = await world.alert("Question transformée")
    assert "Question orale sans débat" in became.text and "0622S" in became.text
    await world.button("👁 Suivre la nouvelle", on=became)
    world.sites.senate.put(
        named("QE", NUMBER + 1, TODAY) | {"Sort": "En cours", "Référence de la question rappelée": REFERENCE}
    )
    await world.alert("Question rappelée")
    world.sites.senate.change(named("QE", NUMBER + 1, TODAY)["Référence"], **ANSWERED)
    assert "a reçu une réponse" in (await world.alert("Suite du rappel")).text
    answered(world)
    alert = await world.alert("Réponse publiée")
    assert TEXT in alert.text and "Intérieur" in alert.text
    world.sites.put(replace(WAITING, answer=replace(ANSWER, erratum="Erratum : JO de demain p. 6001")))
    assert "6001" in (await world.alert("Réponse corrigée")).text
    await world.checks(ID, Source.SENAT, 2)
    await world.all_done()
    told = ("Question transformée", "Question rappelée", "Suite du rappel", "Réponse publiée", "Réponse corrigée")
    assert [world.count(each) for each in told] == [1] * 5


async def test_where_the_page_cannot_be_read_the_answer_is_told_at_once_and_its_text_on_demand(
    world: JourneyWorld,
) -> None:
    await followed(world)
    world.sites.fault(on=Source.SENAT, status=403)
    answered(world)
    alert = await world.alert("Réponse publiée")
    assert WORD in alert.text
    world.telegram.press(world.camille, alert, "📖 Texte intégral")
    await world.alert("Je n’ai pas encore pu lire cette réponse")
    world.sites.heal()
    await world.stored(f"{READ} AND reading LIKE '%forme des%'", 1)
    world.telegram.press(world.camille, alert, "📖 Texte intégral")
    assert TEXT in (await world.alert("Le Gouvernement")).text
    assert world.count("Réponse publiée") == 1


async def test_a_kill_while_an_alert_waits_for_its_text_loses_nothing_and_repeats_nothing(world: JourneyWorld) -> None:
    await followed(world)
    world.sites.fault(on=Source.SENAT, kind="hang")
    answered(world)
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'answered' AND state = 'scheduled'", 1)
    await world.kill()
    world.sites.heal()
    await start(world)
    alert = await world.alert("Réponse publiée")
    assert TEXT in alert.text
    await world.checks(ID, Source.SENAT)
    await world.all_done()
    assert world.count("Réponse publiée") == 1
