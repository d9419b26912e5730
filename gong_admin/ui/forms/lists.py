"""The inputs of lists of texts: chips with a line to type, pick and paste into; check boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.api.spec import ParamSpec
from gong_admin.ui import paint
from gong_admin.ui.forms.base import Input, Problems, thing
from gong_admin.ui.forms.sources import Sources, Suggestion
from gong_admin.ui.forms.suggest import SuggestEdit
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.chip import Chip
from gong_admin.ui.widgets.flow_layout import FlowLayout

_SHOWN = 40  # chips; a pasted column may be thousands long
_SEPARATORS = re.compile(r"[\s,;]+")


class _Frame(QWidget):
    """Looks like a field, and holds chips. A click anywhere goes to the line in it."""

    def __init__(self, edit: SuggestEdit) -> None:
        super().__init__()
        self._edit = edit
        self._invalid = False
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        repaint_on_change(self)

    def set_invalid(self, invalid: bool) -> None:
        self._invalid = invalid
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self._edit.hasFocus()
        edge = theme.colour("focus" if focused else "control")
        if self._invalid:
            edge = theme.colour("danger_mark")
        fill = theme.colour("surface")
        paint.box(
            QPainter(self), self.rect(), theme.radius.control, fill, edge, 2 if focused else 1
        )


class _Line(SuggestEdit):
    """The line behind the chips; its frame is painted around both."""

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._repaint_frame()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._repaint_frame()

    def _repaint_frame(self) -> None:
        frame = self.parentWidget()
        if frame is not None:
            frame.update()

    def sizeHint(self) -> QSize:
        return QSize(170, 24)


class ChipsInput(Input):
    """A list of texts, ids or addresses. Enter, a comma or leaving the line adds what was typed;
    a pasted column adds every line; Backspace in the empty line takes the last one away."""

    def __init__(self, spec: ParamSpec, sources: Sources) -> None:
        super().__init__(spec)
        item = spec.item
        self._of = spec.of or (item.of if item is not None else "")
        self._sources = sources
        self._values: list[str] = []
        self._explicit = False  # an empty list that is sent as such
        self._edit = _Line(
            self._of,
            sources,
            name=spec.name,
            placeholder=self.tr("Add {0}").format(thing(self._of)),
            many=True,
        )
        self._edit.setProperty("bare", True)
        theme.changed.connect(self._fit)
        self._fit()
        self.setFocusProxy(self._edit)
        self._frame = _Frame(self._edit)
        self._flow = FlowLayout(self._frame, gap=6, row_gap=4)
        self._flow.setContentsMargins(6, 4, 6, 4)
        self._note = Label("", "secondary", wrap=True)
        self._clear = LinkButton(self.tr("Remove all"))
        self._clear.clicked.connect(self._remove_all)
        column = QVBoxLayout(self)
        tight(column, theme.space.xs)
        column.addWidget(self._frame)
        below = QHBoxLayout()
        tight(below, theme.space.s)
        below.addWidget(self._note, 1)
        below.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below)
        self._edit.picked.connect(self._picked)
        self._edit.entered.connect(self._commit)
        self._edit.editingFinished.connect(self._left)
        self._edit.textEdited.connect(self._typed)
        self._edit.pasted.connect(self.add_pasted)
        self._edit.emptied.connect(self._remove_last)
        self._show()

    def _fit(self) -> None:
        self._edit.setMaximumHeight(max(24, theme.font_px("body") + 11))

    def value(self) -> list[str] | None:
        typed = self._edit.text().strip()
        values = [*self._values, *self._resolved([typed] if typed else [])]
        if values or self._explicit or self.spec.required:
            return values
        return None

    def set_value(self, value: Any) -> None:
        self._values = [str(each) for each in value or ()]
        self._explicit = value is not None and not self._values
        self._edit.clear()
        self._show()

    def show_problems(self, problems: Problems) -> None:
        self._frame.set_invalid(bool(problems))

    def add_pasted(self, text: str) -> None:
        """Add everything in a column, or between commas, each once."""
        self._add([part for part in _SEPARATORS.split(text) if part])

    def _typed(self, text: str) -> None:
        if text.endswith((",", ";")):
            self._edit.setText(text[:-1])
            self._commit()
        else:
            self.changed.emit()

    def _commit(self) -> None:
        typed = self._edit.text().strip()
        if not typed:
            return
        found = self._sources.suggest(self._of, typed)
        self._edit.clear()
        self._add([found[0].value] if len(found) == 1 else [typed])

    def _left(self) -> None:
        # While the list of suggestions is open, the line has lost the focus to it.
        if not (self._edit.hasFocus() or self._edit.offering) and self._edit.text().strip():
            typed = self._edit.text().strip()
            self._edit.clear()
            self._add([typed])

    def _picked(self, suggestion: Suggestion) -> None:
        self._edit.clear()
        self._add([suggestion.value])

    def _add(self, values: Sequence[str]) -> None:
        known = set(self._values)
        for value in self._resolved(values):
            if value not in known:
                known.add(value)
                self._values.append(value)
        self._show()
        self.changed.emit()

    def _resolved(self, values: Sequence[str]) -> list[str]:
        """Addresses of users stand for their ids where ids are asked for."""
        if self._of != "user":
            return list(values)
        resolved = []
        for value in values:
            found = self._sources.suggest("user", value) if "@" in value else []
            exact = [one for one in found if one.detail.casefold() == value.casefold()]
            resolved.append(exact[0].value if exact else value)
        return resolved

    def _remove(self) -> None:
        chip = self.sender()
        if chip is not None:
            self._values.remove(str(chip.property("value")))
            self._show()
            self.changed.emit()
            self._edit.setFocus()

    def _remove_last(self) -> None:
        if self._values:
            self._values.pop()
            self._show()
            self.changed.emit()

    def _remove_all(self) -> None:
        self._values.clear()
        self._show()
        self.changed.emit()

    def show_name(self) -> None:
        """Names may have arrived."""
        if self._values:
            self._show()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._edit:
                widget.hide()
                widget.deleteLater()
        for value in self._values[:_SHOWN]:
            name = self._sources.name(self._of, value)
            chip = Chip(name or value, avatar=name if self._of == "user" else "")
            chip.setToolTip(f"{name}\n{value}" if name else value)
            chip.setProperty("value", value)
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
        hidden = len(self._values) - _SHOWN
        if hidden > 0:
            self._flow.addWidget(Label(self.tr("and {0:,} more").format(hidden), "secondary"))
        self._flow.addWidget(self._edit)
        count = len(self._values)
        what = self.tr("ids or addresses") if self._of == "user" else "them"
        self._note.setText(
            self.tr("{0:,} in the list; paste a column of {1} to add more").format(count, what)
        )
        self._note.setVisible(bool(count))
        self._clear.setVisible(count > 1)
        self._frame.updateGeometry()
        self.updateGeometry()


class ChecksInput(Input):
    """A list of known values: a box for each. What was set keeps its order while it is the same."""

    def __init__(self, spec: ParamSpec) -> None:
        super().__init__(spec)
        assert spec.item is not None
        self._given: list[str] = []
        self._explicit = False
        self._boxes: list[CheckBox] = []
        flow_host = QWidget()
        flow = FlowLayout(flow_host, gap=16, row_gap=4)
        for choice in spec.item.choices:
            box = CheckBox(choice)
            box.clicked.connect(self._clicked)
            flow.addWidget(box)
            self._boxes.append(box)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(flow_host)
        if self._boxes:
            self.setFocusProxy(self._boxes[0])

    def value(self) -> list[str] | None:
        chosen = [box.text() for box in self._boxes if box.isChecked()]
        if sorted(chosen) == sorted(self._given):
            chosen = list(self._given)
        return chosen if chosen or self._explicit or self.spec.required else None

    def set_value(self, value: Any) -> None:
        self._given = [str(each) for each in value or ()]
        self._explicit = value is not None and not self._given
        for box in self._boxes:
            box.setChecked(box.text() in self._given)

    def _clicked(self) -> None:
        self._explicit = False
        self.changed.emit()
