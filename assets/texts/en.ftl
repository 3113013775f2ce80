### The sentences of the hosted pages and of the built-in e-mails, in English.
###
### One message per screen, one attribute per text key, under the names of Auth0's custom-text API: a tenant's own text replaces
### a sentence by (screen, key). Screens and keys that Auth0 does not name are ours. Every language has the same messages,
### attributes and variables as this file. No text contains HTML. A name in quotes is not translated.

## Shared words

-continue = Continue
-sign-in = Sign in
-sign-up = Sign up
-log-in = Sign in
-forgot-password = Forgot password?
-or = or
-edit = Edit
-back = Back
-back-to-sign-in = Back to sign in
-password = Password
-new-password = New password
-new-password-again = New password, again
-show-password = Show password
-hide-password = Hide password
-password-security = Rules for the password:
-rule-met = Met:
-rule-missing = Not met yet:
-email-address = Email address
-username = Username
-phone = Phone number
-email-or-username = Email or username
-email-or-phone = Email or phone number
-phone-or-username = Phone number or username
-email-phone-or-username = Email, phone number or username
-email-optional = Email address (optional)
-username-optional = Username (optional)
-phone-optional = Phone number (optional)
-check-these = Please check the following:
-new-here = New here?
-have-account = Do you have an account already?
-use-passkey = Use a passkey
-other-way = Choose another way
-remember-browser = Remember this browser for 30 days
-app-code = Code from the app
-copy = Copy
-copied = Copied
-recovery-code = Recovery code
-code-is-kept = I have written the code down

## Shared errors

-wrong = Wrong email, phone number, username or password.
-wrong-email = Wrong email or password.
-wrong-username = Wrong username or password.
-wrong-phone = Wrong phone number or password.
-wrong-email-username = Wrong email, username or password.
-wrong-email-phone = Wrong email, phone number or password.
-wrong-phone-username = Wrong phone number, username or password.
-failed = That did not work. Please try again in a few minutes.
-invalid-connection = Signing in is not possible for this application.
-no-db-connection = This application does not accept passwords. Choose another way to sign in.
-network-blocked = There were too many attempts from your network. Wait a while and try again.
-too-many-requests = Too many people are signing in right now. Please try again in a minute.
-too-many-logins = You have signed in too often in a short time. Wait a minute and try again.
-user-blocked = Your account has been blocked after multiple consecutive login attempts. To unblock it, open the link in the email from us, or set a new password.
-account-blocked = Your account has been blocked. Please ask the people who run this service for help.
-password-breached = This password has appeared in a data leak of another website. To protect your account, choose “Forgot password?” and set a new one.
-breached-new = This password has appeared in a data leak of another website. Please choose a different one.
-invalid-code = This code is wrong or no longer valid. Check it, or ask for a new one.
-expired-code = This code has expired. Ask for a new one.
-authentication-failed = We could not sign you in. Please try again.
-no-email = Enter your email address.
-no-password = Enter your password.
-no-new-password = Enter a new password.
-no-password-again = Enter the new password a second time.
-no-username = Enter your username.
-no-phone = Enter your phone number.
-no-identifier = Enter your email address, phone number or username.
-invalid-email = This is not an email address. It should look like name@example.com.
-invitation-other-email = This invitation is for another email address. Use the address that it was sent to.
-invalid-username = This is not a username. Check it and try again.
-invalid-phone = This is not a phone number. Start with the country code, such as +1.
-invalid-login-id = This does not look right. Check it and try again.
-invalid-email-phone = Enter an email address or a phone number.
-invalid-email-username = Enter an email address or a username.
-invalid-phone-username = Enter a phone number or a username.
-invalid-email-phone-username = Enter an email address, a phone number or a username.
-no-hrd-connection = We found no way to sign in with this email address. Check it and try again.
-username-characters = A username may have letters, digits and some signs only, and no spaces.
-username-is-email = A username may not look like an email address.
-username-taken = This username is not available. Choose another one.
-email-in-use = We could not create an account with these details. If you have an account already, sign in instead.
-signup-blocked = There were too many new accounts from your network. Wait a while and try again.
-invalid-phone-config = Phone numbers cannot be used here. Please sign up in another way.
-password-too-weak = This password is too weak. Choose one that follows the rules.
-password-too-common = This password is too common. Choose one that is harder to guess.
-password-used-before = You have used this password before. Choose a new one.
-password-has-personal-info = This password contains something about you, such as your name or email address. Choose a different one.
-password-mismatch = The passwords are not the same. Type the new password twice.
-link-expired = This link has expired. Ask for a new one.
-link-used = This link can be used only once, and has been used already. Ask for a new one.
-link-dead = This URL can be used only once, and has been used or has expired. Ask for a new one.
-too-many-email = We have sent you several emails already. Look in your inbox and your spam folder, or try again later.
-no-passkey = There is no passkey for this account on this device. Sign in another way.
-passkey-failed = The passkey could not be used. Try again, or sign in another way.
-passkey-not-allowed = Passkeys cannot be used here. Sign in another way.
-password-not-allowed = Passwords cannot be used here. Sign in another way.
-choose-one-way = Use either a password or a passkey, not both.
-app-code-format = The code has six digits. Type it as the app shows it.
-app-code-wrong = This code is wrong or has been used already. Enter the next one that the app shows.
-no-code = Enter the code.
-too-many-codes = There were too many wrong codes. Wait a while and try again.
-too-many-tries = There were too many attempts. Wait a while and try again.
-keep-code = Write the code down and tick the box.

