"""How an administrator sets up an empty portal, page by page as the user guide has it."""

from django.core.management import call_command
from playwright.sync_api import Page

from beredskab.accounts.models import User
from beredskab.municipality.models import Unit
from tests import factories
from tests.e2e import pages

USERS = "/admin/accounts/user/"
NOT_SET_UP = "Portalen er ikke sat helt op"
# Who works where: log-in, role, kind of unit.
PEOPLE = (
    ("laerer", "professional", Unit.Kind.SCHOOL),
    ("raadgiver", "adviser_child", Unit.Kind.CHILD),
    ("leder", "leader", Unit.Kind.CHILD),
    ("vagt", "duty_officer", Unit.Kind.CHILD),
    ("voksenraadgiver", "adviser_adult", Unit.Kind.ADULT),
    ("voksenleder", "leader", Unit.Kind.ADULT),
    ("tovholder", "coordinator", Unit.Kind.SSP),
)


def first_admin() -> User:
    """Make the first administrator as somebody with a shell does."""
    call_command("first_admin", username="admin", name="Ada Administrator", verbosity=0)
    return User.objects.get()


def municipality(page: Page) -> None:
    """Its name, its units and who receives, where no content pack is loaded."""
    pages.visit(page, "/indstillinger/kommune/")
    pages.write(page, name="Prøvekøbing Kommune")
    page.click("label[for=id_has_infohus]")
    pages.press(page)
    for kind, name in ((Unit.Kind.CHILD, "Børn"), (Unit.Kind.ADULT, "Voksne")):
        unit(page, kind, name)
        pages.visit(page, "/indstillinger/modtagere/saet/")
        age = "adult" if kind == Unit.Kind.ADULT else "under_18"
        page.select_option("[name=age]", age)
        page.select_option("[name=unit]", label=name)
        pages.press(page)
    unit(page, Unit.Kind.SSP, "SSP")


def unit(page: Page, kind: str, name: str) -> None:
    pages.visit(page, "/indstillinger/enheder/ny/")
    pages.write(page, name=name)
    page.select_option("[name=kind]", kind)
    pages.press(page)
    assert name in pages.text_of(page)


def people(page: Page) -> None:
    """Somebody in each role, under Users and registers; the school is no unit of a pack."""
    unit(page, Unit.Kind.SCHOOL, "Skolen")
    for username, role, kind in PEOPLE:
        pages.visit(page, f"{USERS}add/")
        name, password = username.capitalize(), factories.PASSWORD
        pages.write(page, username=username, name=name, password1=password, password2=password)
        page.click(".add-row a")
        where = Unit.objects.filter(kind=kind).order_by("pk")[0]
        page.select_option("[name=memberships-0-unit]", str(where.pk))
        page.select_option("[name=memberships-0-role]", role)
        pages.press(page, "[name=_save]")
        assert User.objects.get(username=username).memberships.get().unit == where


def accessibility(page: Page) -> None:
    """Whom to write to and to call; no content pack of a real municipality knows."""
    pages.visit(page, "/indstillinger/kommune/")
    pages.write(page, accessibility_contact="adgang@example.com", accessibility_phone="70 55 00 99")
    pages.press(page)


def rota(page: Page) -> None:
    """The adviser by day, the duty officer at all other times; then nothing is missing."""
    for who, kind, weekdays, starts, ends in (
        ("Raadgiver", "adviser", range(5), "8.00", "16.00"),
        ("Vagt", "officer", range(7), "16.00", "8.00"),
        ("Vagt", "officer", (5, 6), "8.00", "16.00"),
    ):
        pages.visit(page, "/indstillinger/vagtplan/ny/")
        unit_of_child = Unit.objects.get(kind=Unit.Kind.CHILD)
        page.select_option("[name=unit]", str(unit_of_child.pk))
        page.select_option("[name=kind]", kind)
        page.select_option("[name=user]", label=who)
        for day in weekdays:
            pages.tick(page, "weekdays", str(day))
        pages.write(page, starts=starts, ends=ends)
        pages.press(page)
        assert page.url.endswith("/vagtplan/")
