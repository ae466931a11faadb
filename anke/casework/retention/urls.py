"""The addresses of keeping and destroying."""

from django.urls import path

from anke.casework.retention import views

urlpatterns = [
    path("retention/", views.overview, name="retention"),
    path("retention/lists/new/", views.make, name="retention-make"),
    path("retention/lists/<str:number>/", views.list_page, name="retention-list"),
    path("retention/lists/<str:number>/approve/", views.approve, name="retention-approve"),
    path("retention/lists/<str:number>/drop/", views.drop, name="retention-drop"),
    path("retention/lists/<str:number>/carry-out/", views.carry_out, name="retention-carry-out"),
    path(
        "retention/lists/<str:number>/certificate.<str:form>",
        views.certificate_of,
        name="retention-certificate",
    ),
    path("retention/cases/", views.find_case, name="retention-find"),
    path("retention/cases/<str:number>/", views.case_page, name="retention-case"),
    path("retention/cases/<str:number>/<str:act>/", views.act_on_case, name="retention-act"),
    path("retention/person/", views.person, name="retention-person"),
]
