from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "transitions.batches"
    stays_here = ("Batch", "BatchItem", "Reminder")
