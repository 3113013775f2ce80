### The sentences of the hosted pages and of the built-in e-mails, in Traditional Chinese. See en.ftl.

## Shared words

-continue = 繼續
-sign-in = 登入
-sign-up = 註冊
-log-in = 登入
-forgot-password = 忘記密碼？
-or = 或
-edit = 變更
-back = 返回
-back-to-sign-in = 返回登入
-password = 密碼
-new-password = 新密碼
-new-password-again = 再次輸入新密碼
-show-password = 顯示密碼
-hide-password = 隱藏密碼
-password-security = 密碼必須符合以下規則：
-rule-met = 已符合：
-rule-missing = 尚未符合：
-email-address = 電子郵件地址
-username = 使用者名稱
-phone = 電話號碼
-email-or-username = 電子郵件地址或使用者名稱
-email-or-phone = 電子郵件地址或電話號碼
-phone-or-username = 電話號碼或使用者名稱
-email-phone-or-username = 電子郵件地址、電話號碼或使用者名稱
-email-optional = 電子郵件地址（選填）
-username-optional = 使用者名稱（選填）
-phone-optional = 電話號碼（選填）
-check-these = 請檢查以下項目：
-new-here = 還沒有帳號嗎？
-have-account = 已經有帳號了嗎？
-use-passkey = 使用密碼金鑰

## Shared errors

-wrong = 電子郵件地址、電話號碼、使用者名稱或密碼不正確。
-wrong-email = 電子郵件地址或密碼不正確。
-wrong-username = 使用者名稱或密碼不正確。
-wrong-phone = 電話號碼或密碼不正確。
-wrong-email-username = 電子郵件地址、使用者名稱或密碼不正確。
-wrong-email-phone = 電子郵件地址、電話號碼或密碼不正確。
-wrong-phone-username = 電話號碼、使用者名稱或密碼不正確。
-failed = 未能完成操作。請過幾分鐘再試一次。
-invalid-connection = 無法登入這個應用程式。
-no-db-connection = 這個應用程式不接受密碼。請選擇其他登入方式。
-network-blocked = 來自您網路的嘗試次數過多。請稍候一段時間再試。
-too-many-requests = 目前登入的人數過多。請在一分鐘後再試一次。
-too-many-logins = 您在短時間內登入太多次。請等一分鐘再試。
-user-blocked = 由於連續多次嘗試登入，您的帳號已遭鎖定。若要解除鎖定，請開啟我們寄送的郵件中的連結，或設定新密碼。
-account-blocked = 您的帳號已遭停用。請聯絡這項服務的管理人員。
-password-breached = 這組密碼出現在其他網站外洩的資料中。為了保護您的帳號，請選擇「忘記密碼？」並設定新密碼。
-breached-new = 這組密碼出現在其他網站外洩的資料中。請改用其他密碼。
-invalid-code = 驗證碼不正確或已失效。請檢查，或重新索取。
-expired-code = 驗證碼已過期。請重新索取。
-authentication-failed = 未能登入。請再試一次。
-no-email = 請輸入電子郵件地址。
-no-password = 請輸入密碼。
-no-new-password = 請輸入新密碼。
-no-password-again = 請再次輸入新密碼。
-no-username = 請輸入使用者名稱。
-no-phone = 請輸入電話號碼。
-no-identifier = 請輸入電子郵件地址、電話號碼或使用者名稱。
-invalid-email = 這不是電子郵件地址。正確的格式類似 name@example.com。
-invitation-other-email = 此邀請是寄給另一個電子郵件地址的。請使用收到邀請的地址。
-invalid-username = 這不是使用者名稱。請檢查後再試一次。
-invalid-phone = 這不是電話號碼。請以國碼開頭，例如 +886。
-invalid-login-id = 輸入的內容似乎不正確。請檢查後再試一次。
-invalid-email-phone = 請輸入電子郵件地址或電話號碼。
-invalid-email-username = 請輸入電子郵件地址或使用者名稱。
-invalid-phone-username = 請輸入電話號碼或使用者名稱。
-invalid-email-phone-username = 請輸入電子郵件地址、電話號碼或使用者名稱。
-no-hrd-connection = 無法使用這個電子郵件地址登入。請檢查後再試一次。
-username-characters = 使用者名稱只能包含字母、數字和部分符號，不能有空格。
-username-is-email = 使用者名稱不能是電子郵件地址的格式。
-username-taken = 這個使用者名稱無法使用。請換一個。
-email-in-use = 無法使用這些資料建立帳號。如果您已經有帳號，請直接登入。
-signup-blocked = 來自您網路的新帳號過多。請稍候一段時間再試。
-invalid-phone-config = 這裡不能使用電話號碼。請以其他方式註冊。
-password-too-weak = 這組密碼太弱。請選擇符合規則的密碼。
-password-too-common = 這組密碼太常見。請選擇較難猜到的密碼。
-password-used-before = 您以前用過這組密碼。請選擇新的密碼。
-password-has-personal-info = 這組密碼包含您的個人資料，例如姓名或電子郵件地址。請改用其他密碼。
-password-mismatch = 兩次輸入的密碼不同。請將新密碼輸入兩次。
-link-expired = 這個連結已過期。請重新索取。
-link-used = 這個連結只能使用一次，而且已經用過了。請重新索取。
-link-dead = 這個連結只能使用一次，而且已經用過或已過期。請重新索取。
-too-many-email = 我們已經寄給您好幾封郵件。請查看收件匣和垃圾郵件匣，或稍後再試。
-no-passkey = 這部裝置上沒有此帳號的密碼金鑰。請以其他方式登入。
-passkey-failed = 無法使用密碼金鑰。請再試一次，或以其他方式登入。
-passkey-not-allowed = 這裡不能使用密碼金鑰。請以其他方式登入。
-password-not-allowed = 這裡不能使用密碼。請以其他方式登入。
-choose-one-way = 請只使用密碼或密碼金鑰其中一種。

