"""The page for students as one file: nothing of it comes from elsewhere, nothing leaves it.

Its policy forbids every connection; styles and script are named by their digests. Without the
script it is a plain page with all trainings.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING

from exports.web.cards import cards, search
from exports.web.data import script_data
from exports.web.markup import Markup, join, script_json, tag, text
from exports.web.sections import families, foot, glossary, head, title_of, way_up
from exports.web.site import Site
from exports.writing import write_atomically
from planner.figures.palette import DARK, LIGHT
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from planner.figures.palette import Palette
    from planner.messages import Speaker
    from planner.study import Study

_SLOT = re.compile(r"\{\{(\w+)\}\}")


def write_web(
    study: Study,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    watch: Watch | None = None,
) -> None:
    """Write the page of a study to ``path``, whole or not at all.

    Equal arguments give equal bytes.

    Args:
        study: the study whose offer students look through.
        path: the file; its folder must exist.
        speaker: the words, whose language the page declares.
        on: the day that the page is of.
        fingerprint: of the study, told at the foot.
        watch: for progress and cancelling.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
    """
    watch = watch or Watch()
    watch.step(0.0, "web.writing")
    data = page(study, speaker, on=on, fingerprint=fingerprint).encode()
    watch.step(0.9, "web.writing")

    def put(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(path, put)


def page(study: Study, speaker: Speaker, *, on: date, fingerprint: str) -> str:
    """The text of the page."""
    site = Site(study, speaker)
    title = title_of(site)
    style, script = _colours() + _part("page.css"), _part("page.js")
    slots = {
        "language": text(speaker.language),
        "policy": text(_policy(style, script)),
        "title": text(title),
        "about": text(site.say("web.about")),
        "style": Markup(style),
        "skip": text(site.say("web.skip")),
        "head": head(site, title),
        "main": join([way_up(site), families(site), _trainings(site), glossary(site)]),
        "foot": foot(site, on, fingerprint),
        "data": script_json(script_data(site)),
        "script": Markup(script),
    }
    return _filled(_part("page.html"), slots)


def _trainings(site: Site) -> Markup:
    """The list with its filters, its count and what to do where nothing is found."""
    again = tag("button", site.say("web.clear"), type="button", class_="clear")
    empty = tag("div", tag("p", site.say("web.empty")), again, id="empty", hidden=True)
    count = tag("p", site.say("web.found", n=len(site.rows)), id="count", role="status")
    kept = tag("ul", id="kept", class_="script", aria_label=site.say("web.kept"))
    return tag(
        "section",
        tag("h2", site.say("web.nav.trainings"), id="h-trainings", tabindex="-1"),
        tag("p", site.say("web.trainings.lead"), class_="script"),
        tag(
            "div",
            search(site),
            tag("div", count, kept, empty, cards(site), class_="results"),
            class_="columns",
        ),
        id="trainings",
        aria_labelledby="h-trainings",
    )


def _part(name: str) -> str:
    """A file of the template, its lines ended by line feeds whatever fetched it."""
    said = files("exports").joinpath("web", name).read_text(encoding="utf-8")
    return said.replace("\r\n", "\n")


def _filled(template: str, slots: Mapping[str, str]) -> str:
    """The template with each slot filled once; what fills it is not looked through again."""
    return _SLOT.sub(lambda found: slots[found[1]], template)


def _colours() -> str:
    """The colours of the house as variables, for light and dark."""
    dark = _variables(DARK)
    return (
        f":root{{color-scheme:light dark;{_variables(LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{{_variables(LIGHT)}}}}}\n"
    )


def _variables(palette: Palette) -> str:
    return "".join(f"--{ink.replace('_', '-')}:{colour};" for ink, colour in palette.items())


def _policy(style: str, script: str) -> str:
    """No connection of any kind; the one style and the one script are named by their digests."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(part: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(part.encode()).digest()).decode()}"
