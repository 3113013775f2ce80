resource "auth0_custom_domain" "looks" {
  domain = "looks.terraform.example"
  type   = "self_managed_certs"
}

resource "auth0_branding" "this" {
  depends_on  = [auth0_custom_domain.looks]
  logo_url    = "https://terraform.example/logo.png"
  favicon_url = "https://terraform.example/icon.png"

  colors {
    primary         = "#0059d6"
    page_background = "#000000"
  }

  font {
    url = "https://terraform.example/font.woff2"
  }

  universal_login {
    body = "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>"
  }
}

resource "auth0_branding_theme" "this" {
  display_name = "Theme by Terraform"
  borders {}
  colors {
    primary_button = "#0059d6"
  }
  fonts {
    title {}
    subtitle {}
    links {}
    input_labels {}
    buttons_text {}
    body_text {}
  }
  page_background {}
  widget {}
}

resource "auth0_prompt" "this" {
  identifier_first           = true
  universal_login_experience = "new"
}

resource "auth0_prompt_custom_text" "login" {
  prompt   = "login"
  language = "en"
  body     = jsonencode({ login = { title = "By Terraform", buttonText = "Go on" } })
}

resource "auth0_email_provider" "this" {
  name                 = "smtp"
  enabled              = true
  default_from_address = "accounts@terraform.example"

  credentials {
    smtp_host = "smtp.terraform.example"
    smtp_port = 587
    smtp_user = "user"
    smtp_pass = "password"
  }
}

resource "auth0_email_template" "verify" {
  depends_on = [auth0_email_provider.this]

  template                = "verify_email"
  body                    = "<p><a href=\"{{ url }}\">Confirm</a></p>"
  from                    = "accounts@terraform.example"
  result_url              = "https://terraform.example/welcome"
  subject                 = "Confirm"
  syntax                  = "liquid"
  url_lifetime_in_seconds = 3600
  enabled                 = true
}
