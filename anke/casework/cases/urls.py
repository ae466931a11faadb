"""The addresses of the register: lists of cases first, then the pages of one case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
