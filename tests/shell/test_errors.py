"""Errors nobody expected: the reader gets a number, the log a place, and neither gets a name."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from shell.errors import keep_people_out_of_the_log, log_incident, on_server_error


@pytest.fixture
def log(monkeypatch):
    lines = []
    logger = logging.getLogger("xianjie.errors")
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


def raised():
    try:
        try:
            int("张三 159921200001010013")
        except ValueError as error:
            raise KeyError("李四") from error
    except KeyError as error:
        return error


def test_the_log_names_types_and_places_but_no_values(log):
    number = log_incident(raised())
    assert number in log[0]
    assert "KeyError at tests/shell/test_errors.py" in log[0]
    assert "caused by ValueError at tests/shell/test_errors.py" in log[0]
    assert not [word for word in ("张三", "李四", "159921200001010013") if word in log[0]]


def test_numbers_differ(log):
    assert log_incident(raised()) != log_incident(raised())


def test_the_page_of_a_failed_request_is_chinese_and_names_the_number(log):
    with ThreadPoolExecutor(1) as pool:  # a browser test may have left a loop running in this thread
        answer = pool.submit(asyncio.run, on_server_error(None, raised())).result()
    number = log[0].split()[1].rstrip(":")
    assert answer.status_code == 500
    page = answer.body.decode()
    assert "系统没有完成这个请求" in page
    assert number in page
    assert "李四" not in page


@pytest.fixture
def quiet_loggers():
    loggers = [logging.getLogger(name) for name in ("streamlit.error_util", "uvicorn.error", "uvicorn.access")]
    before = [list(logger.filters) for logger in loggers]
    keep_people_out_of_the_log()
    yield loggers
    for logger, filters in zip(loggers, before, strict=True):
        logger.filters = filters


def test_streamlit_and_the_server_log_no_messages_of_errors(quiet_loggers):
    error = raised()
    with_error = logging.LogRecord("x", logging.ERROR, "f", 1, "Uncaught app execution", (), (type(error), error, None))
    plain = logging.LogRecord("x", logging.INFO, "f", 1, "Uvicorn running", (), None)
    for logger in quiet_loggers[:2]:
        assert not logger.filter(with_error)
        assert logger.filter(plain)


def test_addresses_of_requests_are_not_logged(quiet_loggers):
    record = logging.LogRecord("uvicorn.access", logging.INFO, "f", 1, "GET /household?unit=1", (), None)
    assert not quiet_loggers[2].filter(record)
