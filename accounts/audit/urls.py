from django.urls import path

from accounts.audit.views import changes, visits

urlpatterns = [
    path("people/changes/", changes.every_change, name="changes"),
    path("people/changes/export/<str:kind>/", changes.every_change_export, name="changes_export"),
    path("people/<int:person_id>/changes/", changes.person_changes, name="person_changes"),
    path(
        "people/<int:person_id>/changes/export/<str:kind>/",
        changes.person_changes_export,
        name="person_changes_export",
    ),
    path("accounts/<int:account_id>/changes/", changes.account_changes, name="account_changes"),
    path(
        "accounts/<int:account_id>/changes/export/<str:kind>/",
        changes.account_changes_export,
        name="account_changes_export",
    ),
    path("accounts/<int:account_id>/visits/", visits.account_visits, name="account_visits"),
    path(
        "accounts/<int:account_id>/visits/export/<str:kind>/",
        visits.account_visits_export,
        name="account_visits_export",
    ),
]
