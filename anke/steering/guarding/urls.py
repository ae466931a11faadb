"""The addresses of the guarding of plans."""

from django.urls import path

from anke.steering.guarding import views

urlpatterns = [
    path("plans/<str:plan>/guard/", views.guard, name="guard"),
    path("plans/<str:plan>/guard/<str:act>/", views.act, name="guard-act"),
]
