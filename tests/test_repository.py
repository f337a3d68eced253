"""The repository itself: what must not stand in it, and the habits that keep it easy to read; each failure names file and line, and what to do instead."""

import ast
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from settings import ROOT

OUR_FOLDERS = ("benchmarks", "charts", "data_loaders", "jobs", "metrics", "pages", "policy", "reports", "sample_data", "shell", "store")
OUR_FILES = ("app.py", "cli.py", "run.py", "settings.py")
TEXT = {".py", ".toml", ".md", ".txt", ".json", ".js", ".csv", ".tsv", ".yml", ".yaml", ".cfg", ".ini", ".html", ""}
PAGE_LINES = 90
HTML_WRITERS = {"pages/components/html.py", "pages/components/style.py"}  # the second prints a constant style sheet


def tracked() -> list[Path]:
    """Every file that is committed or would be."""
    answer = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    files = (ROOT / name for name in answer.stdout.decode().split("\0") if name)
    return [file for file in files if file.is_file()]


FILES = tracked()


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def is_source(file: Path) -> bool:
    name = name_of(file)
    return file.suffix == ".py" and (name in OUR_FILES or name.split("/")[0] in OUR_FOLDERS)


SOURCES = [file for file in FILES if is_source(file)]
TESTS = [file for file in FILES if file.suffix == ".py" and name_of(file).startswith("tests/")]
PAGES = [file for file in SOURCES if name_of(file).startswith("pages/") and file.name != "__init__.py"]
PAGE_SCRIPTS = [file for file in PAGES if not name_of(file).startswith("pages/components/")]


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def lines_with(pattern: str, files: list[Path], flags: int = 0) -> list[str]:
    """file:line: text for every line that fits the pattern."""
    wanted = re.compile(pattern, flags)
    return [
        f"{name_of(file)}:{number}: {line.strip()[:100]}" for file in files for number, line in enumerate(text_of(file).splitlines(), 1) if wanted.search(line)
    ]


def none(found: list[str], advice: str) -> None:
    """Fails with every line that was found and what to do instead."""
    if found:
        pytest.fail("\n".join([advice, *found]), pytrace=False)


def texts() -> list[Path]:
    """Tracked text files; this one writes out what it looks for."""
    return [file for file in FILES if file.suffix in TEXT and file != Path(__file__).resolve()]


def test_the_folders_of_the_house_are_found():
    assert len(SOURCES) > 50
    assert len(TESTS) > 10


def test_no_package_registry_is_named():
    # a lock that names its index cannot be installed from an intranet mirror or a wheelhouse
    registries = r"pypi\.org|pythonhosted\.org|registry\.npmjs|--(extra-)?index-url|^-i http|https?://[^ \"]*/simple[/\" ]"
    none(lines_with(registries, texts()), "name no package registry")


def test_no_path_of_one_machine_is_written_down():
    none(lines_with(r"(^|[^A-Za-z0-9_.])/(work|root|home/[a-z]+|Users/[A-Za-z]+|tmp/[a-z]+)/", texts()), "write paths relative to the repository")


