"""What answers each operation: `HANDLERS` by operationId, `UPLOADS` for the multipart ones."""

from __future__ import annotations

from gong_admin.sandbox.handlers import (
    ask,
    audit,
    calls,
    crm,
    engagement,
    flows,
    meetings,
    permissions,
    privacy,
    settings,
    stats,
    tasks,
    users,
)
from gong_admin.sandbox.handlers.kinds import Handler, UploadRule

HANDLERS: dict[str, Handler] = {
    **users.HANDLERS,
    **permissions.HANDLERS,
    **settings.HANDLERS,
    **privacy.HANDLERS,
    **audit.HANDLERS,
    **calls.HANDLERS,
    **crm.HANDLERS,
    **flows.HANDLERS,
    **meetings.HANDLERS,
    **engagement.HANDLERS,
    **stats.HANDLERS,
    **tasks.HANDLERS,
    **ask.HANDLERS,
}

UPLOADS: dict[str, UploadRule] = {**calls.UPLOADS, **crm.UPLOADS}
