from django.urls import path

from accounts.profile.urls import of
from accounts.strategy.views import paper, plan
from accounts.strategy.views.book import PLAN

urlpatterns = [
    path("<int:account_id>/plan/", plan.plan, name="account_plan"),
    path("<int:account_id>/plan/freeze/", plan.plan_freeze, name="plan_freeze"),
    path(
        "<int:account_id>/plan/version/<int:number>/",
        plan.plan_version,
        name="plan_version",
    ),
    path("<int:account_id>/plan/paper/", paper.plan_paper, name="plan_paper"),
    path(
        "<int:account_id>/plan/paper/<int:paper_id>/file/",
        paper.plan_paper_file,
        name="plan_paper_file",
    ),
    *of(PLAN),
]
