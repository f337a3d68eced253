"""Given the shipped definitions and a real store; every measure has a figure where its sheets are there, and the figures are those counted by hand."""

from datetime import date

import pyarrow as pa
import pytest

from metrics.cells import compute
from metrics.explain import explain
from metrics.figures import figures
from metrics.model import CODES, LISTS, Cells, Tally
from metrics.people import people
from metrics.snapshot import Snapshot
from metrics.waiting import waiting
from policy.reader import read_policy
from store import open_store
from store.model import NewSlice, OriginalFile, Submission

MONTH, EAST, FIRST, SECOND = "2026-10", "159921101", "159921101201", "159921101202"
_N, _T, _B, _D, _L = pa.float64(), pa.string(), pa.bool_(), pa.date32(), pa.list_(pa.string())
_WHERE = {"src_file": _T, "src_sheet": _T, "src_row": pa.int64()}
TYPES = {
    "admin_units": {"unit_code": _T, "parent_code": _T, "unit_name": _T},
    "persons": {
        **{"person_key": _T, "id_no": _T, "household_id": _T, "area_code": _T, "name": _T, "birth_date": _D, "residence": _T, "is_lifted_person": _B},
        **{"is_relapsed": _B, "low_income_class": _L, "labour_ability": _T, "disability_grade": _N, "child_class": _T, "is_single_dibao": _B},
    },
    "households": {"household_id": _T, "area_code": _T, "hh_type": _T, "hh_registered_n": _N, "net_income_pc": _N, "rigid_expense": _N, "main_risk": _L},
    "benefits": {"person_key": _T, "household_id": _T, "benefit_state": _T, "amount": _N, "policy_code": _T},
    "monitoring_cases": {"case_id": _T, "household_id": _T, "area_code": _T, "case_state": _T, "risk_type": _L, "admitted_on": _D},
    "export_households": {"household_id": _T, "area_code": _T, "hh_type": _T, "net_income_pc": _N, "rigid_expense": _N, "monitor_class": _T},
    "export_persons": {
        **{"person_key": _T, "id_no": _T, "household_id": _T, "area_code": _T, "name": _T, "birth_date": _D, "labour_ability": _T, "school_state": _T},
        **{"school_absence_reason": _T, "resident_medical": _B, "employee_medical": _B, "resident_pension": _B, "employee_pension": _B},
        **{"dibao_state": _T, "extreme_poverty_state": _T, "disability_grade": _N},
    },
    "export_cases": {
        **{
            "case_id": _T,
            "household_id": _T,
            "area_code": _T,
            "case_type": _T,
            "identified_on": _D,
            "risks": _L,
            "cleared": _B,
            "cleared_on": _D,
            "clear_mode": _T,
        },
        **{
            "development_state": _T,
            "help_health": _L,
            "help_social": _L,
            "help_industry": _L,
            "help_compulsory": _L,
            "help_education": _L,
            "problem_housing": _B,
            "problem_water": _B,
        },
        **{"problem_school": _B, "problem_medical": _B},
    },
}


def new_slice(table, rows, *, month=MONTH, **key):
    types = TYPES[table] | _WHERE
    filled = [{"src_file": "表.xlsx", "src_sheet": table, "src_row": number + 4} | row for number, row in enumerate(rows)]
    data = pa.Table.from_pylist([{name: row.get(name) for name in types} for row in filled], schema=pa.schema(list(types.items())))
    return NewSlice(table, table, key, month, "2026-12", data)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path)


@pytest.fixture(scope="module")
def policy():
    return read_policy()


def hand_in(store, *slices):
    areas = [("159921", None, "曙光旗"), (EAST, "159921", "东镇"), (FIRST, EAST, "一村"), (SECOND, EAST, "二村")]
    rows = [dict(zip(("unit_code", "parent_code", "unit_name"), area, strict=True)) for area in areas]
    sheets = tuple({"file": "表.xlsx", "sheet": one.table, "columns": {"disability_grade": "Q", "risks": "AB"}} for one in slices)
    files = (OriginalFile("表.xlsx", "0" * 64, b"x"),)
    store.commit(Submission(MONTH, "县", None, files, (*slices, new_slice("admin_units", rows)), sheets))


