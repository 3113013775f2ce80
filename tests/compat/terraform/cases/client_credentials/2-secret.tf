variable "pem" { type = string }

resource "auth0_client" "machine" {
  name        = "Machine by Terraform"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}

resource "auth0_client_credentials" "machine" {
  client_id             = auth0_client.machine.id
  authentication_method = "client_secret_post"
  client_secret         = "a-secret-that-terraform-chose-for-the-machine-0815"
}

resource "auth0_client_grant" "machine" {
  client_id = auth0_client.machine.id
  audience  = "https://${var.domain}/api/v2/"
  scopes    = ["read:clients"]
}
