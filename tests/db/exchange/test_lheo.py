"""LHEO files, ours and others', whatever they are worth."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.exchange import lheo as reading
from db.exchange.lheo import read_lheo
from db.samples.reading import read_sample
from exports.lheo import write_lheo
from planner.errors import StudyFileError
from planner.exchange.lheo import Doubt
from planner.study import Domain, DomainHours, Seats, Source
from planner.text import clean, unwritable
from planner.vocab import Confidence, DomainScheme, Modality, Nature, SeatKind
from planner.watch import Cancelled, Watch
from tests.build import FAMILIES, study, training
from tests.db.exchange.lheo_files import OLDER, formation, lheo, put
from tests.tries import tries
from ui.actions.texts import Texts

AT = datetime(2026, 11, 22, tzinfo=UTC)


def refusal(path):
    with pytest.raises(StudyFileError) as caught:
        list(read_lheo(path))
    return caught.value.message.code.removeprefix("error.")


def told(path):
    """What becomes of a file: it is read, or refused by one of our codes."""
    try:
        return "error.lheo_read" if list(read_lheo(path)) else ""
    except StudyFileError as error:
        return error.message.code


def one(tmp_path, *args, **values):
    (found,) = read_lheo(put(tmp_path / "a.xml", lheo(formation(*args, **values))))
    return found


def came_back(known, path):
    """The carried rows of a study, after a way through a file."""
    write_lheo(known, path, Texts("fr"), at=AT)
    own = [offer.own for offer in read_lheo(path)]
    return (
        [each.training for each in own],
        {row.key: row for each in own for row in each.seats},
        {row.key: row for each in own for row in each.hours},
    )


def test_the_shipped_inventory_comes_back_whole(tmp_path):
    known = read_sample()
    trainings, seats, hours = came_back(known, tmp_path / "a.xml")
    assert trainings == [row for row in known.trainings if not row.is_archived]
    assert (seats, hours) == ({}, {})


PRINTED = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300).map(
    lambda text: clean("".join(sign for sign in text if unwritable(sign) is None))
)
NAMED = PRINTED.map(lambda text: text or "x")
KEYS = st.text("abcdefgh&<\"'é .:-", min_size=1, max_size=12).map(clean).filter(bool)
SOURCES = st.builds(
    Source,
    st.sampled_from(Nature),
    PRINTED,
    st.none() | st.integers(0, 10**9),
    PRINTED,
)


@st.composite
def inventories(draw):
    """A study with trainings, places and hours that say anything a study may say."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
    trainings = [
        training(
            key,
            *draw(st.lists(st.sampled_from(FAMILIES), unique=True)),
            rank=draw(st.integers(-5, 10**9)),
            source=draw(SOURCES),
            title=draw(NAMED),
            printed_institution=draw(PRINTED)[:200].strip(),
            institution=draw(st.sampled_from([None, "ens", "iut"])),
            city=draw(st.sampled_from([None, "lille", "douai"])),
            level=draw(st.none() | st.integers(1, 8)),
            printed_level=draw(PRINTED)[:200].strip(),
            duration=draw(PRINTED)[:200].strip(),
            months=draw(st.none() | st.integers(0, 120)),
            hours=draw(st.none() | st.integers(0, 20_000)),
            modalities=tuple(draw(st.lists(st.sampled_from(Modality), unique=True))),
            is_described=draw(st.booleans()),
            comment=draw(PRINTED),
        )
        for key in keys
    ]
    owners = st.sampled_from(keys)
    seats = [
        Seats(
            key=f"s{n}",
            rank=n,
            source=draw(SOURCES),
            training=draw(owners),
            year=draw(st.integers(1990, 2100)),
            kind=draw(st.sampled_from(SeatKind)),
            low=(low := draw(st.integers(0, 1000))),
            high=draw(st.none() | st.integers(low, 1000)),
            confidence=draw(st.sampled_from(Confidence)),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    hours = [
        DomainHours(
            key=f"h{n}",
            rank=n,
            source=draw(SOURCES),
            training=draw(owners),
            domain="d",
            hours=draw(st.none() | st.integers(0, 20_000)),
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    domain = Domain(key="d", scheme=DomainScheme.VISIBILITY, name="Apprentissage")
    return study(trainings=trainings, seats=seats, domain_hours=hours, domains=[domain])


@tries(120)
@given(inventories())
def test_what_a_file_of_ours_carries_comes_back_as_it_was(known):
    with TemporaryDirectory() as folder:
        trainings, seats, hours = came_back(known, Path(folder) / "a.xml")
    assert trainings == list(known.trainings)
    assert seats == {row.key: row for row in known.seats}
    assert hours == {row.key: row for row in known.domain_hours}


def test_a_file_of_ours_names_what_its_rows_refer_to(tmp_path):
    path = tmp_path / "a.xml"
    write_lheo(study(trainings=[training("t1", "a")]), path, Texts("fr"), at=AT)
    (offer,) = read_lheo(path)
    assert offer.own.names["families", "a"] == "Famille a"
    assert offer.own.names["institutions", "ens"] == "ENS"


def test_another_producer_is_understood(tmp_path):
    found = one(tmp_path)
    assert (found.title, found.institution, found.city) == (
        "Intégrer l’IA générative",
        "Ens",
        "LILLE",
    )
    assert (found.level, found.duration, found.hours, found.own) == (5, "5 jours", 35, None)
    assert (found.doubts, found.fault, found.number) == ((), "", 1)


def test_the_older_namespace_and_its_levels_are_understood(tmp_path):
    levels = ["0", "1", "3", "4", "5", "6", "7"]
    text = lheo(*(formation(level=level) for level in levels), namespace=OLDER)
    found = list(read_lheo(put(tmp_path / "a.xml", text)))
    assert [each.level for each in found] == [None, None, None, 3, 4, 5, 6]
    assert [each.number for each in found] == list(range(1, 8))


def test_a_former_level_that_is_two_european_ones_is_told_not_guessed(tmp_path):
    found = one(tmp_path, level="8")
    assert found.level is None
    assert found.doubts == (Doubt("code-niveau-sortie", "8"),)


def test_numbers_that_are_none_are_told(tmp_path):
    found = one(tmp_path, hours="environ 35", level="19")
    assert (found.hours, found.level) == (None, None)
    assert {each.element for each in found.doubts} == {
        "nombre-heures-total",
        "code-niveau-sortie",
    }


def test_what_bears_our_mark_of_the_unknown_is_unknown(tmp_path):
    bare = training(city=None, institution=None, level=None)
    path = tmp_path / "a.xml"
    write_lheo(study(trainings=[bare]), path, Texts("fr"), at=AT, with_own=False)
    (found,) = read_lheo(path)
    assert (found.institution, found.city, found.level) == ("", "", None)


def test_offers_inside_an_lheo_plus_are_found(tmp_path):
    text = lheo(formation()).replace("<lheo ", "<lheo-plus ", 1).replace("</lheo>", "</lheo-plus>")
    text = text.replace("<offres>", "<lheo><offres>").replace("</offres>", "</offres></lheo>")
    assert len(list(read_lheo(put(tmp_path / "a.xml", text)))) == 1


@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "utf-16"])
def test_a_declared_encoding_is_followed(tmp_path, name):
    text = lheo(formation("Médiation"), encoding=name)
    (found,) = read_lheo(put(tmp_path / "a.xml", text, name))
    assert found.title == "Médiation"


def test_a_mark_of_the_byte_order_is_no_harm(tmp_path):
    (found,) = read_lheo(put(tmp_path / "a.xml", lheo(formation()), "utf-8-sig"))
    assert found.title


ENTITY = '<!DOCTYPE lheo [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE lheo [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def hostile(doctype):
    return lheo(formation("&b;")).replace("?>", f"?>{doctype}", 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (hostile(ENTITY), "lheo_hostile"),
        (hostile(OUTSIDE), "lheo_hostile"),
        (lheo(formation())[:-40], "lheo_damaged"),
        (lheo(formation()).replace("</session>", "</sesion>"), "lheo_damaged"),
        ("", "lheo_damaged"),
        ("PK\x03\x04", "lheo_damaged"),
        (lheo(formation(), encoding="klingon"), "lheo_damaged"),
        (lheo(formation("&nbsp;")), "lheo_damaged"),
        ("<FICHES/>", "lheo_not_lheo"),
        (lheo(formation(), namespace="http://autre"), "lheo_not_lheo"),
        (lheo("<a>" * 60 + "</a>" * 60), "lheo_not_lheo"),
        (lheo(), "lheo_no_training"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(tmp_path, text, code):
    assert refusal(put(tmp_path / "a.xml", text)) == code


def test_bytes_that_are_not_the_declared_encoding_are_refused(tmp_path):
    assert refusal(put(tmp_path / "a.xml", lheo(formation("é")), "windows-1252")) == "lheo_damaged"


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert refusal(tmp_path / "nothing.xml") == "lheo_unreadable"
    assert refusal(tmp_path) == "lheo_unreadable"


def test_a_training_beyond_the_bound_is_refused_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PART", 200_000)
    path = put(tmp_path / "a.xml", lheo(formation("x" * 900_000)))
    assert refusal(path) == "lheo_too_large"
    many = put(tmp_path / "b.xml", lheo(*[formation()] * 400))
    assert len(list(read_lheo(many))) == 400


def test_a_file_beyond_the_bound_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100_000)
    assert refusal(put(tmp_path / "a.xml", lheo(*[formation()] * 400))) == "lheo_too_large"


OWN = """<extras info="cartoplan"><extras info="cartoplan:trainings" numero="t1">
<extra info="cartoplan:title">T</extra><extra info="cartoplan:is_described">true</extra>
<extra info="cartoplan:is_archived">false</extra>
<extra info="cartoplan:source.nature">declared</extra>{more}</extras>{rows}</extras>"""
SEATS = (
    '<extras info="cartoplan:seats" numero="s"><extra info="cartoplan:training">t2</extra></extras>'
)


@pytest.mark.parametrize(
    ("more", "rows", "fault"),
    [
        ('<extra info="cartoplan:months">douze</extra>', "", "months"),
        ('<extra info="cartoplan:months">' + "9" * 5000 + "</extra>", "", "months"),
        ('<extra info="cartoplan:modalities">x</extra>', "", "modalities"),
        ('<extra info="cartoplan:title">encore</extra>', "", "title"),
        ('<extra info="cartoplan:secret">x</extra>', "", "secret"),
        ('<extra info="cartoplan:rank">x</extra>', "", "rank"),
        ("", SEATS, "year"),
        ("", '<extras info="cartoplan:claims" numero="c"/>', "claims"),
        ("", '<extras info="cartoplan:trainings" numero="t2"/>', "title"),
    ],
)
def test_own_fields_that_cannot_be_read_are_named(tmp_path, more, rows, fault):
    found = one(tmp_path, more=OWN.format(more=more, rows=rows))
    assert (found.own, found.fault) == (None, fault)


def test_places_of_another_training_are_refused(tmp_path):
    seats = Seats(key="s", training="t2", year=2026, kind=SeatKind.OPEN, low=1, high=2)
    known = study(trainings=[training("t1"), training("t2")], seats=[seats])
    path = tmp_path / "a.xml"
    write_lheo(known, path, Texts("fr"), at=AT)
    text = path.read_text("utf-8")
    text = text.replace('info="cartoplan:training">t2', 'info="cartoplan:training">t1')
    put(path, text)
    assert [each.fault for each in read_lheo(path)] == ["", "training"]


def test_reading_tells_how_far_it_is_and_stops_when_asked(tmp_path):
    path = put(tmp_path / "a.xml", lheo(*(formation(number=n) for n in range(400))))
    told = []
    list(read_lheo(path, Watch(lambda done, _: told.append(done))))
    assert len(told) > 3
    assert told == sorted(told)
    stopped = Watch()
    stopped.cancel()
    with pytest.raises(Cancelled):
        list(read_lheo(path, stopped))


@tries(150)
@given(st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_never_more(data):
    whole = bytearray(lheo(formation(), formation("b")).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=12))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        path.write_bytes(bytes(whole))
        assert told(path) in {
            f"error.lheo_{code}"
            for code in ("read", "hostile", "damaged", "not_lheo", "no_training")
        }


def test_texts_of_others_are_kept_clean(tmp_path):
    found = one(tmp_path, "  Me\u0301diation\u0085 &#x9F; ")
    assert found.title == "Médiation"
