"""Running the embedded PostgreSQL and Valkey, for `script/server` and `script/test`."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import processes
from embedded import Place, plain_env


@contextlib.contextmanager
def running(
    home: Path, *, postgres: bool = True, valkey: bool = True, tests: bool = False
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the wanted servers, and stop PostgreSQL last."""
    place = Place.of(home)
    servers: dict[str, subprocess.Popen[bytes]] = {}
    try:
        if postgres:
            servers["postgres"] = start_postgres(place, home, tests=tests)
        if valkey:
            servers["valkey"] = start_valkey(place, home)
        yield servers
    finally:
        for name, stopping in (("valkey", signal.SIGTERM), ("postgres", signal.SIGINT)):
            if name in servers:
                processes.stop(servers[name], stopping)


def start_postgres(place: Place, home: Path, *, tests: bool = False) -> subprocess.Popen[bytes]:
    """Start PostgreSQL and wait until it answers."""
    _end_left_over(place)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(place.sockets),
        "timezone": "UTC",
        "log_timezone": "UTC",
        # Logs hold no values of rows.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if tests:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command: list[str | Path] = [place.postgres / "postgres", "-D", place.cluster]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    process = _start(place, command, home / "log" / "postgresql.log", death_signal="INT")
    ask = [
        str(place.postgres / "pg_isready"),
        "-q",
        "-h",
        str(place.sockets),
        "-U",
        "beredskab_app",
    ]
    _wait(process, "PostgreSQL", home, lambda: subprocess.run(ask, check=False).returncode == 0)
    return process


def start_valkey(place: Place, home: Path, name: str = "valkey") -> subprocess.Popen[bytes]:
    """Start a Valkey that keeps nothing on disk, and wait until it answers."""
    path = place.sockets / f"{name}.sock"
    options = (
        f"--port 0 --unixsocket {path} --unixsocketperm 700 --appendonly no --dir {place.base}"
    )
    policy = "--maxmemory-policy noeviction --daemonize no --save"
    command: list[str | Path] = [place.valkey, *options.split(), *policy.split(), ""]
    process = _start(place, command, home / "log" / f"{name}.log")
    _wait(process, "Valkey", home, lambda: _pong(path))
    return process


def _start(
    place: Place, command: Sequence[str | Path], log: Path, death_signal: str = "TERM"
) -> subprocess.Popen[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        return subprocess.Popen(
            place.as_user(command, death_signal), cwd="/", env=plain_env(),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip


def _wait(
    process: subprocess.Popen[bytes], name: str, home: Path, answers: Callable[[], bool]
) -> None:
    for _ in range(600):
        if answers():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    processes.stop(process, signal.SIGTERM)
    sys.exit(f"{name} did not start; see {home}/log.")


def _pong(path: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(b"PING\r\n")
        return connection.recv(7) == b"+PONG\r\n"
    return False


def _end_left_over(place: Place) -> None:
    """End the PostgreSQL of a run that was killed; forget one that is gone."""
    left = place.cluster / "postmaster.pid"
    try:
        pid = int(left.read_text().split()[0])
        program = Path(f"/proc/{pid}/exe").resolve()
    except (FileNotFoundError, IndexError, ValueError):
        return
    if program.name == "postgres":
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        for _ in range(200):
            if not left.exists():
                return
            time.sleep(0.05)
        sys.exit(f"The PostgreSQL of an earlier run (process {pid}) does not end.")
    # The number belongs to another program by now.
    left.unlink(missing_ok=True)
