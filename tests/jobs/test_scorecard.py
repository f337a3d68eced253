"""考核对标 on figures by hand: what is scored, what is left out and why, who is ranked, what changed, and what the workbook says of it."""

import io

import openpyxl
import pytest

from jobs.panel import make_panel
from jobs.readings import Reading
from jobs.score_file import score_workbook
from jobs.score_quality import QualityRow, unknown_share
from jobs.scorecard import by_loss, score_of, scoreboard
from metrics.model import Cells, Figure, FlowCounts, LedgerSums, Tally
from metrics.pace import Pace
from policy.model import Measure
from policy.scorecard import COUNTY_ONLY, Dimension, ScoredMeasure
from tests.pages.fake_county import COUNTY, areas, definitions

EAST, WEST, SOUTH = "159921001", "159921002", "159921003"
NOW, BEFORE = "2026-10", "2026-09"
CARD = (
    Dimension("relief", "政策落实", "？", (ScoredMeasure("nursing_allowance", 4, "D5-11"), ScoredMeasure("dibao_paid", 2))),
    Dimension("guarantees", "三保障", "？", (ScoredMeasure("medical_enrolled", 2, "D5-3"), ScoredMeasure("housing_safe", 2, "D5-3", COUNTY_ONLY))),
)


def plain(text):
    return text.replace("\u00a0", " ")


def paid(measure, tt, tf, area=EAST, month=NOW):
    return Figure(month, measure, "targeting", "township", area, "", cells=Cells(tt=tt, tf=tf))


def met(measure, done, of, area=EAST, month=NOW):
    return Figure(month, measure, "status", "township", area, "", tally=Tally(done, of))


def board(found, card=CARD, months=(BEFORE, NOW)):
    return scoreboard(make_panel(found, months=months, areas=areas(), county_code=COUNTY), definitions(), card)


def whole(area, nursing, dibao, medical, month=NOW):
    """A township with figures per hundred of all three measures."""
    return [
        paid("nursing_allowance", nursing, 100 - nursing, area, month),
        paid("dibao_paid", dibao, 100 - dibao, area, month),
        met("medical_enrolled", medical, 100, area, month),
    ]


def test_a_township_s_score_is_the_weighted_mean_of_its_measures():
    place = board(whole(EAST, 80, 50, 100)).place(EAST)
    assert place.total.score == pytest.approx((4 * 80 + 2 * 50 + 2 * 100) / 8)
    assert [(cell.dimension, cell.text) for cell in place.cells] == [("relief", "70.0"), ("guarantees", "100.0")]
    assert [(line.measure, round(line.points, 2), round(line.lost, 2)) for line in place.lines] == [
        ("nursing_allowance", 40.0, 10.0),
        ("dibao_paid", 12.5, 12.5),
        ("medical_enrolled", 25.0, 0.0),
    ]
    assert sum(line.points for line in place.lines) == pytest.approx(place.total.score)
    assert place.worst.measure == "dibao_paid"


def test_what_costs_most_stands_first_and_what_is_left_out_last():
    lines = by_loss(board([paid("nursing_allowance", 80, 20), met("medical_enrolled", 50, 100)]).place(EAST).lines)
    assert [line.measure for line in lines] == ["medical_enrolled", "nursing_allowance", "dibao_paid"]  # 2 × 50 against 4 × 20


def test_what_cannot_be_told_is_left_out_with_its_reason_and_its_weight():
    found = [
        paid("nursing_allowance", 80, 20),
        Figure(NOW, "dibao_paid", "targeting", "township", EAST, "", waiting="缺数据：低保"),
        met("medical_enrolled", 29, 29),
    ]
    place = board(found).place(EAST)
    assert {line.measure: line.left_out for line in place.lines if line.left_out} == {"dibao_paid": "缺数据：低保", "medical_enrolled": "基数小（不到 30）"}
    assert (place.total.score, place.total.known) == (pytest.approx(80.0), 0.5)
    assert plain(place.told) == "1/3 项可评，占权重 50%"
    assert [cell.text for cell in place.cells] == ["80.0", "—"]
    assert place.rank == 1


def test_a_base_of_thirty_is_scored():
    place = board([met("medical_enrolled", 30, 30)]).place(EAST)
    assert [line.measure for line in place.lines if not line.left_out] == ["medical_enrolled"]


