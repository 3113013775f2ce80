variable "pem" { type = string }

resource "auth0_client" "machine" {
  name        = "Machine by Terraform"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}

resource "auth0_client_credentials" "machine" {
  client_id             = auth0_client.machine.id
  authentication_method = "private_key_jwt"

  private_key_jwt {
    credentials {
      name            = "first"
      credential_type = "public_key"
      algorithm       = "RS256"
      pem             = var.pem
      expires_at      = "2040-01-01T09:00:00.000Z"
    }
  }
}

resource "auth0_client_grant" "machine" {
  client_id = auth0_client.machine.id
  audience  = "https://${var.domain}/api/v2/"
  scopes    = ["read:clients"]
}
