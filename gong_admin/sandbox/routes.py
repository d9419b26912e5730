"""From method and path to an operation: built from the catalogue, nothing declared twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from gong_admin.api.operation import Operation
from gong_admin.sandbox.errors import Refusal

AnyOperation = Operation[Any, Any]
_Shape = tuple[str | None, ...]
"""A path's segments; None stands for a placeholder."""


class Routes:
    """Finds the operation of a request. Literal paths win over placeholders."""

    def __init__(self, operations: Iterable[AnyOperation]) -> None:
        self._literal: dict[str, dict[str, AnyOperation]] = {}
        self._shapes: dict[_Shape, dict[str, AnyOperation]] = {}
        for operation in operations:
            if "{" in operation.path:
                methods = self._shapes.setdefault(_shape(operation.path), {})
            else:
                methods = self._literal.setdefault(operation.path, {})
            methods[operation.method] = operation

    def find(self, method: str, raw_path: str) -> tuple[AnyOperation, dict[str, str]]:
        """The operation and its path parameters, decoded.

        A literal path hides a shape (`/v2/calls/transcript` is no call id).
        Raises Refusal 404 for an unknown path, 405 for a verb that the path does not have.
        """
        path = unquote(raw_path)
        allowed = set[str]()
        literal = self._literal.get(path)
        if literal is not None:
            if method in literal:
                return literal[method], {}
            allowed |= literal.keys()
        segments = raw_path.split("/")
        for shape, methods in self._shapes.items():
            if len(shape) != len(segments) or not all(
                (given if wanted is None else wanted == given)
                for wanted, given in zip(shape, segments, strict=True)
            ):
                continue
            if literal is None and method in methods:
                operation = methods[method]
                names = _placeholders(operation.path)
                values = [
                    unquote(given)
                    for wanted, given in zip(shape, segments, strict=True)
                    if wanted is None
                ]
                return operation, dict(zip(names, values, strict=True))
            allowed |= methods.keys()
        if allowed:
            raise Refusal(
                405,
                f"The method {method} is not supported here",
                headers={"Allow": ", ".join(sorted(allowed))},
            )
        raise Refusal(404, "No such resource")


def _shape(path: str) -> _Shape:
    return tuple(None if segment.startswith("{") else segment for segment in path.split("/"))


def _placeholders(path: str) -> list[str]:
    return [segment[1:-1] for segment in path.split("/") if segment.startswith("{")]
