from django.urls import path

from accounts.profile.views import interactions, page, rapport, records

urlpatterns = [
    path("<int:account_id>/profile/", page.profile, name="account_profile"),
    path(
        "<int:account_id>/profile/interactions/",
        interactions.interactions,
        name="profile_interactions",
    ),
    path(
        "<int:account_id>/profile/interactions/export/<str:kind>/",
        interactions.interactions_export,
        name="profile_interactions_export",
    ),
    path("<int:account_id>/profile/rapport/", rapport.rapport, name="profile_rapport"),
    path(
        "<int:account_id>/profile/documents/<int:record_id>/file/",
        page.document_file,
        name="profile_document",
    ),
    path(
        "<int:account_id>/profile/documents/<int:record_id>/opened/",
        page.document_opened,
        name="profile_document_opened",
    ),
    path("<int:account_id>/profile/section/<str:name>/", page.section, name="profile_section"),
    path(
        "<int:account_id>/profile/section/<str:name>/nothing/", page.nothing, name="profile_nothing"
    ),
    path("<int:account_id>/profile/of/<str:name>/", records.single_edit, name="profile_single"),
    path("<int:account_id>/profile/<str:name>/new/", records.record_new, name="profile_new"),
    path(
        "<int:account_id>/profile/<str:name>/<int:record_id>/",
        records.record_edit,
        name="profile_edit",
    ),
    path(
        "<int:account_id>/profile/<str:name>/<int:record_id>/remove/",
        records.record_remove,
        name="profile_remove",
    ),
]
