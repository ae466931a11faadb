"""The addresses of the strategy."""

from django.urls import path

from anke.steering.strategy import views

urlpatterns = [
    path("strategy/", views.overview, name="strategy"),
    path("strategy/road-map/", views.road_map, name="road-map"),
    path("strategy/road-map/table.csv", views.table, name="road-map-table"),
    path("strategy/<str:strategy>/new/", views.new, name="initiative-new"),
    path("strategy/<str:strategy>/<int:number>/", views.initiative, name="initiative"),
    path("strategy/<str:strategy>/<int:number>/<str:name>/", views.act, name="initiative-act"),
]
