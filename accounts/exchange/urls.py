from django.urls import path

from accounts.exchange.views import archive, listing, page, rows, sending

urlpatterns = [
    path("", listing.imports, name="imports"),
    path("new/", sending.import_new, name="import_new"),
    path("everything/", archive.everything, name="export_everything"),
    path("<int:import_id>/", page.import_page, name="import"),
    path("<int:import_id>/columns/", sending.import_columns, name="import_columns"),
    path("<int:import_id>/start/", page.import_start, name="import_start"),
    path("<int:import_id>/cancel/", page.import_cancel, name="import_cancel"),
    path("<int:import_id>/again/", page.import_again, name="import_again"),
    path("<int:import_id>/rows/", rows.import_rows, name="import_rows"),
    path(
        "<int:import_id>/rows/export/<str:kind>/",
        rows.import_rows_export,
        name="import_rows_export",
    ),
    path("<int:import_id>/wrong/", page.import_wrong, name="import_wrong"),
]
