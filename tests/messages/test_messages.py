"""Cards, alerts, lists and replies in both languages, for every state, within Telegram's limits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from markupsafe import Markup

from bot.core.alternatives import Alternative
from bot.core.observation import Check, Outcome
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.core.reference import Bare, Exact, InternalPage, Nonsense, OtherKind, OtherLegislature
from bot.core.resolution import Found, NotFound, Unresolved, Unsure
from bot.core.source import Source
from bot.messages.alerts import answer_alert, closing_alert, comments_alert, whole_text
from bot.messages.alternatives import see_buttons
from bot.messages.card import card
from bot.messages.listing import list_page, packed, summary
from bot.messages.message import LIMIT, Message, cut, pieces, visible, width
from bot.messages.phrases import Phrases
from bot.messages.progress_alerts import renewed_alert
from bot.messages.replies import misread, not_found, which_legislature
from bot.standins.telegram.html import parse
from tests.messages.reading import EN, FR, HOSTILE, NBSP, commented, lines, plain
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered, comment, observation

NAMESAKE = "Mme Alexandra Martin (Alpes-Maritimes)"


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize(
    ("author", "group", "shown"),
    [
        (NAMESAKE, "Droite Républicaine", f"👤 {NAMESAKE} · Droite Républicaine"),
        (NAMESAKE, None, f"👤 {NAMESAKE}"),
        ("M. Éric Dupond-Moretti", "Groupe (apparentés)", "👤 M. Éric Dupond-Moretti (Groupe (apparentés))"),
    ],
)
def test_two_deputies_of_one_name_are_told_apart_by_their_constituency(
    words: Phrases, author: str, group: str | None, shown: str
) -> None:
    question = replace(WAITING, author=author, group=group, renewals=(NOW.date(),))
    assert shown in lines(card(words, observation(question), NOW, followed=True))
    assert author in plain(answer_alert(words, answered(question)))
    assert author in plain(renewed_alert(words, question, NOW))


def test_the_card_of_a_waiting_question_says_all_that_is_known() -> None:
    shown = card(FR, observation(WAITING), NOW, followed=True)
    assert lines(shown) == [
        f"Question écrite n°{NBSP}4321 · 17ᵉ législature",
        "Entretien des digues",
        f"Rubrique{NBSP}: eau et assainissement",
        "",
        "👤 Mme Odile Garance (Groupe des exemples)",
        "🏛 Transition écologique",
        "📅 Posée le 29 septembre 2026",
        f"⏳ Réponse attendue le 29 novembre 2026{NBSP}: restent 5 jours",
        "En attente de réponse",
        "💬 Aucun commentaire",
        "",
        "Assemblée nationale · NosDéputés.fr",
        "NosDéputés.fr par Regards Citoyens à partir de l’Assemblée nationale et du Journal Officiel",
        "Vérifié le 24 novembre 2026 à 13:00",
    ]
    assert 'href="https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321"' in shown.html
    assert 'href="https://www.nosdeputes.fr/17/question/QE/4321"' in shown.html
    assert [button.callback for row in shown.buttons for button in row] == [
        "unfollow:an17-4321",
        "life:an17-4321",
    ]


@pytest.mark.parametrize(
    ("asked", "french", "english"),
    [
        (date(2026, 9, 25), "restent 1 jours", "1 day left"),
        (date(2026, 9, 24), "aujourd’hui, le 24 novembre 2026", "due today, 24 November 2026"),
        (date(2026, 9, 23), f"le 23 novembre 2026{NBSP}: hors délai de 1 jour", "1 day overdue"),
        (date(2023, 10, 24), f"le 24 décembre 2023{NBSP}: hors délai de 1066 jours", "1066 days overdue"),
        (date(2026, 10, 1), f"le 1er décembre 2026{NBSP}: restent 7 jours", "1 December 2026: 7 days left"),
    ],
)
def test_the_card_counts_the_days(asked: date, french: str, english: str) -> None:
    known = observation(replace(WAITING, asked=asked))
    assert french.replace("restent 1 jours", "reste 1 jour") in plain(card(FR, known, NOW, followed=True))
    assert english in plain(card(EN, known, NOW, followed=True))


def test_days_are_counted_in_paris() -> None:
    late_in_the_evening = datetime.fromisoformat("2026-11-24T23:30:00+00:00")
    shown = card(FR, observation(replace(WAITING, asked=date(2026, 9, 25))), late_in_the_evening, followed=True)
    assert "aujourd’hui, le 25 novembre 2026" in plain(shown)


@pytest.mark.parametrize(
    ("question", "state"),
    [
        (answered(), "✅ Réponse publiée le 24 novembre 2026"),
        (replace(WAITING, answer=Answer(None, None)), "✅ Réponse publiée"),
        (replace(WAITING, answer=Answer(date(2026, 12, 1), "Oui.")), "✅ Réponse publiée, datée du 1er décembre 2026"),
        (replace(WAITING, closing=CLOSING), f"⛔️ Close sans réponse le 24 novembre 2026{NBSP}: Fin de mandat"),
        (replace(WAITING, closing=Closing("Retrait", None)), f"⛔️ Close sans réponse{NBSP}: Retrait"),
        (replace(WAITING, closing=Closing(None, None)), f"⛔️ Close sans réponse{NBSP}: sans motif publié"),
    ],
)
def test_the_card_says_where_the_question_stands(question: Question, state: str) -> None:
    shown = lines(card(FR, observation(question), NOW, followed=True))
    assert state in shown
    assert "⏳ Réponse due le 29 novembre 2026" in shown


def test_a_card_of_the_barest_question_is_still_a_card() -> None:
    bare = Question(ID)
    shown = card(FR, observation(bare), NOW, followed=False)
    assert "En attente de réponse" in plain(shown)
    assert "NosDéputés" not in plain(shown)
    assert "None" not in plain(shown)


def test_a_card_without_subject_begins_with_the_questions_own_words() -> None:
    shown = card(FR, observation(replace(WAITING, subject=None)), NOW, followed=True)
    assert f"«{NBSP}Mme Odile Garance interroge la ministre sur l'entretien des digues.{NBSP}»" in plain(shown)


def test_a_card_says_which_site_could_not_be_read() -> None:
    known = observation(WAITING).with_checks({Source.ASSEMBLEE: Check(last=Outcome.FAILED, reason="HTTP status 503")})
    shown = plain(card(FR, known, NOW, followed=True))
    assert "⚠️ Le site de l’Assemblée n’a pas pu être lu à l’instant" in shown
    assert "Vérifié le 24 novembre 2026" in shown


def test_an_answered_card_has_a_button_for_the_text_and_buttons_for_the_others_of_its_number() -> None:
    others = see_buttons(
        FR, [Alternative(QuestionId.of_legislature(16, 4321), replace(WAITING, asked=date(2023, 10, 24)))]
    )
    shown = card(FR, observation(answered()), NOW, followed=False, others=others)
    assert [(button.text, button.callback) for row in shown.buttons for button in row] == [
        ("👁 Suivre", "follow:an17-4321"),
        ("🕰 Chronologie", "life:an17-4321"),
        ("📖 Texte intégral", "text:an17-4321"),
        ("16ᵉ\u00a0: Entretien des… — Mme Garance, 2023", "see:an16-4321"),
    ]


def test_the_answer_alert_says_who_answered_whom_how_late_and_what() -> None:
    late = replace(answered(), asked=date(2026, 9, 22))
    assert lines(answer_alert(FR, late)) == [
        "✅ Réponse publiée",
        f"Question écrite n°{NBSP}4321 · 17ᵉ législature",
        "Entretien des digues",
        "",
        f"🏛 De{NBSP}: Transition écologique",
        f"👤 À{NBSP}: Mme Odile Garance",
        f"Publiée le 24 novembre 2026, après 63 jours{NBSP}: hors délai de 2 jours (deux mois pour répondre).",
        "",
        "Le Gouvernement entretient les digues.",
        "",
        "Il continuera.",
        "Assemblée nationale · NosDéputés.fr",
        "NosDéputés.fr par Regards Citoyens à partir de l’Assemblée nationale et du Journal Officiel",
    ]


@pytest.mark.parametrize(
    ("asked", "published", "words"),
    [
        (date(2026, 9, 24), date(2026, 11, 24), "après 61 jours : dans le délai"),
        (date(2026, 9, 23), date(2026, 11, 24), "après 62 jours : hors délai de 1 jour (deux mois pour répondre)"),
        (date(2026, 11, 23), date(2026, 11, 24), "après 1 jour : dans le délai"),
        (None, date(2026, 11, 24), "Publiée le 24 novembre 2026\n"),
        (date(2026, 12, 1), date(2026, 11, 24), "Datée du 24 novembre 2026\n"),
        (date(2026, 9, 24), date(2026, 11, 25), "Datée du 25 novembre 2026\n"),
        (None, date(2026, 11, 25), "Datée du 25 novembre 2026\n"),
    ],
)
def test_an_answer_is_in_time_or_late(asked: date | None, published: date, words: str) -> None:
    question = replace(WAITING, asked=asked, answer=Answer(published, "Oui."))
    assert words in plain(answer_alert(FR, question, now=NOW)).replace(NBSP, " ")


def test_an_answer_without_its_text_is_told_all_the_same() -> None:
    alert = answer_alert(EN, replace(WAITING, answer=Answer(date(2026, 11, 24), None)))
    assert "The text of the answer is not on the page yet." in plain(alert)
    assert alert.buttons[0][0].callback == "text:an17-4321"  # the text may be known by the time of the press


def test_the_comment_alert_says_who_when_and_what_and_leads_to_the_comment() -> None:
    alert = comments_alert(FR, commented("Enfin !"), ["comment:1"])
    assert lines(alert)[:6] == [
        "💬 Nouveau commentaire",
        f"Question écrite n°{NBSP}4321 · 17ᵉ législature",
        "Entretien des digues",
        "",
        "riverain (habitant), le 1er novembre 2026 à 10:01 · lire sur NosDéputés.fr",
        "Enfin !",
    ]
    assert 'href="https://www.nosdeputes.fr/17/question/QE/4321#commentaire_1"' in alert.html


def test_several_comments_are_one_message_and_only_new_ones_are_in_it() -> None:
    alert = comments_alert(EN, commented("un", "deux", "trois"), ["comment:2", "comment:3"])
    assert lines(alert)[0] == "💬 2 new comments"
    assert "\nun\n" not in plain(alert)
    assert "\ndeux\n" in plain(alert)
    assert "\ntrois\n" in plain(alert)


def test_the_closing_alert_shows_the_label_as_it_stands() -> None:
    shown = lines(closing_alert(FR, replace(WAITING, closing=CLOSING)))
    assert "⛔️ Close sans réponse" in shown
    assert f"Motif publié{NBSP}: Fin de mandat" in shown
    assert "Le mandat de son auteur a pris fin." in shown
    assert "Elle aura attendu 56 jours." in shown


def test_the_whole_text_comes_in_as_many_messages_as_it_takes_and_nothing_is_lost() -> None:
    text = "\n\n".join(f"Paragraphe {number} & <suite> " + "mot " * 60 for number in range(120))
    messages = whole_text(FR, replace(WAITING, answer=Answer(None, text)))
    assert len(messages) > 5
    bodies = "\n".join(plain(message).split("\n", 2)[2] for message in messages)
    assert bodies.split() == text.split()
    assert f"· 1/{len(messages)}" in plain(messages[0])


def test_where_there_is_no_text_there_is_no_message_of_it() -> None:
    assert whole_text(FR, WAITING) == []
    assert whole_text(FR, replace(WAITING, answer=Answer(None, None))) == []


def every_message(text: str) -> Iterator[Message]:
    """Every kind of message in both languages, about a question all of whose words are `text`."""
    comments = tuple(replace(comment(number, text), author=text) for number in range(1, 11))
    hostile = Question(
        ID,
        author=text,
        group=text,
        subject=text,
        rubric=text,
        ministry=text,
        asked=date(2026, 9, 1),
        text=text,
        answer=Answer(date(2026, 11, 24), text),
        closing=Closing(text, date(2026, 11, 24)),
        comments=comments,
    )
    for words in (FR, EN):
        for question in (
            hostile,
            replace(hostile, answer=None),
            replace(hostile, answer=None, closing=None, subject=None),
        ):
            yield card(words, observation(question), NOW, followed=True, lead=words.say("followed"))
            yield list_page(
                words, [(QuestionId.of_legislature(17, number), question) for number in range(1, 11)], 1, NOW
            )
            yield from summary(words, words.say("summary-followed", n=50), [(ID, question)] * 50, NOW)
        yield answer_alert(words, hostile)
        yield closing_alert(words, replace(hostile, answer=None))
        yield comments_alert(words, hostile, [f"comment:{each.id}" for each in comments])
        yield from whole_text(words, hostile)[:20]
        readings = (Nonsense(text), OtherKind("QG", text), OtherLegislature(18, text))
        yield from packed([misread(words, reading, 17) for reading in readings] * 20, Markup("\n\n"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_every_message_is_one_that_telegram_takes_whatever_a_page_contains(text: str) -> None:
    for message in every_message(text):
        parsed = parse(str(message.html))  # the stand-in refuses what Telegram refuses
        assert 0 < width(parsed.text) <= LIMIT
        assert 0 < width(message.plain) <= LIMIT
        for button in (button for row in message.buttons for button in row):
            assert len((button.callback or "x").encode()) <= 64


def test_a_message_in_plain_text_keeps_its_addresses() -> None:
    assert (
        "NosDéputés.fr (https://www.nosdeputes.fr/17/question/QE/4321)"
        in card(FR, observation(WAITING), NOW, followed=True).plain
    )


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("court", 10, "court"),
        ("un deux trois quatre", 15, "un deux […]"),
        ("😀😀😀😀 😀😀😀😀", 14, "😀😀😀😀 […]"),
        ("indivisible" * 5, 12, "indivisi […]"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, room: int, expected: str) -> None:
    assert cut(text, room) == expected
    assert width(cut(text, room)) <= room


def test_a_text_is_divided_between_paragraphs_where_that_is_possible() -> None:
    assert list(pieces("a" * 60 + "\n\n" + "b" * 30 + "\n\n" + "c" * 30, 100)) == [
        "a" * 60 + "\n\n" + "b" * 30,
        "c" * 30,
    ]


def test_a_list_shows_waiting_questions_first_in_pages_of_ten() -> None:
    entries = [
        (
            QuestionId.of_legislature(17, number),
            replace(WAITING if number % 2 else answered(), id=QuestionId.of_legislature(17, number)),
        )
        for number in range(1, 25)
    ]
    first, last = list_page(FR, entries, 1, NOW), list_page(FR, entries, 3, NOW)
    assert lines(first)[0] == "24 questions suivies · page 1 sur 3"
    assert len(lines(first)) == 12
    assert all("en attente" in line for line in lines(first)[2:])
    assert [button.callback for button in first.buttons[0]] == ["list:2"]
    assert [button.callback for button in last.buttons[0]] == ["list:2"]
    assert all("réponse publiée" in line for line in lines(last)[2:])
    assert list_page(FR, entries, 99, NOW) == last
    assert list_page(FR, entries, 0, NOW) == first


def test_a_short_list_is_given_as_a_table_alone_and_an_empty_one_says_how_to_begin() -> None:
    rows = list_page(FR, [(ID, None)], 1, NOW).buttons
    assert [[(each.text, each.callback) for each in row] for row in rows] == [[("📄 Tableau", "table:list")]]
    assert list_page(FR, [], 1, NOW).buttons == ()
    assert "page pas encore lue" in plain(list_page(FR, [(ID, None)], 1, NOW))
    assert "/suivre 12432" in plain(list_page(FR, [], 1, NOW))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found(observation(WAITING)), "sans législature : j’ai pris la 17ᵉ, la législature en cours."),
        (
            Found(observation(WAITING), unchecked=(18,)),
            "j’ai pris la 17ᵉ. Non vérifiées, faute de réponse du site : 18ᵉ.",
        ),
        (
            Found(observation(replace(WAITING, id=QuestionId.of_legislature(16, 4321))), (17,)),
            "Il n’y a pas de n° 4321 dans la 17ᵉ législature : j’ai pris la 16ᵉ.",
        ),
        (
            Found(observation(replace(WAITING, id=QuestionId.of_legislature(15, 4321))), (17, 16)),
            "dans les 17ᵉ et 16ᵉ législatures : j’ai pris la 15ᵉ.",
        ),
    ],
)
def test_the_reply_to_a_bare_number_says_which_legislature_it_took_and_why(found: Found, words: str) -> None:
    lead = which_legislature(FR, Bare(4321), found)
    assert lead is not None
    assert words in visible(lead).replace(NBSP, " ")
    assert which_legislature(FR, Exact(found.observation.id), found) is None


@pytest.mark.parametrize(
    ("resolution", "words"),
    [
        (NotFound(5, (16,)), "Il n’y a pas de question écrite n° 5 (16ᵉ législature)."),
        (NotFound(5, (17, 16, 15)), "j’ai cherché dans les 17ᵉ, 16ᵉ et 15ᵉ législatures."),
        (NotFound(5, (17, 16), (15, 14)), "Je n’ai pas pu vérifier celles-ci : 15ᵉ et 14ᵉ."),
        (NotFound(5, (17,), as_of=NOW), "L’archive de l’Assemblée du 24 novembre 2026 ne l’a pas ;"),
        (Unresolved(InternalPage(16, 5), exists=False), "n’a pas de question à cette adresse"),
        (Unresolved(InternalPage(16, 5), exists=None), "le site ne répond pas à l’instant"),
    ],
)
def test_a_question_that_was_not_found_is_named_with_an_example(resolution: NotFound | Unresolved, words: str) -> None:
    said = visible(not_found(FR, resolution)).replace(NBSP, " ")
    assert words in said
    assert "/suivre" in said


def test_what_could_not_be_looked_for_was_named_in_full_unless_it_is_said_to_be_a_bare_number() -> None:
    assert not Unsure(observation(WAITING)).bare


def test_an_answer_of_examples_is_short_enough_to_be_read_whole() -> None:
    assert ANSWER.text is not None
    assert ANSWER.text in plain(answer_alert(FR, answered()))
