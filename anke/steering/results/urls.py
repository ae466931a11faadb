from django.urls import path

from anke.steering.results import views

urlpatterns = [
    path("", views.contract, name="contract"),
    path("report/<str:form>/", views.report, name="report"),
    path("goal/<str:plan_id>/<str:subgoal_id>/", views.goal, name="goal"),
    path("goal/<str:plan_id>/<str:subgoal_id>/table.csv", views.table, name="goal-table"),
    path("goal/<str:plan_id>/<str:subgoal_id>/cases/", views.cases, name="goal-cases"),
]
