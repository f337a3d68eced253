"""Given a county; keeps screens under names in its data folder, lists them, and takes them out again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.screen import Screen, ScreenError, read_screen, write_screen
from store import Saved

if TYPE_CHECKING:
    from jobs.county import County

KIND = "专项筛查"
LONGEST = 40
_NUMBER = re.compile(r"\d{15,}")


@dataclass(frozen=True)
class SavedScreen:
    """A screen under its name. problem: why it can no longer be asked ("" where it can): a column that it names is no more."""

    name: str
    screen: Screen | None
    problem: str = ""


def saved_screens(county: County) -> tuple[SavedScreen, ...]:
    """Every saved screen, the newest first. One that the present definitions do not know is listed with the reason, not left out."""
    return tuple(_read(county, saved) for saved in county.store.saved(KIND))


def save_screen(county: County, name: str, screen: Screen, actor: str = "") -> None:
    """Keep the screen under a name; one of the same name is replaced. Raises ScreenError for a name that will not do or a screen that asks nothing."""
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise ScreenError(f"请取一个名称，不超过 {LONGEST} 个字")
    if _NUMBER.search(name):
        raise ScreenError("名称里不要写证件号")
    if not screen.asked.conditions:
        raise ScreenError("还没有条件")
    county.store.save(Saved(KIND, name, _written(screen.asked)), actor)


def remove_screen(county: County, name: str, actor: str = "") -> None:
    """Take a screen out of the list."""
    county.store.unsave(KIND, name, actor)


def _written(screen: Screen) -> str:
    return json.dumps({"population": screen.population, "where": write_screen(screen), "everybody": screen.everybody}, ensure_ascii=False)


def _read(county: County, saved: Saved) -> SavedScreen:
    content = json.loads(saved.content)
    try:
        screen = read_screen(content["where"], county.policy, content["population"], everybody=content["everybody"])
    except ScreenError as error:
        return SavedScreen(saved.name, None, str(error))
    return SavedScreen(saved.name, screen)
