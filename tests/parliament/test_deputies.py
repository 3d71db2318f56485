"""Deputies: read from registers of real size and shape, told apart, kept, and asked for no more than it takes."""

import io
import json
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.chat import Chat
from bot.core.deputy import Deputy, fuller, shown_names
from bot.core.merge import Readings
from bot.core.question import Question, QuestionId
from bot.core.validators import Validators
from bot.parliament import archive
from bot.parliament import deputies as deputies_reader
from bot.parliament.client import Client, Roots
from bot.parliament.deputies import LONGEST_NAME, read_deputies
from bot.parliament.feed import MOST_ITEMS
from bot.parliament.page import Unreadable
from bot.parliament.text import LONGEST_LINE
from bot.standins.sites.register import Names, historical, sitting
from bot.standins.sites.server import StandInSites
from bot.standins.sites.zip_writer import zipped
from bot.watch.deputy_names import BETWEEN_CHECKS, REGISTERS, DeputyNames, Register
from bot.watch.source_health import ALL_DEPUTIES, DEPUTIES, SourceHealth
from bot.watch.sweeper import LARGEST_ARCHIVE
from storage import Store
from storage.questions.rows import dumps, loads
from tests.storage.sweeps import RECORD, packed, unpack
from tests.support.examples import NOW, WAITING
from tests.support.stores import migrate, new_store

DAY = timedelta(days=1)
GIRONDE, ALPES = "PA793944", "PA793342"
MARTINS: dict[str, Names] = {
    ALPES: ("Mme", "Alexandra", "Martin", "Alpes-Maritimes"),
    GIRONDE: ("Mme", "Alexandra", "Martin", "Gironde"),
}


def named(count: int, first: int = 1) -> dict[str, Names]:
    """So many deputies of different names."""
    letters = str.maketrans("0123456789", "abcdefghij")
    return {
        f"PA{each}": ("M.", "Ugo", f"Lemaire{str(each).translate(letters)}", "Gard")
        for each in range(first, first + count)
    }


def actor(uid: object, mandates: object = None, **names: object) -> bytes:
    acteur = {"uid": uid, "etatCivil": {"ident": names}, **({"mandats": mandates} if mandates is not None else {})}
    return json.dumps({"acteur": acteur}).encode()


def elected(department: object, since: str = "2024-07-07", kind: str = "ASSEMBLEE") -> dict[str, Any]:
    return {"typeOrgane": kind, "dateDebut": since, "election": {"lieu": {"departement": department}}}


