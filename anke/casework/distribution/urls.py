"""The addresses of distribution: an office's page, a run, handing over, attendance."""

from django.urls import path

from anke.casework.distribution import views

urlpatterns = [
    path("distribution/", views.overview, name="distribution"),
    path("distribution/propose/", views.propose, name="distribution-propose"),
    path("distribution/runs/<int:run>/", views.run_page, name="distribution-run"),
    path("distribution/runs/<int:run>/apply/", views.apply, name="distribution-apply"),
    path("distribution/runs/<int:run>/undo/", views.undo, name="distribution-undo"),
    path("distribution/handover/", views.handover, name="distribution-handover"),
    path("notices/", views.notices, name="distribution-notices"),
    path("distribution/people/", views.people, name="distribution-people"),
    path("distribution/people/<str:initials>/", views.colleague, name="distribution-colleague"),
]
