resource "auth0_client" "machine" {
  name        = "Grantee by Terraform"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}

resource "auth0_resource_server" "bills" {
  name       = "Bills by Terraform"
  identifier = "https://bills.terraform.example"
}

resource "auth0_resource_server_scopes" "bills" {
  resource_server_identifier = auth0_resource_server.bills.identifier

  scopes { name = "read:bills" }
  scopes { name = "create:bills" }
}

resource "auth0_client_grant" "bills" {
  depends_on       = [auth0_resource_server_scopes.bills]
  client_id        = auth0_client.machine.id
  audience         = auth0_resource_server.bills.identifier
  allow_all_scopes = true
}
