"""Given counts by state of the universe and code; gives the counts with the universe applied, by the rule of metrics.counted.placed_code_sql."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from metrics.model import CODES, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATES = 3
"""The universe's own three values: FALSE 0 (outside), TRUE 1, unknown 2."""

_OUT, _IN, _OPEN = 0, 1, 2
_ELIGIBLE = [code for code, cell in enumerate(CODES) if cell[0] == "t"]
_ELIGIBLE_UNKNOWN = [code for code, cell in enumerate(CODES) if cell[0] == "n"]
_RECEIVING = [code for code, cell in enumerate(CODES) if cell[1] == "t"]
_LEAKED = CODES.index("ft")


def fold_cells(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(places, STATES, 9) → (places, 9).

    In: as it is. Outside: those who receive are FT, the others are not counted. Unknown whether in: entitled becomes unknown, the rest stays.
    """
    folded = counts[:, _IN, :] + counts[:, _OPEN, :]
    folded[:, _ELIGIBLE_UNKNOWN] += counts[:, _OPEN, _ELIGIBLE]
    folded[:, _ELIGIBLE] -= counts[:, _OPEN, _ELIGIBLE]
    folded[:, _LEAKED] += counts[:, _OUT, _RECEIVING].sum(axis=1)
    return folded


def fold_states(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(places, STATES, 3) → (places, 3): in as it is, outside not counted, unknown whether in is unknown."""
    folded = counts[:, _IN, :].copy()
    folded[:, UNKNOWN] += counts[:, _OPEN, :].sum(axis=1)
    return folded
