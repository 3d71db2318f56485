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
    ("MINISTÈRE : santé minıstère : eau", query((only(MINISTRY, "sante"), *words("minıstère eau")))),
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
    ("@Philippe-Juvin-PA721764", query((only(AUTHOR, "pa721764"),))),
    ('-@"M. Philippe Juvin PA721764" eau', query(words("eau"), without=((only(AUTHOR, "pa721764"),),))),
    ("année:2026 cloud", query((only(Field.YEAR, "2026"), word("cloud")))),
    ("Annee : 2024 year:2025", query((only(Field.YEAR, "2024", "2025"),))),
    ("depuis:2024", query((only(Field.SINCE, "2024"),))),
    ("since:2024-3 eau", query((only(Field.SINCE, "2024 03"), word("eau")))),
    ("depuis : 5/03/2024", query((only(Field.SINCE, "2024 03 05"),))),
    ("depuis:15.03.2024", query((only(Field.SINCE, "2024 03 15"),))),
    ("eau depuis 2024", query(words("eau depuis 2024"))),
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
    *((f"{text} eau", Trouble.UNKNOWN_VALUE) for text in ("année:26", "année:2024-03", "année:1789", "année:MMXX")),
    *((f"depuis:{text}", Trouble.UNKNOWN_VALUE) for text in ("hier", "2024-13", "2023-02-29", "1-1-1-2024", "32024")),
    ("statut:attente eau", Trouble.UNKNOWN_FILTER),
    ("eau -objet:Digues", Trouble.UNKNOWN_FILTER),
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


def test_a_filter_that_there_is_not_is_named() -> None:
    assert read_query("cloud Statut:en attente") == NoQuery(Trouble.UNKNOWN_FILTER, "Statut")


FROM_A_PHONE = [
    # Quotes of every kind, and what keyboards make of them
    ("“accès aux soins”", '"accès aux soins"'),
    ("”accès aux soins“", '"accès aux soins"'),
    ("„accès aux soins“", '"accès aux soins"'),
    ("«\u00a0accès aux soins\u00a0»", '"accès aux soins"'),
    ("«\u202faccès aux soins\u202f» urgence", '"accès aux soins" urgence'),
    ("‹ accès aux soins ›", '"accès aux soins"'),
    ("‘accès aux soins’", '"accès aux soins"'),
    ("＂accès aux soins＂", '"accès aux soins"'),
    ("'' eau ''", "eau"),
    ("l‘eau d’ici", "eau ici"),
    ("“accès aux soins", '"accès aux soins"'),
    # Signs of exclusion; a dash with a space behind it stands between two parts of a title
    ("eau -hydrogène", "eau -hydrogène"),
    ("eau —hydrogène", "eau -hydrogène"),
    ("eau --hydrogène", "eau -hydrogène"),
    ("eau - hydrogène", "eau hydrogène"),
    ("Eau — un rapport", "Eau rapport"),
    # Commas, spaces, alternatives
    ("eau ,", "eau"),
    ("eau,", "eau"),
    (" eau  \t ours\u00a0", "eau ours"),
    ("eau OU air", "eau OU air"),
    ("Eau Ou air ou", "Eau OU air"),
    ("eau , air", "eau OU air"),
    # Filters with spaces, without accents, in capitals
    ("@ Juvin", "@Juvin"),
    ("＠Juvin", "@Juvin"),
    ("ministere : sante", "ministère:sante"),
    ("Ministere :Sante", "ministère:Sante"),
    ("ETAT:ATTENTE eau", "état:attente eau"),
    ("Annee : 2026 eau", "année:2026 eau"),
    ("député : Descamps", "@Descamps"),
    # What means nothing is left out
    ("🚰 eau 💧", "eau"),
    ("eau…", "eau"),
    ("¿eau?!", "eau"),
    ("#eau", "eau"),
]


@pytest.mark.parametrize(("typed", "canonical"), FROM_A_PHONE)
def test_what_a_phone_makes_of_a_query_is_read_as_it_was_meant(typed: str, canonical: str) -> None:
    found = read_query(typed)
    assert isinstance(found, Query), found
    assert text_of(found) == canonical


@pytest.mark.parametrize("typed", ["🚰", "OU", "ou OU ,", "- — –", "@", '"', "«»", "* **", "?!", "@ : ,"])
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert read_query(typed) == NoQuery(Trouble.EMPTY)


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
        ("@pa721764 @Éric @eric, @Zoé eau @Léa", "@Éric @Léa @PA721764 @Zoé eau"),
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
    "année:2026 ",
    "abc:",
    "Il attire l’attention de M. le ministre sur les « difficultés » d’accès, notamment - et surtout - à l’eau. ",
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
