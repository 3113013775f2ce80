resource "auth0_user" "grace" {
  connection_name = "Username-Password-Authentication"
  user_id         = "grace"
  email           = "grace@terraform.example"
  password        = "correct-horse-battery-9"
  email_verified  = true
  given_name      = "Grace"
  family_name     = "Hopper"
  nickname        = "amazing"
  name            = "Grace Hopper"
  picture         = "https://people.example/grace.png"
  user_metadata   = jsonencode({ language = "cobol", sizes = [1, 2] })
  app_metadata    = jsonencode({ plan = "gold" })
}
