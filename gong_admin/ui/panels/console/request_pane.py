"""The middle of the console: the head of the operation, its form, and the way to send it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.api.operation import Effect, Paging
from gong_admin.api.spec import describe
from gong_admin.services.console import AnyOperation, is_cursor
from gong_admin.services.privacy.erasing import CALLS_A_SUBJECT, ERASES
from gong_admin.ui.forms.base import Problems
from gong_admin.ui.forms.form import Form
from gong_admin.ui.forms.sources import Sources
from gong_admin.ui.panels.console.operation_head import OperationHead
from gong_admin.ui.panels.console.paging import PagingChoice
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Pane, Separator, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.fields import Field, TextArea
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.segmented import Segmented

_NARROWEST = 324  # pixels, where the text is no larger than drawn
_PREVIEW_AFTER = 120  # milliseconds of quiet before the request is written out anew


class RequestPane(Pane):
    """`edited` a moment after the form or the paging changed. The body is edited as fields or,
    in its place, as JSON; `json_wanted(bool)` when the user asks for the other."""

    edited = Signal()
    send_requested = Signal()
    cancel_requested = Signal()
    reset_requested = Signal()
    example_requested = Signal()
    json_wanted = Signal(bool)
    file_requested = Signal(object)

    def __init__(self, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._sources = sources
        self.head = OperationHead()
        self.form: Form | None = None
        self.paging = PagingChoice()
        self._help = Label("", "body", tone="text2", wrap=True)
        self._mode = Segmented(
            (("form", self.tr("Form")), ("json", "JSON")), name=self.tr("Edit the body as")
        )
        self._mode.changed.connect(self._mode_chosen)
        self.json = TextArea(name=self.tr("Body as JSON"), lines=18)
        self._json_field = Field(self.tr("Body"), self.json, hint=self.tr("JSON, sent as written"))
        self._quiet = QTimer(self, interval=_PREVIEW_AFTER, singleShot=True)
        self._quiet.timeout.connect(self.edited)
        self.paging.changed.connect(self._touched)
        self.json.textChanged.connect(self._touched)
        self._busy = False
        self._op: AnyOperation | None = None

        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(theme.space.l)
        self._column.addWidget(self._help)
        self._column.addWidget(self._mode)
        self._column.addWidget(self._json_field)
        self._column.addWidget(self.paging)
        self._column.addStretch(1)
        self._area = ScrollArea(content)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.head)
        column.addWidget(Separator())
        column.addWidget(self._area, 1)
        column.addWidget(Separator())
        column.addLayout(self._make_foot())
        self._json_field.hide()
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.json.setFont(theme.font("mono"))
        # Not in full step with the text: three panes must fit into a small window.
        self.setMinimumWidth(round(_NARROWEST * min(1.5, max(1.0, theme.text_scale))))

    def _make_foot(self) -> QHBoxLayout:
        self.reset = Button(self.tr("Reset"), kind="ghost")
        self.reset.clicked.connect(self.reset_requested)
        self.example = Button(
            self.tr("Example"), kind="ghost", tooltip=self.tr("Fill in an example")
        )
        self.example.clicked.connect(self.example_requested)
        self._cost = ElidedLabel(self.tr("1 API call"), "secondary")
        self.send = Button(self.tr("Send"), kind="primary", icon="paper-plane-tilt", large=True)
        self.send.set_tooltip(self.tr("Send (Ctrl+Enter)"))
        self.send.clicked.connect(self._send_clicked)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 10, 20, 10)
        foot.setSpacing(theme.space.s)
        foot.addWidget(self.reset)
        foot.addWidget(self.example)
        foot.addStretch(1)
        foot.addWidget(self._cost)
        foot.addSpacing(theme.space.xs)
        foot.addWidget(self.send)
        return foot

    # -- what is shown -------------------------------------------------------------------------

    def show_operation(self, op: AnyOperation, values: dict[str, Any]) -> None:
        """A form for `op`, filled with `values`."""
        self._op = op
        self.head.show_operation(op)
        self._help.setText(op.help)
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        specs = [spec for spec in describe(op.request) if not is_cursor(op, spec)]
        form = self.form = Form(specs, self._sources)
        form.set_values(values)
        form.changed.connect(self._touched)
        form.file_requested.connect(self.file_requested)
        self._column.insertWidget(2, form)
        self._mode.setVisible(form.has_body)
        self.paging.setVisible(op.paging is Paging.CURSOR)
        self.paging.choose("first")
        self.show_json(None)
        self._area.verticalScrollBar().setValue(0)
        self._show_foot()
        self.edited.emit()

    def show_json(self, text: str | None) -> None:
        """Edit the body as `text`; None goes back to the fields."""
        self._mode.set_value("form" if text is None else "json")
        blocked = self.json.blockSignals(True)
        self.json.setPlainText(text or "")
        self.json.blockSignals(blocked)
        self._json_field.setVisible(text is not None)
        self._json_field.set_error("")
        if self.form is not None:
            self.form.show_body(text is None)

    def json_text(self) -> str | None:
        """The body as written, None while it is edited as fields."""
        return self.json.toPlainText() if self._mode.value() == "json" else None

    def values(self) -> dict[str, Any]:
        return self.form.values() if self.form is not None else {}

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill the form anew."""
        if self.form is not None:
            self.form.set_values(values)
            self.edited.emit()

    def show_problems(self, problems: Problems) -> None:
        """Mark what is wrong and go to the first of it."""
        self._json_field.set_error(_sentence(problems.get("body", "")))
        if self.form is None:
            return
        found = self.form.show_problems(problems)
        if found is not None:
            found.setFocus()
            self._area.keep_visible(found)

    def show_busy(self, busy: bool) -> None:
        """While a request is under way, Send is Cancel."""
        self._busy = busy
        self._show_foot()

    def show_names(self) -> None:
        if self.form is not None:
            self.form.show_names()

    def _show_foot(self) -> None:
        if self._op is None:
            return
        destroys = self._op.effect is Effect.DESTRUCTIVE
        self.send.setText(self.tr("Cancel") if self._busy else self.tr("Send"))
        self.send.set_icon_name("x" if self._busy else "paper-plane-tilt")
        self.send.set_kind("secondary" if self._busy else "danger" if destroys else "primary")
        self.send.set_tooltip(
            self.tr("Cancel (Esc)") if self._busy else self.tr("Send (Ctrl+Enter)")
        )
        self._cost.setText(self._cost_words(self._op))

    def _cost_words(self, op: AnyOperation) -> str:
        if op.paging is Paging.CURSOR:
            return self.paging.cost()
        if op.id in ERASES:
            return self.tr("{0:,} API calls, with lookup").format(CALLS_A_SUBJECT)
        return self.tr("1 API call")

    # -- what the user does --------------------------------------------------------------------

    def _touched(self) -> None:
        self._show_foot()
        self._quiet.start()

    def _send_clicked(self) -> None:
        (self.cancel_requested if self._busy else self.send_requested).emit()

    def _mode_chosen(self, mode: str) -> None:
        # The presenter decides: JSON that the form can't hold stays JSON.
        self._mode.set_value("form" if mode == "json" else "json")
        self.json_wanted.emit(mode == "json")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
