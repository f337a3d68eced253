"""Given a data folder; gives the Store: commits submissions as one transaction, says which slices are current, undoes, freezes and remembers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store import computed, files, keepsakes, packs
from store.catalogue import Catalogue, bump
from store.model import Computed, FrozenMonthError, NewSlice, Saved, Slice, StoreError, Submission, Upload

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyarrow as pa

IN_USE, UNDONE = "在用", "已撤销"
_UPLOADED = "u.committed_version <= :version AND (u.undone_version IS NULL OR u.undone_version > :version)"


def open_store(folder: Path) -> Store:
    """The store in `folder`, made if it is not there; files left by a killed load are swept. Raises StoreError for a folder of a newer program."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, Catalogue(folder))
    store.sweep()
    return store


class Store:
    """One data folder. Safe to use from several threads and processes at once; every change is one SQLite transaction."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue

    def version(self) -> int:
        """The version of the data: it grows with every commit, undo, freeze and thaw."""
        return self._read("SELECT value FROM meta WHERE name = 'version'")[0]["value"]

    def commit(self, submission: Submission) -> int:
        """Store a submission and give the id of its upload.

        All its slices become current together, or none does. Raises FrozenMonthError if one lies in a frozen month,
        StoreError if two of its slices own the same rows.
        """
        contents = {_name(new): files.parquet_bytes(new.rows) for new in submission.slices}
        if len(contents) != len(submission.slices):
            raise StoreError("同一批文件里有两份表占用同一报送批次范围，请合并后再报。")
        paths = {name: self._slice_path(name[0], files.content_name(content)) for name, content in contents.items()}
        with self.catalogue.writing() as connection:
            self._refuse_frozen(connection, {submission.month, *(new.month for new in submission.slices)})
            # The files come first and are complete before the COMMIT that makes them current; inside the transaction the sweeper of another process cannot run.
            for name, content in contents.items():
                files.keep(paths[name], content)
            for original in submission.files:
                files.keep(self._original_path(original.sha256), original.content)
            upload_id = _insert_upload(connection, submission, bump(connection))
            for new in submission.slices:
                _insert_slice(connection, upload_id, new, paths[_name(new)].stem)
            _insert_notes(connection, upload_id, submission)
            _audit(connection, submission.sender, "报送入库", f"批次 {upload_id}，{submission.month}，{len(submission.files)} 个文件")
        return upload_id

    def undo(self, upload_id: int, actor: str = "") -> None:
        """Make what was current before this upload current again. Raises StoreError for an unknown or undone upload, FrozenMonthError for a frozen month."""
        with self.catalogue.writing() as connection:
            row = connection.execute("SELECT month, undone_version FROM uploads WHERE id = ?", (upload_id,)).fetchone()
            if row is None:
                raise StoreError(f"没有编号为 {upload_id} 的报送批次，请在“历史与撤销”中核对编号。")
            if row["undone_version"] is not None:
                raise StoreError(f"报送批次 {upload_id} 此前已经撤销，无须再次撤销。")
            self._refuse_frozen(connection, {row["month"]})
            connection.execute("UPDATE uploads SET undone_version = ? WHERE id = ?", (bump(connection), upload_id))
            self._refuse_pruned(connection, upload_id)
            _audit(connection, actor, "撤销", f"批次 {upload_id}，{row['month']}")

    def slices(self, table: str, month: str) -> list[Slice]:
        """The slices of a table that count in `month`: for each slice key the newest still valid. A frozen month shows what counted when it was frozen."""
        rows = self._slices("s.tbl = :table AND s.month <= :month AND s.valid_until >= :month", month, {"table": table})
        return _newest(rows, lambda found: (found.table, _key(found.key)))

    def newest_upload(self, month: str) -> int:
        """The newest upload whose slices count in `month`, 0 without any; the same as by `slices` of all tables, in one query."""
        valid = f"{_UPLOADED} AND s.month <= :month AND s.valid_until >= :month"
        sql = f"SELECT s.tbl, s.key, s.upload_id FROM slices s JOIN uploads u ON u.id = s.upload_id WHERE {valid} ORDER BY s.month, s.upload_id"
        return max({(row["tbl"], row["key"]): row["upload_id"] for row in self._read(sql, {"month": month, **self._now(month)})}.values(), default=0)

    def slices_between(self, table: str, since: str, until: str) -> list[Slice]:
        """The current slices of a table for every month from `since` to `until`: for each slice key and month the newest."""
        rows = self._slices("s.tbl = :table AND s.month BETWEEN :since AND :month", until, {"table": table, "since": since})
        return _newest(rows, lambda found: (found.table, _key(found.key), found.month))

    def tables(self) -> list[str]:
        """Tables of which something is stored, in alphabetical order."""
        return [
            row["tbl"]
            for row in self._read(f"SELECT DISTINCT s.tbl FROM slices s JOIN uploads u ON u.id = s.upload_id WHERE {_UPLOADED} ORDER BY 1", self._now())
        ]

    def months(self) -> list[str]:
        """Months for which something was submitted, oldest first."""
        return [row["month"] for row in self._read(f"SELECT DISTINCT u.month FROM uploads u WHERE {_UPLOADED} ORDER BY 1", self._now())]

    def history(self) -> list[Upload]:
        """Every upload, newest first."""
        return [self._upload(row) for row in self._read("SELECT * FROM uploads ORDER BY id DESC")]

    def upload(self, upload_id: int) -> Upload:
        """One upload. Raises StoreError if there is none with this id."""
        rows = self._read("SELECT * FROM uploads WHERE id = :id", {"id": upload_id})
        if not rows:
            raise StoreError(f"没有编号为 {upload_id} 的报送批次，请在“历史与撤销”中核对编号。")
        return self._upload(rows[0])

    def issues(self, upload_id: int) -> list[dict[str, Any]]:
        """The issues of an upload in their order."""
        return [json.loads(row["issue"]) for row in self._read("SELECT issue FROM issues WHERE upload_id = :id ORDER BY position", {"id": upload_id})]

    def add_issues(self, upload_id: int, issues: Iterable[Mapping[str, Any]]) -> None:
        """Append issues that could only be found once the upload was stored: where it disagrees with what others handed in."""
        with self.catalogue.writing() as connection:
            first = connection.execute("SELECT count(*) FROM issues WHERE upload_id = ?", (upload_id,)).fetchone()[0]
            rows = [(upload_id, first + position, json.dumps(dict(issue), ensure_ascii=False)) for position, issue in enumerate(issues)]
            connection.executemany("INSERT INTO issues VALUES (?, ?, ?)", rows)

    def held(self, upload_id: int) -> list[dict[str, Any]]:
        """The rows that an upload held back, in their order."""
        return [json.loads(row["row"]) for row in self._read("SELECT row FROM held WHERE upload_id = :id ORDER BY position", {"id": upload_id})]

    def original(self, sha256: str) -> bytes:
        """An original file as handed in. Raises StoreError if it is no longer kept."""
        path = self._original_path(sha256)
        if not path.exists():
            raise StoreError("这份原件已按保存期限或删除要求清除，只留有记录。")
        return path.read_bytes()

    def freeze(self, month: str, actor: str = "", *, definitions: bytes | None = None) -> None:
        """Fix a month: its figures stay as they are now and nothing more is accepted for it. definitions: what its figures are computed by, as one file."""
        with self.catalogue.writing() as connection:
            name = files.content_name(definitions) if definitions is not None else None
            if definitions is not None and name is not None:
                files.keep(self._definitions_path(name), definitions)
            connection.execute("INSERT OR IGNORE INTO frozen VALUES (?, ?, ?)", (month, bump(connection), name))
            _audit(connection, actor, "封存月份", month)

    def thaw(self, month: str, actor: str = "") -> None:
        """Open a frozen month again."""
        with self.catalogue.writing() as connection:
            connection.execute("DELETE FROM frozen WHERE month = ?", (month,))
            bump(connection)
            _audit(connection, actor, "解除封存", month)

    def definitions(self, month: str) -> Path | None:
        """The file of the definitions with which a month was frozen; None for a month that is open, or was frozen without."""
        rows = self._read("SELECT definitions FROM frozen WHERE month = :month", {"month": month})
        path = self._definitions_path(rows[0]["definitions"]) if rows and rows[0]["definitions"] else None
        return path if path is not None and path.exists() else None

    def frozen(self) -> list[str]:
        """The frozen months, oldest first."""
        return [row["month"] for row in self._read("SELECT month FROM frozen ORDER BY 1")]

    def remember(self, layout: str, sender: str, heading: str, column: str) -> None:
        """Keep which column a heading means in this layout for this sender."""
        with self.catalogue.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO mappings VALUES (?, ?, ?, ?)", (layout, sender, heading, column))

    def mappings(self, layout: str, sender: str) -> dict[str, str]:
        """Headings that this sender's uploads of the layout are known to use → column."""
        rows = self._read("SELECT heading, col FROM mappings WHERE layout = :layout AND sender = :sender", {"layout": layout, "sender": sender})
        return {row["heading"]: row["col"] for row in rows}

    def cubes(self, keys: Iterable[str]) -> dict[str, pa.Table]:
        """The cubes that are kept under these keys. A key names data and rules by content, so a kept cube never goes stale."""
        return packs.read(self.catalogue.connection, self.folder, keys)

    def keep_cubes(self, month: str, cubes: Mapping[str, pa.Table]) -> None:
        """Keep cubes of one form under their keys, in one file; `month` is written into it for people who look at the folder.

        Raises StoreError if another writer does not finish in time: then they are not kept.
        """
        with self.catalogue.writing() as connection:
            packs.keep(connection, self.folder, month, cubes)

    def note_computed(self, notes: Iterable[Computed]) -> None:
        """Note by which rules measures were computed; the newest note of a month and measure is that of its latest rules and data."""
        with self.catalogue.writing() as connection:
            computed.note(connection, notes)

    def computed(self, month: str, measure: str | None = None) -> list[Computed]:
        """By which rules a measure (default: every measure) was computed in a month, the latest first."""
        return computed.read(self.catalogue.connection, month, measure)

    def save(self, saved: Saved, actor: str = "") -> None:
        """Keep something that a reader put together, under its name; what had the name before is replaced."""
        with self.catalogue.writing() as connection:
            keepsakes.save(connection, saved)
            _audit(connection, actor, "保存", f"{saved.kind}：{saved.name}")

    def unsave(self, kind: str, name: str, actor: str = "") -> None:
        """Forget what is kept under a name; a name that nothing has changes nothing."""
        with self.catalogue.writing() as connection:
            if keepsakes.unsave(connection, kind, name):
                _audit(connection, actor, "删去", f"{kind}：{name}")

    def saved(self, kind: str) -> list[Saved]:
        """What is kept of a kind, the newest first."""
        return keepsakes.saved(self.catalogue.connection, kind)

    def audit(self, actor: str, action: str, detail: str) -> None:
        """Write a line of the audit trail; `detail` must name no person."""
        with self.catalogue.writing() as connection:
            _audit(connection, actor, action, detail)

    def audit_trail(self) -> list[dict[str, str]]:
        """The audit trail, newest first: at, actor, action, detail."""
        return [dict(row) for row in self._read("SELECT at, actor, action, detail FROM audit ORDER BY id DESC")]

    def sweep(self) -> int:
        """Delete files that a killed load left behind; gives their number."""
        with self.catalogue.writing() as connection:  # so that no commit of another process is between its files and its entries
            return files.sweep(self.folder, self.referred(connection))

    def referred(self, connection: sqlite3.Connection | None = None) -> set[Path]:
        """Every file that an entry of the catalogue refers to."""
        connection = connection or self.catalogue.connection
        slices = {self._slice_path(row["tbl"], row["content"]) for row in connection.execute("SELECT DISTINCT tbl, content FROM slices")}
        originals = {self._original_path(file["sha256"]) for row in connection.execute("SELECT files FROM uploads") for file in json.loads(row["files"])}
        kept = {packs.path(self.folder, row["pack"]) for row in connection.execute("SELECT DISTINCT pack FROM cubes")}
        definitions = {self._definitions_path(row["definitions"]) for row in connection.execute("SELECT definitions FROM frozen") if row["definitions"]}
        return slices | originals | kept | definitions

    def _read(self, sql: str, values: Mapping[str, Any] | None = None) -> list[sqlite3.Row]:
        return self.catalogue.connection.execute(sql, values or {}).fetchall()

    def _now(self, month: str | None = None) -> dict[str, int]:
        frozen = self._read("SELECT version FROM frozen WHERE month = :month", {"month": month}) if month else []
        return {"version": frozen[0]["version"] if frozen else self.version()}

    def _slices(self, condition: str, month: str, values: Mapping[str, str]) -> list[Slice]:
        sql = f"SELECT s.* FROM slices s JOIN uploads u ON u.id = s.upload_id WHERE {_UPLOADED} AND {condition} ORDER BY s.month, s.upload_id"
        return [self._slice(row) for row in self._read(sql, {**values, "month": month, **self._now(month)})]

    def _slice(self, row: sqlite3.Row) -> Slice:
        path = self._slice_path(row["tbl"], row["content"])
        key = json.loads(row["key"])
        return Slice(row["layout"], row["tbl"], key, row["month"], row["valid_until"], row["upload_id"], row["content"], path, row["rows"])

    def _upload(self, row: sqlite3.Row) -> Upload:
        sheets = tuple(json.loads(row["sheets"]))
        sums = {name: sum(sheet.get(name, 0) for sheet in sheets) for name in ("stored", "held", "set_aside")}
        state = IN_USE if row["undone_version"] is None else UNDONE
        kept = tuple(json.loads(row["files"]))
        return Upload(row["id"], row["month"], row["sender"], row["township"], row["received_at"], state, kept, sheets, **sums)

    def _refuse_frozen(self, connection: sqlite3.Connection, months: set[str]) -> None:
        frozen = sorted(months & {row["month"] for row in connection.execute("SELECT month FROM frozen")})
        if frozen:
            raise FrozenMonthError(f"{'、'.join(frozen)} 已封存，不能再报送或撤销；确需更改，请由管理员先解除封存。")

    def _refuse_pruned(self, connection: sqlite3.Connection, upload_id: int) -> None:
        """An undo must not make a slice current whose rows the retention rule has deleted."""
        earlier = connection.execute(
            "SELECT s.tbl, s.content, max(s.upload_id) FROM slices s JOIN uploads u ON u.id = s.upload_id AND u.undone_version IS NULL "
            "JOIN slices mine ON mine.upload_id = ? AND mine.tbl = s.tbl AND mine.key = s.key AND mine.month = s.month GROUP BY s.tbl, s.key, s.month",
            (upload_id,),
        )
        if any(not self._slice_path(row["tbl"], row["content"]).exists() for row in earlier):
            raise StoreError("撤销后应恢复的早先数据已按保存期限清除，不能撤销；请重新报送正确的文件来替换。")

    def _slice_path(self, table: str, content: str) -> Path:
        return self.folder / files.SLICES / table / f"{content}.parquet"

    def _original_path(self, sha256: str) -> Path:
        return self.folder / files.ORIGINALS / sha256

    def _definitions_path(self, name: str) -> Path:
        return self.folder / files.DEFINITIONS / f"{name}.zip"


