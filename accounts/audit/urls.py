from django.urls import path

from accounts.audit import views

urlpatterns = [
    path("people/changes/", views.every_change, name="changes"),
    path("people/changes/export/<str:kind>/", views.every_change_export, name="changes_export"),
    path("people/<int:person_id>/changes/", views.person_changes, name="person_changes"),
    path(
        "people/<int:person_id>/changes/export/<str:kind>/",
        views.person_changes_export,
        name="person_changes_export",
    ),
    path("accounts/<int:account_id>/changes/", views.account_changes, name="account_changes"),
    path(
        "accounts/<int:account_id>/changes/export/<str:kind>/",
        views.account_changes_export,
        name="account_changes_export",
    ),
]
