"""The Assemblée's open data site: for each legislature and kind a zip of its questions, and the registers of deputies.

The archives of the older legislatures have other names, and can be one large file with a list of records.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.chambers.assemblee import ASSEMBLEE, WRITTEN
from bot.core.question import Question, QuestionId
from bot.standins.sites.record import one_list, record_bytes
from bot.standins.sites.register import Deputies, Names, historical, sitting
from bot.standins.sites.serving import ZIP, Clock, DatedFile, Served, utc_now
from bot.standins.sites.zip_writer import PackedFile, packed, zipped

REPOSITORY = "/static/openData/repository"
FIRST_EDITION = date(2026, 1, 6)
"""The day that the first edition of an archive gives its files; each further edition is dated a day later."""

_CALLED = {WRITTEN: "Questions_ecrites", "QG": "Questions_gouvernement", "QOSD": "Questions_orales_sans_debat"}
"""What the archives of each kind are called."""

_OLDER = {14: "_XIV", 15: "_XV"}
"""What the names of the older archives add at their end."""

_PATH = re.compile(rf"{REPOSITORY}/(\d{{1,2}})/.+")


def archive_path(legislature: int, kind: str = WRITTEN) -> str:
    """The path of a legislature's archive of questions of a kind."""
    return f"{REPOSITORY}/{legislature}/questions/{_CALLED[kind].lower()}/{_file_name(legislature, kind)}.zip"


def _file_name(legislature: int, kind: str) -> str:
    return f"{_CALLED[kind]}{_OLDER.get(legislature, '')}.json"


def deputies_path(legislature: int) -> str:
    """The path of the register of a legislature's sitting deputies."""
    name = "deputes_actifs_mandats_actifs_organes"
    return f"{REPOSITORY}/{legislature}/amo/{name}/AMO10_{name}.json.zip"


def all_deputies_path(legislature: int) -> str:
    """The path of the historical register of deputies."""
    folder = "tous_acteurs_mandats_organes_xi_legislature"
    name = "AMO30_tous_acteurs_tous_mandats_tous_organes_historique"
    return f"{REPOSITORY}/{legislature}/amo/{folder}/{name}.json.zip"


@dataclass
class _Archive:
    """The records of one series, packed; `instead` holds bytes to serve in their place.

    With `is_list` the archive is one large file, and its records are kept unpacked in `bodies`.
    """

    file: DatedFile
    records: dict[QuestionId, PackedFile] = field(default_factory=dict)
    bodies: dict[QuestionId, bytes] = field(default_factory=dict)
    questions: dict[QuestionId, Question] = field(default_factory=dict)
    is_list: bool = False
    instead: bytes | None = None
    edition: int = 0
    is_made: bool = False


@dataclass
class _Register:
    """A register of deputies, made anew after each change of them; None without deputies."""

    file: DatedFile
    deputies: dict[str, Names] = field(default_factory=dict)

    def served(self, deputies: Deputies, make: Callable[[], bytes]) -> Served | None:
        if self.deputies != deputies:
            self.deputies = dict(deputies)
            self.file.replaced_by(make(), ZIP)
        return self.file.served if deputies else None


class OpenData:
    """All archives, by series. Each is made when it is asked for, and again after a change; the `clock` dates it."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._archives: dict[int, _Archive] = defaultdict(lambda: _Archive(DatedFile(clock)))
        self._sitting = _Register(DatedFile(clock))
        self._historical = _Register(DatedFile(clock))

    def record(self, question: Question) -> None:
        """Put a question into its archive, or replace it there."""
        archive = self._archives[question.id.series]
        if archive.questions.get(question.id) != question:
            self._keep(question.id, record_bytes(question))
            archive.questions[question.id] = question

    def recorded(self, id: QuestionId) -> Question | None:
        """What the archive says of a question; None where it has no record or one of raw bytes."""
        return self._archives[id.series].questions.get(id)

    def unrecord(self, id: QuestionId) -> None:
        """Remove a question from its archive."""
        archive = self._archives[id.series]
        archive.records.pop(id, None)
        archive.bodies.pop(id, None)
        archive.questions.pop(id, None)
        archive.is_made = False

    def raw_record(self, id: QuestionId, content: bytes) -> None:
        """Use these bytes, whatever they are, as a question's record."""
        self._keep(id, content)
        self._archives[id.series].questions.pop(id, None)

    def serve(self, legislature: int, content: bytes | None) -> None:
        """Serve these bytes as the whole archive, or with None its records again."""
        archive = self._archives[legislature]
        archive.instead, archive.is_made = content, False

    def edition(self, legislature: int) -> Served | None:
        """The archive as it is served now, to be served again by `go_back`."""
        return self._archive(self._archives[legislature])

    def go_back(self, legislature: int, edition: Served) -> None:
        """Serve an earlier edition with its own date, as a stale cache does."""
        archive = self._archives[legislature]
        archive.file.served, archive.is_made = edition, True

    def as_one_list(self, legislature: int) -> None:
        """Make a legislature's archive one large file from now on. It must be empty."""
        archive = self._archives[legislature]
        if archive.records:
            raise ValueError(f"the archive of the legislature {legislature} has records already")
        archive.is_list = True

    def remake(self, legislature: int) -> None:
        """Put the same records into a new file, as the real site does each day."""
        archive = self._archives[legislature]
        archive.edition, archive.is_made = archive.edition + 1, False

    def file(self, path: str, deputies: Deputies, former: Deputies) -> Served | None:
        """The file at a path; None where there is none. `former` deputies are in the historical register alone."""
        matched = _PATH.fullmatch(path)
        legislature = int(matched[1]) if matched else 0
        for kind in ASSEMBLEE.kinds:
            if path == archive_path(legislature, kind):
                return self._archive(self._archives[ASSEMBLEE.series_of(legislature, kind)])
        if path == deputies_path(legislature):
            return self._sitting.served(deputies, lambda: zipped(sitting(deputies), FIRST_EDITION))
        if path == all_deputies_path(legislature):
            everybody = {**former, **deputies}
            return self._historical.served(everybody, lambda: zipped(historical(everybody), FIRST_EDITION))
        return None

    def _keep(self, id: QuestionId, content: bytes) -> None:
        archive = self._archives[id.series]
        if archive.is_list:
            archive.bodies[id] = content
        else:
            archive.records[id] = packed(f"json/{id.uid}.json", content)
        archive.is_made = False

    def _archive(self, archive: _Archive) -> Served | None:
        if archive.instead is None and not (archive.records or archive.bodies):
            return None
        if not archive.is_made:
            archive.file.replaced_by(_made(archive) if archive.instead is None else archive.instead, ZIP)
            archive.is_made = True
        return archive.file.served


def _made(archive: _Archive) -> bytes:
    day = FIRST_EDITION + timedelta(days=archive.edition)
    if archive.is_list:
        first = next(iter(archive.bodies))
        listed = one_list(archive.bodies[id] for id in sorted(archive.bodies))
        return zipped([packed(_file_name(first.session, first.kind), listed)], day)
    return zipped((archive.records[id] for id in sorted(archive.records)), day)
