"""The addresses of the quality programme."""

from django.urls import path

from anke.oversight.quality.areas import report_views as office_reports
from anke.oversight.quality.areas import views as areas
from anke.oversight.quality.central import rating_views as ratings
from anke.oversight.quality.central import views as central
from anke.oversight.quality.draws import views as draws
from anke.oversight.quality.inquiries import views as inquiries
from anke.oversight.quality.learning import action_views as actions
from anke.oversight.quality.learning import finding_views as findings
from anke.oversight.quality.learning import views as learning
from anke.oversight.quality.programme import views as wheel
from anke.oversight.quality.reasoning import views as reasoning
from anke.oversight.quality.reviews import views as reviews
from anke.oversight.quality.thematic import views as thematic

RATING = "quality/central/<int:year>/<str:part>/<str:side>/<str:number>"
urlpatterns = [
    path("quality/", wheel.overview, name="quality"),
    path("quality/central/", central.listing, name="quality-measurements"),
    path("quality/central/<int:year>/", central.one, name="quality-measurement"),
    path("quality/central/<int:year>/report.<str:form>", central.report, name="quality-measurement-report"),
    path("quality/central/<int:year>/act/<str:act>/", central.act, name="quality-measurement-act"),
    path(f"{RATING}/", ratings.rate, name="quality-rate"),
    path(f"{RATING}/autosave/", ratings.autosave, name="quality-rate-autosave"),
    path("quality/draws/", draws.listing, name="quality-draws"),
    path("quality/draws/<path:name>/act/<str:act>/", draws.act, name="quality-draw-act"),
    path("quality/draws/<path:name>/draw.json", draws.file, name="quality-draw-file"),
    path("quality/draws/<path:name>/", draws.one, name="quality-draw"),
    path("quality/reviews/", reviews.mine, name="quality-reviews"),
    path("quality/reviews/begin/", reviews.begin, name="quality-review-begin"),
    path("quality/reviews/<int:review>/", reviews.one, name="quality-review"),
    path("quality/reviews/<int:review>/autosave/", reviews.autosave, name="quality-review-autosave"),
    path("quality/reviews/<int:review>/<str:act>/", reviews.act, name="quality-review-act"),
    path("quality/feedback/", reviews.feedback, name="quality-feedback"),
    path("quality/office/", reviews.office, name="quality-office"),
    path("quality/areas/", areas.listing, name="quality-areas"),
    path("quality/areas/<int:follow_up>/", areas.one, name="quality-area"),
    path("quality/areas/<int:follow_up>/autosave/", areas.autosave, name="quality-area-autosave"),
    path("quality/areas/<int:follow_up>/<str:act>/", areas.act, name="quality-area-act"),
    path("quality/office-reports/", office_reports.listing, name="quality-office-reports"),
    path("quality/office-reports/<int:report>/", office_reports.one, name="quality-office-report"),
    path(
        "quality/office-reports/<int:report>/report.<str:form>",
        office_reports.file,
        name="quality-office-report-file",
    ),
    path(
        "quality/office-reports/<int:report>/autosave/",
        office_reports.autosave,
        name="quality-office-report-autosave",
    ),
    path(
        "quality/office-reports/<int:report>/<str:act>/", office_reports.act, name="quality-office-report-act"
    ),
    path("quality/reasoning/", reasoning.listing, name="quality-reasonings"),
    path("quality/reasoning/<str:period>/", reasoning.one, name="quality-reasoning"),
    path(
        "quality/reasoning/<str:period>/<int:office>/report.<str:form>",
        reasoning.file,
        name="quality-reasoning-file",
    ),
    path(
        "quality/reasoning/<str:period>/<int:office>/autosave/",
        reasoning.autosave_report,
        name="quality-reasoning-autosave",
    ),
    path("quality/reasoning/<str:period>/act/<str:act>/", reasoning.act, name="quality-reasoning-act"),
    path("quality/reasoning/<str:period>/case/<str:number>/", reasoning.case, name="quality-reasoning-case"),
    path(
        "quality/reasoning/<str:period>/case/<str:number>/autosave/",
        reasoning.autosave_case,
        name="quality-reasoning-case-autosave",
    ),
    path("quality/thematic/", thematic.listing, name="quality-thematics"),
    path("quality/thematic/<int:thematic>/", thematic.one, name="quality-thematic"),
    path("quality/thematic/<int:thematic>/figures/", thematic.figures, name="quality-thematic-figures"),
    path("quality/thematic/<int:thematic>/memo.<str:form>", thematic.file, name="quality-thematic-file"),
    path("quality/thematic/<int:thematic>/act/<str:act>/", thematic.act, name="quality-thematic-act"),
    path("quality/learning/", learning.overview, name="quality-learning"),
    path("quality/learning/themes.<str:form>", learning.file, name="quality-themes-file"),
    path("quality/learning/themes/<str:theme>/", learning.theme, name="quality-theme"),
    path("quality/learning/findings/", findings.listing, name="quality-findings"),
    path("quality/learning/findings/new/", findings.new, name="quality-finding-new"),
    path("quality/learning/actions/<int:action>/", actions.one, name="quality-action"),
    path("quality/learning/actions/<int:action>/<str:act>/", actions.act, name="quality-action-act"),
    path("quality/inquiries/", inquiries.listing, name="quality-inquiries"),
    path("quality/inquiries/new/", inquiries.new, name="quality-inquiry-new"),
    path("quality/inquiries/<int:inquiry>/", inquiries.one, name="quality-inquiry"),
    path("quality/inquiries/<int:inquiry>/<str:act>/", inquiries.act, name="quality-inquiry-act"),
]
