from django.urls import path

from transitions.dossier.views import dossier, questions

ONE = "transitions/<int:transition_id>/dossier"

urlpatterns = [
    path(f"{ONE}/", dossier.dossier, name="dossier"),
    path(f"{ONE}/ask/", questions.ask, name="dossier_ask"),
    path(f"{ONE}/questions/<int:question_id>/", questions.answer, name="dossier_answer"),
    path(f"{ONE}/tell/<str:prompt>/", questions.tell, name="dossier_tell"),
    path(f"{ONE}/of/<str:section>/", dossier.seal, name="dossier_seal"),
    path(f"{ONE}/of/<str:section>/confirm/", dossier.confirm, name="dossier_confirm"),
    path(f"{ONE}/of/<str:section>/accept/", dossier.accept, name="dossier_accept"),
    path(f"{ONE}/of/<str:section>/refuse/", dossier.refuse, name="dossier_refuse"),
    path(f"{ONE}/of/<str:section>/changes/", dossier.changes, name="dossier_changes"),
]
