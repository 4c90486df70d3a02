"""Every address of the site; each room names its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config.lib.health import views as health
from config.lib.metrics import metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("transitions.plans.urls")),
    path("", include("transitions.dossier.urls")),
    path("", include("transitions.comments.urls")),
    path("", include("transitions.batches.urls")),
    path("", include("transitions.replanning.urls")),
    path("", include("transitions.portfolio.urls")),
    path("", include("transitions.finding.urls")),
    path("", include("accounts.people.urls")),
    path("", include("accounts.audit.urls")),
    path("accounts/", include("accounts.clients.urls")),
    path("accounts/", include("accounts.profile.urls")),
    path("accounts/", include("accounts.strategy.urls")),
    path("accounts/import/", include("accounts.exchange.urls")),
    path("templates/", include("checklists.library.urls")),
    path("", include("transitions.reminders.urls")),
    path("", include("transitions.reports.urls")),
    path("", include("transitions.review.urls")),
    path("admin/", admin.site.urls),
]

if settings.METRICS:
    urlpatterns.append(path("metrics", metrics, name="metrics"))

handler403 = "accounts.people.views.forbidden"
handler404 = "accounts.people.views.not_found"
handler429 = "accounts.people.views.too_many_requests"
handler500 = "config.lib.logs.views.server_error"
