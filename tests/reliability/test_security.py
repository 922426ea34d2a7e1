"""What the product may not do: seen in its source, and in everything that the tests run."""

from __future__ import annotations

import ast
import json
import os
import pickle
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from db.exchange import reader_process
from db.exchange.bounds import TABLE
from db.exchange.received import _started
from tests import audit
from tests.db.exchange import workbooks as made
from tests.house.tree import nodes, sources

CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
MODULES = {
    "pickle", "cPickle", "dill", "shelve", "marshal", "socket", "socketserver", "ssl", "urllib",
    "urllib3", "http", "httpx", "requests", "ftplib", "smtplib", "telnetlib", "xmlrpc", "asyncio",
    "webbrowser", "yaml", "code", "codeop", "pty", "imp", "runpy",
}  # fmt: skip
ATTRIBUTES = {"system", "popen", "spawnl", "spawnv", "execv", "execve", "execvp", "startfile"}
QT_NETWORK = {"QtNetwork", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets", "QtQml"}
#: Parsers that would expand entities or fetch types: only these modules hold one, each guarded.
PARSERS = ("xml.", "lxml", "html5lib", "bs4", "xmltodict")
GUARDED = {
    "db/guarded_xml.py": {"xml.etree.ElementTree"},  # types; it parses by defusedxml
    "db/exchange/workbook_check.py": {"xml.parsers"},  # refuses types and entities first
    "db/exchange/sheet_survey.py": {"xml.parsers"},  # reads what that check let through
}
WRITERS = {"xml.sax.saxutils"}  # escapes texts on their way out


def found(look, *kinds):
    """Where the source of the product has what ``look`` tells of a node, by path and line."""
    return [
        f"{path}:{node.lineno} {told}" for path, node in nodes(*kinds) if (told := look(node, path))
    ]


def imported(node):
    if isinstance(node, ast.ImportFrom) and node.module == "urllib.parse":
        return []  # it takes addresses apart and fetches nothing
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""]


def test_nothing_is_evaluated_and_no_shell_is_asked():
    def look(node, _):
        shell = [word for word in node.keywords if word.arg == "shell"]
        name = getattr(node.func, "id", "")
        on = getattr(getattr(node.func, "value", None), "id", "")
        attribute = getattr(node.func, "attr", "")
        is_os = on in ("os", "subprocess") and attribute in ATTRIBUTES | {"getoutput"}
        return "shell" if shell else name if name in CALLS else attribute if is_os else ""

    assert found(look, ast.Call) == []


def test_nothing_is_unpickled_fetched_or_served():
    def look(node, _):
        names = [name for name in imported(node) if name.split(".")[0] in MODULES]
        names += [name for name in imported(node) if name.rpartition(".")[2] in QT_NETWORK]
        return " ".join(names)

    assert found(look, ast.Import, ast.ImportFrom) == []


def test_what_comes_from_outside_is_parsed_by_guarded_parsers_alone():
    typed = {
        id(node)
        for _, block in nodes(ast.If)
        if getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }

    def look(node, path):
        if id(node) in typed:
            return ""
        names = {name for name in imported(node) if f"{name}.".startswith(PARSERS)}
        return " ".join(sorted(names - GUARDED.get(path, set()) - WRITERS))

    assert found(look, ast.Import, ast.ImportFrom) == []


def test_addresses_are_handed_to_the_desktop_for_files_of_this_machine_alone():
    texts = {path: text for path, text, _ in sources() if "openUrl" in text}
    assert all(text.count("openUrl(") == text.count("openUrl(QUrl.fromLocalFile(")
               for text in texts.values()), sorted(texts)  # fmt: skip


def limits_of(process):
    with Path(f"/proc/{process.pid}/limits").open() as file:
        return {line[:26].strip(): line[26:].split()[0] for line in file.readlines()[1:]}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds the memory of a process")
def test_a_file_that_came_is_read_in_a_process_that_bound_itself(tmp_path, monkeypatch):
    path, out = made.table(tmp_path / "t.xlsx"), tmp_path / "lines"
    os.mkfifo(out)  # the process waits here for a reader, bound and at the end of its work
    process = _started(path, reader_process.words_for(path, out, "t.xlsx", TABLE))
    with out.open() as lines:
        held = limits_of(process)
        told = json.loads(lines.readline())
        lines.read()
    assert process.wait(60) == 0
    assert told == {"sheets": 2}
    assert held["Max address space"] == str(TABLE.memory)
    assert held["Max cpu time"] == str(int(TABLE.seconds) + 1)
    assert held["Max file size"] == str(TABLE.memory)
    assert held["Max core file size"] == "0"
    assert process.pid != os.getpid()


def connects():
    with socket.socket() as own:
        own.connect(("192.0.2.1", 9))


def binds():
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))


FORBIDDEN = {
    "an address elsewhere": connects,
    "a port of this machine": binds,
    "a name": lambda: socket.getaddrinfo("example.invalid", 80),
    "a shell": lambda: subprocess.run("true", shell=True, check=True),
    "a shell by another way": lambda: subprocess.run(["/bin/sh", "-c", "true"], check=True),
    "a command line": lambda: os.system("true"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_test_that_reaches_out_or_asks_a_shell_fails(what):
    with pytest.raises(audit.Forbidden):
        FORBIDDEN[what]()
    assert len(audit.faults_so_far()) == 1


@pytest.mark.loopback
def test_a_test_that_declares_it_reaches_this_machine_and_no_other():
    binds()
    with pytest.raises(audit.Forbidden):
        connects()
    assert len(audit.faults_so_far()) == 1


def test_the_product_may_not_unpickle_whatever_library_would_do_it(monkeypatch):
    data = pickle.dumps(TABLE)
    assert pickle.loads(data) == TABLE
    monkeypatch.setattr(audit, "_ROOMS", (__file__,))
    with pytest.raises(audit.Forbidden):
        pickle.loads(data)
    assert len(audit.faults_so_far()) == 1
