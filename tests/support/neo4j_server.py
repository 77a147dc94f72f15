"""A real Neo4j Community server from Maven Central's jars, as a child process on loopback.

Needs Java 17 (21 for 2025.x and newer), and Maven for the first run; no container::

    python -m tests.support.neo4j_server fetch                 # jars into the cache, nothing else
    python -m tests.support.neo4j_server run --home ./neo4j    # prints NEO4J_* lines
"""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError, ServiceUnavailable

from graph.processes import die_with_parent, end, free_port, port_answers

VERSION = os.environ.get("NEO4J_VERSION", "5.26.30")
"""The lower bound we promise; CI names a newer one daily."""
CACHE = Path(os.environ.get("NEO4J_JARS", Path.home() / ".cache" / "neo4j-jars"))
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
CONF = """\
server.directories.data=data
server.directories.logs=logs
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
initial.dbms.default_database={database}
dbms.usage_report.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size={pagecache}
db.logs.query.enabled=OFF
# a throw-away server: 2 MB instead of 517 MB on disk, stop in 0.3 s instead of 10 s
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


class DidNotStart(RuntimeError):
    """The server ended, or did not answer in time; the message is the end of its log."""


def missing_tools(version: str = VERSION) -> str:
    """Say what keeps a server from running here; '' if nothing."""
    if shutil.which("java") is None:
        return "Neo4j needs Java 17, which is not on the PATH"
    if shutil.which("mvn") is None and not (CACHE / version).exists():
        return "Neo4j's jars are not in the cache and Maven is not on the PATH"
    return ""


def fetch_jars(version: str = VERSION, cache: Path = CACHE) -> Path:
    """Return the folder with the jars of `version`; Maven brings them the first time only."""
    folder = cache.resolve() / version
    if not folder.exists():
        half = folder.with_name(f"{version}.{os.getpid()}.part")  # renamed when complete
        pom = Path(__file__).resolve().with_name("pom.xml")
        command = ["mvn", "-q", "-B", "-f", str(pom), f"-Dneo4j.version={version}"]
        command += [f"{PLUGIN}:copy-dependencies", f"-DoutputDirectory={half}"]
        try:
            subprocess.run([*command, "-DincludeScope=runtime"], check=True)  # noqa: S603  our own command
            with contextlib.suppress(OSError):  # another run was first
                half.rename(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return folder


class Neo4jServer:
    """One server on a free loopback port, dead when this process is; its data stay in `home`."""

    def __init__(  # noqa: PLR0913  settings, each named at the call
        self,
        home: Path,
        *,
        version: str = VERSION,
        database: str = "hub",
        heap: str = "512m",
        pagecache: str = "64m",
        java: str = "java",
    ) -> None:
        self.home, self.version, self.database = home.resolve(), version, database
        self.heap, self.pagecache, self.java = heap, pagecache, java
        self.uri, self.auth = "", ("neo4j", "")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait_s: float = 240.0) -> Self:
        jars = fetch_jars(self.version)
        for name in ("conf", "logs", "data"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        port = free_port()
        conf = CONF.format(port=port, database=self.database, pagecache=self.pagecache)
        (self.home / "conf" / "neo4j.conf").write_text(conf)
        self.uri, self.auth = f"bolt://127.0.0.1:{port}", ("neo4j", self._password())
        with (self.home / "logs" / "console.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own command
                self._command(jars),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(),  # noqa: PLW1509  nothing but prctl between fork and exec
            )
        try:
            self._wait(port, time.monotonic() + wait_s)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        if self.process:
            end(self.process.pid, self.process, grace_s=20)

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _command(self, jars: Path) -> list[str]:
        main = "CommunityEntryPoint" if self.version.startswith("5.") else "Neo4jCommunity"
        command = [self.java, f"-Xmx{self.heap}", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"]
        command += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
        command += ["-cp", f"{jars}/*", f"org.neo4j.server.{main}"]
        return [*command, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]

    def _password(self) -> str:
        file = self.home / "password"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24))
        return file.read_text()

    def _wait(self, port: int, deadline: float) -> None:
        while time.monotonic() < deadline and self.process and self.process.poll() is None:
            if not port_answers(port):
                time.sleep(0.05)
                continue
            try:
                self._run(self.auth[1], self.database, "RETURN 1")
            except AuthError:  # first start: the account is still neo4j/neo4j
                new = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
                self._run("neo4j", "system", new, new=self.auth[1])
            except (ServiceUnavailable, ClientError):  # no database yet
                time.sleep(0.1)
            else:
                return
        logs = [self.home / "logs" / name for name in ("neo4j.log", "console.log")]
        text = "\n".join(log.read_text() for log in logs if log.exists())
        raise DidNotStart("\n".join(text.splitlines()[-20:]))

    def _run(self, password: str, database: str, statement: str, **parameters: str) -> None:
        with (
            GraphDatabase.driver(self.uri, auth=(self.auth[0], password)) as driver,
            driver.session(database=database) as session,
        ):
            session.run(statement, parameters).consume()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("fetch", "run"))
    parser.add_argument("--home", type=Path, default=Path("neo4j"))
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--java", default="java")
    given = parser.parse_args()
    if given.command == "fetch":
        sys.stdout.write(f"{fetch_jars(given.version)}\n")
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Neo4jServer(given.home, version=given.version, java=given.java) as server:
        sys.stdout.write(f"NEO4J_URI={server.uri}\nNEO4J_USERNAME={server.auth[0]}\n")
        sys.stdout.write(f"NEO4J_PASSWORD={server.auth[1]}\nNEO4J_DATABASE={server.database}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    main()
