from django.urls import path

from anke.steering.results import case_views, plan_views, views

urlpatterns = [
    path("", views.contract, name="contract"),
    path("report/<str:form>/", views.report, name="report"),
    path("goal/<str:plan_id>/<str:subgoal_id>/", views.goal, name="goal"),
    path("goal/<str:plan_id>/<str:subgoal_id>/table.csv", views.table, name="goal-table"),
    path("goal/<str:plan_id>/<str:subgoal_id>/cases/", case_views.cases, name="goal-cases"),
    path("goal/<str:plan_id>/<str:subgoal_id>/cases.csv", case_views.cases_sheet, name="goal-cases-sheet"),
    path("goal/<str:plan_id>/<str:subgoal_id>/changes/", case_views.changes, name="goal-changes"),
    path("goal/<str:plan_id>/<str:subgoal_id>/parts.csv", views.parts, name="goal-parts"),
    path("plans/compare/", plan_views.compare, name="plans-compare"),
    path("plans/coverage/", plan_views.coverage, name="plans-coverage"),
    path("plans/coverage/cases/", plan_views.coverage_cases, name="plans-coverage-cases"),
]