def _key(key: Mapping[str, str]) -> str:
    return json.dumps(dict(key), ensure_ascii=False, sort_keys=True)


def _name(new: NewSlice) -> tuple[str, str, str]:
    return new.table, _key(new.key), new.month


def _newest(rows: Iterable[Slice], owner: Any) -> list[Slice]:  # noqa: ANN401 - a key function
    """The last slice of each owner; rows come oldest first."""
    found = {owner(row): row for row in rows}
    return [found[name] for name in sorted(found)]


def _insert_upload(connection: sqlite3.Connection, submission: Submission, version: int) -> int:
    names = json.dumps([{"name": file.name, "sha256": file.sha256} for file in submission.files], ensure_ascii=False)
    sheets = json.dumps([dict(sheet) for sheet in submission.sheets], ensure_ascii=False)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    cursor = connection.execute(
        "INSERT INTO uploads (month, sender, township, received_at, files, sheets, committed_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (submission.month, submission.sender, submission.township, at, names, sheets, version),
    )
    return int(cursor.lastrowid or 0)


def _insert_slice(connection: sqlite3.Connection, upload_id: int, new: NewSlice, content: str) -> None:
    row = (upload_id, new.layout, new.table, _key(new.key), new.month, new.valid_until, content, new.rows.num_rows)
    connection.execute("INSERT INTO slices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _insert_notes(connection: sqlite3.Connection, upload_id: int, submission: Submission) -> None:
    for table, notes in (("issues", submission.issues), ("held", submission.held)):
        rows = [(upload_id, position, json.dumps(dict(note), ensure_ascii=False)) for position, note in enumerate(notes)]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)


def _audit(connection: sqlite3.Connection, actor: str, action: str, detail: str) -> None:
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    connection.execute("INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)", (at, actor, action, detail))
