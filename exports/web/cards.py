"""The trainings as cards under the headings of their levels, and the filters over them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from exports.web.data import address, anchor
from exports.web.markup import Markup, tag
from exports.web.site import UNKNOWN, Facet
from planner.messages import Interval
from planner.vocab import Modality, SeatKind
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from exports.web.site import Site
    from planner.compute.ladder import Step
    from planner.study import Seats, Training

#: How many trainings before and after one its card names; the script shows the others.
MOST_STEPS = 6


def search(site: Site) -> Markup:
    """The field and the filters; they need the script, and are hidden without it."""
    facets = [_levels(site), *(_choice(site, each) for each in Facet if each is not Facet.LEVEL)]
    words = tag(
        "div",
        tag("label", site.say("web.search"), for_="q"),
        tag(
            "input",
            id="q",
            type="search",
            autocomplete="off",
            spellcheck="false",
            placeholder=site.say("web.search_example"),
            aria_describedby="q-help",
        ),
        tag("p", site.say("web.search_help"), id="q-help", class_="help"),
        class_="field",
    )
    clear = tag("button", site.say("web.clear"), type="button", id="clear")
    return tag(
        "form",
        words,
        tag(
            "details",
            tag("summary", site.say("web.filters")),
            tag("div", facets, clear, class_="facets"),
            open=True,
            id="filters",
        ),
        id="search",
        role="search",
        class_="script",
        aria_label=site.say("web.search_form"),
    )


def _levels(site: Site) -> Markup:
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name=str(Facet.LEVEL), value=option.key),
            tag("span", option.label, " ", tag("small", str(option.n), data_n=option.key)),
        )
        for option in site.options(Facet.LEVEL)
    ]
    legend = tag("legend", site.say("web.facet.level"))
    return tag("fieldset", legend, tag("div", boxes, class_="chips"))


def _choice(site: Site, facet: Facet) -> Markup:
    """A list to choose from; a sentence where nobody has told anything yet."""
    options, label = site.options(facet), site.say(f"web.facet.{facet}")
    if all(option.key == UNKNOWN for option in options):
        return tag(
            "p", tag("strong", label), " ", site.say(f"web.facet.{facet}.untold"), class_="untold"
        )
    choices = [
        tag("option", f"{each.label} ({each.n})", value=each.key, data_label=each.label)
        for each in options
    ]
    every = tag("option", site.say(f"web.facet.{facet}.all"), value="")
    name = f"f-{facet}"
    return tag(
        "div",
        tag("label", label, for_=name),
        tag("select", every, choices, id=name, name=str(facet)),
        class_="field",
    )


def cards(site: Site) -> Markup:
    """All trainings, those of a level under its heading."""
    groups = [
        tag(
            "section",
            tag(
                "h3",
                site.level(level),
                " ",
                tag("small", site.say("web.level_number", level=level)) if level else None,
            ),
            [_card(site, row) for row in rows],
            class_="level",
            id=f"level-{level or 'unknown'}",
        )
        for level, rows in groupby(site.rows, key=lambda row: row.level)
    ]
    return tag("div", groups, id="cards")


def _card(site: Site, row: Training) -> Markup:
    place = site.places[row.key]
    where = [part for part in (site.institution(row), site.city(row)) if part]
    lacking = site.say("web.unknown")
    return tag(
        "article",
        site.printed("h4", row.title, id=f"h-{place}"),
        tag("p", " · ".join(where) if where else lacking, class_="where"),
        tag("dl", _facts(site, row), class_="facts"),
        _families(site, row),
        _ways(site, row),
        _source(site, row),
        id=anchor(site, row),
        data_i=str(place),
        aria_labelledby=f"h-{place}",
        tabindex="-1",
    )


def _facts(site: Site, row: Training) -> list[Markup]:
    """What is told of a training, then in one line what nobody has told."""
    hours = None if row.hours is None else site.say("web.hours", n=row.hours)
    modalities = (site.speaker.say(word(each)) for each in Modality if each in row.modalities)
    told = {
        "duration": " · ".join(filter(None, (row.duration, hours))),
        "modality": ", ".join(modalities),
        "seats": " · ".join(_seats(site, site.seats[row.key])),
        "domain": ", ".join(site.domains(row)),
    }
    facts = [
        tag("div", tag("dt", site.say(f"web.fact.{code}")), tag("dd", said))
        for code, said in told.items()
        if said
    ]
    lacking = tuple(site.say(f"web.lacking.{code}") for code, said in told.items() if not said)
    if lacking:
        title, names = (
            tag("dt", site.say("web.lacking")),
            tag("dd", site.say("web.listed", names=lacking)),
        )
        facts.append(tag("div", title, names, class_="unknown"))
    return facts


def _seats(site: Site, rows: Sequence[Seats]) -> Iterator[str]:
    """The places that are open, by year; those of other kinds are not for students."""
    for row in rows:
        if row.kind is SeatKind.OPEN and (row.low or row.high is not None):
            high = None if row.high is None else _exact(row.high)
            yield site.say("web.seats_in", places=Interval(_exact(row.low), high), year=row.year)


def _exact(n: int) -> Fraction:
    return Interval.exactly(n).low


def _families(site: Site, row: Training) -> Markup:
    found = [site.study.families.find(key) for key in row.families]
    links = [
        tag(
            "li", site.printed("a", each.short_name, href=address(family=each.key), title=each.name)
        )
        for each in found
        if each is not None
    ]
    title = tag("span", site.say("web.fact.family"), class_="label")
    if not links:
        told = tag("span", site.say("web.unknown"), class_="unknown")
        return tag("p", title, " ", told, class_="families")
    return tag("div", title, tag("ul", links), class_="families")


def _ways(site: Site, row: Training) -> Markup | None:
    """What may come before and after, the likeliest first."""
    after, before = site.onward.after.get(row.key, ()), site.onward.before.get(row.key, ())
    if not after and not before:
        return None
    parts = [
        _steps(site, row, "before", [(step, step.start) for step in before]),
        _steps(site, row, "after", [(step, step.goal) for step in after]),
    ]
    caveat = tag("p", site.say("web.ways.caveat"), class_="help")
    return tag(
        "details", tag("summary", site.say("web.ways")), caveat, tag("div", parts, class_="ways")
    )


def _steps(site: Site, row: Training, side: str, ends: Sequence[tuple[Step, str]]) -> Markup:
    told = {key: step for step, key in reversed(ends) if key in site.places}
    keys = [key for key in dict.fromkeys(key for _, key in ends) if key in told]
    title = tag("h5", site.say(f"web.ways.{side}"))
    if not keys:
        return tag("div", title, tag("p", site.say(f"web.ways.{side}.none")))
    lines = [_step(site, told[key], key) for key in keys[:MOST_STEPS]]
    rest = len(keys) - len(lines)
    more = None
    if rest and side == "after":
        said = site.say("web.ways.all", n=len(keys))
        more = tag("p", tag("a", said, href=address(after=row.key)), class_="script")
    elif rest:
        more = tag("p", site.say("web.ways.others", n=rest))
    return tag("div", title, tag("ul", lines), more)


def _step(site: Site, step: Step, key: str) -> Markup:
    other = site.study.trainings.get(key)
    where = ", ".join(filter(None, (site.institution(other), site.city(other))))
    declared = tag("em", " ", site.say("web.ways.declared")) if step.bridge else None
    return tag(
        "li",
        site.printed("a", other.title, href=f"#{anchor(site, other)}"),
        tag("span", " ", " · ".join(filter(None, (site.level(other.level), where)))),
        declared,
    )


def _source(site: Site, row: Training) -> Markup:
    """Where the row comes from, for whoever asks."""
    source = row.source
    told = [site.word(word(source.nature)), source.place]
    if source.line is not None:
        told.append(site.say("web.line", line=source.line))
    return tag(
        "p", site.say("web.fact.source"), " ", ", ".join(filter(None, told)), class_="source"
    )
