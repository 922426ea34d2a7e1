"""What a draft shares with fiches that exist."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.near_copies import RUN, shared_passages
from planner.fiches import Fiche
from planner.vocab import Register

TEXT = (
    "Concevoir un cas d’usage de l’intelligence artificielle avec les métiers afin de décider de "
    "son déploiement dans l’entreprise"
)


def fiche(number="RNCP1", **texts):
    return Fiche(number=number, title="IA", register=Register.RNCP, **texts)


def test_a_literal_copy_is_found_whatever_its_accents_and_capitals():
    (found,) = shared_passages([TEXT.upper().replace("É", "E")], [fiche(competences=TEXT)])
    assert found.alike == 1
    assert found.is_copy
    assert found.fiche == "RNCP1"


def test_a_long_run_inside_another_sentence_is_a_copy_too():
    start = " ".join(TEXT.split()[:14])
    mine = f"{start} puis former longuement chaque équipe aux gestes du nouveau processus de vente"
    (found,) = shared_passages([mine], [fiche(aims=TEXT)])
    assert found.words >= RUN
    assert found.is_copy


def test_the_same_subject_in_other_words_is_no_copy():
    mine = "Choisir, avec les équipes, où l’IA sera utile pour préparer sa mise en place"
    (found,) = shared_passages([mine], [fiche(competences=TEXT)])
    assert not found.is_copy


def test_each_passage_is_told_beside_its_nearest_fiche():
    other = "Analyser les données de vente afin de prévoir les stocks de la saison"
    known = [fiche("RNCP1", aims=other), fiche("RNCP2", competences=f"• {TEXT}\n• Vendre")]
    found = shared_passages([other, TEXT], known)
    assert {(each.passage, each.fiche) for each in found} == {(other, "RNCP1"), (TEXT, "RNCP2")}


def test_short_passages_and_empty_fiches_tell_nothing():
    assert shared_passages(["Oral", "Mise en situation"], [fiche(aims=TEXT)]) == ()
    assert shared_passages([TEXT], [fiche()]) == ()


words = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]), min_size=4
)


@given(words, words)
def test_the_run_told_stands_in_both_passages(mine, theirs):
    (found,) = shared_passages([" ".join(mine)], [fiche(aims=" ".join(theirs))])
    assert f" {found.run} ".strip() in " ".join(mine)
    assert found.run in " ".join(theirs)
    assert found.words == len(found.run.split())
    longest = max(
        (
            size
            for start in range(len(mine))
            for size in range(1, len(mine) - start + 1)
            if f" {' '.join(mine[start : start + size])} " in f" {' '.join(theirs)} "
        ),
        default=0,
    )
    assert found.words == longest
