"""What lies in deploy/ names settings that exist, keeps the bot away from all but its data, and is as the pages say."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import main
from bot.settings import Settings
from tests.journeys.processes import ROOT
from tests.running.containerfile import stages

DEPLOY = ROOT / "deploy"
COMPOSED = sorted(DEPLOY.glob("compose*.yaml"))
UNIT = DEPLOY / "guetteur.service"

SETTINGS = {name.upper() for name in Settings.model_fields}
OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PGPASSWORD", "TMPDIR"}
"""Variables of Python, libpq and the system that the bot is started with."""

MOST_EXPOSED = 1.5
"""Of ten, as `systemd-analyze security` counts; a service without any of it has 9.6."""


def composed(file: Path) -> dict[str, Any]:
    read = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def unit() -> list[tuple[str, str]]:
    """The directives of the unit, in their order."""
    lines = UNIT.read_text("utf-8").splitlines()
    return [
        (name, value) for name, equals, value in (line.partition("=") for line in lines) if equals and name[0] != "#"
    ]


def given() -> dict[str, set[str]]:
    """The variables that each way to run gives the bot."""
    found = {file.name: set(composed(file)["services"]["bot"]["environment"]) for file in COMPOSED}
    found[UNIT.name] = {value.partition("=")[0] for name, value in unit() if name == "Environment"}
    variables = [words for stage in stages() for kind, words in stage.instructions if kind == "ENV"]
    found["Containerfile"] = {each.partition("=")[0] for words in variables for each in words.split()}
    return found


@pytest.mark.parametrize("way", given())
def test_every_variable_is_a_setting(way: str) -> None:
    assert given()[way] - OTHERS <= SETTINGS
    assert "DATABASE_URL" in given()[way]


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.name)
def test_a_composed_bot_writes_its_data_alone_and_has_no_rights(file: Path) -> None:
    services = composed(file)["services"]
    bot = services["bot"]
    assert bot["read_only"] is True
    assert (bot["cap_drop"], bot["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert [volume.rpartition(":")[2] for volume in bot["volumes"]] == [stages()[-1].the("VOLUME")]
    assert bot["env_file"] == ".env"
    assert "ports" not in bot
    assert (ROOT / "deploy" / bot["build"]["context"] / bot["build"]["dockerfile"]).samefile(ROOT / "Containerfile")
    volumes = {
        name for each in services.values() for name, colon, _ in (v.partition(":") for v in each["volumes"]) if colon
    }
    assert volumes == set(composed(file)["volumes"])


def test_one_copy_has_the_file_and_three_copies_have_the_server() -> None:
    one, three = (composed(DEPLOY / name)["services"] for name in ("compose.yaml", "compose.postgresql.yaml"))
    assert "deploy" not in one["bot"], "one process at a time has a file"
    assert one["bot"]["environment"]["DATABASE_URL"].startswith("sqlite:////data/")
    assert three["bot"]["deploy"] == {"replicas": 3}
    assert three["bot"]["environment"]["DATABASE_URL"] == "postgresql://guetteur@database:5432/guetteur"
    assert three["bot"]["depends_on"]["database"]["condition"] == "service_healthy"
    made = three["database"]["environment"]
    assert (made["POSTGRES_USER"], made["POSTGRES_DB"]) == ("guetteur", "guetteur")
    assert made["POSTGRES_PASSWORD"] == three["bot"]["environment"]["PGPASSWORD"]
    assert "ports" not in three["database"]


def test_the_service_starts_again_but_for_what_has_to_be_set_right_first() -> None:
    told = dict(unit())
    assert (told["Restart"], told["RestartPreventExitStatus"]) == ("always", "2")
    assert told["User"] not in ("root", "nobody")
    assert told["WorkingDirectory"] == f"/var/lib/{told['StateDirectory']}"
    assert f"DATABASE_URL=sqlite:///{told['WorkingDirectory']}/guetteur.db" in [value for _, value in unit()]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze comes with systemd")
def test_systemd_takes_the_unit_and_counts_it_as_little_exposed(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text("utf-8").replace("/opt/guetteur/bin/guetteur", "/bin/true"), "utf-8")
    verified = analyze("verify", str(here))
    assert (verified.returncode, verified.stderr) == (0, "")
    counted = re.search(r"exposure level for \S+: ([\d.]+)", analyze("security", "--offline=true", str(here)).stdout)
    assert counted is not None
    assert float(counted[1]) <= MOST_EXPOSED


def test_the_page_on_running_tells_of_every_command_and_a_container_is_asked_by_one_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = set(re.findall(r"^    (\w+) {2}", capsys.readouterr().out, re.MULTILINE)) - {"run"}
    page = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert {name for name in commands if f"\n| `guetteur {name}" not in page} == set()
    assert {"demo", "health"} <= commands


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *words],  # noqa: S607 - wherever it lies
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
