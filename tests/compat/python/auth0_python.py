"""auth0-python against a server: each method of the resources that it has. The last line says how each part went."""

import json
import os
import time
import traceback
from datetime import datetime, timezone

import requests
from auth0.authentication import GetToken, RevokeToken, Users
from auth0.authentication.exceptions import Auth0Error
from auth0.management import ManagementClient
from auth0.management.core.api_error import ApiError
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

DOMAIN = os.environ["AUTH0_DOMAIN"]
ISSUER = f"https://{DOMAIN}/"
MACHINE = {"client_id": os.environ["AUTH0_CLIENT_ID"], "client_secret": os.environ["AUTH0_CLIENT_SECRET"]}
CONNECTION = "Username-Password-Authentication"
EMAIL, PASSWORD, ADA = "ada@example.com", "correct-horse-battery", "auth0|ada"
RESOURCES = (
    "actions client_grants clients connections custom_domains device_credentials keys log_streams logs organizations "
    "refresh_tokens resource_servers roles sessions stats tenants tickets user_blocks user_grants users"
).split()
# What the server does not have.
NOT_SERVED = (
    "actions.modules. client_grants.search clients.preview_cimd "
    "clients.register_cimd clients.search connections.directory_provisioning. connections.scim_configuration. "
    "connections.keys. connections.users. connections.check_status keys.custom_signing. keys.encryption. "
    "keys.network_acls. organizations.clients. organizations.discovery_domains. "
    "organizations.groups. organizations.roles. organizations.search organizations.members.effective_roles. "
    "resource_servers.search roles.groups. "
    "users.connected_accounts. users.risk_assessments. "
    "users.effective_permissions. users.effective_roles. users.groups. users.revoke_access"
).split()

called = set()
parts = []


class Noting:
    """A client that notes which of its methods are called."""

    def __init__(self, client, path=""):
        self.client, self.path = client, path

    def __getattr__(self, name):
        value = getattr(self.client, name)
        path = f"{self.path}.{name}".lstrip(".")
        if callable(value):
            called.add(path)
            return value
        return Noting(value, path)


def methods(client, path):
    """Every method of a client and of the clients in it."""
    for name in dir(client):
        value = None if name.startswith(("_", "with_raw")) else getattr(client, name)
        if callable(value):
            yield f"{path}.{name}"
        elif type(value).__name__.endswith("Client"):
            yield from methods(value, f"{path}.{name}")


def connect():
    global plain, api
    plain = ManagementClient(domain=DOMAIN, **MACHINE)
    api = Noting(plain)


def part(name):
    def add(function):
        parts.append((name, function))
        return function

    return add


def refused(status, function, *argv, **named):
    try:
        function(*argv, **named)
    except ApiError as error:
        assert error.status_code == status, (error.status_code, error.body)
        return error.body
    raise AssertionError(f"{status} was expected")


