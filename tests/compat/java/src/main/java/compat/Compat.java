package compat;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.core.OptionalNullable;
import com.auth0.client.mgmt.roles.types.AssignRoleUsersRequestContent;
import com.auth0.client.mgmt.tenants.types.UpdateTenantSettingsRequestContent;
import com.auth0.client.mgmt.types.*;
import com.auth0.exception.APIException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** auth0-java against a server. The last line that this prints is a JSON object: each part, and how it went. */
public final class Compat {
  private static final String DOMAIN = System.getenv("AUTH0_DOMAIN");
  private static final String ISSUER = "https://" + DOMAIN + "/";
  private static final String ADA = "auth0|ada";
  private static ManagementApi api;

  private interface Part {
    void run() throws Exception;
  }

  public static void main(String[] argv) {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("authentication: tokens, a code, userinfo, revocation", Compat::authentication);
    parts.put("clients and their transfer settings", Compat::clients);
    parts.put("APIs and client grants", Compat::apis);
    parts.put("users and their search", Compat::users);
    parts.put("roles and permissions", Compat::roles);
    parts.put("sessions and refresh tokens", Compat::sessions);
    parts.put("logs and tenant settings", Compat::logs);
    api = ManagementApi.builder()
        .domain(DOMAIN)
        .clientCredentials(System.getenv("AUTH0_CLIENT_ID"), System.getenv("AUTH0_CLIENT_SECRET"))
        .build();
    List<String> report = new ArrayList<>();
    parts.forEach((name, part) -> report.add(quoted(name) + ":" + quoted(attempt(part))));
    System.out.println("{" + String.join(",", report) + "}");
  }

