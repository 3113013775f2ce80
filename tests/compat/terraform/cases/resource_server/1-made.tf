resource "auth0_resource_server" "orders" {
  name                                            = "Orders by Terraform"
  identifier                                      = "https://orders.terraform.example/v1/"
  signing_alg                                     = "RS256"
  token_lifetime                                  = 8600
  token_lifetime_for_web                          = 3600
  allow_offline_access                            = true
  skip_consent_for_verifiable_first_party_clients = true
}

resource "auth0_resource_server_scopes" "orders" {
  resource_server_identifier = auth0_resource_server.orders.identifier

  scopes {
    name        = "read:orders"
    description = "See orders"
  }

  scopes {
    name        = "create:orders"
    description = "Make orders"
  }
}
