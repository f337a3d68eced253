"""Several files of one submission are read side by side: their sheets keep the order of the files, and progress is told on the caller's thread."""

import threading

from data_loaders.checking import read_submission
from data_loaders.model import InputFile, LoadContext

HEADING = "身份证号,险种,参保年度,参保状态\n"


def insurance(name: str, scheme: str) -> InputFile:
    return InputFile(name, f"{HEADING}15992119700101001X,{scheme},2026,已参保\n".encode())


def read(files, progress=None):
    return read_submission(files, LoadContext("2026-05", None, (), ()), progress=progress)


def test_sheets_come_in_the_order_of_their_files():
    names = [f"{number}.csv" for number in (3, 1, 2)]
    found = read([insurance(name, "居民医保") for name in names])
    assert [sheet.file for sheet in found.sheets] == names


def test_one_bad_file_does_not_keep_the_others_from_being_read():
    found = read([insurance("好.csv", "居民医保"), InputFile("空.csv", b""), insurance("也好.csv", "居民养老")])
    assert [sheet.file for sheet in found.sheets] == ["好.csv", "也好.csv"]
    assert {issue.file for issue in found.issues if issue.code.startswith("FILE-")} == {"空.csv"}


def test_progress_is_told_on_the_callers_thread_and_ends_at_one():
    told = []
    read([insurance("甲.csv", "居民医保"), insurance("乙.csv", "居民养老")], lambda words, share: told.append((threading.get_ident(), words, share)))
    assert {thread for thread, _, _ in told} == {threading.get_ident()}
    shares = [share for _, _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
