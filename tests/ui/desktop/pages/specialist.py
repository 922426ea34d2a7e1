"""Somebody who knows the trade drafts a certification in the window, by keys and clicks alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from planner.compute.register_choice import Question
from planner.findings import Place
from planner.vocab import EvidenceState
from ui.desktop.inputs import ChecksInput, TextInput

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
OCCUPATION, COMPLEMENT = (True, False), (False, True)
CONCERNS = (
    "en préservant la santé et la sécurité au travail",
    "en limitant l’empreinte écologique du numérique",
    "en rendant le poste accessible aux personnes en situation de handicap",
)


@dataclass(frozen=True)
class Plan:
    """What the specialist has in mind for one certification of the study."""

    key: str
    answers: tuple[bool, bool]
    occupations: tuple[str, ...]
    certifier: str
    aim: str
    rewritten: dict[str, str] = field(default_factory=dict)
    level: str = ""
    training: str = ""

    @property
    def is_rncp(self) -> bool:
        """True where the answers lead to the RNCP."""
        return self.answers == OCCUPATION


PLANS = {
    plan.key: plan
    for plan in (
        Plan(
            "managers",
            COMPLEMENT,
            ("Superviseur de production", "Chef de chantier"),
            "CPNE interbranches de l’industrie",
            "Les managers conduisent des équipes dont l’IA change les tâches.",
        ),
        Plan(
            "drh",
            COMPLEMENT,
            ("Cadre spécialiste des ressources humaines",),
            "CPNE des services",
            "Les DRH recrutent et accompagnent avec des outils d’IA.",
        ),
        Plan(
            "e-commerce",
            COMPLEMENT,
            ("Responsable e-commerce",),
            "CPNE du commerce",
            "Les salariés de l’e-commerce conseillent et vendent avec l’IA.",
        ),
        Plan(
            "maintenance",
            OCCUPATION,
            ("Mécatronicien", "Automaticien"),
            "CPNE de la métallurgie",
            "Les techniciens de maintenance préviennent les pannes avec l’IA.",
            {"Découvrir les environnements industriels": "Situer son intervention"},
            level="5",
        ),
        Plan(
            "pilotage-machine",
            OCCUPATION,
            ("Opérateur-régleur",),
            "CPNE de la métallurgie",
            "Les conducteurs de machines règlent et surveillent avec l’IA.",
            level="4",
        ),
        Plan(
            "dirigeants",
            COMPLEMENT,
            ("Chef d'établissement",),
            "Réseau des CCI",
            "Les dirigeants de TPE et de PME décident d’un projet d’IA et le conduisent.",
        ),
    )
}


class Specialist:
    """Works on the page « Certifications » of a window; each method is one thing that is done."""

    def __init__(self, page) -> None:
        """At the page, which is shown."""
        self.page, self.session = page, page.session

    def tab(self, name):
        """Bring a tab to the front by a click on its name."""
        place = list(self.page.tabs_by_name).index(name)
        self.page.tabs.buttons[place].click()
        assert self.page.front is self.page.tabs_by_name[name]
        return self.page.front

    def findings(self) -> list[str]:
        """The codes of the findings that the panel of criteria shows."""
        model = self.page.criteria.tree.branches
        lines = [model.branch(model.index(n, 0)) for n in range(model.rowCount())]
        return sorted(child.about.code for line in lines for child in line.children)

    # Widgets

    def type_into(self, control, words):
        """Replace what stands in a control and leave it."""
        control.setFocus()
        if isinstance(control, TextInput):
            control.selectAll()
            control.insertPlainText(words)
            self.page.choice.setFocus()
        elif isinstance(control, QComboBox):
            line = control.lineEdit()
            if line is None:
                control.setCurrentIndex(_option(control, words))
                control.activated.emit(control.currentIndex())
                return
            line.selectAll()
            QTest.keyClicks(line, "x")  # whatever is typed, the words of an option are taken
            line.setText(control.itemText(_option(control, words)))
            QTest.keyClick(line, KEY.Key_Return)
        else:
            control.selectAll()
            control.insert(words)
            QTest.keyClick(control, KEY.Key_Return)

    def tick(self, control: ChecksInput, *words: str):
        """Tick the boxes whose words begin so."""
        control.setFocus()
        for row in range(control.count()):
            if control.item(row).text().startswith(words):
                control.item(row).setCheckState(Qt.CheckState.Checked)

    # The steps of a draft

    def open_from_board(self, plan):
        """Walk the board to the card of the plan, and open it."""
        board = self.tab("board").board
        board.take_focus()
        while board.current_key != plan.key:
            before = board.current_key
            QTest.keyClick(board.cards[before], KEY.Key_Down)
            assert board.current_key != before
        QTest.keyClick(board.cards[plan.key], KEY.Key_Return)
        assert (self.page.current, self.page.front.key) == (plan.key, plan.key)

    def choose_register(self, plan):
        """Answer the four questions and keep the register."""
        questions = self.tab("identity").questions
        answers = dict(zip(Question, (*plan.answers, False, True), strict=True))
        for question, answer in answers.items():
            questions.boxes[question][not answer].click()
        questions.keep.click()

    def tell_identity(self, plan):
        """Fill the fields that the register asks about."""
        tab = self.tab("identity")
        boxes = {name: box for form in tab.forms.values() for name, box in form.boxes.items()}
        self.type_into(boxes["aim"].control, plan.aim)
        self.type_into(boxes["certifiers"].control, plan.certifier)
        self.type_into(boxes["nsf"].control, "326")
        self.type_into(boxes["years_asked"].control, "3")
        self.tick(boxes["routes"].control, "formation continue", "validation des acquis")
        if plan.is_rncp:
            self.type_into(boxes["level"].control, plan.level)
        for name in plan.occupations:
            self.type_into(tab.occupations.box, name)

    def seed(self):
        """Begin with the contents of the study, from the empty tree."""
        tab = self.tab("referential")
        assert tab.empty.isVisible()
        tab.empty.button.click()
        return tab

    def write(self, tab, words):
        """Type into the open line and keep it."""
        box = next(e for e in tab.tree.findChildren(QPlainTextEdit) if e.isVisible())
        box.selectAll()
        box.insertPlainText(words)
        QTest.keyClick(box, KEY.Key_Return)

    def press(self, tab, key, modifiers=NONE):
        """Press a key over the tree."""
        QTest.keyClick(tab.tree, key, modifiers)

    def rewrite(self, tab, place, words):
        """Write a part anew in place."""
        tab.show_place(place)
        self.press(tab, KEY.Key_F2)
        self.write(tab, words)

    def pick(self):
        """Draw two affected competences of the target occupations into the draft."""
        tab = self.tab("gap")
        lines = tab.tree.branches
        occupation = lines.index(0, 0, lines.index(0, 0))
        tab.tree.setFocus()
        tab.tree.make_current(lines.branch(lines.index(0, 0, occupation)).key)
        QTest.keyClick(tab.tree, KEY.Key_Down, SHIFT)
        QTest.keyClick(tab.tree, KEY.Key_Return, CONTROL)

    def competences(self, plan):
        """The competences of the draft."""
        rows = self.session.study.attested_competences
        return [row for row in rows if row.certification == plan.key]

    def reword(self, tab, plan):
        """Give each competence a verb, an object and an aim; the first ones tell the concerns."""
        for n, row in enumerate(self.competences(plan)):
            words = plan.rewritten.get(row.text, row.text).rstrip(".")
            if not words.split()[0].casefold().endswith(("er", "ir", "re", "oir")):
                words = f"Exercer « {words} »"
            concern = f" {CONCERNS[n]}" if n < len(CONCERNS) else ""
            place = Place("attested_competences", row.key)
            self.rewrite(tab, place, f"{words}{concern} afin de servir l’activité")

    def hang_under_a_block(self, tab, plan):
        """Write a block and an activity, and hang the competences there with Alt+Right."""
        self.press(tab, KEY.Key_1, CONTROL)
        self.write(tab, "Intervenir avec l’IA")
        self.press(tab, KEY.Key_N, CONTROL | SHIFT)
        self.write(tab, "Conduite de l’intervention au quotidien")
        for row in self.competences(plan):
            tab.show_place(Place("attested_competences", row.key))
            self.press(tab, KEY.Key_Right, ALT)
            self.press(tab, KEY.Key_Right, ALT)

    def judge(self, tab, plan):
        """A criterion for each competence, and one modality that assesses them all."""
        for row in self.competences(plan):
            tab.show_place(Place("attested_competences", row.key))
            self.press(tab, KEY.Key_4, CONTROL)
            self.write(tab, "Le résultat attendu est atteint et expliqué")
        self.press(tab, KEY.Key_5, CONTROL)
        self.write(tab, "Mise en situation professionnelle")
        boxes = tab.form.forms["assessments"].boxes
        self.tick(boxes["competences"].control, *(row.text for row in self.competences(plan)))
        self.type_into(boxes["evidence"].control, "Compte rendu d’intervention")
        tab.renumber.click()

    def confirm_training(self):
        """Confirm the first training that is proposed, else the first that can be chosen."""
        tab = self.tab("trainings")
        if tab.model.rowCount():
            tab.view.select(tab.model.row_at(0).place.key)
            tab.confirm.click()
        else:
            self.type_into(tab.box, tab.box.itemText(1))

    def correspond(self, code, reason):
        """Tell that the certification corresponds to a published one, and why."""
        rows = self.tab("identity").correspondences
        rows.add_button.click()
        rows.draft.boxes["reason"].control.setText(reason)
        self.type_into(rows.draft.boxes["code"].control, code)

    def show_evidence(self):
        """Argue each criterion of the panel and say that it is ready."""
        panel = self.page.criteria
        for each in list(panel._progress.criteria):
            panel.tree.make_current(each.criterion.key)
            self.type_into(panel.editor.argument, f"Argument pour {each.criterion.number}")
            self.type_into(panel.editor.state, str(EvidenceState.READY))

    def count_promotion(self, year):
        """What only people can supply: the holders of one year."""
        rows = self.tab("identity").promotions
        rows.add_button.click()
        for name, words in (("enrolled", "20"), ("respondents", "15"), ("employed", "12")):
            rows.draft.boxes[name].control.setText(words)
        rows.draft.boxes["certified"].control.setText("18")
        self.type_into(rows.draft.boxes["year"].control, year)

    def move_to(self, plan, status, reason):
        """Drag the card to a status and give the reason."""
        tab = self.tab("board")
        tab.board.lanes[status].parentWidget().dropped.emit(plan.key, status)
        assert tab.reason.hasFocus()
        QTest.keyClicks(tab.reason, reason)
        QTest.keyClick(tab.reason, KEY.Key_Return)

    def click_at(self, tree, index):
        """Click on a line of a tree."""
        at = QPoint(tree.visualRect(index).left() + 8, tree.visualRect(index).center().y())
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QCoreApplication.sendPostedEvents()


def _option(box: QComboBox, words: str) -> int:
    """The option of that key, else the one whose words begin so."""
    place = box.findData(words)
    if place >= 0:
        return place
    return next(n for n in range(box.count()) if box.itemText(n).startswith(words))
