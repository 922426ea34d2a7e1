"""A person's preferences, in a TOML file of their own folder."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, replace
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path

from ui.actions.views import SavedView, plain_view, views_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from db.server.address import Address

APP = "cartoplan"
RECENT = 8
#: Sizes of text in percent that can be chosen; 0 is that of the system.
TEXT_SIZES = (0, 100, 115, 130, 150)


@dataclass(frozen=True, slots=True)
class Settings:
    """Language (``fr``, ``en``), theme (``light``, ``dark``, ``system``), author, recent files.

    ``text_size`` is one of :data:`TEXT_SIZES`; ``tour_taken`` tells that the tour was offered once;
    ``backup_folder`` is a second place for backups, none where it is empty;
    ``views`` are the saved views of the trainings, ``regions`` the addresses of the shared regions
    opened last, which never hold a password.
    """

    language: str = "fr"
    theme: str = "system"
    author: str = ""
    recent: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    navigation_is_slim: bool = False
    text_size: int = 0
    tour_taken: bool = False
    backup_folder: str = ""
    views: tuple[SavedView, ...] = ()

    def with_recent(self, path: Path) -> Settings:
        """The settings with ``path`` first among the recent files."""
        known = [name for name in self.recent if name != str(path)]
        return replace(self, recent=(str(path), *known)[:RECENT])

    def with_region(self, address: Address) -> Settings:
        """The settings with ``address`` first among the regions, without its password."""
        known = [name for name in self.regions if name != str(address)]
        return replace(self, regions=(str(address), *known)[:RECENT])


def settings_path() -> Path:
    """Where the preferences are kept."""
    return user_config_path(APP, appauthor=False) / "preferences.toml"


def data_folder() -> Path:
    """Where the application keeps its own files: the first study file, the logs."""
    return user_data_path(APP, appauthor=False)


def fiches_folder() -> Path:
    """Where the fiches of the registers that a person imported are kept: not in the study."""
    return data_folder() / "fiches"


def drafts_folder() -> Path:
    """Where what was decided on received files is kept until they are taken: not in the study."""
    return data_folder() / "received"


def read_settings(path: Path) -> Settings:
    """The preferences kept at ``path``; defaults for what is missing or cannot be understood."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    return Settings(**{k: _fit(k, v) for k, v in found.items() if _is_sound(k, v)})


def write_settings(path: Path, settings: Settings) -> None:
    """Keep the preferences at ``path``, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {key: value for key, value in asdict(settings).items() if key != "views"}
    lines = _toml(plain)
    for view in settings.views:
        lines += ["", "[[views]]", *_toml(plain_view(view))]
    draft = path.with_suffix(".tmp")
    draft.write_bytes(("\n".join(lines) + "\n").encode("utf-8", "replace"))
    draft.replace(path)


def _toml(values: Mapping[str, object]) -> list[str]:
    """Texts, numbers and lists as lines of TOML, which reads JSON's except for one sign."""
    said = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    return [f"{key} = {text}".replace("\x7f", "\\u007f") for key, text in said.items()]


def second_folders(path: Path, folder: str) -> tuple[Path, ...]:
    """Where a study file's backups are in the second ``folder``; none where none is named.

    Files of one name in two places have a place each.
    """
    if not folder:
        return ()
    mark = sha256(str(path.absolute()).encode()).hexdigest()[:8]
    return (Path(folder) / f"{path.name}.{mark}.sauvegardes",)


def login_name() -> str:
    """The name under which the session was opened, or an empty text where there is none."""
    try:
        return getuser()
    except (OSError, KeyError):
        return ""


_CHOICES: dict[str, tuple[object, ...]] = {
    "language": ("fr", "en"),
    "theme": ("light", "dark", "system"),
    "text_size": TEXT_SIZES,
}


#: Lists of names of what was opened last.
_NAMES = ("recent", "regions")


def _is_sound(key: str, value: Any) -> bool:
    defaults = asdict(Settings())
    if key not in defaults:
        return False
    if key in _CHOICES:
        return type(value) is type(defaults[key]) and value in _CHOICES[key]
    if key == "views":
        return isinstance(value, list)
    if key in _NAMES:
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    return type(value) is type(defaults[key])


def _fit(key: str, value: Any) -> Any:
    if key == "views":
        return views_from(value)
    return tuple(value[:RECENT]) if key in _NAMES else value
