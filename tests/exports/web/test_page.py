"""The page for students as a file: whole, closed, escaped, the same each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from db.samples.reading import read_sample
from exports.web.data import address, anchor
from exports.web.markup import Markup, script_json, tag
from exports.web.page import page, write_web
from exports.web.site import UNKNOWN, Facet, Site
from planner.errors import ExportError
from planner.study import Family, Study
from planner.watch import Cancelled, Watch
from tests.build import study, training
from tests.exports.web.conftest import ON
from tests.exports.web.studies import small
from ui.actions.texts import LANGUAGES, Texts

HOSTILE = "</script><script>document.title='x'</script><img src=x onerror=alert(1)>\" ' &amp; <!--"
_VOID = {"meta", "input", "br"}


class Reading(HTMLParser):
    """The elements of a page, checked to be closed in their order."""

    def __init__(self, said):
        super().__init__()
        self.found, self.open, self.text = [], [], []
        self.feed(said)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text.append(data)


def said(given, language="fr"):
    return page(given, Texts(language), on=ON, fingerprint="ab12cd34ef56ab78")


def text(given, language="fr"):
    return " ".join(" ".join(Reading(said(given, language)).text).split())


def data(given):
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', said(given), re.S
    )
    return json.loads(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "given", [small(), read_sample(), Study()], ids=["small", "shipped", "none"]
)
def test_a_page_is_well_formed_and_its_identifiers_are_unique(given, language):
    reading = Reading(said(given, language))
    ids = [attrs["id"] for _, attrs in reading.found if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))
    assert dict(reading.found)["html"] == {"lang": language}


def test_links_inside_the_page_lead_somewhere():
    reading = Reading(said(read_sample()))
    ids = {attrs.get("id") for _, attrs in reading.found}
    links = [attrs["href"] for name, attrs in reading.found if name == "a"]
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links if "=" not in link} <= ids


def test_nothing_of_the_page_comes_from_elsewhere():
    reading = Reading(said(read_sample()))
    assert {"link", "img", "iframe", "object", "base"} & {
        name for name, _ in reading.found
    } == set()
    assert not [attrs for _, attrs in reading.found if "src" in attrs or "style" in attrs]
    assert not [attrs for _, attrs in reading.found if any(key.startswith("on") for key in attrs)]
    assert "url(" not in said(read_sample()).replace("url(#", "")
    assert "http" not in said(read_sample()).replace("http-equiv", "")


def test_the_policy_forbids_every_connection():
    reading = Reading(said(small()))
    (policy,) = [
        attrs["content"]
        for _, attrs in reading.found
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert {part.split()[0] for part in policy.split("; ")} == {
        "default-src", "style-src", "script-src", "base-uri", "form-action",
    }  # fmt: skip


def test_texts_of_a_study_are_only_texts():
    families = [Family(key="f", name=f"F {HOSTILE}", short_name="<b>F", examples=HOSTILE)]
    row = training("t1", "f", title=HOSTILE, duration=HOSTILE)
    given = replace(study(trainings=[row]), families=study().families.put(families[0]))
    reading = Reading(said(given))
    names = [name for name, _ in reading.found]
    assert (names.count("script"), names.count("img"), names.count("b")) == (2, 0, 0)
    assert HOSTILE in "".join(reading.text)
    assert data(given)["trainings"][0]["title"] == HOSTILE


def test_data_in_a_script_cannot_end_it():
    told = script_json({"a": "</script><!-- \u2028 & é"})
    assert "<" not in told
    assert "\u2028" not in told
    assert json.loads(told) == {"a": "</script><!-- \u2028 & é"}


def test_elements_escape_what_is_not_markup():
    assert tag("p", "<b>", Markup("<b>"), None, ["x", ("y",)], title='"', hidden=True, id=None) == (
        '<p title="&quot;" hidden>&lt;b&gt;<b>xy</p>'
    )
    assert tag("input", type="search", aria_label="a") == '<input type="search" aria-label="a">'
    assert tag("p", "a\x00b\x1bc") == "<p>abc</p>"
    with pytest.raises(TypeError):
        tag("p", 3)


def test_unknown_is_told_as_not_communicated_never_as_zero():
    told = text(study(trainings=[training(level=None, city=None, institution=None)]))
    assert "Niveau non communiqué" in told
    assert "Non communiqué : durée, modalité, places et domaines" in told.replace("\u202f", " ")
    assert " 0 " not in told.split("Trouver une formation", 1)[1].split("Les mots")[0]


def test_what_is_known_of_a_training_is_on_its_card():
    told = text(small()).replace("\u202f", " ")
    card = told.split("BTS Médiation", 2)[1]
    for known in ("ENS · Lille", "alternance", "24 – 30 en 2026", "Annexe 3, ligne 4599"):
        assert known in card
    assert "900 heures" in told
    assert "Vision par ordinateur" in told


def test_what_is_not_for_students_stays_out():
    told = said(small())
    for inner in ("Remarque interne", "Fermée", "Jamais décrite"):
        assert inner not in told
    assert "7 en 2026" not in text(small())


def test_a_declared_bridge_comes_before_what_is_inferred():
    card = text(small()).split("Licence d’informatique", 1)[1]
    after = card.split("Après, à envisager", 1)[1]
    assert after.index("Doctorat") < after.index("Master vision")
    assert "(passerelle déclarée)" in after


def test_sources_edition_and_date_are_at_the_foot():
    told = text(read_sample()).split("Sources et date", 1)[1]
    for known in ("Impact de l'intelligence artificielle", "Erdyn", "2019", "22 novembre 2026"):
        assert known in told


def test_the_page_is_written_in_the_language_that_is_asked():
    told = text(small(), "en")
    assert "Find a training" in told
    assert "not communicated" in told.lower()
    reading = Reading(said(small(), "en"))
    titles = [attrs for name, attrs in reading.found if name == "h4"]
    assert {attrs.get("lang") for attrs in titles} == {"fr"}


def test_the_same_study_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_web(read_sample(), tmp_path / name, Texts("fr"), on=ON, fingerprint="x")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert b"\r" not in (tmp_path / "a").read_bytes()


def test_a_page_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(ExportError):
        write_web(small(), tmp_path / "no" / "a.html", Texts("fr"), on=ON, fingerprint="x")
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        write_web(small(), tmp_path / "a", Texts("fr"), on=ON, fingerprint="x", watch=watch)
    assert list(tmp_path.iterdir()) == []


def test_facets_count_each_training_once_for_each_value():
    site = Site(small(), Texts("fr"))
    counts = {facet: {o.key: o.n for o in site.options(facet)} for facet in Facet}
    assert counts[Facet.LEVEL] == {"5": 1, "6": 1, "7": 1, "8": 1, UNKNOWN: 1}
    assert counts[Facet.FAMILY] == {"a": 3, "b": 1, "c": 1, UNKNOWN: 1}
    assert counts[Facet.MODALITY] == {"apprenticeship": 1, UNKNOWN: 4}
    assert counts[Facet.DOMAIN] == {"d": 1, UNKNOWN: 4}


def test_a_facet_of_which_nobody_told_anything_is_a_sentence():
    told = text(read_sample())
    assert "Les heures par domaine ne sont pas communiquées à ce jour." in told


def test_keys_that_no_address_can_bear_have_other_anchors():
    site = Site(study(trainings=[training("t é/1"), training("t2")]), Texts("fr"))
    assert [anchor(site, row) for row in site.rows] == ["n-0", "t-t2"]
    assert address(family="a&b=c#é") == "#family=a%26b%3Dc%23%C3%A9"
