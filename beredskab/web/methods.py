"""By which methods a page answers."""

from django.views.decorators.http import require_http_methods  # noqa: TID251  here alone

# A page with a form. Asking for its head alone is asking for the page.
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