def export(store):
    """Two households: one monitored with an illness that is treated and a study risk that is not, one not monitored; five people."""
    households = [
        {"household_id": "h1", "area_code": FIRST, "hh_type": "脱贫户", "net_income_pc": 8000.0, "rigid_expense": 0.0, "monitor_class": "脱贫不稳定户"},
        {"household_id": "h2", "area_code": SECOND, "hh_type": "一般户", "net_income_pc": 20000.0, "rigid_expense": 0.0},
    ]
    base = {"area_code": FIRST, "household_id": "h1", "resident_medical": True, "employee_medical": False, "resident_pension": True, "employee_pension": False}
    none = {"dibao_state": "未享受", "extreme_poverty_state": "不享受", "disability_grade": 0.0}
    persons = [
        {"person_key": "p1", "birth_date": date(1970, 1, 1), "labour_ability": "完全丧失"} | base | none | {"dibao_state": "农村低保"},
        {"person_key": "p2", "birth_date": date(2015, 5, 1), "labour_ability": "未成年或在校", "school_state": "小学"} | base | none,
        {"person_key": "p3", "birth_date": date(2016, 5, 1), "labour_ability": "未成年或在校", "school_absence_reason": "缺乏劳动力"}
        | base
        | none
        | {"school_state": "不在校"},
        {"person_key": "p4", "birth_date": date(1980, 1, 1), "labour_ability": "普通劳动力"} | base | none | {"household_id": "h2", "area_code": SECOND},
        {"person_key": "p5", "birth_date": date(1982, 1, 1), "labour_ability": "普通劳动力"} | base | none | {"household_id": "h2", "resident_pension": False},
    ]
    help_of = dict.fromkeys(("help_social", "help_industry", "help_compulsory", "help_education"), [])
    case = {"case_id": "h1@2026-01", "household_id": "h1", "area_code": FIRST, "cleared": False, "risks": ["因病", "因学"], "help_health": ["大病救治"]}
    cases = [case | help_of | {"case_type": "脱贫不稳定户", "identified_on": date(2026, 1, 1), "development_state": "尚未实施"}]
    named = [{"id_no": row["person_key"], "name": row["person_key"]} | row for row in persons]
    parts = (("export_households", households), ("export_persons", named), ("export_cases", cases))
    hand_in(store, *(new_slice(table, rows, township=EAST) for table, rows in parts))


COMPUTABLE = {
    "no_labour_floor": Cells(tt=1),
    "dibao_monitoring_link": Cells(tt=1, ff=1),
    "school_attendance": Tally(1, 2),
    "pension_enrolled": Tally(2, 3),
}
"""By hand, from the five people: p1 is 低保 in a monitored household without labour; p3 of school age is not at school; p5 is not enrolled."""


@pytest.mark.parametrize("measure", COMPUTABLE)
def test_measures_from_the_national_export_alone(store, policy, measure):
    export(store)
    (figure,) = figures(Snapshot(store, policy, MONTH, "159921"), [measure])
    assert figure.waiting is None
    assert (figure.cells or figure.tally) == COMPUTABLE[measure]


def test_at_least_six_measures_have_known_figures_from_the_export_alone(store, policy):
    export(store)
    found = figures(Snapshot(store, policy, MONTH, "159921"), policy.measures)
    known = [one.measure for one in found if (one.cells and one.cells.tt + one.cells.tf) or (one.tally and one.tally.denominator)]
    assert len(known) >= 6


def test_every_measure_has_a_figure_or_says_what_it_waits_for(store, policy):
    export(store)
    snapshot = Snapshot(store, policy, MONTH, "159921")
    for figure in figures(snapshot, policy.measures, "village"):
        assert (figure.waiting or "").startswith(("缺数据：", "需县里填报：")) or figure.cells is not None or figure.tally is not None, figure.measure


