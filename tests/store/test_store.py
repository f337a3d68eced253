"""The store keeps submissions whole, knows which slice is current, undoes, freezes and remembers."""

import hashlib
import sqlite3
import zipfile

import pyarrow as pa
import pytest

from store import Computed, FrozenMonthError, NewSlice, OriginalFile, StoreError, Submission, backup, open_store, restore
from store.files import ORPHAN_SECONDS, keep, sweep
from store.retention import forget, prune

KEY = "159921198001010003"
OTHER = "15992119900101001X"


def submission(month="2026-05", values=(1,), table="persons", key=None, valid_until=None, files=(), held=()):
    rows = pa.table({"value": list(values)})
    new = NewSlice("人员", table, key or {"township": "159921101"}, month, valid_until or month, rows)
    originals = tuple(OriginalFile(name, hashlib.sha256(content).hexdigest(), content) for name, content in files)
    return Submission(month, "某镇", None, originals, (new,), ({"stored": len(values), "held": len(held), "set_aside": 1},), ({"code": "CELL-01"},), held)


def values(store, month, table="persons"):
    return [value for found in store.slices(table, month) for value in pa.parquet.read_table(found.path)["value"].to_pylist()]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "data")


def test_a_new_store_is_empty_and_its_version_is_nought(store):
    assert (store.version(), store.months(), store.tables(), store.history()) == (0, [], [], [])


def test_a_commit_makes_its_slices_current_and_raises_the_version(store):
    store.commit(submission(values=(1, 2)))
    assert values(store, "2026-05") == [1, 2]
    assert (store.version(), store.months(), store.tables()) == (1, ["2026-05"], ["persons"])


def test_a_later_upload_of_the_same_slice_replaces_it_and_undo_brings_the_old_back(store):
    store.commit(submission(values=(1,)))
    second = store.commit(submission(values=(2,)))
    assert values(store, "2026-05") == [2]
    store.undo(second)
    assert values(store, "2026-05") == [1]


def test_undo_of_an_older_upload_leaves_the_newer_current(store):
    first = store.commit(submission(values=(1,)))
    store.commit(submission(values=(2,)))
    store.undo(first)
    assert values(store, "2026-05") == [2]


def test_an_upload_is_undone_only_once_and_an_unknown_one_not_at_all(store):
    first = store.commit(submission())
    store.undo(first)
    with pytest.raises(StoreError, match="已经撤销"):
        store.undo(first)
    with pytest.raises(StoreError, match="没有编号"):
        store.undo(99)


def test_another_township_keeps_its_slice(store):
    store.commit(submission(values=(1,)))
    store.commit(submission(values=(2,), key={"township": "159921102"}))
    assert values(store, "2026-05") == [1, 2]


def test_a_slice_counts_to_the_last_month_in_which_it_is_valid_and_not_after(store):
    store.commit(submission(month="2026-05", valid_until="2026-07"))
    assert values(store, "2026-04") == []
    assert values(store, "2026-07") == [1]
    assert values(store, "2026-08") == []


def test_the_newest_valid_month_counts_even_when_an_older_month_is_handed_in_later(store):
    store.commit(submission(month="2026-06", values=(6,), valid_until="2026-08"))
    store.commit(submission(month="2026-05", values=(5,), valid_until="2026-07"))
    assert values(store, "2026-07") == [6]
    assert values(store, "2026-05") == [5]


def test_the_newest_upload_of_a_month_is_that_of_a_slice_that_still_counts_in_it(store):
    assert store.newest_upload("2026-05") == 0
    first = store.commit(submission("2026-05", valid_until="2026-12"))
    second = store.commit(submission("2026-05", valid_until="2026-06", key={"township": "159921102"}))
    third = store.commit(submission("2026-06"))
    store.commit(submission("2026-04", valid_until="2026-12"))  # handed in last, but newer months stand in its place
    assert [store.newest_upload(month) for month in ("2026-05", "2026-06", "2026-07")] == [second, third, first]
    store.undo(third)
    assert store.newest_upload("2026-06") == second


def test_slices_between_gives_every_month_of_the_window(store):
    for month in ("2026-04", "2026-05", "2026-06", "2026-07"):
        store.commit(submission(month=month))
    assert [found.month for found in store.slices_between("persons", "2026-05", "2026-06")] == ["2026-05", "2026-06"]


def test_one_submission_cannot_own_the_same_rows_twice(store):
    one = submission()
    twice = Submission(one.month, one.sender, None, (), one.slices * 2, ())
    with pytest.raises(StoreError, match="同一报送批次范围"):
        store.commit(twice)
    assert store.history() == []


