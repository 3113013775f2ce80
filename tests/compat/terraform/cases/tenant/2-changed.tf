resource "auth0_tenant" "this" {
  friendly_name         = "Tenant, changed"
  support_email         = "help@terraform.example"
  support_url           = "https://terraform.example/help"
  picture_url           = "https://terraform.example/logo.png"
  default_directory     = "Username-Password-Authentication"
  session_lifetime      = 24
  idle_session_lifetime = 0.75
  enabled_locales       = ["en", "de"]

  session_cookie {
    mode = "non-persistent"
  }
}
