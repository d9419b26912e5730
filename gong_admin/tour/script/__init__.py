"""All steps of the tour, chapter by chapter."""

from __future__ import annotations

from gong_admin.tour.script import (
    access,
    compare,
    console,
    lists,
    overview,
    privacy_cases,
    privacy_erase,
    privacy_lookup,
    privacy_proof,
    profiles,
    snapshots,
    start,
    troubles,
    users,
)
from gong_admin.tour.step import Step


def script() -> tuple[Step, ...]:
    """The whole tour, in order."""
    return (
        *start.WELCOME,
        *overview.FIGURES,
        *users.STEPS,
        *overview.CHARTS,
        *lists.STEPS,
        *profiles.STEPS,
        *compare.STEPS,
        *access.STEPS,
        *snapshots.STEPS,
        *privacy_lookup.STEPS,
        *privacy_cases.STEPS,
        *privacy_erase.STEPS,
        *privacy_proof.STEPS,
        *console.STEPS,
        *start.DIALOGS,
        *troubles.STEPS,
    )
