"""The file of the Diet of Valmont, the made-up parliament of docs/architecture.md, of the size and mess of a real one."""

import json
import random
from datetime import date, timedelta
from typing import Any

Record = dict[str, Any]
PATH = "/questions.json"

MEMBERS = ["Ida Brenn", "Jakob d'Orsans", "Léonie Weiß-Carnot", "Ambroise N'Diaye", "Ursula Øster", "Paul Le Goff"]
PARTIES = ["Verts", "Union du Centre", "PSV", None]
MINISTERS = ["Travaux publics", "Santé et Affaires sociales", "Finances", "Instruction publique", "Intérieur"]
TITLES = ["Entretien des routes", "Délais « d'attente » à l'hôpital", "Impôt & patente", "Écoles à classe unique", None]


def record(number: str, tabled: date, **others: Any) -> Record:
    """A question that waits; `others` take the place of its own members."""
    return {
        "number": number,
        "member": "Ida Brenn",
        "party": "Verts",
        "title": "Ponts de la Sorne",
        "topic": "Routes",
        "minister": "Travaux publics",
        "tabled": tabled.isoformat(),
        "question": "Quand les ponts de la Sorne seront-ils réparés ?\nIls sont fermés depuis mars.",
        "status": "open",
        **others,
    }


def made_records(today: date, count: int = 2_500, seed: int = 7) -> list[Record]:
    """Questions of the two years before today, of all kinds and states; numbers begin at 1,000 in each year."""
    chance = random.Random(seed)
    days = sorted(today - timedelta(days=chance.randrange(1, 700)) for _ in range(count))
    return [
        _made(f"V-{day.year}-{chance.choices(['', 'O', 'U'], [8, 1, 1])[0]}{1_000 + at}", day, today, chance)
        for at, day in enumerate(days)
    ]


def written(*records: Record) -> bytes:
    """The file."""
    return json.dumps({"made": "each night", "questions": list(records)}, ensure_ascii=False).encode()


def _made(number: str, tabled: date, today: date, chance: random.Random) -> Record:
    ended = tabled + timedelta(days=chance.randrange(2, 60))
    status = chance.choices(["answered", "withdrawn", "open"], [85, 3, 12])[0] if ended < today else "open"
    made = record(
        number,
        tabled,
        member=chance.choice(MEMBERS),
        party=chance.choice(PARTIES),
        title=chance.choice(TITLES),
        minister=chance.choice(MINISTERS),
        question="Le Gouvernement peut-il dire où en sont les travaux ?",
        status=status,
    )
    if status == "answered":
        made |= {"answered": ended.isoformat(), "answer": "Les travaux sont en cours.\r\nIls seront finis à temps."}
    elif status == "withdrawn":
        made |= {"closed": ended.isoformat()}
    return made
