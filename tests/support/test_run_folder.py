"""What a run of the tests starts ends with it, even when the run is killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.standins.pulse import PATIENCE_SECONDS
from tests.support import run_folder

# A server is no more to the folder than a process whose number is written down there. As PostgreSQL it ends at SIGQUIT,
# also where a shell in the background has all that it starts ignore that.
A_RUN = """
import signal, subprocess, sys, time
from tests.support import run_folder

signal.signal(signal.SIGQUIT, signal.SIG_DFL)
folder = run_folder.reserve()
if "uses" in sys.argv:
    with run_folder.starting(folder):
        server = subprocess.Popen(["sleep", "600"])
    (folder / "a" / "data").mkdir(parents=True)
    (folder / "a" / "data" / "postmaster.pid").write_text(f"{server.pid}\\n/data\\n")
print(folder, flush=True)
if "waits" in sys.argv:
    time.sleep(600)
"""


def begin(*words: str) -> tuple[subprocess.Popen[str], Path]:
    """Begin a run. Returns it, whose output ends when both it and its server have ended, and its folder."""
    environment = {name: value for name, value in os.environ.items() if name != run_folder.VARIABLE}
    run = subprocess.Popen(
        [sys.executable, "-c", A_RUN, *words], stdout=subprocess.PIPE, text=True, env={**environment, "PYTHONPATH": "."}
    )
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


def wait_until_gone(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while folder.exists():
        assert time.monotonic() < deadline, f"{folder} was left behind"
        time.sleep(0.02)


@pytest.mark.parametrize("is_killed", [False, True], ids=["ends", "is killed"])
def test_servers_are_stopped_and_their_data_removed_when_the_run(is_killed: bool) -> None:
    run, folder = begin("uses", *(["waits"] if is_killed else []))
    if is_killed:
        assert folder.is_dir()
        run.kill()
    run.communicate(timeout=PATIENCE_SECONDS)
    wait_until_gone(folder)


def test_a_run_that_needs_no_server_leaves_nothing() -> None:
    run, folder = begin()
    run.communicate(timeout=PATIENCE_SECONDS)
    assert not folder.exists()


def test_all_processes_of_a_run_share_its_folder() -> None:
    folder = run_folder.reserve()
    query = "from tests.support import run_folder; print(run_folder.reserve())"
    command = [sys.executable, "-c", query]
    seen = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "."})
    assert Path(seen.stdout.strip()) == folder


@pytest.mark.parametrize(
    ("room", "given", "expected"),
    [
        (0, {}, "memory"),
        (0, {run_folder.ROOT_OF_FILES: "/elsewhere"}, "/elsewhere"),
        (1 << 60, {}, None),
    ],
    ids=["in memory", "where a person says", "on the disk where memory is small"],
)
def test_the_files_of_the_tests_lie(
    room: int, given: dict[str, str], expected: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_folder, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(run_folder, "ROOM", room)
    run_folder.keep_files_in_memory(given)
    assert given.get(run_folder.ROOT_OF_FILES) == (str(tmp_path) if expected == "memory" else expected)


def test_tests_that_run_one_by_one_and_need_no_server_make_no_folder(tmp_path: Path) -> None:
    """A mutant's tests do, in a process that ends without a farewell."""
    one = ["tests/core/test_backoff.py", "-n", "0", "-q", "-p", "no:cacheprovider"]
    run = f"import os, pytest; os._exit(pytest.main({one}))"
    environment = {name: value for name, value in os.environ.items() if name != run_folder.VARIABLE}
    # No folder is made in memory where the temporary one is asked for.
    spied = (
        f"from pathlib import Path\nfrom tests.support import run_folder\nrun_folder.IN_MEMORY = Path('nowhere')\n{run}"
    )
    given = {**environment, "PYTHONPATH": ".", "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", spied], check=True, stdout=subprocess.DEVNULL, env=given)
    assert list(tmp_path.glob("guetteur-*")) == []
