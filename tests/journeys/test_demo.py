"""The demo as a newcomer runs it, except that commands come from a pipe."""

import asyncio
import os
import pty
import re
import signal
import sys
from contextlib import suppress
from functools import partial
from io import StringIO
from pathlib import Path
from typing import cast

import pytest

from bot.demo.bot_process import BotProcess
from bot.demo.conversation import NO_BUTTON, Conversation
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.messages import SentMessage, ShownButton
from bot.standins.telegram.methods import answer_callback_query
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.processes import ROOT
from tests.support.waiting import patience, until


def left_in(folder: Path) -> list[Path]:
    """The names of the files in a folder."""
    return list(folder.iterdir())


def is_written(words: str, out: StringIO) -> bool:
    return words in out.getvalue()


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    return {**kept, "TMPDIR": str(folder), "NO_COLOR": "1", **more}


async def demo(folder: Path, language: str = "en") -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--language", language),
        cwd=ROOT,
        env=environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def written_by(process: asyncio.subprocess.Process, typed: str) -> str:
    """The output of a demo that gets these lines and ends without an error."""
    async with patience("the demo ends"):
        written, wrong = await process.communicate(typed.encode())
    assert (process.returncode, wrong.decode()) == (0, "")
    return written.decode()


async def test_the_demo_tells_its_story_and_leaves_nothing_behind(tmp_path: Path) -> None:
    words = await written_by(await demo(tmp_path), "/follow 12432\n")
    card, answer, comment = (words.index(each) for each in ("You now follow", "Answer published", "New comment"))
    assert card < answer < comment < words.index("/follow 2001 (night trains")
    assert "16th legislature" in words
    assert "Traceback" not in words
    assert left_in(tmp_path) == []


async def test_a_story_begins_when_its_question_is_followed_and_not_when_it_is_named(tmp_path: Path) -> None:
    typed = ("/folow 12432", "12432", "/etat 12432", "/status 16/12432 17/2001", "12432 2001", "/help")
    words = await written_by(await demo(tmp_path, "fr"), "\n".join(typed) + "\n")
    assert words.count("Hébergement de la plateforme") >= 3
    for told in ("vient de paraître", "Réponse publiée\n", "D'autres questions"):
        assert told not in words


async def test_a_story_begins_with_the_button_of_a_card_and_with_the_one_of_a_list(tmp_path: Path) -> None:
    typed = ("12432\n1\n", "16/12432 17/2001\n1\n")
    card, listed = await asyncio.gather(*[written_by(await demo(tmp_path), each) for each in typed])
    assert card.index("Noted") < card.index("has just been published") < card.index("New comment")
    assert "answer to question 12432 has just" in listed
    assert "answer to question 2001 has just" in listed
    assert listed.count("Answer published") >= 2


async def test_a_line_that_means_a_button_waits_until_the_bot_has_shown_it() -> None:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        conversation = Conversation(telegram, sites, cast(BotProcess, None), "en", descriptor=-1, out=StringIO())
        button = ShownButton("Follow", "follow:an16-12432")
        card = SentMessage(1, conversation.person.id, "A card", "A card", buttons=((button,),))
        taking = asyncio.create_task(conversation._take("1"))
        await asyncio.sleep(0)
        assert not telegram.state.updates.waiting
        conversation.screen.message(telegram.state.keep(card))
        telegram.state.pulse.beat()
        await until(lambda: telegram.state.updates.waiting, "the button is pressed")
        taking.cancel()


