"""What is told once a week: the Tuesday issue with its chart, a week without one, and a week without anything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.bulletin import Lack, SourcesRead
from bot.core.chambers.senat import SENAT
from bot.core.chart import Columns
from bot.core.delivery import DigestEntry, Happened, Told
from bot.core.issue import Frequent, Issue, Lasted, OfMinistry, Week
from bot.core.preferences import Bulletin, IssueScope
from bot.core.question import QuestionId
from bot.messages.bulletins import bulletin, read_line
from bot.messages.digest import ROOM_FOR_FOOT, digest
from bot.messages.message import CAPTION_LIMIT, Message, visible, width
from bot.messages.phrases import LANGUAGES, phrases
from tests.support.examples import WAITING

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
NBSP, THIN = "\u00a0", "\u202f"
FASTEST, SLOWEST, OLDEST = (
    QuestionId.of_legislature(17, 18211),
    QuestionId.of_legislature(17, 312),
    QuestionId.of_legislature(17, 27),
)
WEEKS = (
    [171, 204, 0, 188, 163, 195, 210, 177, 180, 0, 198, 175],
    [120, 98, 0, 160, 143, 131, 177, 140, 138, 0, 151, 142],
)
READ = SourcesRead(NOW - timedelta(hours=1), NOW - timedelta(days=1))


def weeks(*numbers: Sequence[int]) -> tuple[Week, ...]:
    first = TUESDAY - timedelta(weeks=len(numbers[0]) - 1)
    return tuple(Week(first + timedelta(weeks=at), *both) for at, both in enumerate(zip(*numbers, strict=True)))


ISSUE = Issue(
    TUESDAY,
    175,
    142,
    Lasted(FASTEST, 14),
    Lasted(SLOWEST, 1203),
    OfMinistry("Santé", 31),
    OfMinistry("Transition écologique", 1812),
    (Frequent("énergie et carburants", 12, 3.24), Frequent("outre-mer", 4, None)),
    Lasted(OLDEST, 846),
    weeks(*WEEKS),
)
NAMED = {
    FASTEST: replace(WAITING, id=FASTEST, subject="Prix de l'électricité pour les boulangeries"),
    SLOWEST: replace(WAITING, id=SLOWEST, subject="Entretien des digues"),
    OLDEST: replace(WAITING, id=OLDEST, subject="Reconnaissance du handicap invisible dans les transports"),
}
TOLD = Told(Bulletin.ISSUE, TUESDAY, IssueScope.ALL, ISSUE, NAMED, 17)


def shown(message: Message) -> str:
    return visible(message.html).replace(NBSP, " ").replace(THIN, " ")


def of(language: str, told: Told, is_private: bool = True) -> Message:
    return bulletin(phrases(language), told, NOW, is_private)


def test_an_issue_is_read_in_thirty_seconds() -> None:
    assert shown(of("fr", TOLD)) == (
        "🗞 Journal officiel du mardi 24 novembre 2026\n"
        "Toutes les questions de la 17ᵉ législature\n\n"
        "175 nouvelles questions, 142 réponses\n"
        "⚡ La plus rapide : n° 18211 Prix de l'électricité pour les boulangeries — 14 jours\n"
        "🐢 La plus lente : n° 312 Entretien des digues — 1 203 jours\n"
        "🏛 Répond le plus : Santé, 31 réponses\n"
        "⌛ Doit le plus : Transition écologique, 1 812 questions hors délai\n"
        "📈 Plus que d’habitude : énergie et carburants (12, soit 3,2 fois l’habitude), outre-mer (4, aucune depuis un an)\n"
        "🕰 Attend depuis le plus longtemps : n° 27 Reconnaissance du handicap invisible dans les transports — 846 jours"
    )
    assert shown(of("en", TOLD)) == (
        "🗞 Journal officiel of Tuesday 24 November 2026\n"
        "All questions of the 17th legislature\n\n"
        "175 new questions, 142 answers\n"
        "⚡ The fastest: no. 18211 Prix de l'électricité pour les boulangeries — 14 days\n"
        "🐢 The slowest: no. 312 Entretien des digues — 1,203 days\n"
        "🏛 Answers most: Santé, 31 answers\n"
        "⌛ Owes most: Transition écologique, 1,812 questions overdue\n"
        "📈 More than usual: énergie et carburants (12, 3.2 times the usual), outre-mer (4, none in the last year)\n"
        "🕰 Has waited longest: no. 27 Reconnaissance du handicap invisible dans les transports — 846 days"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_that_is_named_is_linked(language: str) -> None:
    html = of(language, TOLD).html
    for id in (FASTEST, SLOWEST, OLDEST):
        assert f'<a href="https://www.assemblee-nationale.fr/dyn/17/questions/{id.uid}">' in html


def test_its_chart_shows_the_weeks_those_without_an_issue_too() -> None:
    picture = of("fr", TOLD).picture
    assert picture is not None
    assert not picture.undrawn  # without the chart the text goes alone
    (panel,) = picture.chart.panels
    assert isinstance(panel, Columns)
    assert [each.values for each in panel.series] == [tuple(each) for each in WEEKS]
    assert panel.labels[-3:] == ("10/11", "", "24/11")
    assert picture.chart.subtitle == "Toutes les questions de la 17ᵉ législature"


@pytest.mark.parametrize(
    ("language", "title", "scope", "source"),
    [
        (
            "fr",
            "🗞 Journal officiel du jeudi 26 novembre 2026, Sénat",
            "Toutes les questions écrites du Sénat",
            "Source\u00a0: Sénat",
        ),
        (
            "en",
            "🗞 Journal officiel of Thursday 26 November 2026, Sénat",
            "All written questions of the Sénat",
            "Source: Sénat",
        ),
    ],
)
def test_the_senats_issue_names_its_day_its_questions_and_its_source(
    language: str, title: str, scope: str, source: str
) -> None:
    thursday = replace(
        ISSUE, day=THURSDAY, weeks=tuple(replace(each, day=each.day + timedelta(days=2)) for each in ISSUE.weeks)
    )
    message = of(language, replace(TOLD, day=THURSDAY, issue=thursday))
    assert shown(message).startswith(f"{title}\n{scope}")
    assert message.picture is not None
    assert message.picture.chart.source == source
    missing = Told(Bulletin.NO_ISSUE, THURSDAY, IssueScope.ALL, lack=Lack.NONE, read_at=NOW)
    assert ("ce jeudi 26" if language == "fr" else "this Thursday 26") in shown(of(language, missing))


def test_the_other_chambers_whose_file_was_read_stand_among_the_sources() -> None:
    read = replace(READ, others=((SENAT, NOW),))
    assert "Sénat le 24 novembre" in visible(read_line(phrases("fr"), read, NOW))
    assert "Sénat on 24 November" in visible(read_line(phrases("en"), read, NOW))


def test_what_is_followed_and_watched_is_said_to_be_so() -> None:
    own = replace(TOLD, scope=IssueScope.OWN)
    assert "\nCe que vous suivez et surveillez\n" in shown(of("fr", own))
    assert "\nCe qui est suivi et surveillé ici\n" in shown(of("fr", own, is_private=False))
    assert "\nWhat is followed and watched here\n" in shown(of("en", own, is_private=False))


def test_an_issue_without_anything_of_ones_own_is_one_line() -> None:
    nothing = replace(TOLD, scope=IssueScope.OWN, issue=replace(ISSUE, asked=0, answered=0))
    message = of("fr", nothing)
    assert shown(message) == (
        "🗞 Journal officiel du mardi 24 novembre 2026\nRien, dans ce numéro, sur ce que vous suivez et surveillez."
    )
    assert message.picture is None


def test_what_is_not_known_is_left_out_and_one_answer_is_both_fast_and_slow() -> None:
    little = Issue(TUESDAY, 3, 1, Lasted(FASTEST, 1), Lasted(FASTEST, 1), OfMinistry("Santé", 1), weeks=weeks([3], [1]))
    assert shown(of("fr", replace(TOLD, issue=little, named={}))) == (
        "🗞 Journal officiel du mardi 24 novembre 2026\n"
        "Toutes les questions de la 17ᵉ législature\n\n"
        "3 nouvelles questions, 1 réponse\n"
        "⏱ Réponse : n° 18211 — 1 jour\n"
        "🏛 Répond le plus : Santé, 1 réponse"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["W", "é", "<", "👩‍🚒", "/"])
def test_the_longest_and_most_hostile_words_fit_below_the_chart(language: str, letter: str) -> None:
    long = letter * 5000
    named = {id: replace(each, subject=long) for id, each in NAMED.items()}
    ministry, rubric = OfMinistry(long, 99_999), Frequent(long, 9_999, 12345.6)
    issue = replace(ISSUE, answered_most=ministry, owes_most=ministry, frequent=(rubric, rubric, rubric))
    message = of(language, replace(TOLD, issue=issue, named=named))
    assert width(visible(message.html)) <= CAPTION_LIMIT


@pytest.mark.parametrize(
    ("lack", "french", "english"),
    [
        (
            Lack.NONE,
            "🗞 Pas de Journal officiel des questions ce mardi 24 novembre 2026 : l’archive de l’Assemblée, lue le "
            "24 novembre 2026 à 06:30, n’en a pas.",
            "🗞 No Journal officiel of questions this Tuesday 24 November 2026: the archive of the Assemblée, read on "
            "24 November 2026 at 06:30, has none.",
        ),
        (
            Lack.STILL,
            "🗞 Y a-t-il eu un Journal officiel des questions mardi 24 novembre 2026 ? Je ne peux pas le dire : lue le "
            "24 novembre 2026 à 06:30, l’archive de l’Assemblée n’avait pas été refaite depuis.",
            "🗞 Was there a Journal officiel of questions on Tuesday 24 November 2026? I cannot say: read on "
            "24 November 2026 at 06:30, the archive of the Assemblée had not been renewed since.",
        ),
        (
            Lack.UNREAD,
            "🗞 Y a-t-il eu un Journal officiel des questions mardi 24 novembre 2026 ? Je ne peux pas le dire : je n’ai pas "
            "pu lire l’archive de l’Assemblée depuis le 24 novembre 2026 à 06:30.",
            "🗞 Was there a Journal officiel of questions on Tuesday 24 November 2026? I cannot say: I have not been able "
            "to read the archive of the Assemblée since 24 November 2026 at 06:30.",
        ),
    ],
)
def test_a_week_without_an_issue_is_one_line(lack: Lack, french: str, english: str) -> None:
    told = Told(Bulletin.NO_ISSUE, TUESDAY, IssueScope.ALL, lack=lack, read_at=READ.assemblee, read=READ)
    assert (shown(of("fr", told)), shown(of("en", told))) == (french, english)
    assert '<tg-time unix="' in of("fr", told).html


def test_an_archive_that_was_never_read_has_no_day() -> None:
    told = Told(Bulletin.NO_ISSUE, TUESDAY, IssueScope.ALL, lack=Lack.UNREAD)
    assert shown(of("fr", told)).endswith("je n’ai pas encore pu lire l’archive de l’Assemblée.")


def test_a_quiet_week_says_when_the_sources_were_last_read() -> None:
    told = Told(Bulletin.QUIET_WEEK, TUESDAY, IssueScope.NONE, read=READ)
    assert shown(of("fr", told)) == (
        "👀 Une semaine sans rien à vous annoncer, jusqu’au 24 novembre 2026. Je veille toujours.\n"
        "Dernière lecture : Assemblée le 24 novembre 2026 à 06:30 · NosDéputés.fr le 23 novembre 2026 à 07:30"
    )
    assert shown(of("en", told, is_private=False)).startswith(
        "👀 A week with nothing to tell here, until 24 November 2026."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_ends_with_that_line_and_its_other_parts_do_not(language: str) -> None:
    words = phrases(language)
    foot = read_line(words, SourcesRead(NOW - timedelta(days=3), NOW, ((SENAT, NOW),) * 4), NOW)
    assert width(visible(foot)) + 2 <= ROOM_FOR_FOOT
    entries = [DigestEntry(id, each, (Happened("answered", "answered", {}),), (1,)) for id, each in NAMED.items()]
    assert digest(words, entries, 3, 5, foot=foot).html.endswith(foot)
    assert foot not in digest(words, entries, 1, 5, foot=foot).html


def test_a_quiet_week_that_may_not_have_been_one_is_not_called_so() -> None:
    told = Told(Bulletin.QUIET_WEEK, TUESDAY, IssueScope.NONE, read=SourcesRead(NOW - timedelta(days=3)))
    said = shown(of("fr", told))
    assert "il a pu se passer quelque chose" in said
    assert said.endswith("⚠️ Dernière lecture : Assemblée le 21 novembre 2026 à 07:30")
    assert "Assemblée, pas encore" in visible(read_line(phrases("fr"), SourcesRead(), NOW))
