"""Runs the unchanged program where the clock jumps and names do not resolve: `python -m tests.faults.launch`.

`FAULT_CLOCK` names a file with the seconds by which the clock is wrong, `FAULT_DNS` a host that does not resolve;
with `FAULT_POWERLESS` file permissions bind root too.
"""

import ctypes
import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1

_resolve = socket.getaddrinfo


def wrong_now() -> datetime:
    """The time by a clock that is wrong by as much as the file says."""
    return datetime.now(UTC) + timedelta(seconds=float(Path(os.environ["FAULT_CLOCK"]).read_text()))


def _resolve_most(host: Any, *arguments: Any, **named: Any) -> Any:
    if host == os.environ["FAULT_DNS"]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    return _resolve(host, *arguments, **named)


def _give_up_power() -> None:
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
    os.execv(sys.executable, [sys.executable, "-m", "bot"])  # noqa: S606 - from which program on the loss counts


def _run() -> int:
    from bot.__main__ import main  # noqa: PLC0415 - who starts another program does not want it
    from bot.app import clock  # noqa: PLC0415 - which takes a second, and is not wanted either

    if "FAULT_CLOCK" in os.environ:
        clock.now = wrong_now
    if "FAULT_DNS" in os.environ:
        socket.getaddrinfo = _resolve_most
    return main([])


if __name__ == "__main__":
    if "FAULT_POWERLESS" in os.environ:
        _give_up_power()
    sys.exit(_run())
