resource "auth0_tenant" "this" {
  friendly_name         = "Tenant by Terraform"
  support_email         = "support@terraform.example"
  support_url           = "https://terraform.example/support"
  picture_url           = "https://terraform.example/logo.png"
  default_directory     = "Username-Password-Authentication"
  session_lifetime      = 100
  idle_session_lifetime = 50
  enabled_locales       = ["en"]
}
