resource "auth0_client" "found" {
  name     = "Found by Terraform"
  app_type = "spa"
}

data "auth0_client" "by_id" {
  client_id = auth0_client.found.id
}

data "auth0_client" "by_name" {
  depends_on = [auth0_client.found]
  name       = "Found by Terraform"
}

data "auth0_clients" "spas" {
  depends_on = [auth0_client.found]
  app_types  = ["spa"]
}

data "auth0_connection" "database" {
  name = "Username-Password-Authentication"
}

data "auth0_resource_server" "management" {
  identifier = "https://${var.domain}/api/v2/"
}

data "auth0_user" "ada" {
  user_id = "auth0|ada"
}

data "auth0_tenant" "this" {}

data "auth0_signing_keys" "all" {}

output "by_id" { value = data.auth0_client.by_id.app_type }
output "by_name" { value = data.auth0_client.by_name.id }
output "spas" { value = [for client in data.auth0_clients.spas.clients : client.name] }
output "connection" { value = data.auth0_connection.database.strategy }
output "management_scopes" { value = length(data.auth0_resource_server.management.scopes) }
output "user" { value = data.auth0_user.ada.email }
output "tenant" { value = data.auth0_tenant.this.domain }
output "current_keys" { value = length([for key in data.auth0_signing_keys.all.signing_keys : key if key.current]) }
