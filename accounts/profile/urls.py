from django.urls import URLPattern, path

from accounts.profile.views import contacts, interactions, page, rapport, records
from accounts.profile.views.book import PROFILE, Book


def of(book: Book) -> list[URLPattern]:
    """The addresses of the sections and rows of a page; all begin with its name."""
    name, given = book.contents.name, {"book": book}
    here = f"<int:account_id>/{name}"
    row = f"{here}/<str:name>/<int:record_id>"
    return [
        path(f"{here}/section/<str:name>/", page.section, given, name=f"{name}_section"),
        path(f"{here}/section/<str:name>/nothing/", page.nothing, given, name=f"{name}_nothing"),
        path(f"{here}/section/<str:name>/level/", page.level, given, name=f"{name}_level"),
        path(f"{here}/of/<str:name>/", records.single_edit, given, name=f"{name}_single"),
        path(f"{here}/<str:name>/new/", records.record_new, given, name=f"{name}_new"),
        path(f"{row}/", records.record_edit, given, name=f"{name}_edit"),
        path(f"{row}/remove/", records.record_remove, given, name=f"{name}_remove"),
    ]


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
    path("<int:account_id>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("<int:account_id>/contacts/<int:contact_id>/", contacts.contact_edit, name="contact_edit"),
    path(
        "<int:account_id>/contacts/<int:contact_id>/remove/",
        contacts.contact_remove,
        name="contact_remove",
    ),
    *of(PROFILE),
]
