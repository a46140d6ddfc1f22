"""What the tests of approval, adoption and publication ask of a page."""

from beredskab.plan.models import Edition


def said(response):
    return response.content.decode()


def status_of(edition):
    return Edition.objects.get(pk=edition.pk).status


def seen(response):
    return response.context["form"]["seen"].value()
