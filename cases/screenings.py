"""Door of the screenings (§ 18): which one counts, whether abuse is found, what is not screened."""

from django.db.models import Max

from cases.models import Case, Screening


def newest(case: Case) -> Screening | None:
    """The screening that counts: the one written last."""
    return Screening.objects.of_case(case).first()


def finds_abuse(case: Case) -> bool:
    """Whether the authority itself judges that there is abuse, known or suspected (LR3)."""
    found = newest(case)
    return found is not None and found.finds_abuse


def is_owed(case: Case) -> bool:
    """Whether a notification about a child has come in since the last screening (R53)."""
    if not case.is_minor:
        return False
    asked = Screening.objects.filter(case=case).aggregate(
        screened=Max("made_at"), tied=Max("case__concern_ties__tied_at")
    )
    return asked["screened"] is None or asked["screened"] < asked["tied"]
