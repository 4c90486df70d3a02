from django.urls import path

from checklists.library.views import (
    editor,
    files,
    gates,
    items,
    lifecycle,
    phases,
    templates,
)

urlpatterns = [
    path("", templates.templates, name="templates"),
    path("export/<str:kind>/", templates.templates_export, name="templates_export"),
    path("import/", files.template_import, name="template_import"),
    path("schema.json", files.template_schema, name="template_schema"),
    path("new/", lifecycle.template_new, name="template_new"),
    path("<int:template_id>/", templates.template, name="template"),
    path("<int:template_id>/file/", files.template_file, name="template_file"),
    path("<int:template_id>/gates/", gates.template_gates, name="template_gates"),
    path("<int:template_id>/copy/", lifecycle.template_clone, name="template_clone"),
    path("<int:template_id>/next/", lifecycle.template_next, name="template_next"),
    path("<int:template_id>/publish/", lifecycle.template_publish, name="template_publish"),
    path("<int:template_id>/retire/", lifecycle.template_retire, name="template_retire"),
    path("<int:template_id>/again/", lifecycle.template_bring_back, name="template_bring_back"),
    path("<int:template_id>/delete/", lifecycle.template_delete, name="template_delete"),
    path("<int:template_id>/undelete/", lifecycle.template_undelete, name="template_undelete"),
    path("<int:template_id>/edit/", editor.template_edit, name="template_edit"),
    path("<int:template_id>/days/", editor.template_days, name="template_days"),
    path("<int:template_id>/arrange/", editor.template_arrange, name="template_arrange"),
    path(
        "<int:template_id>/changes/<int:change_id>/undo/",
        editor.template_put_back,
        name="template_put_back",
    ),
    path("<int:template_id>/phases/new/", phases.phase_new, name="template_phase_new"),
    path("<int:template_id>/phases/<int:phase_id>/", phases.phase_edit, name="template_phase"),
    path(
        "<int:template_id>/phases/<int:phase_id>/delete/",
        phases.phase_delete,
        name="template_phase_delete",
    ),
    path(
        "<int:template_id>/phases/<int:phase_id>/items/new/",
        items.item_new,
        name="template_item_new",
    ),
    path("<int:template_id>/items/<int:item_id>/", items.item_edit, name="template_item"),
    path(
        "<int:template_id>/items/<int:item_id>/delete/",
        items.item_delete,
        name="template_item_delete",
    ),
    path(
        "<int:template_id>/items/<int:item_id>/move/", editor.item_move, name="template_item_move"
    ),
]
