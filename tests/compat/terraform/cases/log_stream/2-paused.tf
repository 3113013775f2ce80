resource "auth0_log_stream" "http" {
  name   = "Stream by Terraform"
  type   = "http"
  status = "paused"

  filters = [
    { type = "category", name = "auth.login.fail" },
  ]

  sink {
    http_endpoint       = "https://logs.terraform.example/further"
    http_content_type   = "application/json"
    http_content_format = "JSONARRAY"
    http_authorization  = "AKIAXXXXXXXXXXXXXXXX"

    http_custom_headers = [
      { header = "Footbridge-Test", value = "yes" },
    ]
  }
}