def zip_of(**members: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as register:
        for name, body in members.items():
            register.writestr(f"json/acteur/{name}.json", body)
    made.seek(0)
    return made


# Registers as they are read


def test_the_register_of_sitting_deputies_is_read_at_its_real_size() -> None:
    organs = 7139 - 3
    body = zipped(sitting({**named(573), **MARTINS}, organs, deports=37), date(2025, 11, 1))
    with zipfile.ZipFile(io.BytesIO(body)) as register:
        assert len(register.namelist()) == 575 + 7139 + 37
    deputies = list(read_deputies(io.BytesIO(body)))
    assert len(deputies) == 575
    assert Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes") in deputies


def test_the_historical_register_is_read_at_its_real_size() -> None:
    body = zipped(historical({**named(3112), **MARTINS}, 20_000), date(2025, 11, 1))
    with zipfile.ZipFile(io.BytesIO(body)) as register:
        assert "Martin (Gironde)" in register.read(f"json/acteur/{GIRONDE}.json").decode()
    deputies = list(read_deputies(io.BytesIO(body)))
    assert len(deputies) == 3114
    assert Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde") in deputies


NIL = {"@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "@xsi:nil": "true"}


@pytest.mark.parametrize(
    ("body", "deputy"),
    [
        (actor("PA1", civ="M.", prenom="Ugo", nom="Lemaire"), Deputy("PA1", "M. Ugo Lemaire")),
        (actor({"@xsi:type": "IdActeur_type", "#text": "PA1"}, nom="Le\n Gall"), Deputy("PA1", "Le Gall")),
        (actor("PA1", civ=NIL, prenom=None, nom="Lemaire", alpha="Lemaire1"), Deputy("PA1", "Lemaire")),
        (actor("PA1", prenom="Ada", nom="Brun (Val-d'Oise)"), Deputy("PA1", "Ada Brun", "Val-d'Oise")),
        (actor("PA1", {"mandat": elected("Gard")}, nom="Brun"), Deputy("PA1", "Brun", "Gard")),
        (
            actor("PA1", {"mandat": [elected("Gard"), elected("Nord", "2022-06-19")]}, nom="Brun"),
            Deputy("PA1", "Brun", "Gard"),
        ),
        (
            actor("PA1", {"mandat": [elected("Gard", "2012-06-17"), elected(NIL)]}, nom="Brun"),
            Deputy("PA1", "Brun", "Gard"),
        ),
        (actor("PA1", {"mandat": [elected("Gard", kind="SENAT"), 5, None]}, nom="Brun"), Deputy("PA1", "Brun")),
        (actor("PA1", {"mandat": elected("Gard") | {"election": None}}, nom="Brun"), Deputy("PA1", "Brun")),
        (actor("PA1", NIL, nom="Brun"), Deputy("PA1", "Brun")),
        (actor("PA1", {"mandat": None}, nom="Brun"), Deputy("PA1", "Brun")),
        (actor("PA1", prenom="A" * 200, nom="Brun"), Deputy("PA1", "A" * LONGEST_NAME)),
        (actor(["PA1"], nom="Brun"), None),
        (actor("PO1", nom="Brun"), None),
        (actor("PA1", nom=NIL), None),
        (b'{"acteur": 5}', None),
        (b"[" * 100_000, None),
        (b"{", None),
    ],
)
def test_a_deputy_is_read_whatever_is_missing(body: bytes, deputy: Deputy | None) -> None:
    other = Deputy("PA2", "Ada Brun")
    found = list(read_deputies(zip_of(PA1=body, PA2=actor("PA2", prenom="Ada", nom="Brun"), PO1=b"{}")))
    assert found == ([deputy, other] if deputy else [other])


@pytest.mark.parametrize("members", [{}, {"PA4": b"{"}, {"PO1": b"{}"}])
def test_a_register_without_a_deputy_is_unreadable(members: dict[str, bytes]) -> None:
    with pytest.raises(Unreadable, match="without a deputy"):
        list(read_deputies(zip_of(**members)))


MIB = 1024**2


@pytest.mark.parametrize(
    ("bound", "known"),
    [
        pytest.param(
            deputies_reader.BOUNDS.members, 80_000, id="members of the historical register: tens of thousands"
        ),
        pytest.param(deputies_reader.BOUNDS.members, 575 + 7139 + 37, id="members of the register of sitting deputies"),
        pytest.param(REGISTERS[0].largest, 4.9 * MIB, id="bytes of the register of sitting deputies"),
        pytest.param(REGISTERS[1].largest, 80 * MIB, id="bytes of the historical register"),
        pytest.param(archive.BOUNDS.members, 104_143, id="questions of the 14th legislature"),
        pytest.param(archive.BOUNDS.total, 500 * MIB, id="bytes of the 14th legislature, unpacked"),
        pytest.param(LARGEST_ARCHIVE, 45 * MIB, id="bytes of the archive of the 17th legislature"),
        pytest.param(LONGEST_LINE, 249, id="characters of a ministry"),
        pytest.param(MOST_ITEMS, 20, id="comments in the feed"),
    ],
)
def test_every_bound_leaves_room_for_half_as_much_again_as_is_known(bound: int, known: float) -> None:
    assert bound >= 1.5 * known


# How they are shown


def test_two_deputies_of_one_name_are_told_apart_where_it_is_known_and_no_others() -> None:
    register = [
        Deputy("PA392736", "Mme Béatrice Descamps", "Nord"),
        Deputy("PA720696", "Mme Béatrice Descamps"),
        Deputy("PA497", "M. Jean Besson", "Drôme"),
        Deputy("PA494", "M. Jean Besson", "Rhône"),
        Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes"),
        Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde"),
        Deputy("PA1", "M. Alexandre Martin", "Gironde"),
    ]
    assert list(shown_names(register).values()) == [
        "Mme Béatrice Descamps (Nord)",
        "Mme Béatrice Descamps",
        "M. Jean Besson (Drôme)",
        "M. Jean Besson (Rhône)",
        "Mme Alexandra Martin (Alpes-Maritimes)",
        "Mme Alexandra Martin (Gironde)",
        "M. Alexandre Martin",
    ]


@pytest.mark.parametrize(
    ("name", "other", "best"),
    [
        ("Mme Ada Brun", "Mme Ada Brun (Gard)", "Mme Ada Brun (Gard)"),
        ("Mme Ada Brun (Gard)", "Mme Ada Brun", "Mme Ada Brun (Gard)"),
        ("Mme Ada Brun", "Mme Ada Brunet", "Mme Ada Brun"),
        ("Mme Ada Brun", None, "Mme Ada Brun"),
        (None, "Mme Ada Brun", "Mme Ada Brun"),
        (None, None, None),
    ],
)
def test_of_two_forms_of_a_name_the_one_that_tells_more_stays(
    name: str | None, other: str | None, best: str | None
) -> None:
    assert fuller(name, other) == best


def test_a_page_that_is_younger_than_the_archive_does_not_confuse_two_deputies_of_a_name() -> None:
    record = replace(WAITING, author="Mme Alexandra Martin (Gironde)", comments=None)
    page = replace(record, author="Mme Alexandra Martin", constituency="Nouvelle-Aquitaine")
    site = replace(WAITING, author="Alexandra Martin")
    for read_at in (NOW - DAY, NOW + DAY):
        known = Readings(record, NOW, page, read_at, site).merged
        assert known is not None
        assert (known.author, known.constituency) == ("Mme Alexandra Martin (Gironde)", "Nouvelle-Aquitaine")


# How they are kept

PERSON = Chat(1001, "private", "fr")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


def asked_by(reference: str, number: int, author: str | None = None) -> Question:
    return replace(RECORD, id=QuestionId(17, number), author_ref=reference, author=author)


async def taken(store: Store, *questions: Question) -> None:
    await store.catalogue.take(17, [packed(each) for each in questions], NOW, 1)


async def author_of(store: Store, number: int) -> str | None:
    observation = await store.observations.of(QuestionId(17, number))
    return observation.question.author if observation and observation.question else None


async def test_a_namesake_who_comes_later_tells_both_apart_also_in_questions_that_are_followed(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    await store.follows.follow(PERSON.id, QuestionId(17, 1), False, NOW)
    await store.deputies.learn(DEPUTIES, [Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin"
    await store.deputies.learn(DEPUTIES, [Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await author_of(store, 2) == "Mme Alexandra Martin (Gironde)"
    (listed,) = await store.follows.of_chat(PERSON.id)
    assert listed.question is not None
    assert listed.question.author == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await store.outbox.due(NOW + DAY, (), 10) == []


async def test_names_reach_every_question_that_is_followed(store: Store) -> None:
    numbers = range(1, 252)
    await taken(store, *(asked_by(f"PA{number}", number) for number in numbers))
    for number in numbers:
        await store.follows.follow(PERSON.id, QuestionId(17, number), False, NOW)
    await store.deputies.learn(DEPUTIES, [Deputy(f"PA{number}", f"M. N° {number}") for number in numbers], [])
    listed = await store.follows.of_chat(PERSON.id)
    assert {each.id.number: each.question and each.question.author for each in listed} == {
        number: f"M. N° {number}" for number in numbers
    }


async def test_a_constituency_that_one_register_tells_is_kept_when_another_does_not(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    await store.deputies.learn(
        DEPUTIES, [Deputy(ref, "Mme Alexandra Martin", names[3]) for ref, names in MARTINS.items()], []
    )
    await store.deputies.learn(ALL_DEPUTIES, [Deputy(ref, "Mme Alexandra Martin") for ref in MARTINS], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_what_the_text_tells_of_its_author_is_kept_where_the_register_does_not(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1, "Mme Alexandra Martin (Alpes-Maritimes)"))
    await store.deputies.learn(DEPUTIES, [Deputy(ALPES, "Mme Alexandra Martin")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_whom_a_register_does_not_have_it_is_not_asked_for_again(store: Store) -> None:
    await taken(store, asked_by("PA1", 1), asked_by("PA2", 2))
    assert sorted(await store.deputies.unnamed(DEPUTIES)) == ["PA1", "PA2"]
    await store.deputies.learn(DEPUTIES, [Deputy("PA1", "M. Ugo Lemaire")], ["PA1", "PA2"])
    assert await store.deputies.unnamed(DEPUTIES) == []
    assert await store.deputies.unnamed(ALL_DEPUTIES) == ["PA2"]
    await taken(store, asked_by("PA3", 3))
    assert await store.deputies.unnamed(DEPUTIES) == ["PA3"]


async def test_an_author_that_a_new_version_of_the_reader_finds_is_no_news(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1))
    await store.follows.follow(PERSON.id, QuestionId(17, 1), False, NOW)
    found = "Mme Alexandra Martin (Alpes-Maritimes)"
    await taken(store, replace(asked_by(ALPES, 1, found), constituency="Alpes-Maritimes"))
    await store.catalogue.release()
    assert await author_of(store, 1) == found
    assert await store.outbox.due(NOW + DAY, (), 10) == []


def test_a_question_that_an_older_version_wrote_down_is_read() -> None:
    plain = json.loads(dumps(WAITING))
    del plain["constituency"]
    assert loads(json.dumps(plain)) == WAITING


async def test_deputies_whom_an_older_version_knew_keep_their_names(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/old.db"
    migrate(address, "0009")
    with closing(sqlite3.connect(tmp_path / "old.db")) as database, database:
        database.execute("INSERT INTO deputies VALUES ('PA1', 'M. Ugo Lemaire')")
    upgraded = await Store.open(address, unpack)
    await taken(upgraded, asked_by("PA1", 1))
    assert await author_of(upgraded, 1) == "M. Ugo Lemaire"
    await upgraded.close()


# How they are asked for


class Asking:
    """The names being asked for at stand-in sites, by a clock that is set."""

    def __init__(self, store: Store, sites: StandInSites, client: Client) -> None:
        self.now, self.store, self.sites, self.client = NOW, store, sites, client
        self.use(REGISTERS)

    def use(self, registers: Sequence[Register]) -> None:
        """Ask these registers, as after a start."""
        sources = SourceHealth(self.store, self.clock, lambda: None)
        self._names = DeputyNames(self.store, self.client, sources, None, self.clock, registers)

    async def once(self) -> None:
        """Ask what is due now."""
        await self._names.ask_if_due()

    def clock(self) -> datetime:
        return self.now

    async def for_days(self, days: int) -> tuple[int, int]:
        """Let days pass; how many requests there were for the register of sitting deputies, and for the historical one."""
        before = self.asked
        for _ in range(days):
            for _ in range(4):
                await self.once()
                self.now += timedelta(hours=6)
        return (self.asked[0] - before[0], self.asked[1] - before[1])

    @property
    def asked(self) -> tuple[int, int]:
        """The requests for either register."""
        paths = (self.sites.deputies_path(17), self.sites.all_deputies_path(17))
        return (len(self.sites.asked(paths[0])), len(self.sites.asked(paths[1])))


@pytest.fixture
async def asking(store: Store) -> AsyncIterator[Asking]:
    async with StandInSites() as sites:
        client = Client(Roots(sites.url, sites.url, sites.url, sites.url), 1000, "Guetteur/test")
        yield Asking(store, sites, client)
        await client.close()


async def test_while_nobody_is_missing_nothing_is_asked(asking: Asking) -> None:
    assert await asking.for_days(3) == (0, 0)


async def test_the_names_of_sitting_deputies_take_one_request(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    assert await asking.for_days(40) == (1, 0)
    assert await author_of(asking.store, 2) == "Mme Alexandra Martin (Gironde)"


async def test_those_who_left_take_one_request_more_and_whom_nobody_knows_takes_none_ever_after(asking: Asking) -> None:
    asking.sites.deputies = {ALPES: MARTINS[ALPES]}
    asking.sites.former_deputies = {GIRONDE: MARTINS[GIRONDE]}
    await taken(asking.store, asked_by(ALPES, 1), asked_by(GIRONDE, 2), asked_by("PA999", 3))
    assert await asking.for_days(100) == (1, 1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await author_of(asking.store, 2) == "Mme Alexandra Martin (Gironde)"
    assert await author_of(asking.store, 3) is None


async def test_somebody_new_is_asked_for_the_next_day_and_in_the_large_register_within_a_month(asking: Asking) -> None:
    asking.sites.deputies = {ALPES: MARTINS[ALPES]}
    await taken(asking.store, asked_by(ALPES, 1), asked_by("PA998", 2))
    assert await asking.for_days(2) == (1, 1)
    asking.sites.former_deputies = {GIRONDE: MARTINS[GIRONDE]}
    await taken(asking.store, asked_by(GIRONDE, 3))
    assert await asking.for_days(2) == (1, 0)
    assert await asking.for_days(60) == (0, 1)
    assert await author_of(asking.store, 3) == "Mme Alexandra Martin (Gironde)"


async def test_a_new_author_is_not_waited_for_longer_than_a_few_minutes(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await asking.once()
    await taken(asking.store, asked_by(ALPES, 1))
    asking.now += BETWEEN_CHECKS
    await asking.once()
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_register_that_cannot_be_had_is_made_up_for_by_the_other_one(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    asking.sites.fault(path=asking.sites.deputies_path(17), status=503)
    await taken(asking.store, asked_by(ALPES, 1))
    assert await asking.for_days(10) == (1, 1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_registers_that_fail_are_asked_for_ever_more_rarely(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    asking.sites.fault(status=503)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.for_days(14)
    often, rarely = await asking.for_days(14)
    assert often <= 14
    assert rarely <= 2
    asking.sites.heal()
    await asking.for_days(1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_register_that_is_larger_than_any_is_not_taken_in(asking: Asking) -> None:
    asking.use([replace(each, largest=1000) for each in REGISTERS])
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.for_days(1)
    assert (await asking.store.archives.of(DEPUTIES)).swept.failures > 0
    assert await author_of(asking.store, 1) is None


async def test_what_another_version_of_the_reader_read_is_read_again(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.store.deputies.learn(DEPUTIES, [Deputy(ref, "Mme Alexandra Martin") for ref in MARTINS], [])
    await asking.store.archives.remember_register(DEPUTIES, Validators("etag"), 1, NOW - 2 * DAY)
    assert await asking.for_days(3) == (1, 0)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"
