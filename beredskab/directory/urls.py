"""Addresses of the directory; no contact takes those in `municipality.contacts.RESERVED`."""

from django.urls import path

from beredskab.directory.views import contacts, editing

urlpatterns = [
    path("kontakter/", contacts.directory, name="directory"),
    path("kontakter/ny/", editing.contact_add, name="contact_add"),
    path("kontakter/ude-af-brug/", contacts.contacts_retired, name="contacts_retired"),
    path("kontakter/<slug:slug>/", contacts.contact, name="contact"),
    path("kontakter/<slug:slug>/rediger/", editing.contact_change, name="contact_change"),
    path("kontakter/<slug:slug>/kontrolleret/", editing.contact_confirm, name="contact_confirm"),
    path("kontakter/<slug:slug>/ud/", editing.contact_retire, name="contact_retire"),
    path("kontakter/<slug:slug>/ind/", editing.contact_resume, name="contact_resume"),
]
