from __future__ import annotations

from planner.messages import message
from planner.words import word
from ui.actions.fieldsources import field_sources_table
from ui.actions.fieldwords import proposals
from ui.actions.registry import VERBS

ORIGIN = message("column.since.origin")


def line(desk, name, key="t010"):
    table = field_sources_table(desk, "trainings", key)
    row = next(row for row in table.rows if row.place.field == name)
    return dict(zip([column.key for column in table.columns], row.values, strict=True))


def change(desk, *values):
    VERBS["trainings.set"].run(desk, key="t010", values=list(values))


def test_a_value_that_nobody_changed_keeps_the_nature_of_the_print(desk):
    assert line(desk, "title")["nature"].code == "nature.published"
    assert line(desk, "title")["since"] == ORIGIN
    change(desk, "title=Autre")
    assert line(desk, "title")["nature"].code == "nature.declared"
    assert line(desk, "title")["since"] == desk.today()
    assert line(desk, "title")["author"] == "Camille"
    assert line(desk, "level")["nature"].code == "nature.published"
    assert line(desk, "level")["place"] == line(desk, "title")["place"] == "Annexe 3"


def test_a_value_given_back_stands_as_it_came(desk):
    former = desk.document.study.trainings.get("t010").title
    change(desk, "title=Autre")
    change(desk, f"title={former}")
    assert line(desk, "title")["nature"].code == "nature.published"
    assert line(desk, "title")["since"] == ORIGIN


def test_the_values_of_an_added_training_are_declared_since_it_was_added(desk):
    key = VERBS["trainings.add"].run(desk, values=["title=Neuve"]).data["key"]
    told = line(desk, "title", key)
    assert told["nature"] == word(desk.document.study.trainings.get(key).source.nature)
    assert told["since"] == desk.today()


def test_occupations_are_proposed_once_whatever_their_spelling(desk):
    for number, occupation in enumerate(("Zoologue IA", "zoologue  ia")):
        VERBS["rows.add"].run(
            desk,
            collection="leavers",
            values=["training=t010", f"year={2024 + number}", f"occupation={occupation}", "low=1",
                    "confidence=low"],
        )  # fmt: skip
    proposed = proposals(desk.document.study, "leavers", "occupation")
    assert [words for words in proposed if "oologue" in words] == ["Zoologue IA"]
    assert {row.name for row in desk.document.study.occupations} & set(proposed)
    assert proposals(desk.document.study, "trainings", "title") == ()
