"""The addresses of the portal (fixed by interface.md), and the pages of errors."""

from allauth.account import views as allauth_views
from django.urls import include, path

from beredskab.accounts.admin import site

urlpatterns = [
    path("log-ind/", allauth_views.login, name="account_login"),
    path("log-ind/lukket/", allauth_views.account_inactive, name="account_inactive"),
    path("log-ud/", allauth_views.logout, name="account_logout"),
    path("admin/", site.urls),
    path("", include("beredskab.dashboard.urls")),
    path("", include("beredskab.web.urls")),
    path("", include("beredskab.accounts.urls")),
    path("", include("beredskab.directory.urls")),
    path("", include("beredskab.plan.urls")),
    path("", include("actioncards.urls")),
    path("", include("cases.urls")),
    path("", include("infohus.urls")),
]

handler400 = "beredskab.web.views.bad_request"
handler403 = "beredskab.web.views.forbidden"
handler404 = "beredskab.web.views.not_found"
handler500 = "beredskab.web.views.server_error"