async def test_a_line_is_done_with_when_the_bot_answers_what_came_after_it_and_not_when_it_is_silent() -> None:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        out = StringIO()
        conversation = Conversation(telegram, sites, cast(BotProcess, None), "en", descriptor=-1, out=out)
        showing = asyncio.create_task(conversation._show())
        taking = asyncio.create_task(conversation._take("/follow 12432"))
        await until(lambda: len(telegram.state.updates.waiting) == 2, "the line is sent, and a press behind it")
        for words in ("I am looking", "The card"):
            telegram.state.keep(SentMessage(1, conversation.person.id, words, words))
            telegram.state.pulse.beat()
            await until(partial(is_written, words, out), "what the bot says is shown")
            assert not taking.done()
        press = telegram.state.updates.waiting[1]["callback_query"]
        assert press["data"] == NO_BUTTON
        await answer_callback_query(telegram.state, {"callback_query_id": press["id"], "text": "Too old a button"})
        telegram.state.pulse.beat()
        await taking
        assert "Too old a button" not in out.getvalue()
        showing.cancel()


async def test_the_file_of_an_export_is_shown(tmp_path: Path) -> None:
    words = await written_by(await demo(tmp_path), "/follow 1001\n/export\n")
    name = words.index("guetteur-20")
    assert words.index('"format": "guetteur-follows"') > name
    assert '"question": "an17-1001"' in words


async def test_a_reader_that_leaves_the_pipe_ends_the_demo_without_a_trace(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    await process.stdout.readline()
    process.stdout._transport.close()  # type: ignore[attr-defined]  # asyncio closes a pipe no other way
    async with patience("the demo ends without its reader"):
        assert await process.wait() == 141
    assert await process.stderr.read() == b""
    assert left_in(tmp_path) == []


async def test_a_person_who_interrupts_the_start_at_any_moment_sees_no_traceback(tmp_path: Path) -> None:
    for seconds in (0.4, 0.8, 1.2, 1.6, 2.4):
        process = await demo(tmp_path)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGINT)
        async with patience("the demo ends when it is interrupted"):
            _, wrong = await process.communicate()
        assert left_in(tmp_path) == []
        if str(ROOT) in wrong.decode() or not wrong:  # a traceback without our files comes from Python's own start
            assert (wrong, process.returncode in (0, -signal.SIGINT)) == (b"", True), seconds


def at_a_terminal(folder: Path, kind: str) -> tuple[str, int]:
    """The demo's output at a terminal of that kind, on which one line is typed before it is closed; and its exit code."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        arguments = [sys.executable, "-m", "bot", "demo", "--language", "en"]
        os.execve(sys.executable, arguments, environment(folder, TERM=kind))  # noqa: S606 - our own interpreter, without a shell
    written, waits = b"", [(b"is ready", b"/list\n"), (b"is followed here", b"\x04")]
    with suppress(OSError):  # a terminal raises it once its process is gone
        while chunk := os.read(terminal, 1 << 16):
            written += chunk
            if waits and waits[0][0] in written:
                os.write(terminal, waits.pop(0)[1])
    os.close(terminal)
    return written.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize(("kind", "commands"), [("dumb", False), ("xterm", True)])
async def test_a_terminal_is_told_nothing_that_it_does_not_understand(
    tmp_path: Path, kind: str, commands: bool
) -> None:
    async with patience("the demo ends at a terminal"):
        written, code = await asyncio.to_thread(at_a_terminal, tmp_path, kind)
    assert ("\x1b" in written) == commands
    assert "End of the demonstration." in written
    assert code == 0
    assert left_in(tmp_path) == []


async def test_a_page_is_read_from_the_command_line() -> None:
    page = ROOT / "tests" / "pages" / "assemblee-17-waiting.html"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "read", str(page)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    written, _ = await process.communicate()
    assert process.returncode == 0
    assert '"state": "waiting"' in written.decode()


async def test_a_feed_of_the_demo_can_be_opened_and_the_keys_that_it_cannot_show_are_told(tmp_path: Path) -> None:
    words = await written_by(await demo(tmp_path), "/feed\n1\n/channel\n")
    assert re.search(r"http://127\.0\.0\.1:[0-9]+/feed/[A-Za-z0-9_-]{32}\.atom", words)
    assert "📣 Choose a channel · 👥 Choose a group" in " ".join(words.replace("──", "").split())
