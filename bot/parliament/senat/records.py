"""What the readers make of the Sénat's file and of its pages: plain values, with the words as the source has them."""

from dataclasses import dataclass
from datetime import date

from bot.core.chambers.senat_reference import SenatReference
from bot.parliament.senat.columns import MOST_NAMED
from bot.parliament.senat.encoding import LATIN


@dataclass(frozen=True, slots=True)
class SenateRow:
    """One row of the file of the last twelve months. An empty cell is None; the file has no texts.

    `sort` is where the question stands ("En cours", "Réponse reçue") and `nature` its kind ("QE"), as the file words
    them: neither set is known to be closed. `author` is civility, first name and name; `group` is a short name such as
    "UC", and `membership` how the author belongs to it, where it is not as a member ("A" apparenté, "R" rattaché).
    `published`, `transmitted` and `answered` are days of the Journal officiel; a day that cannot be is None.
    `transmitted_to` is the ministry that the question went on to, `answering_ministry` the one that answered.
    `reminds` is the question that this one reminds of. `address` is that of the question's page, None where the file's
    own address is not this question's page on the Sénat's site.
    """

    reference: SenatReference
    nature: str | None
    sort: str | None
    title: str | None
    author: str | None
    constituency: str | None
    group: str | None
    membership: str | None
    published: date | None
    asked_ministry: str | None
    transmitted_to: str | None
    transmitted: date | None
    answering_ministry: str | None
    answered: date | None
    reminds: SenatReference | None
    themes: tuple[str, ...]
    address: str | None


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that cannot be read: the line on which it begins (the header is line 1), what names it, and why."""

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SenateFile:
    """The whole file.

    `failed` are the rows that cannot be read. `encoding` is how its bytes were read, `unknown_columns` are those that
    nothing is known of, and `missing_columns` those without which the file can be read all the same.
    """

    rows: tuple[SenateRow, ...]
    failed: tuple[UnreadableRow, ...]
    encoding: str
    unknown_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]

    @property
    def unlike(self) -> str | None:
        """The encoding or the columns that are not the known ones; None where they are.

        Who changes either may have changed what a known column means: a person has to look first.
        """
        if self.encoding != LATIN:
            return f"the encoding has changed: {self.encoding}, not {LATIN}"
        if self.unknown_columns:
            return f"unknown columns: {', '.join(self.unknown_columns[:MOST_NAMED])}"
        return None


@dataclass(frozen=True, slots=True)
class SenateAnswer:
    """An answer as a page prints it.

    `ministry` is named as the page does, in short or in full. `published` is the day of the Journal officiel,
    `in_session` that of the sitting in which it was given. `text` is None where the page has none.
    """

    ministry: str | None
    published: date | None
    in_session: date | None
    text: str | None
    erratum: str | None = None


@dataclass(frozen=True, slots=True)
class SenateClosing:
    """The end of a question without an answer: `label` is "retirée", "caduque" or another word of the page's.

    `reason` is what the page gives as the reason, in its own words, and `on` the day; None where it gives none.
    """

    label: str
    reason: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Another question that a page names: by its number, its reference, or both; the page may lack either."""

    number: str | None
    reference: SenatReference | None


@dataclass(frozen=True, slots=True)
class SenatePage:
    """What the page of one question says. A fact that it does not tell is None.

    `text` is plain text whose paragraphs are separated by an empty line, None where the page has it not yet or not in
    digital form. `answers` are in the order of the page, the last one counts. `awaited_from` is the ministry that still
    owes the answer. `reminds` is the question that this one reminds of, and `answered_there` says that this one was
    withdrawn since that one was answered. `transformed_into` is the oral question that became of it, and
    `transformed_as` the kind ("QOSD").
    """

    reference: SenatReference
    title: str | None
    author: str | None
    constituency: str | None
    group: str | None
    published: date | None
    text: str | None
    erratum: str | None = None
    answers: tuple[SenateAnswer, ...] = ()
    awaited_from: str | None = None
    transmitted_to: str | None = None
    closing: SenateClosing | None = None
    reminds: Named | None = None
    answered_there: bool = False
    transformed_as: str | None = None
    transformed_into: SenatReference | None = None
