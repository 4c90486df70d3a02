from django.urls import path

from transitions.reminders.views import outbox, unsubscribing

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/export/<str:kind>/", outbox.outbox_export, name="outbox_export"),
    path("outbox/retry/", outbox.outbox_retry, name="outbox_retry"),
    path("outbox/<int:message_id>/", outbox.message, name="message"),
    path("outbox/<int:message_id>/html/", outbox.message_html, name="message_html"),
    path("outbox/<int:message_id>/retry/", outbox.message_retry, name="message_retry"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
