"""The demo's conversation: the person's lines go to the bot, the bot's messages go to the screen."""

import asyncio
import os
import sys
from collections.abc import Iterable
from contextlib import aclosing, suppress
from typing import Any, TextIO

from bot.core.chambers.assemblee import FIRST_ARCHIVED
from bot.demo import keyboard
from bot.demo.bot_process import BotProcess
from bot.demo.narration import narration
from bot.demo.screen import NumberedButton, Screen
from bot.demo.story import CHAPTERS, SiteChange, Story
from bot.standins.pulse import PATIENCE_SECONDS
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.server import StandInTelegram

START_SECONDS = PATIENCE_SECONDS
REACTION_SECONDS = PATIENCE_SECONDS
"""The next line of a pipe waits so long for the bot's reaction to this one; each line and each press gets one."""

BUTTON_SECONDS = 16.0
"""A number that no button has by then is a mistake of whoever wrote it."""

NO_BUTTON = "demo"
"""Callback data that no button of the bot's has: it answers that the button is of no use any more, and does nothing."""

STORY_SECONDS = PATIENCE_SECONDS
CHECK_SECONDS = 16.0
"""The bot checks followed questions every two seconds: a change not told after eight checks is of one not followed."""

DIGITS_OF_BUTTONS = 2
"""A number of more digits is taken for a question's, a shorter one for a button's."""

PERSON = 1001
READER_LEFT = 141
"""The exit code that shells give to a program that wrote into a pipe without a reader (128 + SIGPIPE)."""


