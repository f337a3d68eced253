"""Given a test session; gives the sample county, loaded once through the upload path, fresh copies of its folder, and the application on any county."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

import sample_data
import shell.county
from jobs.county import open_county
from sample_data.loading import load_sample

PATIENCE = 900


@pytest.fixture(scope="session")
def sample_data_folder(tmp_path_factory, worker_id) -> Path:
    """The data folder with six months of the sample county. Shared by all tests and workers: read it, do not write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, done, failed = shared / "sample_county", shared / "sample_county.done", shared / "sample_county.failed"
    try:
        (shared / "sample_county.lock").mkdir()
    except FileExistsError:
        return _wait_for(folder, done, failed)
    try:
        _load_everything(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


@pytest.fixture
def sample_store(sample_data_folder, tmp_path) -> Path:
    """A fresh copy of the sample county's data folder, to do with as the test likes."""
    return Path(shutil.copytree(sample_data_folder, tmp_path / "sample_county"))


@pytest.fixture
def reopened():
    """The application opens its county anew in this test, and anew in the next one."""
    shell.county.the_county.cache_clear()
    yield
    shell.county.the_county.cache_clear()


@pytest.fixture
def serve(monkeypatch, reopened):
    """Makes the application serve this county instead of its data folder, until the test ends: serve(county)."""

    def these(county) -> None:
        monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
        shell.county.the_county.cache_clear()

    return these


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    """The name of this xdist worker; "master" when the tests run in one process or xdist is absent."""
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


def _load_everything(folder: Path) -> None:
    load_sample(open_county(folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME))


def _wait_for(folder: Path, done: Path, failed: Path) -> Path:
    """Wait for the worker that loads the county."""
    for _ in range(PATIENCE):
        if done.exists():
            return folder
        if failed.exists():
            pytest.fail("another worker could not load the sample county; its error stands in that worker's report")
        time.sleep(1)
    return pytest.fail("the sample county was not loaded in time")
