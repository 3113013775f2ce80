### The sentences of the hosted pages and of the built-in e-mails, in Simplified Chinese. See en.ftl.

## Shared words

-continue = 继续
-sign-in = 登录
-sign-up = 注册
-log-in = 登录
-forgot-password = 忘记密码？
-or = 或
-edit = 更改
-back = 返回
-back-to-sign-in = 返回登录
-password = 密码
-new-password = 新密码
-new-password-again = 再次输入新密码
-show-password = 显示密码
-hide-password = 隐藏密码
-password-security = 密码必须满足以下要求：
-rule-met = 已满足：
-rule-missing = 尚未满足：
-email-address = 邮箱地址
-username = 用户名
-phone = 电话号码
-email-or-username = 邮箱地址或用户名
-email-or-phone = 邮箱地址或电话号码
-phone-or-username = 电话号码或用户名
-email-phone-or-username = 邮箱地址、电话号码或用户名
-email-optional = 邮箱地址（可选）
-username-optional = 用户名（可选）
-phone-optional = 电话号码（可选）
-check-these = 请检查以下内容：
-new-here = 还没有账号？
-have-account = 已有账号？
-use-passkey = 使用通行密钥

## Shared errors

-wrong = 邮箱地址、电话号码、用户名或密码不正确。
-wrong-email = 邮箱地址或密码不正确。
-wrong-username = 用户名或密码不正确。
-wrong-phone = 电话号码或密码不正确。
-wrong-email-username = 邮箱地址、用户名或密码不正确。
-wrong-email-phone = 邮箱地址、电话号码或密码不正确。
-wrong-phone-username = 电话号码、用户名或密码不正确。
-failed = 操作未成功。请过几分钟再试。
-invalid-connection = 无法登录此应用。
-no-db-connection = 此应用不接受密码。请选择其他登录方式。
-network-blocked = 来自您所在网络的尝试过多。请稍等一会儿再试。
-too-many-requests = 当前登录的人太多。请一分钟后再试。
-too-many-logins = 您在短时间内登录次数过多。请等一分钟再试。
-user-blocked = 由于连续多次尝试登录，您的账号已被锁定。要解除锁定，请打开我们发送的邮件中的链接，或设置新密码。
-account-blocked = 您的账号已被禁用。请联系此服务的管理人员。
-password-breached = 此密码出现在其他网站泄露的数据中。为了保护您的账号，请选择“忘记密码？”并设置新密码。
-breached-new = 此密码出现在其他网站泄露的数据中。请换一个密码。
-invalid-code = 验证码不正确或已失效。请检查，或重新获取。
-expired-code = 验证码已过期。请重新获取。
-authentication-failed = 登录未成功。请重试。
-no-email = 请输入邮箱地址。
-no-password = 请输入密码。
-no-new-password = 请输入新密码。
-no-password-again = 请再次输入新密码。
-no-username = 请输入用户名。
-no-phone = 请输入电话号码。
-no-identifier = 请输入邮箱地址、电话号码或用户名。
-invalid-email = 这不是邮箱地址。正确的格式类似 name@example.com。
-invitation-other-email = 此邀请是发给另一个邮箱地址的。请使用收到邀请的邮箱地址。
-invalid-username = 这不是用户名。请检查后重试。
-invalid-phone = 这不是电话号码。请以国家/地区代码开头，例如 +86。
-invalid-login-id = 输入的内容似乎不正确。请检查后重试。
-invalid-email-phone = 请输入邮箱地址或电话号码。
-invalid-email-username = 请输入邮箱地址或用户名。
-invalid-phone-username = 请输入电话号码或用户名。
-invalid-email-phone-username = 请输入邮箱地址、电话号码或用户名。
-no-hrd-connection = 无法使用此邮箱地址登录。请检查后重试。
-username-characters = 用户名只能包含字母、数字和部分符号，不能有空格。
-username-is-email = 用户名不能是邮箱地址的样式。
-username-taken = 此用户名不可用。请换一个。
-email-in-use = 无法使用这些信息创建账号。如果您已有账号，请直接登录。
-signup-blocked = 来自您所在网络的新账号过多。请稍等一会儿再试。
-invalid-phone-config = 此处不能使用电话号码。请用其他方式注册。
-password-too-weak = 此密码太弱。请选择符合要求的密码。
-password-too-common = 此密码太常见。请选择更难猜到的密码。
-password-used-before = 您以前用过此密码。请选择新的密码。
-password-has-personal-info = 此密码包含您的个人信息，例如姓名或邮箱地址。请换一个密码。
-password-mismatch = 两次输入的密码不一致。请将新密码输入两次。
-link-expired = 此链接已过期。请重新获取。
-link-used = 此链接只能使用一次，且已被使用。请重新获取。
-link-dead = 此链接只能使用一次，且已被使用或已过期。请重新获取。
-too-many-email = 我们已经给您发送了多封邮件。请查看收件箱和垃圾邮件文件夹，或稍后再试。
-no-passkey = 此设备上没有该账号的通行密钥。请用其他方式登录。
-passkey-failed = 无法使用通行密钥。请重试，或用其他方式登录。
-passkey-not-allowed = 此处不能使用通行密钥。请用其他方式登录。
-password-not-allowed = 此处不能使用密码。请用其他方式登录。
-choose-one-way = 请只使用密码或通行密钥中的一种。

