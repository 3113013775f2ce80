resource "auth0_resource_server" "docs" {
  name       = "Documents by Terraform"
  identifier = "https://docs.terraform.example"
}

resource "auth0_resource_server_scopes" "docs" {
  resource_server_identifier = auth0_resource_server.docs.identifier

  scopes { name = "read:docs" }
  scopes { name = "create:docs" }
}

resource "auth0_role" "editor" {
  name        = "Editor by Terraform"
  description = "Edits and reads"
}

resource "auth0_role_permissions" "editor" {
  depends_on = [auth0_resource_server_scopes.docs]
  role_id    = auth0_role.editor.id

  permissions {
    name                       = "read:docs"
    resource_server_identifier = auth0_resource_server.docs.identifier
  }
}

resource "auth0_user" "editor" {
  connection_name = "Username-Password-Authentication"
  email           = "editor@terraform.example"
  password        = "correct-horse-battery-9"
}

resource "auth0_user_roles" "editor" {
  user_id = auth0_user.editor.id
  roles   = [auth0_role.editor.id, auth0_role.reader.id]
}

resource "auth0_role" "reader" {
  name = "Reader by Terraform"
}
