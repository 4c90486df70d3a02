from django.urls import path

from checklists.library.views import files, templates

urlpatterns = [
    path("", templates.templates, name="templates"),
    path("export/<str:kind>/", templates.templates_export, name="templates_export"),
    path("import/", files.template_import, name="template_import"),
    path("schema.json", files.template_schema, name="template_schema"),
    path("<int:template_id>/", templates.template, name="template"),
    path("<int:template_id>/file/", files.template_file, name="template_file"),
    path("<int:template_id>/gates/", templates.gates, name="template_gates"),
]
