"""The round trip: sent, edited as an institution would, received, decided upon, taken."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from planner.edits import Drop, Set
from planner.errors import ExportError, InvalidInput, StudyFileError, UsageError
from planner.messages import Interval
from planner.rows import Rows
from planner.study import Institution
from planner.vocab import ChoiceScope, Modality, Nature
from tests.exchange_files import FIRST_ROW, NEW, Hand, sendable
from ui.actions import exchange
from ui.actions.desk import Desk
from ui.actions.files import create_document, open_document
from ui.actions.incoming import held_against, receive_file
from ui.actions.texts import Texts

AT = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
SENT = "ENS – formations 2026.xlsx"


@pytest.fixture(scope="module")
def sendable_file(tmp_path_factory):
    """A closed study file of two institutions; copy it, never open it."""
    path = tmp_path_factory.mktemp("sendable") / "map.cartoplan"
    create_document(path, sendable(), "Camille", lambda: AT).close()
    return path


@pytest.fixture(scope="module")
def sent(sendable_file):
    """The folder of a file that was sent, what was sent in its ``out``; keys that it took."""
    folder = sendable_file.parent / "sent"
    folder.mkdir()
    number = count(1)
    with opened(Path(shutil.copy(sendable_file, folder)), number) as desk:
        exchange.send(desk, folder / "out", due="31/03/2026")
    return folder, next(number)


@contextmanager
def opened(path, number):
    document = open_document(path, "Camille", lambda: AT)
    yield Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: f"new{next(number)}")
    document.close()


@pytest.fixture
def far(request, tmp_path, sendable_file, sent):
    """A desk on a file of two institutions; what is sent goes to ``tmp_path / "out"``."""
    folder, first = sent if "sent_path" in request.fixturenames else (sendable_file.parent, 1)
    with opened(Path(shutil.copy(folder / sendable_file.name, tmp_path)), count(first)) as desk:
        yield desk


@pytest.fixture
def sent_path(far, sent, tmp_path):
    """What the first institution was sent, as ``far`` keeps it."""
    out = shutil.copytree(sent[0] / "out", tmp_path / "out")
    return out / SENT


def received(far, path, **given):
    return exchange.receive(far, [path], **given)


def of(far, key):
    return far.document.study.trainings.get(key)


def said(far, outcome):
    return [far.texts.say(sentence) for sentence in outcome.said]


def test_each_institution_is_sent_a_workbook_and_the_mailing_is_kept_as_one_step(far, tmp_path):
    outcome = exchange.send(far, tmp_path / "out", due="2026-03-31", edition="2026")
    assert [path.name for path in outcome.written] == [
        "ENS – formations 2026.xlsx",
        "IUT – formations 2026.xlsx",
    ]
    kept = far.document.study.mailings
    assert [(m.institution, m.edition, m.sent_on, m.due_on) for m in kept] == [
        ("ens", "2026", date(2026, 1, 15), date(2026, 3, 31)),
        ("iut", "2026", date(2026, 1, 15), date(2026, 3, 31)),
    ]
    assert list(json.loads(kept[0].base)["rows"]) == ["t1", "t2", "t3", "t4"]
    far.document.undo()
    assert len(far.document.study.mailings) == 0


def test_a_file_that_was_sent_is_never_replaced(far, tmp_path):
    first = exchange.send(far, tmp_path / "out", institution=["ens"]).written[0]
    before = first.read_bytes()
    second = exchange.send(far, tmp_path / "out", institution=["ENS", "ens"]).written
    assert [path.name for path in second] == ["ENS – formations 2026 (2).xlsx"]
    assert first.read_bytes() == before


def test_a_day_that_is_over_is_refused_and_nothing_is_written(far, tmp_path):
    with pytest.raises(InvalidInput, match="due_past"):
        exchange.send(far, tmp_path / "out", due="14/01/2026")
    assert not (tmp_path / "out").exists()
    assert len(far.document.study.mailings) == 0


def test_where_a_workbook_cannot_be_written_none_is_left_and_nothing_is_kept(
    far, tmp_path, monkeypatch
):
    import exports.institution_workbook as writer

    real, made = writer.write_institution_workbook, []

    def failing(form, path, speaker):
        if made:
            raise ExportError("export_no_room", file=str(path))
        made.append(path)
        real(form, path, speaker)

    monkeypatch.setattr(writer, "write_institution_workbook", failing)
    with pytest.raises(ExportError):
        exchange.send(far, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert len(far.document.study.mailings) == 0


def test_a_workbook_that_comes_back_untouched_changes_nothing(far, sent_path):
    before = far.document.study
    outcome = received(far, sent_path)
    assert outcome.data["counts"] == {
        "conflicting": 0, "changed": 0, "new": 0, "absent": 0, "refused": 0, "identical": 4,
    }  # fmt: skip
    after = far.document.study
    assert replace(after, replies=before.replies) == before
    (kept,) = after.replies
    assert (kept.institution, kept.mailing, kept.taken) == ("ens", before.mailings[0].key, 0)


def test_saved_again_by_openpyxl_it_is_still_untouched(far, sent_path):
    assert received(far, Hand(sent_path).save()).data["counts"]["identical"] == 4


def test_what_an_institution_typed_enters_the_study_as_one_step(far, sent_path):
    before = far.document.study
    hand = Hand(sent_path)
    hand.type("t1", "level", "bac+3")
    hand.type("t1", "family:b", "X")
    hand.type("t1", "family:a", None)
    hand.type("t1", "seats:2026", "au moins 12")
    hand.type("t1", "seats:2027", 24)
    hand.type("t1", "domain:vision", "oui")
    hand.type("t1", "domain:langues", None)
    hand.type("t2", "modalities", "initiale, continue")
    hand.type("t3", "city", "Douai")
    hand.type("t4", "is_archived", "Oui")
    hand.add(title="Nouveau BTS", level="5", city="Lille", seats__2027=30, family__c="x")
    outcome = received(far, hand.save())
    assert (outcome.data["taken"], outcome.data["open"]) == (5, 0)
    study = far.document.study
    assert (of(far, "t1").level, of(far, "t1").families) == (6, ("b",))
    told = {(s.training, s.year): (s.low, s.high) for s in study.seats}
    assert (told["t1", 2026], told["t1", 2027]) == ((12, None), (24, 24))
    assert [(h.training, h.domain, h.hours) for h in study.domain_hours] == [("t1", "vision", None)]
    assert of(far, "t2").modalities == (Modality.INITIAL, Modality.CONTINUING)
    assert of(far, "t3").city == "douai"
    assert of(far, "t4").is_archived
    new = next(row for row in study.trainings if row.title == "Nouveau BTS")
    assert (new.institution, new.level, new.city, new.families) == ("ens", 5, "lille", ("c",))
    assert told[new.key, 2027] == (30, 30)
    assert of(far, "t1").source.nature is Nature.DECLARED
    assert of(far, "t1").source.place == "Annexe 3"
    assert "ENS – formations 2026.xlsx" in of(far, "t1").source.note
    assert "15 janvier 2026" in of(far, "t1").source.note
    far.document.undo()
    assert far.document.study == before


def test_the_same_reply_taken_twice_says_so_and_changes_nothing(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    hand.add(title="Nouveau BTS")
    received(far, hand.save())
    once = far.document.study
    steps = len(far.document.store.history())
    again = received(far, sent_path)
    assert again.data["counts"]["identical"] == 5
    assert "déjà été reçu" in " ".join(said(far, again))
    assert far.document.study == once
    assert len(far.document.store.history()) == steps


def test_a_change_made_meanwhile_is_kept_until_a_person_decides(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    hand.type("t1", "months", 12)
    hand.save()
    meanwhile = (("level", 6), ("title", "Autre titre"))
    far.document.do(Set("trainings", "t1", meanwhile), far_label())
    looked = received(far, sent_path, dry_run=True)
    assert looked.data["counts"]["conflicting"] == 1
    outcome = received(far, sent_path)
    assert (of(far, "t1").level, of(far, "t1").months, of(far, "t1").title) == (
        6, 12, "Autre titre",
    )  # fmt: skip
    assert outcome.data["open"] == 1
    assert far.document.study.replies[0].undecided == 1
    received(far, sent_path, decide=["t1.level=theirs"])
    assert (of(far, "t1").level, of(far, "t1").title) == (8, "Autre titre")
    assert len(far.document.study.replies) == 1
    assert far.document.study.replies[0].undecided == 0


def far_label():
    from planner.messages import message

    return message("step.changed", name="t1", target="collection.trainings")


def test_all_cells_of_a_kind_may_be_decided_at_once(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    hand.save()
    far.document.do(Set("trainings", "t1", (("level", 6),)), far_label())
    before = far.document.study
    for words, level in (("conflicts=theirs", 8), ("conflicts=ours", 6), ("changes=ours", 6)):
        received(far, sent_path, decide=[words])
        assert of(far, "t1").level == level, words
        far.document.undo()
        assert far.document.study == before


def test_a_row_that_is_missing_is_a_decision_and_never_a_deletion(far, sent_path):
    hand = Hand(sent_path)
    hand.sheet.delete_rows(hand.row("t2"))
    for code in ("title", "city", "level", "hours", "comment", "family:b", "family:c"):
        hand.type("t4", code, None)
    for code in ("duration", "seats:2025", "seats:2026", "seats:2027"):
        hand.type("t4", code, None)
    hand.save()
    before = far.document.study.trainings
    outcome = received(far, sent_path)
    assert outcome.data["counts"]["absent"] == 2
    assert far.document.study.trainings == before
    received(far, sent_path, decide=["t2=archive", "t4=keep"])
    assert [of(far, key).is_archived for key in ("t2", "t4")] == [True, False]
    received(far, sent_path, decide=["absent=drop"])
    assert far.document.study.trainings.find("t4") is None


MEANINGLESS = ("t9=archive", "t1.level", "t1.level=mine", "t1.zz=ours", "absent=burn", "nowhere=x")


def test_a_decision_that_means_nothing_is_refused_and_nothing_is_written(far, sent_path):
    hand = Hand(sent_path)
    hand.sheet.delete_rows(hand.row("t2"))
    hand.type("t1", "level", 8)
    hand.save()
    before = far.document.study
    for words in MEANINGLESS:
        with pytest.raises(UsageError):
            pytest.fail(f"{words}: {received(far, sent_path, decide=[words])}")
        assert far.document.study == before, words


def test_sorting_moving_renaming_and_new_columns_do_not_break_the_way_back(
    far, sent_path, tmp_path
):
    hand = Hand(sent_path)
    sheet = hand.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
    rows = sorted(rows, key=lambda row: str(row[1]), reverse=True)
    sheet.delete_rows(FIRST_ROW, len(rows))
    for number, row in enumerate(rows):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(FIRST_ROW + 3 * number, place)  # two empty rows between
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    hand.type("t1", "months", 30)
    sheet.insert_cols(4, 2)
    sheet.cell(5, 4).value = "Mes notes"
    sheet.cell(FIRST_ROW, 4).value = "à revoir avec Paul"
    sheet.title = "Nos formations 2026"
    sheet.auto_filter.ref = None
    hand.book.move_sheet(sheet, 2)
    path = hand.save(tmp_path / "réponse de l'école (version 3).xlsx")
    outcome = received(far, path)
    assert outcome.data["counts"]["identical"] == 3
    assert outcome.data["unknown"] == ["Mes notes"]
    assert of(far, "t1").months == 30
    assert "Mes notes" in " ".join(said(far, outcome))


def test_without_the_hidden_sheet_the_hidden_codes_still_tell_which_mailing_it_is(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    del hand.book["cartoplan"], hand.book["Listes"]
    hand.save()
    outcome = received(far, sent_path)
    assert outcome.data["mailing"] == far.document.study.mailings[0].key
    assert of(far, "t1").level == 8
    assert outcome.data["counts"]["identical"] == 3


def test_without_keys_rows_are_known_by_their_titles(far, sent_path):
    hand = Hand(sent_path)
    for key in ("t1", "t2", "t3", "t4"):
        hand.type(key, "key", None)
    hand.save()
    assert received(far, sent_path).data["counts"]["identical"] == 4


def test_a_copy_that_somebody_changed_is_told_and_never_believed(far, sent_path):
    hand = Hand(sent_path)
    hidden = hand.book["cartoplan"]
    heads = [cell.value for cell in hidden[6]]
    hidden.cell(7, heads.index("level") + 1).value = "6"
    hand.type("t1", "level", 8)
    hand.save()
    far.document.do(Set("trainings", "t1", (("level", 6),)), far_label())
    outcome = received(far, sent_path)
    assert outcome.data["counts"]["conflicting"] == 1
    assert of(far, "t1").level == 6
    assert any("copie cachée" in sentence for sentence in said(far, outcome))


def test_a_mailing_that_the_study_never_kept_replaces_nothing(far, sent_path):
    far.document.do(Drop("mailings", far.document.study.mailings[0].key), far_label())
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    hand.type("t1", "hours", 300)
    hand.save()
    outcome = received(far, sent_path)
    assert (of(far, "t1").level, of(far, "t1").hours) == (7, 300)
    assert outcome.data["open"] == 1
    assert any("n’a pas gardé l’envoi" in sentence for sentence in said(far, outcome))


def test_a_file_of_a_later_layout_is_refused(far, sent_path):
    hand = Hand(sent_path)
    hand.book["cartoplan"]["B1"] = "2"
    hand.save()
    with pytest.raises(InvalidInput, match="reply_too_new"):
        received(far, sent_path)


def test_a_refused_row_goes_back_with_its_reasons_and_comes_back_right(far, sent_path, tmp_path):
    hand = Hand(sent_path)
    hand.type("t1", "months", "deux ans")
    hand.type("t1", "seats:2026", "beaucoup")
    hand.type("t2", "level", 8)
    hand.add(title="Nouveau", level="bac+9")
    hand.save()
    outcome = received(far, sent_path, back=tmp_path / "back")
    assert outcome.data["counts"]["refused"] == 2
    assert (of(far, "t1").months, of(far, "t2").level) == (24, 8)
    back = tmp_path / "back" / "ENS – formations 2026 – à corriger.xlsx"
    assert outcome.written == (back,)
    again = Hand(back)
    assert [again.sheet.cell(row, 1).value for row in (6, 7)] == ["t1", None]
    why = again.cell("t1", "reason").value
    assert "deux ans" in why
    assert "beaucoup" in why
    assert again.cell("t1", "months").value == "deux ans"
    assert again.book[NEW].cell(6, again.column("title", again.book[NEW])).value == "Nouveau"
    again.type("t1", "months", 25)
    again.type("t1", "seats:2026", 26)
    again.add(level="bac+2")
    again.save()
    right = received(far, back)
    assert right.data["counts"] == {
        "conflicting": 0, "changed": 1, "new": 1, "absent": 0, "refused": 0, "identical": 0,
    }  # fmt: skip
    assert of(far, "t1").months == 25
    assert far.document.study.seats.get("s1").low == 26


def test_refusals_say_sheet_cell_value_rule_and_remedy(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "months", 999)
    hand.type("t2", "title", None)
    hand.type("t3", "family:a", "peut-être")
    hand.type("t4", "hours", "=1+1")
    hand.save()
    refused = received(far, sent_path, dry_run=True).data["refused"]
    found = {(each["sheet"], each["cell"][:-1], each["value"]) for each in refused}
    assert {value for _, _, value in found} >= {"999", "", "peut-être"}
    sentences = " ".join(each["said"] for each in refused)
    assert "de 0 à 120" in sentences
    assert "mettre x" in sentences
    assert "formule" in sentences


def test_an_unknown_value_is_mapped_and_the_choice_is_remembered(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "city", "Villeneuve")
    hand.save()
    looked = received(far, sent_path, dry_run=True)
    assert (looked.data["unknown"], looked.data["counts"]["refused"]) == (["Villeneuve"], 1)
    received(far, sent_path, understand=["villeneuve=Douai"])
    assert of(far, "t1").city == "douai"
    (kept,) = far.document.study.import_choices
    assert (kept.scope, kept.field, kept.given, kept.taken, kept.institution) == (
        ChoiceScope.VALUE, "trainings.city", "Villeneuve", "Douai", "ens",
    )  # fmt: skip
    again = received(far, sent_path, dry_run=True)
    assert (again.data["unknown"], again.data["counts"]["refused"]) == ([], 0)


def test_an_unknown_value_may_be_left_out(far, sent_path):
    hand = Hand(sent_path)
    hand.type("t1", "city", "partout")
    hand.save()
    received(far, sent_path, understand=["partout="])
    assert of(far, "t1").city is None


def test_an_added_column_may_be_read_as_one_of_ours_or_into_the_remarks(far, sent_path):
    hand = Hand(sent_path)
    last = hand.sheet.max_column
    hand.sheet.cell(5, last + 1).value = "Places 2028"
    hand.sheet.cell(5, last + 2).value = "Responsable"
    hand.sheet.cell(hand.row("t1"), last + 1).value = 14
    hand.sheet.cell(hand.row("t1"), last + 2).value = "Paul"
    hand.save()
    looked = received(far, sent_path, dry_run=True)
    assert looked.data["unknown"] == ["Places 2028", "Responsable"]
    with pytest.raises(InvalidInput, match="no_such_column"):
        received(far, sent_path, understand=["Responsable=chief"])
    chosen = ["Places 2028=seats:2028", "Responsable=comment"]
    received(far, sent_path, understand=chosen)
    told = {(s.training, s.year): s.low for s in far.document.study.seats}
    assert told["t1", 2028] == 14
    assert of(far, "t1").comment == "Responsable\u202f: Paul"
    assert received(far, sent_path).data["counts"]["identical"] == 4


def own_table(tmp_path, *rows, heads=("Intitulé", "Ville", "Niveau", "Places 2026")):
    book = Workbook()
    book.active.append(["Notre offre"])
    book.active.append(list(heads))
    for row in rows:
        book.active.append(list(row))
    path = tmp_path / "offre.xlsx"
    book.save(path)
    return path


def test_a_table_of_their_own_fills_what_is_unknown_and_replaces_nothing(far, tmp_path):
    path = own_table(
        tmp_path, ("2026", "Lille", "bac+2", 18), ("Bachelor IA", "Lille", 6, "20 à 25")
    )
    with pytest.raises(InvalidInput, match="reply_of_nobody"):
        received(far, path)
    outcome = received(far, path, institution="ens")
    assert outcome.data["counts"]["conflicting"] == 1
    assert outcome.data["counts"]["absent"] == 3
    assert (of(far, "t4").city, of(far, "t4").level) == ("douai", 5)
    told = {(s.training, s.year): (s.low, s.high) for s in far.document.study.seats}
    assert told["t4", 2026] == (18, 18)
    new = next(row for row in far.document.study.trainings if row.title == "Bachelor IA")
    assert told[new.key, 2026] == (20, 25)
    again = received(far, path, institution="ens")
    assert again.data["counts"]["new"] == 0


def test_a_file_that_is_no_table_is_refused_in_one_sentence(far, tmp_path):
    path = own_table(tmp_path, ("x", 1), heads=("Recette", "Temps de cuisson"))
    with pytest.raises(InvalidInput, match="reply_no_table"):
        received(far, path, institution="ens")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut")
    before = far.document.study
    with pytest.raises(StudyFileError):
        received(far, broken)
    assert far.document.study == before


def test_several_files_are_taken_a_step_each(far, sent_path, tmp_path):
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    hand.save()
    other = Hand(tmp_path / "out" / "IUT – formations 2026.xlsx")
    other.type("u1", "level", 6)
    other.save()
    outcome = exchange.receive(far, [sent_path, other.path])
    assert [each["taken"] for each in outcome.data] == [1, 1]
    assert (of(far, "t1").level, of(far, "u1").level) == (8, 6)
    far.document.undo()
    assert (of(far, "t1").level, of(far, "u1").level) == (8, 5)


def test_thirty_institutions_are_sent_and_received_in_one_run(tmp_path):
    made = sendable()
    extra = [Institution(key=f"i{n:02}", name=f"École {n}", rank=n) for n in range(28)]
    made = replace(made, institutions=Rows([*made.institutions, *extra]))
    path = tmp_path / "map.cartoplan"
    create_document(path, made, "Camille", lambda: AT).close()
    number = count(1)
    document = open_document(path, "Camille", lambda: AT)
    desk = Desk(document, Texts("fr"), "Camille", lambda: AT, lambda: f"new{next(number)}")
    written = exchange.send(desk, tmp_path / "out").written
    assert len(written) == 30
    outcome = exchange.receive(desk, list(written))
    assert sum(each["taken"] for each in outcome.data) == 0
    assert len(document.study.replies) == 30
    assert exchange.status(desk).tables[0].column("standing").count("") == 0
    document.close()


def test_the_follow_up_says_who_was_sent_what_who_answered_and_who_is_late(far, sent_path):
    late = replace_day(far, datetime(2026, 4, 2, tzinfo=UTC))
    assert standings(late) == ["en retard", "en retard"]
    assert standings(far) == ["attendue", "attendue"]
    received(far, sent_path)
    assert standings(late) == ["répondu", "en retard"]
    texts = exchange.remind(late).data
    assert [each["institution"] for each in texts] == ["iut"]
    assert "31 mars 2026" in texts[0]["text"]
    assert "IUT – formations 2026.xlsx" in texts[0]["text"]
    assert "Camille" in texts[0]["text"]
    received(late, sent_path.with_name("IUT – formations 2026.xlsx"))
    assert said(late, exchange.remind(late))[0].startswith("Personne à relancer")


def replace_day(desk, at):
    return Desk(desk.document, desk.texts, desk.author, lambda: at, desk.new_key)


def standings(desk):
    table = exchange.status(desk).tables[0]
    return [desk.texts.say(value) for value in table.column("standing")]


def test_an_institution_that_was_sent_nothing_is_said_to_be(far):
    assert standings(far) == ["non envoyé", "non envoyé"]


def test_what_is_held_against_the_study_writes_nothing(far, sent_path):
    before = far.document.study
    hand = Hand(sent_path)
    hand.type("t1", "level", 8)
    incoming = held_against(far, receive_file(hand.save()))
    assert incoming.comparison.counts()["changed"] == 1
    assert far.document.study == before
    cell = next(c for c in incoming.comparison.rows[0].cells if c.code == "level")
    assert (cell.base, cell.ours, cell.theirs) == (7, 7, 8)
    seats = next(c for c in incoming.comparison.rows[0].cells if c.code == "seats:2026")
    assert seats.theirs == Interval(20, 30)


EDITED = "édité.xlsx"


def edited(path, out):
    """The workbook with some cells typed into."""
    hand = Hand(path)
    hand.type("t1", "level", "Niveau 8 (doctorat)")
    hand.type("t1", "seats:2026", "20 à 40")
    hand.add(title="Nouveau BTS", seats__2026=12)
    return hand.save(out)


@pytest.fixture(scope="module")
def by_office(sent, tmp_path_factory):
    """What the first institution was sent, untouched and edited, as LibreOffice saves them."""
    path, folder = sent[0] / "out" / SENT, tmp_path_factory.mktemp("office")
    return converted([path, edited(path, folder / EDITED)], folder / "saved")


def converted(paths, folder):
    """The folder where LibreOffice, started once, saves the workbooks."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir()
    home = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.libreoffice
def test_saved_by_libreoffice_it_comes_back_untouched(far, sent_path, by_office):
    outcome = received(far, by_office / SENT)
    assert outcome.data["counts"]["identical"] == 4
    assert outcome.data["unknown"] == []


@pytest.mark.libreoffice
def test_edited_then_saved_by_libreoffice_only_the_edits_enter(far, sent_path, by_office):
    saved = by_office / EDITED
    outcome = received(far, saved)
    assert outcome.data["counts"] == {
        "conflicting": 0, "changed": 1, "new": 1, "absent": 0, "refused": 0, "identical": 3,
    }  # fmt: skip
    assert of(far, "t1").level == 8
    assert far.document.study.seats.get("s1").high == 40
    assert load_workbook(saved)["cartoplan"].sheet_state != "visible"
