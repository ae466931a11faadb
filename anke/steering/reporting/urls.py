"""The addresses of reports to the ministry."""

from django.urls import path

from anke.steering.reporting import views

urlpatterns = [
    path("reports/", views.overview, name="reporting"),
    path("reports/calendar.ics", views.calendar_file, name="reporting-calendar"),
    path("reports/revisions/check/", views.check, name="reporting-check"),
    path("reports/<str:plan>/<str:period>/", views.report, name="reporting-report"),
    path("reports/<str:plan>/<str:period>/explain/<str:goal>/", views.explain, name="reporting-explain"),
    path("reports/<str:plan>/<str:period>/act/<str:act>/", views.act, name="reporting-act"),
    path("reports/<str:plan>/<str:period>/draft.<str:form>", views.draft, name="reporting-draft"),
    path("reports/<str:plan>/<str:period>/manifest.json", views.manifest, name="reporting-manifest"),
    path("reports/<str:plan>/<str:period>/<str:lang>.<str:form>", views.file, name="reporting-file"),
]
