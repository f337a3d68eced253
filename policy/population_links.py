"""Given the populations; gives a problem for every name by which one refers to another, or to its own columns and tables, that is not there or does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy.model import TYPE_WORDS, Column, Population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.forms import Place

HOUSEHOLD = "household"
"""The population that of_household draws from, and whose members any_member and count_members count."""

PERSON = "person"
"""The population of the members and of the head."""

Populations = dict[str, tuple[Population, "Place"]]
FIXED_TYPES = {"any_member": "bool", "any_row": "bool", "count_members": "number", "sum_rows": "number", "exploded": "text"}
"""Origins that give one type only."""


def check_links(populations: Populations, sheets: Mapping[str, str]) -> None:
    """Check keys, households, explosions, sources and the columns drawn from other populations. sheets: the stored tables that there are."""
    for population, place in populations.values():
        _check_names(population, place)
        _check_tables(population, place, sheets)
        _check_explosion(population, place, populations)
        for column in population.columns.values():
            _check_column(column, population, place.at(f"columns.{column.name}"), populations)


def other_column(column: Column, population: Population) -> tuple[str, str, str] | None:
    """The origin, population and column that a column is drawn from, if it is drawn from one column of another population."""
    if column.of_household:
        return "of_household", HOUSEHOLD, column.of_household
    if column.of_head:
        return "of_head", PERSON, column.of_head
    if column.of_person:
        return "of_person", PERSON, column.of_person
    if column.of_parent:
        return "of_parent", population.explode_of or "", column.of_parent
    return None


def _check_names(population: Population, place: Place) -> None:
    names = {"household": population.household, "person": population.person, "called": population.called}
    for name, value in {**names, "key": None if population.key_of else population.key}.items():
        if value is not None:
            place.at(name).known(value, population.columns, "列")
    if not population.registers and population.explode_of is None:
        place.at("registers").problem("要写出登记这个总体的表（只有展开得来的总体可以没有）")
    if population.key_of and population.key in population.columns:
        place.at("key").problem("key_of 拼出的键不能与列同名，另起一个名字")
    if population.person is not None and population.household is not None:
        place.at("person").problem("写了 household 就不写 person：户从登记表里来")
    if not population.columns:
        place.at("columns").problem("没有一个列")


def _check_tables(population: Population, place: Place, sheets: Mapping[str, str]) -> None:
    """Every table that is read is one that a sheet feeds; [tables.…] may describe none besides."""
    for key, tables in (("registers", population.registers), ("lists", population.lists), ("tables", population.tables)):
        for table in tables:
            place.at(key).known(table, sheets, "表")
    for column in population.columns.values():
        for key, origin in (("any_row", column.any_row), ("sum_rows", column.sum_rows)):
            if origin is not None and origin.table not in population.tables:
                place.at(f"columns.{column.name}.{key}.table").known(origin.table, sheets, "表")


def _check_explosion(population: Population, place: Place, populations: Populations) -> None:
    if (population.explode_of is None) != (population.explode_column is None):
        place.problem("explode_of 与 explode_column 要同时写")
    elif population.explode_of is not None and place.at("explode_of").known(population.explode_of, populations, "总体"):
        columns, wanted = populations[population.explode_of][0].columns, str(population.explode_column)
        if place.at("explode_column").known(wanted, columns, "列") and columns[wanted].type != "list":
            place.at("explode_column").problem("要是多值列")
    exploded = [column.name for column in population.columns.values() if column.exploded]
    if len(exploded) != (0 if population.explode_of is None else 1):
        place.at("columns").problem(f"展开得来的总体要有一个 exploded 列，别的总体没有；写了 {len(exploded)} 个")


def _check_column(column: Column, population: Population, place: Place, populations: Populations) -> None:
    for origin, kind in FIXED_TYPES.items():
        if getattr(column, origin) and column.type != kind:
            place.at("type").problem(f"{origin} 的列类型要是 {kind}")
    tables = {*population.registers, *population.lists}
    for source in column.sources:
        place.at("sources").known(source.split(".")[0], tables, "表（registers 和 lists 里的才行）")
    of_a_household = population.household is not None or population.person is not None
    if (column.of_household or column.of_head) and not of_a_household:
        place.problem("总体没有写 household，不能从户里取列")
    if column.of_person and population.person is None:
        place.problem("总体没有写 person，不能从人员里取列")
    if (column.any_member is not None or column.count_members is not None) and not of_a_household:
        place.problem("总体没有写 household，不能数户里的人")
    linked = other_column(column, population)
    if linked is not None:
        _check_drawn(column, linked, place, populations)
    _check_rows(column, population, place)


def _check_drawn(column: Column, linked: tuple[str, str, str], place: Place, populations: Populations) -> None:
    origin, name, wanted = linked
    if name not in populations:
        place.at(origin).problem(f"没有可取列的总体{name}")
        return
    others = populations[name][0].columns
    if place.at(origin).known(wanted, others, "列") and others[wanted].type != column.type:
        place.at("type").problem(f"{name}.{wanted} 是{TYPE_WORDS[others[wanted].type]}，这里写的是{TYPE_WORDS[column.type]}")


def _check_rows(column: Column, population: Population, place: Place) -> None:
    """A table that nothing is named of (any row counts) need not be described; `by` names a stored column as it is, as `key` does."""
    tables = population.tables
    for name, origin in (("any_row", column.any_row), ("sum_rows", column.sum_rows)):
        named = origin is not None and (origin.rule is not None or origin.column is not None)
        if origin is not None and origin.on is not None:
            _check_on(origin.on, population, place.at(f"{name}.on"), by=origin.by)
        if origin is None or not named or not place.at(f"{name}.table").known(origin.table, tables, "表（要在本文件的 tables 里写出它的列）"):
            continue
        columns = tables[origin.table]
        if origin.column is not None and place.at(f"{name}.column").known(origin.column, columns, "列") and columns[origin.column].type != "number":
            place.at(f"{name}.column").problem("合计的列要是数值")


def _check_on(name: str, population: Population, place: Place, *, by: str | None) -> None:
    """The unit's column that a list's rows are matched with: one that is read from a sheet, named beside the list's own."""
    if by is None:
        place.problem("写了 on 就要写 by：名单里对应的列")
    if place.known(name, population.columns, "列") and not population.columns[name].sources:
        place.problem("只能是直接来自表的列（有 sources）")
