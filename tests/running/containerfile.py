"""Reads the Containerfile, and carries its steps out one by one where there is no container engine.

Each stage is a folder, into which `chroot` goes: it sees this machine's programs, read only, and what the steps make.
The mounts live in a namespace of their own, which ends with the command. Linux, and root, are needed.
"""

import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.processes import ROOT

FILE = ROOT / "Containerfile"
USER, VOLUME = 10001, "/data"
PROGRAMS = [name for name in ("usr", "etc", "dev", "proc", "bin", "sbin", "lib", "lib64") if Path("/", name).exists()]
"""What a stage borrows of this machine, in the place of the image that it is made from."""

PYTHON = sys.base_prefix
"""In the place of the image's Python; it lies where it lies here, for it may be bound to that."""

DEPENDENCIES = "/dependencies"
"""Where a stage sees this Python's packages, in the place of a registry."""

FROM_REGISTRY = re.compile(r"-m venv (\S+) && \S+/bin/pip install [^&]*--require-hashes --requirement \S+")
BY_PIP = re.compile(r"(\S+)/bin/pip install")


@dataclass
class Stage:
    """One image: its instructions from FROM on, but for FROM itself, in their order."""

    name: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def the(self, kind: str) -> str:
        """The arguments of an instruction that stands there once. Raises ValueError where it does not."""
        (arguments,) = [arguments for each, arguments in self.instructions if each == kind]
        return arguments


def stages() -> list[Stage]:
    """The stages of the Containerfile."""
    found: list[Stage] = []
    for line in FILE.read_text("utf-8").splitlines():
        kind, _, arguments = line.partition(" ")
        if kind == "FROM":
            found.append(Stage(arguments.partition(" AS ")[2]))
        elif line and kind != "#":
            found[-1].instructions.append((kind, arguments))
    return found


def admitted() -> set[str]:
    """What `.dockerignore` lets into a build."""
    return {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}


class Machine:
    """One stage, carried out in a folder of its own."""

    def __init__(self, folder: Path, others: Mapping[str, "Machine"]) -> None:
        self.root = folder
        self.environment = {"PATH": f"{PYTHON}/bin:/usr/bin:/bin"}
        self._others = others
        self._here = "/"
        for name in PROGRAMS:
            if Path("/", name).is_symlink():
                (folder / name).symlink_to(Path("/", name).readlink())
            else:
                (folder / name).mkdir(parents=True)
        self.inside(PYTHON).mkdir(parents=True, exist_ok=True)
        self.inside(DEPENDENCIES).mkdir()

    def make(self, stage: Stage) -> None:
        """Carry out every instruction that makes files. Raises where one fails, or is of a kind that is not known."""
        for kind, arguments in stage.instructions:
            match kind:
                case "WORKDIR":
                    self._here = arguments
                    self.inside(arguments).mkdir(parents=True, exist_ok=True)
                case "COPY":
                    self._copy(shlex.split(arguments))
                case "RUN":
                    subprocess.run(self.command("/bin/sh", "-ec", _lent(arguments)), check=True, timeout=100)
                case "ENV":
                    self._set(dict(each.split("=", 1) for each in shlex.split(arguments)))
                case "USER" | "VOLUME" | "STOPSIGNAL" | "HEALTHCHECK" | "ENTRYPOINT":
                    pass  # of how it runs
                case _:
                    raise ValueError(f"{kind}: no step that is known here")

    def inside(self, path: str) -> Path:
        """Where this machine has a path of the stage."""
        return self.root / path.lstrip("/")

    def ran(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What became of a command inside, given as the image's user on a read-only tree."""
        command = self.command(*words, user=USER, writable=VOLUME)
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    def command(self, *words: str, user: int = 0, writable: str | None = None) -> list[str]:
        """A command inside. With `writable` all but that folder, and what belongs to the system, is read only."""
        root = shlex.quote(str(self.root))
        steps = [f"mount --bind {root} {root}"]
        if writable is not None:
            kept = f"{root}{writable}"
            steps += [f"mount --bind {kept} {kept}", f"mount -o remount,bind,ro {root}"]
        borrowed = {f"/{name}": f"/{name}" for name in PROGRAMS if not Path("/", name).is_symlink()}
        borrowed |= {PYTHON: PYTHON, sysconfig.get_path("purelib"): DEPENDENCIES}
        for path, place in borrowed.items():
            bind = "--rbind" if place in ("/dev", "/proc") else "--bind -o ro"
            steps.append(f"mount {bind} {shlex.quote(path)} {root}{place}")
        variables = shlex.join(f"{name}={value}" for name, value in self.environment.items())
        inner = f"cd {shlex.quote(self._here)} && exec {shlex.join(words)}"
        as_user = f"--userspec={user}:{user} --groups={user}" if user else ""
        steps.append(
            f"exec chroot {as_user} {root} /usr/bin/env --ignore-environment {variables} /bin/sh -ec {shlex.quote(inner)}"
        )
        return ["unshare", "--mount", "/bin/sh", "-ec", "\n".join(steps)]

    def _copy(self, words: list[str]) -> None:
        *sources, target = words
        place = self.inside(target if target.startswith("/") else str(Path(self._here, target)))
        if sources[0].startswith("--from="):
            other = self._others[sources.pop(0).removeprefix("--from=")]
            for source in sources:
                shutil.copytree(other.inside(source), place, symlinks=True)
            return
        for source in sources:
            if source not in admitted():
                raise ValueError(f".dockerignore keeps {source} out of the build")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, place)

    def _set(self, variables: dict[str, str]) -> None:
        for name, value in variables.items():
            self.environment[name] = value.replace("$PATH", self.environment["PATH"])


def _lent(step: str) -> str:
    """A step that installs, with the packages and the pip of this Python: no registry is asked."""
    packages = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    lent = rf"-m venv --without-pip \1 && echo {DEPENDENCIES} > \1/{packages}/lent.pth"
    return BY_PIP.sub(r"\1/bin/python -m pip install", FROM_REGISTRY.sub(lent, step))
