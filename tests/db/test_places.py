"""Places that are not safe for a study file are known by their names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.places import doubt_of

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//serveur/cartes /mnt/cartes cifs rw 0 0
serveur:/partage /srv/mes\\040cartes nfs4 rw 0 0
/dev/sdb1 /mnt/cartes/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ann/OneDrive/a.cartoplan", "OneDrive"),
        ("C:\\Users\\Ann\\OneDrive - Région\\Études\\a.cartoplan", "OneDrive"),
        ("/home/ann/Dropbox (Région)/a.cartoplan", "Dropbox"),
        ("/home/ann/Nextcloud/cartes/a.cartoplan", "Nextcloud"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@x.fr/a.cartoplan", "Google Drive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/a.cartoplan", "iCloud"),
    ],
)
def test_a_folder_that_a_service_synchronises_is_named(path: str, service: str) -> None:
    doubt = doubt_of(Path(path), {}, MOUNTS)
    assert doubt is not None
    assert (doubt.service, doubt.is_share) == (service, False)


def test_the_folder_that_windows_says_onedrive_synchronises_is_known_by_any_name() -> None:
    environment = {"OneDriveCommercial": "/home/Ann/Mes cartes"}
    doubt = doubt_of(Path("/home/ann/mes cartes/2026/a.cartoplan"), environment, MOUNTS)
    assert doubt is not None
    assert doubt.service == "OneDrive"
    assert doubt_of(Path("/home/ann/mes cartes 2/a.cartoplan"), environment, MOUNTS) is None


@pytest.mark.parametrize(
    "path",
    ["\\\\serveur\\cartes\\a.cartoplan", "//serveur/cartes/a.cartoplan",
     "/mnt/cartes/2026/a.cartoplan", "/srv/mes cartes/a.cartoplan"],
)  # fmt: skip
def test_a_share_of_the_network_is_doubtful(path: str) -> None:
    doubt = doubt_of(Path(path), {}, MOUNTS)
    assert doubt is not None
    assert doubt.is_share


@pytest.mark.parametrize(
    "path",
    ["/home/ann/a.cartoplan", "/home/ann/dropbox.cartoplan", "/mnt/cartes/local/a.cartoplan",
     "/home/ann/boxes/a.cartoplan", "/mnt/cartes2/a.cartoplan", "OneDrive.cartoplan"],
)  # fmt: skip
def test_a_disk_of_this_machine_is_not(path: str) -> None:
    assert doubt_of(Path(path), {}, MOUNTS) is None
