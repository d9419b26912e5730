"""What was sent from the console of one connection, to be sent again or looked at.

Requests may name people, so the file is for its owner alone and holds the last 200 only; of the
privacy operations it holds nothing, and credentials are no part of a request.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gong_admin.runtime import paths
from gong_admin.runtime.files import read_json_object, write_json
from gong_admin.runtime.journal import is_private
from gong_admin.services.console import AnyOperation

_log = logging.getLogger(__name__)

KEPT = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """One request: `values` fill the form, `raw` is the body where it was written as JSON.
    `outcome` is the status as text, or a word for why there is none."""

    time: str
    operation: str
    values: dict[str, Any]
    raw: str | None = None
    outcome: str = ""
    seconds: float | None = None

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.time)


class RequestHistory:
    """The file at `path`, newest first. Belongs to the GUI thread: it is small."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: list[Sent] | None = None

    @staticmethod
    def of_connection(connection_id: str) -> RequestHistory:
        """The history of a saved connection."""
        folder = paths.state_dir() / "console"
        name = re.sub(r"[^\w-]", "_", connection_id) or "unsaved"
        return RequestHistory(folder / f"{name}.json")

    def entries(self) -> list[Sent]:
        """All that is kept, newest first."""
        if self._entries is None:
            self._entries = []
            kept = read_json_object(self._path).get("sent")
            for record in kept if isinstance(kept, list) else ():
                try:
                    sent = Sent(**record)
                    _ = sent.moment
                    self._entries.append(sent)
                except (TypeError, ValueError):
                    _log.warning("an entry of the console's history can't be read")
        return list(self._entries)

    def add(
        self,
        op: AnyOperation,
        values: dict[str, Any],
        raw: str | None,
        outcome: str,
        seconds: float | None,
    ) -> None:
        """Keep one request, unless it concerns a data subject. Raises OSError."""
        if is_private(op):
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        sent = Sent(now, op.id, values, raw, outcome, seconds)
        self._entries = [sent, *self.entries()][:KEPT]
        self._save()

    def clear(self) -> None:
        """Forget everything. Raises OSError."""
        self._entries = []
        self._save()

    def delete(self) -> None:
        """Forget everything and the file as well. Raises OSError."""
        self._entries = []
        self._path.unlink(missing_ok=True)

    def _save(self) -> None:
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        write_json(self._path, {"sent": [asdict(each) for each in self._entries or ()]}, sync=False)
