"""Mistakes made on purpose, one at a time, in bot/core and in what sends and settles: whether a test notices each.

The runner is our own, because the known tools copy the whole program or start Python for each mistake, which takes
hours here. This one forks a process that has all libraries loaded, which takes a second for each mistake.
"""

import ast
import importlib
import importlib.abc
import importlib.util
import inspect
import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.table import table

ROOT = Path(__file__).parents[2]
CORE, TESTS = ROOT / "bot" / "core", ROOT / "tests"
HELD_BY: dict[str, tuple[str, ...]] = {
    "activity": ("test_site_activity.py",),
    "alternatives": ("test_alternatives.py", "test_legislatures.py"),
    "change": (
        "test_several_answers.py",
        "test_change.py",
        "test_ministries.py",
        "test_ends_of_questions.py",
    ),
    "confirmation": ("test_confirmation.py", "test_change.py"),
    "delivery": ("test_delivery.py",),
    "handling": ("test_handling.py",),
    "leadership": ("core/test_leadership.py",),
    "legislatures": ("test_legislatures.py", "test_settings.py"),
    "ministry": ("test_ministries.py",),
    "reach": ("test_reach.py", "test_chats.py"),
    "restoration": ("test_restored_copies.py",),
    "observation": ("test_change.py", "test_observation.py", "test_alternatives.py", "test_legislatures.py"),
    "bot.delivery.courier": ("test_courier.py",),
    "bot.transport.send": ("test_telegram_messages.py",),
    "handlers.common.permission": ("test_permission.py",),
    "storage.outbox.schedule": ("test_digests.py", "test_restored_copies.py"),
    "storage.outbox.transitions": ("test_transitions.py",),
    "storage.outbox.queue": ("test_queue.py", "test_digests.py"),
}
"""The few quick files that hold a module, where its imports do not tell them or tell too many.

Modules of the core go by their own name, and are held by the tests of these files that open nothing: those that wait
for nothing. The others go by their path, are held by all tests of theirs, and are measured only if asked for.
"""

NOT_HERE = frozenset({"journeys", "faults"})
SLOW = frozenset({"test_archive.py", "test_client.py", "test_download.py", "test_readers.py", "test_open_data.py"})
STORES = re.compile(r"Store\.open|new_store\(")
"""Words in tests that open a database file, which are slow."""

LIBRARIES = ("aiohttp", "alembic", "aiosqlite", "babel.dates", "bs4", "hypothesis.stateful", "lxml.etree", "markupsafe")
MORE_LIBRARIES = ("pydantic_settings", "pytest", "pytest_asyncio", "sqlalchemy.ext.asyncio", "telegram.ext")
LONGEST, LONGEST_TEST = 600, 45
"""Seconds for all tests of one mistake, and for each test: one that never ends is noticed too."""

OURS = frozenset({"bot", "docs", "handlers", "storage", "tests"})
"""Packages that must be imported again, with the mistake in them."""

OPTIONS = (
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-o",
    "addopts=",
    "-o",
    "filterwarnings=",
    "-o",
    f"timeout={LONGEST_TEST}",
)
"""The first failure is enough; that libraries are loaded already is no failure."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add},
    **{ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr},
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: its place, its description, and the source of the module with it."""

    module: str
    line: int
    what: str
    source: str


def core() -> list[str]:
    """The modules of the core."""
    return sorted(path.stem for path in CORE.glob("*.py") if path.stem != "__init__")


def modules() -> list[str]:
    """All modules in which mistakes can be made."""
    return core() + sorted(name for name in HELD_BY if "." in name)


def _path(module: str) -> str:
    return module if "." in module else f"bot.core.{module}"


def _text(module: str) -> str:
    return (ROOT / f"{_path(module).replace('.', '/')}.py").read_text("utf-8")


def mutants(module: str) -> Iterator[Mutant]:
    """Every mistake that is made in a module."""
    text = _text(module)
    count = len(list(_points(ast.parse(text))))
    for number in range(count):
        tree = ast.parse(text)
        node = list(_points(tree))[number]
        before = ast.unparse(node)
        _spoil(node)
        yield Mutant(module, getattr(node, "lineno", 0), f"{before}  ->  {ast.unparse(node)}"[:100], ast.unparse(tree))


