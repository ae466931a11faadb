"""Every address of the house. The public pages of a room are listed in the room."""

from django.urls import include, path
from django.views.i18n import set_language

from anke.site import views

urlpatterns = [
    # First what is asked for all day long: an address is looked for from the top.
    path("", include("anke.casework.cases.urls")),
    path("", include("anke.casework.cases.case_urls")),
    path("", include("anke.steering.results.urls")),
    path("", include("anke.steering.reporting.urls")),
    path("", include("anke.steering.strategy.urls")),
    path("", include("anke.steering.guarding.urls")),
    path("", include("anke.steering.external.urls")),
    path("", include("anke.oversight.quality.urls")),
    path("", include("anke.casework.distribution.urls")),
    path("", include("anke.casework.letters.urls")),
    path("start/", views.start, name="start"),
    path("", include("anke.casework.search.urls")),
    path("", include("anke.casework.retention.urls")),
    path("about/", views.about, name="about"),
    path("", include("anke.site.identity.urls")),
    path("health/", views.health, name="health"),
    path("system/", views.system, name="system"),
    path("", include("anke.casework.gateway.urls")),
    path("language/", set_language, name="set_language"),
]

handler400 = "anke.site.views.bad_request"
handler403 = "anke.site.views.refused"
handler404 = "anke.site.views.not_found"
handler500 = "anke.site.views.broke_down"
