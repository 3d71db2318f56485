"""Where people read a question: the public addresses of both sites, for the links in messages.

The program's own requests may go elsewhere, as its settings say; a link that a person presses never does.
The paths of the open data, which no person reads, are here too. Known from: the sites' own pages and, for
NosDéputés.fr, its public source code (`routing.yml`); the open data's from public programs that download it.
"""

import re
from urllib.parse import urlencode

from bot.core.chambers.assemblee import ASSEMBLEE, FIRST_ARCHIVED, GOVERNMENT, ORAL, SITE, WRITTEN
from bot.core.question import QuestionId
from bot.core.source import Source

OPENDATA = "https://data.assemblee-nationale.fr"
SENAT_DATA, SENAT = "https://data.senat.fr", "https://www.senat.fr"
PAGE_SITES = {Source.SENAT: SENAT}
"""The public sites of the sources whose pages have the path of the question's own address."""

SENAT_FILE = "/data/questions/questions-depuis-un-an.csv"
"""The path of the Sénat's file of the questions of the last twelve months, as several public programs know it."""

NOSDEPUTES = {
    13: "https://2007-2012.nosdeputes.fr",
    14: "https://2012-2017.nosdeputes.fr",
    15: "https://2017-2022.nosdeputes.fr",
}
WITHOUT_PREFIX = 13
LAST_ON_NOSDEPUTES = 16
"""The site stopped in June 2024, at the end of this legislature, and has no question of a later one (July 2026)."""

NOSDEPUTES_CURRENT = "https://www.nosdeputes.fr"
FEED_PATH = "/commentaires/rss"
"""The last comments of the whole site."""

REPOSITORY = "/static/openData/repository"
ARCHIVES = {WRITTEN: "Questions_ecrites", GOVERNMENT: "Questions_gouvernement", ORAL: "Questions_orales_sans_debat"}
"""The archives of each kind of question, as public programs name them; their folders are called so in small letters."""

OLDER_ARCHIVES = {15: "_XV", 14: "_XIV"}
"""What the names of the older archives add, as public programs know them."""


def assemblee_path(question: QuestionId) -> str:
    """The path of the official page, on the current site or on the older one."""
    return ASSEMBLEE.path(question.designation)


def deputy_page(reference: str) -> str:
    """The Assemblée's page of a deputy, by the reference ("PA721764"), as several public programs link to it."""
    return f"{SITE}/dyn/deputes/{reference}"


def nosdeputes_root(legislature: int) -> str:
    """The address below which NosDéputés.fr has a legislature's questions.

    The 13th's host has no number in its paths.
    """
    root = NOSDEPUTES.get(legislature, NOSDEPUTES_CURRENT)
    return root if legislature == WITHOUT_PREFIX else f"{root}/{legislature}"


def nosdeputes_page(question: QuestionId) -> str:
    """The page on NosDéputés.fr that a person can open."""
    return f"{nosdeputes_root(question.session)}/question/QE/{question.number}"


def comment_link(question: QuestionId, comment: int) -> str:
    """The address of one comment."""
    return f"{nosdeputes_page(question)}#commentaire_{comment}"


def archive_path(series: int) -> str | None:
    """The path of the archive of a legislature's questions of one kind, by their series; None where there is none."""
    try:
        legislature, kind = ASSEMBLEE.of_series(series)
    except ValueError:
        return None  # another chamber's
    if legislature < FIRST_ARCHIVED:
        return None
    name = f"{ARCHIVES[kind]}{OLDER_ARCHIVES.get(legislature, '')}.json.zip"
    return f"{REPOSITORY}/{legislature}/questions/{ARCHIVES[kind].lower()}/{name}"


def deputies_path(legislature: int) -> str:
    """The path of the register of the legislature's sitting deputies."""
    name = "deputes_actifs_mandats_actifs_organes"
    return f"{REPOSITORY}/{legislature}/amo/{name}/AMO10_{name}.json.zip"


def all_deputies_path(legislature: int) -> str:
    """The path of the register of all deputies since the 11th legislature, in the folder of the current one."""
    folder = "tous_acteurs_mandats_organes_xi_legislature"
    name = "AMO30_tous_acteurs_tous_mandats_tous_organes_historique"
    return f"{REPOSITORY}/{legislature}/amo/{folder}/{name}.json.zip"


TELEGRAM = "https://t.me"
START_HELP = "help"
"""The parameter of a link that opens the bot's help, as every parameter does that names no question."""

QUESTION, WHOLE_TEXT, LETTER = "q", "t", "c"
"""The letter before a question in a link: it asks for the question, for the whole text of its answer, or for the letter
to its author that chases it up.
"""

START = re.compile(r"([qtc])([a-z1-9][A-Za-z0-9-]{0,62})", re.ASCII)


def deep_link(bot: str, question: QuestionId) -> str:
    """The address that opens the bot on a question, by the bot's name."""
    return f"{TELEGRAM}/{bot}?start={QUESTION}{question}"


def text_link(bot: str, question: QuestionId) -> str:
    """The address that opens the bot on the whole text of a question's answer."""
    return f"{TELEGRAM}/{bot}?start={WHOLE_TEXT}{question}"


def chase_link(bot: str, question: QuestionId) -> str:
    """The address that opens the bot on a letter to a question's author."""
    return f"{TELEGRAM}/{bot}?start={LETTER}{question}"


def share_link(bot: str, question: QuestionId, words: str) -> str:
    """The address that lets a person choose, in Telegram, a chat to which the deep link is sent with a few words."""
    return f"{TELEGRAM}/share/url?{urlencode({'url': deep_link(bot, question), 'text': words})}"


def started_with(parameter: str) -> QuestionId | None:
    """The question that a deep link named; None for any other parameter, which may have been forged."""
    return _named(parameter, QUESTION)


def text_wanted(parameter: str) -> QuestionId | None:
    """The question whose answer's text a deep link asks for; None for any other parameter."""
    return _named(parameter, WHOLE_TEXT)


def letter_wanted(parameter: str) -> QuestionId | None:
    """The question of which a deep link asks for a letter to its author; None for any other parameter."""
    return _named(parameter, LETTER)


def _named(parameter: str, what: str) -> QuestionId | None:
    found = START.fullmatch(parameter)
    try:
        return QuestionId.parse(found[2]) if found and found[1] == what else None
    except ValueError:
        return None
