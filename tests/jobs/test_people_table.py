"""A list shows what its rule decides on, and says once what all its rows share."""

import pyarrow as pa

from jobs.people_table import people_table
from policy.model import Column, Population
from tests.pages.fake_county import definitions


class Rule:
    """A rule as far as the table looks at it."""

    def __init__(self, *columns):
        self.columns = frozenset(columns)


class Version:
    """A version with a rule for who is counted and one for who is entitled."""

    closed = None
    among = Rule("alive")
    rules = (among, Rule("grade"))


class Measure:
    """A measure over persons."""

    over = "person"
    versions = (Version,)


def _table(alive, grades=(1, 2), *, null_test=False):
    policy = definitions()
    columns = {"alive": Column("alive", "在世", "bool"), "grade": Column("grade", "残疾等级", "number", null_test=null_test)}
    policy.populations["person"] = Population("person", "人员", "人", "person_key", "身份证号", ("persons",), (), "household_id", columns)
    policy.measures["m"] = Measure
    names = [f"{number}" for number in range(len(alive))]
    rows = pa.table({"key": names, "household_id": names, "township": names, "village": names, "alive": alive, "grade": pa.array(grades, pa.float64())})
    return people_table(rows, policy, "m")


def test_what_all_rows_share_is_said_once_and_has_no_column():
    table = _table([True, True])
    assert list(table.rows.columns) == ["苏木镇", "嘎查村", "户编号", "残疾等级"]
    assert table.common == ("在世 是",)


def test_what_decides_stays_even_where_it_is_the_same():
    assert "残疾等级" in _table([True, True], grades=(2, 2)).rows.columns


def test_what_differs_stays_and_comes_after_what_decides():
    table = _table([True, None])
    assert list(table.rows.columns)[-2:] == ["残疾等级", "在世"]
    assert list(table.rows["在世"]) == ["是", "缺数据"]
    assert table.common == ()


def test_a_list_of_one_row_keeps_its_columns():
    assert "在世" in _table([True], grades=(1,)).rows.columns


def test_a_blank_of_which_a_rule_asks_whether_it_is_filled_in_is_no_missing_data():
    assert list(_table([True, True], grades=(1, None)).rows["残疾等级"]) == ["1", "缺数据"]
    assert list(_table([True, True], grades=(1, None), null_test=True).rows["残疾等级"]) == ["1", "未填"]