def tokens():
    body = {
        "grant_type": "http://auth0.com/oauth/grant-type/password-realm",
        "realm": CONNECTION,
        "client_id": "native",
        "username": EMAIL,
        "password": PASSWORD,
        "scope": "openid offline_access",
    }
    answer = requests.post(f"{ISSUER}oauth/token", json=body, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def transfer():
    body = {
        "grant_type": "refresh_token",
        "client_id": "native",
        "refresh_token": tokens()["refresh_token"],
        "audience": f"urn:{DOMAIN}:session_transfer",
    }
    return requests.post(f"{ISSUER}oauth/token", json=body, timeout=10).json()["access_token"]


def redeem():
    query = {
        "response_type": "code",
        "client_id": "web",
        "redirect_uri": "http://localhost:3000/callback",
        "scope": "openid",
        "state": "x",
        "session_transfer_token": transfer(),
    }
    answer = requests.get(f"{ISSUER}authorize", params=query, allow_redirects=False, timeout=10)
    location = requests.utils.urlparse(answer.headers["location"])
    return dict(pair.split("=", 1) for pair in location.query.split("&"))["code"]


@part("clients")
def clients():
    transfer = {"can_create_session_transfer_token": True, "enforce_device_binding": "asn"}
    made = api.clients.create(name="By python", app_type="native", session_transfer=transfer)
    assert made.session_transfer.enforce_cascade_revocation is True
    # The SDK asks for pages until one is empty.
    found = [client.client_id for client in api.clients.list(per_page=2)]
    assert len(found) == len(set(found)) and made.client_id in found
    assert api.clients.get(made.client_id).session_transfer.enforce_device_binding == "asn"
    changed = api.clients.update(made.client_id, session_transfer={"allowed_authentication_methods": ["query"]})
    assert changed.session_transfer.enforce_device_binding == "asn"
    assert changed.session_transfer.allowed_authentication_methods == ["query"]
    assert api.clients.rotate_secret(made.client_id).client_secret != made.client_secret
    api.clients.delete(made.client_id)
    assert refused(404, api.clients.get, made.client_id)


@part("credentials of clients")
def credentials():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    client = api.clients.create(name="With a key", grant_types=["client_credentials"]).client_id
    made = api.clients.credentials.create(client, credential_type="public_key", name="key", pem=pem, alg="RS256")
    assert [one.id for one in api.clients.credentials.list(client)] == [made.id]
    assert api.clients.credentials.get(client, made.id).kid == made.kid
    until = datetime(2040, 1, 1, 9, tzinfo=timezone.utc)
    assert api.clients.credentials.update(client, made.id, expires_at=until).expires_at == until
    api.clients.credentials.delete(client, made.id)
    api.clients.delete(client)


@part("APIs and client grants")
def apis():
    identifier = "https://python.example/orders/"
    orders = api.resource_servers.create(identifier=identifier, name="Orders", scopes=[{"value": "read:orders"}])
    assert api.resource_servers.get(identifier).id == orders.id
    assert api.resource_servers.update(orders.id, token_lifetime=60).token_lifetime == 60
    assert [one.id for one in api.resource_servers.list(per_page=1)].count(orders.id) == 1
    client = api.clients.create(name="Grantee", app_type="non_interactive").client_id
    grant = api.client_grants.create(client_id=client, audience=identifier, scope=["read:orders"])
    assert api.client_grants.get(grant.id).scope == ["read:orders"]
    assert [one.id for one in api.client_grants.list(client_id=client, take=1)] == [grant.id]
    assert api.client_grants.update(grant.id, scope=[]).scope == []
    assert list(api.client_grants.organizations.list(grant.id)) == []
    api.client_grants.delete(grant.id)
    api.resource_servers.delete(orders.id)
    api.clients.delete(client)


@part("users, their searches and their identities")
def users():
    person = {"connection": CONNECTION, "password": PASSWORD + "9"}
    made = api.users.create(email="grace@python.example", app_metadata={"plan": "gold"}, **person)
    assert api.users.get(made.user_id).email == "grace@python.example"
    assert api.users.update(made.user_id, given_name="Grace").given_name == "Grace"
    assert [one.user_id for one in api.users.list_users_by_email(email="grace@python.example")] == [made.user_id]
    found = api.users.list(q='app_metadata.plan:"gold"', search_engine="v3", sort="email:1", per_page=1)
    assert [one.user_id for one in found] == [made.user_id]
    second = api.users.create(email="second@python.example", **person)
    other = second.user_id.split("|")[1]
    assert len(api.users.identities.link(made.user_id, provider="auth0", user_id=other)) == 2
    assert len(api.users.identities.delete(made.user_id, "auth0", other)) == 1
    assert isinstance(list(api.users.logs.list(ADA, per_page=5)), list)
    for user in api.users.list_users_by_email(email="second@python.example"):
        api.users.delete(user.user_id)
    api.users.delete(made.user_id)
    refused(404, api.users.get, made.user_id)


@part("second factors, the tenant's and a user's")
def second_factors():
    api.guardian.factors.set("otp", enabled=True)
    assert [one.name for one in api.guardian.factors.list() if one.enabled] == ["otp"]
    refused(403, api.guardian.factors.set, "duo", enabled=True)
    assert list(api.guardian.policies.list()) == []
    api.guardian.factors.set("otp", enabled=False)
    user = api.users.create(email="mary@python.example", connection=CONNECTION, password=PASSWORD + "9").user_id
    totp = {"type": "totp", "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "name": "Phone"}
    methods = api.users.authentication_methods
    made = methods.create(user, **totp)
    assert [(one.id, one.confirmed) for one in methods.list(user)] == [(made.id, True)]
    assert methods.get(user, made.id).name == "Phone"
    assert methods.update(user, made.id, name="Tablet").name == "Tablet"
    device = api.users.enrollments.get(user)[0].id
    assert api.guardian.enrollments.get(device).name == "Tablet"
    api.guardian.enrollments.delete(device)
    refused(404, methods.get, user, made.id)
    again = methods.set(user, request=[totp])[0]
    methods.delete(user, again.id)
    refused(404, api.users.regenerate_recovery_code, user)
    api.users.multifactor.invalidate_remember_browser(user)
    api.users.multifactor.delete_provider(user, "google-authenticator")
    api.users.authenticators.delete_all(user)
    methods.delete_all(user)
    api.users.delete(user)


@part("roles and permissions")
def roles():
    identifier = "https://python.example/docs"
    docs = api.resource_servers.create(identifier=identifier, scopes=[{"value": "read"}, {"value": "write"}])
    role = api.roles.create(name="Editor", description="edits")
    one = lambda name: {"permission_name": name, "resource_server_identifier": identifier}
    api.roles.permissions.add(role.id, permissions=[one("read"), one("write")])
    api.roles.permissions.delete(role.id, permissions=[one("write")])
    assert [p.permission_name for p in api.roles.permissions.list(role.id)] == ["read"]
    api.roles.users.assign(role.id, users=[ADA])
    assert [user.user_id for user in api.roles.users.list(role.id)] == [ADA]
    assert [r.id for r in api.users.roles.list(ADA)] == [role.id]
    api.users.roles.delete(ADA, roles=[role.id])
    api.users.roles.assign(ADA, roles=[role.id])
    api.users.permissions.create(ADA, permissions=[one("write")])
    assert sorted(p.permission_name for p in api.users.permissions.list(ADA)) == ["read", "write"]
    api.users.permissions.delete(ADA, permissions=[one("write")])
    assert api.roles.update(role.id, name="Author").name == "Author"
    assert api.roles.get(role.id).name == "Author"
    assert [r.id for r in api.roles.list(per_page=1)] == [role.id]
    api.roles.delete(role.id)
    api.resource_servers.delete(docs.id)


@part("sessions and refresh tokens")
def sessions():
    redeem()
    session = next(iter(api.users.sessions.list(ADA, take=1)))
    assert api.sessions.get(session.id).user_id == ADA
    assert api.sessions.update(session.id, session_metadata={"a": "b"}).session_metadata == {"a": "b"}
    tokens()
    first, second = list(api.users.refresh_token.list(ADA, take=1))
    assert api.refresh_tokens.get(first.id).client_id == "native"
    changed = api.refresh_tokens.update(first.id, refresh_token_metadata={"c": "d"})
    assert changed.refresh_token_metadata == {"c": "d"}
    assert len(list(api.refresh_tokens.list(user_id=ADA, client_id="native"))) == 2
    api.refresh_tokens.delete(first.id)
    refused(404, api.refresh_tokens.get, first.id)
    api.refresh_tokens.revoke(ids=[second.id])
    assert list(api.users.refresh_token.list(ADA)) == []
    api.sessions.revoke(session.id)
    redeem()
    api.sessions.delete(next(iter(api.users.sessions.list(ADA))).id)
    api.users.sessions.delete(ADA)
    api.users.refresh_token.delete(ADA)
    assert list(api.users.sessions.list(ADA)) == []


@part("connections and their clients")
def connections():
    made = api.connections.create(name="Python-People", strategy="auth0", options={"disable_signup": True})
    assert api.connections.get(made.id).options["disable_signup"] is True
    assert api.connections.update(made.id, options={"disable_signup": False}).options["disable_signup"] is False
    api.connections.clients.update(made.id, request=[{"client_id": "web", "status": True}])
    assert [one.client_id for one in api.connections.clients.get(made.id)] == ["web"]
    assert [one.id for one in api.connections.list(strategy=["auth0"], name="Python-People")] == [made.id]
    assert "Python-People" in [one.name for one in api.clients.connections.get("web")]
    api.connections.delete(made.id)
    refused(404, api.connections.get, made.id)


@part("logs")
def logs():
    found = list(api.logs.list(per_page=3, search="type:sapi", sort="date:-1"))
    assert len(found) > 3
    assert api.logs.get(found[0].log_id).log_id == found[0].log_id


@part("log streams")
def log_streams():
    sink = {"httpEndpoint": "https://logs.python.example/", "httpContentFormat": "JSONLINES"}
    made = api.log_streams.create(request={"name": "Python", "type": "http", "sink": sink})
    assert made.status == "active"
    assert api.log_streams.get(made.id).sink.http_endpoint == sink["httpEndpoint"]
    for status in ("paused", "active"):
        assert api.log_streams.update(made.id, status=status).status == status
    assert [one.id for one in api.log_streams.list()] == [made.id]
    api.log_streams.delete(made.id)
    refused(404, api.log_streams.get, made.id)


def built(action):
    for _ in range(50):
        if api.actions.get(action).status == "built":
            return
        time.sleep(0.1)
    raise AssertionError("the action is not built")


@part("actions, their versions and bindings")
def actions():
    code = "exports.onExecutePostLogin = async () => {};"
    triggers = [{"id": "post-login", "version": "v3"}]
    action = api.actions.create(name="Python", code=code, supported_triggers=triggers, runtime="node22").id
    built(action)
    api.actions.deploy(action)
    binding = {"ref": {"type": "action_id", "value": action}, "display_name": "Python"}
    api.actions.triggers.bindings.update_many("post-login", bindings=[binding])
    bound = list(api.actions.triggers.bindings.list("post-login", per_page=1))
    assert [one.action.id for one in bound] == [action]
    assert api.actions.test(action, payload={"event": {"user": {"user_id": ADA}}}).payload is not None
    refused(404, api.actions.executions.get, "00000000-0000-4000-8000-000000000000")
    api.actions.update(action, code=code + "\n// changed")
    built(action)
    api.actions.deploy(action)
    versions = list(api.actions.versions.list(action))
    assert len(versions) == 2
    first = next(one for one in versions if one.code == code)
    assert api.actions.versions.get(action, first.id).id == first.id
    api.actions.versions.deploy(action, first.id)
    assert any(one.id == "post-login" for one in api.actions.triggers.list().triggers)
    assert [one.id for one in api.actions.list(trigger_id="post-login")] == [action]
    api.actions.triggers.bindings.update_many("post-login", bindings=[])
    api.actions.delete(action)
    refused(404, api.actions.get, action)


@part("tenant settings and signing keys")
def settings():
    assert api.tenants.settings.update(friendly_name="By python").friendly_name == "By python"
    assert api.tenants.settings.get(fields="friendly_name").friendly_name == "By python"
    next_one = next(key for key in api.keys.signing.list() if key.next)
    api.keys.signing.rotate()
    assert api.keys.signing.get(next_one.kid).current
    previous = next(key for key in api.keys.signing.list() if key.previous)
    api.keys.signing.revoke(previous.kid)
    connect()
    assert api.keys.signing.get(previous.kid).revoked


@part("custom domains")
def custom_domains():
    made = api.custom_domains.create(domain="login.python.example", type="self_managed_certs").custom_domain_id
    assert api.custom_domains.get(made).status == "pending_verification"
    assert made in [one.custom_domain_id for one in api.custom_domains.list()]
    assert api.custom_domains.update(made, domain_metadata={"a": "b"}).domain_metadata == {"a": "b"}
    api.custom_domains.test(made)
    api.custom_domains.verify(made)
    assert api.custom_domains.get_default().domain
    refused(403, api.custom_domains.set_default, domain="login.python.example")
    api.custom_domains.delete(made)
    refused(404, api.custom_domains.get, made)


@part("tickets, blocks, grants, device credentials and statistics")
def rest():
    for made in (api.tickets.verify_email(user_id=ADA), api.tickets.change_password(user_id=ADA)):
        assert made.ticket.startswith(ISSUER), made.ticket
    assert api.user_blocks.list(ADA).blocked_for == []
    assert api.user_blocks.list_by_identifier(identifier=EMAIL).blocked_for == []
    api.user_blocks.delete(ADA)
    api.user_blocks.delete_by_identifier(identifier=EMAIL)
    assert isinstance(list(api.user_grants.list(user_id=ADA)), list)
    api.user_grants.delete_by_user_id(user_id=ADA)
    api.user_grants.delete("5e2b3d1f0000000000000000")
    tokens()
    device = next(iter(api.device_credentials.list(user_id=ADA, type="rotating_refresh_token")))
    api.device_credentials.delete(device.id)
    mine = {"device_name": "phone", "device_id": "1", "type": "public_key", "value": "{}", "client_id": "native"}
    try:
        api.device_credentials.create_public_key(**mine)
        raise AssertionError("only a user makes one")
    except ApiError as error:
        assert 400 <= error.status_code < 500
    assert api.stats.get_active_users_count() >= 0
    assert isinstance(api.stats.get_daily(from_="20200101", to="20400101"), list)


@part("organizations")
def organizations():
    made = api.organizations.create(name="python-org", display_name="Python").id
    assert api.organizations.get(made).name == "python-org"
    assert api.organizations.get_by_name("python-org").id == made
    assert api.organizations.update(made, display_name="New").display_name == "New"
    assert [one.id for one in api.organizations.list(take=1)] == [made]
    api.organizations.members.create(made, members=[ADA])
    assert [one.user_id for one in api.organizations.members.list(made)] == [ADA]
    assert [one.id for one in api.users.organizations.list(ADA)] == [made]
    role = api.roles.create(name="Member").id
    api.organizations.members.roles.assign(made, ADA, roles=[role])
    assert [one.id for one in api.organizations.members.roles.list(made, ADA)] == [role]
    api.organizations.members.roles.delete(made, ADA, roles=[role])
    connection = next(iter(api.connections.list(name=CONNECTION))).id
    for client, add in (
        (api.organizations.enabled_connections, api.organizations.enabled_connections.add),
        (api.organizations.connections, api.organizations.connections.create),
    ):
        add(made, connection_id=connection, assign_membership_on_login=False)
        assert len(list(client.list(made))) == 1
        assert client.get(made, connection).connection_id == connection
        assert client.update(made, connection, assign_membership_on_login=True).assign_membership_on_login
        client.delete(made, connection)
    audience = "https://python.example/shared"
    shared = api.resource_servers.create(identifier=audience, scopes=[{"value": "read"}])
    client = api.clients.create(name="Of an organization", organization_usage="allow").client_id
    usage = {"organization_usage": "allow", "allow_any_organization": False}
    grant = api.client_grants.create(client_id=client, audience=audience, scope=["read"], **usage).id
    api.organizations.client_grants.create(made, grant_id=grant)
    assert [one.id for one in api.organizations.client_grants.list(made)] == [grant]
    assert [one.id for one in api.client_grants.organizations.list(grant)] == [made]
    api.organizations.client_grants.delete(made, grant)
    assert list(api.organizations.client_grants.list(made)) == []
    api.clients.update(client, initiate_login_uri="https://python.example/login")
    invitations = api.organizations.invitations
    person = {"inviter": {"name": "Ada"}, "invitee": {"email": "grace@example.com"}}
    invitation = invitations.create(made, client_id=client, roles=[role], **person)
    assert invitation.invitation_url.startswith("https://python.example/login?invitation=")
    assert invitations.get(made, invitation.id).ticket_id == invitation.ticket_id
    assert [one.id for one in invitations.list(made)] == [invitation.id]
    invitations.delete(made, invitation.id)
    assert list(invitations.list(made)) == []
    api.clients.delete(client)
    api.resource_servers.delete(shared.id)
    api.organizations.members.delete(made, members=[ADA])
    api.organizations.delete(made)
    api.roles.delete(role)


@part("authentication: tokens, their exchange and their end")
def authentication():
    machine = GetToken(DOMAIN, MACHINE["client_id"], MACHINE["client_secret"])
    assert machine.client_credentials(f"{ISSUER}api/v2/")["token_type"] == "Bearer"
    web = GetToken(DOMAIN, "web", "web-secret")
    answer = web.authorization_code(redeem(), "http://localhost:3000/callback")
    assert Users(DOMAIN).userinfo(answer["access_token"])["sub"] == ADA
    native = GetToken(DOMAIN, "native")
    refresh = tokens()["refresh_token"]
    refresh = native.refresh_token(refresh)["refresh_token"]
    RevokeToken(DOMAIN, "native").revoke_refresh_token(refresh)
    try:
        native.refresh_token(refresh)
        raise AssertionError("it was revoked")
    except Auth0Error as error:
        assert (error.status_code, error.error_code) == (403, "invalid_grant")


@part("no method of these resources was forgotten")
def nothing_forgotten():
    known = [path for name in RESOURCES for path in methods(getattr(plain, name), name)]
    assert len(known) > 150, len(known)
    left = [path for path in known if path not in called and not path.startswith(tuple(NOT_SERVED))]
    assert left == [], left


def main():
    connect()
    report = {}
    for name, function in parts:
        try:
            function()
            report[name] = "passed"
        except Exception:
            report[name] = traceback.format_exc(limit=-3)
    print(json.dumps(report))


main()