## All pages

page =
    .errorTitle = 錯誤：{ $title }
    .backTo = 返回 { $clientName }
    .required = 必填
    .cancel = 取消
    .closeWindow = 您可以關閉這個視窗。
    .supportText = 取得協助
    .languageLabel = 語言

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = 請使用您的 { $companyName } 帳號，繼續前往 { $clientName }。
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
    .federatedConnectionButtonText = 使用 { $connectionName } 繼續
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = 您收到了邀請
    .invitationDescription = { $inviterName } 邀請您加入 { $clientName } 上的 { $companyName }。登入即可接受邀請。
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
    .title = 輸入密碼
    .description = 輸入您的 { $companyName } 密碼，繼續前往 { $clientName }。
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
    .editLinkScreenReadableText = 使用其他電子郵件地址或使用者名稱登入
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = 使用指紋或臉部辨識
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
    .title = 選擇帳號
    .description = 繼續前往 { $clientName }。
    .logoAltText = { $companyName }
    .continueAsText = 以 { $userName } 的身分繼續
    .notYouText = 不是您本人嗎？
    .useAnotherAccountText = 使用其他帳號
    .passwordNeededText = 需要輸入密碼

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = 您的帳號已遭鎖定
    .description = 管理員已停用這個帳號。請聯絡 { $companyName } 的管理人員。
    .descriptionAttempts = 這個帳號登入失敗的次數過多。
    .unblockText = 我們已寄送郵件給帳號的擁有者。開啟郵件中的連結即可解除鎖定。
    .resetPasswordText = 設定新密碼
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = 建立帳號
    .description = 註冊 { $companyName }，繼續前往 { $clientName }。
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
    .invalid-connection = 無法在這個應用程式註冊。
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = 使用者名稱太長。
    .invalid-username-min-length = 使用者名稱太短。
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = 這組密碼不符合規則。請改用其他密碼。
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
    .no-username = 請設定使用者名稱。
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
    .title = 設定密碼
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
    .editLinkScreenReadableText = 使用其他資料註冊
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } 邀請您加入 { $clientName } 上的 { $companyName }。註冊即可接受邀請。
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
           *[other] 至少 { $min } 個字元
        }
    .containsAtLeast = 以下 { $of } 種字元中至少包含 { $count } 種：
    .shouldContain = 包含以下所有種類的字元：
    .lowerCase = 小寫字母 (a-z)
    .upperCase = 大寫字母 (A-Z)
    .numbers = 數字 (0-9)
    .specialCharacters = 特殊字元（例如 !@#$%^&*）
    .identicalChars =
        { $row ->
           *[other] 連續的相同字元不超過 { $row } 個
        }
    .sequentialChars = 不含 abc 或 123 這類連續字元
    .tooLong =
        { $max ->
           *[other] 最多 { $max } 個字元
        }
    .noPersonalInfo = 不含您的個人資料，例如姓名或電子郵件地址
    .notCommon = 不是許多人使用的密碼
    .notUsedBefore = 不是您以前用過的密碼

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = 輸入驗證碼
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = 我們已將驗證碼寄到 { $email }。請輸入驗證碼，確認這是您的地址。
    .recoveryDescription = 如果 { $email } 有對應的帳號，我們已將含有驗證碼的郵件寄到該帳號的地址。請輸入驗證碼以設定新密碼。
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = 我們已寄出新的驗證碼。
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = 驗證碼是六位數字。請依郵件中的內容輸入。
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = 驗證碼錯誤次數過多。請稍候片刻，再索取新的驗證碼。
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = 此電子郵件地址已有帳號。請直接登入。

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = 忘記密碼？
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = 請輸入電子郵件地址。如果有對應的帳號，我們會寄給您設定新密碼的連結。
    .descriptionUsername = 請輸入使用者名稱。如果有對應的帳號，我們會以電子郵件寄給您設定新密碼的連結。
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
    .phoneDescription = 請輸入電話號碼。如果有對應的帳號，我們會傳送設定新密碼的驗證碼給您。
    .phoneOrUsernameOrEmailDescription = 請輸入電子郵件地址、電話號碼或使用者名稱。如果有對應的帳號，我們會協助您設定新密碼。
    .phoneOrEmailDescription = 請輸入電子郵件地址或電話號碼。如果有對應的帳號，我們會協助您設定新密碼。
    .phoneOrUsernameDescription = 請輸入電話號碼或使用者名稱。如果有對應的帳號，我們會協助您設定新密碼。
    .usernameOrEmailDescription = 請輸入電子郵件地址或使用者名稱。如果有對應的帳號，我們會以電子郵件寄給您設定新密碼的連結。
    .codeDescription = 請輸入電子郵件地址或使用者名稱。如果有對應的帳號，我們會以電子郵件寄給您用來設定新密碼的驗證碼。
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = 您在短時間內索取太多次。請等一分鐘再試。
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = 請查看收件匣
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = 如果 { $email } 有對應的帳號，我們已寄送郵件到該地址。請開啟郵件中的連結設定新密碼。
    .usernameDescription = 如果這個使用者名稱有對應的帳號，我們已寄送郵件到其電子郵件地址。請開啟郵件中的連結設定新密碼。
    .spamText = 過了幾分鐘還沒有收到郵件嗎？請一併查看垃圾郵件匣。
    .resendLinkText = 重新寄送
    .resentText = 如果有對應的帳號，我們已重新寄送郵件。

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = 變更密碼
    .description = 為 { $email } 設定新密碼。
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
    .eventTitle = 密碼已變更
    .description = 您現在可以使用新密碼登入應用程式。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = 重新索取連結
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = 連結已過期
    .eventTitleGeneric = 連結無效
    .eventTitleUsed = 連結已經用過
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = 還差一步
    .description = 按下按鈕以繼續。
    .descriptionEmail = 按下按鈕，確認 { $email } 是您的電子郵件地址。
    .descriptionPassword = 按下按鈕，為 { $email } 設定新密碼。
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = 您的電子郵件地址
    .logoAltText = { $companyName }
    .verifiedTitle = 電子郵件地址已驗證
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = 您的電子郵件地址已通過驗證。您可以繼續使用應用程式。
    .alreadyVerifiedDescription = 您的電子郵件地址先前已通過驗證。不需要其他操作。
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = 無法驗證您的電子郵件地址。請過幾分鐘再次開啟郵件中的連結。
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = 解除帳號鎖定
    .description = 按下按鈕後，您就可以重新登入。
    .logoAltText = { $companyName }
    .buttonText = 解除鎖定

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = 帳號已解除鎖定
    .description = 您可以重新登入了。如果失敗的嘗試不是您本人所為，請設定新密碼。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = 這個連結已經用過或已過期。若要解除帳號鎖定，請設定新密碼。
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = 允許 { $clientName } 存取？
    .title = 允許存取？
    .description = { $clientName } 要求存取您的帳號。
    .logoAltText = { $companyName }
    .signedInText = 已登入：{ $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = 如果您同意，這個應用程式可以：
    .acceptButtonText = 同意
    .declineButtonText = 拒絕
    .invalid-action = 請選擇「同意」或「拒絕」。
    .invalid-audience = 這個應用程式要求存取不存在的服務。請通知應用程式的管理人員。
    .invalid-scope = 這個應用程式要求了無法取得的權限。請通知應用程式的管理人員。

## What the standard scopes allow, on the consent page.

scopes =
    .openid = 在您登入時知道您是誰
    .profile = 查看您的個人資料，例如姓名和相片
    .email = 查看您的電子郵件地址
    .address = 查看您的通訊地址
    .phone = 查看您的電話號碼
    .offline_access = 在您未使用這個應用程式時保留存取權

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = 輸入您的組織
    .description = 您用來登入 { $clientName } 的組織名稱。
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = 組織名稱
    .invalid-organization = 無法使用這個組織登入。請檢查名稱後再試一次。

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = 選擇組織
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = 使用個人帳號繼續

logout =
    .pageTitle = 登出？
    .title = 要登出嗎？
    .description = 下次需要重新登入。
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = 是
    .declineButtonText = 否

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = 您仍處於登入狀態
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = 您已登出
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = 請在同一個瀏覽器中開啟連結
    .passwordless-no-session = 這個連結只能在您索取時所用的瀏覽器中使用。
    .passwordless-no-session-link = 重新索取連結
    .mfa-required-title = 需要進一步驗證
    .mfa-required = 這個應用程式要求第二種身分驗證方式，但您的帳號沒有設定。請聯絡應用程式的管理人員。
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = 發生錯誤
    .description = 無法完成您的要求。請再試一次。如果問題再次發生，請通知應用程式的管理人員。
    .descriptionRequest = 應用程式傳送了我們無法接受的要求。請通知應用程式的管理人員。
    .descriptionForm = 這份表單不是從本網站送出的。請返回後再試一次。
    .descriptionForbidden = 您不能以這個帳號使用此應用程式。請聯絡應用程式的管理人員。
    .descriptionTooMany = 來自您網路的要求過多。請等一分鐘再試。
    .descriptionUnavailable = 服務目前無法使用。請過幾分鐘再試一次。
    .descriptionNotFound = 這個頁面不存在。請檢查網址，或返回應用程式。
    .codeText = 錯誤
    .detailText = 說明
    .trackingText = 追蹤編號
    .trackingHelpText = 應用程式的管理人員可以憑這個編號了解詳情。
    .tryAgainText = 再試一次
    .backButtonText = { page.backTo }
    .openInBrowser = 請在瀏覽器的網址列中開啟這個連結。

lost =
    .pageTitle = { lost.title }
    .title = 請重新開始
    .description = 您可能按了返回按鈕、重新載入了頁面，或讓頁面開啟太久；也可能是您的瀏覽器不接受 Cookie。請返回應用程式並重新登入。
    .backButtonText = { page.backTo }
    .helpText = 如果問題再次發生，請通知應用程式的管理人員。

confirm-callback =
    .pageTitle = 繼續前往 { $clientName }？
    .title = 要繼續前往 { $clientName } 嗎？
    .description = 您的登入將交給這部裝置上的應用程式：
    .warning = 只有在您剛剛親自開始登入這個應用程式時才繼續。
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = 快完成了
    .description = 如果沒有反應，請按下按鈕繼續前往應用程式。
    .buttonText = { -continue }

web-message =
    .pageTitle = 給應用程式的回覆
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = 這部伺服器讓使用者登入應用程式。若要登入，請開啟您想使用的應用程式：它會帶您來到這裡。
    .discoveryText = 應用程式所需的資訊在這份文件中：
    .testModeTitle = 這部伺服器處於測試模式
    .discovery = 端點和支援的功能
    .jwks = 簽章金鑰
    .network = 伺服器所見的您的位址、網路和位置
    .clock = 測試時鐘
    .transfers = 轉移的追蹤記錄，供具有 read:logs 的 Management API 權杖使用
    .mailbox = 郵件，保存在這裡而不寄出
    .readyz = 伺服器是否已準備好接受要求
    .metrics = 指標，僅供本機使用

mailbox =
    .pageTitle = { mailbox.title }
    .title = 信箱
    .description = 這部伺服器處於測試模式：郵件保存在這裡而不寄出。
    .emptyText = 還沒有郵件。
    .recipientText = 收件者
    .senderText = 寄件者
    .codeText = { email.codeLabel }
    .linkText = 開啟連結
    .htmlText = 以 HTML 檢視

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = { $userName }，您好：
    .greetingPlain = 您好：
    .linkHelp = 如果按鈕無法使用，請在瀏覽器中開啟這個連結：
    .codeLabel = 您的驗證碼
    .linkExpiresInDays =
        { $days ->
           *[other] 這個連結只能使用一次，{ $days } 天內有效。
        }
    .linkExpiresInHours =
        { $hours ->
           *[other] 這個連結只能使用一次，{ $hours } 小時內有效。
        }
    .linkExpiresInMinutes =
        { $minutes ->
           *[other] 這個連結只能使用一次，{ $minutes } 分鐘內有效。
        }
    .codeExpiresInMinutes =
        { $minutes ->
           *[other] 驗證碼在 { $minutes } 分鐘內有效。
        }
    .keepCodeSecret = 請勿將這組驗證碼告訴任何人。我們絕不會透過電話或電子郵件索取。
    .footer = 這封郵件由 { $tenantName } 寄給 { $email }。
    .supportText = 需要協助嗎？

email-verify_email =
    .subject = 請確認您在 { $tenantName } 的電子郵件地址
    .preheader = 按一下，帳號即可使用。
    .heading = 確認電子郵件地址
    .body = 您在 { $tenantName } 有一個使用地址 { $email } 的帳號。請確認這個地址屬於您。
    .buttonText = 確認地址
    .ignore = 如果您沒有建立帳號，請忽略這封郵件。沒有這個連結，任何人都無法使用您的地址。
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = 您的 { $tenantName } 驗證碼
    .preheader = 輸入驗證碼以確認電子郵件地址。
    .heading = 確認電子郵件地址
    .body = 請在要求輸入驗證碼的頁面上輸入以下驗證碼，確認 { $email } 是您的地址。
    .buttonText = { email.codeLabel }
    .ignore = 如果您沒有索取這組驗證碼，請忽略這封郵件。沒有驗證碼，任何人都無法使用您的地址。
    .footer = { email.footer }

email-reset_email =
    .subject = 為 { $tenantName } 設定新密碼
    .preheader = 您可以透過這封郵件中的連結設定新密碼。
    .heading = 設定新密碼
    .body = 您要求為 { $tenantName } 的帳號 { $email } 設定新密碼。
    .buttonText = 設定新密碼
    .ignore = 如果您沒有提出要求，請忽略這封郵件。您的密碼不會改變。
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = 用於設定 { $tenantName } 新密碼的驗證碼
    .preheader = 輸入驗證碼以設定新密碼。
    .heading = 設定新密碼
    .body = 您要求為 { $tenantName } 的帳號 { $email } 設定新密碼。請在要求輸入驗證碼的頁面上輸入以下驗證碼。
    .buttonText = { email.codeLabel }
    .ignore = 如果您沒有提出要求，請忽略這封郵件。您的密碼不會改變。
    .footer = { email.footer }

email-welcome_email =
    .subject = 歡迎使用 { $tenantName }
    .preheader = 您的帳號已準備就緒。
    .heading = 歡迎！
    .body = 您在 { $tenantName } 的帳號 { $email } 已準備就緒。很高興您的加入。
    .buttonText = 開啟 { $clientName }
    .ignore = 如果您沒有建立帳號，請通知我們。
    .footer = { email.footer }

email-blocked_account =
    .subject = 您的 { $tenantName } 帳號已遭鎖定
    .preheader = 登入失敗的次數過多。
    .heading = 您的帳號已遭鎖定
    .body = 您在 { $tenantName } 的帳號 { $email } 登入失敗的次數過多。為了保護帳號，我們已禁止從這些嘗試的來源登入。
    .place = 最後一次嘗試來自 { $country } { $city }（位址 { $ip }）。
    .address = 最後一次嘗試來自位址 { $ip }。
    .buttonText = 解除鎖定
    .ignore = 如果不是您本人所為，您不需要做任何事。如果您認為他人知道您的密碼，請設定新密碼。
    .footer = { email.footer }

email-stolen_credentials =
    .subject = 請變更您的 { $tenantName } 密碼
    .preheader = 您的密碼出現在其他網站外洩的資料中。
    .heading = 他人知道您的密碼
    .body = 您在 { $tenantName } 的帳號 { $email } 的密碼出現在其他網站外洩的資料中。請在再次登入前設定新密碼，並在使用相同密碼的其他地方也加以變更。
    .buttonText = 設定新密碼
    .ignore = 如果您已經變更密碼，則不需要其他操作。
    .footer = { email.footer }

email-enrollment_email =
    .subject = 保護您的 { $tenantName } 帳號
    .preheader = 為您的帳號新增第二種驗證方式。
    .heading = 保護您的帳號
    .body = { $tenantName } 請您為帳號 { $email } 新增第二種驗證方式：除了密碼以外您所擁有的東西。
    .buttonText = 新增第二種驗證方式
    .ignore = 如果您不知道為什麼會收到這封郵件，請先聯絡 { $tenantName } 的管理人員，再開啟連結。
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = 您的 { $tenantName } 登入驗證碼
    .preheader = 輸入驗證碼以完成登入。
    .heading = 您的登入驗證碼
    .body = 請在要求輸入驗證碼的頁面上輸入以下驗證碼，完成登入 { $tenantName }。
    .buttonText = { email.codeLabel }
    .ignore = 如果您現在沒有登入，他人可能知道您的密碼。請儘快設定新密碼。
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } 邀請您加入 { $organizationName }
    .preheader = 接受邀請即可開始。
    .heading = 您收到了邀請
    .body = { $inviterName } 邀請您加入 { $clientName } 上的 { $organizationName }。
    .buttonText = 接受邀請
    .ignore = 如果您不認識寄件者，請忽略這封郵件。
    .footer = { email.footer }

email-password_reset =
    .subject = 您的 { $tenantName } 密碼已變更
    .preheader = 您現在可以使用新密碼登入。
    .heading = 您的密碼已變更
    .body = 您在 { $tenantName } 的帳號 { $email } 的密碼已變更。您已在所有裝置上登出。
    .buttonText = { -sign-in }
    .ignore = 如果不是您本人所為，請立即設定新密碼，並通知 { $tenantName } 的管理人員。
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = 您的 { $clientName } 登入驗證碼
    .preheader = 輸入驗證碼以登入。
    .heading = 您的登入驗證碼
    .body = 請在要求輸入驗證碼的頁面上輸入以下驗證碼，登入 { $clientName }。
    .buttonText = { -sign-in }
    .ignore = 如果您沒有索取這組驗證碼，請忽略這封郵件。沒有驗證碼，任何人都無法登入。
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = 來自 { $tenantName } 的測試郵件
    .preheader = 您的郵件服務供應商運作正常。
    .heading = 運作正常
    .body = { $tenantName } 可以透過您設定的服務供應商寄送郵件。這是一封測試郵件，不需要回覆。
    .ignore = 如果您不是 { $tenantName } 的管理人員，請忽略這封郵件。
    .footer = { email.footer }
