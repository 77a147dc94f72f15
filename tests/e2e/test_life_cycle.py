"""The life of a hub as a process: start, stop, crash, recovery, who is in the way (operate.md 1).

Each ends with no process left and nothing lost. They run on the embedded engine.
"""

import json
import os
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from seeds.roles import ROLES
from tests.support.hub_command import HUB, ROOT, Up, environment, hub, processes_of, up, wait_until

pytestmark = pytest.mark.slow

TITLES = "{ needs(first: 5) { edges { node { id title } } } }"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the demo city, used by one test after the other."""
    folder = tmp_path_factory.mktemp("life") / "data"
    with up(folder) as first:
        assert first.stop() == 0
    yield folder
    assert processes_of(folder) == []


def _ready(running: Up) -> int:
    return httpx.get(f"{running.url}/readyz", timeout=10).status_code


def _reason(running: Up) -> str:
    """Return why it is not ready; '' if it is."""
    return httpx.get(f"{running.url}/readyz", timeout=10).json().get("code", "")


@pytest.fixture(scope="class")
def running(city: Path) -> Iterator[Up]:
    with up(city) as running:
        yield running


class TestWhileItRuns:
    """One hub, looked at from all sides; the last test ends it."""

    def test_one_line_for_programs_says_everything(self, city: Path, running: Up) -> None:
        ready = running.ready
        assert sorted(ready) == ["console", "data", "engine", "graphql", "pid", "tokens"]
        assert (ready["pid"], ready["data"]) == (running.process.pid, str(city))
        assert ready["engine"]["kind"] == "embedded"
        assert ready["console"] == f"{running.url}/"
        assert ready["tokens"].keys() == ROLES.keys()
        assert _ready(running) == 200
        assert running.ask(TITLES).json()["data"]["needs"]["edges"]
        note = json.loads((city / "hub.json").read_text())
        assert (note["pid"], note["url"]) == (running.process.pid, running.url)

    def test_secrets_are_for_their_owner_and_on_no_command_line(
        self, city: Path, running: Up
    ) -> None:
        for file in ("keys/issuer.json", "engine/password"):
            assert stat.S_IMODE((city / file).stat().st_mode) == 0o600
        password = (city / "engine" / "password").read_text()
        assert all(password not in line for line in processes_of(city))
        assert password not in running.log.read_text()

    def test_a_second_hub_on_the_folder_is_told_who_runs_where(
        self, city: Path, running: Up
    ) -> None:
        for language in ("zh", "en"):
            second = hub("up", "--data", str(city), "--lang", language)
            assert (second.code, second.out) == (2, "")
            assert str(running.process.pid) in second.err
            assert running.url in second.err
            assert len(second.err.splitlines()) == 1
        assert _ready(running) == 200

    def test_commands_join_it_and_leave_it_running(self, city: Path, running: Up) -> None:
        asked = hub("query", "-", "--data", str(city), "--json", stdin=TITLES)
        assert asked.code == 0
        assert json.loads(asked.out)["data"]["needs"]["edges"]
        refused = hub("reset", "--yes", "--data", str(city))
        assert refused.code == 2
        assert f"process {running.process.pid}" in refused.err
        assert _ready(running) == 200
        assert len(processes_of(city)) == 2

    def test_a_token_of_the_command_opens_the_door(self, city: Path, running: Up) -> None:
        token = hub("token", "planner", "--data", str(city))
        assert (token.code, token.out.count("\n")) == (0, 1)
        answer = httpx.post(
            f"{running.url}/graphql",
            json={"query": "{ viewer { roles } }"},
            headers={"authorization": f"Bearer {token.out.strip()}"},
            timeout=30,
        )
        assert "PLANNER" in answer.json()["data"]["viewer"]["roles"]

    def test_a_signal_ends_everything_and_is_no_error(self, city: Path, running: Up) -> None:
        engine = running.engine_pid
        assert len(processes_of(city)) == 2
        assert running.stop(signal.SIGTERM) == 0
        assert processes_of(city) == []
        assert not Path(f"/proc/{engine}").exists()
        assert not (city / "hub.json").exists()


def test_a_signal_during_the_start_leaves_nothing_behind(city: Path) -> None:
    process = subprocess.Popen(  # noqa: S603  our own command
        [*HUB, "up", "--data", str(city), "--lang", "en"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: len(processes_of(city)) == 2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    wait_until(lambda: processes_of(city) == [], seconds=5)  # one just forked dies with its parent


def test_a_taken_port_gives_the_next_one_unless_it_was_named(city: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = hub("up", "--data", str(city), "--port", str(port))
        assert refused.code == 2
        assert refused.err == (
            f"Port {port} is taken. "
            "Choose another one with --port, or leave it out to take the next.\n"
        )
        named = hub("up", "--data", str(city), "--lang", "zh", HUB_PORT=str(port))
        assert named.code == 2
        assert f"端口 {port} 已被占用" in named.err
    assert processes_of(city) == []


def test_two_hubs_find_two_ports(city: Path, tmp_path: Path) -> None:
    with up(city) as one, up(tmp_path / "other", "--fixture", "none") as other:
        assert one.url != other.url
        assert (_ready(one), _ready(other)) == (200, 200)
        assert other.stop() == 0
        assert one.stop() == 0
    assert processes_of(tmp_path) == []


def test_a_killed_hub_takes_its_engine_along_and_the_next_one_recovers(city: Path) -> None:
    with up(city) as killed:
        before = killed.ask(TITLES).json()["data"]
        os.kill(killed.process.pid, signal.SIGKILL)
        killed.process.wait()
        wait_until(lambda: processes_of(city) == [])
    assert (city / "hub.json").exists()
    said = _starts_in_words(city)
    assert f"The last run (process {killed.process.pid}) did not stop in order" in said
    with up(city) as running:
        assert running.ask(TITLES).json()["data"] == before
        assert running.stop() == 0


def _starts_in_words(city: Path) -> str:
    """Start a hub that speaks, stop it once it serves, and return what it said on stderr."""
    process = subprocess.Popen(  # noqa: S603  our own command
        [*HUB, "up", "--data", str(city), "--lang", "en"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    note = city / "hub.json"
    mine = f'"pid": {process.pid}'
    wait_until(lambda: note.exists() and mine in note.read_text(), seconds=60)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    return err


def test_an_engine_killed_while_serving_is_said_and_brought_back(city: Path) -> None:
    with up(city) as running:
        before = running.ask(TITLES).json()["data"]
        first = running.engine_pid
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: _reason(running) == "ENGINE_DOWN", seconds=10)
        answer = running.ask(TITLES, accept_language="en")  # a restart takes more than a second
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
        (error,) = answer.json()["errors"]
        assert error == {
            "message": "The graph has stopped; it is being restarted.",
            "extensions": {"code": "UNAVAILABLE"},
        }
        assert httpx.get(f"{running.url}/livez", timeout=10).status_code == 200
        wait_until(lambda: _ready(running) == 200)
        assert running.engine_pid != first
        assert running.ask(TITLES).json()["data"] == before
        assert "hub_engine_restarts_total 1" in httpx.get(f"{running.url}/metrics").text
        assert running.stop() == 0


def test_an_engine_that_cannot_be_brought_back_ends_the_hub_with_its_log(
    city: Path, tmp_path: Path
) -> None:
    with up(tmp_path / "data", "--fixture", "none") as running:
        password = tmp_path / "data" / "engine" / "password"
        password.write_text("not the password")  # so that no restart is let in
        os.kill(running.engine_pid, signal.SIGKILL)
        assert running.process.wait(90) == 1
        assert "Traceback" not in running.log.read_text()
        assert "The graph could not be restarted; stopping." in running.log.read_text()
    assert processes_of(tmp_path) == []


def test_commands_alone_start_the_engine_for_the_moment(city: Path) -> None:
    asked = hub("query", "-", "--data", str(city), "--json", stdin=TITLES)
    assert asked.code == 0
    assert processes_of(city) == []


def test_reset_needs_a_yes_and_then_removes_the_data_not_the_keys(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert hub("seed", "demo", "--data", str(data)).code == 0
    again = hub("seed", "demo", "--data", str(data))
    assert again.code == 2
    assert "hub reset --yes" in again.err
    asked = hub("reset", "--data", str(data))
    assert asked.code == 2
    assert (data / "engine").exists()
    assert hub("reset", "--yes", "--data", str(data)).code == 0
    assert sorted(path.name for path in data.iterdir()) == ["hub.lock", "keys"]
    assert processes_of(data) == []
