"""What is beyond its term, and tables to take away, in the real process."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.question import Question, QuestionId
from bot.standins.telegram.files import Document
from bot.standins.telegram.messages import SentMessage
from tests.journeys.exporting import pressed, sent
from tests.journeys.test_archive import RECORD
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER

RARELY = {"SWEEP_INTERVAL": "600", "COMMENTS_INTERVAL": "600", "WATCH_INTERVAL": "604800"}
LONG_AGO = date(2025, 1, 7)


def asked(number: int, **others: object) -> Question:
    """A question of long ago, a day later than the one before it."""
    fields = {"asked": LONG_AGO + timedelta(days=number), "attributions": (), **others}
    return replace(RECORD, id=QuestionId.of_legislature(17, number), **fields)  # type: ignore[arg-type]  # fields of a question


def rows(message: SentMessage) -> Sequence[Sequence[str]]:
    assert message.document is not None
    text = io.StringIO(message.document.content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))[1:]


async def table(world: JourneyWorld, shown: SentMessage) -> SentMessage:
    """Camille presses the button for a table. Returns the message with it."""
    before = world.telegram.messages(shown.chat_id)[-1].message_id
    world.telegram.press(world.camille, shown, "📄 Tableau")
    return await world.telegram.wait_for(shown.chat_id, lambda message: message.document is not None, after=before)


async def test_what_is_late_comes_in_pages_and_as_a_table_that_cannot_be_sent_back(world: JourneyWorld) -> None:
    for number in range(1, 13):
        world.sites.record(asked(number))
    world.sites.record(asked(20, answer=ANSWER))
    world.sites.record(asked(21, subject="=1+1", ministry="Justice", asked_ministry="Justice"))
    await world.start(**RARELY)
    await world.swept_once()
    assert "Aucune des questions suivies ici n’est hors délai." in (await world.ask("/retards")).text

    first = await world.ask("/retards législature:17")
    assert "13 questions hors délai" in first.text
    assert [f"n°\u00a0{number} (" in first.text for number in (1, 10, 11, 20)] == [True, True, False, False]
    second = await pressed(world, first, "Suivantes ›", "page 2 sur 2")
    assert "Justice, hors délai de" in second.text
    sheet = await table(world, second)
    assert "13 questions" in sheet.text
    assert [row[0] for row in rows(sheet)] == [f"QANR5L17QE{number}" for number in (*range(1, 13), 21)]
    assert rows(sheet)[-1][7:10] == ["'=1+1", "28/01/2025", "28/03/2025"]
    assert sheet.document is not None
    assert sheet.document.name.startswith("guetteur-retards-legislature-17-20")

    back = Document(sheet.document.name, sheet.document.content, "text/csv")
    assert "Ce tableau se lit dans Excel ou LibreOffice" in (await sent(world, back)).text
    assert "Ce tableau se lit dans Excel ou LibreOffice" in (await sent(world, back, caption="an17-3")).text
    notes = replace(back, name="notes.csv")
    assert "Ce tableau se lit dans Excel ou LibreOffice" in (await sent(world, notes)).text
    assert "Entretien des digues" in (await sent(world, notes, caption="an17-3")).text


async def test_a_channel_and_a_group_have_tables_of_their_own(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    for number in (1, 2, 3):
        world.sites.record(asked(number))
    await world.start(**RARELY)
    await world.swept_once()
    await world.ask("/suivre 17/2", chat=group)
    late = await world.ask("/retards", chat=group)
    assert "1 question suivie, hors délai" in late.text
    assert [row[0] for row in rows(await table(world, late))] == ["QANR5L17QE2"]

    world.telegram.say(world.camille, "", chat_shared={"request_id": 1, "chat_id": channel.id})
    await world.alert("Vous gérez maintenant")
    await world.ask("/suivre 17/3")
    late = await world.ask("/retards")
    assert late.text.startswith("📣 «\u00a0Digues en direct\u00a0»")
    sheet = await table(world, late)
    assert sheet.text.startswith("📣 «\u00a0Digues en direct\u00a0»")
    assert [row[0] for row in rows(sheet)] == ["QANR5L17QE3"]
    listed = await world.ask("/exporter csv")
    assert [row[0] for row in rows(listed)] == ["QANR5L17QE3"]

    words = "Bad Request: not enough rights to send documents to the chat"
    world.telegram.fail_next("sendDocument", times=None, status=400, description=words)
    assert "Je ne peux pas envoyer de fichier ici" in (await world.ask("/exporter csv", chat=group)).text
