"""Given the catalogue; notes and tells by which rules each measure was computed in each month, in words and with their values."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from store.model import Computed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def note(connection: sqlite3.Connection, notes: Iterable[Computed]) -> None:
    """Enter the notes. A rule that counts again after another becomes the latest again; the words of a rule are kept once, when they are given."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    for one in notes:
        said = json.dumps(dict(one.said), ensure_ascii=False)
        if one.said:
            connection.execute("INSERT OR REPLACE INTO rules VALUES (?, ?)", (one.rule_key, said))
        connection.execute("DELETE FROM computed WHERE month = ? AND measure = ? AND rule_key = ?", (one.month, one.measure, one.rule_key))
        row = (one.month, one.measure, one.rule_key, one.cube_key, at)
        connection.execute("INSERT INTO computed (month, measure, rule_key, cube_key, at) VALUES (?, ?, ?, ?, ?)", row)


def read(connection: sqlite3.Connection, month: str, measure: str | None) -> list[Computed]:
    """The notes of a month, the latest first."""
    sql = "SELECT c.*, r.said FROM computed c JOIN rules r ON r.rule_key = c.rule_key WHERE c.month = ? AND (? IS NULL OR c.measure = ?) ORDER BY c.id DESC"
    rows = connection.execute(sql, (month, measure, measure))
    return [Computed(row["month"], row["measure"], row["rule_key"], row["cube_key"], json.loads(row["said"]), row["at"]) for row in rows]
