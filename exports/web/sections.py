"""The parts of the page around the list: the way up, the families, the words, the sources."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from exports.svg import inline_svg
from exports.web.data import address
from exports.web.markup import Markup, tag
from planner.compute.ladder import WAY
from planner.figures.ladder import ladder_figure
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exports.web.site import Site
    from planner.compute.ladder import FamilyRungs
    from planner.figures.palette import Palette
    from planner.study import Family
    from planner.tables.table import Table

#: The colours of figures are those of the style sheet, so that the dark page has dark figures.
VARIABLES: Palette = MappingProxyType(
    {ink: f"var(--{ink.replace('_', '-')})" for ink in Ink}  # the names of the style sheet
)
_WIDTH = 700.0  # points
_GLOSSARY = ("initial", "apprenticeship", "continuing", "level", "family", "seats", "unknown")
_SHORT = 12  # signs of a fingerprint that tell two states apart


def head(site: Site, title: str) -> Markup:
    """The title, what is in the page, and the ways to its parts."""
    study = site.study
    region = study.facts.find("region")
    institutions = {row.institution for row in site.rows if row.institution}
    cities = {row.city for row in site.rows if row.city}
    links = [
        tag("li", tag("a", site.say(f"web.nav.{name}"), href=f"#{name}"))
        for name in ("trainings", "ladder", "families", "words")
    ]
    return tag(
        "header",
        tag(
            "div",
            site.printed("p", region.text, class_="eyebrow") if region is not None else None,
            tag("h1", title),
            tag(
                "p",
                site.say(
                    "web.lead",
                    n=len(site.rows),
                    institutions=site.say("web.lead.institutions", n=len(institutions)),
                    cities=site.say("web.lead.cities", n=len(cities)),
                ),
                class_="lead",
            ),
            tag("nav", tag("ul", links), aria_label=site.say("web.nav")),
            class_="wide",
        ),
    )


def way_up(site: Site) -> Markup:
    """The levels as stairs, then the figure of who follows whom, with its table."""
    figure = ladder_figure(site.study, site.ladder, width=_WIDTH)
    say = site.speaker.say
    drawing = tag(
        "figure",
        tag("figcaption", tag("strong", say(figure.title)), " ", say(figure.subtitle)),
        tag(
            "div",
            Markup(inline_svg(figure, site.speaker, "ladder", VARIABLES)),
            class_="scroll",
            role="region",
            tabindex="0",
            aria_label=say(figure.title),
        ),
        tag("p", say(figure.source), class_="source"),
        tag(
            "details",
            tag("summary", site.say("web.as_table")),
            tag("div", _table(site, figure.table), class_="scroll", tabindex="0", role="region",
                aria_label=site.say("web.as_table")),
        ),
    )  # fmt: skip
    return tag(
        "section",
        tag("h2", site.say("web.nav.ladder"), id="h-ladder"),
        tag("p", site.say("web.ladder.lead")),
        tag("ol", list(_stairs(site)), class_="stairs"),
        tag("h3", site.say("web.ladder.figure")),
        tag("p", site.say("web.ladder.reading")),
        drawing,
        id="ladder",
        aria_labelledby="h-ladder",
    )


def _stairs(site: Site) -> Iterator[Markup]:
    """A step a level: what it is, an example, how many trainings lead to it."""
    counts = Counter(row.level for row in site.rows)
    levels = sorted({*WAY, *(level for level in counts if level is not None)})
    yield tag("li", tag("strong", site.say("web.bac")), tag("span", site.say("web.bac.about")))
    for level in levels:
        n = counts[level]
        said = site.say("web.found", n=n) if n else site.say("web.found.none")
        yield tag(
            "li",
            tag("strong", site.level(level)),
            tag("span", site.say(f"web.level.{level}")),
            tag("a", said, href=address(level=str(level))) if n else tag("em", said),
        )


def _table(site: Site, table: Table) -> Markup:
    """A table of the house, its first column as headings of the lines."""
    say, show = site.speaker.say, site.speaker.show
    head = [tag("th", say(column.heading), scope="col") for column in table.columns]
    rows = [
        tag(
            "tr",
            [
                tag("th", show(value), scope="row") if not place else tag("td", show(value))
                for place, value in enumerate(row.values)
            ],
        )
        for row in table.rows
    ]
    return tag(
        "table",
        tag("caption", say(table.title)),
        tag("thead", tag("tr", head)),
        tag("tbody", rows),
    )


def families(site: Site) -> Markup:
    """Each family: what one does there, where its trainings stand, what lacks."""
    rungs = {each.family: each for each in site.ladder.families}
    counts = Counter(key for row in site.rows for key in row.families)
    return tag(
        "section",
        tag("h2", site.say("web.nav.families"), id="h-families"),
        tag("p", site.say("web.families.lead")),
        tag(
            "div",
            [
                _family(site, row, rungs.get(row.key), counts[row.key])
                for row in site.study.families
            ],
            class_="grid",
        ),
        id="families",
        aria_labelledby="h-families",
    )


def _family(site: Site, row: Family, rungs: FamilyRungs | None, n: int) -> Markup:
    told: list[Markup] = []
    if row.examples:
        title = tag("span", site.say("web.family.examples"), class_="label")
        told.append(tag("p", title, " ", site.printed("span", row.examples)))
    if rungs is not None and rungs.counts:
        levels = ", ".join(
            site.say("web.family.count", n=count, level=site.level(level))
            for level, count in rungs.counts
        )
        told.append(
            tag("p", tag("span", site.say("web.family.levels"), class_="label"), " ", levels)
        )
    if rungs is not None and rungs.missing and n:
        lacking = tuple(site.level(level) for level in rungs.missing)
        told.append(tag("p", site.say("web.family.missing", levels=lacking), class_="lacking"))
    link = tag("a", site.say("web.found", n=n), href=address(family=row.key)) if n else None
    badge = tag("span", site.say("web.family.specific"), class_="badge")
    return tag(
        "article",
        site.printed("h3", row.name),
        badge if row.is_ai_specific else None,
        told,
        tag("p", link or tag("em", site.say("web.found.none")), class_="more"),
    )


def glossary(site: Site) -> Markup:
    """The words of the page for somebody who meets them here."""
    entries = [
        (tag("dt", site.say(f"web.words.{name}")), tag("dd", site.say(f"web.words.{name}.means")))
        for name in _GLOSSARY
    ]
    return tag(
        "section",
        tag("h2", site.say("web.nav.words"), id="h-words"),
        tag("dl", entries, class_="glossary"),
        id="words",
        aria_labelledby="h-words",
    )


def foot(site: Site, on: date, fingerprint: str) -> Markup:
    """The sources, the date and the edition; what the page does not do."""
    facts = {row.key: row.text for row in site.study.facts}
    edition = facts.get("edition", "")
    said = [
        site.say("web.foot.source", title=facts["title"]) if facts.get("title") else None,
        facts.get("attribution"),
        site.say("web.foot.edition", edition=edition) if edition else None,
        site.say("web.foot.on", on=on, fingerprint=fingerprint[:_SHORT]),
        site.say("web.foot.unknown"),
        site.say("web.foot.private"),
    ]
    lines = [tag("p", line) for line in said if line]
    return tag("footer", tag("div", tag("h2", site.say("web.foot")), lines, class_="wide"))


def title_of(site: Site) -> str:
    """What the page is called: by the field of the study, or its title, or neither."""
    facts = {row.key: row.text for row in site.study.facts}
    if facts.get("field"):
        return site.speaker.say(message("web.title", field=facts["field"]))
    return facts.get("title") or site.say("web.title.plain")
