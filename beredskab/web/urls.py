from django.urls import path

from . import views

urlpatterns = [
    path("design/", views.design, name="design"),
    path("session/", views.extend_session, name="session_extend"),
]
