"""The wheel holds what the program needs and nothing else, and works where the repository is not.

Its dependencies are those of the tests, lent to the fresh environment by a path file: no registry is asked.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import VERSION
from tests.journeys.processes import ROOT

ROOMS = ("bot", "handlers", "storage")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="it builds the wheel, and comes with requirements-dev.lock")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=ROOT)
    (built,) = folder.iterdir()
    return built


def run(*command: str, cwd: Path, typed: str = "") -> str:
    """What a command writes that succeeds, as a person runs it who has no clone and no settings."""
    ended = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "NO_COLOR": "1"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_the_wheel_holds_every_file_of_the_program_and_no_other(wheel: Path) -> None:
    files = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    described = f"guetteur-{VERSION}.dist-info/"
    packed = set(ZipFile(wheel).namelist())
    assert {name for name in packed if not name.startswith(described)} == files
    assert f"{described}licenses/LICENSE" in packed


def test_installed_elsewhere_the_command_tells_its_version_and_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    pytest.importorskip("pip", reason="it installs the wheel, and comes with the environment of `python -m venv`")
    fresh, elsewhere = tmp_path / "fresh", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(fresh, symlinks=True)
    python, guetteur = str(fresh / "bin" / "python"), str(fresh / "bin" / "guetteur")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel))
    run(sys.executable, "-m", "pip", "--python", python, *install, cwd=elsewhere)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=elsewhere).strip()
    (Path(packages) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")

    assert run(guetteur, "--version", cwd=elsewhere) == f"guetteur {VERSION}\n"
    assert run(guetteur, "--help", cwd=elsewhere).startswith("usage: guetteur [-h] [--version] COMMAND")
    told = run(guetteur, "demo", "--language", "en", cwd=elsewhere, typed="/follow 12432\n")
    assert "no. 12432" in told, told
    assert "End of the demonstration" in told
    assert list(elsewhere.iterdir()) == []
