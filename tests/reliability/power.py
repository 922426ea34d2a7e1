"""A power cut, replayed: what a disk may hold that had not yet been told to keep what was written.

The calls of a process are recorded by ``strace``. A cut keeps what was synced; of the writes and
truncations after that it keeps any, in part or not at all; of the names of a folder that changed
after its last sync, the first few. That is harsher than the disks we know of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

#: What is recorded; a write to this file is the process's own word, not the disk's.
CALLS = (
    "openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "unlink", "unlinkat",
    "rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat",
)  # fmt: skip
TOLD = "/dev/null"
WORDS = ("-y", "-xx", "-s", "200000")

_SECTOR = 512
_PAGES = 0.02
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^\d+<([^>]*)>")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was made: its name, the paths and bytes it was given, and its numbers."""

    name: str
    file: str
    texts: tuple[bytes, ...]
    rest: str


def calls_in(log: Path) -> Iterator[Call]:
    """The calls of a log that succeeded, in their order."""
    for line in log.read_text(encoding="ascii").splitlines():
        found = _CALL.match(line)
        if found is None or int(found[3]) < 0:
            continue
        file = _FILE.match(found[2])
        texts = tuple(_bytes(each[1]) for each in _HEX.finditer(found[2]))
        named = "" if file is None else _plain(file[1])
        yield Call(found[1], named, texts, _HEX.sub("", found[2]))


def _bytes(told: str) -> bytes:
    return bytes.fromhex(told.replace("\\x", ""))


def _plain(told: str) -> str:
    return _bytes(told).decode() if told.startswith("\\x") else told


@dataclass
class File:
    """What a file holds for sure, and what was done to it since it was last synced."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    size: int = 0

    def write(self, at: int, data: bytes) -> None:
        self.since.append((at, data))
        self.size = max(self.size, at + len(data))

    def cut(self, size: int) -> None:
        self.since.append((size, None))
        self.size = size

    def sync(self) -> None:
        for change in self.since:
            _apply(self.kept, change)
        self.since.clear()


def _apply(held: bytearray, change: tuple[int, bytes | None]) -> None:
    """Do a write, or a truncation (no bytes), to what is held; gaps are filled with zeros."""
    at, data = change
    if data is None:
        del held[at:]
    if len(held) < at:
        held.extend(bytes(at - len(held)))
    if data is not None:
        held[at : at + len(data)] = data


class Disk:
    """A folder as the calls leave it: files, names that are there for sure, names since then."""

    def __init__(self, folder: Path) -> None:
        """All that is in ``folder`` now is there for sure."""
        self.root = str(folder)
        self.names: dict[str, File] = {}
        self.folders: set[str] = {self.root}
        self.since: list[tuple[str, str, File | None]] = []
        self.told: list[str] = []
        for path in folder.rglob("*"):
            if path.is_file():
                data = bytearray(path.read_bytes())
                self.names[str(path)] = File(data, [], len(data))
            else:
                self.folders.add(str(path))
        self._now = dict(self.names)

    def do(self, call: Call) -> None:
        """Let one call happen."""
        paths = [text.decode(errors="replace") for text in call.texts]
        match call.name:
            case "openat":
                self._open(paths[0], call.rest)
            case "write" if call.file == TOLD:
                self.told.append(call.texts[0].decode())
            case "write" if call.file in self._now:
                self._now[call.file].write(self._now[call.file].size, call.texts[0])
            case "pwrite64" if call.file in self._now:
                self._now[call.file].write(int(call.rest.rpartition(",")[2]), call.texts[0])
            case "ftruncate" if call.file in self._now:
                self._now[call.file].cut(int(call.rest.rpartition(",")[2]))
            case "fsync" | "fdatasync":
                self._sync(call.file)
            case "mkdir" | "mkdirat":
                self.folders.add(paths[-1])
            case "unlink" | "unlinkat":
                self._name(paths[-1], None)
            case "rename" | "renameat" | "renameat2":
                file = self._now.get(paths[0])
                self._name(paths[1], file)
                self._name(paths[0], None)
            case "link" | "linkat":
                self._name(paths[1], self._now.get(paths[0]))

    def _open(self, path: str, rest: str) -> None:
        if "O_CREAT" in rest and path not in self._now and path.startswith(self.root):
            self._name(path, File())
        elif "O_TRUNC" in rest and path in self._now:
            self._now[path].cut(0)

    def _name(self, path: str, file: File | None) -> None:
        if not path.startswith(self.root):
            return
        self.since.append((str(Path(path).parent), path, file))
        if file is None:
            self._now.pop(path, None)
        else:
            self._now[path] = file

    def _sync(self, path: str) -> None:
        if path in self._now:
            self._now[path].sync()
        elif path in self.folders:
            for folder, name, file in self.since:
                if folder == path:
                    _rename(self.names, name, file)
            self.since = [each for each in self.since if each[0] != path]

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files of the folder after a power cut at this moment, as chance has it."""
        names = dict(self.names)
        for _, name, file in self.since[: chance.randint(0, len(self.since))]:
            _rename(names, name, file)
        left: dict[int, bytes] = {}
        for file in names.values():
            left.setdefault(id(file), _left(file, chance))
        return {name: left[id(file)] for name, file in names.items()}


def _rename(names: dict[str, File], name: str, file: File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _left(file: File, chance: random.Random) -> bytes:
    """What a file holds after a cut: each change since the last sync kept, torn or dropped."""
    held, kind = bytearray(file.kept), chance.random()
    for change in file.since:
        at, data = change
        fate = chance.random()
        if kind < 0.15 or (kind > 0.3 and fate < 0.4):  # nothing of it; else all; else any
            continue
        if kind > 0.3 and fate < 0.55 and data is not None:
            for start in range(0, len(data), _SECTOR):
                if chance.random() < 0.5:
                    _apply(held, (at + start, data[start : start + _SECTOR]))
            continue
        _apply(held, change)
    return bytes(held)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a power cut left: the files, and what the process had told by then."""

    at: int
    files: dict[str, bytes]
    told: tuple[str, ...]

    def laid_out(self, folder: Path, root: str) -> None:
        """Write the files under ``folder``, which is emptied first."""
        for name, data in self.files.items():
            path = folder / Path(name).relative_to(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _is_passing(call: Call) -> bool:
    return call.name == "pwrite64" and ".part" in call.file


def cuts(disk: Disk, calls: list[Call], count: int, seed: int) -> Iterator[Cut]:
    """So many cuts, spread over all moments between two calls of a recording.

    Few fall among the pages of a copy under a passing name: nobody reads those yet.
    """
    chance = random.Random(seed)
    worth = [_PAGES if _is_passing(call) else 1.0 for call in calls]
    moments = sorted(chance.choices(range(1, len(calls) + 1), worth, k=count))
    disk, done = deepcopy(disk), 0
    for moment in moments:
        for call in calls[done:moment]:
            disk.do(call)
        done = moment
        yield Cut(moment, disk.cut(chance), tuple(disk.told))
