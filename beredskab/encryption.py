"""Encrypted model fields and keyed hashes.

A value is stored as `key id : nonce : ciphertext` and bound by AES-GCM to its table, column and
key, so that it can't be moved to another column. A value that can't be decrypted is an error,
never an empty text. Keys come from the environment (FIELD_KEYS, HASH_KEY), not from SECRET_KEY.
"""

import base64
import hashlib
import hmac
import json
import os
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE_BYTES = 12


class DecryptionError(Exception):
    """Raised when a stored value does not belong to its key, table or column."""


@lru_cache(maxsize=4)
def parse_keys(text: str) -> dict[str, AESGCM]:
    """Read "id:base64,id:base64" into ciphers, the writing key first.

    Raises ImproperlyConfigured if there is none or one has not 32 bytes.
    """
    ciphers: dict[str, AESGCM] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        key_id, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not key_id or len(key) != 32:
            raise ImproperlyConfigured("FIELD_KEYS: each key is written id:base64 of 32 bytes.")
        ciphers[key_id] = AESGCM(key)
    if not ciphers:
        raise ImproperlyConfigured("FIELD_KEYS is not set; personal text can't be stored.")
    return ciphers


@lru_cache(maxsize=4)
def parse_hash_key(text: str) -> bytes:
    """Read the key of the keyed hashes; raises ImproperlyConfigured unless it has 32 bytes."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("HASH_KEY is not set to the base64 of 32 bytes.")
    return key


def encrypt(plaintext: bytes, *, table: str, column: str) -> bytes:
    """Encrypt with the writing key, bound to `table` and `column`."""
    key_id, cipher = next(iter(parse_keys(settings.FIELD_KEYS).items()))
    nonce = os.urandom(NONCE_BYTES)
    bound_to = f"{table}|{column}|{key_id}".encode()
    return key_id.encode() + b":" + nonce + cipher.encrypt(nonce, plaintext, bound_to)


def decrypt(stored: bytes, *, table: str, column: str) -> bytes:
    """Decrypt what `encrypt` made for the same column; raises DecryptionError otherwise."""
    key_id, separator, rest = stored.partition(b":")
    cipher = parse_keys(settings.FIELD_KEYS).get(key_id.decode(errors="replace"))
    if not separator or cipher is None:
        raise DecryptionError(f"No key for a value of {table}.{column}.")
    bound_to = f"{table}|{column}|{key_id.decode()}".encode()
    try:
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound_to)
    except InvalidTag as error:
        raise DecryptionError(f"A value of {table}.{column} can't be decrypted.") from error


class EncryptedField(models.BinaryField):
    """Base of the encrypted fields: bytes in the database, a Python value in the model.

    Only `isnull` can be asked of it; equality goes through a keyed hash beside it.
    """

    # What mypy takes the field's value for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def _dump(self, value: Any) -> bytes:
        raise TypeError("An encrypted field says how its value becomes bytes.")

    def _load(self, plaintext: bytes) -> Any:
        raise TypeError("An encrypted field says how bytes become its value.")

    def _place(self) -> dict[str, str]:
        """The table and column that a value is bound to."""
        return {"table": self.model._meta.db_table, "column": str(self.column)}

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        stored = encrypt(self._dump(value), **self._place())
        return super().get_db_prep_value(stored, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is None:
            return None
        return self._load(decrypt(bytes(value), **self._place()))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Encrypted values are not serialised.")

    def _get_default(self) -> Any:
        return None


class EncryptedTextField(EncryptedField):
    """A text that is encrypted in the database; NULL stays NULL, an empty text is encrypted."""

    def _dump(self, value: Any) -> bytes:
        return str(value).encode()

    def _load(self, plaintext: bytes) -> str:
        return plaintext.decode()


class EncryptedDateField(EncryptedField):
    """A date that is encrypted in the database."""

    def _dump(self, value: Any) -> bytes:
        return bytes(value.isoformat(), "ascii")

    def _load(self, plaintext: bytes) -> date:
        return date.fromisoformat(plaintext.decode())


class EncryptedJSONField(EncryptedField):
    """A JSON value that is encrypted in the database."""

    def _dump(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    def _load(self, plaintext: bytes) -> Any:
        return json.loads(plaintext)


def keyed_hash(text: str, purpose: str) -> str:
    """Hash for equality only; equal texts have different hashes for different purposes."""
    key = parse_hash_key(settings.HASH_KEY)
    return hmac.new(key, f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()


def word_hashes(name: str) -> list[str]:
    """Hash each word of a name, so that it is found by any whole word of it."""
    plain = unicodedata.normalize("NFC", name).casefold().replace("-", " ")
    return sorted({keyed_hash(word, "name") for word in plain.split()})
