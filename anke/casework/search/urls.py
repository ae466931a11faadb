"""The address of the search page."""

from django.urls import path

from anke.casework.search import views

urlpatterns = [path("search/", views.search, name="search")]
