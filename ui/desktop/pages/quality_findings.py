"""The findings about the study by kind, what each kind means, and the ways to settle them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from planner.compute.acceptances import Accepted, Sifted, digest, formerly
from planner.findings import Finding, Severity
from planner.text import search_key
from ui.desktop.models.tree_model import Branch, TreeModel
from ui.desktop.pages.quality_parts import ListTab
from ui.desktop.pages.quality_remedies import Remedies
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.finding_detail import SIGNS, FindingDetail
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_WHOLE = "study"  # the subject of findings that are about no single row
_ACCEPTED = "accepted"
#: Findings of one kind that are listed; the others are counted and settled with their kind.
MOST = 500
_COUNT = 72  # px at 100 %


class FindingsTab(ListTab):
    """A tree of findings that filters, and the details and remedies of what is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tab over ``session``."""
        super().__init__(session, parent)
        self._sifted: Sifted | None = None
        self._is_stale = False
        self._shown = 0
        self._build()
        self._connect()

    def show_loading(self) -> None:
        """Say that the checks are being made: at length where nothing is known yet."""
        self._is_stale = True
        if self._sifted is None:
            self._front(self.loading)
        self._summarise()

    def show_findings(self, sifted: Sifted) -> None:
        """Show findings, keeping the filters and what is chosen and open."""
        self._sifted, self._is_stale = sifted, False
        for severity in _GRAVITY:
            count = sum(one.severity is severity for one in sifted.open)
            name = headed(self.session.texts, severity)
            self.chips.label(severity, f"{name} {self.session.texts.show(count)}")
        self._fill_subjects(sifted.open)
        self._show()

    def _build(self) -> None:
        say = self.session.say
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(say("quality.search"))
        self.search.setAccessibleName(say("quality.search"))
        self.search.setToolTip(say("quality.search.help"))
        self.chips = Chips(self)
        for severity in _GRAVITY:
            icon = self.session.look.icon(*SIGNS[severity])
            self.chips.add(severity, "", say(f"quality.only.{severity}"), icon)
        self.subject = QComboBox(self)
        self.subject.setAccessibleName(say("quality.subject"))
        self.subject.setToolTip(say("quality.subject.help"))
        fits = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.subject.setSizeAdjustPolicy(fits)
        self.subject.setMinimumWidth(28 * GAP)
        headings = (say("quality.column.finding"), say("quality.column.count"))
        self.model = TreeModel(headings, self, numbers=(1,))
        self.view = TreeView(self.model, self.session.look, self)
        self.view.setAccessibleName(say("quality.tree"))
        self.view.share_width(grown(_COUNT))
        self.empty = prose("", "muted", self)
        self.loading = EmptyState(
            self.session.look,
            "quality",
            say("quality.checking"),
            say("quality.checking.help"),
            parent=self,
        )
        self.remedies = Remedies(self.session, self)
        self.detail = FindingDetail(self.session, say("quality.choose"), self.remedies, self)
        bars = ((self.search, self.subject), (self.chips, None))
        self.lay_out(bars, (self.view, self.empty, self.loading), self.detail)
        self._front(self.loading)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.chips.changed.connect(self._show)
        self.subject.currentIndexChanged.connect(self._show)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.view.activated.connect(self._on_activated)

    def _fill_subjects(self, findings: Sequence[Finding]) -> None:
        """The subjects that findings speak of, with their numbers; the chosen one is kept."""
        chosen = self.subject.currentData()
        counts: dict[str, int] = defaultdict(int)
        for one in findings:
            counts[_subject(one)] += 1
        with QSignalBlocker(self.subject):
            self.subject.clear()
            self.subject.addItem(self.session.say("quality.all_subjects"), "")
            for key, count in counts.items():
                name = "quality.whole_study" if key == _WHOLE else f"collection.{key}"
                self.subject.addItem(f"{self.session.say(name)} ({count})", key)
            self.subject.setCurrentIndex(max(self.subject.findData(chosen), 0))

    @Slot()
    def _show(self) -> None:
        """Show the findings that the filters keep, by kind, then the accepted ones."""
        if self._sifted is None:
            return
        kept = [one for one in self._sifted.open if self._is_kept(one)]
        settled = [one for one in self._sifted.accepted if self._is_kept(one.finding)]
        with QSignalBlocker(self.view.selectionModel()):
            self.view.show_branches([*self._kinds(kept), *self._accepted(settled)])
        self._shown = len(kept)
        found = bool(kept or settled)
        code = "quality.nothing_found" if self._filters() else "quality.no_finding"
        self.empty.setText(self.session.say(code))
        self._front(self.view if found else self.empty)
        self._on_chosen()
        self._summarise()

    def _filters(self) -> bool:
        chips, subject = self.chips.chosen(), self.subject.currentData()
        return bool(chips or subject or self.search.text().strip())

    def _is_kept(self, one: Finding) -> bool:
        gravities, subject = self.chips.chosen(), self.subject.currentData()
        if gravities and one.severity not in gravities:
            return False
        if subject and _subject(one) != subject:
            return False
        words = search_key(self.search.text()).split()
        if not words:
            return True
        hay = search_key(f"{self.session.texts.say(one.said)} {self._kind(one.code)}")
        return all(word in hay for word in words)

    def _kinds(self, findings: Iterable[Finding]) -> Iterator[Branch]:
        """A branch a kind, in the order in which the gravest of each comes."""
        groups: dict[str, list[Finding]] = defaultdict(list)
        for one in findings:
            groups[one.code].append(one)
        for code, held in groups.items():
            icon = self.session.look.icon(*SIGNS[held[0].severity])
            told = tuple(self._branch(one) for one in held[:MOST])
            yield self._group(code, self._kind(code), self._meaning(code), held, told, icon)

    def _group(
        self,
        key: str,
        name: str,
        meaning: str,
        held: Sequence[object],
        told: tuple[Branch, ...],
        icon: QIcon,
    ) -> Branch:
        """The branch of a kind; those that are not listed are counted in a last line."""
        texts = self.session.texts
        more = len(held) - len(told)
        if more:
            words = self.session.say("dashboard.others", n=more)
            told += (Branch(f"{key}/more", (words, ""), about=None),)
        spoken = self.session.say("quality.group", name=name, n=len(held), help=meaning)
        cells = (name, texts.show(len(held)))
        return Branch(key, cells, told, tuple(held), meaning, spoken, icon)

    def _branch(self, one: Finding) -> Branch:
        return Branch(
            f"{one.code}/{digest(one)}", (self.session.texts.say(one.said), ""), about=one
        )

    def _accepted(self, settled: Sequence[Accepted]) -> Iterator[Branch]:
        if not settled:
            return
        say = self.session.say
        icon = self.session.look.icon("sure")
        told = tuple(
            Branch(
                f"{_ACCEPTED}/{one.acceptance.key}/{digest(one.finding)}",
                (self.session.texts.say(one.finding.said), ""),
                about=one,
                help=self._reason(one),
            )
            for one in settled[:MOST]
        )
        name, meaning = say("quality.accepted"), say("quality.accepted.help")
        yield self._group(_ACCEPTED, name, meaning, settled, told, icon)

    @Slot()
    def _on_chosen(self) -> None:
        """Tell what is chosen, and offer what settles it."""
        chosen = self.view.chosen()
        findings = [one for branch in chosen for one in _findings(branch)]
        settled = [one for branch in chosen for one in _settled(branch)]
        if settled and not findings:
            self._tell_accepted(chosen, settled)
        elif findings:
            self._tell_findings(chosen, findings)
        else:
            self.detail.show_nothing()
            self.remedies.show_findings((), ())

    def _tell_findings(self, chosen: Sequence[Branch], findings: Sequence[Finding]) -> None:
        first = findings[0]
        kinds = {one.code for one in findings}
        is_kind = len(chosen) == 1 and isinstance(chosen[0].about, tuple)
        if len(findings) == 1 and not is_kind:
            self.detail.show_finding(first, self._former(first))
        elif is_kind or len(kinds) == 1:
            self.detail.show_kind(self._kind(first.code), self._meaning(first.code), first.severity)
        else:
            self.detail.show_kind(self.session.say("quality.several", n=len(findings)), "", None)
        held = [one for one in self._open() if one.code == first.code] if len(kinds) == 1 else ()
        self.remedies.show_findings(findings, held)

    def _tell_accepted(self, chosen: Sequence[Branch], settled: Sequence[Accepted]) -> None:
        row, said = settled[0].acceptance, settled[0].finding
        if len(settled) == 1 and not isinstance(chosen[0].about, tuple):
            who = self.session.say("quality.accepted_somebody")
            if row.author and row.accepted_on:
                who = self.session.say("quality.accepted_by", author=row.author, on=row.accepted_on)
            self.detail.show_finding(said, f"{who}\n{self._reason(settled[0])}")
        else:
            say = self.session.say
            self.detail.show_kind(say("quality.accepted"), say("quality.accepted.help"), None)
        self.remedies.show_accepted(settled)

    def _reason(self, one: Accepted) -> str:
        return self.session.say("quality.reason_said", reason=one.acceptance.reason)

    def _former(self, one: Finding) -> str:
        """That the finding was accepted before its values changed."""
        row = formerly(self.session.study, one)
        if row is None:
            return ""
        if row.accepted_on is None:
            return self.session.say("quality.formerly.undated", reason=row.reason)
        return self.session.say("quality.formerly", on=row.accepted_on, reason=row.reason)

    @Slot()
    def _on_activated(self) -> None:
        """Enter or a double click opens a kind, or goes where the finding is worked on."""
        index = self.view.currentIndex()
        if self.model.rowCount(index.siblingAtColumn(0)):
            first = index.siblingAtColumn(0)
            self.view.setExpanded(first, not self.view.isExpanded(first))
        else:
            self.remedies.follow()

    def _open(self) -> tuple[Finding, ...]:
        return self._sifted.open if self._sifted is not None else ()

    def _kind(self, code: str) -> str:
        """What a kind is called; its code where nobody has named it."""
        known = self.session.texts.knows(f"findings.kind.{code}")
        return self.session.say(f"findings.kind.{code}") if known else code

    def _meaning(self, code: str) -> str:
        known = self.session.texts.knows(f"findings.kind.{code}.help")
        return self.session.say(f"findings.kind.{code}.help") if known else ""

    def _front(self, shown: QWidget) -> None:
        for widget in (self.view, self.empty, self.loading):
            widget.setVisible(widget is shown)

    def _summarise(self) -> None:
        if self._sifted is None:
            self.tell(self.session.say("quality.checking"))
            return
        n, accepted = len(self._sifted.open), len(self._sifted.accepted)
        words = self.session.say("quality.open_count", n=n)
        if self._shown != n:
            words = self.session.say("quality.open_shown", shown=self._shown, n=n)
        if accepted:
            words = f"{words} · {self.session.say('quality.accepted_count', n=accepted)}"
        if self._is_stale:
            words = f"{words} · {self.session.say('quality.updating')}"
        self.tell(words)


def _findings(branch: Branch) -> tuple[Finding, ...]:
    """The open findings that a branch stands for."""
    about = branch.about if isinstance(branch.about, tuple) else (branch.about,)
    return tuple(one for one in about if isinstance(one, Finding))


def _settled(branch: Branch) -> tuple[Accepted, ...]:
    """The accepted findings that a branch stands for."""
    about = branch.about if isinstance(branch.about, tuple) else (branch.about,)
    return tuple(one for one in about if isinstance(one, Accepted))


def _subject(one: Finding) -> str:
    return _WHOLE if one.where is None else one.where.collection
