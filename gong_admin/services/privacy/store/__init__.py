"""The cases on this machine: one SQLite file, encrypted where it speaks of people."""

from gong_admin.services.privacy.store.cases import CaseStore, LogEntry, NewSubject

__all__ = ["CaseStore", "LogEntry", "NewSubject"]