## All pages

page =
    .errorTitle = Error: { $title }
    .backTo = Back to { $clientName }
    .required = required
    .cancel = Cancel
    .closeWindow = You can close this window.
    .supportText = Get help
    .languageLabel = Language

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Use your { $companyName } account to continue to { $clientName }.
    .logoAltText = { $companyName }
    .emailPlaceholder = { -email-address }
    .usernamePlaceholder = { -email-or-username }
    .phonePlaceholder = { -phone }
    .usernameOnlyPlaceholder = { -username }
    .phoneOrUsernameOrEmailPlaceholder = { -email-phone-or-username }
    .phoneOrEmailPlaceholder = { -email-or-phone }
    .phoneOrUsernamePlaceholder = { -phone-or-username }
    .usernameOrEmailPlaceholder = { -email-or-username }
    .separatorText = { -or }
    .buttonText = { -continue }
    .federatedConnectionButtonText = Continue with { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = You are invited
    .invitationDescription = { $inviterName } invites you to join { $companyName } on { $clientName }. Sign in to accept.
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = { -invalid-connection }
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .wrong-credentials = { -wrong-email }
    .wrong-email-credentials = { -wrong-email }
    .wrong-username-credentials = { -wrong-username }
    .wrong-phone-credentials = { -wrong-phone }
    .wrong-email-username-credentials = { -wrong-email-username }
    .wrong-email-phone-username-credentials = { -wrong }
    .wrong-email-phone-credentials = { -wrong-email-phone }
    .wrong-phone-username-credentials = { -wrong-phone-username }
    .invalid-code = { -invalid-code }
    .invalid-expired-code = { -expired-code }
    .authentication-failure = { -authentication-failed }
    .password-breached = { -password-breached }
    .user-blocked = { -user-blocked }
    .account-blocked = { -account-blocked }
    .same-user-login = { -too-many-logins }
    .too-many-requests = { -too-many-requests }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-username = { -no-username }
    .invitation-other-email = { -invitation-other-email }

login-id =
    .pageTitle = { login.pageTitle }
    .title = { login.title }
    .description = { login.description }
    .logoAltText = { $companyName }
    .emailPlaceholder = { -email-address }
    .usernamePlaceholder = { -email-or-username }
    .phonePlaceholder = { -phone }
    .usernameOnlyPlaceholder = { -username }
    .phoneOrUsernameOrEmailPlaceholder = { -email-phone-or-username }
    .phoneOrEmailPlaceholder = { -email-or-phone }
    .phoneOrUsernamePlaceholder = { -phone-or-username }
    .usernameOrEmailPlaceholder = { -email-or-username }
    .separatorText = { -or }
    .buttonText = { -continue }
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .forgotPasswordText = { -forgot-password }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .passkeyButtonText = { -use-passkey }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = { -invalid-connection }
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .wrong-credentials = { -wrong-email }
    .wrong-email-credentials = { -wrong-email }
    .wrong-username-credentials = { -wrong-username }
    .wrong-phone-credentials = { -wrong-phone }
    .wrong-email-username-credentials = { -wrong-email-username }
    .wrong-email-phone-username-credentials = { -wrong }
    .wrong-email-phone-credentials = { -wrong-email-phone }
    .wrong-phone-username-credentials = { -wrong-phone-username }
    .invalid-code = { -invalid-code }
    .invalid-expired-code = { -expired-code }
    .invalid-username = { -invalid-username }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }
    .invalid-email-username = { -invalid-email-username }
    .invalid-phone-username = { -invalid-phone-username }
    .invalid-email-phone-username = { -invalid-email-phone-username }
    .authentication-failure = { -authentication-failed }
    .no-hrd-connection = { -no-hrd-connection }
    .password-breached = { -password-breached }
    .user-blocked = { -user-blocked }
    .account-blocked = { -account-blocked }
    .same-user-login = { -too-many-logins }
    .too-many-requests = { -too-many-requests }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-username = { -no-username }
    .invalid-phone-number = { -invalid-phone }
    .conflict-password-passkey = { -choose-one-way }
    .password-not-allowed = { -password-not-allowed }
    .passkey-not-allowed = { -passkey-not-allowed }
    .no-passkey = { -no-passkey }
    .passkey-authentication-failed = { -passkey-failed }
    .invalid-passkey = { -passkey-failed }

