from django.apps import AppConfig
from django.conf import settings


class PeopleConfig(AppConfig):
    name = "accounts.people"

    def ready(self) -> None:
        from django.core.checks import Tags, register

        from accounts.people import signals
        from accounts.people.management.checks import no_demo_sign_ins
        from accounts.people.queries import second_factors

        second_factors.check_roles(settings.SECOND_FACTOR_ROLES)
        signals.connect()
        register(no_demo_sign_ins, Tags.database, deploy=True)
