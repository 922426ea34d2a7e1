"""The interval figure of a segment and the bars of the break-even."""

from __future__ import annotations

from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.figures.bar_rows import BAR
from planner.figures.break_even_bars import break_even_bars
from planner.figures.figure import Anchor, Path, Rect, Text
from planner.figures.gap_bars import MISSING, POSSIBLE, SURE, UNDETERMINED, gap_bars
from planner.figures.lettering import estimated_width
from planner.messages import Message
from tests.build import training
from tests.planner.needing import line, spread, toy
from ui.actions.texts import Texts

FRENCH, ENGLISH = Texts("fr"), Texts("en")
PARTLY = {"ab": (20, 40), "b": (10, 20), "c": (50, 50)}


def drawn(study, **options):
    return gap_bars(study, gaps(study, "s"), 0, **options)


def bars(figure, paint):
    return [
        mark
        for mark in figure.marks
        if isinstance(mark, Rect) and mark.paint == paint and mark.h == BAR
    ]


def rows(figure):
    """The bars of ``figure`` by height, so that the first family comes first."""
    return [mark.hit for mark in figure.marks if isinstance(mark, Rect) and mark.hit]


def words(figure, speaker=FRENCH):
    said = [mark.said for mark in figure.marks if isinstance(mark, Text)]
    return [speaker.say(s) if isinstance(s, Message) else s for s in said]


def test_bars_are_as_long_as_the_people_that_they_stand_for():
    figure = drawn(toy())
    sure, missing = bars(figure, SURE), bars(figure, MISSING)
    assert [round(bar.w / sure[0].w, 6) for bar in sure] == [1, 1.5, 0.5]  # 20, 30 and 10 people
    assert [round(bar.w / sure[0].w, 6) for bar in missing] == [1, 1.5]  # 20 and 30 missing
    assert missing[0].x == pytest.approx(sure[0].x + sure[0].w)
    assert bars(figure, POSSIBLE) == []


def test_all_bars_start_at_zero():
    figure = drawn(toy(places=PARTLY))
    zero = next(mark for mark in figure.marks if isinstance(mark, Path)).points[0][0]
    assert {bar.x for bar in bars(figure, SURE)} == {zero}


def test_unknown_places_are_hatched_and_outlined_with_dots_never_empty():
    figure = drawn(toy(places={}))
    assert len(bars(figure, POSSIBLE)) == len(bars(figure, UNDETERMINED)) == 3
    assert bars(figure, SURE) == bars(figure, MISSING) == []
    assert words(figure).count("indéterminé") == 3
    assert "0 %" not in "".join(words(figure)).replace("\u202f", " ")


def test_what_may_be_served_is_hatched_between_the_sure_and_the_missing():
    figure = drawn(toy(places=PARTLY))
    sure, possible, missing = (bars(figure, paint)[0] for paint in (SURE, POSSIBLE, MISSING))
    assert sure.x + sure.w == pytest.approx(possible.x)
    assert possible.x + possible.w == pytest.approx(missing.x)


def test_families_stand_under_their_tier_worst_first():
    study = toy(trainings=[training("ab", "a", "b"), training("c", "c")], places={"c": (0, 0)})
    said = [s.replace("\u202f", " ") for s in words(drawn(study)) if "formation" in s]
    assert said[0].startswith("1 formation, aucune place assurée")
    figure = drawn(toy())
    assert rows(figure) == ["family:a", "family:b", "family:c"]
    heads = [mark for mark in figure.marks if isinstance(mark, Text) and mark.bold and mark.x == 0]
    assert "ensemble à 50" in FRENCH.say(heads[0].said)
    assert FRENCH.say(heads[1].said) == "Besoin couvert"
    assert heads[0].y < heads[1].y


def test_a_need_without_end_runs_dotted_to_the_end_of_the_axis():
    study = toy(need_lines=[line("n", (110, None, None))])
    dotted = [m for m in drawn(study).marks if isinstance(m, Path) and m.paint.dotted]
    assert len(dotted) == 3
    assert {mark.points[1][0] for mark in dotted} == {max(m.points[1][0] for m in dotted)}
    assert "besoin au moins 40" in words(drawn(study))


def test_only_marks_that_are_drawn_are_explained():
    assert "manque" in words(drawn(toy()))
    assert "possible, non assuré" not in words(drawn(toy()))
    unknown = words(drawn(toy(places={})))
    assert "possible, non assuré" in unknown
    assert not {"manque", "servi à coup sûr"} & set(unknown)


