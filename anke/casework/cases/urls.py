"""The addresses of the register: lists of cases first, then the pages of one case."""

from django.urls import URLPattern, path

from anke.casework.cases.board import views as boards
from anke.casework.cases.bulk import views as bulk
from anke.casework.cases.worklist import views as lists

urlpatterns: list[URLPattern] = [
    path("cases/", lists.worklist, name="worklist"),
    path("cases/list.<str:form>", lists.worklist_sheet, name="worklist-sheet"),
    path("cases/several/", bulk.worklist_bulk, name="worklist-bulk"),
    path("cases/views/", lists.saved_views, name="saved-views"),
    path("cases/board/", boards.board, name="board"),
    path("cases/selfcheck/", boards.selfcheck, name="selfcheck"),
]
