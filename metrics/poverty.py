"""Given incomes, a line and weights; gives how many are poor, how deeply and how unequally (FGT, Gini), and the measures of targeting beside them."""

from __future__ import annotations

import math

import numpy as np

from metrics.arrays import Known, Values, counted, known, one_of
from metrics.incidence import coady_grosh_hoddinott
from metrics.multidimensional import AlkireFoster, alkire_foster
from metrics.rates import ratio

__all__ = ["AlkireFoster", "Known", "alkire_foster", "coady_grosh_hoddinott", "fgt", "gini", "known", "targeting_differential"]

BASES = ("recipients", "nonentitled")
"""What an inclusion error is a share of: those who receive, or those who are not entitled. The two are never mixed (design, section 7)."""


def fgt(income: Values, line: float | None, alpha: float, weights: Values | None = None) -> float | None:
    """Foster–Greer–Thorbecke index: P_α = Σ w_i · ((z − y_i) / z)^α over the poor ÷ Σ w_i over all; poor is y_i < z, so an income on the line is not poor.

    income: yuan per head and year, one value per unit; line: z, yuan per head and year; weights: e.g. persons of the household, so that the figure counts
    people. alpha 0: headcount ratio (share of all), 1: gap index (mean shortfall of all as a share of the line), 2: severity (squared shortfalls).
    An income or weight that is missing leaves the unit out; `known(income, weights)` says how many are left. A negative income stays as it is: the shortfall
    is then more than the line, and the gap of that unit above 1.
    None where it is undefined: no line (None, NaN, 0 or less), no known unit, total weight 0. Raises ValueError for a negative alpha or weight.
    Source: Foster, Greer, Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52(3), 761–766.
    """
    if not alpha >= 0:
        raise ValueError(f"alpha is {alpha}; expected 0 (headcount), 1 (gap), 2 (severity) or another number of 0 or more")
    found, weight = counted(income, weights=weights)
    if line is None or math.isnan(line) or line <= 0 or not len(found):
        return None
    poor = found < line
    shortfall = (float(line) - found[poor]) / float(line)
    return float((weight[poor] * shortfall**alpha).sum() / weight.sum())


def gini(values: Values, weights: Values | None = None, corrected: bool = False) -> float | None:
    """Gini coefficient: G = Σ_i Σ_j p_i p_j |x_i − x_j| / (2 μ), with p the shares of the weights and μ the weighted mean; 0 equal, near 1 one has all.

    values: e.g. yuan per head; weights: e.g. persons. Plain, it is the same for a population and for its copies taken together. corrected: times n / (n − 1),
    n the units that count (weight above 0, whatever the weights), so that "one has all" is 1 in a small sample too and not (n − 1) / n.
    Missing values and weights leave the unit out; `known(values, weights)` says how many are left.
    None where it is undefined: no known unit, all values 0 (nothing is shared out), a negative value (the coefficient then has no upper bound; whoever sets
    negative incomes to 0 does so beforehand and says so), and corrected with a single unit. Raises ValueError for a negative weight.
    Sources: Gini (1914), Sulla misura della concentrazione e della variabilità dei caratteri; correction: Deltas (2003), The small-sample bias of the Gini
    coefficient, Review of Economics and Statistics 85(1), 226–234.
    """
    found, weight = counted(values, weights=weights)
    units = len(found)
    if not units or (found < 0).any() or not found.any() or (corrected and units == 1):
        return None
    order = np.argsort(found, kind="stable")
    ordered, part = found[order], weight[order] / weight.sum()
    # Σ_i Σ_j p_i p_j |x_i − x_j| / 2 = Σ p_i x_i (2 F_i − p_i − 1) with F the running share; x is taken from the least value on, so that equals give 0 exactly.
    half_difference = (part * (ordered - ordered[0]) * (2 * np.cumsum(part) - part - 1)).sum()
    plain = float(half_difference / (part * ordered).sum())
    return plain * units / (units - 1) if corrected else plain


def targeting_differential(tt: float | None, tf: float | None, ft: float | None, ff: float | None, basis: str) -> float | None:
    """How much better a programme reaches those whom it is for than others; 1 perfect, 0 as by lot (nonentitled), negative: wrongly turned.

    tt, tf: entitled who receive and do not; ft, ff: not entitled who receive and do not (people, households, or sums of weights). basis
    "recipients": (1 − exclusion error) − inclusion error = TT / (TT + TF) − FT / (TT + FT);
    "nonentitled": coverage of the entitled less coverage of the others = TT / (TT + TF) − FT / (FT + FF).
    None where a ratio has nothing to divide by or a count that it needs is unknown (None, NaN); the basis "recipients" does not need ff.
    Raises ValueError for another basis (with the nearest) or a negative count.
    Sources: "nonentitled": Ravallion (2009), How relevant is targeting to the success of an antipoverty program?, World Bank Research Observer 24(2), 205–231;
    errors on the recipients' basis: Coady, Grosh, Hoddinott (2004), Targeting of transfers in developing countries, World Bank.
    """
    by_recipients = one_of(basis, BASES, "basis") == "recipients"
    counts = [math.nan if count is None else float(count) for count in (tt, tf, ft, tt if by_recipients else ff)]
    if min(tt or 0, tf or 0, ft or 0, ff or 0) < 0:
        raise ValueError("a count is negative; expected numbers of units")
    if any(math.isnan(count) for count in counts):
        return None
    reached, missed, leaked, other = counts
    coverage, error = ratio(reached, reached + missed), ratio(leaked, leaked + other)
    return None if coverage is None or error is None else coverage - error
