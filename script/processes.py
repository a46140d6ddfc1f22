"""Starting and ending processes so that none is left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def dying_with_parent(
    command: Sequence[str | Path], death_signal: str = "TERM", options: Sequence[str | None] = ()
) -> list[str]:
    """Wrap a command so that it ends when its parent is killed, where the system can do that."""
    words = [str(word) for word in command]
    if not shutil.which("setpriv"):
        return words
    return ["setpriv", "--pdeathsig", death_signal, *map(str, options), "--", *words]


def stop(process: subprocess.Popen[bytes], with_signal: int, patience: float = 20) -> None:
    """Ask a process to end, and see to it that it does."""
    if process.poll() is None:
        process.send_signal(with_signal)
    finish(process, patience)


def finish(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for a process that was asked to end; kill what is left of its group after that."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
