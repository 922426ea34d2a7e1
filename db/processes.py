"""Whether a process of this machine is still the one that was met before."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def start_mark(pid: int) -> str:
    """What tells a process from a later one of the same number; empty where nothing does.

    On Linux the start time since boot, in clock ticks; elsewhere the number alone must do.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return ""
    # the 22nd field; the 2nd, in brackets, may hold spaces
    return fields.rpartition(b")")[2].split()[19].decode()


def is_running(pid: int, mark: str) -> bool:
    """True where the process that bore ``mark`` runs; True as well where one cannot tell."""
    if not _exists(pid):
        return False
    now = start_mark(pid)
    return not mark or not now or mark == now


if sys.platform == "win32":

    def _exists(pid: int) -> bool:
        """True where a process has this number: os.kill would end it on Windows."""
        import ctypes

        synchronize, still_active = 0x00100000 | 0x1000, 259
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(synchronize, False, pid)
        if not handle:
            return bool(kernel.GetLastError() == 5)  # access denied: it exists
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active

else:

    def _exists(pid: int) -> bool:
        """True where a process has this number."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True