def _points(tree: ast.AST) -> Iterator[ast.AST]:
    """The places where a mistake can be made, in a fixed order, without type annotations."""
    for node in _without_types(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in COMPARED:
                yield node
            case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in COMPUTED:
                yield node
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.IfExp():
                yield node
            case ast.Constant(value=bool() | int() | float()):
                yield node
            case ast.Return(value=value) if value is not None and not _is_none(value):
                yield node
            case ast.Continue() | ast.Break():
                yield node


def _without_types(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below a node, without type annotations and decorators of classes."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child
                yield from _without_types(child)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _spoil(node: ast.AST) -> None:
    """Make the mistake at a place."""
    match node:
        case ast.Compare():
            node.ops = [COMPARED[type(node.ops[0])]()]
        case ast.BinOp() | ast.AugAssign():
            node.op = COMPUTED[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=value) if isinstance(value, int | float):
            node.value = value + 1
        case ast.Return():
            node.value = ast.Constant(None)
        case _:
            # "continue" for "break", and the other way round.
            node.__class__ = ast.Break if isinstance(node, ast.Continue) else ast.Continue


def tests_of(module: str) -> list[list[str]]:
    """Files of tests: those of `HELD_BY`, or all that import the module: tables, then properties; slow ones at need."""
    if module in HELD_BY:
        return [[str(path) for name in HELD_BY[module] for path in TESTS.rglob(name)]]
    imports = re.compile(rf"from bot\.core\.{module} import|from bot\.core import [^\n]*\b{module}\b")
    texts = {path: path.read_text("utf-8") for path in TESTS.rglob("test_*.py") if not NOT_HERE & set(path.parts)}
    found = sorted(path for path, text in texts.items() if imports.search(text))
    tables = [path for path in found if "properties" not in path.parts]
    quick = [path for path in tables if not (path.name in SLOW or STORES.search(texts[path]))]
    properties = [path for path in found if "properties" in path.parts and not STORES.search(texts[path])]
    return [[str(path) for path in each] for each in (quick or tables, properties) if each]


class _Decisions:
    """Leaves out what waits for anything, be it a store or a server: what is left are tables of decisions."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [item for item in items if not inspect.iscoroutinefunction(item.function)]


class _Spoilt(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """A finder of modules that loads one module with its mistake, and leaves all others alone."""

    def __init__(self, name: str, source: str) -> None:
        self._name, self._source = name, source

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, f"<{self._name} with a mistake>", "exec"), module.__dict__)  # noqa: S102 - our own source


def survives(mutant: Mutant, tests: Sequence[Sequence[str]]) -> bool:
    """Whether the mistake goes unnoticed by all tests."""
    return all(_passes(mutant, files) for files in tests)


def _passes(mutant: Mutant, tests: Sequence[str]) -> bool:
    child = os.fork()
    if child == 0:
        _run_tests(mutant, tests)
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run_tests(mutant: Mutant, tests: Sequence[str]) -> None:
    """Run the tests in the forked process, which then ends without returning."""
    code = 1
    try:
        os.environ["HYPOTHESIS_PROFILE"] = "quick"
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
            del sys.modules[name]
        sys.meta_path.insert(0, _Spoilt(_path(mutant.module), mutant.source))
        import pytest  # noqa: PLC0415 - the parent has loaded it

        code = int(
            pytest.main([*OPTIONS, *tests], [_Decisions()] if mutant.module in HELD_BY.keys() & set(core()) else [])
        )
    finally:
        os._exit(code)


def run(names: Sequence[str], most: int | None, seed: int) -> str:
    """Try the mistakes of some modules, all or a random sample of each, and name those that no test noticed."""
    for library in (*LIBRARIES, *MORE_LIBRARIES):
        importlib.import_module(library)
    rows, survivors = [], []
    for module in names or core():
        made, tests = list(mutants(module)), tests_of(module)
        if not tests or not survives(Mutant(module, 0, "", _text(module)), tests):
            raise SystemExit(f"the tests of {module} are missing, or fail without any mistake")
        if most is not None and len(made) > most:
            made = random.Random(seed).sample(made, most)
        alive = [mutant for mutant in made if survives(mutant, tests)]
        survivors += (found := [_told(mutant) for mutant in sorted(alive, key=lambda mutant: mutant.line)])
        rows.append((module, len(made), len(made) - len(alive)))
        print(f"{module}: {len(made) - len(alive)} of {len(made)}", *found, sep="\n", file=sys.stderr, flush=True)
    total, noticed = sum(row[1] for row in rows), sum(row[2] for row in rows)
    lines = [[name, str(count), str(good), f"{good / count:.0%}" if count else ""] for name, count, good in rows]
    lines.append(["all", str(total), str(noticed), f"{noticed / total:.1%}" if total else ""])
    return "\n".join([table(["module", "mistakes", "noticed", "rate"], lines), *survivors])


def _told(mutant: Mutant) -> str:
    return f"{mutant.module}:{mutant.line}: {mutant.what}"