login-password =
    .pageTitle = { login-password.title } | { $clientName }
    .title = Your password
    .description = To continue to { $clientName } with your { $companyName } account.
    .logoAltText = { $companyName }
    .separatorText = { -or }
    .buttonText = { -continue }
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .usernamePlaceholder = { -email-or-username }
    .emailPlaceholder = { -email-address }
    .editEmailText = { -edit }
    .editLinkScreenReadableText = Sign in with another email or username
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Use your fingerprint or face
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = { -invalid-connection }
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .wrong-credentials = { -wrong-email }
    .wrong-email-credentials = { -wrong-email }
    .wrong-username-credentials = { -wrong-username }
    .wrong-phone-credentials = { -wrong-phone }
    .wrong-email-username-credentials = { -wrong-email-username }
    .wrong-email-phone-username-credentials = { -wrong }
    .wrong-email-phone-credentials = { -wrong-email-phone }
    .wrong-phone-username-credentials = { -wrong-phone-username }
    .invalid-code = { -invalid-code }
    .invalid-expired-code = { -expired-code }
    .authentication-failure = { -authentication-failed }
    .password-breached = { -password-breached }
    .user-blocked = { -user-blocked }
    .account-blocked = { -account-blocked }
    .same-user-login = { -too-many-logins }
    .too-many-requests = { -too-many-requests }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-username = { -no-username }

account-chooser =
    .pageTitle = { account-chooser.title } | { $clientName }
    .title = Choose an account
    .description = To continue to { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Continue as { $userName }
    .notYouText = Not you?
    .useAnotherAccountText = Use another account
    .passwordNeededText = Asks for your password

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Your account is blocked
    .description = An administrator has blocked this account. Please ask the people who run { $companyName } for help.
    .descriptionAttempts = There were too many failed attempts to sign in to this account.
    .unblockText = We have sent an email to the owner of the account. The link in it unblocks the account.
    .resetPasswordText = Set a new password
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Create your account
    .description = Create an account with { $companyName } to continue to { $clientName }.
    .logoAltText = { $companyName }
    .emailOptionalPlaceholder = { -email-optional }
    .usernameOptionalPlaceholder = { -username-optional }
    .phoneOptionalPlaceholder = { -phone-optional }
    .separatorText = { -or }
    .buttonText = { -continue }
    .emailPlaceholder = { -email-address }
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .phonePlaceholder = { -phone }
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .accessibilityError = { -rule-missing }
    .accessibilityValid = { -rule-met }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { signup-password.invitationDescription }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = Signing up is not possible for this application.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = This username is too long.
    .invalid-username-min-length = This username is too short.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = This password does not follow the rules. Choose a different one.
    .password-too-common = { -password-too-common }
    .password-previously-used = { -password-used-before }
    .password-mismatch = { -password-mismatch }
    .email-in-use = { -email-in-use }
    .invalid-signup = { -email-in-use }
    .password-contains-user-information = { -password-has-personal-info }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-password-reset = { -no-new-password }
    .no-re-enter-password = { -no-password-again }
    .no-username = Choose a username.
    .invitation-other-email = { -invitation-other-email }
    .no-phone = { -no-phone }
    .no-identifier = { -no-identifier }
    .password-breached = { -breached-new }
    .invalid-phone-number = { -invalid-phone }
    .invalid-phone-attribute-config = { -invalid-phone-config }

signup-id =
    .pageTitle = { signup.pageTitle }
    .title = { signup.title }
    .description = { signup.description }
    .logoAltText = { $companyName }
    .emailOptionalPlaceholder = { -email-optional }
    .usernameOptionalPlaceholder = { -username-optional }
    .phoneOptionalPlaceholder = { -phone-optional }
    .separatorText = { -or }
    .buttonText = { -continue }
    .phonePlaceholder = { -phone }
    .emailPlaceholder = { -email-address }
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = { signup.invalid-connection }
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = { signup.invalid-username-max-length }
    .invalid-username-min-length = { signup.invalid-username-min-length }
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = { signup.password-policy-not-conformant }
    .password-too-common = { -password-too-common }
    .password-previously-used = { -password-used-before }
    .password-mismatch = { -password-mismatch }
    .email-in-use = { -email-in-use }
    .invalid-signup = { -email-in-use }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-hrd-connection = { -no-hrd-connection }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-password-reset = { -no-new-password }
    .no-re-enter-password = { -no-password-again }
    .no-username = { signup.no-username }
    .no-phone = { -no-phone }
    .no-identifier = { -no-identifier }
    .invalid-phone-number = { -invalid-phone }

signup-password =
    .pageTitle = { signup-password.title } | { $clientName }
    .title = Choose a password
    .description = { signup.description }
    .logoAltText = { $companyName }
    .emailOptionalPlaceholder = { -email-optional }
    .usernameOptionalPlaceholder = { -username-optional }
    .phoneOptionalPlaceholder = { -phone-optional }
    .separatorText = { -or }
    .buttonText = { -continue }
    .phonePlaceholder = { -phone }
    .emailPlaceholder = { -email-address }
    .editEmailText = { -edit }
    .editPhoneText = { -edit }
    .editUsernameText = { -edit }
    .editLinkScreenReadableText = Sign up with other details
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } invites you to join { $companyName } on { $clientName }. Sign up to accept.
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .accessibilityError = { -rule-missing }
    .accessibilityValid = { -rule-met }
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .invalid-connection = { signup.invalid-connection }
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = { signup.invalid-username-max-length }
    .invalid-username-min-length = { signup.invalid-username-min-length }
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = { signup.password-policy-not-conformant }
    .password-too-common = { -password-too-common }
    .password-previously-used = { -password-used-before }
    .password-mismatch = { -password-mismatch }
    .email-in-use = { -email-in-use }
    .invalid-signup = { -email-in-use }
    .password-contains-user-information = { -password-has-personal-info }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .no-email = { -no-email }
    .no-password = { -no-password }
    .no-password-reset = { -no-new-password }
    .no-re-enter-password = { -no-password-again }
    .no-username = { signup.no-username }
    .no-phone = { -no-phone }
    .no-identifier = { -no-identifier }
    .invalid-phone-number = { -invalid-phone }
    .password-breached = { -breached-new }
    .invalid-phone-attribute-config = { -invalid-phone-config }

