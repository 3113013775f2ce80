resource "auth0_custom_domain" "login" {
  domain          = "login.terraform.example"
  type            = "self_managed_certs"
  domain_metadata = { team = "identity" }
}
