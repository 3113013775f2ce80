resource "auth0_guardian" "this" {
  policy        = "never"
  otp           = true
  email         = true
  recovery_code = false

  phone {
    enabled = false
  }
}
