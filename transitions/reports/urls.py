"""The addresses of reports."""

from django.urls import path

from transitions.reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("transitions/<int:transition_id>/report/", views.report, name="report"),
    path("reports/<int:report_id>/download/", views.report_download, name="report_download"),
]