  private static String attempt(Part part) {
    try {
      part.run();
      return "passed";
    } catch (Throwable thrown) {
      String body = thrown instanceof ManagementApiException refused ? " " + refused.body() : "";
      return thrown + body + " at " + List.of(thrown.getStackTrace()).subList(0, Math.min(6, thrown.getStackTrace().length));
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + "\"";
  }

  private static void want(boolean good, Object found) {
    if (!good) {
      throw new AssertionError(String.valueOf(found));
    }
  }

  private static void refused(int status, Runnable call) {
    try {
      call.run();
    } catch (ManagementApiException error) {
      want(error.statusCode() == status, error);
      return;
    }
    throw new AssertionError(status + " was expected");
  }

  private static void authentication() throws Exception {
    String id = System.getenv("AUTH0_CLIENT_ID");
    AuthAPI machine = AuthAPI.newBuilder(DOMAIN, id, System.getenv("AUTH0_CLIENT_SECRET")).build();
    var token = machine.requestToken(ISSUER + "api/v2/").execute().getBody();
    want("Bearer".equals(token.getTokenType()), token.getTokenType());
    AuthAPI web = AuthAPI.newBuilder(DOMAIN, "web", "web-secret").build();
    var tokens = web.exchangeCode(System.getenv("CODE"), System.getenv("CALLBACK")).execute().getBody();
    var me = web.userInfo(tokens.getAccessToken()).execute().getBody();
    want(ADA.equals(me.getValues().get("sub")), me.getValues());
    AuthAPI issuing = AuthAPI.newBuilder(DOMAIN, "issuing", "issuing-secret").build();
    var login = issuing.login("ada@example.com", "correct-horse-battery".toCharArray(), "Username-Password-Authentication");
    String refresh = login.setScope("openid offline_access").execute().getBody().getRefreshToken();
    want(issuing.renewAuth(refresh).execute().getBody().getIdToken() != null, "no ID token");
    issuing.revokeToken(refresh).execute();
    try {
      issuing.renewAuth(refresh).execute();
      throw new AssertionError("it was revoked");
    } catch (APIException error) {
      want(error.getStatusCode() == 403 && "invalid_grant".equals(error.getError()), error);
    }
  }

  private static void clients() {
    var settings = ClientSessionTransferConfiguration.builder()
        .canCreateSessionTransferToken(true)
        .enforceDeviceBinding(ClientSessionTransferDeviceBindingEnum.ASN)
        .build();
    var made = api.clients().create(CreateClientRequestContent.builder()
        .name("By java").appType(ClientAppTypeEnum.NATIVE).sessionTransfer(settings).build());
    String id = made.getClientId().orElseThrow();
    want(made.getSessionTransfer().get().getEnforceCascadeRevocation().orElse(false), made);
    long count = api.clients().list().streamItems().filter(one -> one.getClientId().equals(made.getClientId())).count();
    want(count == 1, count);
    var patch = UpdateClientRequestContent.builder().description("changed").build();
    want(api.clients().update(id, patch).getDescription().orElseThrow().equals("changed"), "PATCH");
    var read = api.clients().get(id).getSessionTransfer().get();
    want(read.getEnforceDeviceBinding().orElseThrow().equals(ClientSessionTransferDeviceBindingEnum.ASN), read);
    want(!api.clients().rotateSecret(id).getClientSecret().equals(made.getClientSecret()), "rotate-secret");
    OptionalNullable<ClientSessionTransferConfiguration> none = OptionalNullable.ofNull();
    api.clients().update(id, UpdateClientRequestContent.builder().sessionTransfer(none).build());
    want(!api.clients().get(id).getSessionTransfer().isPresent(), "null removes the settings");
    api.clients().delete(id);
    refused(404, () -> api.clients().get(id));
  }

  private static void apis() {
    String identifier = "https://java.example/orders/";
    var scope = ResourceServerScope.builder().value("read:orders").build();
    var made = api.resourceServers().create(CreateResourceServerRequestContent.builder()
        .identifier(identifier).name("Orders").scopes(List.of(scope)).build());
    want(api.resourceServers().get(identifier).getId().equals(made.getId()), "by its identifier");
    var client = api.clients().create(CreateClientRequestContent.builder().name("Grantee").build()).getClientId();
    var grant = api.clientGrants().create(CreateClientGrantRequestContent.builder()
        .clientId(client.orElseThrow()).audience(identifier).scope(List.of("read:orders")).build());
    want(api.clientGrants().list().streamItems().anyMatch(one -> one.getId().equals(grant.getId())), grant);
    api.clientGrants().delete(grant.getId().orElseThrow());
    api.resourceServers().delete(made.getId().orElseThrow());
    api.clients().delete(client.orElseThrow());
  }

  private static void users() {
    var made = api.users().create(CreateUserRequestContent.builder()
        .connection("Username-Password-Authentication")
        .email("grace@java.example").password("correct-horse-battery-9").build());
    String id = made.getUserId().orElseThrow();
    var search = ListUsersRequestParameters.builder()
        .q("email:\"grace@java.example\"").searchEngine(SearchEngineVersionsEnum.V3).sort("email:1").build();
    var found = api.users().list(search).streamItems().map(one -> one.getUserId().orElseThrow()).collect(Collectors.toList());
    want(found.equals(List.of(id)), found);
    var patch = UpdateUserRequestContent.builder().givenName("Grace").build();
    want(api.users().update(id, patch).getGivenName().orElseThrow().equals("Grace"), "PATCH");
    api.users().delete(id);
    refused(404, () -> api.users().get(id));
  }

  private static void roles() {
    var role = api.roles().create(CreateRoleRequestContent.builder().name("By java").build()).getId().orElseThrow();
    api.roles().users().assign(role, AssignRoleUsersRequestContent.builder().users(List.of(ADA)).build());
    var found = api.users().roles().list(ADA).streamItems().map(one -> one.getId().orElseThrow()).collect(Collectors.toList());
    want(found.equals(List.of(role)), found);
    api.roles().delete(role);
    refused(404, () -> api.roles().get(role));
  }

  private static void sessions() {
    var session = api.users().sessions().list(ADA).streamItems().findFirst().orElseThrow();
    String id = session.getId().orElseThrow();
    want(api.sessions().get(id).getUserId().orElseThrow().equals(ADA), session);
    api.sessions().revoke(id);
    want(api.users().sessions().list(ADA).streamItems().noneMatch(one -> one.getId().equals(session.getId())), "revoke");
    api.users().refreshToken().delete(ADA);
    want(api.users().refreshToken().list(ADA).streamItems().findAny().isEmpty(), "all are gone");
  }

  private static void logs() {
    var request = ListLogsRequestParameters.builder().search("type:sapi").perPage(3).sort("date:-1").build();
    var found = api.logs().list(request).streamItems().collect(Collectors.toList());
    want(found.size() > 3, found.size());
    var patch = UpdateTenantSettingsRequestContent.builder().friendlyName("By java").build();
    api.tenants().settings().update(patch);
    want(api.tenants().settings().get().getFriendlyName().orElseThrow().equals("By java"), "tenant settings");
  }

  private Compat() {}
}
