from django.urls import path

from accounts.profile.urls import of
from accounts.strategy.views import plan
from accounts.strategy.views.book import PLAN

urlpatterns = [
    path("<int:account_id>/plan/", plan.plan, name="account_plan"),
    path("<int:account_id>/plan/freeze/", plan.plan_freeze, name="plan_freeze"),
    path(
        "<int:account_id>/plan/version/<int:number>/",
        plan.plan_version,
        name="plan_version",
    ),
    *of(PLAN),
]