## All pages

page =
    .errorTitle = 错误：{ $title }
    .backTo = 返回 { $clientName }
    .required = 必填
    .cancel = 取消
    .closeWindow = 您可以关闭此窗口。
    .supportText = 获取帮助
    .languageLabel = 语言

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = 使用您的 { $companyName } 账号继续访问 { $clientName }。
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
    .federatedConnectionButtonText = 使用 { $connectionName } 继续
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = 您收到了邀请
    .invitationDescription = { $inviterName } 邀请您加入 { $clientName } 上的 { $companyName }。登录即可接受邀请。
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
    .title = 输入密码
    .description = 输入您的 { $companyName } 密码，继续访问 { $clientName }。
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
    .editLinkScreenReadableText = 使用其他邮箱地址或用户名登录
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = 使用指纹或面容
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
    .title = 选择账号
    .description = 继续访问 { $clientName }。
    .logoAltText = { $companyName }
    .continueAsText = 以 { $userName } 的身份继续
    .notYouText = 不是您本人？
    .useAnotherAccountText = 使用其他账号
    .passwordNeededText = 需要输入密码

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = 您的账号已被锁定
    .description = 管理员已禁用此账号。请联系 { $companyName } 的管理人员。
    .descriptionAttempts = 此账号的登录失败次数过多。
    .unblockText = 我们已向账号所有者发送邮件。打开邮件中的链接即可解除锁定。
    .resetPasswordText = 设置新密码
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = 创建账号
    .description = 注册 { $companyName }，继续访问 { $clientName }。
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
    .invalid-connection = 无法在此应用注册。
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = 用户名过长。
    .invalid-username-min-length = 用户名过短。
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = 此密码不符合要求。请换一个密码。
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
    .no-username = 请设置用户名。
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
    .title = 设置密码
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
    .editLinkScreenReadableText = 使用其他信息注册
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } 邀请您加入 { $clientName } 上的 { $companyName }。注册即可接受邀请。
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
           *[other] 至少 { $min } 个字符
        }
    .containsAtLeast = 以下 { $of } 类字符中至少包含 { $count } 类：
    .shouldContain = 包含以下所有类型的字符：
    .lowerCase = 小写字母 (a-z)
    .upperCase = 大写字母 (A-Z)
    .numbers = 数字 (0-9)
    .specialCharacters = 特殊字符（例如 !@#$%^&*）
    .identicalChars =
        { $row ->
           *[other] 连续的相同字符不超过 { $row } 个
        }
    .sequentialChars = 不含 abc 或 123 这样的连续字符
    .tooLong =
        { $max ->
           *[other] 最多 { $max } 个字符
        }
    .noPersonalInfo = 不含您的个人信息，例如姓名或邮箱地址
    .notCommon = 不是很多人使用的密码
    .notUsedBefore = 不是您以前用过的密码

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = 输入验证码
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = 我们已向 { $email } 发送验证码。请输入验证码，确认这是您的地址。
    .recoveryDescription = 如果 { $email } 有对应的账号，我们已向其地址发送带有验证码的邮件。请输入验证码以设置新密码。
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = 我们已发送新的验证码。
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = 验证码是六位数字。请按邮件中的内容输入。
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = 验证码错误次数过多。请稍等片刻，再请求新的验证码。
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = 此邮箱地址已有账号。请直接登录。

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = 忘记密码？
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = 请输入邮箱地址。如果有对应的账号，我们会向您发送设置新密码的链接。
    .descriptionUsername = 请输入用户名。如果有对应的账号，我们会通过邮件向您发送设置新密码的链接。
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
    .phoneDescription = 请输入电话号码。如果有对应的账号，我们会向您发送设置新密码的验证码。
    .phoneOrUsernameOrEmailDescription = 请输入邮箱地址、电话号码或用户名。如果有对应的账号，我们会帮助您设置新密码。
    .phoneOrEmailDescription = 请输入邮箱地址或电话号码。如果有对应的账号，我们会帮助您设置新密码。
    .phoneOrUsernameDescription = 请输入电话号码或用户名。如果有对应的账号，我们会帮助您设置新密码。
    .usernameOrEmailDescription = 请输入邮箱地址或用户名。如果有对应的账号，我们会通过邮件向您发送设置新密码的链接。
    .codeDescription = 请输入邮箱地址或用户名。如果有对应的账号，我们会通过邮件向您发送用于设置新密码的验证码。
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = 您在短时间内请求次数过多。请等一分钟再试。
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = 请查看收件箱
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = 如果 { $email } 有对应的账号，我们已向该地址发送邮件。请打开邮件中的链接设置新密码。
    .usernameDescription = 如果此用户名有对应的账号，我们已向其邮箱地址发送邮件。请打开邮件中的链接设置新密码。
    .spamText = 过了几分钟还没有收到邮件？请同时查看垃圾邮件文件夹。
    .resendLinkText = 重新发送
    .resentText = 如果有对应的账号，我们已重新发送邮件。

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = 更改密码
    .description = 为 { $email } 设置新密码。
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
    .eventTitle = 密码已更改
    .description = 您现在可以使用新密码登录应用。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = 重新获取链接
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = 链接已过期
    .eventTitleGeneric = 链接无效
    .eventTitleUsed = 链接已被使用
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = 还差一步
    .description = 按下按钮继续。
    .descriptionEmail = 按下按钮，确认 { $email } 是您的邮箱地址。
    .descriptionPassword = 按下按钮，为 { $email } 设置新密码。
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = 您的邮箱地址
    .logoAltText = { $companyName }
    .verifiedTitle = 邮箱地址已验证
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = 您的邮箱地址已通过验证。您可以继续使用应用。
    .alreadyVerifiedDescription = 您的邮箱地址之前已通过验证。无需其他操作。
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = 无法验证您的邮箱地址。请过几分钟再次打开邮件中的链接。
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = 解除账号锁定
    .description = 按下按钮后，您就可以重新登录。
    .logoAltText = { $companyName }
    .buttonText = 解除锁定

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = 账号已解除锁定
    .description = 您可以重新登录了。如果失败的尝试不是您本人所为，请设置新密码。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = 此链接已被使用或已过期。要解除账号锁定，请设置新密码。
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = 允许 { $clientName } 访问？
    .title = 允许访问？
    .description = { $clientName } 请求访问您的账号。
    .logoAltText = { $companyName }
    .signedInText = 已登录：{ $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = 如果您同意，该应用可以：
    .acceptButtonText = 同意
    .declineButtonText = 拒绝
    .invalid-action = 请选择“同意”或“拒绝”。
    .invalid-audience = 该应用请求访问一个不存在的服务。请告知应用的管理人员。
    .invalid-scope = 该应用请求了它无法获得的权限。请告知应用的管理人员。

## What the standard scopes allow, on the consent page.

scopes =
    .openid = 在您登录时知道您是谁
    .profile = 查看您的个人资料，例如姓名和头像
    .email = 查看您的邮箱地址
    .address = 查看您的通信地址
    .phone = 查看您的电话号码
    .offline_access = 在您不使用该应用时保留此访问权限

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = 输入您的组织
    .description = 您用来登录 { $clientName } 的组织的名称。
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = 组织名称
    .invalid-organization = 无法使用此组织登录。请检查名称后重试。

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = 选择组织
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = 使用个人账号继续

logout =
    .pageTitle = 退出登录？
    .title = 要退出登录吗？
    .description = 下次需要重新登录。
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = 是
    .declineButtonText = 否

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = 您仍处于登录状态
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = 您已退出登录
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = 请在同一浏览器中打开链接
    .passwordless-no-session = 此链接只能在您请求它时所用的浏览器中使用。
    .passwordless-no-session-link = 重新获取链接
    .mfa-required-title = 需要进一步验证
    .mfa-required = 此应用要求第二种身份验证方式，而您的账号没有设置。请联系应用的管理人员。
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = 出错了
    .description = 无法完成您的请求。请重试。如果问题再次出现，请告知应用的管理人员。
    .descriptionRequest = 该应用发送了我们无法接受的请求。请告知应用的管理人员。
    .descriptionForm = 该表单不是从本站发送的。请返回后重试。
    .descriptionForbidden = 您不能用此账号使用该应用。请联系应用的管理人员。
    .descriptionTooMany = 来自您所在网络的请求过多。请等一分钟再试。
    .descriptionUnavailable = 服务暂时不可用。请过几分钟再试。
    .descriptionNotFound = 此页面不存在。请检查地址，或返回应用。
    .codeText = 错误
    .detailText = 说明
    .trackingText = 跟踪编号
    .trackingHelpText = 应用的管理人员可以凭此编号了解详情。
    .tryAgainText = 重试
    .backButtonText = { page.backTo }
    .openInBrowser = 请在浏览器的地址栏中打开此链接。

lost =
    .pageTitle = { lost.title }
    .title = 请重新开始
    .description = 您可能按了返回按钮、刷新了页面，或让页面打开得太久；也可能是您的浏览器不接受 Cookie。请返回应用并重新登录。
    .backButtonText = { page.backTo }
    .helpText = 如果问题再次出现，请告知应用的管理人员。

confirm-callback =
    .pageTitle = 继续前往 { $clientName }？
    .title = 要继续前往 { $clientName } 吗？
    .description = 您的登录将交给此设备上的应用：
    .warning = 仅当您刚刚亲自开始登录此应用时才继续。
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = 马上就好
    .description = 如果没有反应，请按下按钮继续前往应用。
    .buttonText = { -continue }

web-message =
    .pageTitle = 对应用的回复
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = 此服务器为用户提供应用登录。要登录，请打开您想使用的应用：它会将您带到这里。
    .discoveryText = 应用所需的信息在此文档中：
    .testModeTitle = 此服务器处于测试模式
    .discovery = 端点和支持的功能
    .jwks = 签名密钥
    .network = 服务器看到的您的地址、网络和位置
    .clock = 测试时钟
    .transfers = 转移的跟踪记录，供具有 read:logs 的 Management API 令牌使用
    .mailbox = 邮件，保存在此处而不发送
    .readyz = 服务器是否已准备好接受请求
    .metrics = 指标，仅供本机使用

mailbox =
    .pageTitle = { mailbox.title }
    .title = 邮箱
    .description = 此服务器处于测试模式：邮件保存在此处而不发送。
    .emptyText = 还没有邮件。
    .recipientText = 收件人
    .senderText = 发件人
    .codeText = { email.codeLabel }
    .linkText = 打开链接
    .htmlText = 以 HTML 查看

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = { $userName }，您好：
    .greetingPlain = 您好：
    .linkHelp = 如果按钮无法使用，请在浏览器中打开此链接：
    .codeLabel = 您的验证码
    .linkExpiresInDays =
        { $days ->
           *[other] 此链接只能使用一次，{ $days } 天内有效。
        }
    .linkExpiresInHours =
        { $hours ->
           *[other] 此链接只能使用一次，{ $hours } 小时内有效。
        }
    .linkExpiresInMinutes =
        { $minutes ->
           *[other] 此链接只能使用一次，{ $minutes } 分钟内有效。
        }
    .codeExpiresInMinutes =
        { $minutes ->
           *[other] 验证码在 { $minutes } 分钟内有效。
        }
    .keepCodeSecret = 请勿将此验证码告诉任何人。我们绝不会通过电话或邮件索要。
    .footer = 此邮件由 { $tenantName } 发送至 { $email }。
    .supportText = 需要帮助？

email-verify_email =
    .subject = 请确认您在 { $tenantName } 的邮箱地址
    .preheader = 点击一下，账号即可使用。
    .heading = 确认邮箱地址
    .body = 您在 { $tenantName } 有一个使用地址 { $email } 的账号。请确认该地址属于您。
    .buttonText = 确认地址
    .ignore = 如果您没有创建账号，请忽略此邮件。没有此链接，任何人都无法使用您的地址。
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = 您的 { $tenantName } 验证码
    .preheader = 输入验证码以确认邮箱地址。
    .heading = 确认邮箱地址
    .body = 请在要求输入验证码的页面上输入以下验证码，确认 { $email } 是您的地址。
    .buttonText = { email.codeLabel }
    .ignore = 如果您没有请求此验证码，请忽略此邮件。没有验证码，任何人都无法使用您的地址。
    .footer = { email.footer }

email-reset_email =
    .subject = 为 { $tenantName } 设置新密码
    .preheader = 通过此邮件中的链接，您可以设置新密码。
    .heading = 设置新密码
    .body = 您请求为 { $tenantName } 的账号 { $email } 设置新密码。
    .buttonText = 设置新密码
    .ignore = 如果您没有提出请求，请忽略此邮件。您的密码不会改变。
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = 用于设置 { $tenantName } 新密码的验证码
    .preheader = 输入验证码以设置新密码。
    .heading = 设置新密码
    .body = 您请求为 { $tenantName } 的账号 { $email } 设置新密码。请在要求输入验证码的页面上输入以下验证码。
    .buttonText = { email.codeLabel }
    .ignore = 如果您没有提出请求，请忽略此邮件。您的密码不会改变。
    .footer = { email.footer }

email-welcome_email =
    .subject = 欢迎使用 { $tenantName }
    .preheader = 您的账号已准备就绪。
    .heading = 欢迎！
    .body = 您在 { $tenantName } 的账号 { $email } 已准备就绪。很高兴您的加入。
    .buttonText = 打开 { $clientName }
    .ignore = 如果您没有创建账号，请告知我们。
    .footer = { email.footer }

email-blocked_account =
    .subject = 您的 { $tenantName } 账号已被锁定
    .preheader = 登录失败次数过多。
    .heading = 您的账号已被锁定
    .body = 您在 { $tenantName } 的账号 { $email } 登录失败次数过多。为了保护账号，我们已禁止从这些尝试的来源登录。
    .place = 最后一次尝试来自 { $country } { $city }（地址 { $ip }）。
    .address = 最后一次尝试来自地址 { $ip }。
    .buttonText = 解除锁定
    .ignore = 如果不是您本人所为，您无需进行任何操作。如果您认为他人知道您的密码，请设置新密码。
    .footer = { email.footer }

email-stolen_credentials =
    .subject = 请更改您的 { $tenantName } 密码
    .preheader = 您的密码出现在其他网站泄露的数据中。
    .heading = 他人知道您的密码
    .body = 您在 { $tenantName } 的账号 { $email } 的密码出现在其他网站泄露的数据中。请在再次登录之前设置新密码，并在使用同一密码的其他地方也进行更改。
    .buttonText = 设置新密码
    .ignore = 如果您已更改密码，则无需其他操作。
    .footer = { email.footer }

email-enrollment_email =
    .subject = 保护您的 { $tenantName } 账号
    .preheader = 为您的账号添加第二种验证方式。
    .heading = 保护您的账号
    .body = { $tenantName } 请您为账号 { $email } 添加第二种验证方式：除密码之外您所拥有的东西。
    .buttonText = 添加第二种验证方式
    .ignore = 如果您不知道为什么会收到此邮件，请先联系 { $tenantName } 的管理人员，再打开链接。
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = 您的 { $tenantName } 登录验证码
    .preheader = 输入验证码以完成登录。
    .heading = 您的登录验证码
    .body = 请在要求输入验证码的页面上输入以下验证码，完成对 { $tenantName } 的登录。
    .buttonText = { email.codeLabel }
    .ignore = 如果您现在没有登录，他人可能知道您的密码。请尽快设置新密码。
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } 邀请您加入 { $organizationName }
    .preheader = 接受邀请即可开始。
    .heading = 您收到了邀请
    .body = { $inviterName } 邀请您加入 { $clientName } 上的 { $organizationName }。
    .buttonText = 接受邀请
    .ignore = 如果您不认识发件人，请忽略此邮件。
    .footer = { email.footer }

email-password_reset =
    .subject = 您的 { $tenantName } 密码已更改
    .preheader = 您现在可以使用新密码登录。
    .heading = 您的密码已更改
    .body = 您在 { $tenantName } 的账号 { $email } 的密码已更改。您已在所有设备上退出登录。
    .buttonText = { -sign-in }
    .ignore = 如果不是您本人所为，请立即设置新密码，并告知 { $tenantName } 的管理人员。
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = 您的 { $clientName } 登录验证码
    .preheader = 输入验证码以登录。
    .heading = 您的登录验证码
    .body = 请在要求输入验证码的页面上输入以下验证码，登录 { $clientName }。
    .buttonText = { -sign-in }
    .ignore = 如果您没有请求此验证码，请忽略此邮件。没有验证码，任何人都无法登录。
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = 来自 { $tenantName } 的测试邮件
    .preheader = 您的邮件服务商工作正常。
    .heading = 工作正常
    .body = { $tenantName } 可以通过您设置的服务商发送邮件。这是一封测试邮件，无需回复。
    .ignore = 如果您不是 { $tenantName } 的管理人员，请忽略此邮件。
    .footer = { email.footer }
