"""Tasks of flows and of people."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def list_tasks(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.tasks.find(exchange.body)
    return answer


def update_task(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.tasks.update(exchange.path["taskId"], exchange.body)
    return answer


HANDLERS: dict[str, Handler] = {"listTasks": list_tasks, "updateReminder": update_task}
