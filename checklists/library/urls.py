from django.urls import path

from checklists.library import views

urlpatterns = [
    path("", views.templates, name="templates"),
    path("<int:template_id>/", views.template, name="template"),
]
