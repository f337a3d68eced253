"""Given a plain Python 3.11 to 3.13; gives the running application, or the result of the tests or checks, and installs first what they need into .venv.

python run.py [Streamlit's arguments]    python run.py test [pytest's arguments]    python run.py check    python run.py fix

Standard library only, since it runs before anything is installed. Packages come from the folder wheelhouse/ where there is one (no network needed), with every
file's hash checked against the lock; uv is used where it is on the PATH, only because it is quicker than pip.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MARKER = VENV / "installed.json"
WHEELHOUSE = ROOT / "wheelhouse"
APP_LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
CHECKS = {
    "规范 ruff check": ["ruff", "check", "."],
    "格式 ruff format": ["ruff", "format", "--check", "."],
    "类型 pyright": ["pyright"],
    "分层 import-linter": ["lint-imports"],
    "仓库 tests/test_repository.py": ["pytest", "tests/test_repository.py"],
}


def main(arguments: list[str]) -> int:
    """Do what the first argument says; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Windows console of another language must not stop the start
    version = sys.version_info[:2]
    if not OLDEST <= version <= NEWEST:
        print(f"需要 Python 3.11、3.12 或 3.13，当前是 {version[0]}.{version[1]}（{sys.executable}）。请安装后用它重新运行 run.py。")
        return 2
    os.chdir(ROOT)
    tasks = {"test": test, "check": check, "fix": fix}
    name, rest = (arguments[0], arguments[1:]) if arguments and arguments[0] in tasks else ("start", arguments)
    return tasks.get(name, start)(rest)


def start(arguments: list[str]) -> int:
    """Install, write Streamlit's configuration, load the sample into an empty folder, start the application."""
    settings = _settings()
    if settings is None:
        return 2
    write_streamlit_config(ROOT / ".streamlit" / "config.toml")
    if not any(argument.startswith("--server.port") for argument in arguments) and _in_use(settings.address, settings.port):
        print(f"端口 {settings.port} 已被占用：系统可能已经在运行，请先在浏览器打开 http://localhost:{settings.port} 。")
        print("要换端口，请改 config.toml 中 [server] 的 port。")
        return 1
    status = install(APP_LOCK) or _fill(settings)
    if status:
        return status
    print("正在启动。下面出现地址后，用浏览器打开它；关闭这个窗口（或按 Ctrl+C）就停止。", flush=True)
    return _become([str(PYTHON), "-m", "streamlit", "run", "app.py", *arguments])


def test(arguments: list[str]) -> int:
    """Install and run pytest; browser tests run where a Chromium is found and are skipped visibly elsewhere."""
    return install(DEV_LOCK) or _run([str(PYTHON), "-m", "pytest", *arguments])


def check(_arguments: list[str]) -> int:
    """Install and run every check, also after one failed; gives 1 if any did."""
    status = install(DEV_LOCK)
    if status:
        return status
    failed = []
    for title, command in CHECKS.items():
        print(f"—— {title}", flush=True)
        if _run(_tool(command)):
            failed.append(title)
    print(f"未通过：{'；'.join(failed)}" if failed else "检查全部通过")
    return 1 if failed else 0


def fix(_arguments: list[str]) -> int:
    """Install and let ruff mend what it can."""
    return install(DEV_LOCK) or _run(_tool(["ruff", "check", "--fix", "."])) or _run(_tool(["ruff", "format", "."]))


def install(lock: str) -> int:
    """Make .venv and install the lock, unless exactly this lock is installed; gives the installer's exit status."""
    if _installed().get(lock) == _digest(lock) and _works():
        return 0
    print(f"正在安装 {lock} 中的组件（只在第一次或更新后需要）…", flush=True)
    if not _works() and not _make_environment():
        return 1
    status = _run(_installer(lock))
    if status:
        print("安装没有完成。没有网络时，请把组件放进 wheelhouse 文件夹（见 README）再试。")
        return status
    locks = (APP_LOCK, DEV_LOCK) if lock == DEV_LOCK else (lock,)  # the development lock holds the application's packages in the same versions
    MARKER.write_text(json.dumps({**_installed(), **{name: _digest(name) for name in locks}}), encoding="utf-8")
    return 0


