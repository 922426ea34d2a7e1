"""The page for students in a real browser: found, filtered, read, without a mouse, offline."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs

import pytest

from db.samples.reading import read_sample
from exports.web.site import Facet, Site
from planner.figures.palette import DARK, Ink
from planner.text import search_key
from tests.build import study, training
from tests.exports.web.studies import small
from tests.exports.web.test_page import HOSTILE
from ui.actions.texts import Texts

pytestmark = pytest.mark.chromium

TITLES = "[...document.querySelectorAll('#cards article')].filter(c => c.checkVisibility())" \
         ".map(c => c.querySelector('h4').textContent)"  # fmt: skip
COUNT = "document.getElementById('count').textContent"


def titles(page):
    return page.run(TITLES)


def expected(given, **asked):
    """What a filter leaves, computed here: the second way."""
    site = Site(given, Texts("fr"))
    left = []
    for row in site.rows:
        words = " ".join([row.title, site.institution(row), site.city(row), site.level(row.level)])
        families = [given.families.get(key).name for key in row.families]
        text = search_key(" ".join([words, *families, *site.domains(row)]))
        if all(word in text for word in search_key(asked.get("q", "")).split()) and all(
            set(asked[facet].split(",")) & set(site.values(row, Facet(facet)))
            for facet in Facet
            if facet in asked
        ):
            left.append(row.title)
    return left


@pytest.mark.parametrize(
    "at",
    [
        "",
        "#family=ia-ingenieur",
        "#level=5,6",
        "#family=developpement&level=7",
        "#city=lille&level=7,8&family=conception",
        "#modality=-",
        "#modality=apprenticeship",
        "#q=mediation",
        "#q=INGÉNIEUR%20lille",
        "#city=nowhere",
        "#level=8&q=licence",
    ],
)
def test_an_address_sets_the_filters(shown, at):
    given = read_sample()
    page = shown(given, at)
    asked = {key: values[0] for key, values in parse_qs(at[1:]).items()}
    assert titles(page) == expected(given, **asked)
    assert page.run("document.getElementById('empty').checkVisibility()") == (not titles(page))


def test_typing_filters_the_list_and_says_how_many_are_left(shown):
    page = shown(small())
    page.run("document.getElementById('q').focus()")
    page.type("mediation")
    page.wait("location.hash === '#q=mediation'")
    assert titles(page) == ["BTS Médiation"]
    assert page.run(COUNT) == "1 sur 5 formations"
    assert page.run("document.getElementById('count').getAttribute('role')") == "status"


def test_choosing_keeps_the_choice_in_the_address_and_recounts_the_others(shown):
    page = shown(small())
    page.run(
        "const list = document.getElementById('f-family'); list.value = 'a';"
        "list.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert page.run("location.hash") == "#family=a"
    assert titles(page) == ["BTS Médiation", "Licence d’informatique", "Master vision"]
    cities = page.run("[...document.getElementById('f-city').options].map(o => o.textContent)")
    assert cities == ["Toutes les villes", "Douai (1)", "Lille (2)", "non communiqué (0)"]


def test_a_chosen_filter_can_be_taken_away_again(shown):
    page = shown(small(), "#family=a&q=master&level=7")
    assert titles(page) == ["Master vision"]
    names = page.run("[...document.querySelectorAll('#kept button')].map(b => b.ariaLabel)")
    assert [name.split(":")[0].strip() for name in names] == ["Retirer le filtre"] * 3
    page.run("document.querySelectorAll('#kept button').forEach(b => b.isConnected && b.click())")
    page.run("document.querySelectorAll('#kept button').forEach(b => b.isConnected && b.click())")
    page.run("document.querySelectorAll('#kept button').forEach(b => b.isConnected && b.click())")
    assert len(titles(page)) == 5
    assert page.run("location.hash") == "#trainings"


def test_where_nothing_is_left_the_page_says_so_and_offers_to_clear(shown):
    page = shown(small(), "#q=introuvable")
    assert page.run(COUNT) == "Aucune formation sur 5"
    page.run("document.querySelector('#empty button').click()")
    assert len(titles(page)) == 5
    assert page.run("document.activeElement.id") == "q"


def test_what_may_follow_a_training_is_one_link_away(shown):
    given = read_sample()
    page = shown(given)
    site = Site(given, Texts("fr"))
    start = next(row for row in site.rows if len(site.onward.after.get(row.key, ())) > 8)
    page.run(f"document.querySelector('a[href=\"#after={start.key}\"]').click()")
    page.wait("document.querySelectorAll('#kept button').length === 1")
    wanted = {given.trainings.get(step.goal).title for step in site.onward.after[start.key]}
    assert set(titles(page)) == wanted
    assert start.title in page.run("document.querySelector('#kept').textContent")


def test_a_link_to_a_training_that_is_filtered_away_uncovers_it(shown):
    page = shown(small(), "#family=c")
    assert titles(page) == ["Doctorat"]
    page.run("location.hash = '#t-t1'")
    page.wait("document.activeElement.id === 't-t1'")
    assert "BTS Médiation" in titles(page)


def test_without_the_script_it_is_a_plain_list_of_everything(shown):
    page = shown(small(), script=False)
    page.do("Emulation.setScriptExecutionDisabled", value=False)
    assert len(titles(page)) == 5
    assert page.run("document.getElementById('search').checkVisibility()") is False
    assert page.run("document.documentElement.classList.contains('js')") is False
    assert page.run(COUNT) == "5 formations"


def test_everything_can_be_done_with_the_keyboard(shown):
    page = shown(small())
    page.press("Tab")
    assert page.run("document.activeElement.className") == "skip"
    assert page.run("document.activeElement.getBoundingClientRect().left >= 0")
    page.press("Enter", "\r")
    page.wait("location.hash === '#trainings'")
    page.press("Tab")
    assert page.run("document.activeElement.id") == "q"
    for _ in range(9):
        page.press("Tab")
        if page.run("document.activeElement.type") == "checkbox":
            break
    page.press(" ", " ")
    assert titles(page) == ["BTS Médiation"]
    assert page.run("document.activeElement.matches(':focus-visible')")
    ring = page.run("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
    assert ring == "solid"


def test_a_late_word_of_a_former_address_does_not_take_the_focus_away(shown):
    page = shown(small())
    focus = page.run(
        "(async () => { location.hash = '#trainings';"  # its event comes after what follows
        "const box = document.querySelector('input[type=checkbox]'); box.focus(); box.click();"
        "await new Promise(done => setTimeout(done, 300)); return document.activeElement.type; })()"
    )
    assert focus == "checkbox"
    assert titles(page) == ["BTS Médiation"]


def test_every_control_has_a_name(shown):
    page = shown(read_sample(), "#level=7")
    page.do("Accessibility.enable")
    nodes = page.do("Accessibility.getFullAXTree")["nodes"]
    roles = {"link", "button", "searchbox", "checkbox", "combobox", "img", "region", "navigation"}
    found = [n for n in nodes if not n["ignored"] and n.get("role", {}).get("value") in roles]
    assert len(found) > 100
    assert [n for n in found if not n.get("name", {}).get("value", "").strip()] == []
    assert {n["role"]["value"] for n in nodes if "role" in n} >= {
        "banner", "main", "contentinfo", "search", "navigation", "status",
    }  # fmt: skip


def test_headings_never_skip_a_level(shown):
    page = shown(small())
    levels = page.run(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


CONTRASTS = """(() => {
  const curve = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const channel = (c) => curve(c / 255);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parts = (said) => said.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const told = parts(getComputedStyle(e).backgroundColor);
      if (told.length < 4 || told[3] > 0) return told;
    }
    return parts(getComputedStyle(document.body).backgroundColor);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor = new Set();
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || element.closest('script,style,title,desc')) continue;
    seen += 1;
    const look = getComputedStyle(element);
    const ink = light(parts(element.closest('svg') ? look.fill : look.color));
    const paper = light(ground(element).slice(0, 3));
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (ratio < 4.5) poor.add(`${text.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return { seen, poor: [...poor] };
})()"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_word_stands_out_from_its_ground(shown, dark):
    page = shown(small(), "#level=5", dark=dark)
    told = page.run(CONTRASTS)
    assert told["seen"] > 100
    assert told["poor"] == []


def test_the_dark_page_is_dark_and_paper_is_light(shown):
    dark = shown(small(), dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    red, green, blue = (int(DARK[Ink.PAPER][at : at + 2], 16) for at in (1, 3, 5))
    assert dark.run(ground) == f"rgb({red}, {green}, {blue})"
    assert shown(small(), dark=True, media="print").run(ground) == "rgb(255, 255, 255)"


def test_on_paper_there_are_no_controls(shown):
    page = shown(small(), "#family=a", media="print")
    assert len(titles(page)) == 3
    for name in ("nav", "#search", "#kept"):
        assert page.run(f"document.querySelector('{name}').checkVisibility()") is False


def test_nothing_moves_for_whoever_asks_for_calm(shown):
    moves = "getComputedStyle(document.documentElement).scrollBehavior"
    assert shown(small()).run(moves) == "smooth"
    assert shown(small(), calm=True).run(moves) == "auto"


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_the_page_fits_its_window(shown, width):
    page = shown(read_sample(), width=width)
    assert page.run("document.documentElement.scrollWidth") <= width
    small_targets = page.run(
        "[...document.querySelectorAll('button, select, input[type=search], nav a')]"
        ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 36).length"
    )
    assert small_targets == 0


def test_the_page_asks_nobody_anything(shown):
    page = shown(read_sample(), "#level=7")
    asked = [each["request"]["url"] for each in page.of("Network.requestWillBeSent")]
    assert [url.split(":")[0] for url in asked] == ["file"]
    assert page.of("Log.entryAdded") == []
    assert page.of("Runtime.exceptionThrown") == []


def test_no_connection_can_be_made_from_the_page(shown):
    page = shown(small())
    told = page.run(
        "(async () => { const told = [];"
        "addEventListener('securitypolicyviolation', e => told.push(e.effectiveDirective));"
        "await fetch('https://example.invalid/').catch(() => 0);"
        "const image = new Image(); image.src = 'https://example.invalid/x.png';"
        "const script = document.createElement('script'); script.textContent = 'window.x = 1';"
        "document.body.append(script);"
        "await new Promise(done => setTimeout(done, 100)); return [told.sort(), window.x]; })()"
    )
    assert told == [["connect-src", "img-src", "script-src-elem"], None]


def test_hostile_texts_are_only_texts(shown):
    page = shown(study(trainings=[training(title=HOSTILE), training("t2", title="Autre")]))
    assert page.run("document.title") == "Où et comment se former\u202f?"
    assert HOSTILE in titles(page)
    assert page.run("document.querySelectorAll('img').length") == 0
    assert page.of("Runtime.exceptionThrown") == []


def test_an_odd_address_does_no_harm(shown):
    for at in ("#after=nobody", "#level=", "#%E0%A4%A", "#t-nobody", "#q=%25&family=,,"):
        page = shown(small(), at)
        assert page.of("Runtime.exceptionThrown") == []
        assert page.run(COUNT)


def test_an_empty_study_gives_an_honest_page(shown):
    page = shown(study())
    assert titles(page) == []
    assert page.of("Runtime.exceptionThrown") == []


def test_english_says_the_same(shown):
    page = shown(small(), "#family=a", language="en")
    assert page.run(COUNT) == "3 of 5 trainings"
    assert page.run("document.documentElement.lang") == "en"
