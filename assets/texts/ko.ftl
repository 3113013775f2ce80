### The sentences of the hosted pages and of the built-in e-mails, in Korean. See en.ftl.

## Shared words

-continue = 계속
-sign-in = 로그인
-sign-up = 가입하기
-log-in = 로그인
-forgot-password = 비밀번호를 잊으셨나요?
-or = 또는
-edit = 변경
-back = 뒤로
-back-to-sign-in = 로그인으로 돌아가기
-password = 비밀번호
-new-password = 새 비밀번호
-new-password-again = 새 비밀번호 확인
-show-password = 비밀번호 표시
-hide-password = 비밀번호 숨기기
-password-security = 비밀번호는 다음 조건을 충족해야 합니다.
-rule-met = 충족함:
-rule-missing = 아직 충족하지 않음:
-email-address = 이메일 주소
-username = 사용자 이름
-phone = 전화번호
-email-or-username = 이메일 주소 또는 사용자 이름
-email-or-phone = 이메일 주소 또는 전화번호
-phone-or-username = 전화번호 또는 사용자 이름
-email-phone-or-username = 이메일 주소, 전화번호 또는 사용자 이름
-email-optional = 이메일 주소(선택 사항)
-username-optional = 사용자 이름(선택 사항)
-phone-optional = 전화번호(선택 사항)
-check-these = 다음 내용을 확인해 주세요.
-new-here = 처음이신가요?
-have-account = 이미 계정이 있으신가요?
-use-passkey = 패스키 사용

## Shared errors

