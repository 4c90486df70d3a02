from django.urls import path

from transitions.batches.views import batches, making, selecting

urlpatterns = [
    path("items/select/", selecting.items, name="items_select"),
    path("my-work/select/", selecting.work, name="work_select"),
    path("transitions/<int:transition_id>/select/", selecting.transition, name="transition_select"),
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", making.new, name="batch_new"),
    path("batches/make/", making.make, name="batch_make"),
    path("batches/<int:batch_id>/", batches.batch, name="batch"),
    path("batches/<int:batch_id>/undo/", batches.undo, name="batch_undo"),
]
