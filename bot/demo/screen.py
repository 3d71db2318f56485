"""Writes the bot's messages, the person's lines and the narration to the terminal, each in its own style."""

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
    """A button that was shown; its number stays the same for the whole conversation."""

    message_id: int
    button: ShownButton


class Screen:
    """Writes to a terminal, or plain text to a pipe or a file."""

    def __init__(
        self, out: TextIO, words: Narration, colour: bool, interactive: bool, dumb: bool, gone: Callable[[], None]
    ) -> None:
        """A `dumb` terminal cannot erase a line; `gone` is called when nobody reads the output any more."""
        self._out = out
        self._words = words
        self._colour = colour
        self._interactive = interactive
        self._dumb = dumb
        self._gone = gone
        self._prompting = False
        self.buttons: list[NumberedButton] = []

    def message(self, message: SentMessage) -> None:
        """Show a message of the bot, as it was sent or as an edit leaves it."""
        edited = f" ({self._words.edited})" if message.edited else ""
        set_text = typeset(message.text, message.entities, self._width() - len(INDENT), self._words.more)
        notes = (styled(f"{note_number(index)} {url}", "dim") for index, url in enumerate(set_text.notes))
        body = [*self._photo(message), *set_text.lines, *notes, *self._document(message), *self._keyboard(message)]
        heading = styled("Guetteur", "bold") + styled(edited, "dim")
        self._write(["", paint(heading, self._colour), *(self._indented(line) for line in body)])

    def notice(self, text: str) -> None:
        """Show the short answer to a press, which Telegram shows for a moment over the chat."""
        self._write([self._indented(styled(f"({self._words.notice}) {text}", "italic"))])

    def narrate(self, *sentences: str) -> None:
        """Show sentences of the demo's own."""
        width = self._width() - len(NARRATOR)
        lines = [line for each in sentences for line in wrap(styled(each, "dim"), width)]
        self._write(["", *(paint(styled(NARRATOR, "dim") + line, self._colour) for line in lines)])

    def said(self, line: str) -> None:
        """Show a line that came from a pipe as if it had been typed."""
        self._write(["", paint(styled(PROMPT + line, "bold"), self._colour)])

    def prompt(self) -> None:
        """Show the prompt, if a person is at the terminal."""
        if self._interactive and not self._prompting:
            self._put(f"\n{PROMPT}")
            self._prompting = True

    def entered(self) -> None:
        """Note that the person has ended a line, so that the prompt is no longer the last line."""
        self._prompting = False

    def close(self) -> None:
        """Remove the prompt, for no more lines are taken."""
        if self._prompting:
            self._put(self._erasure)
            self._prompting = False
        self._interactive = False

    def _write(self, lines: list[str]) -> None:
        prompting, self._prompting = self._prompting, False
        if prompting:
            self._put(self._erasure)
            lines = lines[1:] if lines[0] == "" else lines  # the empty line above the erased prompt is still there
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
        except OSError:  # the pipe has lost its reader, or the terminal was closed
            self._gone()

    def _photo(self, message: SentMessage) -> list[list[Cell]]:
        """A sign for the picture, whose caption says all that it shows."""
        photo = message.photo
        return [] if photo is None else [styled(f"🖼 {photo.width} × {photo.height}", "dim")]

    def _document(self, message: SentMessage) -> list[list[Cell]]:
        """Lines that show a file's name and its content."""
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