-wrong = 이메일 주소, 전화번호, 사용자 이름 또는 비밀번호가 올바르지 않습니다.
-wrong-email = 이메일 주소 또는 비밀번호가 올바르지 않습니다.
-wrong-username = 사용자 이름 또는 비밀번호가 올바르지 않습니다.
-wrong-phone = 전화번호 또는 비밀번호가 올바르지 않습니다.
-wrong-email-username = 이메일 주소, 사용자 이름 또는 비밀번호가 올바르지 않습니다.
-wrong-email-phone = 이메일 주소, 전화번호 또는 비밀번호가 올바르지 않습니다.
-wrong-phone-username = 전화번호, 사용자 이름 또는 비밀번호가 올바르지 않습니다.
-failed = 처리하지 못했습니다. 몇 분 후에 다시 시도해 주세요.
-invalid-connection = 이 애플리케이션에는 로그인할 수 없습니다.
-no-db-connection = 이 애플리케이션에서는 비밀번호를 사용할 수 없습니다. 다른 로그인 방법을 선택해 주세요.
-network-blocked = 사용 중인 네트워크에서 시도가 너무 많았습니다. 잠시 기다린 후 다시 시도해 주세요.
-too-many-requests = 지금 로그인하는 사람이 너무 많습니다. 1분 후에 다시 시도해 주세요.
-too-many-logins = 짧은 시간에 너무 자주 로그인했습니다. 1분 기다린 후 다시 시도해 주세요.
-user-blocked = 로그인 시도가 여러 번 이어져 계정이 차단되었습니다. 차단을 해제하려면 보내 드린 이메일의 링크를 열거나 새 비밀번호를 설정해 주세요.
-account-blocked = 계정이 차단되었습니다. 이 서비스의 관리자에게 문의해 주세요.
-password-breached = 이 비밀번호는 다른 웹사이트에서 유출된 데이터에 포함되어 있습니다. 계정을 보호하려면 ‘비밀번호를 잊으셨나요?’를 선택하여 새 비밀번호를 설정해 주세요.
-breached-new = 이 비밀번호는 다른 웹사이트에서 유출된 데이터에 포함되어 있습니다. 다른 비밀번호를 선택해 주세요.
-invalid-code = 코드가 올바르지 않거나 더 이상 유효하지 않습니다. 코드를 확인하거나 새 코드를 요청해 주세요.
-expired-code = 코드가 만료되었습니다. 새 코드를 요청해 주세요.
-authentication-failed = 로그인하지 못했습니다. 다시 시도해 주세요.
-no-email = 이메일 주소를 입력해 주세요.
-no-password = 비밀번호를 입력해 주세요.
-no-new-password = 새 비밀번호를 입력해 주세요.
-no-password-again = 새 비밀번호를 한 번 더 입력해 주세요.
-no-username = 사용자 이름을 입력해 주세요.
-no-phone = 전화번호를 입력해 주세요.
-no-identifier = 이메일 주소, 전화번호 또는 사용자 이름을 입력해 주세요.
-invalid-email = 이메일 주소 형식이 아닙니다. name@example.com과 같이 입력해 주세요.
-invitation-other-email = 이 초대는 다른 이메일 주소로 보낸 것입니다. 초대를 받은 주소를 사용해 주세요.
-invalid-username = 사용자 이름 형식이 아닙니다. 확인한 후 다시 시도해 주세요.
-invalid-phone = 전화번호 형식이 아닙니다. +82와 같은 국가 번호로 시작해 주세요.
-invalid-login-id = 입력한 내용이 올바르지 않은 것 같습니다. 확인한 후 다시 시도해 주세요.
-invalid-email-phone = 이메일 주소 또는 전화번호를 입력해 주세요.
-invalid-email-username = 이메일 주소 또는 사용자 이름을 입력해 주세요.
-invalid-phone-username = 전화번호 또는 사용자 이름을 입력해 주세요.
-invalid-email-phone-username = 이메일 주소, 전화번호 또는 사용자 이름을 입력해 주세요.
-no-hrd-connection = 이 이메일 주소로는 로그인할 수 없습니다. 확인한 후 다시 시도해 주세요.
-username-characters = 사용자 이름에는 문자, 숫자와 일부 기호만 쓸 수 있으며 공백은 쓸 수 없습니다.
-username-is-email = 이메일 주소 형식의 사용자 이름은 쓸 수 없습니다.
-username-taken = 이 사용자 이름은 사용할 수 없습니다. 다른 이름을 선택해 주세요.
-email-in-use = 이 정보로는 계정을 만들 수 없습니다. 이미 계정이 있다면 로그인해 주세요.
-signup-blocked = 사용 중인 네트워크에서 새 계정이 너무 많이 만들어졌습니다. 잠시 기다린 후 다시 시도해 주세요.
-invalid-phone-config = 여기서는 전화번호를 사용할 수 없습니다. 다른 방법으로 가입해 주세요.
-password-too-weak = 이 비밀번호는 너무 약합니다. 조건을 충족하는 비밀번호를 선택해 주세요.
-password-too-common = 이 비밀번호는 너무 흔합니다. 추측하기 더 어려운 비밀번호를 선택해 주세요.
-password-used-before = 이전에 사용한 비밀번호입니다. 새 비밀번호를 선택해 주세요.
-password-has-personal-info = 이 비밀번호에는 이름이나 이메일 주소와 같은 개인 정보가 들어 있습니다. 다른 비밀번호를 선택해 주세요.
-password-mismatch = 비밀번호가 일치하지 않습니다. 새 비밀번호를 두 번 입력해 주세요.
-link-expired = 이 링크는 만료되었습니다. 새 링크를 요청해 주세요.
-link-used = 이 링크는 한 번만 사용할 수 있으며 이미 사용되었습니다. 새 링크를 요청해 주세요.
-link-dead = 이 링크는 한 번만 사용할 수 있으며 이미 사용되었거나 만료되었습니다. 새 링크를 요청해 주세요.
-too-many-email = 이미 여러 통의 이메일을 보내 드렸습니다. 받은편지함과 스팸함을 확인하거나 나중에 다시 시도해 주세요.
-no-passkey = 이 기기에는 이 계정의 패스키가 없습니다. 다른 방법으로 로그인해 주세요.
-passkey-failed = 패스키를 사용하지 못했습니다. 다시 시도하거나 다른 방법으로 로그인해 주세요.
-passkey-not-allowed = 여기서는 패스키를 사용할 수 없습니다. 다른 방법으로 로그인해 주세요.
-password-not-allowed = 여기서는 비밀번호를 사용할 수 없습니다. 다른 방법으로 로그인해 주세요.
-choose-one-way = 비밀번호와 패스키 중 하나만 사용해 주세요.

## All pages

