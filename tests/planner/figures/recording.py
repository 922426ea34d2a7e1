"""A canvas that remembers what it was told to draw, for the tests of every figure."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.figures.canvas import draw
from planner.figures.figure import Anchor, Circle, Figure, Mark, Path, Rect, Text
from planner.figures.lettering import Box, estimated_width
from planner.messages import Speaker
from ui.actions.texts import Texts


@dataclass
class Recorder:
    """Keeps every mark in order, and the words of every text with the room that they take."""

    marks: list[Mark] = field(default_factory=list)
    words: list[tuple[Text, str]] = field(default_factory=list)

    def rect(self, mark: Rect) -> None:
        self.marks.append(mark)

    def circle(self, mark: Circle) -> None:
        self.marks.append(mark)

    def path(self, mark: Path) -> None:
        self.marks.append(mark)

    def text(self, mark: Text, words: str) -> None:
        self.marks.append(mark)
        self.words.append((mark, words))

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        return estimated_width(words, size, bold=bold)

    @property
    def said(self) -> list[str]:
        """The words that were drawn, in order."""
        return [words for _, words in self.words]

    @property
    def hits(self) -> set[str]:
        """What a click may mean."""
        return {mark.hit for mark in self.marks if mark.hit}

    def boxes(self) -> list[tuple[str, Box]]:
        """The words with the rectangles that they cover, from top of capitals to descenders."""
        return [(words, text_box(mark, words)) for mark, words in self.words]


def text_box(mark: Text, words: str) -> Box:
    """The rectangle that a drawn text covers."""
    wide = estimated_width(words, mark.size, bold=mark.bold)
    left = {Anchor.START: mark.x, Anchor.MIDDLE: mark.x - wide / 2, Anchor.END: mark.x - wide}
    start = left[mark.anchor]
    return Box(start, mark.y - 0.72 * mark.size, start + wide, mark.y + 0.22 * mark.size)


def box_of(mark: Mark) -> Box:
    """The rectangle that a shape covers; a text is its point."""
    match mark:
        case Rect():
            return Box(mark.x, mark.y, mark.x + mark.w, mark.y + mark.h)
        case Circle():
            return Box(mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r)
        case Path():
            xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
            return Box(min(xs), min(ys), max(xs), max(ys))
        case Text():
            return Box(mark.x, mark.y, mark.x, mark.y)


def drawn(figure: Figure, speaker: Speaker | None = None) -> Recorder:
    """What the figure draws, in French where no speaker is given."""
    canvas = Recorder()
    draw(figure, canvas, speaker or Texts("fr"))
    return canvas


def assert_within(figure: Figure, speaker: Speaker | None = None) -> None:
    """Every mark and every word stands inside the figure, half a stroke allowed."""
    canvas = drawn(figure, speaker)
    room = Box(-1.0, -1.0, figure.width + 1.0, figure.height + 1.0)
    outside = [mark for mark in canvas.marks if not box_of(mark).is_within(room)]
    assert outside == []
    assert [words for words, box in canvas.boxes() if not box.is_within(room)] == []


def assert_no_word_covers_another(figure: Figure, speaker: Speaker | None = None) -> None:
    """No two texts share more than a sliver of paper."""
    boxes = drawn(figure, speaker).boxes()
    covering = [
        (first, second)
        for place, (first, box) in enumerate(boxes)
        for second, other in boxes[place + 1 :]
        if box.overlap(other) > 1.0
    ]
    assert covering == []


def assert_legible(figure: Figure, smallest: float = 7.0) -> None:
    """No text is under seven points: nobody needs a magnifier."""
    assert min(mark.size for mark, _ in drawn(figure).words) >= smallest


def assert_said(figure: Figure) -> None:
    """Its title, subtitle, sentence and source can be said in both languages."""
    for language in ("fr", "en"):
        speaker = Texts(language)
        for said in (figure.title, figure.subtitle, figure.sentence, figure.source):
            assert speaker.say(said).strip()
