"""The addresses of logging in. The names are those allauth asks for; its other pages have no address."""

from django.contrib.auth import views as auth
from django.urls import path
from django.views.decorators.cache import never_cache

from anke.site.identity import views

account = never_cache(views.Account.as_view())
new_codes = never_cache(views.NewCodes.as_view())

urlpatterns = [
    path("login/", views.LogIn.as_view(), name="account_login"),
    path("login/", views.LogIn.as_view(), name="login"),
    path("login/code/", views.AskCode.as_view(), name="mfa_authenticate"),
    path("login/provider/", views.to_provider, name="oidc-login"),
    path("login/provider/back/", views.from_provider, name="oidc-callback"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", account, name="mfa_index"),
    path("account/", account, name="usersessions_list"),
    path("account/", account, name="account"),
    path("account/confirm/", views.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/second-factor/", never_cache(views.TurnOn.as_view()), name="mfa_activate_totp"),
    path("account/second-factor/off/", never_cache(views.TurnOff.as_view()), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", never_cache(views.Codes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        never_cache(views.NewCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]
