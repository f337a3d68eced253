"""A measure among groups of people: every group counted by hand, the unknown a group of its own, and all groups together the measure's own figure."""

import pytest

import sample_data
from jobs.county import open_county
from jobs.load import load_files
from jobs.parity import GROUPS, has_parity, parity_counts, parity_view, villages_in
from jobs.wording import worded
from metrics.figures import figures
from metrics.model import CODES
from tests.jobs.small_county import EAST, MONTH, benefit, benefits, county_in, person, persons

NURSING = "nursing_allowance"
UNPAID = [("东升村", "19900101"), ("东升村", "19500101"), ("新地村", "19500101")]
PAID = [("西升村", "19900101"), ("新地村", "19900101")]


def row(serial, village, birth, **more):
    return person(serial, village, grade="1", birth=birth, **more)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Five severely disabled people: of three of 36 years two are paid, of two of 76 none; of one of 36 the grade is blank; one is not disabled."""
    found = county_in(tmp_path_factory.mktemp("parity") / "data")
    rows = [row(number, village, birth) for number, (village, birth) in enumerate([*UNPAID, *PAID], 1)]
    blank = row(6, "西升村", "19900101").replace(" 1 在村常住", " - 在村常住")
    paid = [benefit(number, "CL-HL", payer="残联", birth=birth) for number, (_, birth) in enumerate(PAID, len(UNPAID) + 1)]
    load_files(found, [persons(*rows, blank, person(7, "东升村")), benefits(*paid)], month=MONTH, sender="县局")
    return found


def view(county, measure=NURSING, area=None):
    counted = parity_counts(county, MONTH, measure)
    return parity_view(
        counted, worded(county.policy, MONTH, county.code).readings[measure], villages_in(county, MONTH, area or county.code), higher_is_better=True
    )


def lines(found, name):
    parity = next(each for each in found.parities if each.name == name)
    return {line.label: line for line in parity.lines}


def test_each_group_has_its_numerator_denominator_and_difference_to_the_rest(county):
    ages = lines(view(county), "年龄")
    assert {label: line.rate.replace("\u00a0", " ") for label, line in ages.items()} == {
        "16—59 岁": "66.7%（2/3）",
        "60—79 岁": "0.0%（0/2）",
    }
    assert ages["16—59 岁"].against.replace("\u00a0", " ") == "+66.7 个百分点"  # the others together: 0 of 2
    assert ages["60—79 岁"].against.replace("\u00a0", " ") == "−66.7 个百分点"  # the others together: 2 of 3
    assert [line.unknown for line in ages.values()] == ["1", "0"]


def test_a_group_of_fewer_than_thirty_is_marked_and_has_no_colour(county):
    assert all(line.small and line.tone == "none" for line in lines(view(county), "年龄").values())
    assert view(county).finding.startswith("没有两组都在 30")


def test_the_place_groups_by_the_type_of_the_township(county):
    kinds = lines(view(county), "苏木镇类型")
    assert {label: line.rate for label, line in kinds.items()} == {"镇": "33.3%（1/3）", "苏木": "50.0%（1/2）"}


def test_what_has_one_group_only_is_not_compared(county):
    assert "残疾" in view(county).same
    assert "苏木镇类型" in view(county, area=EAST).same


def test_only_measures_over_people_or_households_are_compared(county):
    assert has_parity(county, NURSING)
    others = [name for name, measure in county.policy.measures.items() if measure.over not in GROUPS]
    assert others
    assert not any(has_parity(county, name) for name in others)


def test_a_measure_without_a_figure_has_no_groups(county):
    assert parity_counts(county, "2020-01", NURSING) is None


def test_every_way_of_grouping_holds_every_unit_that_the_figure_counts(sample_data_folder):
    county, month = open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME), "2026-10"
    for measure in (NURSING, "monitoring_admission"):
        figure = figures(county.snapshot(month), [measure])[0]
        counted = parity_counts(county, month, measure)
        for name in counted.labels:
            cells = dict.fromkeys(CODES, 0)
            for one in counted.counts:
                cells[CODES[one.cell]] += one.units if one.grouping == name else 0
            assert cells == {cell: getattr(figure.cells, cell) for cell in CODES}


def test_a_notable_difference_between_large_groups_is_said_and_coloured(sample_data_folder):
    county, month = open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME), "2026-10"
    reading = worded(county.policy, month, county.code).readings[NURSING]
    villages = villages_in(county, month, county.code)
    found, turned = (parity_view(parity_counts(county, month, NURSING), reading, villages, higher_is_better=better) for better in (True, False))
    coloured = [
        (line.tone, after.tone) for one, other in zip(found.parities, turned.parities, strict=True) for line, after in zip(one.lines, other.lines, strict=True)
    ]
    assert ("worse", "better") in coloured
    assert found.finding.startswith("差距最大的是")