def test_lists_and_traces_of_every_measure_agree_with_its_cells(store, policy):
    export(store)
    snapshot = Snapshot(store, policy, MONTH, "159921")
    for measure in policy.measures.values():
        if waiting(snapshot, measure):
            continue
        cells = {}
        for row in compute(snapshot, [measure.id]).to_pylist():
            cells[row["cell"]] = cells.get(row["cell"], 0) + row["units"]
        for name in LISTS:
            listed = people(snapshot, measure.id, name)
            if measure.form == "targeting":
                assert listed.num_rows == sum(cells.get(CODES.index(cell), 0) for cell in LISTS[name]), (measure.id, name)
            for key, cell in zip(listed["key"].to_pylist(), listed["cell"].to_pylist(), strict=True):
                found = explain(snapshot, measure.id, key)
                assert found.cell == cell
                assert found.lines


def test_a_case_risk_is_explained_down_to_the_cell_of_the_export(store, policy):
    export(store)
    snapshot = Snapshot(store, policy, MONTH, "159921")
    (missed,) = people(snapshot, "case_help_matched", "missing").to_pylist()
    assert (missed["key"], missed["household_id"], missed["village"]) == ("h1@2026-01/因学", "h1", "一村")
    lines = {line.value: line for line in explain(snapshot, "case_help_matched", missed["key"]).lines}
    assert lines["风险 = 因学"].source.cell == "AB4"


def test_a_case_in_the_sheet_and_in_the_export_counts_once_as_the_export_has_it(store, policy):
    export(store)
    old = {"case_id": "JC-2022-1", "household_id": "h1", "area_code": FIRST, "case_state": "已消除", "risk_type": ["因灾"], "admitted_on": date(2022, 1, 1)}
    now = {"case_id": "JC-2026-1", "household_id": "h1", "area_code": FIRST, "case_state": "帮扶中", "risk_type": ["因病"], "admitted_on": date(2026, 1, 5)}
    other = {"case_id": "JC-2026-2", "household_id": "h2", "area_code": SECOND, "case_state": "帮扶中", "risk_type": ["因残"], "admitted_on": date(2026, 2, 1)}
    hand_in(store, new_slice("monitoring_cases", [old, now, other], township=EAST))
    snapshot = Snapshot(store, policy, MONTH, "159921")
    (figure,) = figures(snapshot, ["case_help_matched"])
    # The illness of h1 is treated and its schooling is not; of h2, which the export does not have, no measure is known. The cleared case of 2022 is outside.
    assert figure.cells == Cells(tt=1, tf=1, tn=1)
    assert people(snapshot, "case_help_matched", "reached")["key"].to_pylist() == ["h1@2026-01/因病"]


def test_both_registers_together_count_each_person_once(store, policy):
    export(store)
    person = {"person_key": "p1", "id_no": "p1", "household_id": "h1", "area_code": FIRST, "residence": "死亡", "low_income_class": ["无"]}
    hand_in(store, new_slice("persons", [person], township=EAST))
    (figure,) = figures(Snapshot(store, policy, MONTH, "159921"), ["pension_enrolled"])
    # p1 is dead according to the more trusted sheet, so only p4 and p5 are left.
    assert figure.tally == Tally(1, 2)


def test_undoing_a_list_makes_it_unknown_again_and_the_old_cube_comes_back(store, policy):
    export(store)
    hand_in(store, new_slice("benefits", [], payer="民政局", policy_code="MZ-DRB"))
    paid = [{"person_key": "p1", "household_id": "h1", "benefit_state": "在享", "amount": 500.0}]
    before = figures(Snapshot(store, policy, MONTH, "159921"), ["dibao_paid"])
    assert before[0].cells == Cells(tn=1, fn=4)
    hand_in(store, new_slice("benefits", paid, payer="民政局", policy_code="MZ-DB"))
    during = figures(Snapshot(store, policy, MONTH, "159921"), ["dibao_paid"])
    assert (during[0].cells, during[0].amount) == (Cells(tt=1, ft=2, ff=2), Cells(tt=500.0))
    store.undo(3)
    assert figures(Snapshot(store, policy, MONTH, "159921"), ["dibao_paid"]) == before
