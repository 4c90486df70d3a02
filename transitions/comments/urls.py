from django.urls import path

from transitions.comments.views import mentions, one, thread

ONE = "transitions/<int:transition_id>"
COMMENT = f"{ONE}/comments/<int:comment_id>"

urlpatterns = [
    path(f"{ONE}/comments/", thread.transition_comments, name="transition_comments"),
    path(f"{ONE}/comments/people/", thread.people, name="comment_people"),
    path(f"{ONE}/items/<int:item_id>/comments/", thread.item_comments, name="item_comments"),
    path(f"{COMMENT}/", one.comment, name="comment"),
    path(f"{COMMENT}/edit/", one.edit, name="comment_edit"),
    path(f"{COMMENT}/remove/", one.remove, name="comment_remove"),
    path("mentions/", mentions.mentions, name="mentions"),
    path("mentions/unread/", mentions.unread, name="mentions_unread"),
    path("mentions/read/", mentions.read, name="mentions_read"),
    path("mentions/stop/<str:token>/", mentions.stop, name="mentions_stop"),
]
