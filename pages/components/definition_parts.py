"""Given measures and parameters in words; gives the parts of 口径与依据."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.shortfall import GOOD, NO_LIGHT, PLAIN, POOR, SMALL_BASE, WATCH
from jobs.judge import ENOUGH
from pages.components.html import light_sign, show, table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.judge import Judgement
    from jobs.reference import MeasureReference, ParameterRow


_CSS = "xj-table xj-defs"


def measure_definition(measure: MeasureReference, *, open_: bool) -> None:
    """One measure: what it asks, its rules in words, clauses, data, parameters."""
    with st.expander(f"{measure.label}　·　{measure.system}　·　牵头：{measure.lead_unit}", expanded=open_):
        kind = f"{text(measure.form)}　以“{text(measure.unit)}”计数　口径版本：{text(measure.since)}"
        show(f'<p class="xj-lead">{text(measure.question)}</p><p class="xj-quiet">{kind}</p>')
        show(table([("部分", "nowrap"), ("规则（由程序所用的规则生成）", "")], [[text(part), text(words)] for part, words in measure.rules], css=_CSS))
        if measure.clauses:
            show(table([("条件", "nowrap"), ("依据条款", "")], [[text(name), text(clause)] for name, clause in measure.clauses], css=_CSS))
        show(f'<p class="xj-quiet xj-fine">事项出处：{text("；".join(measure.sources))}</p>')
        show(table([("所用数据", "nowrap"), ("列", "")], [[text(sheet), text(headings)] for sheet, headings in measure.data], css=_CSS))
        if measure.parameters:
            parameter_table(measure.parameters)
        for note in (measure.why, measure.caution):
            if note:
                st.caption(note)


def parameter_table(rows: Sequence[ParameterRow]) -> None:
    """Parameters with value, area, validity and source; missing ones stand out."""
    headings = [("代码", "nowrap"), ("参数", ""), ("本月的值", "nowrap"), ("适用", "nowrap"), ("有效期", "nowrap"), ("出处", "")]
    show(table(headings, [_parameter(row) for row in rows]))


def _parameter(row: ParameterRow) -> list[str]:
    value = f'<span class="xj-worse">▲ {text(row.value)}</span>' if row.missing else f"<b>{text(row.value)}</b>"
    return [text(row.code), text(row.label), value, text(row.area), text(row.since), text(row.source)]


def reading_rules(borders: Judgement) -> None:
    """How lights, rates, unknowns and small bases are to be read, with the borders in force."""
    watch, poor = f"{borders.lights.watch * 100:g}", f"{borders.lights.poor * 100:g}"
    some, many = f"{borders.area_watch * 100:g}%", f"{borders.area_poor * 100:g}%"
    rows = [
        [light_sign(GOOD), f"离目标不超过 {watch} 个百分点；应享已享没有写明目标的按 100%，计划按到本月底的序时进度"],
        [light_sign(WATCH), f"离目标 {watch} 至 {poor} 个百分点"],
        [light_sign(POOR), f"离目标超过 {poor} 个百分点"],
        ["地方的评价", f"看评得出的指标里有几成是“差”：不超过 {some} 为好，{some} 至 {many} 为关注，超过 {many} 为差；评得出的不到 {ENOUGH} 项，不作评价"],
        [light_sign(SMALL_BASE), "基数不到 30，比率照列，不作评价"],
        [light_sign(PLAIN), "金额、没有条款要求人人（村村）达到的条件、没有目标的占比、还没有开工的计划：只列数，不评好差"],
        [light_sign(NO_LIGHT), "没有数：缺数据、待县里填报，或这里没有对象"],
        ["颜色", "图上的颜色按离目标 2、5、15、30 个百分点分五档，各月各地相同，不随上面的界线变"],
        ["—", "分母为零，没有比率；不是 0%"],
        ["疑似", "只是数据比对的结果，核实之前不作结论"],
        ["无法判定", "缺数据，是与否都不能说；不计入比率，另给覆盖率的上下限"],
        ["覆盖率", "应享已享 ÷（应享已享 + 应享未享）"],
        ["应享未享率", "应享未享 ÷（应享已享 + 应享未享）"],
        ["不应享而享率", "占享受者：不应享而享 ÷（应享已享 + 不应享而享）；占不应享者：不应享而享 ÷（不应享而享 + 不应享未享）"],
        ["缺口人次", "应享未享的人，加上没有达到人人应达到的条件的人；同一人缺两项计两次；村、路、件和钱不计入人次"],
        ["序时进度", "按计划的起止日期，到本月底应完成的份额；没有日期的按全年，按月计"],
        ["按期办结率", "本月按期办结 ÷（本月办结 + 月末超期未办）；到期日的第二天起才算超期"],
        ["相符率", "与明细对得上、合要求的行 ÷ 能判定的行；不符的行逐行可查"],
        ["未落村", "找不到嘎查村的行，单列，计入苏木镇和全旗县"],
    ]
    show(table([("写法", "nowrap"), ("意思", "")], rows))
