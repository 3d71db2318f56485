"""Queries as people type them on a phone, and what the bot makes of them."""

import time

import pytest

from bot.core.query import Exact, Field, Filter, Group, NoQuery, Prefix, Query, Trouble, Word
from bot.core.query_reader import LONGEST, LONGEST_VALUE, MOST_TERMS, read_query
from bot.core.query_text import text_of
from bot.core.stems import stem
from bot.core.words import words_of


def word(typed: str) -> Word:
    (folded,) = words_of(typed)
    return Word(stem(folded), folded, typed)


def exact(*words: str) -> Exact:
    return Exact(words, "")


def only(of: Field, *values: str) -> Filter:
    return Filter(of, frozenset(tuple(value.split()) for value in values))


def query(*alternatives: Group, without: tuple[Group, ...] = ()) -> Query:
    return Query(alternatives, without)


def words(text: str) -> Group:
    return tuple(map(word, text.split()))


AUTHOR, MINISTRY, STATE = Field.AUTHOR, Field.MINISTRY, Field.STATE

READ: list[tuple[str, Query]] = [
    # Words
    ("cloud", query(words("cloud"))),
    ("  Santé   des\nélèves ", query(words("Santé élèves"))),
    ("l’hébergement des données de santé", query(words("hébergement données santé"))),
    ("cloud cloud Cloud", query(words("cloud"))),
    ("covid-19", query(words("covid 19"))),
    ("n° 12 du décret 2002-65", query(words("12 décret 2002 65"))),
    ("2 000 m² et 1,5 t", query(words("2000 m² 1 5"))),
    ("prud'hommes R&D S.N.C.F.", query(words("prudhommes rd sncf"))),
    ("ours (et loups) !", query(words("ours loups"))),
    ("https://example.org", query(words("https example org"))),
    # Exact words
    ('"health data hub"', query((exact("health", "data", "hub"),))),
    ('cloud "de la santé"', query((word("cloud"), exact("de", "la", "sante")))),
    ("« données de santé »", query((exact("donnees", "de", "sante"),))),
    ("“données” „santé“", query((exact("donnees"), exact("sante")))),
    ("‘l’eau douce’ 'eau salée'", query((exact("l", "eau", "douce"), exact("eau", "salee")))),
    ('"health data', query((exact("health", "data"),))),
    ("cloud «santé", query((word("cloud"), exact("sante")))),
    ('"le"', query((exact("le"),))),
    ('"2024"', query((word("2024"),))),
    ('"" cloud " "', query(words("cloud"))),
    ('cloud"a b"loup', query((word("cloud"), exact("a", "b"), word("loup")))),
    ('"données*"', query((exact("donnees"),))),
    # Without
    ("cloud -santé", query(words("cloud"), without=(words("santé"),))),
    ("cloud –santé —eau −air", query(words("cloud"), without=(words("santé"), words("eau"), words("air")))),
    ('-"à la carte" repas', query(words("repas"), without=((exact("a", "la", "carte"),),))),
    ("repas -« à la carte", query(words("repas"), without=((exact("a", "la", "carte"),),))),
    ("presse -porte-parole", query(words("presse"), without=(words("porte parole"),))),
    ("eau -l’hydrogène -le", query(words("eau"), without=(words("hydrogène"),))),
    ("santé - hôpital", query(words("santé hôpital"))),
    ("(-loup, ours)", query(words("ours"), without=(words("loup"),))),
    ("a-t-il --loup ours", query(words("ours"), without=(words("loup"),))),
    # Alternatives
    ("ours OU loups", query(words("ours"), words("loups"))),
    ("ours ou loups Ou lynx OR renard", query(words("ours"), words("loups"), words("lynx"), words("renard"))),
    ("ours, loups;lynx|renard", query(words("ours"), words("loups"), words("lynx"), words("renard"))),
    ("health data hub, cloud souverain", query(words("health data hub"), words("cloud souverain"))),
    ("OU ours OU OU , loups,", query(words("ours"), words("loups"))),
    ("ours, loups -lynx", query(words("ours"), words("loups"), without=(words("lynx"),))),
    ("-lynx ours, loups", query(words("ours"), words("loups"), without=(words("lynx"),))),
    ("mines d'or", query(words("mines or"))),
    ("or ou argent", query(words("or"), words("argent"))),
    ("où sont les médecins", query(words("médecins"))),
    ("eau, le, air", query(words("eau"), words("air"))),
    ("eau OU air OU eau", query(words("eau"), words("air"))),
    # Beginnings
    ("pharmaci*", query((Prefix("pharmaci", ""),))),
    ("Cyber-attaq* santé", query((word("cyber"), Prefix("attaq", ""), word("santé")))),
    ("l'hydrog* -électr*", query((Prefix("hydrog", ""),), without=((Prefix("electr", ""),),))),
    ("5G* de* * *eau c*r", query(words("5G eau"))),
    # Filters
    ("@Juvin", query((only(AUTHOR, "juvin"),))),
    ("@Philippe-Juvin @ Latombe", query((only(AUTHOR, "philippe juvin", "latombe"),))),
    ('@"Philippe Juvin" cloud', query((only(AUTHOR, "philippe juvin"), word("cloud")))),
    ("@PA721764", query((only(AUTHOR, "pa721764"),))),
    ("auteur:Juvin", query((only(AUTHOR, "juvin"),))),
    ("MINISTERE:Santé cloud", query((only(MINISTRY, "sante"), word("cloud")))),
    ("ministère\u00a0: santé", query((only(MINISTRY, "sante"),))),
    ("Ministère : « la transition écologique »", query((only(MINISTRY, "transition ecologique"),))),
    ("MINISTÈRE : santé minıstère:x", query((only(MINISTRY, "sante"), word("minıstère")))),
    ("rubrique:eau", query((only(Field.RUBRIC, "eau"),))),
    ('groupe:"Les Républicains"', query((only(Field.GROUP, "republicains"),))),
    ("législature:16 leg:15e", query((only(Field.LEGISLATURE, "16", "15"),))),
    ("état:attente", query((only(STATE, "waiting"),))),
    ("Etat : en attente cloud", query((only(STATE, "waiting"), word("cloud")))),
    ("état:répondue, état:retirée", query((only(STATE, "answered", "closed"),))),
    ("cloud @Juvin, données", query((only(AUTHOR, "juvin"), word("cloud")), (only(AUTHOR, "juvin"), word("données")))),
    ("@Juvin OU cloud", query((only(AUTHOR, "juvin"),), words("cloud"))),
    ("@Juvin OU @Latombe", query((only(AUTHOR, "juvin", "latombe"),))),
    ("@Juvin OU @Latombe cloud", query((only(AUTHOR, "juvin", "latombe"), word("cloud")))),
    ("cloud @Juvin ou @Latombe", query((only(AUTHOR, "juvin", "latombe"), word("cloud")))),
    ("@Juvin, eau, @Latombe", query((only(AUTHOR, "juvin", "latombe"),), words("eau"))),
    (
        "@Juvin cloud, @Latombe eau, air",
        query((only(AUTHOR, "juvin"), word("cloud")), (only(AUTHOR, "latombe"), word("eau")), words("air")),
    ),
    ("@Juvin, ministère:santé", query((only(AUTHOR, "juvin"),), (only(MINISTRY, "sante"),))),
    (
        "cloud -@Juvin -ministère:santé",
        query(words("cloud"), without=((only(AUTHOR, "juvin"),), (only(MINISTRY, "sante"),))),
    ),
    ("ministère de la santé", query(words("ministère santé"))),
    ("santé : ministère", query(words("santé ministère"))),
    ("ministère: ", query(words("ministère"))),
    ("moi@example.org", query(words("example org"))),
]

