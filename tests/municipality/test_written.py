import pytest

from beredskab.municipality import written


@pytest.mark.parametrize(
    ("text", "stored", "link"),
    [
        (" web@example.dk ", "web@example.dk", "mailto:web@example.dk"),
        ("https://example.dk/skriv", "https://example.dk/skriv", "https://example.dk/skriv"),
        ("www.example.dk/skriv", "https://www.example.dk/skriv", "https://www.example.dk/skriv"),
    ],
)
def test_a_mailbox_or_a_page_is_stored_and_led_to(text, stored, link):
    assert written.normalise(text) == stored
    assert written.link(stored) == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kommunen",
        "web@",
        "@example.dk",
        "a b@example.dk",
        "http://example.dk",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "//example",
        "https://example.dk/ <b>",
    ],
)
def test_what_is_neither_is_refused(text):
    with pytest.raises(ValueError, match="neither"):
        written.normalise(text)