def test_a_frozen_month_takes_nothing_and_shows_what_counted_when_it_was_frozen(store):
    first = store.commit(submission(month="2026-05", values=(1,), valid_until="2026-07"))
    store.freeze("2026-06")
    with pytest.raises(FrozenMonthError, match="2026-06 已封存"):
        store.commit(submission(month="2026-06"))
    store.undo(first)
    assert values(store, "2026-06") == [1]
    assert values(store, "2026-05") == []
    store.thaw("2026-06")
    assert values(store, "2026-06") == []


def test_an_upload_in_a_frozen_month_cannot_be_undone(store):
    first = store.commit(submission())
    store.freeze("2026-05")
    with pytest.raises(FrozenMonthError):
        store.undo(first)
    assert store.frozen() == ["2026-05"]


def test_history_holds_counts_files_issues_held_rows_and_the_original(store):
    held = ({"row": 7, "cells": {"姓名": "某某"}},)
    upload_id = store.commit(submission(files=[("人员.xlsx", b"bytes")], held=held))
    upload = store.history()[0]
    assert (upload.id, upload.state, upload.stored, upload.held, upload.set_aside) == (upload_id, "在用", 1, 1, 1)
    assert store.original(upload.files[0]["sha256"]) == b"bytes"
    assert store.issues(upload_id) == [{"code": "CELL-01"}]
    assert store.held(upload_id) == list(held)


def test_an_undone_upload_stays_in_history(store):
    first = store.commit(submission())
    store.undo(first)
    assert [upload.state for upload in store.history()] == ["已撤销"]
    assert store.months() == []


def test_a_confirmed_heading_is_remembered_for_its_layout_and_sender_only(store):
    store.remember("persons", "甲镇", "身份证", "id_no")
    assert store.mappings("persons", "甲镇") == {"身份证": "id_no"}
    assert store.mappings("persons", "乙镇") == {}


def test_cubes_computed_together_are_kept_in_one_file_and_found_one_by_one(store):
    assert store.cubes(["a", "b"]) == {}
    store.keep_cubes("2026-05", {"a": pa.table({"n": [1, 2]}), "b": pa.table({"n": pa.array([], pa.int64())}), "c": pa.table({"n": [3]})})
    store.keep_cubes("2026-06", {"d": pa.table({"n": [4]})})
    found = store.cubes(["c", "b", "d", "x"])
    assert {key: table.to_pydict()["n"] for key, table in found.items()} == {"b": [], "c": [3], "d": [4]}
    assert len(list((store.folder / "cubes").iterdir())) == 2


def test_a_cube_whose_file_is_gone_is_not_kept_and_can_be_kept_again(store):
    store.keep_cubes("2026-05", {"a": pa.table({"n": [1]})})
    next((store.folder / "cubes").iterdir()).unlink()
    assert store.cubes(["a"]) == {}
    store.keep_cubes("2026-05", {"a": pa.table({"n": [1]})})
    assert store.cubes(["a"])["a"].to_pydict() == {"n": [1]}


def test_cubes_that_nothing_names_are_swept_and_the_others_stay(store):
    store.keep_cubes("2026-05", {"a": pa.table({"n": [1]})})
    old = store.folder / "cubes" / "of-an-older-program.parquet"
    keep(old, b"rows")
    assert sweep(store.folder, store.referred(), now=old.stat().st_mtime + ORPHAN_SECONDS + 1) == 1
    assert list(store.cubes(["a"])) == ["a"]


def test_a_rule_that_counts_again_after_another_is_the_latest_again(store):
    def noted(rule, cube):
        store.note_computed([Computed("2026-05", "m", rule, cube, {"label": rule})])

    noted("old", "1")
    noted("new", "2")
    noted("old", "3")
    store.note_computed([Computed("2026-05", "n", "other", None, {"waiting": "需县里填报"}), Computed("2026-06", "m", "new", "9", {"label": "new"})])
    assert [(one.rule_key, one.cube_key, one.said["label"]) for one in store.computed("2026-05", "m")] == [("old", "3", "old"), ("new", "2", "new")]
    assert [one.measure for one in store.computed("2026-05")] == ["n", "m", "m"]
    assert store.computed("2026-07") == []


def test_a_month_is_frozen_with_its_definitions_until_it_is_opened(store):
    store.freeze("2026-05", definitions=b"rules of then")
    store.freeze("2026-06")
    assert store.definitions("2026-05").read_bytes() == b"rules of then"
    assert (store.definitions("2026-06"), store.definitions("2026-07")) == (None, None)
    assert store.definitions("2026-05") in store.referred()
    store.thaw("2026-05")
    assert store.definitions("2026-05") is None


def test_every_change_leaves_a_line_in_the_audit_trail(store):
    store.undo(store.commit(submission()), actor="县局")
    store.freeze("2026-05")
    assert [line["action"] for line in store.audit_trail()] == ["封存月份", "撤销", "报送入库"]


def test_a_second_store_on_the_same_folder_sees_each_commit(store):
    other = open_store(store.folder)
    store.commit(submission())
    assert other.version() == 1
    assert values(other, "2026-05") == [1]