NOTHING = [
    ("", Trouble.EMPTY),
    (" \n\t ", Trouble.EMPTY),
    ("!? « » - * @ : , OU", Trouble.EMPTY),
    ("le la des", Trouble.ONLY_STOP_WORDS),
    ("de* l' -les", Trouble.ONLY_STOP_WORDS),
    ("-cloud", Trouble.ONLY_EXCLUSIONS),
    ('-"à la carte" -@Juvin le', Trouble.ONLY_EXCLUSIONS),
    ("état:bizarre cloud", Trouble.UNKNOWN_VALUE),
    ("législature:2", Trouble.UNKNOWN_VALUE),
    ("législature:seize", Trouble.UNKNOWN_VALUE),
    (" ".join(f"mot{number}" for number in range(MOST_TERMS + 1)), Trouble.TOO_MANY_WORDS),
]


@pytest.mark.parametrize(("text", "meant"), READ)
def test_what_people_type_is_read(text: str, meant: Query) -> None:
    assert read_query(text) == meant


@pytest.mark.parametrize(("text", "trouble"), NOTHING)
def test_a_text_that_asks_for_nothing_says_why(text: str, trouble: Trouble) -> None:
    found = read_query(text)
    assert isinstance(found, NoQuery)
    assert found.trouble is trouble


