from django.apps import AppConfig


class ReplanningConfig(AppConfig):
    name = "transitions.replanning"
