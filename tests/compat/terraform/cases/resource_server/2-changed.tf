resource "auth0_resource_server" "orders" {
  name                                            = "Orders, changed"
  identifier                                      = "https://orders.terraform.example/v1/"
  signing_alg                                     = "RS256"
  token_lifetime                                  = 7200
  token_lifetime_for_web                          = 3600
  allow_offline_access                            = false
  skip_consent_for_verifiable_first_party_clients = true
  enforce_policies                                = true
  token_dialect                                   = "access_token_authz"
}

resource "auth0_resource_server_scopes" "orders" {
  resource_server_identifier = auth0_resource_server.orders.identifier

  scopes {
    name        = "read:orders"
    description = "See all orders"
  }
}
