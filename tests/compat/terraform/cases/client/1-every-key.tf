resource "auth0_client" "web" {
  name                = "Web by Terraform"
  description         = "Takes transfers"
  app_type            = "regular_web"
  callbacks           = ["https://web.example/callback"]
  allowed_logout_urls = ["https://web.example/bye"]
  web_origins         = ["https://web.example"]
  allowed_origins     = ["https://web.example"]
  initiate_login_uri  = "https://web.example/login"
  logo_uri            = "https://web.example/logo.png"
  oidc_conformant     = true
  is_first_party      = true
  grant_types         = ["authorization_code", "refresh_token"]
  client_metadata     = { team = "web", tier = "one" }

  jwt_configuration {
    alg                 = "RS256"
    lifetime_in_seconds = 7200
  }

  refresh_token {
    rotation_type                = "rotating"
    expiration_type              = "expiring"
    leeway                       = 15
    token_lifetime               = 84600
    infinite_idle_token_lifetime = false
    infinite_token_lifetime      = false
    idle_token_lifetime          = 72000
  }

  session_transfer {
    can_create_session_transfer_token = true
    allowed_authentication_methods    = ["cookie", "query"]
    enforce_device_binding            = "asn"
    allow_refresh_token               = true
    enforce_online_refresh_tokens     = false
    enforce_cascade_revocation        = false

    delegation {
      allow_delegated_access = true
      enforce_device_binding = "asn"
    }
  }
}

resource "auth0_client" "native" {
  name      = "Native by Terraform"
  app_type  = "native"
  callbacks = ["com.example.app://callback"]

  session_transfer {
    can_create_session_transfer_token = true
  }
}
