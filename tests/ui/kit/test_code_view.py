"""The colours of a command for a shell, whose quoted body goes over several lines."""

from __future__ import annotations

import pytest

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.code_view import CodeView

COMMAND = """curl --request POST "$GONG_URL"/v2/calls \\
  --header 'Accept: application/json' \\
  --data-binary '{
  "title": "Anna'"'"'s call --request",
  "private": true
}' \\
  --header 'X: 1'"""


def coloured(view: CodeView, token: str) -> list[str]:
    """All that is shown in the colour of a token, piece by piece, in its order."""
    pieces: list[str] = []
    block = view.document().firstBlock()
    while block.isValid():
        for span in block.layout().formats():
            if span.format.foreground().color() == theme.colour(token):
                pieces.append(block.text()[span.start : span.start + span.length])
        block = block.next()
    return pieces


@pytest.fixture
def view(qtbot) -> CodeView:
    view = CodeView(COMMAND, language="curl")
    qtbot.addWidget(view)
    return view


def test_a_quoted_body_over_several_lines_is_coloured_as_json(view):
    assert '"title"' in coloured(view, "syn_key")
    assert '"private"' in coloured(view, "syn_key")
    assert coloured(view, "syn_literal")[-1] == "true"
    assert "{" in coloured(view, "syn_punct")


def test_a_quote_inside_the_body_neither_ends_it_nor_begins_a_text(view):
    assert """"Anna'"'"'s call --request\"""" in "".join(coloured(view, "syn_string"))
    assert "--request" in coloured(view, "syn_key")  # once: the option, not the title
    assert coloured(view, "syn_key").count("--request") == 1


def test_behind_the_body_the_command_goes_on(view):
    assert coloured(view, "syn_key")[-1] == "--header"
    assert coloured(view, "syn_string")[-1] == "'X: 1'"
    assert coloured(view, "syn_string")[0] == '"'  # of the URL, beside its variable
