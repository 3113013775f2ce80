resource "auth0_log_stream" "http" {
  name = "Stream by Terraform"
  type = "http"

  filters = [
    { type = "category", name = "auth.login.fail" },
    { type = "category", name = "auth.token_exchange.fail" },
  ]

  sink {
    http_endpoint       = "https://logs.terraform.example/in"
    http_content_type   = "application/json"
    http_content_format = "JSONLINES"
    http_authorization  = "AKIAXXXXXXXXXXXXXXXX"

    http_custom_headers = [
      { header = "Footbridge-Test", value = "yes" },
    ]
  }
}