def test_files_of_a_killed_load_are_swept_after_an_hour_and_those_in_use_are_not(store):
    store.commit(submission())
    current = store.slices("persons", "2026-05")[0].path
    orphan = store.folder / "slices" / "persons" / "abandoned.parquet"
    keep(orphan, b"rows")
    later = orphan.stat().st_mtime + ORPHAN_SECONDS
    assert sweep(store.folder, store.referred(), now=later - 1) == 0
    assert sweep(store.folder, store.referred(), now=later + 1) == 1
    assert (current.exists(), orphan.exists()) == (True, False)


def test_a_folder_of_a_newer_program_is_refused(store):
    connection = sqlite3.connect(store.folder / "catalogue.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="请先升级"):
        open_store(store.folder)


def test_a_backup_put_into_an_empty_folder_gives_the_same_store(store, tmp_path):
    store.commit(submission(files=[("a.xlsx", b"a")]))
    overlay = store.folder / "policy" / "parameters" / "county.toml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text("x = 1")
    backup(store.folder, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "new")
    other = open_store(tmp_path / "new")
    assert values(other, "2026-05") == [1]
    assert other.original(hashlib.sha256(b"a").hexdigest()) == b"a"
    assert (tmp_path / "new" / "policy" / "parameters" / "county.toml").read_text() == "x = 1"


def test_restore_takes_the_folder_back_to_the_backup_while_it_is_open_and_readers_notice(store, tmp_path):
    store.commit(submission(values=(1,)))
    backup(store.folder, tmp_path / "b.zip")
    store.commit(submission(values=(2,)))
    before = store.version()
    restore(tmp_path / "b.zip", store.folder)
    assert values(store, "2026-05") == [1]
    assert store.version() > before
    assert (store.folder / "catalogue.before-restore.sqlite").exists()


def test_a_damaged_or_foreign_file_is_not_restored_and_nothing_changes(store, tmp_path):
    store.commit(submission(values=(1,)))
    (tmp_path / "foreign.zip").write_bytes(b"not a zip")
    backup(store.folder, tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"other bytes" if name.endswith(".parquet") else good.read(name))
    for name in ("foreign.zip", "bad.zip"):
        with pytest.raises(StoreError, match="现有数据未作改动"):
            restore(tmp_path / name, store.folder)
    assert values(store, "2026-05") == [1]


def test_a_backup_that_points_outside_the_folder_is_refused(store, tmp_path):
    backup(store.folder, tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "evil.zip", "w") as evil:
        sums = good.read("manifest.json").decode().replace("{", '{"../evil": "' + hashlib.sha256(b"x").hexdigest() + '",', 1)
        for name in good.namelist():
            evil.writestr(name, sums if name == "manifest.json" else good.read(name))
        evil.writestr("../evil", b"x")
    with pytest.raises(StoreError, match="数据文件夹以外"):
        restore(tmp_path / "evil.zip", store.folder)


def test_a_backup_never_overwrites_a_file(store, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"older")
    with pytest.raises(StoreError, match="已经存在"):
        backup(store.folder, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"older"


def test_a_person_asked_to_be_forgotten_is_in_no_slice_held_row_or_original(store):
    rows = pa.table({"person_key": [KEY, OTHER, None], "value": [1, 2, 3]})
    new = NewSlice("人员", "persons", {}, "2026-05", "2026-05", rows)
    original = OriginalFile("a.xlsx", hashlib.sha256(b"a").hexdigest(), b"a")
    upload_id = store.commit(Submission("2026-05", "某镇", None, (original,), (new,), (), held=({"cells": {"身份证号": KEY}}, {"cells": {"身份证号": OTHER}})))
    assert forget(store, KEY, "管理员") == 1
    assert values(store, "2026-05") == [2, 3]
    assert store.held(upload_id) == [{"cells": {"身份证号": OTHER}}]
    with pytest.raises(StoreError, match="只留有记录"):
        store.original(original.sha256)
    assert not any(KEY.encode() in path.read_bytes() for path in store.folder.rglob("*.parquet"))
    assert KEY not in str(store.audit_trail())


def test_a_part_of_an_id_forgets_nobody(store):
    with pytest.raises(StoreError, match="18 位"):
        forget(store, "0003", "管理员")


def test_pruning_deletes_old_originals_and_superseded_slices_and_keeps_current_ones(store):
    store.commit(submission(values=(1,), files=[("a.xlsx", b"a")]))
    second = store.commit(submission(values=(2,), files=[("b.xlsx", b"b")]))
    assert prune(store, days=1) == 0
    assert prune(store, days=-1) == 3
    with pytest.raises(StoreError, match="保存期限"):
        store.undo(second)
    assert values(store, "2026-05") == [2]