def test_a_value_that_means_nothing_is_named() -> None:
    assert read_query("cloud état:Bizarre") == NoQuery(Trouble.UNKNOWN_VALUE, "Bizarre")
    assert read_query("état:" + "x" * LONGEST) == NoQuery(Trouble.UNKNOWN_VALUE, "x" * LONGEST_VALUE)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  Données   de santé ", "Données santé"),
        ("« Health Data  Hub » –cloud", '"Health Data Hub" -cloud'),
        ("ours,loups|lynx -renard", "ours OU loups OU lynx -renard"),
        ("cloud @Juvin ministère : Santé, données", "@Juvin ministère:Santé cloud OU données"),
        ("@Juvin, cloud", "@Juvin OU cloud"),
        (
            '-rubrique:"L’énergie" ministère:"Transition  écologique" eau',
            "ministère:Transition-écologique eau -rubrique:énergie",
        ),
        ("@pa721764 @Éric @eric, @Zoé eau @Léa", "@Éric @Léa @pa721764 @Zoé eau"),
        ("législature:15e leg:16 auteur:prud’homme", "@prud'homme législature:15 législature:16"),
        ("état:waiting l'hydrog*", "état:attente hydrog*"),
        ("eau -porte-parole", "eau -porte-parole"),
        ("or OU -OR eau", "or OU eau -or"),
        ("2 -x 000", "2 + 000"),
        ("no -x 12 5", "no + 12 5"),
    ],
)
def test_a_query_has_a_canonical_text(text: str, canonical: str) -> None:
    found = read_query(text)
    assert isinstance(found, Query)
    assert text_of(found) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cloud santé", "SANTE clouds"),
        ("ours, loups", "loup OU ours"),
        ("eau -a1 -b2", "-b2 eau -a1"),
        ("@Juvin eau", "eau auteur:juvin"),
        ("ministère:Santé eau -rubrique:énergie", "ministère:sante eau -rubrique:Energie"),
    ],
)
def test_queries_that_ask_for_the_same_have_one_key(one: str, other: str) -> None:
    first, second = read_query(one), read_query(other)
    assert isinstance(first, Query)
    assert isinstance(second, Query)
    assert first.key == second.key


UNITS = [
    "cloud ",
    "'a ",
    "‘a ",
    "l' ",
    "* ",
    '"a" ',
    "-le ",
    "a,",
    "état : ",
    "«",
    "-",
    "@",
    "2 000 ",
    "n° ",
    "e\u0301",
    "\ufdfa",
]


def test_the_worst_query_is_read_of_its_first_characters_and_its_cost_is_printed() -> None:
    costs = {}
    for unit in UNITS:
        text = (unit * LONGEST)[:LONGEST]
        began = time.process_time()
        read_query(text)
        costs[unit] = 1000 * (time.process_time() - began)
        assert read_query(text + " @unread") == read_query(text)
    worst = max(costs, key=costs.__getitem__)
    print(f"the worst query of {LONGEST} characters, {worst!r}: {costs[worst]:.0f} ms")
