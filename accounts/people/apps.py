from django.apps import AppConfig
from django.conf import settings


class PeopleConfig(AppConfig):
    name = "accounts.people"
    stays_here = ("SecurityEvent", "Invitation", "PublicHolidays")
    comes_with_a_site = ("User", "Calendar")

    def ready(self) -> None:
        from django.core.checks import Tags, register

        from accounts.people import signals
        from accounts.people.management.checks import no_demo_sign_ins
        from accounts.people.operations.public_holidays import Shelf
        from accounts.people.queries import second_factors
        from config.lib import public_holidays

        second_factors.check_roles(settings.SECOND_FACTOR_ROLES)
        signals.connect()
        if settings.KEEPS_PUBLIC_HOLIDAYS:
            public_holidays.keep_in(Shelf())
        register(no_demo_sign_ins, Tags.database, deploy=True)
