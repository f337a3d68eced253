"""Given a seed and a month; gives the workbooks of a fictional county, and the truth that a reader of the clauses wrote down for it by hand."""

from sample_data.county import build
from sample_data.model import COUNTY_CODE, COUNTY_NAME, MEASURES, MONTHS, SEED, SampleError
from sample_data.months import Batch, make_month_files, monthly_files
from sample_data.truth import TruthRow, TruthUnit, truth, truth_units

__all__ = [
    "COUNTY_CODE",
    "COUNTY_NAME",
    "MEASURES",
    "MONTHS",
    "SEED",
    "Batch",
    "SampleError",
    "TruthRow",
    "TruthUnit",
    "build",
    "make_month_files",
    "monthly_files",
    "truth",
    "truth_units",
]
