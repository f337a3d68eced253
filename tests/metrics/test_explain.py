"""Given one unit; its explanation gives every condition with value, outcome, clause and the cell of the workbook that it was read from."""

import pytest

from metrics.cells import compute
from metrics.explain import UnknownUnitError, explain
from metrics.model import CODES

FIRST = "159921101201"


def filled(county):
    rows = [
        {"person_key": "a", "id_no": "a", "household_id": "h1", "disability_grade": 1.0, "low_income_class": ["无"], "residence": "在村常住", "src_row": 17},
        {"person_key": "b", "id_no": "b", "household_id": "h1", "disability_grade": None, "low_income_class": ["特困人员"], "residence": "死亡", "src_row": 18},
    ]
    number = county.put("persons", [one | {"area_code": FIRST} for one in rows], township="159921101")
    columns = {"id_no": "A", "disability_grade": "F", "low_income_class": "G", "residence": "K"}
    county.store.sheets[number] = ({"file": "表.xlsx", "sheet": "persons", "columns": columns},)
    paid = county.pay("CL-HL", [{"person_key": "b", "src_row": 9}])
    county.store.sheets[paid] = ({"file": "表.xlsx", "sheet": "benefits", "columns": {"benefit_state": "G"}},)
    county.measure(
        among="alive",
        eligible="grade IN (1, 2) AND NOT includes(low_income, '特困人员')",
        received="has('CL-HL')",
        clauses={"grade": "D5-11", "low_income": "D4-2-7"},
    )
    return county.snapshot()


def lines(found):
    return [(line.rule, line.outcome, line.value, line.clause, line.source and line.source.cell) for line in found.lines]


def test_a_missed_person_is_explained_condition_by_condition(county):
    found = explain(filled(county), "m", "a")
    assert found.cell == "tf"
    assert found.outcomes == {"among": True, "eligible": True, "received": False}
    assert lines(found) == [
        ("among", True, "健在 = 是", "", "K17"),
        ("eligible", True, "残疾等级 = 1", "D5-11", "F17"),
        ("eligible", True, "低收入类别 = 无", "D4-2-7", "G17"),
        ("received", False, "护理补贴 = 否", "", None),
    ]
    assert "应享未享（疑似）" in found.sentence
    source = found.lines[1].source
    assert (source.file, source.sheet, source.label, source.upload_id) == ("表.xlsx", "persons", "人员", 2)


def test_an_unknown_value_names_the_blank_cell(county):
    found = explain(filled(county), "m", "b")
    assert (found.cell, found.outcomes) == ("ft", {"among": False, "eligible": False, "received": True})
    assert lines(found)[1] == ("eligible", None, "残疾等级 = 未知", "D5-11", "F18")
    assert lines(found)[3] == ("received", True, "护理补贴 = 是", "", "G9")


def test_the_cell_of_an_explanation_is_the_cell_that_was_counted(county):
    snapshot = filled(county)
    counted = sorted(CODES[row["cell"]] for row in compute(snapshot, ["m"]).to_pylist() for _ in range(row["units"]))
    assert sorted(explain(snapshot, "m", key).cell for key in "ab") == counted


def test_a_value_drawn_from_the_household_or_a_list_leads_to_its_own_sheet(county):
    county.put("households", [{"household_id": "h1", "area_code": FIRST, "hh_type": "脱贫户", "src_row": 5}], township="159921101")
    county.put("monitoring_cases", [{"case_id": "c", "household_id": "h1", "case_state": "帮扶中", "src_row": 8}], township="159921101")
    county.put(
        "persons", [{"person_key": "a", "id_no": "a", "household_id": "h1", "area_code": FIRST, "disability_grade": 1.0, "src_row": 3}], township="159921101"
    )
    sheets = ("households", "monitoring_cases", "persons")
    letters = ({"hh_type": "H"}, {"case_state": "Q"}, {"disability_grade": "F"})
    for number, (sheet, columns) in enumerate(zip(sheets, letters, strict=True), start=2):
        county.store.sheets[number] = ({"file": "表.xlsx", "sheet": sheet, "columns": columns},)
    county.measure(form="status", among="monitored", met="hh_type = '脱贫户' AND insured")
    found = explain(county.snapshot(), "m", "a")
    assert [line.source and (line.source.label, line.source.cell) for line in found.lines] == [("监测对象", "Q8"), ("农户", "H5"), None]
    assert (found.cell, [line.outcome for line in found.lines]) == ("unknown", [True, True, None])
    county.measure("h", over="household", form="status", met="severe_member")
    (line,) = explain(county.snapshot(), "h", "h1").lines
    assert (line.source.label, line.source.cell) == ("人员", "F3")


def test_a_key_that_no_unit_has_is_refused(county):
    with pytest.raises(UnknownUnitError, match="身份证号为“z”"):
        explain(filled(county), "m", "z")
