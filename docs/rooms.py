"""Draw which room imports which, from the imports themselves: `python -m docs.rooms` renews the picture in its page.

An arrow is left out where a longer way says the same, so that what is left can be read; the import rules in
`pyproject.toml` say what is allowed.
"""

import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

PAGE = Path(__file__).with_name("architecture.md")
ROOT = Path(__file__).parents[1]
PICTURE = re.compile(r"(?<=```mermaid\n).*?(?=```)", re.DOTALL)
PACKAGES = ("bot", "handlers", "storage")

Rooms = Mapping[str, frozenset[str]]
"""Each room, and the rooms that it imports from."""


def document(page: str) -> str:
    """The page with its picture as the imports are now."""
    return PICTURE.sub(lambda _: picture(reduced(rooms())), page, count=1)


def rooms() -> Rooms:
    """The folders of the program, and which imports from which."""
    graph = grimp.build_graph(*PACKAGES)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        room = _room(module)
        imported = found.setdefault(room, set())
        imported.update(_room(other) for other in graph.find_modules_directly_imported_by(module))
    return {room: frozenset(imported - {room, "bot"}) for room, imported in found.items() if room != "bot"}


def _room(module: str) -> str:
    """The folder below `bot` in which a module lies, or the module itself where it lies loose there; for the other
    packages the package.
    """
    package, *path = module.split(".")
    if package != "bot" or not path:
        return package
    return f"bot/{path[0]}" if (ROOT / package / path[0]).is_dir() else f"bot/{path[0]}.py"


def reduced(all_rooms: Rooms) -> Rooms:
    """The same without each arrow that a longer way stands in for.

    Raises graphlib.CycleError where rooms import each other in a circle.
    """
    below: dict[str, frozenset[str]] = {}
    for room in TopologicalSorter(all_rooms).static_order():
        below[room] = all_rooms[room].union(*(below[other] for other in all_rooms[room]))
    return {
        room: imported - frozenset[str]().union(*(below[other] for other in imported))
        for room, imported in all_rooms.items()
    }


def picture(all_rooms: Rooms) -> str:
    """The text of a Mermaid graph, from the top to the bottom."""
    return "graph TD\n" + "".join(f"    {line}\n" for line in _arrows(all_rooms))


def _arrows(all_rooms: Rooms) -> Iterator[str]:
    for room in sorted(all_rooms):
        yield f'{_name(room)}["{room}"]'
    for room in sorted(all_rooms):
        for other in sorted(all_rooms[room]):
            yield f"{_name(room)} --> {_name(other)}"


def _name(room: str) -> str:
    """Letters alone, since `end` and signs mean something to Mermaid."""
    return "room_" + re.sub(r"\W", "_", room)


if __name__ == "__main__":
    PAGE.write_text(document(PAGE.read_text("utf-8")), "utf-8")