class Conversation:
    """One conversation, from the welcome to the end."""

    def __init__(
        self,
        telegram: StandInTelegram,
        sites: StandInSites,
        bot: BotProcess,
        language: str,
        descriptor: int = 0,
        out: TextIO | None = None,
    ) -> None:
        out = out or sys.stdout
        self.telegram = telegram
        self.sites = sites
        self.bot = bot
        self.words = narration(language)
        self.descriptor = descriptor
        self.interactive = _is_terminal(descriptor)
        self.unread = asyncio.Event()
        """Set once nobody reads the output any more."""

        self.screen = Screen(out, self.words, wants_colour(out), self.interactive, is_dumb(), self.unread.set)
        self.person = telegram.person(PERSON, first_name="Camille", language_code=language)
        self.story = Story(sites, self._told)
        self.told: list[tuple[SiteChange, int]] = []
        self._marks: set[str] = set()
        """Presses of the demo's own, whose answers nobody sees."""

        self._has_offered = asyncio.Event()
        self._offered_together: dict[int, SentMessage] = {}
        self._shown = 0

    async def run(self, stopped: asyncio.Event) -> int:
        """Run until the person leaves, `stopped` is set, or the bot dies. Returns the exit code."""
        self.story.set_the_scene()
        self.screen.narrate(*self.words.welcome)
        self.screen.narrate(self.words.starting)
        chat = asyncio.create_task(self._chat())
        stop = asyncio.create_task(stopped.wait())
        left = asyncio.create_task(self.unread.wait())
        death = asyncio.create_task(self.bot.ended())
        stage = asyncio.create_task(self._stage())
        tasks: set[asyncio.Task[Any]] = {chat, stop, left, death, stage}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if stage.done():
                await stage  # it only ends with an error
            return READER_LEFT if left.done() else self._verdict(chat, stop)
        finally:
            await _cancel(tasks)

    def _verdict(self, chat: asyncio.Task[None], stop: asyncio.Task[bool]) -> int:
        self.screen.close()
        if stop.done():
            self.screen.narrate(self.words.ended)
            return 0
        if chat.done() and not isinstance(chat.exception(), TimeoutError):
            chat.result()
            self.screen.narrate(self.words.ended)
            return 0
        self.screen.narrate(self.words.never_ready if chat.done() else self.words.died, *self.bot.last_words())
        return 1

    # The person

    async def _chat(self) -> None:
        """Act on the person's lines until the input ends. Raises TimeoutError if the bot never begins to listen."""
        await self.telegram.wait_until(lambda: self.telegram.called("getUpdates"), START_SECONDS)
        with suppress(TimeoutError):
            await self._wait_for_the_archives()
        self.screen.narrate(self.words.ready)
        self.screen.prompt()
        async with aclosing(keyboard.lines(self.descriptor)) as lines:
            async for line in lines:
                self.screen.entered()
                await self._take(line)
                self.screen.prompt()
        if not self.interactive:
            await self._wait_for_the_story()

    async def _wait_for_the_archives(self) -> None:
        """Wait until the bot has taken in what the sites have, or it would answer the first line that it still reads.

        It asks for one archive after the other, that of the oldest legislature last.
        """
        oldest = self.sites.archive_path(FIRST_ARCHIVED)
        await self.sites.wait_until(lambda: self.sites.asked(oldest), START_SECONDS)

    async def _take(self, line: str) -> None:
        if line and not self.interactive:
            self.screen.said(line)
            await self._wait_for_button(line)
        if line and self._act(line) and not self.interactive:
            await self._wait_for_reaction()

    def _act(self, line: str) -> bool:
        """Act on a line. Returns whether anything was sent to the bot."""
        if not _is_of_button(line):
            self.telegram.say(self.person, line)
            return True
        if not 1 <= int(line) <= len(self.screen.buttons):
            self.screen.narrate(self.words.unknown_button.format(line))
            return False
        return self._press(self.screen.buttons[int(line) - 1])

    def _press(self, numbered: NumberedButton) -> bool:
        button = numbered.button
        message = self.telegram.message(PERSON, numbered.message_id)
        if message is None or button not in message.all_buttons:
            self.screen.narrate(self.words.gone)
            return False
        if button.is_url:
            self.screen.narrate(self.words.opens.format(button.target))
            return False
        if button.is_copy:
            self.screen.narrate(self.words.copies.format(button.target))
            return False
        self.telegram.forge(self.person, message, button.target)
        return True

    # Waiting, where the lines come from a pipe

    async def _wait_for_button(self, line: str) -> None:
        """Wait for the button that a line means: a busy bot says first that it is looking, and shows the card then."""
        if _is_of_button(line):
            with suppress(TimeoutError):
                await self.telegram.wait_until(lambda: int(line) <= len(self.screen.buttons), BUTTON_SECONDS)

    async def _wait_for_reaction(self) -> None:
        """Wait until all is shown that a line brought, however many messages and edits that are, and however slowly.

        The bot handles what comes from one chat in turn: once it answers a press that came after the line, it has done
        with the line.
        """
        mark = self.telegram.forge(self.person, SentMessage(0, PERSON, "", ""), NO_BUTTON)
        self._marks.add(mark)
        with suppress(TimeoutError):
            async with asyncio.timeout(REACTION_SECONDS):
                await self.telegram.wait_until(lambda: any(mark == each.query_id for each in self.telegram.answers))
                await self.telegram.wait_until(self._all_is_shown)

    async def _wait_for_the_story(self) -> None:
        """Wait until every chapter that began has happened and is told, or is no longer followed and so not told."""
        if not self.story.begun:
            return
        self.screen.narrate(self.words.waiting)
        with suppress(TimeoutError):
            async with asyncio.timeout(STORY_SECONDS):
                await self.sites.pulse.until(self._has_ended)
                with suppress(TimeoutError):
                    await self.telegram.wait_until(self._all_is_told, CHECK_SECONDS)
                await self.telegram.wait_until(self._all_is_shown)
                if self._first_is_told():
                    await self._has_offered.wait()

    def _has_ended(self) -> bool:
        return len(self.story.ended) == len(self.story.begun)

    def _all_is_shown(self) -> bool:
        return self._shown == len(self.telegram.history)

    def _all_is_told(self) -> bool:
        return all(self._is_told(each.question.number) for each in self.story.begun)

    def _is_told(self, number: int) -> bool:
        since = [place for told, place in self.told if told.question.number == number]
        later = self.telegram.history[min(since) :] if since else []
        alerts = [each for each in later if isinstance(each, SentMessage) and not each.edited]
        return len([alert for alert in alerts if str(number) in alert.html]) >= len(since)

    # The stage

    async def _stage(self) -> None:
        async with asyncio.TaskGroup() as stage:
            stage.create_task(self._show())
            stage.create_task(self.story.run())
            stage.create_task(self._offer_others())

    async def _show(self) -> None:
        while True:
            await self.telegram.wait_until(lambda: not self._all_is_shown(), None)
            for each in self.telegram.history[self._shown :]:
                if isinstance(each, SentMessage):
                    self.screen.message(each)
                    self._tell_of_keys(each)
                    self._note_follows(each)
                elif each.text and each.query_id not in self._marks:
                    self.screen.notice(each.text)
                self._shown += 1
            self.telegram.state.pulse.beat()

    def _tell_of_keys(self, message: SentMessage) -> None:
        """Tell of keys in the place of the person's keyboard, which open Telegram's own list of chats: none is here."""
        if keys := [each.text for row in message.reply_keyboard for each in row]:
            self.screen.narrate(self.words.keys.format(" · ".join(keys)))

    def _note_follows(self, message: SentMessage) -> None:
        """Learn from the bot's buttons which questions are followed.

        A question with a button to stop is followed, and so are all those of a list whose "follow all" was used.
        """
        followed = message.html if self._was_taken(message) else ""
        for question in (chapter.question for chapter in CHAPTERS):
            can_stop = any(button.target == f"unfollow:{question}" for button in message.all_buttons)
            if can_stop or f"{question.uid}" in followed:
                self.story.follow(question)

    def _was_taken(self, message: SentMessage) -> bool:
        """Whether a list has lost its button to follow all of its questions, for it was pressed."""
        before = self._offered_together.pop(message.message_id, None)
        if any(button.target == "all:" for button in message.all_buttons):
            self._offered_together[message.message_id] = message
            return False
        return before is not None

    async def _offer_others(self) -> None:
        """Once the first story is over and told, say what else there is to try."""
        await self.sites.pulse.until(lambda: self.story.ended)
        with suppress(TimeoutError):
            await self.telegram.wait_until(self._first_is_told, STORY_SECONDS)
        begun = {chapter.question for chapter in self.story.begun}
        offers = (offer for question, offer in self.words.offers.items() if question not in begun)
        self.screen.narrate(self.words.others, *offers, self.words.further)
        self._has_offered.set()

    def _first_is_told(self) -> bool:
        return self._all_is_shown() and self._is_told(self.story.ended[0].question.number)

    def _told(self, told: SiteChange) -> None:
        self.told.append((told, len(self.telegram.history)))
        self.screen.narrate(self.words.events[told.event].format(told.question.number))


def _is_of_button(line: str) -> bool:
    return line.isdecimal() and len(line) <= DIGITS_OF_BUTTONS


def wants_colour(out: TextIO) -> bool:
    """Whether to use colours: only at a terminal, and not if the person wants none (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR") and not is_dumb()


def is_dumb() -> bool:
    """Whether the terminal understands no control sequences, as it says itself."""
    return os.environ.get("TERM") == "dumb"


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


async def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
