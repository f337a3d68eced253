"""Given the folder of definitions and the county's overlay; gives the Policy, or every problem of every file at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy.column_rules import check_circles, read_column_rules
from policy.definitions import WORD, Policy
from policy.forms import Place
from policy.model import PolicyError, Problem
from policy.nearest import nearest
from policy.overlay import HOLIDAYS, SCORECARD, overlay_file, overlay_files
from policy.population_links import check_links
from policy.read_conflicts import read_conflicts
from policy.read_figures import read_figures
from policy.read_holidays import read_holidays
from policy.read_lists import read_benefits, read_documents, read_periods, read_sheets, read_units, unit_names
from policy.read_parameters import read_parameters, with_county_values
from policy.read_populations import read_populations
from policy.read_scorecard import read_scorecard
from policy.read_systems import THEMES, Known, read_systems
from policy.read_tasks import read_tasks
from policy.read_themes import read_themes
from policy.toml_files import toml_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["POLICY_FOLDER", "Policy", "PolicyError", "read_policy"]

POLICY_FOLDER = Path(__file__).parent
SINGLE_FILES = ("benefits.toml", "conflicts.toml", "documents.toml", "figures.toml", "sheets.toml", "tasks.toml", "units.toml", "words.toml")
THEMES_FILE = "themes.toml"
OPTIONAL_FILES = (HOLIDAYS, SCORECARD, THEMES_FILE)
"""May be absent: then weekends alone are free, and figures in working days say so; nothing is scored; themes show measures in the order of the systems."""

FOLDERS = ("systems", "populations", "parameters")


def read_policy(folder: Path = POLICY_FOLDER, overlay: Path | None = None) -> Policy:
    """Read all definitions. overlay: a folder of the county's own files in the same form (see policy.overlay); it need not exist. Raises PolicyError."""
    problems: list[Problem] = []
    single = toml_tables(folder, "*.toml", problems)
    _check_files(folder, single, problems)
    own = overlay_files(overlay, problems)

    def one(file: str) -> tuple[dict[str, Any], Place]:
        return single.get(file, {}), Place(file, "", problems)

    def both(file: str) -> list[tuple[dict[str, Any], Place]]:
        return [*([one(file)] if file in single else []), *overlay_file(overlay, file, problems)]

    documents = read_documents(*one("documents.toml"))
    units = read_units(*one("units.toml"))
    benefits = read_benefits(*one("benefits.toml"), unit_names(units.values()))
    words = read_periods(*one("words.toml"))
    calendar = read_holidays(both(HOLIDAYS))
    shipped = read_parameters(toml_tables(folder, "parameters/*.toml", problems), documents, problems)
    parameters = with_county_values(shipped, own, problems)
    placed = read_populations(toml_tables(folder, "populations/*.toml", problems), problems)
    sheets = read_sheets(*one("sheets.toml"))
    check_links(placed, sheets)
    rules = read_column_rules(placed, parameters, benefits)
    check_circles(placed, rules)
    populations = {name: population for name, (population, _) in placed.items()}
    figures = read_figures(*one("figures.toml"), documents)
    known = Known(populations, rules, parameters, benefits, unit_names(units.values()), tuple(documents), figures)
    systems = read_systems(toml_tables(folder, "systems/*.toml", problems), known, problems)
    measures = {measure.id: measure for system in systems.values() for measure in system.measures}
    conflicts = read_conflicts(*one("conflicts.toml"), documents, parameters)
    tasks = read_tasks(*one("tasks.toml"), documents, unit_names(units.values()))
    themes = read_themes(*one(THEMES_FILE), THEMES, measures, populations) if THEMES_FILE in single else {}
    scorecard = read_scorecard(both(SCORECARD), measures, documents)
    lists = (figures, conflicts, tasks, sheets, themes, scorecard)
    policy = Policy(systems, measures, populations, parameters, benefits, documents, units, words, rules, calendar, *lists)
    _check_words(policy, problems)
    if problems:
        raise PolicyError(_in_order(problems))
    return policy


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each once, by file; files that cannot be read at all come first, since other problems may follow from them."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (not problem.key.startswith(("第 ", "文件末尾", "整个文件")), problem.file)))


def _check_files(folder: Path, single: dict[str, dict[str, Any]], problems: list[Problem]) -> None:
    """A file that is not there, and a file that nothing would read."""
    for file in SINGLE_FILES:
        if not (folder / file).is_file():
            problems.append(Problem(file, "整个文件", "缺少这个文件"))
    for file in single.keys() - {*SINGLE_FILES, *OPTIONAL_FILES}:
        problems.append(Problem(file, "整个文件", "没有哪一部分会读这个文件", nearest(file, (*SINGLE_FILES, *OPTIONAL_FILES))))
    for path in sorted(folder.glob("*/*.toml")):
        if path.parent.name not in FOLDERS:
            problems.append(Problem(path.relative_to(folder).as_posix(), "整个文件", "没有哪一部分会读这个文件夹", nearest(path.parent.name, FOLDERS)))


def _check_words(policy: Policy, problems: list[Problem]) -> None:
    """Every {word} in a text is a word that the periods have."""
    known = {key for period in policy.words for key in period.words}
    for file, key, text in _texts(policy):
        for word in WORD.findall(text):
            if word not in known:
                problems.append(Problem(file, key, f"词表里没有 {{{word}}} 这个词", nearest(word, known)))


def _texts(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """The texts in which words of the period may stand: file, key, text."""
    for system in policy.systems.values():
        file = f"systems/{system.id}.toml"
        yield from ((file, key, getattr(system, key)) for key in ("label", "note"))
        for measure in system.measures:
            yield from ((file, f"measure.{measure.id}.{key}", getattr(measure, key)) for key in ("label", "question", "why", "caution"))
            yield from ((file, f"measure.{measure.id}.version[{number}].note", version.note) for number, version in enumerate(measure.versions, 1))
    for population in policy.populations.values():
        file = f"populations/{population.name}.toml"
        yield from ((file, key, getattr(population, key)) for key in ("label", "key_label"))
        yield from ((file, f"columns.{column.name}.label", column.label) for column in population.columns.values())
