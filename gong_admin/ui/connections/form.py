"""The fields of a connection, checked while one types."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.api.address import Address
from gong_admin.api.errors import InvalidRequest
from gong_admin.runtime.connections import AuthKind, Connection, ConnectionKind
from gong_admin.runtime.credentials import Keeping, Secret
from gong_admin.runtime.language import translate
from gong_admin.ui.connections.colour_row import ColourRow
from gong_admin.ui.connections.words import AddressWords, explain_address
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Snug, tight
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.dialog import RING_ROOM
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.states import Hint
from gong_admin.ui.widgets.switch import Switch

_KINDS = {
    ConnectionKind.PRODUCTION: translate(
        "connections",
        "Your company's real Gong. It wears its colour throughout the window, "
        "so that it is never taken for another.",
    ),
    ConnectionKind.SANDBOX: translate("connections", "A trial company, or Gong on this computer."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What was filled in. `secret` is None where the kept one stays."""

    connection: Connection
    secret: Secret | None


class ConnectionForm(QWidget):
    """Shows a connection and takes what is typed; `entry` checks it all.

    `changed` while one types. Without `connection` it begins empty.
    """

    changed = Signal()

    def __init__(self, connection: Connection | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edited = connection
        self._words = AddressWords("")
        # A new one has its id from the start: saved twice, it is one connection all the same.
        self._start = start = connection or Connection(name="", base_url="")
        self._make_fields(start)
        self._lay_out()
        self._show_kind(self.kind.value())
        self._show_auth(self.auth.value())
        self._show_address(self.address.text())
        self._connect()

    # -- what is said from outside -------------------------------------------------------------

    def show_keeping(self, keeping: Keeping) -> None:
        """Say where the secret will be kept."""
        if keeping.permanent:
            text = self.tr("Kept in {0} of this computer and nowhere else.").format(keeping.place)
        else:
            text = self.tr("{0} The key is kept until the program ends, not longer.").format(
                keeping.reason
            )
        self.keeping.set_text(self.tr("{0} It is never shown again.").format(text))

    def entry(self) -> Entry | None:
        """What was filled in; None when something is missing, which then says so in its place."""
        for field in self.fields:
            field.set_error("")
        problems = [
            (self.name_field, self._name_problem()),
            (self.address_field, self._address_problem()),
            *self._secret_problems(),
        ]
        wrong = [(field, problem) for field, problem in problems if problem]
        for field, problem in wrong:
            field.set_error(problem)
        self.address_words.setVisible(not self.address_field.error())
        if wrong:
            wrong[0][0].control.setFocus()
            return None
        address = self._words.address
        assert address is not None, "an address without a problem is one"
        return Entry(self._connection(address), self._secret())

    def focus_first(self) -> None:
        """Put the keyboard where there is most to do."""
        if self._edited is None:
            self.name.setFocus()
        else:
            (self.access_key if self._auth is AuthKind.KEY_PAIR else self.token).setFocus()

    # -- making --------------------------------------------------------------------------------

    def _make_fields(self, start: Connection) -> None:
        kept = self.tr("Kept; type here to replace it") if self._edited else ""
        self.name = LineEdit(start.name, placeholder=self.tr("Your company"))
        self.name_field = Field(self.tr("&Name"), self.name)
        self.kind = Segmented(
            [
                (kind.value, words)
                for kind, words in (
                    (ConnectionKind.PRODUCTION, self.tr("Production")),
                    (ConnectionKind.SANDBOX, self.tr("Sandbox")),
                )
            ],
            name=self.tr("Kind"),
            value=start.kind.value,
        )
        self.colour = ColourRow(self.tr("Colour"), start.kind, colour_of(start))
        self.kind_words = Label("", "secondary", tone="text2", wrap=True)
        self.address = LineEdit(start.base_url, placeholder="https://", mono=True)
        self.address_field = Field(self.tr("&Address"), self.address)
        self.address_words = Label("", "secondary", wrap=True)
        self.trust = CheckBox(self.tr("I trust this host with the key"))
        self.trust.setChecked(start.host_confirmed)
        self.auth = Segmented(
            [
                (AuthKind.KEY_PAIR.value, self.tr("Access key")),
                (AuthKind.BEARER.value, self.tr("Bearer token")),
            ],
            name=self.tr("Kind of key"),
            value=start.auth.value,
        )
        self.access_key = LineEdit(mono=True, placeholder=kept)
        self.access_key_field = Field(self.tr("Access &key"), self.access_key)
        self.secret = LineEdit(secret=True, placeholder=kept)
        self.secret_field = Field(self.tr("Access key &secret"), self.secret)
        self.token = LineEdit(secret=True, placeholder=kept)
        self.token_field = Field(self.tr("&Token"), self.token)
        self.keeping = Hint("", icon="key")
        self.read_only = Switch(name=self.tr("Read-only"), checked=start.read_only)
        self.read_only_field = Field(
            self.tr("Read-only"),
            self.read_only,
            help_text=self.tr(
                "Nothing can be changed in Gong through this connection: its lock stays shut. "
                "Turned off, the lock can be opened, and every change is still reviewed first."
            ),
            beside=True,
        )
        self.fields = (
            self.name_field,
            self.address_field,
            self.access_key_field,
            self.secret_field,
            self.token_field,
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        # Room for the focus rings, which are painted around the controls.
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        column.setSpacing(theme.space.l)
        column.addWidget(self.name_field)
        column.addWidget(_group(self.tr("Kind"), self.kind, self.kind_words))
        column.addWidget(_group(self.tr("Colour"), self.colour))
        where = Snug()
        inner = QVBoxLayout(where)
        tight(inner, theme.space.xs + 2)
        inner.addWidget(self.address_field)
        inner.addWidget(self.address_words)
        inner.addWidget(self.trust)
        column.addWidget(where)
        column.addWidget(_group(self.tr("Kind of key"), self.auth))
        for field in (self.access_key_field, self.secret_field, self.token_field):
            column.addWidget(field)
        column.addWidget(self.keeping)
        column.addWidget(self.read_only_field)
        column.addStretch(1)

    def _connect(self) -> None:
        self.kind.changed.connect(self._show_kind)
        self.auth.changed.connect(self._show_auth)
        self.address.textChanged.connect(self._show_address)
        for line in (self.name, self.address, self.access_key, self.secret, self.token):
            line.textChanged.connect(self.changed)
        self.auth.changed.connect(self.changed)
        self.trust.toggled.connect(self._trusted)

    # -- as one types --------------------------------------------------------------------------

    @property
    def _auth(self) -> AuthKind:
        return AuthKind(self.auth.value())

    def _show_kind(self, key: str) -> None:
        self.kind_words.setText(_KINDS[ConnectionKind(key)])
        self.colour.set_kind(ConnectionKind(key))

    def _show_auth(self, key: str) -> None:
        pair = AuthKind(key) is AuthKind.KEY_PAIR
        self.access_key_field.setVisible(pair)
        self.secret_field.setVisible(pair)
        self.token_field.setVisible(not pair)

    def _show_address(self, typed: str) -> None:
        self._words = words = explain_address(typed)
        known = self._edited
        self.address_field.set_error(words.text if words.wrong else "")
        self.address_words.setText(words.text)
        self.address_words.set_tone("warn" if words.doubtful else "text2")
        self.address_words.setVisible(not words.wrong)
        self.trust.setVisible(words.doubtful)
        # Trust was given to one host, not to whichever is typed next.
        given = known is not None and known.host_confirmed and str(words.address) == known.base_url
        self.trust.setChecked(given)

    def _trusted(self) -> None:
        if self.trust.isChecked():
            self.address_field.set_error("")
            self.address_words.show()
        self.changed.emit()

    # -- checking ------------------------------------------------------------------------------

    def _name_problem(self) -> str:
        return "" if self.name.text().strip() else self.tr("Give it a name, such as the company's.")

    def _address_problem(self) -> str:
        if self._words.address is None:
            return self._words.text if self._words.wrong else self.tr("Enter the address.")
        if self._words.doubtful and not self.trust.isChecked():
            return self.tr("{0} Tick the box if that is meant.").format(self._words.text)
        return ""

    def _secret_problems(self) -> list[tuple[Field, str]]:
        keeps = self._edited is not None and self._edited.auth is self._auth
        if self._auth is AuthKind.BEARER:
            lines = [(self.token_field, self.token, self.tr("Enter the token."))]
        else:
            lines = [
                (self.access_key_field, self.access_key, self.tr("Enter the access key.")),
                (self.secret_field, self.secret, self.tr("Enter the secret that belongs to it.")),
            ]
        if keeps and not any(line.text().strip() for _, line, _ in lines):
            return []
        missing = [(field, words) for field, line, words in lines if not line.text().strip()]
        if missing:
            return missing
        secret = self._secret()
        assert secret is not None, "nothing is missing"
        try:
            secret.credentials()
        except InvalidRequest as problem:
            fields = {
                "accessKey": self.access_key_field,
                "accessKeySecret": self.secret_field,
                "accessToken": self.token_field,
            }
            return [
                (fields[name], self.tr("It {0}.").format(why))
                for name, why in problem.problems.items()
            ]
        return []

    # -- what it comes to ----------------------------------------------------------------------

    def _connection(self, address: Address) -> Connection:
        kind = ConnectionKind(self.kind.value())
        return msgspec.structs.replace(
            self._start,
            name=self.name.text().strip(),
            base_url=address.url,
            kind=kind,
            colour=self.colour.value(),
            auth=self._auth,
            read_only=self.read_only.isChecked(),
            host_confirmed=self._words.doubtful and self.trust.isChecked(),
        )

    def _secret(self) -> Secret | None:
        if self._auth is AuthKind.BEARER:
            token = self.token.text().strip()
            return Secret(AuthKind.BEARER, token) if token else None
        key, secret = self.access_key.text().strip(), self.secret.text().strip()
        return Secret(AuthKind.KEY_PAIR, secret, key) if secret else None


def _group(title: str, control: QWidget, below: QWidget | None = None) -> QWidget:
    """A control that isn't a field, under its title."""
    group = Snug()
    column = QVBoxLayout(group)
    tight(column, theme.space.xs + 2)
    column.addWidget(Label(title, "medium"))
    row = QHBoxLayout()
    tight(row)
    row.addWidget(control)
    row.addStretch(1)
    column.addLayout(row)
    if below is not None:
        column.addWidget(below)
    return group
