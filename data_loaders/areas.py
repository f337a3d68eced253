"""Given the county's own area sheet; gives the areas, and for names and codes in other sheets the village (or 未落村) in which a row lies."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from data_loaders.model import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

LEVELS = {"旗县": "county", "乡级": "township", "村级": "village"}
UNPLACED_NAME = "未落村"
COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS, HAMLET_DIGITS = 6, 9, 12, 15
LIKELY = 75
"""Similarity from which a name is offered as what may have been meant. A likeness never places a row."""

_COMMITTEES = (
    (re.compile(r"嘎查(?:村?民?委员会|村?委会|村)$"), "嘎查"),
    (re.compile(r"(?:行政村|村)?(?:村民委员会|村民委会|村委会|村委员会)$"), "村"),
    (re.compile(r"(?:社区)?(?:居民委员会|居委会)$"), "社区"),
)
_VILLAGE_ENDINGS = re.compile(r"(?:行政村|社区|嘎查|管委会|村|队)$")
_TOWNSHIP_ENDINGS = re.compile(
    r"(?:人民政府|镇政府|政府|街道办事处|街道|管理区|农牧场有限责任公司|农场有限责任公司|有限责任公司|有限公司|公司|农场|林场|牧场|苏木|民族乡|乡|镇)+$"
)
_NOISE = re.compile(r"[\s()（）\[\]【】\-—_·.、,，]+")


@dataclass(frozen=True)
class AreaIndex:
    """The areas of the county, made ready for look-up. by_code: code → area; townships: name form → codes; villages: (how the name was folded, township or
    an empty text for the whole county, name form) → codes."""

    areas: tuple[Area, ...]
    county: str
    by_code: Mapping[str, Area]
    townships: Mapping[str, frozenset[str]]
    villages: Mapping[tuple[int, str, str], frozenset[str]]
    bare_townships: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def unplaced(self) -> str:
        """The county's 未落村; an empty text while no county is known."""
        return self.county + "0" * (VILLAGE_DIGITS - COUNTY_DIGITS) if self.county else ""

    def name(self, code: str) -> str:
        """The area's name, or the code if it is not the county's."""
        return self.by_code[code].name if code in self.by_code else code

    def township_of_code(self, code: str) -> str:
        """The township that a code of the county's own sheet lies in (by its parent, which need not be its first digits), or an empty text."""
        area = self.by_code.get(code)
        while area is not None and area.level != "township":
            area = self.by_code.get(area.parent)
        return area.code if area else ""

    def find_township(self, name: str) -> str:
        """The code of the only township of that name, alias or name without its ending, also behind the county's name; an empty text if there is none or more
        than one."""
        for text in (name, self.behind(name, "county")[1]):
            for names, form in ((self.townships, fold(text)), (self.bare_townships, fold_township(text))):
                codes = names.get(form, frozenset())
                if len(codes) == 1:
                    return next(iter(codes))
        return ""

    def find_villages(self, name: str, township: str = "") -> frozenset[str]:
        """The codes of the villages of that name or alias in the township (or the county), the surest way of reading the name first."""
        found = (self.villages.get((how, township, form(name))) for how, form in enumerate(VILLAGE_FORMS))
        return next((codes for codes in found if codes), frozenset())

    def behind(self, name: str, level: str) -> tuple[str, str]:
        """The code of the area of that level whose full name stands in front (曙光旗曙光镇, 曙光镇新地村), and what stands behind it; else an empty code and
        the name."""
        form = fold(name)
        for area in self.areas:
            _, owner, rest = form.partition(fold(area.name)) if area.level == level else ("", "", "")
            if owner and rest:
                return area.code, rest
        return "", name

    def near_township(self, name: str) -> str:
        """The name of the township that may have been meant."""
        return near(name, [area.name for area in self.areas if area.level == "township"])


def areas_of(admin_units: pa.Table) -> tuple[Area, ...]:
    """The county's areas, with a 未落村 for the county and each township.

    admin_units: canonical rows of 行政区划 (unit_code, parent_code, unit_name, unit_aliases, level).
    """
    found = []
    columns = [admin_units.column(name).to_pylist() for name in ("unit_code", "parent_code", "unit_name", "unit_aliases", "level")]
    for code, parent, name, aliases, level in zip(*columns, strict=True):
        if level not in LEVELS or not code:
            continue
        width = {"township": COUNTY_DIGITS, "village": TOWNSHIP_DIGITS}.get(LEVELS[level], 0)
        found.append(Area(code, name or code, LEVELS[level], parent or code[:width], tuple(aliases or ())))
    unplaced = [Area(area.code.ljust(VILLAGE_DIGITS, "0"), UNPLACED_NAME, "village", area.code, unplaced=True) for area in found if area.level != "village"]
    taken = {area.code for area in found}
    return (*found, *(area for area in unplaced if area.code not in taken))


def index_areas(areas: Sequence[Area], county: str = "") -> AreaIndex:
    """The areas made ready for look-up by code, name, alias and name without its ending (村, 嘎查, 居委会, 镇, 农场 …).

    county: its code, for a county whose sheet does not name it.
    """
    by_code = {area.code: area for area in areas}
    county = next((area.code for area in areas if area.level == "county"), "") or county or next((area.code[:COUNTY_DIGITS] for area in areas), "")
    towns = [area for area in areas if area.level == "township"]
    villages = [area for area in areas if area.level == "village" and not area.unplaced]
    return AreaIndex(
        tuple(areas),
        county,
        by_code,
        _group((fold(name), area.code) for area in towns for name in (area.name, *area.aliases)),
        _group(
            ((how, place, form(name)), area.code)
            for area in villages
            for name in (area.name, *area.aliases)
            for how, form in enumerate(VILLAGE_FORMS)
            for place in (area.parent, "")
        ),
        _group((fold_township(name), area.code) for area in towns for name in (area.name, *area.aliases)),
    )


def _group(pairs: Iterable[tuple[object, str]]) -> dict:
    """Key → all its codes."""
    found: dict = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def fold(name: str) -> str:
    """A name after NFKC without white space and brackets."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def fold_kind(name: str) -> str:
    """A village name without its committee: 团结村村委会 and 团结村民委员会 are 团结村, 团结居委会 is 团结社区, which may be another place."""
    form = fold(name)
    for ending, kind in _COMMITTEES:
        bare = ending.sub("", form)
        if bare != form:
            return bare + kind if bare else form
    return form


def fold_village(name: str) -> str:
    """A village name without its ending: 新地村委会, 新地嘎查 and 新地 are one. 分场 stays, it is the name itself."""
    form = fold_kind(name)
    bare = _VILLAGE_ENDINGS.sub("", form)
    return bare if len(bare) > 1 else form


VILLAGE_FORMS = (fold, fold_kind, fold_village)
"""Ways of reading a village's name, the surest first."""


def fold_township(name: str) -> str:
    """A township name without its ending: 曙光镇人民政府, 曙光镇 and 曙光 are one."""
    form = fold(name)
    bare = _TOWNSHIP_ENDINGS.sub("", form)
    return bare if len(bare) > 1 else form


def near(name: str, names: Sequence[str]) -> str:
    """The nearest name that is alike enough to be offered."""
    found = process.extractOne(fold(name), names, scorer=fuzz.ratio, score_cutoff=LIKELY, processor=fold)
    if found is None:
        found = process.extractOne(fold(name), names, scorer=fuzz.ratio, score_cutoff=50, processor=fold)
    return found[0] if found else ""
