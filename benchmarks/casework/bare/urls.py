"""Three addresses."""

from django.urls import path

from bare import views

urlpatterns = [
    path("register", views.register),
    path("list", views.listing),
    path("case/<str:number>", views.detail),
]
