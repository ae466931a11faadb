"""The addresses of the quality programme."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
