from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "config.lib.health"
