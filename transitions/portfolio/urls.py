from django.urls import path

from transitions.portfolio.views import dashboard, log

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("log/", log.log, name="log"),
    path("log/export/<str:kind>/", log.log_export, name="log_export"),
]
