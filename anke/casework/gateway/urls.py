"""Addresses of the gateway: the API. Those of the API stand in a namespace of their own."""

from django.urls import include, path

from anke.casework.gateway.api import views as api

urlpatterns = [
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/", include((api.addresses, "api"))),
    path("api/<path:rest>", api.nothing, name="api-nothing"),
]