def test_no_unfinished_marks():
    code = [file for file in texts() if file.suffix in {".py", ".toml", ".js"}]
    none(lines_with(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", code), "finish it, or write it into docs/decisions.md")


def test_no_file_is_named_for_nothing_in_particular():
    named = [name_of(file) for file in FILES if re.search(r"(^|_)(utils?|helpers?|common|misc|tools?)$", file.stem)]
    none(named, "name the file after the one concept in it")


def test_every_module_says_what_it_is_given_and_what_it_gives():
    wrong = []
    for file in SOURCES:
        tree = ast.parse(text_of(file))
        if file.name == "__init__.py" and len(tree.body) <= 1:
            continue  # a folder without code of its own
        first = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ").strip()
        if not re.fullmatch(r"Given .+[;,] .+\.", first):
            wrong.append(f"{name_of(file)}: {first[:80]!r}")
    none(wrong, 'start the module with one sentence: "Given X; gives Y."')


def test_every_test_file_says_what_it_is_about():
    wrong = [name_of(file) for file in TESTS if text_of(file).strip() and not ast.get_docstring(ast.parse(text_of(file)))]
    none(wrong, "start the file with one sentence")


def test_tests_can_fail():
    none(lines_with(r"^\s+(pass|assert True|\.\.\.)\s*$", TESTS), "a test that cannot fail says nothing")


def test_test_files_have_names_of_their_own():
    stems = [file.name for file in TESTS if file.name not in ("__init__.py", "conftest.py")]
    none(sorted({stem for stem in stems if stems.count(stem) > 1}), "pytest imports test files by their bare name: give them different ones")


def test_pages_do_not_compute():
    none(lines_with(r"\.(groupby|merge|agg|pivot|pivot_table)\(", PAGES), "computing belongs in metrics/, tables for a page in jobs/")


def test_pages_are_short():
    long = [f"{name_of(file)}: {count} lines" for file in PAGE_SCRIPTS if (count := len(text_of(file).splitlines())) > PAGE_LINES]
    none(long, "a page is an outline: move its parts to pages/components/")


def test_state_of_a_session_is_kept_in_components_and_the_shell():
    kept = [file for file in SOURCES if not name_of(file).startswith(("pages/components/", "shell/"))]
    none(lines_with(r"session_state", kept), "a component owns its key and returns a value")


def test_html_is_written_in_one_place():
    users = {line.split(":")[0] for line in lines_with(r"unsafe_allow_html|st\.html\(", SOURCES)}
    none(sorted(users - HTML_WRITERS), "HTML goes through pages/components/html.py, which escapes what it is given")


def test_source_has_no_assert_and_no_bare_except():
    none(lines_with(r"^\s*(assert\s|except:)", SOURCES), "raise an error with a name, catch the one that is meant")


ID_LIKE = re.compile(r"(?<![0-9A-Za-z.])(\d{6})(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?:\d{2})?(?![0-9A-Za-z])")
MADE_UP = {"159921", "999999"}  # the sample county, and what systems write where an id is unknown; neither is a place


def ids_elsewhere(text: str) -> list[str]:
    """Texts that look like the id of a person in a real place."""
    return [match.group()[:6] + "…" for match in ID_LIKE.finditer(text) if match.group(1) not in MADE_UP]


@pytest.mark.parametrize(
    ("text", "found"), [("159921199001010014", 0), ("150822" + "199001010014", 1), ("150822" + "19900101001X42", 1), ("1234567890123456789", 0)]
)
def test_ids_of_real_places_are_told_from_the_samples(text, found):
    assert len(ids_elsewhere(f'"{text}"')) == found


def test_no_id_of_a_real_place_stands_in_a_text():
    none([f"{name_of(file)}: {found}" for file in texts() if (found := ids_elsewhere(text_of(file)))], "made-up people have ids that start with 159921")


def test_no_id_of_a_real_place_stands_in_a_workbook():
    found = []
    for file in (file for file in FILES if zipfile.is_zipfile(file)):
        with zipfile.ZipFile(file) as packed:
            inner = "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist() if name.endswith((".xml", ".csv")))
        found += [f"{name_of(file)}: {number}" for number in ids_elsewhere(inner)]
    none(found, "made-up people have ids that start with 159921")


def test_no_large_file_is_tracked():
    large = [f"{name_of(file)}: {size // 1000} kB" for file in FILES if (size := file.stat().st_size) > 1_500_000]
    none(large, "sample data is generated where it can be")


def test_the_locks_are_hashed_and_hold_one_version_for_a_place():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        pins = re.findall(r"^(\S+)==(\S+?)(?: ; (.+?))? \\$", text_of(ROOT / lock), flags=re.MULTILINE)
        assert len(pins) > 40
        assert text_of(ROOT / lock).count("--hash=sha256:") > len(pins)
    app, dev = (set(re.findall(r"^(\S+==\S+)", text_of(ROOT / lock), flags=re.MULTILINE)) for lock in ("requirements.txt", "requirements-dev.txt"))
    assert app <= dev, "compile the development lock again: it must hold the application's versions"


def test_every_page_of_the_documents_that_the_readme_links_is_there():
    readme = text_of(ROOT / "README.md")
    links = [link for link in re.findall(r"\]\(([^)#]+)", readme) if "://" not in link]
    assert len(links) >= 4
    none([link for link in links if not (ROOT / link).exists()], "the README links to a file that is not there")