def test_less_than_half_of_the_weight_is_not_ranked_and_said():
    view = board([paid("dibao_paid", 100, 0), met("medical_enrolled", 9, 9), *whole(WEST, 60, 60, 60)])
    assert [(place.code, place.rank) for place in view.places[:2]] == [(WEST, 1), (EAST, None)]
    assert "曙光镇" in view.finding
    assert view.finding.endswith("可评权重不足一半，不排名。")


def test_a_dimension_known_by_less_than_half_of_its_weight_is_marked():
    place = board([paid("dibao_paid", 90, 10)]).place(EAST)  # 2 of 6 points
    assert [cell.text for cell in place.cells] == ["90.0*", "—"]


def test_townships_stand_by_rank_and_ties_share_one():
    view = board([*whole(EAST, 90, 90, 90), *whole(WEST, 70, 70, 70), *whole(SOUTH, 90, 90, 90)])
    assert [(place.code, place.rank) for place in view.places[:3]] == [(EAST, 1), (SOUTH, 1), (WEST, 3)]


def test_change_and_moves_are_against_the_month_before_over_what_both_tell():
    found = [*whole(EAST, 90, 90, 90), *whole(WEST, 80, 80, 80)]
    found += [paid("nursing_allowance", 60, 40, EAST, BEFORE), paid("dibao_paid", 60, 40, EAST, BEFORE), *whole(WEST, 85, 85, 85, BEFORE)]
    east, west = (board(found).place(code) for code in (EAST, WEST))
    assert (east.change.text, east.change.tone, plain(east.moved.text)) == ("+30.0", "better", "↑ 1")
    assert (west.change.text, west.change.tone, plain(west.moved.text)) == ("−5.0", "worse", "↓ 1")


def test_the_first_month_claims_no_change():
    place = board(whole(EAST, 90, 90, 90), months=(NOW,)).place(EAST)
    assert (place.change.text, place.moved.text) == ("—", "—")


def test_the_finding_names_first_last_weakest_and_movers():
    found = [*whole(EAST, 90, 90, 90), *whole(WEST, 70, 80, 90), *whole(COUNTY, 80, 85, 90)]
    found += [*whole(EAST, 80, 80, 80, BEFORE), *whole(WEST, 70, 80, 90, BEFORE)]
    said = board(found).finding
    assert said.startswith(
        "曙光镇 90.0 分居首，隆兴镇 77.5 分居末，失分最多的是“重度残疾人护理补贴”。曙光旗最弱的是“政策落实”，81.7 分。较上月升得最多的是曙光镇（+10.0）。"
    )


def test_nobody_to_rank_is_said():
    assert board([]).finding == "还没有一个苏木镇的可评权重达到一半，不排名。"


def test_a_lead_unit_is_scored_by_the_county_s_figures_of_what_it_leads():
    found = [paid("nursing_allowance", 60, 40, COUNTY), met("medical_enrolled", 90, 100, COUNTY), met("housing_safe", 50, 100, COUNTY)]
    units = {unit.name: unit for unit in board(found).units}
    assert {name: unit.text for name, unit in units.items()} == {"残联": "60.0", "医保局": "90.0", "乡村振兴局": "50.0"}  # 住房安全 is the county's alone
    assert plain(units["残联"].told) == "1/2 项可评，占权重 67%"
    assert [unit.name for unit in board(found).units] == ["乡村振兴局", "残联", "医保局"]
    assert "housing_safe" not in [line.measure for line in board(found).county.lines]


def test_another_weight_changes_the_score_and_nothing_else():
    found = whole(EAST, 80, 50, 100)
    heavier = (Dimension("relief", "政策落实", "？", (ScoredMeasure("nursing_allowance", 12, "D5-11"), ScoredMeasure("dibao_paid", 2))), CARD[1])
    before, after = board(found).place(EAST), board(found, heavier).place(EAST)
    assert after.total.score == pytest.approx((12 * 80 + 2 * 50 + 2 * 100) / 16)
    assert [(line.measure, line.value, line.score) for line in after.lines] == [(line.measure, line.value, line.score) for line in before.lines]


