"""An older copy of the database is put in place: events that may be told again come once, as a summary."""

import shutil
from contextlib import suppress

from storage.sqlite.backup import back_up
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"
MEMORY_ENDS = "Ma mémoire s’arrête au"


async def test_a_backup_that_is_put_back_tells_in_one_message_the_events_told_since(world: JourneyWorld) -> None:
    await world.followed(WAITING, ADMIN_CHAT_ID="1009")
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)  # a restored copy would answer these again
    back_up(world.file, world.folder / "copy.db")
    for number in (1, 2):
        world.sites.comment(ID, comment(number, f"Le {number}e commentaire."))
        await world.alert(f"Le {number}e commentaire.")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.stop()
    before = len(world.texts())
    _put_back(world)
    await world.start(ADMIN_CHAT_ID="1009")
    summary = await world.alert(MEMORY_ENDS)
    assert "2 nouveaux commentaires" in summary.text
    assert "✅ Réponse publiée" in summary.text
    assert len(world.texts()) == before + 1
    world.sites.comment(ID, comment(3, "Le 3e commentaire."))
    assert MEMORY_ENDS not in (await world.alert("Le 3e commentaire.")).text
    assert world.count("Le 1e commentaire.") == 1


def _put_back(world: JourneyWorld) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            world.file.with_name(world.file.name + ending).unlink()
    shutil.copy(world.folder / "copy.db", world.file)
