from django.urls import path

from accounts.clients.views import account, holdings, register

urlpatterns = [
    path("", register.accounts, name="accounts"),
    path("export/<str:kind>/", register.accounts_export, name="accounts_export"),
    path("new/", account.account_new, name="account_new"),
    path("of-person/<int:person_id>/", holdings.person_accounts, name="person_accounts"),
    path("of-team/<int:team_id>/", holdings.team_accounts, name="team_accounts"),
    path("<int:account_id>/", account.account, name="account"),
    path("<int:account_id>/edit/", account.account_edit, name="account_edit"),
]
