//! What `footbridge dev` prints: the demo tenant, and one whole transfer to paste into a shell.

use crate::config::{Config, Tls};

/// The tour of a server with this issuer. Every line of the script stands alone, so that it can be pasted line by line.
pub fn tour(issuer: &str, config: &Config) -> String {
    let (call, follow) = match config.tls {
        Tls::Off => ("curl -fsS".to_owned(), "curl -sS".to_owned()),
        _ => {
            let ca = config.tls_directory().join("ca.pem");
            let trust = format!("--cacert '{}'", ca.display());
            (format!("curl -fsS {trust}"), format!("curl -sS {trust}"))
        }
    };
    let domain = issuer
        .split_once("://")
        .map_or(issuer, |(_, rest)| rest.trim_end_matches('/'));
    TOUR.replace("{issuer}", issuer)
        .replace("{domain}", domain)
        .replace("{call}", &call)
        .replace("{follow}", &follow)
}

const TOUR: &str = r#"
Footbridge runs a throw-away tenant. It is gone when you press Ctrl-C.

  Issuer       {issuer}
  User         ada@example.com, password correct-horse-battery
  Native app   example-native (no secret)
  Web app      example-web, secret example-web-secret, callback http://localhost:3000/callback
  Web app      example-second-web, secret example-second-web-secret, callback http://localhost:3001/callback
  Script       example-automation, secret example-automation-secret (Management API, every scope)

One whole transfer, from the native app into the web app. Paste it into a shell:

# The native app signs the user in and keeps a refresh token.
TOKENS=$({call} {issuer}oauth/token -d grant_type=http://auth0.com/oauth/grant-type/password-realm -d realm=Username-Password-Authentication -d client_id=example-native -d username=ada@example.com -d password=correct-horse-battery --data-urlencode 'scope=openid profile email offline_access')
REFRESH_TOKEN=$(printf '%s' "$TOKENS" | sed -n 's/.*"refresh_token": *"\([^"]*\)".*/\1/p')
# It exchanges the refresh token for a session transfer token: good once, for a minute.
TRANSFER=$({call} {issuer}oauth/token -d grant_type=refresh_token -d client_id=example-native --data-urlencode "refresh_token=$REFRESH_TOKEN" -d audience=urn:{domain}:session_transfer)
SESSION_TRANSFER_TOKEN=$(printf '%s' "$TRANSFER" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
# A browser opens the web app's login with it, and comes back signed in: no page in between.
CALLBACK=$({follow} -o /dev/null -w '%{redirect_url}' -G {issuer}authorize -d response_type=code -d client_id=example-web --data-urlencode redirect_uri=http://localhost:3000/callback --data-urlencode 'scope=openid profile email' -d state=demo --data-urlencode "session_transfer_token=$SESSION_TRANSFER_TOKEN")
CODE=$(printf '%s' "$CALLBACK" | sed -n 's/.*[?&]code=\([^&]*\).*/\1/p')
# The web app redeems the code, and asks who it is.
WEB_TOKENS=$({call} {issuer}oauth/token -d grant_type=authorization_code -d client_id=example-web -d client_secret=example-web-secret --data-urlencode redirect_uri=http://localhost:3000/callback --data-urlencode "code=$CODE")
ACCESS_TOKEN=$(printf '%s' "$WEB_TOKENS" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
{call} {issuer}userinfo -H "Authorization: Bearer $ACCESS_TOKEN"
"#;