page =
    .errorTitle = 오류: { $title }
    .backTo = { $clientName }(으)로 돌아가기
    .required = 필수
    .cancel = 취소
    .closeWindow = 이 창을 닫으셔도 됩니다.
    .supportText = 도움 받기
    .languageLabel = 언어

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = { $companyName } 계정을 사용하여 { $clientName }(으)로 계속 진행해 주세요.
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
    .federatedConnectionButtonText = { $connectionName }(으)로 계속
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = 초대를 받으셨습니다
    .invitationDescription = { $inviterName } 님이 { $clientName }의 { $companyName }에 초대했습니다. 수락하려면 로그인해 주세요.
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
    .title = 비밀번호 입력
    .description = { $clientName }(으)로 계속 진행하려면 { $companyName } 비밀번호를 입력해 주세요.
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
    .editLinkScreenReadableText = 다른 이메일 주소 또는 사용자 이름으로 로그인
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = 지문 또는 얼굴 사용
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
    .title = 계정 선택
    .description = { $clientName }(으)로 계속 진행합니다.
    .logoAltText = { $companyName }
    .continueAsText = { $userName }(으)로 계속
    .notYouText = 본인이 아니신가요?
    .useAnotherAccountText = 다른 계정 사용
    .passwordNeededText = 비밀번호를 입력해야 합니다

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = 계정이 차단되었습니다
    .description = 관리자가 이 계정을 차단했습니다. { $companyName } 관리자에게 문의해 주세요.
    .descriptionAttempts = 이 계정에 실패한 로그인 시도가 너무 많았습니다.
    .unblockText = 계정의 소유자에게 이메일을 보냈습니다. 이메일의 링크를 열면 차단이 해제됩니다.
    .resetPasswordText = 새 비밀번호 설정
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = 계정 만들기
    .description = { $clientName }(으)로 계속 진행하려면 { $companyName }에 가입해 주세요.
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
    .invalid-connection = 이 애플리케이션에는 가입할 수 없습니다.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = 사용자 이름이 너무 깁니다.
    .invalid-username-min-length = 사용자 이름이 너무 짧습니다.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = 이 비밀번호는 조건을 충족하지 않습니다. 다른 비밀번호를 선택해 주세요.
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
    .no-username = 사용자 이름을 정해 주세요.
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
    .title = 비밀번호 설정
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
    .editLinkScreenReadableText = 다른 정보로 가입
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } 님이 { $clientName }의 { $companyName }에 초대했습니다. 수락하려면 가입해 주세요.
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
           *[other] { $min }자 이상
        }
    .containsAtLeast = 다음 { $of }가지 문자 종류 중 { $count }가지 이상:
    .shouldContain = 다음 문자 종류를 모두 포함:
    .lowerCase = 영문 소문자(a-z)
    .upperCase = 영문 대문자(A-Z)
    .numbers = 숫자(0-9)
    .specialCharacters = 특수 문자(예: !@#$%^&*)
    .identicalChars =
        { $row ->
           *[other] 같은 문자를 연속으로 { $row }개까지만 사용
        }
    .sequentialChars = abc 또는 123과 같은 연속 문자 없음
    .tooLong =
        { $max ->
           *[other] { $max }자 이하
        }
    .noPersonalInfo = 이름이나 이메일 주소와 같은 개인 정보 없음
    .notCommon = 많은 사람이 쓰는 비밀번호가 아님
    .notUsedBefore = 이전에 사용한 비밀번호가 아님

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = 코드 입력
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = { $email }(으)로 코드를 보냈습니다. 본인의 주소임을 확인하려면 코드를 입력해 주세요.
    .recoveryDescription = { $email }에 해당하는 계정이 있으면 그 주소로 코드가 담긴 이메일을 보냈습니다. 새 비밀번호를 설정하려면 코드를 입력해 주세요.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = 새 코드를 보냈습니다.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = 코드는 숫자 여섯 자리입니다. 이메일에 적힌 대로 입력해 주세요.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = 잘못된 코드를 너무 많이 입력했습니다. 잠시 후 새 코드를 요청해 주세요.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = 이 이메일 주소로 만든 계정이 이미 있습니다. 그 계정으로 로그인해 주세요.

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = 비밀번호를 잊으셨나요?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = 이메일 주소를 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정할 수 있는 링크를 보내 드립니다.
    .descriptionUsername = 사용자 이름을 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정할 수 있는 링크를 이메일로 보내 드립니다.
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
    .phoneDescription = 전화번호를 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정할 수 있는 코드를 보내 드립니다.
    .phoneOrUsernameOrEmailDescription = 이메일 주소, 전화번호 또는 사용자 이름을 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정하도록 도와 드립니다.
    .phoneOrEmailDescription = 이메일 주소 또는 전화번호를 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정하도록 도와 드립니다.
    .phoneOrUsernameDescription = 전화번호 또는 사용자 이름을 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정하도록 도와 드립니다.
    .usernameOrEmailDescription = 이메일 주소 또는 사용자 이름을 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정할 수 있는 링크를 이메일로 보내 드립니다.
    .codeDescription = 이메일 주소 또는 사용자 이름을 입력해 주세요. 해당하는 계정이 있으면 새 비밀번호를 설정할 수 있는 코드를 이메일로 보내 드립니다.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = 짧은 시간에 너무 자주 요청했습니다. 1분 기다린 후 다시 시도해 주세요.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = 받은편지함을 확인해 주세요
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = { $email }에 해당하는 계정이 있으면 이 주소로 이메일을 보냈습니다. 이메일의 링크를 열어 새 비밀번호를 설정해 주세요.
    .usernameDescription = 이 이름에 해당하는 계정이 있으면 등록된 주소로 이메일을 보냈습니다. 이메일의 링크를 열어 새 비밀번호를 설정해 주세요.
    .spamText = 몇 분이 지나도 이메일이 오지 않나요? 스팸함도 확인해 주세요.
    .resendLinkText = 다시 보내기
    .resentText = 해당하는 계정이 있으면 이메일을 다시 보냈습니다.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = 비밀번호 변경
    .description = { $email }의 새 비밀번호를 선택해 주세요.
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
    .eventTitle = 비밀번호가 변경되었습니다
    .description = 이제 새 비밀번호로 애플리케이션에 로그인할 수 있습니다.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = 새 링크 요청
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = 링크가 만료되었습니다
    .eventTitleGeneric = 링크를 사용할 수 없습니다
    .eventTitleUsed = 링크가 이미 사용되었습니다
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = 한 단계 남았습니다
    .description = 계속하려면 버튼을 눌러 주세요.
    .descriptionEmail = { $email }이(가) 본인의 이메일 주소임을 확인하려면 버튼을 눌러 주세요.
    .descriptionPassword = { $email }의 새 비밀번호를 설정하려면 버튼을 눌러 주세요.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = 이메일 주소 확인
    .logoAltText = { $companyName }
    .verifiedTitle = 이메일 주소가 확인되었습니다
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = 이메일 주소 확인이 끝났습니다. 애플리케이션을 계속 사용하실 수 있습니다.
    .alreadyVerifiedDescription = 이메일 주소는 이미 확인되었습니다. 더 하실 일은 없습니다.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = 이메일 주소를 확인하지 못했습니다. 몇 분 후에 이메일의 링크를 다시 열어 주세요.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = 계정 차단 해제
    .description = 버튼을 누르면 다시 로그인할 수 있습니다.
    .logoAltText = { $companyName }
    .buttonText = 차단 해제

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = 차단이 해제되었습니다
    .description = 다시 로그인할 수 있습니다. 실패한 시도가 본인이 한 것이 아니라면 새 비밀번호를 설정해 주세요.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = 이 링크는 이미 사용되었거나 만료되었습니다. 계정의 차단을 해제하려면 새 비밀번호를 설정해 주세요.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = { $clientName }의 접근을 허용할까요?
    .title = 접근을 허용할까요?
    .description = { $clientName }에서 회원님의 계정에 접근하려고 합니다.
    .logoAltText = { $companyName }
    .signedInText = { $userName }(으)로 로그인됨
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = 수락하면 애플리케이션에서 다음을 할 수 있습니다.
    .acceptButtonText = 수락
    .declineButtonText = 거부
    .invalid-action = ‘수락’ 또는 ‘거부’를 선택해 주세요.
    .invalid-audience = 애플리케이션이 존재하지 않는 서비스에 접근하려고 합니다. 애플리케이션 관리자에게 알려 주세요.
    .invalid-scope = 애플리케이션이 허용되지 않는 접근을 요청합니다. 애플리케이션 관리자에게 알려 주세요.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = 로그인할 때 누구인지 확인
    .profile = 이름과 사진 등 프로필 보기
    .email = 이메일 주소 보기
    .address = 주소 보기
    .phone = 전화번호 보기
    .offline_access = 애플리케이션을 사용하지 않을 때에도 이 접근 권한 유지

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = 조직 입력
    .description = { $clientName }에 로그인할 때 사용하는 조직의 이름을 입력해 주세요.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = 조직 이름
    .invalid-organization = 이 조직으로는 로그인할 수 없습니다. 이름을 확인한 후 다시 시도해 주세요.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = 조직 선택
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = 개인 계정으로 계속

logout =
    .pageTitle = 로그아웃할까요?
    .title = 로그아웃하시겠습니까?
    .description = 다음에는 다시 로그인해야 합니다.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = 예
    .declineButtonText = 아니요

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = 로그인 상태가 유지됩니다
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = 로그아웃되었습니다
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = 같은 브라우저에서 링크를 열어 주세요
    .passwordless-no-session = 이 링크는 요청할 때 사용한 브라우저에서만 사용할 수 있습니다.
    .passwordless-no-session-link = 새 링크 요청
    .mfa-required-title = 추가 인증이 필요합니다
    .mfa-required = 이 애플리케이션은 두 번째 인증을 요구하지만 계정에 설정되어 있지 않습니다. 애플리케이션 관리자에게 문의해 주세요.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = 문제가 발생했습니다
    .description = 요청하신 작업을 처리하지 못했습니다. 다시 시도해 주세요. 문제가 다시 발생하면 애플리케이션 관리자에게 알려 주세요.
    .descriptionRequest = 애플리케이션이 받아들일 수 없는 요청을 보냈습니다. 애플리케이션 관리자에게 알려 주세요.
    .descriptionForm = 이 사이트에서 보낸 양식이 아닙니다. 뒤로 돌아가서 다시 시도해 주세요.
    .descriptionForbidden = 이 계정으로는 이 애플리케이션을 사용할 수 없습니다. 애플리케이션 관리자에게 문의해 주세요.
    .descriptionTooMany = 사용 중인 네트워크에서 요청이 너무 많았습니다. 1분 기다린 후 다시 시도해 주세요.
    .descriptionUnavailable = 지금은 서비스를 사용할 수 없습니다. 몇 분 후에 다시 시도해 주세요.
    .descriptionNotFound = 존재하지 않는 페이지입니다. 주소를 확인하거나 애플리케이션으로 돌아가 주세요.
    .codeText = 오류
    .detailText = 설명
    .trackingText = 추적 번호
    .trackingHelpText = 애플리케이션 관리자는 이 번호로 자세한 내용을 알아볼 수 있습니다.
    .tryAgainText = 다시 시도
    .backButtonText = { page.backTo }
    .openInBrowser = 이 링크를 브라우저의 주소 표시줄에서 열어 주세요.

lost =
    .pageTitle = { lost.title }
    .title = 처음부터 다시 시작해 주세요
    .description = 뒤로 버튼을 눌렀거나 페이지를 새로 고쳤거나 오래 열어 두었을 수 있습니다. 또는 브라우저가 쿠키를 허용하지 않을 수 있습니다. 애플리케이션으로 돌아가서 다시 로그인해 주세요.
    .backButtonText = { page.backTo }
    .helpText = 문제가 다시 발생하면 애플리케이션 관리자에게 알려 주세요.

confirm-callback =
    .pageTitle = { $clientName }(으)로 계속할까요?
    .title = { $clientName }(으)로 계속하시겠습니까?
    .description = 로그인 정보가 이 기기의 다음 애플리케이션에 전달됩니다.
    .warning = 방금 직접 이 애플리케이션에 로그인을 시작한 경우에만 계속해 주세요.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = 거의 끝났습니다
    .description = 아무 일도 일어나지 않으면 버튼을 눌러 애플리케이션으로 이동해 주세요.
    .buttonText = { -continue }

web-message =
    .pageTitle = 애플리케이션에 대한 응답
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = 이 서버는 애플리케이션에 로그인하는 일을 맡습니다. 로그인하려면 사용할 애플리케이션을 열어 주세요. 그 애플리케이션이 이곳으로 안내합니다.
    .discoveryText = 애플리케이션에 필요한 정보는 이 문서에 있습니다.
    .testModeTitle = 이 서버는 테스트 모드입니다
    .discovery = 엔드포인트와 지원하는 기능
    .jwks = 서명 키
    .network = 서버가 보는 내 주소, 네트워크와 위치
    .clock = 테스트 시계
    .transfers = read:logs가 있는 Management API 토큰을 위한 전달 기록
    .mailbox = 보내지 않고 여기에 보관한 이메일
    .readyz = 서버가 요청을 받을 준비가 되었는지 여부
    .metrics = 이 컴퓨터 전용 지표

mailbox =
    .pageTitle = { mailbox.title }
    .title = 메일함
    .description = 이 서버는 테스트 모드입니다. 이메일을 보내지 않고 여기에 보관합니다.
    .emptyText = 아직 이메일이 없습니다.
    .recipientText = 받는 사람
    .senderText = 보낸 사람
    .codeText = { email.codeLabel }
    .linkText = 링크 열기
    .htmlText = HTML로 보기

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = { $userName } 님, 안녕하세요.
    .greetingPlain = 안녕하세요.
    .linkHelp = 버튼이 작동하지 않으면 브라우저에서 다음 링크를 열어 주세요.
    .codeLabel = 코드
    .linkExpiresInDays =
        { $days ->
           *[other] 링크는 { $days }일 안에 한 번만 사용할 수 있습니다.
        }
    .linkExpiresInHours =
        { $hours ->
           *[other] 링크는 { $hours }시간 안에 한 번만 사용할 수 있습니다.
        }
    .linkExpiresInMinutes =
        { $minutes ->
           *[other] 링크는 { $minutes }분 안에 한 번만 사용할 수 있습니다.
        }
    .codeExpiresInMinutes =
        { $minutes ->
           *[other] 코드는 { $minutes }분 동안 사용할 수 있습니다.
        }
    .keepCodeSecret = 이 코드를 아무에게도 알려 주지 마세요. 전화나 이메일로 코드를 묻는 일은 없습니다.
    .footer = 이 이메일은 { $tenantName }에서 { $email }(으)로 보냈습니다.
    .supportText = 도움이 필요하신가요?

email-verify_email =
    .subject = { $tenantName } 이메일 주소를 확인해 주세요
    .preheader = 한 번만 클릭하면 계정을 사용할 수 있습니다.
    .heading = 이메일 주소 확인
    .body = { $tenantName }에 { $email } 주소로 만든 계정이 있습니다. 본인의 주소인지 확인해 주세요.
    .buttonText = 주소 확인
    .ignore = 계정을 만들지 않으셨다면 이 이메일을 무시해 주세요. 이 링크가 없으면 아무도 회원님의 주소를 사용할 수 없습니다.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = { $tenantName } 확인 코드
    .preheader = 코드를 입력하여 이메일 주소를 확인해 주세요.
    .heading = 이메일 주소 확인
    .body = { $email }이(가) 본인의 주소임을 확인하려면 코드를 요청한 페이지에 다음 코드를 입력해 주세요.
    .buttonText = { email.codeLabel }
    .ignore = 이 코드를 요청하지 않으셨다면 이 이메일을 무시해 주세요. 코드가 없으면 아무도 회원님의 주소를 사용할 수 없습니다.
    .footer = { email.footer }

email-reset_email =
    .subject = { $tenantName } 새 비밀번호 설정
    .preheader = 이 이메일의 링크에서 새 비밀번호를 선택할 수 있습니다.
    .heading = 새 비밀번호 설정
    .body = { $tenantName } 계정 { $email }의 새 비밀번호를 요청하셨습니다.
    .buttonText = 새 비밀번호 설정
    .ignore = 요청하지 않으셨다면 이 이메일을 무시해 주세요. 비밀번호는 그대로 유지됩니다.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = { $tenantName } 새 비밀번호용 코드
    .preheader = 코드를 입력하여 새 비밀번호를 선택해 주세요.
    .heading = 새 비밀번호 설정
    .body = { $tenantName } 계정 { $email }의 새 비밀번호를 요청하셨습니다. 코드를 요청한 페이지에 다음 코드를 입력해 주세요.
    .buttonText = { email.codeLabel }
    .ignore = 요청하지 않으셨다면 이 이메일을 무시해 주세요. 비밀번호는 그대로 유지됩니다.
    .footer = { email.footer }

email-welcome_email =
    .subject = { $tenantName }에 오신 것을 환영합니다
    .preheader = 계정이 준비되었습니다.
    .heading = 환영합니다!
    .body = { $tenantName } 계정 { $email }이(가) 준비되었습니다. 함께하게 되어 기쁩니다.
    .buttonText = { $clientName } 열기
    .ignore = 계정을 만들지 않으셨다면 알려 주세요.
    .footer = { email.footer }

email-blocked_account =
    .subject = { $tenantName } 계정이 차단되었습니다
    .preheader = 실패한 로그인 시도가 너무 많았습니다.
    .heading = 계정이 차단되었습니다
    .body = { $tenantName } 계정 { $email }에 실패한 로그인 시도가 너무 많았습니다. 계정을 보호하기 위해 시도가 있었던 곳에서의 로그인을 차단했습니다.
    .place = 마지막 시도는 { $country } { $city }에서 있었습니다(주소 { $ip }).
    .address = 마지막 시도는 주소 { $ip }에서 있었습니다.
    .buttonText = 차단 해제
    .ignore = 본인이 한 것이 아니라면 아무것도 하지 않으셔도 됩니다. 다른 사람이 비밀번호를 안다고 생각되면 새 비밀번호를 설정해 주세요.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = { $tenantName } 비밀번호를 변경해 주세요
    .preheader = 비밀번호가 다른 웹사이트에서 유출된 데이터에 포함되어 있습니다.
    .heading = 다른 사람이 비밀번호를 알고 있습니다
    .body = { $tenantName } 계정 { $email }의 비밀번호가 다른 웹사이트에서 유출된 데이터에 포함되어 있습니다. 다시 로그인하기 전에 새 비밀번호를 설정하고, 같은 비밀번호를 쓰는 다른 곳에서도 변경해 주세요.
    .buttonText = 새 비밀번호 설정
    .ignore = 이미 비밀번호를 변경하셨다면 더 하실 일은 없습니다.
    .footer = { email.footer }

email-enrollment_email =
    .subject = { $tenantName } 계정을 보호해 주세요
    .preheader = 계정에 두 번째 인증을 추가해 주세요.
    .heading = 계정 보호
    .body = { $tenantName }에서 { $email } 계정에 두 번째 인증을 추가해 달라고 요청합니다. 비밀번호 외에 본인이 가지고 있는 것을 사용합니다.
    .buttonText = 두 번째 인증 추가
    .ignore = 이 이메일을 왜 받았는지 모르시겠다면 링크를 열기 전에 { $tenantName } 관리자에게 문의해 주세요.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = { $tenantName } 로그인 코드
    .preheader = 코드를 입력하여 로그인을 마쳐 주세요.
    .heading = 로그인 코드
    .body = { $tenantName } 로그인을 마치려면 코드를 요청한 페이지에 다음 코드를 입력해 주세요.
    .buttonText = { email.codeLabel }
    .ignore = 지금 로그인하고 있지 않다면 다른 사람이 비밀번호를 알고 있을 수 있습니다. 빨리 새 비밀번호를 설정해 주세요.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } 님이 { $organizationName }에 초대했습니다
    .preheader = 초대를 수락하고 시작해 보세요.
    .heading = 초대를 받으셨습니다
    .body = { $inviterName } 님이 { $clientName }의 { $organizationName }에 초대했습니다.
    .buttonText = 초대 수락
    .ignore = 보낸 사람을 모르신다면 이 이메일을 무시해 주세요.
    .footer = { email.footer }

