"""The letter that chases a question up: in French, complete, with what is known alone, ready to be copied."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.chase import Chase, chase
from bot.core.deputy import Deputy
from bot.core.question import Question, QuestionId
from bot.messages.chase import chase_letter, in_vain
from bot.messages.inert import JOINER
from bot.messages.message import LONGEST_COPY, Message, width
from bot.standins.telegram.html import parse
from tests.core.records import RECORD
from tests.messages.reading import EN, FR, HOSTILE
from tests.support.examples import answered

LATE, LATER = date(2026, 11, 30), date(2026, 12, 30)
GARANCE = Deputy("PA721764", "Mme Odile Garance", "Hauts-de-Seine", "odile.garance@assemblee-nationale.fr")
RULE = (
    "L’article 135 du Règlement de l’Assemblée nationale donne aux ministres deux mois pour répondre ; après un "
    "signalement par une présidence de groupe, ils ont dix jours. Au bout de trois mois sans réponse, une question peut "
    "être renouvelée."
)


def found(question: Question, day: date) -> Chase:
    made = chase(question, day)
    assert made is not None
    return made


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def letter(message: Message) -> str:
    """What one tap copies."""
    parsed = parse(str(message.html))
    (block,) = [each for each in parsed.entities if each["type"] == "pre"]
    sent = parsed.text.encode("utf-16-le")[2 * block["offset"] : 2 * (block["offset"] + block["length"])]
    return spaced(sent.decode("utf-16-le"))


def copies(message: Message) -> list[str]:
    return [spaced(button.copy or "") for row in message.buttons for button in row]


def test_a_letter_has_all_that_is_known_of_its_question() -> None:
    message = chase_letter(FR, found(RECORD, LATER), GARANCE)
    assert letter(message).splitlines() == [
        "Objet : question écrite n° 4321, sans réponse",
        "À l’attention de Mme Odile Garance",
        "",
        "Madame la Députée,",
        "",
        "Je me permets d’appeler votre attention sur une question que vous avez posée au Gouvernement :",
        "Question écrite n° 4321 de Mme Odile Garance (Groupe des exemples – Hauts-de-Seine), JO Assemblée "
        "nationale du 29 septembre 2026 (17ᵉ législature)",
        "Sujet : Entretien des digues",
        "Réponse attendue de : Transition écologique",
        "",
        "Publiée le 29 septembre 2026, elle attend une réponse depuis 92 jours.",
        "La réponse était due le 29 novembre 2026 au plus tard, il y a 31 jours.",
        "",
        RULE,
        "Trois mois étant passés, accepteriez-vous de la renouveler, ou de demander à la présidence de votre groupe de "
        "la signaler ?",
        "",
        "Je vous remercie de votre attention et vous prie d’agréer, Madame la Députée, mes respectueuses salutations.",
    ]
    assert copies(message) == [
        "Madame la Députée, votre question écrite n° 4321 (JO du 29 septembre 2026) reste sans réponse. Accepteriez-vous "
        "de la renouveler ou de la faire signaler (article 135 du Règlement) ? Merci.",
        "odile.garance@assemblee-nationale.fr",
    ]
    assert 'href="https://www.assemblee-nationale.fr/dyn/deputes/PA721764"' in message.html


@pytest.mark.parametrize(
    ("question", "day", "said"),
    [
        pytest.param(
            RECORD,
            LATE,
            "Accepteriez-vous de demander à la présidence de votre groupe de la signaler ? La réponse serait alors due "
            "sous dix jours. À défaut, elle pourra être renouvelée après le 29 décembre 2026.",
            id="two months",
        ),
        pytest.param(
            replace(RECORD, renewals=(date(2026, 12, 29),)),
            LATER,
            "Accepteriez-vous de demander à la présidence de votre groupe de la signaler ? La réponse serait alors due "
            "sous dix jours.",
            id="renewed",
        ),
        pytest.param(
            replace(RECORD, group="Non inscrit"),
            LATER,
            "Trois mois étant passés, accepteriez-vous de la renouveler, ou de demander à la présidence d’un groupe de "
            "la signaler ?",
            id="of an author without a group",
        ),
        pytest.param(
            replace(RECORD, signalled=(LATE,)),
            date(2026, 12, 10),
            "Accepteriez-vous d’insister auprès du ministre pour que ce délai soit respecté ?",
            id="signalled",
        ),
        pytest.param(
            replace(RECORD, signalled=(LATE,)),
            date(2026, 12, 11),
            "Ce délai étant passé, accepteriez-vous d’insister auprès du ministre ?",
            id="ten days over",
        ),
        pytest.param(
            replace(RECORD, signalled=(LATE,)),
            LATER,
            "Trois mois étant passés, accepteriez-vous de la renouveler et d’insister auprès du ministre ?",
            id="ten days and three months over",
        ),
        pytest.param(
            replace(RECORD, signalled=(None,)),
            LATE,
            "Accepteriez-vous d’insister auprès du ministre pour que ce délai soit respecté ?",
            id="signalled on an unknown day",
        ),
    ],
)
def test_a_letter_asks_what_the_rules_allow_on_its_day(question: Question, day: date, said: str) -> None:
    message = chase_letter(FR, found(question, day), GARANCE)
    lines = letter(message).splitlines()
    assert lines[lines.index(RULE) + 1] == said
    assert len(message.buttons) == 2


@pytest.mark.parametrize(
    ("group", "said"), [("Groupe des exemples", "par votre groupe"), ("Non inscrit", "par un groupe")]
)
def test_the_short_text_too_asks_who_is_in_no_group_for_any(group: str, said: str) -> None:
    short = copies(chase_letter(FR, found(replace(RECORD, group=group), LATE), None))[0]
    assert f"Accepteriez-vous de la faire signaler {said} (article 135 du Règlement) ? Merci." in short


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (replace(RECORD, renewals=(date(2026, 12, 29),)), "Vous l’avez renouvelée le 29 décembre 2026."),
        (replace(RECORD, renewals=(None,)), "Vous l’avez déjà renouvelée."),
        (
            replace(RECORD, signalled=(date(2026, 12, 22),)),
            "Elle a été signalée le 22 décembre 2026 : la réponse est due le 1er janvier 2027 au plus tard.",
        ),
        (
            replace(RECORD, signalled=(LATE,)),
            "Elle a été signalée le 30 novembre 2026 : la réponse était due le 10 décembre 2026 au plus tard.",
        ),
        (replace(RECORD, signalled=(None,)), "Elle a été signalée."),
    ],
)
def test_a_letter_gives_the_dates_that_are_known(question: Question, said: str) -> None:
    assert said in letter(chase_letter(FR, found(question, LATER), None)).splitlines()


@pytest.mark.parametrize(
    ("author", "hail", "cited"),
    [
        ("M. Ugo Lemaire", "Monsieur le Député,", " de M. Ugo Lemaire (Groupe des exemples – Hauts-de-Seine)"),
        (
            "Mme Alexandra Martin (Gironde)",
            "Madame la Députée,",
            " de Mme Alexandra Martin (Gironde) (Groupe des exemples)",
        ),
        ("Ugo Lemaire", "Madame, Monsieur,", " de Ugo Lemaire (Groupe des exemples – Hauts-de-Seine)"),
        (None, "Madame, Monsieur,", ""),
    ],
)
def test_a_letter_speaks_to_its_author_by_what_is_known(author: str | None, hail: str, cited: str) -> None:
    written = letter(chase_letter(FR, found(replace(RECORD, author=author), LATER), GARANCE))
    assert hail in written.splitlines()
    assert f"Question écrite n° 4321{cited}, JO Assemblée nationale du 29 septembre 2026 (17ᵉ législature)" in written
    assert ("À l’attention de" in written) == (author is not None)


def test_a_letter_to_somebody_whom_the_register_lacks_has_no_address_and_says_so() -> None:
    message = chase_letter(FR, found(replace(RECORD, author_ref=None), LATER), None)
    assert "Le registre des députés en exercice ne m’a donné aucune adresse." in message.html
    assert "dyn/deputes" not in message.html
    assert len(message.buttons) == 1


def test_the_letter_stays_french_in_an_english_chat_which_is_told_so() -> None:
    english, french = (chase_letter(words, found(RECORD, LATER), GARANCE) for words in (EN, FR))
    assert letter(english) == letter(french)
    assert "in French, as deputies read it" in english.html
    assert copies(english) == copies(french)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_nothing_that_others_wrote_leaves_the_letter_and_it_is_copied_as_it_was_written(text: str) -> None:
    words = f"{text} @nom /forget https://x.fr"
    hostile = replace(RECORD, author=words, group=words, constituency=words, subject=words, ministry=words)
    message = chase_letter(FR, found(hostile, LATER), replace(GARANCE, constituency=text))
    kinds = [each["type"] for each in parse(str(message.html)).entities]
    assert kinds == ["bold", "pre", "text_link"]
    assert JOINER not in letter(message), "nothing within <pre> is pressed"
    assert all(JOINER not in copied for copied in copies(message))
    assert all(width(copied) <= LONGEST_COPY for copied in copies(message))


def test_an_address_in_a_subject_is_copied_as_it_was_written() -> None:
    named = replace(RECORD, subject="Pannes du site service-public.fr")
    assert "Pannes du site service-public.fr" in letter(chase_letter(FR, found(named, LATER), GARANCE))


@pytest.mark.parametrize(
    ("id", "question", "why"),
    [
        (QuestionId.of_legislature(16, 1), None, "d’une législature achevée"),
        (QuestionId.of_legislature(17, 4321), answered(RECORD), "Il n’y a rien à relancer"),
        (QuestionId.of_legislature(17, 4321), None, "Je n’ai pas encore pu lire"),
    ],
)
def test_why_there_is_no_letter_is_said(id: QuestionId, question: Question | None, why: str) -> None:
    assert why in in_vain(FR, id, question, 17).html