def test_the_title_says_the_finding():
    def title(study):
        return FRENCH.say(drawn(study).title).replace("\u202f", " ")

    assert title(toy()) == "Niveau 5 : il manque 50 places"
    assert title(toy(places={})) == "Niveau 5 : l’écart reste indéterminé"
    plenty = {"ab": (100, 100), "b": (0, 0), "c": (10, 10)}
    assert title(toy(places=plenty)) == "Niveau 5 : le besoin est couvert"
    assert title(toy(trainings=[], places={})) == "Niveau 5 : aucune formation pour ce besoin"
    assert title(toy(need_lines=[line("n", 0)])) == "Niveau 5 : aucun besoin"


def test_the_table_twin_holds_the_segment_alone():
    report = gaps(read_sample(), "experts")
    figure = gap_bars(read_sample(), report, 1)
    assert figure.table.column("family") == ("IA ingénieur",)
    assert figure.sentence == report.segments[1].sentence
    with pytest.raises(IndexError):
        gap_bars(read_sample(), report, 2)


def every_figure():
    study = read_sample()
    for scenario in study.scenarios:
        report = gaps(study, scenario.key)
        yield from ((gap_bars, study, report, place) for place in range(len(report.segments)))
        yield break_even_bars, study, report, None
    for made in (
        toy(),
        toy(places=PARTLY),
        toy(trainings=[], places={}),
        toy(need_lines=[line("n", 0)]),
    ):
        report = gaps(made, "s")
        yield gap_bars, made, report, 0
        yield break_even_bars, made, report, None


@pytest.mark.parametrize("speaker", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("width", [420.0, 640.0, 900.0])
def test_no_text_leaves_the_figure_and_every_long_text_is_bounded(speaker, width):
    for make, study, report, segment in every_figure():
        figure = make(study, report, segment, width=width)
        for mark in figure.marks:
            if isinstance(mark, Text):
                said = speaker.say(mark.said) if isinstance(mark.said, Message) else mark.said
                assert mark.limit is not None
                wide = min(estimated_width(said, mark.size, bold=mark.bold), mark.limit)
                start = {Anchor.START: 0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[mark.anchor]
                assert mark.x - start >= -0.01
                assert mark.x - start + wide <= width + 0.01
                assert 0 < mark.y <= figure.height
            if isinstance(mark, Rect):
                assert mark.x >= 0
                assert mark.x + mark.w <= width + 0.01
                assert mark.y + mark.h <= figure.height
        assert speaker.say(figure.title)
        assert speaker.say(figure.subtitle)
        assert speaker.say(figure.sentence)
        assert speaker.say(figure.source)


def test_nothing_is_cut_short_at_the_usual_width():
    for make, study, report, segment in every_figure():
        figure = make(study, report, segment)
        for mark in figure.marks:
            if isinstance(mark, Text):
                said = FRENCH.say(mark.said) if isinstance(mark.said, Message) else mark.said
                assert estimated_width(said, mark.size, bold=mark.bold) <= mark.limit, said


def test_break_even_bars_go_from_the_most_demanding_down():
    study = toy()
    figure = break_even_bars(study, gaps(study, "s"))
    assert rows(figure) == ["family:a", "family:b", "family:c"]  # 40, 30 and 10 leavers a year
    lengths = [
        mark.w for mark in figure.marks if isinstance(mark, Rect) and mark.paint.fill == "scale_3"
    ]
    assert [round(length / lengths[0], 4) for length in lengths] == [1, 0.75, 0.25]
    assert FRENCH.say(figure.title).replace("\u202f", " ") == (
        "A : 40 sortants par an à placer par la seule formation"
    )
    assert "30 sortants par an (2 formations)" in words(figure)


def test_a_family_without_training_has_a_word_and_no_bar():
    study = toy(trainings=[training("c", "c")], places={})
    figure = break_even_bars(study, gaps(study, "s"))
    assert words(figure).count("aucune formation") == 2
    nobody = toy(trainings=[], places={})
    assert "Aucune formation" in FRENCH.say(break_even_bars(nobody, gaps(nobody, "s")).title)


def test_an_unknown_need_is_told_beside_the_break_even():
    study = toy(
        need_lines=[line("n", (None, None, None))], allocation_shares=spread("n", {("c", 5): 1})
    )
    assert "besoin inconnu" in words(break_even_bars(study, gaps(study, "s")))
    open_need = toy(need_lines=[line("n", (110, None, None))])
    said = words(break_even_bars(open_need, gaps(open_need, "s")))
    assert "au moins 40 sortants par an (1 formation)" in said


def test_one_segment_can_be_drawn_alone():
    study = read_sample()
    report = gaps(study, "experts")
    figure = break_even_bars(study, report, 1)
    assert rows(figure) == ["family:ia-ingenieur"]
    assert figure.table.column("leavers_central") == (Fraction(213, 10),)
