"""The reports to the operator."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.messages.operator import operator_report
from tests.messages.reading import FR, plain


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            "layout",
            {"source": "assemblee", "reason": "no heading", "questions": ["an17-4321", "<b>"]},
            [
                "🔧 Pages devenues illisibles",
                "Source : pages d’assemblee-nationale.fr",
                "Raison : no heading",
                "Questions : n° 4321 (17ᵉ législature), <b>",
                "Le site a sans doute changé ses pages. Ce qui est connu reste ; enregistrez une page et examinez-la avec "
                "python -m bot read.",
            ],
        ),
        (
            "down",
            {"source": "archive-17", "reason": "HTTP status 503", "since": "2026-11-21T07:00:00+00:00"},
            [
                "🔌 Une source ne répond plus",
                "Source : archive des questions, 17ᵉ législature",
                "Depuis le 21 novembre 2026 à 08:00",
                "Raison : HTTP status 503",
            ],
        ),
        (
            "down",
            {"source": "assemblee", "reason": "HTTP status 503"},
            [
                "🔌 Une source ne répond plus",
                "Source : pages d’assemblee-nationale.fr",
                "Raison : HTTP status 503",
                "Tant que les archives sont servies, rien ne manque et personne ne voit d’avertissement. Je réessaie de "
                "plus en plus rarement, au moins une fois par jour, et je vous dirai quand elle répondra.",
            ],
        ),
        (
            "back",
            {"source": "feed", "since": "2026-11-21T07:00:00+00:00"},
            [
                "✅ Une source répond de nouveau",
                "Source : flux des commentaires de NosDéputés.fr",
                "Elle ne répondait plus depuis le 21 novembre 2026 à 08:00.",
            ],
        ),
        (
            "outage",
            {"since": "2026-11-21T07:00:00+00:00"},
            [
                "🗄 La base de données répond de nouveau",
                "Elle ne répondait plus depuis le 21 novembre 2026 à 08:00.",
                "Un message qui partait à ce moment-là peut être arrivé deux fois.",
            ],
        ),
        (
            "label",
            {"label": "Mandat transmis", "question": "an17-4321"},
            [
                "🏷 Motif de fin inconnu : Mandat transmis",
                "Question : n° 4321 (17ᵉ législature)",
                "Les conversations le reçoivent tel quel. S’il a un sens clair, ajoutez-le à bot/core/chambers.",
            ],
        ),
        (
            "labels",
            {"labels": [["Mandat transmis", "an14-4321"], ["Sans <suite>", "?"], "odd"]},
            [
                "🏷 Motifs de fin inconnus dans l’archive",
                "• Mandat transmis (n° 4321 (14ᵉ législature))",
                "• Sans <suite> (?)",
                "Les conversations les reçoivent tels quels. Ceux qui ont un sens clair peuvent être ajoutés à "
                "bot/core/chambers.",
            ],
        ),
        (
            "ministry",
            {"ministry": "Choses <nouvelles>", "question": "an17-4321"},
            [
                "🏛 Ministère d’un nom nouveau : Choses <nouvelles>",
                "Question : n° 4321 (17ᵉ législature)",
                "Il n’appartient à aucune famille : une veille « ministère:… » ne le trouve que sous ce nom. Ajoutez l’un de "
                "ses mots à une famille de bot/core/ministry_families.toml, ou une famille nouvelle, puis redémarrez.",
            ],
        ),
        (
            "ministries",
            {"ministries": [["Choses nouvelles", "an17-4321"], ["Autres choses", "?"]]},
            [
                "🏛 Ministères de noms nouveaux",
                "• Choses nouvelles (n° 4321 (17ᵉ législature))",
                "• Autres choses (?)",
                "Ils n’appartiennent à aucune famille : une veille « ministère:… » ne les trouve que sous ces noms. Ajoutez de "
                "leurs mots aux familles de bot/core/ministry_families.toml, ou des familles nouvelles, puis redémarrez.",
            ],
        ),
        (
            "sweep-rejected",
            {"source": "archive-16", "reason": "half of it is gone"},
            [
                "🗄 Archive refusée",
                "Source : archive des questions, 16ᵉ législature",
                "Raison : half of it is gone",
                "Rien n’en a été repris, ce qui est connu reste, et je réessaie plus tard.",
            ],
        ),
        (
            "refused",
            {"reason": "Message text is empty"},
            [
                "✉️ Telegram refuse un message",
                "Raison : Message text is empty",
                "Il ne sera pas renvoyé. Le journal dit lequel, et s’il y en a d’autres aujourd’hui.",
            ],
        ),
        (
            "undelivered",
            {"reason": "NetworkError: Bad Gateway"},
            [
                "✉️ Un message ne part pas depuis un jour",
                "Raison : NetworkError: Bad Gateway",
                "Il est gardé, et je réessaie. Le journal dit lequel, et s’il y en a d’autres.",
            ],
        ),
        (
            "sweep-unreadable",
            {"source": "archive-17", "count": 3, "total": 18404, "examples": [["QANR5L17QE1.json", "no uid"], 4]},
            [
                "🗄 3 fiches illisibles sur 18404 dans l’archive",
                "Source : archive des questions, 17ᵉ législature",
                "• QANR5L17QE1.\u2060json — no uid",
                "Les autres fiches ont été reprises.",
            ],
        ),
        (
            "moved",
            {"old": "-500", "new": "-100500"},
            [
                "👥 Un groupe admis est devenu un supergroupe",
                "Il reste admis. Son numéro est maintenant -100500 : mettez-le dans ALLOWED_CHATS à la place de -500.",
            ],
        ),
        ("moved", {"old": 5}, ["👥 Un groupe admis est devenu un supergroupe"]),
        (
            "something new",
            {"source": "deputies"},
            ["🔧 Signalement interne : something new", "Source : liste des députés"],
        ),
        ("down", {"source": 4, "since": "yesterday"}, ["🔌 Une source ne répond plus"]),
        ("back", {}, ["✅ Une source répond de nouveau"]),
        ("sweep-unreadable", {}, ["🗄 Des fiches illisibles dans l’archive", "Les autres fiches ont été reprises."]),
    ],
)
def test_the_operator_is_told_what_is_wrong(kind: str, values: Mapping[str, Any], expected: list[str]) -> None:
    assert plain(operator_report(FR, kind, values)).replace("\u00a0", " ").splitlines() == expected