## The rules of a new password. $count and $min are numbers.

password-rules =
    .length =
        { $min ->
            [one] At least { $min } character
           *[other] At least { $min } characters
        }
    .containsAtLeast = At least { $count } of these { $of } kinds of characters:
    .shouldContain = All of these kinds of characters:
    .lowerCase = Lower-case letters (a-z)
    .upperCase = Upper-case letters (A-Z)
    .numbers = Digits (0-9)
    .specialCharacters = Special characters (such as !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] No more than { $row } identical character in a row
           *[other] No more than { $row } identical characters in a row
        }
    .sequentialChars = No sequences such as abc or 123
    .tooLong =
        { $max ->
            [one] At most { $max } character
           *[other] At most { $max } characters
        }
    .noPersonalInfo = Nothing about you, such as your name or email address
    .notCommon = Not a password that many people use
    .notUsedBefore = Not a password that you have used before

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Enter the code
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = We have sent a code to { $email }. Enter it to confirm that the address is yours.
    .recoveryDescription = If there is an account for { $email }, we have sent an email with a code to its address. Enter the code to set a new password.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = We have sent a new code.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = The code has six digits. Type it as it stands in the email.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = There were too many wrong codes. Wait a while, and then ask for a new one.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = There is an account with this email address already. Sign in instead.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Protect your account
    .description = You need an authenticator app on your phone, which shows a new code every 30 seconds. Scan this QR code with it.
    .logoAltText = { $companyName }
    .qrAltText = QR code for your authenticator app
    .codeEnrollmentText = Scanning does not work? Type a key
    .separatorText = Then enter the code that the app shows.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = An app has been set up for your account already. Please sign in again.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Type this key into your authenticator app. Then enter the code that the app shows.
    .logoAltText = { $companyName }
    .altText = Key for the app
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Scan a QR code instead
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = { mfa-otp-enrollment-qr.user-already-enrolled }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-challenge =
    .pageTitle = { mfa-otp-challenge.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = Open your authenticator app and enter the code that it shows.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Use your password instead
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

login-passwordless-email-code =
    .pageTitle = { login-passwordless-email-code.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = { mfa-email-challenge.description }
    .linkDescription = This link signs you in as { $email }. Continue only if you asked for it.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Did you not get a code?
    .resendActionText = Send another code
    .resentText = { email-identifier-challenge.resentText }
    .editText = Use another address
    .invalid-verification-code = { -invalid-code }
    .passwordless-authenticator-error = { -failed }
    .passwordless-unknown-error = { -failed }
    .too-many-failures = { email-identifier-challenge.too-many-failures }
    .too-many-requests = { -too-many-requests }
    .account-blocked = { -account-blocked }
    .ip-blocked = { -network-blocked }

login-passwordless-sms-otp =
    .pageTitle = { login-passwordless-sms-otp.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = { mfa-email-challenge.description }
    .linkDescription = { login-passwordless-email-code.linkDescription }
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = { login-passwordless-email-code.resendText }
    .resendActionText = { login-passwordless-email-code.resendActionText }
    .resentText = { email-identifier-challenge.resentText }
    .editText = Use another number
    .invalid-verification-code = { -invalid-code }
    .passwordless-authenticator-error = { -failed }
    .passwordless-unknown-error = { -failed }
    .too-many-failures = { email-identifier-challenge.too-many-failures }
    .too-many-requests = { -too-many-requests }
    .account-blocked = { -account-blocked }
    .ip-blocked = { -network-blocked }

mfa-email-challenge =
    .pageTitle = { mfa-email-challenge.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = We have sent a code to { $email }. Enter it to finish signing in.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .backText = { -back }
    .pickAuthenticatorText = { -other-way }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resentText = { email-identifier-challenge.resentText }
    .invalid-otp-code-format = { email-identifier-challenge.invalid-otp-code-format }
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .mfa-email-challenge-authenticator-error = { -failed }
    .no-transaction-in-progress = { -expired-code }
    .transaction-not-found = { -expired-code }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-enrollment =
    .pageTitle = { mfa-recovery-code-enrollment.title } | { $clientName }
    .title = Keep your recovery code
    .description = If you lose your phone, you can sign in with this code. Write it down and keep it in a safe place. We show it only once.
    .logoAltText = { $companyName }
    .altText = { -recovery-code }
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .checkboxText = { -code-is-kept }
    .buttonText = { -continue }
    .no-confirmation = { -keep-code }
    .authenticator-error = { -failed }

mfa-recovery-code-challenge =
    .pageTitle = { mfa-recovery-code-challenge.title } | { $clientName }
    .title = Enter your recovery code
    .description = Enter the recovery code that you have kept. It works only once, and you get a new one afterwards.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = This recovery code is wrong. Check it and try again.
    .invalid-code-format = A recovery code has 24 letters and digits. Check it and try again.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Keep your new recovery code
    .description = Your old recovery code no longer works. Write this one down and keep it in a safe place. We show it only once.
    .logoAltText = { $companyName }
    .altText = { -recovery-code }
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .checkboxText = { -code-is-kept }
    .buttonText = { -continue }
    .no-confirmation = { -keep-code }
    .authenticator-error = { -failed }

mfa-webauthn-roaming-enrollment =
    .pageTitle = { mfa-webauthn-roaming-enrollment.title } | { $clientName }
    .title = Add a security key
    .description = A security key shows that it is you when you sign in. Have it at hand, then continue.
    .logoAltText = { $companyName }
    .instructions1 = Plug the security key in, or hold it against your device.
    .instructions2 = Touch the key when it blinks, and follow what your browser asks.
    .instructions3 = Then give the key a name, so that you recognize it later.
    .continueButtonText = { -continue }
    .awaitingConfirmation = Waiting for your security key. Touch it when it blinks.
    .pickAuthenticatorText = { -other-way }
    .needsScript = This step needs JavaScript, and a browser that can use security keys. Turn JavaScript on, or use another browser.
    .webauthn-associate-error = The security key was not added. Try again, or use another one.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-roaming-challenge =
    .pageTitle = { mfa-webauthn-roaming-challenge.title } | { $clientName }
    .title = Use your security key
    .description = Have your security key at hand, then continue. Plug it in or hold it against your device, and touch it when it blinks.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-roaming-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-roaming-enrollment.needsScript }
    .webauthn-challenge-error = The security key could not be used. Try again with a key that you have added to your account.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-enrollment =
    .pageTitle = { mfa-webauthn-platform-enrollment.title } | { $clientName }
    .title = Sign in faster on this device
    .description = From now on, your fingerprint, your face or the PIN of this device can show that it is you. They never leave the device.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = Waiting for your fingerprint, your face or your PIN.
    .snoozeEnrollmentButtonText = Remind me later
    .refuseAddingDeviceText = Not on this device
    .needsScript = This step needs JavaScript, and a browser that can ask for your fingerprint, your face or your PIN. Turn JavaScript on, or use another browser.
    .webauthn-platform-associate-error = This device was not added. Try again, or add it another time.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-challenge =
    .pageTitle = { mfa-webauthn-platform-challenge.title } | { $clientName }
    .title = Show that it is you
    .description = Use your fingerprint, your face or the PIN of this device to finish signing in.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-platform-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-platform-enrollment.needsScript }
    .webauthn-platform-challenge-error = This device could not confirm that it is you. Try again, or choose another way.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-change-key-nickname =
    .pageTitle = { mfa-webauthn-change-key-nickname.title } | { $clientName }
    .title = Name your security key
    .description = If you have several keys, names tell them apart. Choose one that you will recognize later.
    .logoAltText = { $companyName }
    .nickname = Name of the key
    .buttonText = { -continue }
    .no-nickname = Enter a name for the key.
    .nickname-too-long = This name is too long. It may have at most 20 characters.
    .transaction-not-found = { -authentication-failed }

passkey-enrollment =
    .pageTitle = { passkey-enrollment.title } | { $clientName }
    .title = Sign in faster next time
    .description = With a passkey you sign in with your fingerprint, your face or your screen lock instead of a password.
    .logoAltText = { $companyName }
    .createButtonText = Create a passkey
    .continueButtonText = Not now
    .passkey-enrollment-failure = No passkey could be created. Try again, or continue without one.
    .passkey-enrollment-max-allowed-reached = You cannot have more passkeys.
    .invalid-passkey = { -passkey-failed }

mfa-login-options =
    .pageTitle = { mfa-login-options.title } | { $clientName }
    .title = { -other-way }
    .description = How do you want to show that it is you?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = Text message
    .authenticatorNamesVoice = Phone call
    .authenticatorNamesPhone = Text message or phone call
    .authenticatorNamesPushNotification = Notification on your phone
    .authenticatorNamesOTP = Authenticator app
    .authenticatorNamesEmail = Code by email
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Duo app
    .authenticatorNamesWebauthnRoaming = Security key
    .authenticatorNamesWebauthnPlatform = Fingerprint, face or screen lock
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Set a new password
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Enter your email address. If it belongs to an account, we will send you a link to set a new password.
    .descriptionUsername = Enter your username. If it belongs to an account, we will email you a link to set a new password.
    .placeholderEmail = { -email-address }
    .placeholderUsername = { -username }
    .emailPlaceholder = { -email-address }
    .usernamePlaceholder = { -username }
    .phonePlaceholder = { -phone }
    .phoneOrUsernameOrEmailPlaceholder = { -email-phone-or-username }
    .phoneOrEmailPlaceholder = { -email-or-phone }
    .phoneOrUsernamePlaceholder = { -phone-or-username }
    .usernameOrEmailPlaceholder = { -email-or-username }
    .emailDescription = { reset-password-request.descriptionEmail }
    .usernameDescription = { reset-password-request.descriptionUsername }
    .phoneDescription = Enter your phone number. If it belongs to an account, we will send you a code to set a new password.
    .phoneOrUsernameOrEmailDescription = Enter your email, phone number or username. If it belongs to an account, we will help you to set a new password.
    .phoneOrEmailDescription = Enter your email or phone number. If it belongs to an account, we will help you to set a new password.
    .phoneOrUsernameDescription = Enter your phone number or username. If it belongs to an account, we will help you to set a new password.
    .usernameOrEmailDescription = Enter your email or username. If it belongs to an account, we will email you a link to set a new password.
    .codeDescription = Enter your email or username. If it belongs to an account, we will email you a code to set a new password.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = You have asked too often in a short time. Wait a minute and try again.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Look in your inbox
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = If there is an account for { $email }, we have sent it an email. Open the link in it to set a new password.
    .usernameDescription = If there is an account of this name, we have sent an email to its address. Open the link in it to set a new password.
    .spamText = No email after a few minutes? Look in your spam folder as well.
    .resendLinkText = Send it again
    .resentText = If there is an account, we have sent the email again.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Change your password
    .description = Choose a new password for { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .passwordPlaceholder = { -new-password }
    .reEnterpasswordPlaceholder = { -new-password-again }
    .passwordSecurityText = { -password-security }
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .accessibilityError = { -rule-missing }
    .accessibilityValid = { -rule-met }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .no-password-reset = { -no-new-password }
    .no-re-enter-password = { -no-password-again }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = { signup.password-policy-not-conformant }
    .password-too-common = { -password-too-common }
    .password-previously-used = { -password-used-before }
    .password-contains-user-information = { -password-has-personal-info }
    .password-breached-reset = { -breached-new }
    .password-mismatch = { -password-mismatch }
    .too-many-requests = { -too-many-requests }

reset-password-success =
    .pageTitle = { reset-password-success.eventTitle } | { $companyName }
    .title = { reset-password-success.eventTitle }
    .eventTitle = Password changed
    .description = You can now sign in to the application with the new password.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Ask for a new link
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = The link has expired
    .eventTitleGeneric = The link does not work
    .eventTitleUsed = The link has been used
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = One more step
    .description = Press the button to go on.
    .descriptionEmail = Press the button to confirm that { $email } is your email address.
    .descriptionPassword = Press the button to set a new password for { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Your email address
    .logoAltText = { $companyName }
    .verifiedTitle = Email verified
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Your email was verified. You can continue using the application.
    .alreadyVerifiedDescription = Your email address has been verified before. There is nothing left to do.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = We could not verify your email address. Open the link in the email again in a few minutes.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Unblock your account
    .description = Press the button, and you can sign in again.
    .logoAltText = { $companyName }
    .buttonText = Unblock the account

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Your account is unblocked
    .description = You can sign in again. If the failed attempts were not yours, set a new password.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = This link has been used or has expired. To unblock the account, set a new password.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Allow access for { $clientName }?
    .title = Allow access?
    .description = { $clientName } asks for access to your account.
    .logoAltText = { $companyName }
    .signedInText = Signed in as { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = If you accept, the application can:
    .acceptButtonText = Accept
    .declineButtonText = Decline
    .invalid-action = Choose “Accept” or “Decline”.
    .invalid-audience = The application asks for access to a service that does not exist. Please tell the people who run it.
    .invalid-scope = The application asks for access that it cannot have. Please tell the people who run it.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Know who you are when you sign in
    .profile = See your profile, such as your name and picture
    .email = See your email address
    .address = See your postal address
    .phone = See your phone number
    .offline_access = Keep this access when you are not using the application

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Your organization
    .description = The name of the organization that you sign in to { $clientName } with.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Name of the organization
    .invalid-organization = You cannot sign in with this organization. Check the name and try again.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Choose an organization
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Continue with your personal account

logout =
    .pageTitle = Log out?
    .title = Do you want to log out?
    .description = You will have to sign in again the next time.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Yes
    .declineButtonText = No

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = You are still signed in
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = You are logged out
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Open the link in the same browser
    .passwordless-no-session = This link works only in the browser in which you asked for it.
    .passwordless-no-session-link = Ask for a new link
    .mfa-required-title = One more proof is needed
    .mfa-required = This application asks for a second proof that it is you, and your account has none. Please ask the people who run it for help.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Oops!, something went wrong
    .description = We could not do what you asked for. Please try again. If it happens once more, tell the people who run the application.
    .descriptionRequest = The application sent a request that we cannot accept. Please tell the people who run it.
    .descriptionForm = The form did not come from this site. Go back and try again.
    .descriptionForbidden = You cannot use this application with this account. Please ask the people who run it.
    .descriptionTooMany = There were too many requests from your network. Wait a minute and try again.
    .descriptionUnavailable = The service is not available right now. Please try again in a few minutes.
    .descriptionNotFound = There is no such page. Check the address, or go back to the application.
    .codeText = Error
    .detailText = Description
    .trackingText = Tracking id
    .trackingHelpText = The people who run the application can find out more with this number.
    .tryAgainText = Try again
    .backButtonText = { page.backTo }
    .openInBrowser = Open this link in the address bar of a browser.

lost =
    .pageTitle = { lost.title }
    .title = Please start again
    .description = You may have pressed the back button, reloaded the page, or left it open for a long time; or your browser does not accept cookies. Go back to the application and sign in again.
    .backButtonText = { page.backTo }
    .helpText = If this happens again, tell the people who run the application.

confirm-callback =
    .pageTitle = Continue to { $clientName }?
    .title = Do you want to continue to { $clientName }?
    .description = Your sign-in will be handed to an application on this device:
    .warning = Continue only if you have just started to sign in to this application yourself.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Almost there
    .description = If nothing happens, press the button to continue to the application.
    .buttonText = { -continue }

web-message =
    .pageTitle = Answer to the application
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = This server signs people in to applications. To sign in, open the application that you want to use: it sends you here.
    .discoveryText = Applications find what they need in this document:
    .testModeTitle = This server is in test mode
    .discovery = Endpoints and supported features
    .jwks = Signing keys
    .network = Your address, network and location, as the server sees them
    .clock = The test clock
    .transfers = Traces of transfers, for a Management API token with read:logs
    .mailbox = Emails, which are kept here instead of being sent
    .readyz = Whether the server is ready for requests
    .metrics = Metrics, for this machine only

mailbox =
    .pageTitle = { mailbox.title }
    .title = Mailbox
    .description = This server is in test mode: it keeps emails here instead of sending them.
    .emptyText = There is no email yet.
    .recipientText = To
    .senderText = From
    .codeText = { email.codeLabel }
    .linkText = Follow the link
    .htmlText = As HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Hello { $userName },
    .greetingPlain = Hello,
    .linkHelp = If the button does not work, open this link in your browser:
    .codeLabel = Your code
    .linkExpiresInDays =
        { $days ->
            [one] The link works once, for { $days } day.
           *[other] The link works once, for { $days } days.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] The link works once, for { $hours } hour.
           *[other] The link works once, for { $hours } hours.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] The link works once, for { $minutes } minute.
           *[other] The link works once, for { $minutes } minutes.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] The code works for { $minutes } minute.
           *[other] The code works for { $minutes } minutes.
        }
    .keepCodeSecret = Give this code to no one. We never ask for it by phone or email.
    .footer = { $tenantName } sent this email to { $email }.
    .supportText = Do you need help?

email-verify_email =
    .subject = Confirm your email address for { $tenantName }
    .preheader = One click, and your account is ready.
    .heading = Confirm your email address
    .body = You have an account with { $tenantName } under the address { $email }. Please confirm that the address is yours.
    .buttonText = Confirm the address
    .ignore = If you have not created an account, ignore this email. Nobody can use your address without this link.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Your code for { $tenantName }
    .preheader = Type the code to confirm your email address.
    .heading = Confirm your email address
    .body = Type this code on the page that asked for it, to confirm that { $email } is your address.
    .buttonText = { email.codeLabel }
    .ignore = If you have not asked for this code, ignore this email. Nobody can use your address without the code.
    .footer = { email.footer }

email-reset_email =
    .subject = Set a new password for { $tenantName }
    .preheader = The link in this email lets you choose a new password.
    .heading = Set a new password
    .body = You have asked for a new password for your account { $email } with { $tenantName }.
    .buttonText = Set a new password
    .ignore = If you have not asked for it, ignore this email. Your password stays as it is.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Your code for a new password for { $tenantName }
    .preheader = Type the code to choose a new password.
    .heading = Set a new password
    .body = You have asked for a new password for your account { $email } with { $tenantName }. Type this code on the page that asked for it.
    .buttonText = { email.codeLabel }
    .ignore = If you have not asked for it, ignore this email. Your password stays as it is.
    .footer = { email.footer }

email-welcome_email =
    .subject = Welcome to { $tenantName }
    .preheader = Your account is ready.
    .heading = Welcome!
    .body = Your account { $email } with { $tenantName } is ready. It is good to have you here.
    .buttonText = Open { $clientName }
    .ignore = If you have not created an account, please tell us.
    .footer = { email.footer }

email-blocked_account =
    .subject = Your { $tenantName } account is blocked
    .preheader = There were too many failed attempts to sign in.
    .heading = Your account is blocked
    .body = There were too many failed attempts to sign in to your account { $email } with { $tenantName }. To protect it, we have blocked it for the place that they came from.
    .place = The last attempt came from { $city }, { $country } (address { $ip }).
    .address = The last attempt came from the address { $ip }.
    .buttonText = Unblock the account
    .ignore = If it was not you, you need not do anything. If you think that others know your password, set a new one.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Please change your { $tenantName } password
    .preheader = Your password has appeared in a data leak of another website.
    .heading = Your password is known to others
    .body = The password of your account { $email } with { $tenantName } has appeared in a data leak of another website. Set a new password before you sign in again, and do the same wherever else you use it.
    .buttonText = Set a new password
    .ignore = If you have changed your password already, there is nothing left to do.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Protect your { $tenantName } account
    .preheader = Add a second proof to your account.
    .heading = Protect your account
    .body = { $tenantName } asks you to add a second proof to your account { $email }: something that you have beside your password.
    .buttonText = Add a second proof
    .ignore = If you do not know why you get this email, ask the people who run { $tenantName } before you open the link.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Your sign-in code for { $tenantName }
    .preheader = Type the code to finish signing in.
    .heading = Your sign-in code
    .body = Type this code on the page that asked for it, to finish signing in to { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = If you are not signing in right now, others may know your password. Set a new one soon.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } invites you to { $organizationName }
    .preheader = Accept the invitation to begin.
    .heading = You are invited
    .body = { $inviterName } invites you to join { $organizationName } on { $clientName }.
    .buttonText = Accept the invitation
    .ignore = If you do not know the sender, ignore this email.
    .footer = { email.footer }

email-password_reset =
    .subject = Your { $tenantName } password has been changed
    .preheader = You can now sign in with the new password.
    .heading = Your password has been changed
    .body = The password of your account { $email } with { $tenantName } has been changed. You have been signed out everywhere.
    .buttonText = { -sign-in }
    .ignore = If it was not you, set a new password at once and tell the people who run { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Your sign-in code for { $clientName }
    .preheader = Type the code to sign in.
    .heading = Your sign-in code
    .body = Type this code on the page that asked for it, to sign in to { $clientName }.
    .buttonText = { -sign-in }
    .ignore = If you have not asked for this code, ignore this email. Nobody can sign in without it.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Test email from { $tenantName }
    .preheader = Your email provider works.
    .heading = It works
    .body = { $tenantName } can send email through the provider that you have set up. This is a test, and needs no answer.
    .ignore = If you do not run { $tenantName }, ignore this email.
    .footer = { email.footer }
