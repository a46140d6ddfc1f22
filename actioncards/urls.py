"""Addresses of the action cards, of the explanations beside them, and of the search in both."""

from django.urls import URLPattern

# Addresses with words of their own come before those with the short name of a card.
urlpatterns: list[URLPattern] = []
