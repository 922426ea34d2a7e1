"""What can be done can be done from the command line too, and what the window claims it has."""

from __future__ import annotations

import pytest

from tests.house.tree import ROOT
from ui.actions.registry import VERBS
from ui.actions.texts import LANGUAGES, Texts, catalogue
from ui.actions.verbs import load_verbs
from ui.cli import _application

#: Verbs without a command, each with the reason; none so far.
WITHOUT_COMMAND: dict[str, str] = {}
#: Pages whose actions write files or show things, and the command that does the same.
TWINS = {
    "map.draw": "map",
    "desktop.print": "export.all",
    "gaps.try": "what-if",
    "ladder.find_way": "ladder",
    "ladder.declare": "bridges.add",
}


def commands():
    """The words of every command that the command line knows."""
    load_verbs()
    words = frozenset(verb.words[0] for verb in VERBS.values())
    top = _application(Texts("fr"), lambda file, texts: 0, words)
    found = set()
    for name, command in top.commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name}.{sub}" for sub in inner} if inner else {name}
    return found


def test_every_verb_has_a_command_or_a_written_reason():
    known = commands()
    assert sorted(VERBS.keys() - known - WITHOUT_COMMAND.keys()) == []
    assert all(WITHOUT_COMMAND.values())
    assert WITHOUT_COMMAND.keys() <= VERBS.keys() - known


def test_what_pages_do_beside_the_verbs_has_a_command_too():
    known = commands()
    sources = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "ui/desktop").rglob("*.py"))
    assert {act for act in TWINS if f'"{act}"' not in sources} == set()
    assert set(TWINS.values()) - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_of_commands_is_named(language):
    load_verbs()
    groups = {verb.words[0] for verb in VERBS.values() if len(verb.words) > 1}
    assert (
        sorted(f"cli.group.{g}" for g in groups if f"cli.group.{g}" not in catalogue(language))
        == []
    )


def test_no_two_verbs_of_the_window_share_a_key():
    load_verbs()
    keys = [verb.shortcut for verb in VERBS.values() if verb.shortcut]
    assert len(keys) == len(set(keys))
    assert all(verb.in_window for verb in VERBS.values() if verb.shortcut)
