"""Addresses of the gateway: the API, in a namespace of its own, and the pages about it."""

from django.urls import include, path

from anke.casework.gateway import views
from anke.casework.gateway.api import views as api

urlpatterns = [
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/webhooks/", views.webhooks, name="webhooks"),
    path("account/calendar/", views.calendar, name="calendar"),
    path("calendar/<str:address>.ics", views.calendar_feed, name="calendar-feed"),
    path("system/work/", views.work, name="work"),
    path("api/docs/", views.docs, name="api-docs"),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/", include((api.addresses, "api"))),
    path("api/<path:rest>", api.nothing, name="api-nothing"),
]
