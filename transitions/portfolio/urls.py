from django.urls import path

from transitions.portfolio.views import dashboard, log, overdue

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/overdue/", overdue.overdue, name="overdue"),
    path("log/", log.log, name="log"),
]