def _make_environment() -> bool:
    """Make .venv anew; gives False, with a sentence, where this Python cannot (Debian and UOS keep that part in a package of its own)."""
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        print("这个 Python 不能建立虚拟环境。Debian、UOS、麒麟请先安装 python3-venv 软件包，再运行一次。")
        return False
    return True


def write_streamlit_config(target: Path) -> None:
    """Write the Streamlit tables of config.toml to `target`, the only file that Streamlit reads; nothing is written if it is so already."""
    from settings import streamlit_tables  # noqa: PLC0415 - needs a Python that was checked first

    lines = ["# Written by run.py from config.toml: change it there."]
    for name, table in streamlit_tables().items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    text = "\n".join(lines) + "\n"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _settings():  # noqa: ANN202 - Settings cannot be imported before Python's version was checked
    """The settings, None after the problems in config.toml were printed."""
    from settings import SettingsError, read_settings  # noqa: PLC0415 - needs a Python that was checked first

    try:
        return read_settings()
    except SettingsError as error:
        print(error)
        return None


def _fill(settings) -> int:  # noqa: ANN001 - see _settings
    """Load the sample county if this is it and nothing is kept yet; gives the exit status.

    It is made in a folder beside and put in place at the end, so that a start that was broken off leaves no half county.
    """
    folder = settings.data_folder
    if not settings.is_sample or (folder.exists() and any(folder.iterdir())):
        return 0
    print(f"正在生成示例数据（虚构的{settings.county_name}，只在第一次）…", flush=True)
    made = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    status = _run([str(PYTHON), "cli.py", "sample"], XIANJIE_DATA=str(made))
    if status == 0:
        if folder.exists():
            folder.rmdir()
        made.replace(folder)
    return status


def _installer(lock: str) -> list[str]:
    """The command that installs the lock with hashes checked, compiled, from wheelhouse/ where there is one."""
    offline = ["--no-index", "--find-links", str(WHEELHOUSE)] if WHEELHOUSE.is_dir() else []
    uv = shutil.which("uv")
    quick = [uv or "", "pip", "install", "--python", str(PYTHON), "--compile-bytecode", "--quiet"]
    plain = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    return [*(quick if uv else plain), "--require-hashes", *offline, "-r", lock]


def _installed() -> dict[str, str]:
    """Lock → hash of what was installed last, empty if that is not known."""
    try:
        return json.loads(MARKER.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(lock: str) -> str:
    """The hash of a lock and of the Python that it was installed for, line ends set aside since git may change them."""
    content = (ROOT / lock).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest() + f"-{sys.version_info[0]}.{sys.version_info[1]}"


def _works() -> bool:
    """Whether .venv holds a Python of the version that runs this; a folder that was moved or whose Python was removed does not."""
    try:
        answer = subprocess.run([str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.split() == [str(number) for number in sys.version_info[:2]]


def _in_use(address: str, port: int) -> bool:
    """Whether somebody already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.settimeout(0.3)
        return probe.connect_ex((address, port)) == 0


def _toml(value: object) -> str:
    """One value as TOML; JSON's texts, numbers, truth values and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def _tool(command: list[str]) -> list[str]:
    """A command of the development tools, with .venv's own program in front."""
    return [str(PYTHON.parent / command[0]), *command[1:]]


def _run(command: list[str], **environment: str) -> int:
    """Run a command to its end, with variables added to the environment; gives its exit status, 130 if the user stopped it."""
    try:
        return subprocess.run(command, check=False, env={**os.environ, **environment}).returncode
    except KeyboardInterrupt:
        return 130


def _become(command: list[str]) -> int:
    """Turn into the command, so that whoever stops run.py stops the server; Windows has no such thing, so there it is waited for."""
    if os.name == "nt":
        return _run(command)
    sys.stdout.flush()
    return os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
