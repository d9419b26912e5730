"""The way to the network: a proxy, and certificates of the company's own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from gong_admin.api.errors import ConnectionFailed
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.settings import Settings
from gong_admin.ui.prompts import Prompts
from gong_admin.ui.settings.parts import Page, PathLine
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.segmented import Segmented


class NetworkPage(Page):
    """Takes effect with the next call of the open connection."""

    def __init__(self, settings: Settings, prompts: Prompts, bridge: Bridge) -> None:
        super().__init__()
        self._settings, self._prompts, self._bridge = settings, prompts, bridge
        self.scope = TaskScope(self._failed, self)
        choices = settings.choices
        start = "system" if choices.proxy is None else "own" if choices.proxy else "none"
        self.proxy = Segmented(
            [
                ("system", self.tr("As the system")),
                ("none", self.tr("None")),
                ("own", self.tr("This one")),
            ],
            name=self.tr("Proxy"),
            value=start,
        )
        self.proxy.changed.connect(self._proxy_chosen)
        self.add_line(
            self.tr("Proxy"),
            self.tr(
                "The system's own, or that of the environment (HTTPS_PROXY, NO_PROXY). This "
                "computer itself is always reached directly."
            ),
            self.proxy,
        )
        self.address = LineEdit(
            choices.proxy or "", placeholder="http://proxy.example.test:3128", mono=True
        )
        self.address_field = Field(self.tr("Address of the pro&xy"), self.address)
        self.address_field.setVisible(start == "own")
        self.address.textEdited.connect(self._proxy_typed)
        # Not with each key: the beginning of an address leads elsewhere, or to its password.
        self.address.editingFinished.connect(self.enter)
        self.column.addWidget(self.address_field)
        self.ca_file = PathLine(
            self.tr("The system's certificates alone"),
            self.tr("Choose a file…"),
            self.tr("Trust the system's certificates alone"),
        )
        self.ca_file.set_path(choices.ca_file)
        self.ca_file.choose_requested.connect(self._choose_ca)
        self.ca_file.cleared.connect(self._clear_ca)
        self.add_line(
            self.tr("Certificates of your company"),
            self.tr(
                "A file (PEM) that is trusted beside the system's certificates, where the "
                "company's network looks into encrypted connections."
            ),
            self.ca_file,
        )
        self.bar = MessageBar()
        self.column.addWidget(self.bar)
        self.end()

    # -- proxy ---------------------------------------------------------------------------------

    def _proxy_chosen(self, key: str) -> None:
        self.address_field.setVisible(key == "own")
        if key == "own":
            self.enter()
            self.address.setFocus()
        else:
            self._settings.update(proxy=None if key == "system" else "")
        self.grown.emit()

    def _proxy_typed(self) -> None:
        self.address_field.set_error("")
        self.grown.emit()

    def enter(self) -> None:
        """Use the proxy that was typed, if it can be used."""
        if self.proxy.value() != "own":
            return
        text = self.address.text().strip()
        problem = self._proxy_problem(text)
        self.address_field.set_error(problem)
        if not problem:
            self._settings.update(proxy=text)
        self.grown.emit()

    def _proxy_problem(self, text: str) -> str:
        if not text:
            return self.tr("Enter its address. Until then, the proxy is the one it was before.")
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            host, _ = parts.hostname, parts.port
        except ValueError:
            return self.tr("This is not the address of a proxy.")
        if parts.scheme not in ("http", "https"):
            return self.tr("Only HTTP proxies can be used: http:// or https://.")
        if parts.username is not None or parts.password is not None:
            return self.tr(
                "A password is not kept in the settings. Put this address into HTTPS_PROXY of "
                "the environment and choose “As the system”."
            )
        return "" if host else self.tr("This is not the address of a proxy.")

    # -- certificates --------------------------------------------------------------------------

    def _choose_ca(self) -> None:
        self.scope.start("choose", self._ask_ca())

    async def _ask_ca(self) -> None:
        before = Path(self._settings.choices.ca_file)
        folder = before.parent if self._settings.choices.ca_file else Path.home()
        path = await self._prompts.open_file(
            self.tr("Certificates"), folder, self.tr("Certificates (*.pem *.crt *.cer);;All (*)")
        )
        if path is None:
            return
        self.bar.clear()
        await self._bridge.run(_load_certificates, path)
        self._settings.update(ca_file=str(path))
        self.ca_file.set_path(str(path))
        self.grown.emit()

    def _clear_ca(self) -> None:
        self._settings.update(ca_file="")
        self.ca_file.set_path("")
        self.ca_file.button.setFocus()

    def _failed(self, error: Exception) -> None:
        self.bar.show_message(present(error))
        self.grown.emit()


class UnusableCertificates(OSError):
    """The file holds no certificates that can be read."""


def _load_certificates(path: Path) -> None:
    """Raise `UnusableCertificates` unless the transport can work with this file."""
    # Imported on the thread: it loads the HTTP library.
    from gong_admin.api.transport import ssl_context

    try:
        ssl_context(path)
    except ConnectionFailed as problem:
        raise UnusableCertificates(0, str(problem), str(path)) from problem
