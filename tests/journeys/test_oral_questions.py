"""Oral questions and questions to the Government in the real process: followed, watched, told once, never late."""

from dataclasses import replace
from datetime import timedelta

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Answer, QuestionId
from tests.journeys.test_archive import OFTEN, RECORD, TODAY
from tests.journeys.world import JourneyWorld

QOSD, QG = QuestionId(ASSEMBLEE, 17, 4321, "QOSD"), QuestionId(ASSEMBLEE, 17, 12, "QG")
YESTERDAY = TODAY - timedelta(days=1)
ORAL = replace(RECORD, id=QOSD, asked=TODAY - timedelta(days=100))
TO_THE_GOVERNMENT = replace(
    RECORD,
    id=QG,
    asked=YESTERDAY,
    text=None,
    attributions=None,
    subject="Hôpital de Mayotte",
    answer=Answer(YESTERDAY, "La parole est à Mme Odile Garance.\n\nQuand rouvrirez-vous les urgences ?"),
)


async def test_an_oral_question_is_followed_until_it_is_answered_in_a_sitting(world: JourneyWorld) -> None:
    for question in (RECORD, ORAL):
        world.sites.record(question)
    await world.start(**OFTEN)
    await world.stored("SELECT 1 FROM archives WHERE name = 'archive-2017' AND confirmed_at IS NOT NULL", 1)
    written = await world.ask("/follow 4321")
    assert "Question écrite n°\u00a04321 · 17ᵉ législature" in written.text
    assert "Ce numéro est aussi celui d’une question orale\u00a0: n°\u00a04321 (QOSD, 17ᵉ législature)." in written.text
    assert [button.text for row in written.buttons for button in row if "QOSD" in button.text]
    card = await world.ask("/follow question orale 4321")
    assert "Question orale sans débat n°\u00a04321 · 17ᵉ législature" in card.text
    assert "Pas encore de réponse" in card.text
    assert "Réponse attendue" not in card.text
    world.sites.record(replace(ORAL, answer=Answer(TODAY, "Les digues seront refaites.")))
    alert = await world.alert("Elle a reçu sa réponse en séance")
    assert "Les digues seront refaites." in alert.text
    assert "délai" not in alert.text
    for _ in range(2):
        await world.swept()
    assert world.count("Elle a reçu sa réponse en séance") == 1
    assert world.count("Hors délai") == 0


async def test_a_watch_of_questions_to_the_government_is_told_when_one_is_asked(world: JourneyWorld) -> None:
    for question in (RECORD, TO_THE_GOVERNMENT):
        world.sites.record(question)
    await world.start(**OFTEN)
    await world.stored("SELECT 1 FROM archives WHERE name = 'archive-1017' AND confirmed_at IS NOT NULL", 1)
    shown = await world.ask("/status QG 12")
    assert "Posée et répondue en séance" in shown.text
    assert "attente" not in shown.text
    offer = await world.ask("/veille nature:QG hôpital")
    assert "nature:QG hôpital" in offer.text
    world.telegram.press(world.camille, offer, "🔭 Commencer")
    await world.stored("SELECT 1 FROM watches", 1)
    found = await world.ask("/chercher hôpital")
    assert "Aucune question ne correspond" in found.text
    world.telegram.press(world.camille, found, "🗣 Orales aussi")
    await world.button("✓ 🗣 Orales aussi", on=found)
    world.sites.record(replace(TO_THE_GOVERNMENT, id=replace(QG, number=13)))
    alert = await world.alert("Question au Gouvernement n°\u00a013")
    assert "Posée et répondue en séance" in alert.text
    assert "Quand rouvrirez-vous les urgences" in alert.text
    assert "🔭 Veille\u00a0: nature:QG hôpital" in alert.text
    for _ in range(2):
        await world.swept()
    assert world.count("🗣 Posée et répondue en séance") == 1
