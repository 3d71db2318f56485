"""The registers of deputies, read at their real size and shape."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest

from bot.core.deputy import Deputy
from bot.parliament import archive
from bot.parliament import deputies as deputies_reader
from bot.parliament.deputies import LONGEST_NAME, read_deputies
from bot.parliament.feed import MOST_ITEMS
from bot.parliament.page import Unreadable
from bot.parliament.text import LONGEST_LINE
from bot.standins.sites.register import Names, historical, sitting
from bot.standins.sites.zip_writer import zipped
from bot.watch.deputy_names import REGISTERS
from bot.watch.sweeper import LARGEST_ARCHIVE
from tests.support.deputies import ALPES, GIRONDE, MARTINS


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


def test_the_register_of_sitting_deputies_is_read_at_its_real_size() -> None:
    organs = 7139 - 3
    body = zipped(sitting({**named(573), **MARTINS}, organs, deports=37), date(2025, 11, 1))
    with zipfile.ZipFile(io.BytesIO(body)) as register:
        assert len(register.namelist()) == 575 + 7139 + 37
    deputies = list(read_deputies(io.BytesIO(body)))
    assert len(deputies) == 575
    email = f"{ALPES.lower()}@assemblee-nationale.fr"
    assert Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes", email) in deputies


def test_the_historical_register_is_read_at_its_real_size() -> None:
    body = zipped(historical({**named(3112), **MARTINS}, 20_000), date(2025, 11, 1))
    with zipfile.ZipFile(io.BytesIO(body)) as register:
        assert "Martin (Gironde)" in register.read(f"json/acteur/{GIRONDE}.json").decode()
    deputies = list(read_deputies(io.BytesIO(body)))
    assert len(deputies) == 3114
    assert Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde", f"{GIRONDE.lower()}@assemblee-nationale.fr") in deputies


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


def mail(address: object, shape: str = "AdresseMail_Type") -> dict[str, object]:
    return {"@xsi:type": shape, "uid": "AD1", "type": "15", "typeLibelle": "Mèl", "valElec": address}


OFFICIAL = "ugo.lemaire@assemblee-nationale.fr"


@pytest.mark.parametrize(
    ("addresses", "email"),
    [
        ({"adresse": mail(OFFICIAL)}, OFFICIAL),
        ({"adresse": [mail("contact@ugolemaire.example"), mail("Ugo.Lemaire@Assemblee-Nationale.FR")]}, OFFICIAL),
        ({"adresse": [{"@xsi:type": "AdressePostale_Type", "ville": "Paris"}, mail(OFFICIAL)]}, OFFICIAL),
        ({"adresse": mail({"#text": OFFICIAL})}, OFFICIAL),
        ({"adresse": mail("contact@ugolemaire.example")}, None),
        ({"adresse": mail("a@b.fr,ugo.lemaire@assemblee-nationale.fr")}, None),
        ({"adresse": mail("ugo@assemblee-nationale.fr.example.org")}, None),
        ({"adresse": mail("<b>u</b>@assemblee-nationale.fr")}, None),
        ({"adresse": mail("u" * 100_000 + "@assemblee-nationale.fr")}, None),
        ({"adresse": mail(None)}, None),
        ({"adresse": mail(["a"])}, None),
        ({"adresse": "(removed)"}, None),
        ({"adresse": None}, None),
        ({"@xsi:nil": "true"}, None),
        (None, None),
        ("x", None),
    ],
)
def test_a_deputy_is_written_to_at_the_assemblee_alone(addresses: object, email: str | None) -> None:
    acteur = {
        "uid": "PA1",
        "etatCivil": {"ident": {"civ": "M.", "prenom": "Ugo", "nom": "Lemaire"}},
        "adresses": addresses,
    }
    (deputy,) = read_deputies(zip_of(PA1=json.dumps({"acteur": acteur}).encode()))
    assert deputy == Deputy("PA1", "M. Ugo Lemaire", None, email)
