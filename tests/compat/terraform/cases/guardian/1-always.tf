resource "auth0_guardian" "this" {
  policy        = "all-applications"
  otp           = true
  recovery_code = true
}
