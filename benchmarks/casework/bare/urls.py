"""Three addresses."""

from bare import views
from django.urls import path

urlpatterns = [
    path("register", views.register),
    path("list", views.listing),
    path("case/<str:number>", views.detail),
]
