"""Given a mark such as D5-11; gives whether the document and the clause exist, with a problem that names the nearest where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.forms import Place
    from policy.model import Document


def check_mark(mark: str, place: Place, documents: Mapping[str, Document]) -> bool:
    """Whether the mark names a document and, where the document lists its clauses, one of them."""
    document, _, clause = mark.partition("-")
    if not clause:
        place.problem(f"“{mark}”要写成 文件-条款，如 D5-11")
        return False
    if not place.known(document, documents, "文件"):
        return False
    clauses = documents[document].clauses
    return not clauses or place.known(clause, clauses, f"条款（{document}）")


def check_marks(marks: Iterable[str], place: Place, documents: Mapping[str, Document]) -> None:
    """Every mark, and at least one."""
    given = list(marks)
    if not given:
        place.problem("至少要写一个出处")
    for mark in given:
        check_mark(mark, place, documents)
