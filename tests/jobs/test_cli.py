"""The command line does the same jobs, prints them in fixed forms, and says by its exit status how it went."""

import csv
import io
import json

import pytest
from small_county import MONTH, VILLAGE, admin_units, benefit, benefits, identity, person, persons

from cli import main

COLUMNS = (
    "month,measure,form,level,area_code,area_name,tt,tf,tn,ft,ff,fn,nt,nf,nn,numerator,denominator,unknown,"
    "coverage,coverage_low,coverage_high,exclusion_error,inclusion_error,inclusion_error_nonentitled,value"
)


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def run(data, capsys):
    def run_command(*arguments):
        status = main(["--data", str(data), *(str(argument) for argument in arguments)])
        return status, capsys.readouterr().out

    return run_command


def written(folder, *files):
    folder.mkdir(exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.content)
    return [folder / file.name for file in files]


@pytest.fixture
def loaded(run, tmp_path):
    rows = [person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "新地村", grade="4")]
    files = written(tmp_path / "in", admin_units(), persons(*rows), benefits(benefit(1, "CL-HL"), benefit(3, "CL-HL")))
    assert run("load", *files, "--month", MONTH)[0] == 0
    return run


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_load_prints_one_receipt_as_json(run, tmp_path):
    files = written(tmp_path / "in", admin_units(), persons(person(1, "东升村"), "这一行 不是 号码"))
    status, out = run("load", *files, "--month", MONTH, "--json")
    receipt = json.loads(out)
    assert status == 0
    assert set(receipt) == {"upload_id", "month", "sheets", "issues"}
    people = next(sheet for sheet in receipt["sheets"] if sheet["layout"] == "persons")
    assert {key: people[key] for key in ("header_rows", "rows", "stored", "held", "set_aside")} == {
        "header_rows": [1],
        "rows": 2,
        "stored": 1,
        "held": 1,
        "set_aside": 0,
    }
    assert all(set(issue) == {"code", "severity", "file", "sheet", "cell", "value", "what", "do"} for issue in receipt["issues"])


def test_check_only_stores_nothing_and_has_no_upload(run, tmp_path):
    files = written(tmp_path / "in", admin_units())
    status, out = run("load", *files, "--month", MONTH, "--check-only", "--json")
    assert (status, json.loads(out)["upload_id"]) == (0, None)
    assert table(run("history")[1]) == []


def test_a_file_that_is_no_workbook_ends_with_status_one(run, tmp_path):
    (tmp_path / "坏.xlsx").write_bytes(b"%PDF-1.7 not a workbook")
    status, out = run("load", tmp_path / "坏.xlsx", "--month", MONTH, "--json")
    assert status == 1
    assert json.loads(out)["issues"][0]["code"].startswith("FILE-")


@pytest.mark.parametrize(
    "arguments",
    [
        ["load", "absent.xlsx", "--month", MONTH],
        ["undo", "99"],
        ["figures", "--month", MONTH, "--measure", "no_such"],
        ["explain", "--month", MONTH, "--measure", "nursing_allowance", "--unit", "nobody"],
    ],
)
def test_asking_for_what_is_not_there_ends_with_status_two(loaded, arguments):
    assert loaded(*arguments)[0] == 2


@pytest.mark.parametrize("arguments", [["load", "a.xlsx", "--month", "2026-13"], ["figures"], ["unknown"]])
def test_a_wrong_command_line_ends_with_status_two(run, arguments):
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_figures_have_the_agreed_columns_and_an_undefined_rate_is_empty(loaded):
    _, out = loaded("figures", "--month", MONTH, "--measure", "nursing_allowance", "--level", "village")
    assert out.splitlines()[0] == COLUMNS
    rows = {row["area_code"]: row for row in table(out)}
    east, west = rows[VILLAGE["东升村"]], rows[VILLAGE["新地村"]]
    assert (east["tt"], east["tf"], east["coverage"], east["exclusion_error"], east["inclusion_error"]) == ("1", "1", "0.5", "0.5", "0.0")
    assert (west["ft"], west["coverage"], west["inclusion_error"], west["numerator"]) == ("1", "", "1.0", "")


def test_figures_as_json_hold_the_same_numbers(loaded):
    (row,) = json.loads(loaded("figures", "--month", MONTH, "--measure", "nursing_allowance", "--format", "json")[1])
    assert (row["level"], row["tt"], row["tf"], row["ft"], row["coverage"]) == ("county", 1, 1, 1, 0.5)