email-password_reset =
    .subject = { $tenantName } 비밀번호가 변경되었습니다
    .preheader = 이제 새 비밀번호로 로그인할 수 있습니다.
    .heading = 비밀번호가 변경되었습니다
    .body = { $tenantName } 계정 { $email }의 비밀번호가 변경되었습니다. 모든 기기에서 로그아웃되었습니다.
    .buttonText = { -sign-in }
    .ignore = 본인이 한 것이 아니라면 즉시 새 비밀번호를 설정하고 { $tenantName } 관리자에게 알려 주세요.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = { $clientName } 로그인 코드
    .preheader = 코드를 입력하여 로그인해 주세요.
    .heading = 로그인 코드
    .body = { $clientName }에 로그인하려면 코드를 요청한 페이지에 다음 코드를 입력해 주세요.
    .buttonText = { -sign-in }
    .ignore = 이 코드를 요청하지 않으셨다면 이 이메일을 무시해 주세요. 코드가 없으면 아무도 로그인할 수 없습니다.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = { $tenantName } 테스트 이메일
    .preheader = 이메일 공급자가 정상적으로 작동합니다.
    .heading = 정상적으로 작동합니다
    .body = { $tenantName }은(는) 설정한 공급자를 통해 이메일을 보낼 수 있습니다. 테스트 이메일이므로 회신하지 않으셔도 됩니다.
    .ignore = { $tenantName } 관리자가 아니라면 이 이메일을 무시해 주세요.
    .footer = { email.footer }
