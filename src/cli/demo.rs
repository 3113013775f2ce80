//! What `footbridge dev` prints: the demo tenant, and one whole transfer to paste into a shell.

use crate::config::{Config, Tls};
use crate::domain::origin::Origin;

/// The tour of a server with this issuer. Every line of the script is complete, so that it can be pasted line by line, and
/// none is a comment: an interactive zsh takes comments for commands.
pub fn tour(issuer: &Origin, config: &Config) -> String {
    let trust = match config.tls {
        Tls::Off => String::new(),
        _ => format!(
            " --cacert '{}'",
            config.tls_directory().join("ca.pem").display()
        ),
    };
    let port = if config.listen.is_loopback() {
        ""
    } else {
        " Behind a mapped port, change its first line."
    };
    TOUR.replace("{issuer}", issuer.as_str())
        .replace("{call}", &format!("curl -fsS{trust}"))
        .replace("{follow}", &format!("curl -sS{trust}"))
        .replace("{port}", port)
}

const TOUR: &str = r#"
Footbridge runs a throw-away tenant, which is deleted when you press Ctrl-C.

  Issuer       {issuer}
  User         ada@example.com, password correct-horse-battery
  Native app   example-native (no secret)
  Web app      example-web, secret example-web-secret, callback http://localhost:3000/callback
  Web app      example-second-web, secret example-second-web-secret, callback http://localhost:3001/callback
  Script       example-automation, secret example-automation-secret (Management API, every scope)

One whole transfer, from the native app into the web app. Paste it into a shell.{port}

ISSUER={issuer}
DOMAIN=${ISSUER#*://}; DOMAIN=${DOMAIN%/}
echo "== The native app signs the user in and keeps a refresh token."
TOKENS=$({call} "${ISSUER}oauth/token" -d grant_type=http://auth0.com/oauth/grant-type/password-realm -d realm=Username-Password-Authentication -d client_id=example-native -d username=ada@example.com -d password=correct-horse-battery --data-urlencode 'scope=openid profile email offline_access')
REFRESH_TOKEN=$(printf '%s' "$TOKENS" | sed -n 's/.*"refresh_token": *"\([^"]*\)".*/\1/p')
echo "== It exchanges the refresh token for a session transfer token: valid once, for a minute."
TRANSFER=$({call} "${ISSUER}oauth/token" -d grant_type=refresh_token -d client_id=example-native --data-urlencode "refresh_token=$REFRESH_TOKEN" -d "audience=urn:${DOMAIN}:session_transfer")
SESSION_TRANSFER_TOKEN=$(printf '%s' "$TRANSFER" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
echo "== A browser opens the login of the web app with it, and returns signed in, without a login page."
CALLBACK=$({follow} -o /dev/null -w '%{redirect_url}' -G "${ISSUER}authorize" -d response_type=code -d client_id=example-web --data-urlencode redirect_uri=http://localhost:3000/callback --data-urlencode 'scope=openid profile email' -d state=demo --data-urlencode "session_transfer_token=$SESSION_TRANSFER_TOKEN")
CODE=$(printf '%s' "$CALLBACK" | sed -n 's/.*[?&]code=\([^&]*\).*/\1/p')
echo "== The web app redeems the code, and requests the user's profile."
WEB_TOKENS=$({call} "${ISSUER}oauth/token" -d grant_type=authorization_code -d client_id=example-web -d client_secret=example-web-secret --data-urlencode redirect_uri=http://localhost:3000/callback --data-urlencode "code=$CODE")
ACCESS_TOKEN=$(printf '%s' "$WEB_TOKENS" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
{call} "${ISSUER}userinfo" -H "Authorization: Bearer $ACCESS_TOKEN"; echo
"#;
