from django.urls import path

from transitions.plans.choices import TeamRole
from transitions.review import views

ONE = "transitions/<int:transition_id>/review"

urlpatterns = [
    path(f"{ONE}/", views.review, name="review"),
    path(f"{ONE}/words/", views.words, name="review_words"),
    path(f"{ONE}/outgoing/", views.opinion, {"role": TeamRole.OUTGOING}, name="review_outgoing"),
    path(f"{ONE}/incoming/", views.opinion, {"role": TeamRole.INCOMING}, name="review_incoming"),
    path(f"{ONE}/manager/", views.opinion, {"role": TeamRole.MANAGER}, name="review_manager"),
]
