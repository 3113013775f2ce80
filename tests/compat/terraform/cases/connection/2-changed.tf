resource "auth0_client" "first" {
  name = "First of a connection"
}

resource "auth0_client" "second" {
  name = "Second of a connection"
}

resource "auth0_connection" "people" {
  name                 = "People-by-Terraform"
  strategy             = "auth0"
  is_domain_connection = false
  metadata             = { owner = "somebody" }

  options {
    password_policy                = "excellent"
    brute_force_protection         = true
    disable_signup                 = false
    requires_username              = true
    enabled_database_customization = false

    validation {
      username {
        min = 1
        max = 32
      }
    }
  }
}

resource "auth0_connection_clients" "people" {
  connection_id   = auth0_connection.people.id
  enabled_clients = [auth0_client.second.id]
}

resource "auth0_connection" "passwordless" {
  name     = "email"
  strategy = "email"

  options {
    name                   = "email"
    from                   = "{{ application.name }} <codes@example.com>"
    subject                = "Your code"
    syntax                 = "liquid"
    template               = "<p>{{ code }}</p>"
    disable_signup         = true
    brute_force_protection = true

    totp {
      time_step = 180
      length    = 6
    }
  }
}
