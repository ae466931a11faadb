"""The addresses of one case, and of registering one. No address holds a name or a personal number."""

from django.urls import path

from anke.casework.cases import act_views, case_views, register_views, story_views

urlpatterns = [
    path("cases/new/", register_views.case_new, name="case-new"),
    path("cases/new/deadline/", register_views.case_new_deadline, name="case-new-deadline"),
    path("cases/<str:number>/", case_views.case, name="case"),
    path("cases/<str:number>/act/<str:act>/", act_views.act, name="act"),
    path("cases/<str:number>/clock/", case_views.case_clock, name="case-clock"),
    path("cases/<str:number>/proof/<str:form>/", case_views.case_proof, name="case-proof"),
    path("cases/<str:number>/story/", story_views.case_story, name="case-story"),
    path("cases/<str:number>/undo/", act_views.case_undo, name="case-undo"),
    path("cases/<str:number>/cpr/<str:party>/", case_views.case_cpr, name="case-cpr"),
    path("cases/<str:number>/glass/", case_views.case_glass, name="case-glass"),
]
