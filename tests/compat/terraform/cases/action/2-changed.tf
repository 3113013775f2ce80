resource "auth0_action" "greet" {
  name    = "Greet by Terraform"
  runtime = "node22"
  deploy  = true
  code    = <<-EOT
    exports.onExecutePostLogin = async (event, api) => {
      api.idToken.setCustomClaim('https://terraform.example/greeting', 'good evening');
    };
  EOT

  supported_triggers {
    id      = "post-login"
    version = "v3"
  }

  secrets {
    name  = "KEY"
    value = "two"
  }
}

resource "auth0_trigger_actions" "login" {
  trigger = "post-login"

  actions {
    id           = auth0_action.greet.id
    display_name = "Greets"
  }
}
