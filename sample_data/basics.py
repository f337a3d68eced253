"""Given the county; gives its sheets 行政区划 (with WGS-84 coordinates) and 政策参数 (the values that only a county can set)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.model import COUNTY_CODE, COUNTY_NAME
from sample_data.places import county_entry
from sample_data.workbook import SheetText

if TYPE_CHECKING:
    from sample_data.model import Sample

AREA_HEADINGS = (
    *("区划代码", "上级代码", "单位名称", "单位别名", "层级", "单位类型", "是否脱贫村", "是否重点帮扶", "脱贫年度"),
    *("户籍户数", "户籍人口数", "常住户数", "常住人口数", "经度", "纬度"),
)
PARAMETER_HEADINGS = ("参数代码", "参数名称", "参数值", "参数单位", "适用地区代码", "生效日期", "失效日期", "参数依据")
HEAVY = 5
"""Position of the village of each township that bears a heavy task; it is one of the lifted ones."""
PARAMETERS = (
    ("P122", "防返贫监测收入线", 9000, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P138", "高龄津贴起发年龄", 80, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P018", "重度残疾人医保缴费补贴", 50, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P025", "个人自负合规医疗费用上限", 3000, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P128", "医疗救助年度限额", 6000, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P180", "失学辍学劝返复学期限", 60, "天", "虚构示例，不是任何地方的实际标准"),
    ("P181", "“两癌”筛查起始年龄", 35, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P182", "“两癌”筛查最后年龄", 64, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P183", "大病保险倾斜起付线（合规自付超过）", 7000, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P184", "大病保险倾斜支付比例（不低于）", 65, "%", "虚构示例，不是任何地方的实际标准"),
    ("P185", "职称倾斜要求的基层服务年限", 5, "年", "虚构示例，不是任何地方的实际标准"),
    ("P020", "残疾儿童康复救助年龄下限", 0, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P021", "残疾儿童康复救助年龄上限", 7, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P022", "重残长期照护起始年龄", 16, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P160", "一户叠加享受现金救助补贴的项数上限", 3, "项", "虚构示例，不是任何地方的实际标准"),
    ("P161", "线索核实的期限", 7, "天", "虚构示例，不是任何地方的实际标准"),
    ("P162", "发现线索到纳入的期限", 15, "天", "虚构示例，不是任何地方的实际标准"),
    ("P163", "部门比对疑点核查的期限", 10, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P164", "防贫救助、防贫保赔付的期限", 10, "天", "虚构示例，不是任何地方的实际标准"),
    ("P165", "脱贫户“回头看”的最长间隔", 3, "月", "虚构示例，不是任何地方的实际标准"),
    ("P166", "帮扶联系人走访的最长间隔", 2, "月", "虚构示例，不是任何地方的实际标准"),
    ("P167", "纳入后首次帮扶的期限", 30, "天", "虚构示例，不是任何地方的实际标准"),
    ("P168", "社会救助申请办结的期限", 20, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P169", "收入骤减的比例", 30, "%", "虚构示例，不是任何地方的实际标准"),
    ("P170", "老年人的年龄起点（分类施保）", 60, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P171", "家庭经济状况核对的期限", 10, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P172", "临时救助办结的期限", 10, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P173", "低保、特困家庭定期核查的间隔", 12, "月", "虚构示例，不是任何地方的实际标准"),
    ("P074", "企业培训补贴（6-12个月合同）", 1000, "元/人", "虚构示例，不是任何地方的实际标准"),
    ("P075", "企业培训补贴（≥12个月合同）", 2000, "元/人", "虚构示例，不是任何地方的实际标准"),
    ("P076", "扶贫车间最低吸纳人数", 10, "人", "虚构示例，不是任何地方的实际标准"),
    ("P077", "扶贫车间补助（稳定≥6个月）", 2, "万元一次性", "虚构示例，不是任何地方的实际标准"),
    ("P078", "扶贫车间补助（稳定≥3年）", 6, "万元一次性", "虚构示例，不是任何地方的实际标准"),
    ("P079", "返乡新型主体车间补助", 5, "万元一次性", "虚构示例，不是任何地方的实际标准"),
    ("P080", "省级创业典型车间补助", 10, "万元一次性", "虚构示例，不是任何地方的实际标准"),
    ("P082", "稳定就业月数门槛", 6, "月", "虚构示例，不是任何地方的实际标准"),
    ("P132", "驻村在岗天数（2021年起）（不少于）", 200, "天/年", "虚构示例，不是任何地方的实际标准"),
    ("P133", "集体经济收入门槛", 5, "万元/村·年", "虚构示例，不是任何地方的实际标准"),
    ("P240", "劳动年龄（从）", 16, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P241", "劳动年龄（不满）", 60, "周岁", "虚构示例，不是任何地方的实际标准"),
    ("P242", "企业培训补贴较高一档的合同月数（不少于）", 12, "月", "虚构示例，不是任何地方的实际标准"),
    ("P243", "扶贫车间补助较高一档的稳定就业月数（不少于）", 36, "月", "虚构示例，不是任何地方的实际标准"),
    ("P244", "公益性岗位每月应出勤天数", 20, "天/月", "虚构示例，不是任何地方的实际标准"),
    ("P246", "每名村党组织书记的后备人数（不少于）", 2, "人", "虚构示例，不是任何地方的实际标准"),
    ("P248", "信访举报办结时限", 15, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P249", "涉贫舆情处置时限", 10, "个工作日", "虚构示例，不是任何地方的实际标准"),
    ("P200", "资金闲置期限（满多少个月算闲置）", 12, "个月", "虚构示例，不是任何地方的实际标准"),
    ("P201", "项目完工后验收期限", 30, "天", "虚构示例，不是任何地方的实际标准"),
    ("P202", "搬迁安置住房人均面积上限", 25, "平方米/人", "虚构示例，不是任何地方的实际标准"),
    ("P061", "每村合作社数（不少于）", 2, "个/村", "虚构示例，不是任何地方的实际标准"),
    ("P089", "创业担保贷款最高额度", 20, "万元", "虚构示例，不是任何地方的实际标准"),
    ("P221", "每苏木镇农场主导产业数（不超过）", 2, "个", "虚构示例，不是任何地方的实际标准"),
    ("P222", "全县主导产业数（不少于）", 3, "个", "虚构示例，不是任何地方的实际标准"),
    ("P223", "全县主导产业数（不超过）", 5, "个", "虚构示例，不是任何地方的实际标准"),
    ("P051", "自然村通硬化路户数门槛", 20, "户", "虚构示例，不是任何地方的实际标准"),
    ("P052", "巷道硬化户数门槛", 20, "户", "虚构示例，不是任何地方的实际标准"),
    ("P054", "宽带接入能力", 12, "Mbps", "虚构示例，不是任何地方的实际标准"),
    ("P058", "县道提质技术等级", "二级", "等级", "虚构示例，不是任何地方的实际标准"),
    ("P059", "旅游产业路技术等级", "三级", "等级", "虚构示例，不是任何地方的实际标准"),
    ("P261", "一个积分可兑换的金额", 1, "元/分", "虚构示例，不是任何地方的实际标准"),
    ("P262", "榜单记录评议期限", 92, "天", "虚构示例，不是任何地方的实际标准"),
)


def area_sheet(sample: Sample) -> SheetText:
    """County, townships and villages with their sizes counted from May's register."""
    households: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for household in sample.households:
        code = household.villages[0]
        for area in (code, code[:9], COUNTY_CODE):
            households[area] += 1
            people[area] += len(household.people)

    def row(code: str, parent: str, name: str, aliases: tuple[str, ...], level: str, kind: str, *rest: str | float | None) -> list[Any]:
        return [code, parent, name, ";".join(aliases), level, kind, *rest[:3], households[code], people[code], households[code], people[code], *rest[3:]]

    entry = county_entry()
    rows = [row(COUNTY_CODE, "", COUNTY_NAME, tuple(entry["aliases"]), "旗县", "旗县", None, "否", entry["lifted_year"])]
    for township in sample.townships:
        rows.append(row(township.code, COUNTY_CODE, township.name, township.aliases, "乡级", township.type, None, "否", None))
        for number, village in enumerate(township.villages):
            lifted = "是" if number % 4 == 1 else "否"
            key = "任务重嘎查村" if number == HEAVY else "否"
            rows.append(row(village.code, township.code, village.name, village.aliases, "村级", village.type, lifted, key, None, village.lon, village.lat))
    return SheetText("行政区划", AREA_HEADINGS, rows, titles=("曙光旗行政区划与基本情况（虚构）",), unit="经纬度坐标系：WGS-84")


def parameter_sheet() -> SheetText:
    """The county's own values."""
    rows = [[code, name, value, unit, COUNTY_CODE, date(2021, 1, 1), None, basis] for code, name, value, unit, basis in PARAMETERS]
    return SheetText("政策参数", PARAMETER_HEADINGS, rows, titles=("曙光旗政策参数（虚构）",))
