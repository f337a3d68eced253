"""Given codes with names that may repeat; gives one unique label per code, because Streamlit resolves a choice by its label and not by its value."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def unique_labels(names: Mapping[str, str]) -> dict[str, str]:
    """Code → label: the name itself where it is unique, else the name with its code, as in 上村（159921101）."""
    seen = Counter(names.values())
    return {code: name if seen[name] == 1 else f"{name}（{code}）" for code, name in names.items()}
