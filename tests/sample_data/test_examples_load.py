"""Given the sample county and the manual's two examples; tells that loading them changes the figures as the README says."""

from __future__ import annotations

from pathlib import Path

import sample_data
from data_loaders.model import InputFile
from jobs.county import open_county
from jobs.figures import figures
from jobs.load import load_files
from sample_data.examples import EXPORT_NAME, FARM, MONTH, PERSONS_NAME

HERE = Path(sample_data.__file__).parent
FARM_CODE = "159921402"


def cells_of_the_farm(county, measure):
    """The nine cells of the farm in October."""
    (figure,) = (one for one in figures(county, MONTH, [measure], level="township") if one.area_code == FARM_CODE)
    return figure.cells


def load(county, name):
    """Hand in a committed example as the farm's clerk would."""
    path = HERE / name
    return load_files(county, [InputFile(path.name, path.read_bytes())], month=MONTH, sender=FARM, township=FARM, confirmed=True)


def test_the_example_export_tells_who_of_the_silent_farm_is_monitored(sample_store):
    county = open_county(sample_store, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)
    names = ("monitoring_admission", "case_help_matched", "poverty_insurance")
    before = {name: cells_of_the_farm(county, name) for name in names}
    receipt = load(county, EXPORT_NAME)
    after = {name: cells_of_the_farm(county, name) for name in names}
    assert receipt.counts == {"rows": 36, "stored": 36, "held": 0, "set_aside": 0}
    assert (before["monitoring_admission"].tn, after["monitoring_admission"].tn, after["monitoring_admission"].tt) == (12, 0, 12)
    assert (before["monitoring_admission"].fn > 250, after["monitoring_admission"].fn) == (True, 0)
    assert before["case_help_matched"].total == 0
    assert (after["case_help_matched"].tt, after["case_help_matched"].tf) == (6, 6)
    assert (before["poverty_insurance"].nt, after["poverty_insurance"].tt, after["poverty_insurance"].nf) == (36, 36, 0)


def test_the_corrected_persons_add_three_people_missed_by_the_nursing_allowance(sample_store):
    county = open_county(sample_store, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)
    before = cells_of_the_farm(county, "nursing_allowance")
    load(county, PERSONS_NAME)
    after = cells_of_the_farm(county, "nursing_allowance")
    assert (after.tf - before.tf, before.ff - after.ff, after.total - before.total) == (3, 3, 0)
