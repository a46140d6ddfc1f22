import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps

from beredskab import encryption
from beredskab.encryption import EncryptedJSONField, EncryptedTextField

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
PLACE = {"table": "cases_person", "column": "name"}
SECRET = b"Fiktiv Fiktivsen"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_KEYS = OLD
    settings.HASH_KEY = base64.b64encode(b"h" * 32).decode()
    return settings


def test_what_is_encrypted_is_read_again_and_nothing_shows():
    stored = encryption.encrypt(SECRET, **PLACE)
    assert SECRET not in stored
    assert encryption.decrypt(stored, **PLACE) == SECRET


def test_the_same_text_is_never_stored_alike():
    assert encryption.encrypt(SECRET, **PLACE) != encryption.encrypt(SECRET, **PLACE)


@pytest.mark.parametrize(
    "place",
    [
        {"table": "cases_person", "column": "address"},
        {"table": "cases_concern", "column": "name"},
    ],
)
def test_a_value_cannot_be_moved_to_another_column(place):
    stored = encryption.encrypt(SECRET, **PLACE)
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(stored, **place)


@pytest.mark.parametrize("place", [-1, 20])
def test_a_changed_value_is_an_error_and_no_empty_text(place):
    stored = bytearray(encryption.encrypt(SECRET, **PLACE))
    stored[place] ^= 1
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(bytes(stored), **PLACE)


@pytest.mark.parametrize("stored", [b"", b"plain text", b"lost:" + b"x" * 40])
def test_what_no_key_wrote_is_an_error(stored):
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(stored, **PLACE)


def test_the_first_key_writes_and_all_of_them_read(keys):
    before = encryption.encrypt(SECRET, **PLACE)
    keys.FIELD_KEYS = f"{NEW},{OLD}"
    after = encryption.encrypt(SECRET, **PLACE)
    assert before.startswith(b"old:")
    assert after.startswith(b"new:")
    assert encryption.decrypt(before, **PLACE) == encryption.decrypt(after, **PLACE) == SECRET
    keys.FIELD_KEYS = NEW
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(before, **PLACE)


@pytest.mark.parametrize("text", ["", "noid", "a:not-base64!", "a:c2hvcnQ=", ":" + "A" * 44])
def test_wrong_keys_stop_everything(keys, text):
    keys.FIELD_KEYS = text
    with pytest.raises(ImproperlyConfigured):
        encryption.encrypt(SECRET, **PLACE)


@pytest.mark.parametrize("text", ["", "c2hvcnQ=", "***"])
def test_a_wrong_hash_key_stops_everything(keys, text):
    keys.HASH_KEY = text
    with pytest.raises(ImproperlyConfigured):
        encryption.keyed_hash("1", "cpr")


def test_hashes_are_equal_for_equal_text_of_one_purpose_only(keys):
    one = encryption.keyed_hash("0101901234", "cpr")
    assert one == encryption.keyed_hash("0101901234", "cpr")
    assert one != encryption.keyed_hash("0101901234", "name")
    keys.HASH_KEY = base64.b64encode(b"i" * 32).decode()
    assert one != encryption.keyed_hash("0101901234", "cpr")


def test_a_name_is_found_by_any_whole_word_of_it():
    whole = set(encryption.word_hashes("Anne-Marie  SØRENSEN"))
    assert set(encryption.word_hashes("sørensen marie")) < whole
    assert set(encryption.word_hashes("so\u0308rensen")).isdisjoint(whole)
    assert set(encryption.word_hashes("ann")).isdisjoint(whole)


@pytest.fixture
def note():
    """A model with an encrypted field of each kind."""
    with isolate_apps("tests"):

        class Note(models.Model):
            text = EncryptedTextField(null=True)
            answers = EncryptedJSONField(null=True)

            class Meta:
                app_label = "tests"

            def __str__(self):
                return "note"

        yield Note


def test_a_field_answers_no_question_but_whether_it_is_null(note):
    field = note._meta.get_field("text")
    assert field.get_lookup("exact") is None
    assert field.get_lookup("contains") is None
    assert field.get_lookup("isnull") is not None
    with pytest.raises(TypeError):
        field.value_to_string(note(text="x"))


@pytest.mark.parametrize(
    ("name", "value"), [("text", ""), ("text", "æøå"), ("answers", {"a": [1]})]
)
@pytest.mark.django_db
def test_fields_store_bytes_and_give_back_values(note, name, value):
    field = note._meta.get_field(name)
    stored = field.get_db_prep_value(value, connection).obj
    assert stored.startswith(b"old:")
    assert field.from_db_value(stored, None, connection) == value
    assert field.from_db_value(None, None, connection) is None
    assert field.get_db_prep_value(None, connection) is None