def test_a_list_names_the_key_that_explain_takes(loaded):
    (row,) = table(loaded("people", "--month", MONTH, "--measure", "nursing_allowance", "--list", "missing")[1])
    assert row["key"] == identity("19700101", 2)
    status, out = loaded("explain", "--month", MONTH, "--measure", "nursing_allowance", "--unit", row["key"])
    assert status == 0
    assert "残疾等级" in out
    assert "人员.csv" in out


def test_undo_and_history_tell_the_same_story(loaded):
    assert loaded("undo", "1")[0] == 0
    assert [row["state"] for row in table(loaded("history")[1])] == ["已撤销"]


def test_a_backup_restored_elsewhere_gives_the_same_figures(loaded, tmp_path, capsys):
    before = loaded("figures", "--month", MONTH)[1]
    assert loaded("backup", tmp_path / "b.zip")[0] == 0
    assert main(["--data", str(tmp_path / "other"), "restore", str(tmp_path / "b.zip")]) == 0
    capsys.readouterr()
    main(["--data", str(tmp_path / "other"), "figures", "--month", MONTH])
    assert capsys.readouterr().out == before


def test_measures_lists_each_measure_and_each_system_with_its_status(loaded):
    ids = [row["id"] for row in table(loaded("measures")[1])]
    assert "nursing_allowance" in ids
    *systems, total = table(loaded("measures", "--systems")[1])
    status = {row["id"]: row["status"] for row in systems}
    assert list(status) == sorted(status)
    assert status["M23"] == "working"
    assert status["M35"].startswith("needs a county value: ")
    assert "需县里填报" not in status["M35"]
    assert status["E07"].startswith("needs data: ")
    nursing = next(row for row in systems if row["id"] == "M23")
    assert (nursing["measures"], nursing["forms"]) == ("nursing_allowance", "targeting")
    assert {"人员", "惠民待遇享受", "监测对象信息（人）"} <= set(nursing["sheets"].split("、"))
    assert total["id"] == "total"
    assert total["name"] == f"{len(systems)} 个事项"
    assert int(total["measures"]) == len(ids)
    counted = dict(part.rsplit(" ", 1) for part in total["status"].split("；"))
    assert sum(map(int, counted.values())) == len(systems)


def test_systems_name_their_sheets_and_what_is_missing_before_anything_was_handed_in(run):
    *systems, total = table(run("measures", "--systems")[1])
    assert {row["status"] for row in systems} == {"needs data: 尚未报送任何工作表"}
    sheets = {row["id"]: row["sheets"].split("、") for row in systems}
    assert (sheets["E01"], sheets["E07"]) == (["住房"], ["户饮水"])
    assert {"人员", "监测对象", "社保参保"} <= set(sheets["B10"])
    assert "农户" not in sheets["B10"]  # it places people, but no rule of the system reads it
    assert total["status"] == f"needs data {len(systems)}"


def test_evaluate_takes_any_table(run, tmp_path):
    (tmp_path / "people.csv").write_text("village,age,paid\n甲,80,是\n甲,79,是\n乙,81,否\n乙,,是\n", "utf-8")
    (tmp_path / "rules.toml").write_text("[old]\nform = 'targeting'\neligible = 'age >= 80'\nreceived = \"paid = '是'\"\n", "utf-8")
    status, out = run("evaluate", "--population", tmp_path / "people.csv", "--measures", tmp_path / "rules.toml", "--by", "village")
    assert status == 0
    rows = {row["area_name"] if row["level"] == "village" else row["level"]: row for row in table(out)}
    assert [rows["all"][cell] for cell in ("tt", "tf", "ft", "nt")] == ["1", "1", "1", "1"]
    assert [rows["甲"][cell] for cell in ("tt", "ft")] == ["1", "1"]
    assert (rows["乙"]["coverage_low"], rows["乙"]["coverage_high"]) == ("0.0", "0.5")


def test_a_rule_that_cannot_be_read_ends_with_status_two(run, tmp_path):
    (tmp_path / "people.csv").write_text("age,paid\n80,是\n", "utf-8")
    (tmp_path / "rules.toml").write_text("[old]\nform = 'targeting'\neligible = '60 < age < 80'\nreceived = \"payed = '是'\"\n", "utf-8")
    assert run("evaluate", "--population", tmp_path / "people.csv", "--measures", tmp_path / "rules.toml")[0] == 2
