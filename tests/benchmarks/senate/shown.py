"""The Sénat's file as its site shows it: the true rows, some of them changed, lost or late, or an older file instead."""

from collections.abc import Iterable

from bot.standins.sites.senat_file import Row, SenateFile
from bot.standins.sites.serving import Served


class ShownFile:
    """The rows of the file by their references. While an older edition is served instead, changes wait."""

    def __init__(self, file: SenateFile) -> None:
        self._file = file
        self._waiting: dict[str, Row | None] = {}
        self._is_stale = False
        self._there: set[str] = set()

    def put(self, row: Row) -> None:
        """Show a row."""
        self._change({row["Référence"]: row})

    def remove(self, references: Iterable[str]) -> None:
        """Show rows no more."""
        self._change(dict.fromkeys(references))

    @property
    def edition(self) -> Served:
        """The file as it is served now."""
        served = self._file.edition
        if served is None:
            raise LookupError("the file has no rows")
        return served

    def serve(self, content: bytes | None) -> None:
        """Serve these bytes as the file, or with None its rows again."""
        self._file.serve(content)

    def go_back(self, edition: Served) -> None:
        """Serve an older edition with its own date until `go_on`."""
        self._is_stale = True
        self._file.go_back(edition)

    def go_on(self) -> None:
        """Serve the rows again, with all that changed meanwhile."""
        self._is_stale = False
        self._file.serve(None)
        changes, self._waiting = self._waiting, {}
        self._change(changes)

    def _change(self, changes: dict[str, Row | None]) -> None:
        if self._is_stale:
            self._waiting |= changes
            return
        kept = [row for row in changes.values() if row is not None]
        self._file.put(*kept)
        gone = self._there.intersection(each for each, row in changes.items() if row is None)
        self._file.remove(*gone)
        self._there |= changes.keys()
        self._there -= gone
