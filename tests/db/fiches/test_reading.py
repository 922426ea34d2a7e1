"""The registers' files, read one fiche at a time, whatever they are worth."""

from __future__ import annotations

from datetime import date

import pytest

from db.fiches import reading
from db.fiches.reading import read_fiches
from planner.errors import StudyFileError
from planner.vocab import Register
from planner.watch import Cancelled, Watch
from tests.db.fiches.build import fiche, flux, packed, written


def refusal(path):
    with pytest.raises(StudyFileError) as caught:
        list(read_fiches(path))
    return caught.value.message.code.removeprefix("error.")


def test_a_fiche_is_read_with_its_codes_dates_and_blocks(tmp_path):
    (found,) = read_fiches(written(tmp_path / "a.xml", flux(fiche())))
    assert (found.number, found.title, found.register) == (
        "RNCP10001",
        "Chef de projet IA",
        Register.RNCP,
    )
    assert (found.level, found.is_active, found.expires_on) == (6, True, date(2029, 8, 31))
    assert (found.formacodes, found.nsf, found.romes) == (("31028",), ("326n",), ("M1805",))
    assert found.certifiers == ("Branche",)
    assert [block.code for block in found.blocks] == ["RNCP10001BC01"]  # not the correspondence's
    assert found.blocks[0].assessment == "Mise en situation"


def test_a_fiche_of_the_specific_register_has_no_level(tmp_path):
    (found,) = read_fiches(written(tmp_path / "a.xml", flux(fiche("RS7423", level="AUCUN"))))
    assert (found.register, found.level) == (Register.RS, None)


def test_an_older_spelling_of_block_titles_is_understood(tmp_path):
    old = (
        flux(fiche())
        .replace("LIBELLE>Chef", "INTITULE>Chef")
        .replace("équipe</LIBELLE", "équipe</INTITULE")
    )
    (found,) = read_fiches(written(tmp_path / "a.xml", old))
    assert found.blocks[0].title == "Chef de projet IA en équipe"


def test_a_published_fiche_may_be_inactive(tmp_path):
    (found,) = read_fiches(written(tmp_path / "a.xml", flux(fiche(active="Non"))))
    assert not found.is_active


def test_fiches_come_in_the_order_of_the_file_and_nameless_ones_are_left_out(tmp_path):
    text = flux(fiche("RNCP2"), fiche(""), fiche("RNCP1", title=""), fiche("RNCP1"))
    found = [each.number for each in read_fiches(written(tmp_path / "a.xml", text))]
    assert found == ["RNCP2", "RNCP1"]


def test_an_archive_with_one_list_of_fiches_is_read_as_the_list(tmp_path):
    text = flux(fiche(), fiche("RS1"))
    plain = list(read_fiches(written(tmp_path / "a.xml", text)))
    assert list(read_fiches(packed(tmp_path / "a.zip", fiches_xml=text, lisez_txt="x"))) == plain


def test_a_declared_encoding_is_followed(tmp_path):
    text = flux(fiche(title="Médiation")).replace("UTF-8", "ISO-8859-1").replace("’", "'")
    (found,) = read_fiches(written(tmp_path / "a.xml", text, "iso-8859-1"))
    assert found.title == "Médiation"


def test_odd_dates_and_levels_are_unknown(tmp_path):
    text = flux(fiche(level="NIV9")).replace("31/08/2029", "31/02/2029")
    (found,) = read_fiches(written(tmp_path / "a.xml", text))
    assert (found.level, found.expires_on) == (None, None)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<FICHES><FICHE><NUMERO_FICHE>RNCP1</NUMERO_FICHE><INTITULE>&b;</INTITULE></FICHE></FICHES>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<FICHES><FICHE><NUMERO_FICHE>RNCP1</NUMERO_FICHE><INTITULE>&a;</INTITULE></FICHE></FICHES>"
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "fiches_hostile"),
        (OUTSIDE, "fiches_hostile"),
        (flux(fiche())[:-30], "fiches_damaged"),
        (flux(fiche()).replace("</INTITULE>", "</TITRE>"), "fiches_damaged"),
        ("", "fiches_damaged"),
        ("pas de xml", "fiches_damaged"),
        ("<lheo><offres/></lheo>", "fiches_not_fiches"),
        ("<FICHES>" + "<a>" * 60 + "</a>" * 60 + "</FICHES>", "fiches_not_fiches"),
        (flux(fiche()).replace("UTF-8", "klingon"), "fiches_damaged"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(tmp_path, text, code):
    assert refusal(written(tmp_path / "a.xml", text)) == code


def test_bytes_that_are_not_the_declared_encoding_are_refused(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(flux(fiche(title="Médiation")).encode("iso-8859-1", errors="replace"))
    assert refusal(path) == "fiches_damaged"


def test_an_archive_of_two_lists_or_none_is_refused(tmp_path):
    two = packed(tmp_path / "two.zip", a_xml=flux(), b_xml=flux())
    none = packed(tmp_path / "none.zip", lisez_txt="x")
    assert (refusal(two), refusal(none)) == ("fiches_members", "fiches_members")


def test_an_archive_that_unpacks_beyond_measure_is_refused_before_it_is_read(tmp_path):
    bomb = packed(tmp_path / "a.zip", a_xml=flux("<x/>" + " " * (40 << 20)))
    assert refusal(bomb) == "fiches_too_large"


def test_a_stream_beyond_the_bound_is_refused_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    assert refusal(written(tmp_path / "a.xml", flux(*[fiche()] * 9))) == "fiches_too_large"


def test_a_damaged_archive_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", a_xml=flux(*[fiche()] * 50))
    whole = bytearray(path.read_bytes())
    whole[60:90] = b"\0" * 30
    path.write_bytes(whole)
    assert refusal(path) in ("fiches_archive", "fiches_damaged")


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "nothing.xml") == "file_missing"


def test_a_folder_is_refused(tmp_path):
    assert refusal(tmp_path) == "fiches_unreadable"


def test_reading_tells_how_far_it_is_and_stops_when_asked(tmp_path):
    path = written(tmp_path / "a.xml", flux(*(fiche(f"RNCP{n}") for n in range(1, 900))))
    told = []
    list(read_fiches(path, Watch(lambda done, _: told.append(done))))
    assert len(told) > 3
    assert told == sorted(told)
    stopped = Watch()
    stopped.cancel()
    with pytest.raises(Cancelled):
        list(read_fiches(path, stopped))
