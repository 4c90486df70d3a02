from django.urls import path

from tests.benchmarks.floors import pages, writes

urlpatterns = [
    path("f1/", pages.empty),
    path("f2/", pages.signed_in),
    path("f3/", pages.rows_by_template),
    path("f4/", pages.rows_by_hand),
    path("f5/<int:transition_id>/", pages.tick_forms),
    path("f6/<int:item_id>/", writes.tick),
    path("f7/<int:item_id>/", writes.tick_in_one_statement),
    path("f8/", pages.counted),
    path("f9/", pages.stored),
    path("f10/", pages.not_modified),
]
