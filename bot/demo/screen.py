"""The demo's terminal: the bot's messages, the person's lines and the narration, each told apart at a glance."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from bot.demo.narration import Narration
from bot.demo.typeset import Cell, note_number, paint, styled, typeset, wrap
from bot.standins.telegram.messages import SentMessage, ShownButton

WIDEST = 96
INDENT = "  "
PROMPT = "> "
ERASE_LINE = "\r\x1b[K"
NARRATOR = "── "
MOST_FILE_LINES = 40


@dataclass(frozen=True)
class NumberedButton:
    """A button that was shown: its number holds for the whole conversation."""

    message_id: int
    button: ShownButton


class Screen:
    """Writes to the terminal, or as plain text to whatever stands in its place."""

    def __init__(
        self, out: TextIO, words: Narration, colour: bool, interactive: bool, dumb: bool, gone: Callable[[], None]
    ) -> None:
        """`dumb` is a terminal that cannot erase a line; `gone` is called when nobody reads what is written."""
        self._out = out
        self._words = words
        self._colour = colour
        self._interactive = interactive
        self._dumb = dumb
        self._gone = gone
        self._prompting = False
        self.buttons: list[NumberedButton] = []

    def message(self, message: SentMessage) -> None:
        """A message of the bot, as it was sent or as an edit leaves it."""
        edited = f" ({self._words.edited})" if message.edited else ""
        set_text = typeset(message.text, message.entities, self._width() - len(INDENT), self._words.more)
        notes = (styled(f"{note_number(index)} {url}", "dim") for index, url in enumerate(set_text.notes))
        body = [*set_text.lines, *notes, *self._document(message), *self._keyboard(message)]
        heading = styled("Guetteur", "bold") + styled(edited, "dim")
        self._write(["", paint(heading, self._colour), *(self._indented(line) for line in body)])

    def notice(self, text: str) -> None:
        """The short answer to a press, which Telegram shows for a moment over the chat."""
        self._write([self._indented(styled(f"({self._words.notice}) {text}", "italic"))])

    def narrate(self, *sentences: str) -> None:
        """The demo's own words."""
        width = self._width() - len(NARRATOR)
        lines = [line for each in sentences for line in wrap(styled(each, "dim"), width)]
        self._write(["", *(paint(styled(NARRATOR, "dim") + line, self._colour) for line in lines)])

    def said(self, line: str) -> None:
        """A line that came from a pipe, shown as if it had been typed."""
        self._write(["", paint(styled(PROMPT + line, "bold"), self._colour)])

    def prompt(self) -> None:
        """Invite the person to write, where there is a person."""
        if self._interactive and not self._prompting:
            self._put(f"\n{PROMPT}")
            self._prompting = True

    def entered(self) -> None:
        """The person has ended a line: the prompt is behind us."""
        self._prompting = False

    def close(self) -> None:
        """No more lines are taken."""
        if self._prompting:
            self._put(self._erasure)
            self._prompting = False
        self._interactive = False

    def _write(self, lines: list[str]) -> None:
        prompting, self._prompting = self._prompting, False
        if prompting:
            self._put(self._erasure)
            lines = lines[1:] if lines[0] == "" else lines  # the empty line above the prompt stays
        self._put("\n".join(lines) + "\n")
        if prompting:
            self.prompt()

    @property
    def _erasure(self) -> str:
        return "\n" if self._dumb else ERASE_LINE

    def _put(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except OSError:  # a pipe that its reader has left, a terminal that was closed
            self._gone()

    def _document(self, message: SentMessage) -> list[list[Cell]]:
        """A file, and what it holds."""
        file = message.document
        if file is None:
            return []
        width = self._width() - len(INDENT)
        held = file.content.decode(errors="replace").splitlines()
        more = [self._words.more.format(len(held) - MOST_FILE_LINES)] if len(held) > MOST_FILE_LINES else []
        shown = [each for line in [*held[:MOST_FILE_LINES], *more] for each in wrap(styled(line, "dim"), width)]
        return [[], styled(f"📎 {file.name} ({file.size} {self._words.bytes})", "bold"), *shown]

    def _keyboard(self, message: SentMessage) -> list[list[Cell]]:
        rows = []
        for row in message.buttons:
            labels = [f"[{self._number(message, each)}] {each.text}{' ↗' if each.is_url else ''}" for each in row]
            line = "   ".join(labels)
            rows += [line] if len(line) <= self._width() - len(INDENT) else labels
        return [[], *(styled(row, "bold") for row in rows)] if rows else []

    def _number(self, message: SentMessage, button: ShownButton) -> int:
        numbered = NumberedButton(message.message_id, button)
        if numbered not in self.buttons:
            self.buttons.append(numbered)
        return self.buttons.index(numbered) + 1

    def _indented(self, line: list[Cell]) -> str:
        return (INDENT + paint(line, self._colour)).rstrip()

    def _width(self) -> int:
        return min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
