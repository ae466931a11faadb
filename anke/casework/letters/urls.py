"""The addresses of a case's documents and letters."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from anke.casework.letters import views
from anke.casework.letters.files import views as files

urlpatterns = [
    path("cases/<str:number>/documents/", login_required(files.overview), name="letters-documents"),
    path("cases/<str:number>/documents/add/", login_required(files.upload), name="letters-upload"),
    path(
        "cases/<str:number>/documents/<int:document>/",
        login_required(files.document),
        name="letters-document",
    ),
    path(
        "cases/<str:number>/documents/<int:document>/<int:version>/file/",
        login_required(files.download),
        name="letters-download",
    ),
    path("cases/<str:number>/letters/new/", login_required(views.new), name="letters-new"),
    path("cases/<str:number>/letters/<int:letter>/", login_required(views.read), name="letters-read"),
    path("cases/<str:number>/letters/<int:letter>/edit/", login_required(views.edit), name="letters-edit"),
    path("cases/<str:number>/letters/<int:letter>/autosave/", views.autosave, name="letters-autosave"),
    path(
        "cases/<str:number>/letters/<int:letter>/letter.pdf",
        login_required(views.preview),
        name="letters-preview",
    ),
    path(
        "cases/<str:number>/letters/<int:letter>/letter.docx", login_required(views.word), name="letters-word"
    ),
    path("cases/<str:number>/letters/<int:letter>/send/", login_required(views.confirm), name="letters-send"),
    path("cases/<str:number>/letters/<int:letter>/do/<slug:act>/", views.act, name="letters-act"),
    path("letters/waiting/", files.waiting, name="letters-waiting"),
    path("letters/retry/", files.retry, name="letters-retry"),
]
