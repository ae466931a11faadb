"""Log-in by OpenID Connect, as strict as the standard lets it be: PKCE, state and nonce; the issuer is the
chosen one; the ID token's signature, audience and times are checked; what is then asked of the provider must
be about the same person (OpenID Connect Core 1.0, sections 3.1.3.7 and 5.3.2; RFC 7636; RFC 9207)."""

import secrets
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from anke.site.identity.choices import ChosenProvider

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LONGEST: Final = 191  # characters of a subject that can be kept
SKEW: Final = 60  # seconds two clocks may differ


def chosen() -> ChosenProvider:
    """The provider of this installation; `SocialApp.DoesNotExist` where there is none."""
    found: ChosenProvider | None = settings.ANKE_OIDC
    if found is None:
        raise SocialApp.DoesNotExist
    return found


class Adapter(OpenIDConnectOAuth2Adapter):
    """The conversation with the provider."""

    nonce = ""  # what the ID token must repeat

    @property
    def openid_config(self) -> dict[str, Any]:
        described: dict[str, Any] = super().openid_config
        if described.get("issuer") != chosen().issuer:
            raise OAuth2Error("the provider is another than the one chosen")
        if lacking := [name for name in ENDPOINTS if not described.get(name)]:
            raise OAuth2Error(f"the provider does not say its {', '.join(lacking)}")
        return described

    @property
    def basic_auth(self) -> bool:
        """How the secret is shown: in the header, unless the provider says that it must not be."""
        ways = self.openid_config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_basic" in ways

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc-callback"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        claims = self._decode_id_token(app, kwargs["response"].get("id_token", ""))
        if not (self.nonce and constant_time_compare(str(claims.get("nonce", "")), self.nonce)):
            raise OAuth2Error("the ID token answers another question")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the ID token was made for somebody else")
        if chosen().claim not in claims and self.openid_config.get("userinfo_endpoint"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("the provider tells of another person")
            claims = {name: value for name, value in more.items() if name not in ("amr", "acr")} | claims
        request.anke_claims = claims  # type: ignore[attr-defined]  # for matching.py; never kept
        return self.get_provider().sociallogin_from_response(request, claims)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in ALGORITHMS:
                raise OAuth2Error("the ID token is not signed as it must be")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(header.get("kid")),
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=chosen().issuer,
                leeway=SKEW,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as problem:
            raise OAuth2Error("the ID token is not valid") from problem
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST:
            raise OAuth2Error("the ID token names nobody")
        return claims

    def _key(self, name: str | None) -> Any:
        """The provider's key of that name; the only one where the token names none."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [one for one in keys if name is None or one.key_id == name]
        if len(fitting) != 1:
            raise OAuth2Error("the provider has no such key")
        return fitting[0].key


class Provider(OpenIDConnectProvider):
    id = "oidc"
    oauth2_adapter_class = Adapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the provider, with a nonce that is kept with the state."""
        nonce = secrets.token_urlsafe(32)
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params={"nonce": nonce}, nonce=nonce, **kwargs
        )
        return answer

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the provider says about a person is kept, save who it is."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address never tells who somebody is."""
        return []


class Callback(OAuth2CallbackView):
    """The way back from the provider."""

    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[dict[str, Any] | None, Any]:
        state, refusal = super()._get_state(request, provider)
        self.adapter.nonce = str((state or {}).get("nonce", ""))
        return state, refusal


provider_classes = [Provider]
