"""Given nothing; gives a small briefing written by hand, for the tests of every kind of file."""

from __future__ import annotations

from charts.bars import Bar, ranked_bars
from charts.trend import TrendPoint, trend
from reports.model import Brief, Chart, Paragraph, Section, Series, Table

LEAD = "截至2026年10月，全旗监测对象 312 户 1 204 人，护理补贴应享未享（疑似）37 人，较上月增加 12 人，隆德镇最多。"
FOOTER = "曙光旗 · 2026年10月 · 已报 9/10 个苏木镇 · 数据版本 23"
TOWNSHIPS = Table(
    "各苏木镇进展",
    ("苏木镇", "应享", "已享", "覆盖率", "评价"),
    (("隆德镇", "120", "96", "80.0%", "■ 差"), ("红柳镇", "80", "76", "95.0%", "▲ 关注"), ("=曙光镇", "1 060", "1 060", "100.0%", "● 好")),
    numbers=(1, 2, 3),
    widths=(2, 1, 1, 1, 1),
    note="覆盖率 = 已享 ÷ 应享。",
)
BARS = Chart(
    "应享未享人数（疑似）",
    "隆德镇应享未享最多，24 人；红柳镇 4 人。",
    ranked_bars([Bar("隆德镇", "159921102", 24, "80.0%"), Bar("红柳镇", "159921103", 4, "95.0%")], title="应享未享（人）"),
    "bar",
    ("隆德镇", "红柳镇"),
    (Series("应享未享", (24, 4)),),
)
LINE = Chart(
    "护理补贴覆盖率",
    "覆盖率由5月的 91.0% 降到6月的 88.2%。",
    trend([TrendPoint("5月", 0.91, 0.9, 0.95, "91.0%", "91.0%"), TrendPoint("6月", 0.882, 0.86, 0.93, "88.2%", "88.2%")]),
    "line",
    ("5月", "6月"),
    (Series("覆盖率", (0.91, 0.882)),),
    percent=True,
)


def a_brief(**changes) -> Brief:
    """The briefing, with some fields replaced."""
    parts = {
        "masthead": "有效衔接工作简报",
        "issue": "2026年第10期",
        "organ": "曙光旗乡村振兴局",
        "date": "2026年11月2日",
        "title": "2026年10月曙光旗帮扶政策落实情况",
        "lead": LEAD,
        "sections": (
            Section("总体情况", "护理补贴落实下降", (Paragraph(LEAD), LINE)),
            Section("各苏木镇进展", "隆德镇最弱", (TOWNSHIPS, BARS)),
            Section("存在问题", "三类问题要办", (Paragraph('隆德镇护理补贴应享未享（疑似）24 人，牵头：民政局。引号"、反斜线\\、井号#、美元$都照样印。'),)),
            Section("下步建议", "请民政局牵头核实", (Paragraph("民政局牵头，11月底前逐户核实。"),)),
        ),
        "annex": (TOWNSHIPS,),
        "basis": (Paragraph("护理补贴：残疾等级为一、二级且不是特困人员（磴口方案 11）。"),),
        "notes": ("应享未享是数据比对的疑似名单，核实前不作结论。",),
        "footer": FOOTER,
    }
    return Brief(**(parts | changes))
