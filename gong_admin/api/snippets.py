"""A request as a command or a script that anybody can run, with placeholders for the secrets.

Both read the base URL from `GONG_URL` and the key from `GONG_ACCESS_KEY` and `GONG_SECRET` of the
environment, so that what is copied can be passed on.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

import msgspec

from gong_admin.api.multipart import content_type, file_name
from gong_admin.api.prepare import HttpRequest

_WIDTH = 80


def curl(request: HttpRequest) -> str:
    """For a POSIX shell."""
    lines = [f'curl --request {request.method} "$GONG_URL"{shlex.quote(request.target)}']
    lines.append('--user "$GONG_ACCESS_KEY:$GONG_SECRET"')
    lines += [f"--header {shlex.quote(f'{name}: {value}')}" for name, value in request.headers]
    if request.file is not None:
        part = (
            f"{request.file.field}=@{_curl_quoted(str(request.file.path))}"
            f";type={content_type(request.file.path)}"
        )
        lines.append(f"--form {shlex.quote(part)}")
    elif request.body is not None:
        lines.append(f"--data-binary {shlex.quote(_at_escaped(request.body))}")
    return " \\\n  ".join(lines)


def python(request: HttpRequest) -> str:
    """A script that needs nothing but requests."""
    arguments = [_literal(request.method), f'os.environ["GONG_URL"] + {_literal(request.path)}']
    if request.query:
        arguments.append(f"params={_literal(request.query)}")
    arguments.append('auth=(os.environ["GONG_ACCESS_KEY"], os.environ["GONG_SECRET"])')
    headers = dict(request.headers)
    if request.file is not None:
        path = request.file.path
        name, kind = _literal(file_name(request.file)), _literal(content_type(path))
        file = f'({name}, open({_literal(str(path))}, "rb"), {kind})'
        arguments.append(f"files={{{_literal(request.file.field)}: {file}}}")
    elif request.body is not None:
        value = _json_value(request.body)
        if value is None:
            arguments.append(f"data={request.body!r}")
        else:
            headers.pop("Content-Type", None)
            arguments.append(f"json={_literal(value)}")
    arguments += [f"headers={_literal(headers)}", "allow_redirects=False", "timeout=60"]
    listed = "".join(f"    {argument},\n" for argument in arguments)
    return (
        f"import os\n\nimport requests\n\nresponse = requests.request(\n{listed})\n"
        "response.raise_for_status()\nprint(response.json())\n"
    )


def _curl_quoted(path: str) -> str:
    """A file name in curl's own quotes: commas and semicolons mean something to it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _at_escaped(body: bytes) -> str:
    """A body beginning with @ would name a file to curl; JSON takes a blank before it."""
    text = body.decode("utf-8", "replace")
    return f" {text}" if text.startswith("@") else text


def _json_value(body: bytes) -> Any:
    """The body as Python values; None for what would not come back as it is."""
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return value or None  # requests sends no body for json={} or json=None


def _literal(value: Any, indent: int = 4) -> str:
    """Python source for what JSON can hold, on one line where it fits."""
    if isinstance(value, str):
        # A JSON text is a Python text too, in double quotes.
        return json.dumps(value, ensure_ascii=False)
    inner = indent + 4
    if isinstance(value, dict):
        parts = [f"{_literal(key, inner)}: {_literal(each, inner)}" for key, each in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, list):
        parts = [_literal(each, inner) for each in value]
        opening, closing = "[", "]"
    elif isinstance(value, tuple):
        parts = [_literal(each, inner) for each in value]
        opening, closing = "(", ",)" if len(parts) == 1 else ")"
    else:
        return repr(value)
    line = f"{opening}{', '.join(parts)}{closing}"
    if indent + len(line) <= _WIDTH and "\n" not in line:
        return line
    blank = " " * inner
    return (
        opening + "".join(f"\n{blank}{part}," for part in parts) + f"\n{' ' * indent}{closing[-1]}"
    )
