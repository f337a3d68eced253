"""Given the county; gives the form by which boundaries and points are added to 地图: check, look at what did not match, confirm; and the layers with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data_loaders.maps.model import BD09, CGCS2000, GCJ02, MAX_FILE_MB, SYSTEMS, WGS84, MapFileError
from data_loaders.model import InputFile
from jobs.map_layers import CheckedMap, assigned, check_map, keep_map
from pages.components.frame import frame
from pages.components.html import show, text
from pages.components.labels import unique_labels
from store import StoreError
from store.map_layers import MapLayer, read_map_layers, set_sheet_system, use_map_layer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County

_CHECKED, _SENDER, _ROUND = "_map_checked", "map_sender", "_map_round"
_WORDS = {
    WGS84: "WGS-84（卫星定位、手持机）",
    CGCS2000: "CGCS2000（自然资源部门、天地图）",
    GCJ02: "GCJ-02（高德、腾讯地图）",
    BD09: "BD-09（百度地图）",
}
_LISTED = 60


def show_layers(county: County) -> None:
    """Everything about the county's own boundaries and points, folded away unless the link asks for it (?layers=open)."""
    with st.expander("边界和点位：加入、撤下、坐标系", expanded=st.query_params.get("layers") == "open"):
        st.caption(
            "可以上传旗县自己的苏木镇、嘎查村边界或村部点位：GeoJSON，或打成 zip 的 Shapefile。只存在本机，不联网；撤下随时可以恢复。"
            "边界属内部资料，对外展示须有审图号。"
        )
        _layers(county)
        _form(county)
        checked = st.session_state.get(_CHECKED)
        if checked is not None:
            _review(county, checked)


def _layers(county: County) -> None:
    kept = read_map_layers(county.store)
    for layer in reversed(kept.layers):
        _layer(county, layer)
    chosen = st.selectbox(
        "行政区划表里经度、纬度的坐标系", SYSTEMS, index=SYSTEMS.index(kept.sheet_system), format_func=_WORDS.__getitem__, key="map_sheet_system"
    )
    if chosen != kept.sheet_system:
        set_sheet_system(county.store, chosen)
        st.rerun()


def _layer(county: County, layer: MapLayer) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    parts = [layer.file, layer.system, f"边界 {layer.boundaries} 个、点 {layer.points} 个", f"{layer.sender}　{layer.received_at[:10]}"]
    with left:
        show(f"<b>图层 {layer.id}　{'在用' if layer.in_use else '已撤下'}</b>　{text(' · '.join(parts))}")
    if right.button("撤下" if layer.in_use else "恢复", key=f"layer_{layer.id}", width="stretch"):
        use_map_layer(county.store, layer.id, in_use=not layer.in_use)
        st.rerun()


def _form(county: County) -> None:
    turn = st.session_state.get(_ROUND, 0)
    file = st.file_uploader(
        f"边界或点位文件，不超过 {MAX_FILE_MB} MB", type=["geojson", "json", "zip"], key=f"map_file_{turn}", on_change=_forget, max_upload_size=MAX_FILE_MB
    )
    first, second, third = st.columns([3, 3, 1], vertical_alignment="bottom")
    system = first.selectbox(
        "文件的坐标系", SYSTEMS, index=None, placeholder="请选，选错会差几百米到一公里多", format_func=_WORDS.__getitem__, key="map_system", on_change=_forget
    )
    sender = second.text_input("上传人", key=_SENDER, placeholder="姓名或科室", max_chars=40)
    if not third.button("检查", key="map_check", width="stretch", disabled=file is None or system is None) or file is None or system is None:
        return
    if not sender.strip():
        st.warning("请先填上传人，图层上要写明是谁给的。")
        return
    try:
        st.session_state[_CHECKED] = check_map(county, InputFile(file.name, file.getvalue()), system)
    except MapFileError as error:
        st.error(str(error))


def _forget() -> None:
    """Another file or system: what was checked no longer is what would be stored."""
    st.session_state.pop(_CHECKED, None)


def _review(county: County, checked: CheckedMap) -> None:
    """What matched, what did not and what was set aside; 确认加入."""
    show(f'<div class="xj-sum">{text(checked.sums)}</div>')
    labels = _labels(county)
    for note in _notes(checked, labels):
        st.caption(note)
    _set_aside(checked)
    final = assigned(checked, _choose(checked, labels)) if checked.open else checked
    matched = len(final.matches) - len(final.open)
    left, right = st.columns([1, 4])
    if left.button(f"确认加入 {matched} 个", type="primary", key="map_confirm", disabled=not matched, width="stretch"):
        _keep(county, final)
    if right.button("放弃", key="map_drop"):
        _forget()
        st.rerun()


def _labels(county: County) -> dict[str, str]:
    """Code → label of every area that a feature may be."""
    names = {area.code: area.name for area in county.areas}
    full = {
        area.code: f"{names.get(area.parent, '')}·{area.name}" if area.level == "village" else area.name for area in county.areas if not area.unplaced
    }  # fmt: skip
    return unique_labels(full)


def _notes(checked: CheckedMap, labels: Mapping[str, str]) -> list[str]:
    notes = list(checked.reading.notes)
    if checked.repeated:
        notes.append("同一个村有几个点，取第一个：" + "、".join(labels.get(code, code) for code in checked.repeated))
    found = {match.code for match in checked.matches}
    villages = [label for code, label in labels.items() if "·" in label and code not in found]
    some = any("·" in labels.get(code, "") for code in found)
    if some and villages:
        notes.append(f"这份文件里没有的嘎查村 {len(villages)} 个：{'、'.join(villages[:_LISTED])}{'等' if len(villages) > _LISTED else ''}")
    return notes


def _set_aside(checked: CheckedMap) -> None:
    if checked.reading.set_aside:
        rows = [{"第几个": each.number, "名称": each.name, "为什么不能用": each.why} for each in checked.reading.set_aside]
        st.markdown(f"**不能用的 {len(rows)} 个**")
        frame(pd.DataFrame(rows), hide_index=True, key="map_aside", alt="不能用的图形和原因")


def _choose(checked: CheckedMap, labels: Mapping[str, str]) -> dict[int, str]:
    """The features without an area: a person picks one, or leaves the feature out."""
    st.markdown(f"**没对上的 {len(checked.open)} 个**：在“对应到”一栏选，不选的不加入。")
    rows = [
        {"第几个": each.number, "文件里的名称": each.name, "为什么": each.why, "可能是": labels.get(each.near, ""), "对应到": None} for each in checked.open
    ]  # fmt: skip
    table = pd.DataFrame(rows).astype({"对应到": "object"})
    column = st.column_config.SelectboxColumn("对应到", options=list(labels.values()))
    fixed = ["第几个", "文件里的名称", "为什么", "可能是"]
    edited = st.data_editor(table, hide_index=True, disabled=fixed, column_config={"对应到": column}, placeholder="不加入", key="map_open")
    codes = {label: code for code, label in labels.items()}
    return {number: codes[label] for number, label in zip(edited["第几个"], edited["对应到"], strict=True) if label in codes}


def _keep(county: County, checked: CheckedMap) -> None:
    try:
        layer = keep_map(county, checked, sender=st.session_state[_SENDER].strip())
    except StoreError as error:
        st.error(str(error))
        return
    _forget()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.toast(f"已加入图层 {layer.id}：边界 {layer.boundaries} 个、点 {layer.points} 个。")
    st.rerun()
