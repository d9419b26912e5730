"""Data privacy: what Gong holds on a person, and its erasure for good."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.common import Done
from gong_admin.api.types.privacy import (
    EmailAddressReferences,
    FindEmailAddress,
    FindPhoneNumber,
    PhoneNumberReferences,
    PurgeEmailAddress,
    PurgePhoneNumber,
)

FIND_EMAIL_ADDRESS = Operation(
    id="findAllReferencesToEmailAddress",
    number=26,
    method="GET",
    path="/v2/data-privacy/data-for-email-address",
    request=FindEmailAddress,
    response=EmailAddressReferences,
    area="privacy",
    title="Look up an email address",
    help="Every email, call, meeting, CRM record and engagement in which an address occurs.",
    effect=Effect.READ,
    scope="api:data-privacy:read",
    example=FindEmailAddress(email_address="ines.halloran@lindqvist.test"),
)

FIND_PHONE_NUMBER = Operation(
    id="findAllReferencesToPhoneNumber",
    number=3,
    method="GET",
    path="/v2/data-privacy/data-for-phone-number",
    request=FindPhoneNumber,
    response=PhoneNumberReferences,
    area="privacy",
    title="Look up a phone number",
    help="The leads and contacts with a phone number, and their calls and emails.",
    effect=Effect.READ,
    scope="api:data-privacy:read",
    example=FindPhoneNumber(phone_number="+442079460135"),
)

PURGE_EMAIL_ADDRESS = Operation(
    id="purgeEmailAddress",
    number=30,
    method="POST",
    path="/v2/data-privacy/erase-data-for-email-address",
    request=PurgeEmailAddress,
    response=Done,
    area="privacy",
    title="Erase an email address",
    help="Deletes everything that refers to an address, whole calls included, for good. It takes "
    "hours, and Gong does not tell how far it is.",
    effect=Effect.DESTRUCTIVE,
    scope="api:data-privacy:delete",
    example=PurgeEmailAddress(email_address="ines.halloran@lindqvist.test"),
)

PURGE_PHONE_NUMBER = Operation(
    id="purgePhoneNumber",
    number=4,
    method="POST",
    path="/v2/data-privacy/erase-data-for-phone-number",
    request=PurgePhoneNumber,
    response=Done,
    area="privacy",
    title="Erase a phone number",
    help="Deletes every lead and contact with a phone number and all that refers to them, for "
    "good. It takes hours, and Gong does not tell how far it is.",
    effect=Effect.DESTRUCTIVE,
    scope="api:data-privacy:delete",
    example=PurgePhoneNumber(phone_number="+442079460135"),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    FIND_EMAIL_ADDRESS,
    FIND_PHONE_NUMBER,
    PURGE_EMAIL_ADDRESS,
    PURGE_PHONE_NUMBER,
)
