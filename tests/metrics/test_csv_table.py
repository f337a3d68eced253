"""Given a CSV file; its columns have the types that their non-blank values show, and blanks are unknown."""

from datetime import date

import pytest

from metrics.csv_table import CsvError, column_type, read_csv


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-2.5", "1e3"], "number"),
        (["0", "0.5", None], "number"),
        (["0012", "13"], "text"),
        (["159921199001011234"], "text"),
        (["123456789012345"], "number"),
        (["2026-01-31", None], "date"),
        (["2026-02-30"], "text"),
        (["2026-01-31", "3"], "text"),
        ([None, None], "text"),
        (["是", "1"], "text"),
        (["1,234"], "text"),
        (["nan"], "text"),
        (["１２"], "text"),
        ([" 7 "], "number"),
    ],
)
def test_a_column_has_the_type_of_its_non_blank_values(values, kind):
    assert column_type(values) == kind


def test_blanks_are_unknown_and_not_zero(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("n,d,t\n1,2026-01-31,甲\n , ,　\n", encoding="utf-8")
    assert read_csv(path).rows.to_pylist() == [{"n": 1.0, "d": date(2026, 1, 31), "t": "甲"}, {"n": None, "d": None, "t": None}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_file_may_be_utf8_or_gb18030(tmp_path, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes("户编号,村\n0012,甲村\n".encode(encoding))
    assert read_csv(path).rows.to_pylist() == [{"户编号": "0012", "村": "甲村"}]


@pytest.mark.parametrize(("text", "said"), [("", "空的"), ("a,a\n1,2\n", "不止一次"), ("a,\n1,2\n", "没有列名"), ("a,b\n1\n", "第 2 行")])
def test_a_file_that_is_no_table_is_refused_with_the_place(tmp_path, text, said):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CsvError, match=said):
        read_csv(path)
