from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "accounts.exchange"
    stays_here = ("Import", "Problem", "FileRow")
