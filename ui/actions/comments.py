"""The verbs of comments: who remarked what about a row, and when; each is one undoable step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.edits import Set
from planner.errors import EditRefused
from planner.messages import message
from planner.tables.comments import comments_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.study import Comment

_ROOM = "comments"


@verb("comments.list")
def list_comments(desk: Desk, key: str = "", collection: str = "trainings") -> Outcome:
    """The comments on the rows of a collection, or on the row of that key."""
    study = desk.document.study
    rowedits.known(collection)
    if key:
        rowedits.row_of(study, collection, key)
    return Outcome(tables=(comments_table(study, collection, key),))


@verb("comments.add", changes=True)
def add_comment(desk: Desk, key: str, text: str, collection: str = "trainings") -> Outcome:
    """Remark something about the row of that key, under one's name and the day's date."""
    rowedits.row_of(desk.document.study, collection, key)
    added = rowedits.add(
        desk,
        _ROOM,
        {
            "about": collection,
            "row": key,
            "text": rowedits.typed_values(desk, _ROOM, [f"text={text}"])["text"],
            "author": desk.author,
            "written_on": desk.today(),
        },
    )
    return Outcome(said=(message("done.added", key=added),), data={"key": added})


@verb("comments.edit", changes=True)
def edit_comment(desk: Desk, key: str, text: str) -> Outcome:
    """Say one's own comment in other words; its date stays."""
    comment: Comment = rowedits.row_of(desk.document.study, _ROOM, key)
    if not is_own(desk, comment):
        raise EditRefused("comment_not_own", author=comment.author)
    words = rowedits.typed_values(desk, _ROOM, [f"text={text}"])["text"]
    label = message("step.commented", name=str(words)[:80])
    desk.document.do(Set(_ROOM, key, (("text", words),)), label)
    return Outcome(said=(message("done.changed", key=key),), data={"key": key})


@verb("comments.remove", changes=True)
def remove_comment(desk: Desk, key: str) -> Outcome:
    """Take a comment away; ``undo`` brings it back."""
    rowedits.remove(desk, _ROOM, key)
    return Outcome(said=(message("done.removed", key=key),), data={"key": key})


def is_own(desk: Desk, comment: Comment) -> bool:
    """True where whoever is at work wrote the comment."""
    return comment.author == desk.author
