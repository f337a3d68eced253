"""A measure by groups that rules tell apart: every counted unit stands in one group, and what cannot be told is a group of its own."""

from metrics.grouped import OTHER, UNTOLD, area_types, grouped

FIRST, THIRD = "159921101201", "159921102201"


def filled(county):
    people = [
        {"person_key": "a", "labour_ability": "普通劳动力", "disability_grade": 1.0, "area_code": FIRST},
        {"person_key": "b", "labour_ability": "无劳动力", "disability_grade": 1.0, "area_code": FIRST},
        {"person_key": "c", "labour_ability": "没听说过", "disability_grade": 2.0, "area_code": THIRD},
        {"person_key": "d", "labour_ability": None, "disability_grade": 2.0, "area_code": THIRD},
        {"person_key": "e", "labour_ability": None, "disability_grade": 2.0, "area_code": FIRST, "residence": "死亡"},
    ]
    county.put("persons", [one | {"id_no": one["person_key"]} for one in people])
    county.pay("CL-HL", ["a"])
    county.measure(among="in_register AND alive", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot()


def rules(county, *texts):
    return [county.policy.rule(text, county.policy.populations["person"].columns) for text in texts]


def test_each_unit_stands_in_one_group_of_each_way_and_the_untold_and_other_are_groups(county):
    snapshot = filled(county)
    labour = rules(county, "labour = '普通劳动力'", "labour = '无劳动力'")
    found = grouped(snapshot, snapshot.policy.measures["m"], {"劳动力": labour, "残疾": rules(county, "grade = 1", "grade = 2")})
    counts = {(one.grouping, one.group, one.village, one.cell): one.units for one in found}
    tt, tf = 4, 3
    assert counts == {
        ("劳动力", 0, FIRST, tt): 1,
        ("劳动力", 1, FIRST, tf): 1,
        ("劳动力", OTHER, THIRD, tf): 1,
        ("劳动力", UNTOLD, THIRD, tf): 1,
        ("残疾", 0, FIRST, tt): 1,
        ("残疾", 0, FIRST, tf): 1,
        ("残疾", 1, THIRD, tf): 2,
    }


def test_an_area_sheet_without_types_gives_none(county):
    assert area_types(filled(county)) == {}
