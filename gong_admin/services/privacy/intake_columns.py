"""Which columns of a list hold addresses and numbers, by their titles. Titles are read by whole
words: a "Mailing Zip" is no mail, a "Hotel" no telephone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_TITLE = 60
_MOST_WORDS = 5
_EMAIL = re.compile(r"\be[\s\-_‐–]*(mail|post)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")  # in workEmail, between two words
_WORD = re.compile(r"[^\W\d_]+")


def _plain(text: str) -> str:
    """Without accents, in lower case."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize(
        "NFC", "".join(one for one in apart if not unicodedata.combining(one))
    ).lower()


def _words(text: str) -> frozenset[str]:
    return frozenset(_plain(text).split())


# "E-Mail-Adresse" is "email" and "adresse".
_EMAILS = _words("""
    email emails mail mails emailaddress emailaddresses mailaddress emailadresse emailadressen
    mailadresse mailadressen correo courriel mel emailadres mailadres epost epostadress
    epostadresse eposta sahkoposti sahkopostiosoite почта メール メールアドレス 邮箱 電子郵件
    电子邮件 电子邮箱 邮件 邮箱地址 電子郵件地址 電子メール 이메일 메일
""")
_PHONES = _words("""
    phone phones phonenumber telephone telephonenumber tel telno telnr tlf mobile mobilephone
    cell cellphone cellular handy handynummer handynr mobil mobilnummer mobilnr mobiltelefon
    telefon telefonnummer telefonnr rufnummer festnetz telefono telefone movil celular cellulare
    portable gsm msisdn landline whatsapp telefoon telefoonnummer mobiel puhelin puhelinnumero
    matkapuhelin telefonnumer телефон мобильный
    fon telefonnummern handynummern rufnummern festnetznummer mobilfunk mobilfunknummer telf
    tfno
    電話 電話番号 携帯 手机 手机号 手机号码 电话 电话号码 전화 전화번호
""")
_PAIRS = tuple(
    map(_words, ("adresse electronique", "courrier electronique", "direccion electronica"))
)  # one of these words alone may be of a signature, or of a street
_EITHER = _words("contact contacts kontakt kontakte contacto contatto contato identifier")
# Beside one of those words, the column says something about an address, and holds none.
_ABOUT = _words("""
    opt optout optin out consent status type typ label kind date datum time day last first sent
    opened clicked bounce bounced verified valid count domain provider source code zip
    plz street city state country stop preference preferences method methode subscribed unsubscribed
    subscription name names allowed extension ext merge app do not nicht kein keine
""")
_IDS = _words("id ids")  # of a contact; an "Email ID" is an address, a "Contact Number" either
_OTHERS = _words("""
    assistant assistants assistent assistentin assistante asistente owner besitzer inhaber
    manager vorgesetzter supervisor reports created modified referrer referred spouse emergency
    company firma unternehmen account main central zentrale switchboard hq fax parent
""")


class Role(StrEnum):
    """What is expected of the cells of a column."""

    EMAIL = "email"
    PHONE = "phone"
    OPEN = "open"  # whatever is clearly an address or a number
    OTHER = "other"  # has a title, and it is none of addresses or numbers


@dataclass(frozen=True, slots=True)
class Expected:
    """`elses`: the title names somebody else, an assistant or the company."""

    role: Role
    title: str = ""
    elses: bool = False


UNTITLED = Expected(Role.OPEN)


@dataclass(frozen=True, slots=True)
class Titles:
    """The columns of a list with titles, and in which of its first rows these stand."""

    row: int
    columns: tuple[Expected, ...]

    @property
    def used(self) -> tuple[str, ...]:
        """Their titles; somebody else's only where there are no others."""
        named = [one for one in self.columns if one.title and one.role is not Role.OTHER]
        own = [one for one in named if not one.elses]
        return tuple(one.title for one in own or named)


def find_titles(head: Sequence[Sequence[str]]) -> Titles | None:
    """The row of titles among the first rows of a list, above everything that can be an address
    or a number; None where there is none."""
    best, most = None, 0
    for row, cells in enumerate(head):
        if any(_is_data(cell) for cell in cells):
            break
        columns = tuple(_expected(cell) for cell in cells)
        named = sum(map(_worth, columns))
        if named > most:
            best, most = Titles(row, columns), named
    return best


def _worth(one: Expected) -> int:
    """How much a title says for its row being one of titles."""
    if one.role in (Role.EMAIL, Role.PHONE):
        return 1 if one.elses else 2
    return 1 if one.role is Role.OPEN and one.title else 0


def _is_data(cell: str) -> bool:
    cell = cell.strip().lower()
    return "@" in cell or cell[:1].isdigit() or cell[:1] in ("+", "(") or cell.startswith("tel:")


def _expected(cell: str) -> Expected:
    title = cell.strip().strip("\"'\ufeff").strip()
    if not title:
        return UNTITLED
    if len(title) > _LONGEST_TITLE or any(mark in title for mark in ",;\t|"):
        return Expected(Role.OTHER, title[:_LONGEST_TITLE])
    words = _titled(title)
    if len(words) > _MOST_WORDS or words & _ABOUT:
        return Expected(Role.OTHER, title)
    if words & _EMAILS or any(pair <= words for pair in _PAIRS):
        return Expected(Role.EMAIL, title, elses=bool(words & _OTHERS))
    if words & _PHONES:
        return Expected(Role.PHONE, title, elses=bool(words & _OTHERS))
    if words & _EITHER and not words & (_OTHERS | _IDS):
        return Expected(Role.OPEN, title)
    return Expected(Role.OTHER, title)


def _titled(title: str) -> frozenset[str]:
    """The words of a title as they are compared."""
    plain = _plain(_EMAIL.sub(r"e\1", _HUMP.sub(" ", title)))
    return frozenset(_WORD.findall(plain))
