"""The addresses of figures from outside."""

from django.urls import path

from anke.steering.external import import_views, views

urlpatterns = [
    path("external/", views.overview, name="external"),
    path("external/import/", import_views.bring_in, name="external-import"),
    path("external/proposals/<str:number>/", views.proposal, name="external-proposal"),
    path("external/proposals/<str:number>/files/<int:file>/", views.evidence, name="external-file"),
    path("external/proposals/<str:number>/<str:act>/", views.act, name="external-act"),
    path("external/<str:plan_id>/<str:key>/", views.form, name="external-form"),
    path("external/<str:plan_id>/<str:key>/history/", views.history, name="external-history"),
    path("external/<str:plan_id>/<str:key>/template.csv", views.template, name="external-template"),
]
