import os
from pathlib import Path

import pytest

from gateway import folder as folders
from gateway.folder import Folder, Running
from gateway.words import Refused

MINE = Running(os.getpid(), "http://127.0.0.1:8000", "0.1.0", "embedded")


def _never() -> None:
    raise AssertionError("nothing to wait for")


def test_a_second_hub_on_one_folder_is_told_who_runs_where(tmp_path: Path) -> None:
    with Folder(tmp_path).serve(_never) as left:
        assert left is None
        Folder(tmp_path).tell(MINE)
        with pytest.raises(Refused) as caught, Folder(tmp_path).serve(_never):
            pass
    for text in caught.value.words:
        assert str(MINE.pid) in text
        assert MINE.url in text
    assert caught.value.exit_code == 2


def test_the_note_goes_with_the_hub(tmp_path: Path) -> None:
    with Folder(tmp_path).serve(_never):
        Folder(tmp_path).tell(MINE)
        assert Folder(tmp_path).running() == MINE
    assert Folder(tmp_path).running() is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["hub.lock"]


def test_a_hub_that_was_killed_leaves_a_note_and_no_lock(tmp_path: Path) -> None:
    dead = Running(2**22 + 1, "http://127.0.0.1:8000", "0.1.0", "embedded")
    Folder(tmp_path).tell(dead)
    assert Folder(tmp_path).running() is None
    with Folder(tmp_path).serve(_never) as left:
        assert left == dead


def test_a_torn_note_is_no_note(tmp_path: Path) -> None:
    (tmp_path / "hub.json").write_text('{"pid": 1')
    assert Folder(tmp_path).running() is None


def test_a_command_joins_a_running_hub_and_owns_an_idle_folder(tmp_path: Path) -> None:
    with Folder(tmp_path).use(_never) as joined:
        assert joined is False
    with Folder(tmp_path).serve(_never):
        Folder(tmp_path).tell(MINE)
        with Folder(tmp_path).use(_never) as joined:
            assert joined is True


def test_two_commands_use_the_engine_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "WAIT_S", 0.2)
    waited = list[str]()
    with (
        Folder(tmp_path).use(_never),
        pytest.raises(Refused) as caught,
        Folder(tmp_path).use(lambda: waited.append("told")),
    ):
        pass
    assert waited == ["told"]
    assert "另一条命令" in caught.value.words.zh


def test_a_folder_that_cannot_be_written_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as caught, Folder(tmp_path / "file" / "below").use():
        pass
    assert "--data" in caught.value.words.zh
    assert "--data" in caught.value.words.en