@pytest.mark.parametrize(
    ("figure", "higher_is", "target", "score", "why"),
    [
        (Figure(NOW, "m", "attainment", "township", EAST, "", tally=Tally(30, 90), pace=Pace(NOW, 30, 90, 1, 0, 60, 90, 30)), "better", None, 0.5, ""),
        (Figure(NOW, "m", "attainment", "township", EAST, "", tally=Tally(80, 90), pace=Pace(NOW, 80, 90, 1, 0, 60, 90, 80)), "better", None, 1.0, ""),
        (
            Figure(NOW, "m", "attainment", "township", EAST, "", tally=Tally(0, 90), pace=Pace(NOW, 0, 90, 1, 0, 0, 90, 0)),
            "better",
            None,
            None,
            "计划还没有开始",
        ),
        (Figure(NOW, "m", "flow", "township", EAST, "", tally=Tally(24, 40), flow=FlowCounts(in_time=24, late=16)), "better", None, 0.6, ""),
        (Figure(NOW, "m", "flow", "township", EAST, "", tally=Tally(0, 0), flow=FlowCounts()), "better", None, None, "本月没有件"),
        (Figure(NOW, "m", "status", "township", EAST, "", tally=Tally(24, 100)), "worse", 0.05, 0.8, ""),
        (Figure(NOW, "m", "status", "township", EAST, "", tally=Tally(24, 100)), "better", None, None, "没有目标可比"),
        (Figure(NOW, "m", "status", "township", EAST, "", tally=Tally(0, 0, 7)), "better", 1.0, None, "7 人无法判定（缺数据）"),
        (Figure(NOW, "m", "ledger", "township", EAST, "", tally=Tally(3, 4), ledger=LedgerSums(agreeing=3, differing=1)), "better", None, 0.75, ""),
        (
            Figure(NOW, "m", "ledger", "township", EAST, "", tally=Tally(0, 0, 7), ledger=LedgerSums(unknown=7)),
            *("better", None, None, "7 人无法判定（缺数据）"),
        ),
        (None, "better", 1.0, None, "没有数据"),
    ],
)
def test_every_form_is_held_against_its_own_aim(figure, higher_is, target, score, why):
    form = figure.form if figure else "status"
    measure = Measure("m", "M23", "项", "？", form, "person", None, (), higher_is, target, ())
    found, said = score_of(figure, measure, Reading(form, "人", agrees=form == "ledger"))
    assert (found, plain(said)) == (None if score is None else pytest.approx(score), why)


def test_the_unknown_share_is_over_units_that_can_be_counted():
    figures = [
        Figure(NOW, "a", "targeting", "township", EAST, "", cells=Cells(tt=60, tn=20)),
        met("b", 10, 15),
        Figure(NOW, "c", "status", "township", EAST, "", tally=Tally(0, 0, 5)),
        Figure(NOW, "d", "ledger", "township", EAST, "", tally=Tally(1, 900, 900), ledger=LedgerSums()),
        Figure(NOW, "e", "status", "township", EAST, "", waiting="缺数据"),
        None,
    ]
    assert unknown_share(figures) == pytest.approx(25 / 100)
    assert unknown_share([None]) is None


def test_the_workbook_holds_numbers_as_numbers_and_every_line():
    quality = (QualityRow(EAST, "曙光镇", 4, 2, 5, ("住房",), "1.5%", 3, 1),)
    book = openpyxl.load_workbook(io.BytesIO(score_workbook(board(whole(EAST, 80, 50, 100)), quality, NOW)))
    assert book.sheetnames == ["各苏木镇", "各牵头单位", "苏木镇明细", "牵头单位明细", "数据质量", "口径"]
    first = [cell.value for cell in book["各苏木镇"][4]]  # below title, caption and headings
    assert first[:3] == [1, "曙光镇", 77.5]
    assert [cell.value for cell in book["数据质量"][4]] == ["曙光镇", 4, 2, 5, "住房", 0.015, 3, 1]
    lines = [row for row in book["苏木镇明细"].iter_rows(values_only=True) if row[0] == "曙光镇"]
    assert [row[7] for row in lines] == [80, 50, 100]
    assert "不直接作为考核结论" in "".join(str(row[1]) for row in book["口径"].iter_rows(values_only=True))
