"""`health`: tell whether the bot that runs beside this process does its work, for a container's check.

Where LISTEN is set that process is asked at its port, and answers for itself; else its database is read, which tells of
the bot that leads. See docs/decisions/0069-how-another-process-knows.md.
"""

import asyncio
import http.client
import logging
import sys
from datetime import UTC, datetime, timedelta

from bot.cli.exit_codes import FAILED
from bot.core.listening import ListenAddress
from bot.core.readiness import look_late, why_unwell

SECONDS = 8.0
"""The longest time for the database, or for a step of a request: a container's check usually has more."""

LONGEST_ANSWER = 4096
"""Bytes that are read of an answer."""

READY = 200


def health() -> int:
    """Print in one line whether the bot is well, or why not. Returns the exit code: 0 or 1."""
    from bot.settings import BadSettings, load_health_settings

    logging.basicConfig(handlers=[logging.NullHandler()])  # what is worth telling is in the one line
    try:
        settings = load_health_settings()
    except BadSettings as error:
        return _unwell(str(error).splitlines())
    if settings.listen_address is not None:
        return _ask_port(settings.listen_address.within)
    late = look_late(settings.sweep_interval, settings.comments_interval)
    try:
        return asyncio.run(_read_database(settings.database_url, late))
    except TimeoutError:
        return _unwell(["the database does not answer"])


def _ask_port(address: ListenAddress) -> int:
    connection = http.client.HTTPConnection(address.host, address.port, timeout=SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        lines = [_shown(line) for line in answer.read(LONGEST_ANSWER).decode(errors="replace").splitlines()]
    except (OSError, http.client.HTTPException) as error:
        return _unwell([f"nothing answers at {address}: {error or type(error).__name__}"])
    finally:
        connection.close()
    return _well("; ".join(lines)) if answer.status == READY else _unwell(lines)


async def _read_database(address: str, late: timedelta) -> int:
    from storage import StoreUnusable
    from storage.onlooker import signs_at

    try:
        async with asyncio.timeout(SECONDS):
            signs = await signs_at(address)
    except StoreUnusable as error:
        return _unwell([str(error)])
    reasons = why_unwell(signs, late, datetime.now(UTC))
    return _unwell(reasons) if reasons else _well("ready")


def _shown(line: str) -> str:
    """A line for a terminal: another program may answer at that port."""
    return line if line.isprintable() else ascii(line)


def _well(line: str) -> int:
    print(line)
    return 0


def _unwell(reasons: list[str]) -> int:
    print("; ".join(reasons), file=sys.stderr)
    return FAILED
