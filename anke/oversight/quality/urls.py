"""The addresses of the quality programme."""

from django.urls import path

from anke.oversight.quality.draws import views as draws
from anke.oversight.quality.programme import views as wheel

urlpatterns = [
    path("quality/", wheel.overview, name="quality"),
    path("quality/draws/", draws.listing, name="quality-draws"),
    path("quality/draws/<path:name>/act/<str:act>/", draws.act, name="quality-draw-act"),
    path("quality/draws/<path:name>/draw.json", draws.file, name="quality-draw-file"),
    path("quality/draws/<path:name>/", draws.one, name="quality-draw"),
]
