"""Lets all databases of a process share the statements that SQLAlchemy has compiled.

Each engine has a cache of its own, so that a new store compiles all of its SQL anew: half of what most tests of a store
would take.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

_Key = tuple[Any, ...]


class _Shared(dict[_Key, Any]):
    """A cache whose keys name the kind of a dialect, not one engine's."""

    def get(self, key: _Key, default: Any = None) -> Any:
        return super().get(_of_all(key), default)

    def __setitem__(self, key: _Key, compiled: Any) -> None:
        super().__setitem__(_of_all(key), compiled)


def _of_all(key: _Key) -> _Key:
    dialect, *rest = key
    return (type(dialect), *rest)


_SHARED = _Shared()


def share_compiled_statements() -> None:
    """Share them between all engines that this process makes."""

    @event.listens_for(Engine, "engine_connect")
    def _connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=_SHARED)
