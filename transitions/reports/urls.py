"""The addresses of reports."""

from django.urls import path

from transitions.reports import views
from transitions.reports.views import transfer

ONE = "transitions/<int:transition_id>/transfer"

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("transitions/<int:transition_id>/report/", views.report, name="report"),
    path("reports/<int:report_id>/download/", views.report_download, name="report_download"),
    path(f"{ONE}/", transfer.transfer, name="transfer"),
    path(f"{ONE}/paper/", transfer.transfer_paper, name="transfer_paper"),
    path(f"{ONE}/paper/<int:paper_id>/", transfer.transfer_file, name="transfer_file"),
    path(f"{ONE}/read/", transfer.transfer_read, name="transfer_read"),
]
