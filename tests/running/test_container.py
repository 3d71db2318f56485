"""The container: its steps make an image in which the bot runs as nobody in particular and writes its volume alone."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot import VERSION
from bot.demo.bot_process import environment
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from tests.running.containerfile import USER, VOLUME, Machine, admitted, stages
from tests.support.examples import WAITING

ENTRY = "guetteur"


def may_make_namespaces() -> bool:
    """Whether this is root on a Linux that lets it mount, as a test of the steps needs."""
    command = ("unshare", "--mount", "true")
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Machine]:
    if os.geteuid() != 0 or not may_make_namespaces():
        pytest.skip("the steps of the Containerfile are carried out by root, in a mount namespace")
    pytest.importorskip("hatchling", reason="it builds the wheel, and comes with requirements-dev.lock")
    pytest.importorskip("pip", reason="it installs the wheel, and comes with the environment of `python -m venv`")
    mask = os.umask(0o022)  # an engine's, whatever the tests before this one left
    try:
        build, final = stages()
        machines = {build.name: Machine(tmp_path / "build", {})}
        machines[build.name].make(build)
        made = Machine(tmp_path / "final", machines)
        made.make(final)
        tmp_path.chmod(0o755)
        yield made
    finally:
        os.umask(mask)


async def test_made_step_by_step_it_runs_as_another_user_on_a_read_only_tree_and_ends_at_sigterm(
    image: Machine, tmp_path: Path
) -> None:
    assert image.ran(ENTRY, "--version").stdout == f"guetteur {VERSION}\n"
    written = image.ran("/bin/sh", "-c", "id -u; > /opt/guetteur/mine")
    assert (written.stdout, "Read-only file system" in written.stderr) == (f"{USER}\n", True)

    async with StandInTelegram() as telegram, StandInSites() as sites:
        settings = environment(telegram, sites, "", inherited={})
        settings.pop("DATABASE_URL")  # the image has its own
        image.environment |= settings
        sites.put(WAITING)
        with (tmp_path / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *image.command(ENTRY, user=USER, writable=VOLUME), stderr=log
            )
        person = telegram.person(1001)
        telegram.say(person, "/follow 17-4321")
        answered = asyncio.ensure_future(telegram.wait_count(person.id, 1, timeout=60))
        await asyncio.wait([answered, asyncio.create_task(process.wait())], return_when=asyncio.FIRST_COMPLETED)
        left = {each.name for each in image.inside(VOLUME).iterdir()}
        with suppress(ProcessLookupError):
            process.terminate()
        code, said = await process.wait(), (tmp_path / "log").read_text("utf-8")
    assert answered.done(), said
    assert (code, "Traceback" in said) == (0, False), said
    assert {name.partition("-")[0].removesuffix(".lock") for name in left} == {"guetteur.db"}


def test_what_is_built_of_is_copied_and_no_more() -> None:
    build, _ = stages()
    copied = {word for kind, words in build.instructions if kind == "COPY" for word in words.split()[:-1]}
    assert copied == admitted() - {"**/__pycache__"}


def test_every_package_of_it_is_locked_with_its_hash() -> None:
    installs = [
        step for stage in stages() for kind, words in stage.instructions if kind == "RUN"
        for step in words.split("&&") if "pip install" in step
    ]  # fmt: skip
    assert installs
    assert all("--require-hashes" in step or "--no-index --no-deps" in step for step in installs)


def test_it_ends_in_order_is_asked_for_its_health_and_is_nobody_in_particular() -> None:
    _, final = stages()
    assert final.the("VOLUME") == VOLUME
    assert final.the("USER") == f"{USER}:{USER}"
    assert final.the("STOPSIGNAL") == "SIGTERM"
    assert json.loads(final.the("ENTRYPOINT")) == [ENTRY], "a shell in between would keep the signal to itself"
    assert json.loads(final.the("HEALTHCHECK").partition(" CMD ")[2]) == [ENTRY, "health"]
