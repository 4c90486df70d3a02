from django.urls import path

from checklists.library import views

urlpatterns = [
    path("", views.templates, name="templates"),
    path("export/<str:kind>/", views.templates_export, name="templates_export"),
    path("<int:template_id>/", views.template, name="template"),
    path("<int:template_id>/gates/", views.gates, name="template_gates"),
]
