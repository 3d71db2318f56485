"""The Assemblée's registers of deputies, in the shape of the real ones of November 2025.

Seen in acteurs and organs of the register of the 17th legislature (AMO10): it is one zip with `json/acteur`,
`json/organe` and `json/deport`; `uid` is an object in an acteur and a text in an organ; an empty value is null or an
object that says so. The historical register (AMO30) puts the département behind a name that several deputies share.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from bot.standins.sites.record import SCHEMA, Json
from bot.standins.sites.zip_writer import PackedFile, packed

Names = tuple[str, ...]
"""Civility, first name, name, and the département where it matters."""

Deputies = Mapping[str, Names]
"""Deputies by their references."""

NIL: Json = {"@xmlns:xsi": SCHEMA["@xmlns:xsi"], "@xsi:nil": "true"}
CIRCONSCRIPTIONS = 20
"""Seats of the largest département. They are given out at random, but always in the same way."""

GROUP, ASSEMBLY = "PO845401", "PO838901"


def sitting(deputies: Deputies, constituencies: int = 3, deports: int = 1) -> Iterator[PackedFile]:
    """The files of the register of sitting deputies; the real one has 6,555 constituencies and 37 deports."""
    for reference, names in sorted(deputies.items()):
        yield packed(f"json/acteur/{reference}.json", acteur_bytes(reference, names))
    yield from _organs(constituencies)
    for number in range(1, deports + 1):
        uid = f"DPTR5L17PA{number}D0001"
        yield packed(
            f"json/deport/{uid}.json", _written({"deport": {**SCHEMA, "uid": uid, "refActeur": f"PA{number}"}})
        )


def historical(deputies: Deputies, constituencies: int = 3, terms: int = 1) -> Iterator[PackedFile]:
    """The files of the register of all deputies since the 11th legislature, each of whom served `terms` terms."""
    bearers = Counter(names[:3] for names in deputies.values())
    for reference, names in sorted(deputies.items()):
        civility, first, last, *place = names
        marked = f"{last} ({place[0]})" if place and bearers[names[:3]] > 1 else last
        yield packed(f"json/acteur/{reference}.json", acteur_bytes(reference, (civility, first, marked, *place), terms))
    yield from _organs(constituencies)


def acteur_bytes(reference: str, names: Names, terms: int = 1) -> bytes:
    """The file `json/acteur/{reference}.json`. A deputy without a département has no mandates."""
    civility, first, last, *place = names
    return _written(
        {
            "acteur": {
                "@xmlns": SCHEMA["@xmlns"],
                "uid": {"@xmlns:xsi": SCHEMA["@xmlns:xsi"], "@xsi:type": "IdActeur_type", "#text": reference},
                "etatCivil": {
                    "ident": {
                        "civ": civility,
                        "prenom": first,
                        "nom": last,
                        "alpha": f"{last}{crc32(reference.encode()) % 9 + 1}",
                        "trigramme": last[:3].upper() or None,
                    },
                    "infoNaissance": {
                        "dateNais": "1970-01-01",
                        "villeNais": "Ville",
                        "depNais": NIL,
                        "paysNais": "France",
                    },
                    "dateDeces": NIL,
                },
                "profession": {"libelleCourant": "Profession", "socProcINSEE": {"catSocPro": NIL, "famSocPro": NIL}},
                "uri_hatvp": NIL,
                "adresses": {"adresse": _addresses(reference)},
                **({"mandats": {"mandat": _mandates(reference, place[0]) * terms}} if place else {}),
            }
        }
    )


def _addresses(reference: str) -> list[Json]:
    """Addresses as public programs say that they are: of the Palais Bourbon, of e-mail, and of a site."""
    shapes = (
        ("AdressePostale_Type", "0", "Adresse officielle", {"nomRue": "Rue de l'Université", "ville": "Paris 07 SP"}),
        ("AdresseMail_Type", "15", "Mèl", {"valElec": f"{reference.lower()}@assemblee-nationale.fr"}),
        ("AdresseSiteWeb_Type", "22", "Site internet", {"valElec": "example.org"}),
    )
    return [
        {"@xsi:type": shape, "uid": f"AD{kind}", "type": kind, "typeLibelle": name, **value}
        for shape, kind, name, value in shapes
    ]


def _mandates(reference: str, department: str) -> list[Json]:
    """Mandates: of a party, twice of a group (member and president), of a committee of two organs, of the Assemblée."""
    return [
        _mandate(reference, "PARPOL", "2024-12-04", "PO833003", legislature=None),
        _mandate(reference, "GP", "2024-07-19", GROUP),
        _mandate(reference, "GP", "2024-07-19", GROUP),
        _mandate(reference, "COMPER", "2024-07-20", ["PO419604", "PO419610"]),
        _mandate(reference, "ASSEMBLEE", "2024-07-07", ASSEMBLY)
        | {"suppleants": NIL, **_election(reference, department)},
    ]


def _mandate(reference: str, kind: str, begins: str, organ: str | list[str], legislature: str | None = "17") -> Json:
    return {
        "@xmlns:xsi": SCHEMA["@xmlns:xsi"],
        "@xsi:type": "MandatParlementaire_type" if kind == "ASSEMBLEE" else "MandatSimple_Type",
        "uid": f"PM{crc32(f'{reference} {kind}'.encode()) % 1_000_000:06}",
        "acteurRef": reference,
        "legislature": legislature,
        "typeOrgane": kind,
        "dateDebut": begins,
        "datePublication": None,
        "dateFin": None,
        "preseance": "20",
        "nominPrincipale": "1",
        "infosQualite": {"codeQualite": "Membre", "libQualite": "Membre du", "libQualiteSex": "Membre du"},
        "organes": {"organeRef": organ},
    }


def _election(reference: str, department: str) -> Json:
    place = {
        "region": "Région de démonstration",
        "regionType": "Métropolitain",
        "departement": department,
        "numDepartement": f"{crc32(department.encode()) % 95 + 1:02}",
        "numCirco": str(crc32(reference.encode()) % CIRCONSCRIPTIONS + 1),
    }
    election = {"lieu": place, "causeMandat": "élections générales", "refCirconscription": "PO839007"}
    return {"chambre": None, "election": election, "collaborateurs": NIL}


def _organs(constituencies: int) -> Iterable[PackedFile]:
    named = [
        (GROUP, "GroupePolitique_type", "GP", "Groupe de démonstration", ""),
        ("PO873673", "OrganeExterne_Type", "MINISTERE", "Ministère des exemples", "Exemples"),
        (ASSEMBLY, "OrganeParlementaire_Type", "ASSEMBLEE", "Assemblée nationale de la 17ème législature", NIL),
    ]
    named += [
        (f"PO{800_000 + each}", "OrganeExterne_Type", "CIRCONSCRIPTION", f"{each + 1}e circonscription", "")
        for each in range(constituencies)
    ]
    for uid, shape, kind, name, short in named:
        body = {**SCHEMA, "@xsi:type": shape, "uid": uid, "codeType": kind, "libelle": name, "libelleEdition": name}
        dates = {"dateDebut": "2024-07-18", "dateAgrement": None, "dateFin": None}
        rest = {"libelleAbrege": short, "libelleAbrev": name[:3], "viMoDe": dates, "organeParent": None}
        yield packed(f"json/organe/{uid}.json", _written({"organe": {**body, **rest}}))


def _written(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
