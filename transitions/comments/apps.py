from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "transitions.comments"

    def ready(self) -> None:
        from transitions.comments import signals

        signals.connect()
