"""The demo, as a newcomer runs it: its commands come from a pipe here."""

import asyncio
import os
import sys
from pathlib import Path

from tests.journeys.processes import ROOT


def left_in(folder: Path) -> list[Path]:
    """What a folder holds."""
    return list(folder.iterdir())


async def test_the_demo_tells_its_story_and_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--language", "en"),
        cwd=ROOT,
        env={**kept, "TMPDIR": str(tmp_path), "NO_COLOR": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(60):
        written, _ = await process.communicate(b"/follow 12432\n")
    words = written.decode()
    assert process.returncode == 0, words
    card, answer, comment = (words.index(each) for each in ("You now follow", "Answer published", "New comment"))
    assert card < answer < comment
    assert "16th legislature" in words
    assert left_in(tmp_path) == []


async def test_a_page_is_read_from_the_command_line() -> None:
    page = ROOT / "tests" / "pages" / "assemblee-17-waiting.html"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "read", str(page)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    written, _ = await process.communicate()
    assert process.returncode == 0
    assert '"state": "waiting"' in written.decode()
