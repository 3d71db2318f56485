"""The operator's commands and buttons: they exist in one chat, and nobody else can tell that they do."""

from itertools import product

import pytest

import handlers
from bot.core.commands import COMMANDS, OPERATOR_COMMANDS, menu
from bot.core.commands import Where as Kind
from bot.core.preferences import Preferences
from bot.transport.profile import settings
from tests.handlers.bench import ADMINISTRATORS, CHATS, NEEDS, OPERATOR, PEOPLE, Bench, RecordingCourier
from tests.support.examples import ID, NOW

NAMES = [name for each in OPERATOR_COMMANDS for name in each.names]
PRESSES = [data for data, right in NEEDS.items() if right == OPERATOR]
PRIVATE = CHATS["private"]


def test_every_command_of_the_operator_has_a_handler_and_none_is_one_of_everybodys() -> None:
    assert {each.name for each in OPERATOR_COMMANDS} == set(handlers.OPERATOR_HANDLERS)
    assert not {name for each in COMMANDS for name in each.names} & set(NAMES)


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_elsewhere_a_command_of_the_operator_is_answered_as_one_that_does_not_exist(
    bench: Bench, kind: str
) -> None:
    bench.operate_from(4321)
    unknown = await bench.command("/xyz words", kind, "creator")
    for name in NAMES:
        answered = await bench.command(f"/{name} words", kind, "creator")
        assert (answered.replies, answered.texts) == (unknown.replies, unknown.texts), name
    assert bench.reached == []


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_in_the_operators_chat_a_command_reaches_those_who_may(bench: Bench, kind: str) -> None:
    bench.operate_from(CHATS[kind])
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=True))
    may = set(PEOPLE) if kind == "private" else ADMINISTRATORS
    for name, person in product(NAMES, PEOPLE):
        bench.reached.clear()
        await bench.command(f"/{name}", kind, person)
        assert bench.reached == [f"/{name}"] * (person in may), (name, person)


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_a_button_of_the_operators_works_in_their_chat_alone(bench: Bench, kind: str) -> None:
    stale, _ = await bench.press("nothing:1", kind, "creator")
    for data in PRESSES:
        elsewhere, courier = await bench.press(data, kind, "creator")
        assert (elsewhere.notices, courier.replies) == (stale.notices, []), data
    assert bench.reached == []
    bench.operate_from(CHATS[kind])
    for data in PRESSES:
        await bench.press(data, kind, "creator")
        refused, _ = await bench.press(data, kind, "stranger")
        assert len(refused.notices) == (kind != "private")
    assert set(bench.reached) == set(PRESSES)


def test_the_menu_of_the_operators_chat_alone_has_their_commands() -> None:
    menus = [each for each in settings(4321) if each.method == "setMyCommands"]
    theirs = [each for each in menus if each.parameters["scope"].type == "chat"]
    assert [{each.command for each in one.parameters["commands"]} & set(NAMES) for one in theirs] == [
        {"health", "chats", "announce", "retry"},
        {"sante", "chats", "annoncer", "reessayer"},
    ]
    others = [each for each in menus if each not in theirs]
    assert not {each.command for one in others for each in one.parameters["commands"]} & set(NAMES)
    assert len(theirs[0].parameters["commands"]) == len(menu(Kind.PRIVATE, administrators=True)) + len(
        OPERATOR_COMMANDS
    )
    assert [each for each in settings() if each.method == "setMyCommands"] == others


class TestWhatTheOperatorReads:
    """The handlers themselves, over a store with a chat of each kind."""

    @pytest.fixture
    def at_work(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
        bench.operate_from(PRIVATE)
        bench.take_spies_away(monkeypatch)
        return bench

    async def ask(self, bench: Bench, text: str) -> RecordingCourier:
        return await bench.command(text, "private", "creator")

    async def test_chats_are_counted_by_kind_and_size_and_not_named(self, at_work: Bench) -> None:
        await at_work.store.follows.follow(PRIVATE, ID, False, NOW)
        await at_work.store.chats.pause(CHATS["group"], "bot was kicked", NOW)
        (said,) = (await self.ask(at_work, "/chats")).texts
        assert "4 conversations" in said
        assert "• privées\u00a0: 1\u00a0; injoignables\u00a0: 0\u00a0; questions suivies\u00a0: 1" in said
        assert "• groupes\u00a0: 0\u00a0; injoignables\u00a0: 1" in said
        assert "• aucune\u00a0: 3" in said
        assert "• de 1 à 9\u00a0: 1" in said
        assert not any(str(abs(number)) in said for number in CHATS.values())

    async def test_health_tells_the_queue_the_program_and_its_database(self, at_work: Bench) -> None:
        (said,) = (await self.ask(at_work, "/sante")).texts
        assert "Tout va bien" in said
        assert "à envoyer\u00a0: 0" in said
        assert at_work.store.schema in said
        assert "Mo" in said

    async def test_what_waits_for_another_try_is_tried_now(self, at_work: Bench) -> None:
        await at_work.store.chats.pause(CHATS["group"], "bot was kicked", NOW)
        assert await at_work.store.chats.to_try(NOW, 9) == []
        (said,) = (await self.ask(at_work, "/reessayer")).texts
        assert "attendaient\u00a0: 0" in said
        assert "injoignables\u00a0: 1" in said
        assert await at_work.store.chats.to_try(NOW, 9) == [CHATS["group"]]

    async def test_an_announcement_is_previewed_in_both_languages_and_sent_after_a_tap(self, at_work: Bench) -> None:
        french, english, asked = (await self.ask(at_work, "/announce Pause <dimanche>\nvers midi")).texts
        assert "Pause <dimanche>\nvers midi" in french
        assert "Pause <dimanche>\nvers midi" in english
        assert "4 conversations" in asked
        assert await at_work.store.announcements.of(1) is None
        await at_work.press("announce:1", "private", "creator")
        assert await at_work.store.announcements.fan_out_some(10, NOW) == 4
        await at_work.press("announce-stop:1", "private", "creator")
        assert await at_work.store.outbox.due(NOW, (), 10) == []

    async def test_an_announcement_without_words_or_with_too_many_is_none(self, at_work: Bench) -> None:
        assert "Écrivez l’annonce" in (await self.ask(at_work, "/announce")).texts[0]
        assert "trop longue" in (await self.ask(at_work, "/announce " + "e" * 3001)).texts[0]
        await at_work.press("announce:1", "private", "creator")
        assert await at_work.store.announcements.fan_out_some(10, NOW) is None

    @pytest.mark.parametrize(
        "data", ["announce:", "announce:x", "announce:²", "announce:" + "9" * 40, "announce-stop:-1"]
    )
    async def test_a_forged_number_does_nothing(self, at_work: Bench, data: str) -> None:
        pressed, courier = await at_work.press(data, "private", "creator")
        assert (len(pressed.notices), courier.replies) == (1, [])
