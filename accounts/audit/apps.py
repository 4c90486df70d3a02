from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "accounts.audit"
    stays_here = ("FieldChange", "Visit")

    def ready(self) -> None:
        from accounts.audit import signals

        signals.connect()
