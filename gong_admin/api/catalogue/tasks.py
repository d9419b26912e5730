"""Tasks: what somebody has to do, and ticking it off."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.spec import NumberId
from gong_admin.api.types.tasks import ListTasks, TasksAnswer, TasksFilter, UpdateTask

# A POST that reads.
LIST_TASKS = Operation(
    id="listTasks",
    method="POST",
    path="/v2/tasks",
    request=ListTasks,
    response=TasksAnswer,
    area="tasks",
    title="Tasks of a user",
    help="What one person has on their Engage to-do list.",
    effect=Effect.READ,
    items="tasks",
    scope="api:tasks:read",
    example=ListTasks(
        filter=TasksFilter(
            user_id="6182947305512870443",
            task_action=["CALL"],
            status=["OPEN"],
            types=["FLOW", "MANUAL"],
        )
    ),
)

UPDATE_TASK = Operation(
    id="updateReminder",
    method="PATCH",
    path="/v2/tasks/{taskId}",
    request=UpdateTask,
    response=TasksAnswer,
    area="tasks",
    title="Change a task",
    help="Ticks a task off, dismisses or reopens it, or gives it another day or priority.",
    effect=Effect.WRITE,
    scope="api:tasks:write",
    example=UpdateTask(
        task_id=NumberId("3095817264401827365"), user_id="6182947305512870443", status="DONE"
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (LIST_TASKS, UPDATE_TASK)
