"""The tables of the guides are those of the code."""

from pathlib import Path

import pytest

from gateway import docs
from gateway.cli import COMMANDS
from gateway.settings import SETTINGS

GUIDE = Path(docs.ROOT) / "docs" / "guide" / "operator.md"


def test_no_generated_block_is_stale() -> None:
    assert docs.stale(docs.guides()) == [], "run: python -m gateway.docs"


def test_the_operators_guide_has_every_setting_and_command() -> None:
    text = GUIDE.read_text("utf-8")
    for block in ("settings", "commands"):
        assert f"<!-- generated: {block} -->" in text
    assert all(f"| `{setting.name}` |" in text for setting in SETTINGS)
    assert all(f"| `{command.name}` |" in text for command in COMMANDS)


def test_a_changed_block_is_found_and_written_anew_and_the_rest_stays(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("前\n\n<!-- generated: commands -->\nold\n<!-- end -->\n后\n", "utf-8")
    assert docs.stale([guide]) == [guide]
    text = docs.filled(guide.read_text("utf-8"))
    assert text == (f"前\n\n<!-- generated: commands -->\n{docs.commands('en')}<!-- end -->\n后\n")
    assert docs.filled(text) == text


def test_a_block_of_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="nothing"):
        docs.filled("<!-- generated: nothing -->\n<!-- end -->\n")
