### The sentences of the hosted pages and of the built-in e-mails, in Japanese. See en.ftl.

## Shared words

-continue = 続ける
-sign-in = サインイン
-sign-up = 新規登録
-log-in = サインイン
-forgot-password = パスワードをお忘れですか？
-or = または
-edit = 変更
-back = 戻る
-back-to-sign-in = サインインに戻る
-password = パスワード
-new-password = 新しいパスワード
-new-password-again = 新しいパスワード（確認）
-show-password = パスワードを表示
-hide-password = パスワードを隠す
-password-security = パスワードの条件：
-rule-met = 条件を満たしています：
-rule-missing = まだ条件を満たしていません：
-email-address = メールアドレス
-username = ユーザー名
-phone = 電話番号
-email-or-username = メールアドレスまたはユーザー名
-email-or-phone = メールアドレスまたは電話番号
-phone-or-username = 電話番号またはユーザー名
-email-phone-or-username = メールアドレス、電話番号またはユーザー名
-email-optional = メールアドレス（任意）
-username-optional = ユーザー名（任意）
-phone-optional = 電話番号（任意）
-check-these = 次の内容をご確認ください：
-new-here = 初めてご利用ですか？
-have-account = すでにアカウントをお持ちですか？
-use-passkey = パスキーを使う

## Shared errors

-wrong = メールアドレス、電話番号、ユーザー名、またはパスワードが正しくありません。
-wrong-email = メールアドレスまたはパスワードが正しくありません。
-wrong-username = ユーザー名またはパスワードが正しくありません。
-wrong-phone = 電話番号またはパスワードが正しくありません。
-wrong-email-username = メールアドレス、ユーザー名、またはパスワードが正しくありません。
-wrong-email-phone = メールアドレス、電話番号、またはパスワードが正しくありません。
-wrong-phone-username = 電話番号、ユーザー名、またはパスワードが正しくありません。
-failed = 処理できませんでした。数分後にもう一度お試しください。
-invalid-connection = このアプリケーションにはサインインできません。
-no-db-connection = このアプリケーションではパスワードを使えません。別の方法でサインインしてください。
-network-blocked = お使いのネットワークからの試行が多すぎます。しばらく待ってから、もう一度お試しください。
-too-many-requests = 現在、サインインが混み合っています。1分ほど待ってから、もう一度お試しください。
-too-many-logins = 短い時間に何度もサインインしています。1分ほど待ってから、もう一度お試しください。
-user-blocked = サインインの試行が何度も続いたため、アカウントがブロックされました。解除するには、お送りしたメールのリンクを開くか、新しいパスワードを設定してください。
-account-blocked = アカウントがブロックされています。このサービスの管理者にお問い合わせください。
-password-breached = このパスワードは、ほかのウェブサイトで起きた情報漏えいで見つかりました。アカウントを守るため、「パスワードをお忘れですか？」から新しいパスワードを設定してください。
-breached-new = このパスワードは、ほかのウェブサイトで起きた情報漏えいで見つかりました。別のパスワードを選んでください。
-invalid-code = コードが正しくないか、使えなくなっています。確認するか、新しいコードを請求してください。
-expired-code = コードの有効期限が切れています。新しいコードを請求してください。
-authentication-failed = サインインできませんでした。もう一度お試しください。
-no-email = メールアドレスを入力してください。
-no-password = パスワードを入力してください。
-no-new-password = 新しいパスワードを入力してください。
-no-password-again = 新しいパスワードをもう一度入力してください。
-no-username = ユーザー名を入力してください。
-no-phone = 電話番号を入力してください。
-no-identifier = メールアドレス、電話番号、またはユーザー名を入力してください。
-invalid-email = メールアドレスの形式が正しくありません。name@example.com のように入力してください。
-invitation-other-email = この招待は別のメールアドレス宛てのものです。招待が届いたメールアドレスを使ってください。
-invalid-username = ユーザー名の形式が正しくありません。確認して、もう一度お試しください。
-invalid-phone = 電話番号の形式が正しくありません。+81 のような国番号から入力してください。
-invalid-login-id = 入力内容が正しくないようです。確認して、もう一度お試しください。
-invalid-email-phone = メールアドレスまたは電話番号を入力してください。
-invalid-email-username = メールアドレスまたはユーザー名を入力してください。
-invalid-phone-username = 電話番号またはユーザー名を入力してください。
-invalid-email-phone-username = メールアドレス、電話番号、またはユーザー名を入力してください。
-no-hrd-connection = このメールアドレスではサインインできません。確認して、もう一度お試しください。
-username-characters = ユーザー名に使えるのは、文字、数字と一部の記号だけです。スペースは使えません。
-username-is-email = メールアドレスのような形式のユーザー名は使えません。
-username-taken = このユーザー名は使えません。別のユーザー名を選んでください。
-email-in-use = この内容ではアカウントを作成できませんでした。すでにアカウントをお持ちの場合は、サインインしてください。
-signup-blocked = お使いのネットワークから多くのアカウントが作成されています。しばらく待ってから、もう一度お試しください。
-invalid-phone-config = ここでは電話番号を使えません。別の方法で登録してください。
-password-too-weak = このパスワードは安全ではありません。条件を満たすパスワードを選んでください。
-password-too-common = このパスワードはよく使われているものです。推測されにくいパスワードを選んでください。
-password-used-before = このパスワードは以前に使われたものです。新しいパスワードを選んでください。
-password-has-personal-info = このパスワードには、お名前やメールアドレスなど、あなたに関する情報が含まれています。別のパスワードを選んでください。
-password-mismatch = パスワードが一致しません。新しいパスワードを2回入力してください。
-link-expired = このリンクの有効期限が切れています。新しいリンクを請求してください。
-link-used = このリンクは1回だけ使えますが、すでに使われています。新しいリンクを請求してください。
-link-dead = このリンクは1回だけ使えますが、すでに使われているか、有効期限が切れています。新しいリンクを請求してください。
-too-many-email = すでに何通かメールをお送りしています。受信トレイと迷惑メールフォルダーを確認するか、しばらくしてからもう一度お試しください。
-no-passkey = このデバイスには、このアカウントのパスキーがありません。別の方法でサインインしてください。
-passkey-failed = パスキーを使えませんでした。もう一度試すか、別の方法でサインインしてください。
-passkey-not-allowed = ここではパスキーを使えません。別の方法でサインインしてください。
-password-not-allowed = ここではパスワードを使えません。別の方法でサインインしてください。
-choose-one-way = パスワードかパスキーのどちらか一方を使ってください。

## All pages

page =
    .errorTitle = エラー：{ $title }
    .backTo = { $clientName } に戻る
    .required = 必須
    .cancel = キャンセル
    .closeWindow = このウィンドウは閉じてかまいません。
    .supportText = サポートを受ける
    .languageLabel = 言語

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = { $clientName } に進むには、{ $companyName } のアカウントでサインインしてください。
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
    .federatedConnectionButtonText = { $connectionName } で続ける
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = 招待が届いています
    .invitationDescription = { $inviterName } さんから、{ $clientName } の { $companyName } への招待が届いています。サインインして参加してください。
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
    .title = パスワードの入力
    .description = { $clientName } に進むには、{ $companyName } のパスワードを入力してください。
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
    .editLinkScreenReadableText = 別のメールアドレスまたはユーザー名でサインイン
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = 指紋または顔認証を使う
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
    .title = アカウントを選択
    .description = { $clientName } に進みます。
    .logoAltText = { $companyName }
    .continueAsText = { $userName } として続ける
    .notYouText = ご本人ではありませんか？
    .useAnotherAccountText = 別のアカウントを使う
    .passwordNeededText = パスワードの入力が必要です

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = アカウントがブロックされています
    .description = このアカウントは管理者によってブロックされています。{ $companyName } の管理者にお問い合わせください。
    .descriptionAttempts = このアカウントでサインインの失敗が続きました。
    .unblockText = アカウントの所有者にメールをお送りしました。メールのリンクからブロックを解除できます。
    .resetPasswordText = 新しいパスワードを設定
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = アカウントの作成
    .description = { $clientName } に進むには、{ $companyName } のアカウントを作成してください。
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
    .invalid-connection = このアプリケーションでは新規登録できません。
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = ユーザー名が長すぎます。
    .invalid-username-min-length = ユーザー名が短すぎます。
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = このパスワードは条件を満たしていません。別のパスワードを選んでください。
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
    .no-username = ユーザー名を決めてください。
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
    .title = パスワードの設定
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
    .editLinkScreenReadableText = 別の情報で登録する
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } さんから、{ $clientName } の { $companyName } への招待が届いています。新規登録して参加してください。
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
           *[other] { $min }文字以上
        }
    .containsAtLeast = 次の{ $of }種類のうち、{ $count }種類以上の文字：
    .shouldContain = 次の種類の文字をすべて：
    .lowerCase = 英小文字（a-z）
    .upperCase = 英大文字（A-Z）
    .numbers = 数字（0-9）
    .specialCharacters = 記号（!@#$%^&* など）
    .identicalChars =
        { $row ->
           *[other] 同じ文字の連続は{ $row }文字まで
        }
    .sequentialChars = abc や 123 のような連続した文字を含まない
    .tooLong =
        { $max ->
           *[other] { $max }文字以内
        }
    .noPersonalInfo = お名前やメールアドレスなど、あなたに関する情報を含まない
    .notCommon = よく使われているパスワードではない
    .notUsedBefore = 以前に使ったパスワードではない

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = コードの入力
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = { $email } にコードをお送りしました。ご自身のアドレスであることを確認するため、コードを入力してください。
    .recoveryDescription = { $email } のアカウントがある場合は、登録されたアドレスにコードを記載したメールをお送りしました。新しいパスワードを設定するには、コードを入力してください。
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = 新しいコードをお送りしました。
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = コードは6桁の数字です。メールのとおりに入力してください。
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = コードの間違いが多すぎます。しばらく待ってから、新しいコードを請求してください。
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = このメールアドレスのアカウントはすでにあります。サインインしてください。

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = パスワードをお忘れですか？
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = メールアドレスを入力してください。アカウントが見つかった場合は、新しいパスワードを設定するためのリンクをお送りします。
    .descriptionUsername = ユーザー名を入力してください。アカウントが見つかった場合は、新しいパスワードを設定するためのリンクをメールでお送りします。
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
    .phoneDescription = 電話番号を入力してください。アカウントが見つかった場合は、新しいパスワードを設定するためのコードをお送りします。
    .phoneOrUsernameOrEmailDescription = メールアドレス、電話番号、またはユーザー名を入力してください。アカウントが見つかった場合は、新しいパスワードの設定方法をご案内します。
    .phoneOrEmailDescription = メールアドレスまたは電話番号を入力してください。アカウントが見つかった場合は、新しいパスワードの設定方法をご案内します。
    .phoneOrUsernameDescription = 電話番号またはユーザー名を入力してください。アカウントが見つかった場合は、新しいパスワードの設定方法をご案内します。
    .usernameOrEmailDescription = メールアドレスまたはユーザー名を入力してください。アカウントが見つかった場合は、新しいパスワードを設定するためのリンクをメールでお送りします。
    .codeDescription = メールアドレスまたはユーザー名を入力してください。アカウントが見つかった場合は、新しいパスワードを設定するためのコードをメールでお送りします。
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = 短い時間に何度も請求されています。1分ほど待ってから、もう一度お試しください。
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = 受信トレイをご確認ください
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = { $email } のアカウントがある場合は、このアドレスにメールをお送りしました。メールのリンクを開いて、新しいパスワードを設定してください。
    .usernameDescription = このユーザー名のアカウントがある場合は、登録されているアドレスにメールをお送りしました。メールのリンクを開いて、新しいパスワードを設定してください。
    .spamText = 数分たってもメールが届きませんか？迷惑メールフォルダーもご確認ください。
    .resendLinkText = もう一度送る
    .resentText = アカウントがある場合は、メールをもう一度お送りしました。

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = パスワードの変更
    .description = { $email } の新しいパスワードを決めてください。
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
    .eventTitle = パスワードを変更しました
    .description = 新しいパスワードでアプリケーションにサインインできます。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = 新しいリンクを請求
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = リンクの有効期限が切れています
    .eventTitleGeneric = リンクを使えません
    .eventTitleUsed = リンクはすでに使われています
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = あと少しです
    .description = ボタンを押して続けてください。
    .descriptionEmail = { $email } があなたのメールアドレスであることを確認するには、ボタンを押してください。
    .descriptionPassword = { $email } の新しいパスワードを設定するには、ボタンを押してください。
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = メールアドレスの確認
    .logoAltText = { $companyName }
    .verifiedTitle = メールアドレスを確認しました
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = メールアドレスの確認が完了しました。引き続きアプリケーションをご利用ください。
    .alreadyVerifiedDescription = メールアドレスはすでに確認済みです。これ以上の操作は必要ありません。
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = メールアドレスを確認できませんでした。数分後に、メールのリンクをもう一度開いてください。
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = アカウントのブロックの解除
    .description = ボタンを押すと、もう一度サインインできるようになります。
    .logoAltText = { $companyName }
    .buttonText = ブロックを解除

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = ブロックを解除しました
    .description = もう一度サインインできます。失敗した試行に心当たりがない場合は、新しいパスワードを設定してください。
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = このリンクはすでに使われているか、有効期限が切れています。ブロックを解除するには、新しいパスワードを設定してください。
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = { $clientName } のアクセスを許可しますか？
    .title = アクセスを許可しますか？
    .description = { $clientName } があなたのアカウントへのアクセスを求めています。
    .logoAltText = { $companyName }
    .signedInText = { $userName } としてサインイン中
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = 許可すると、アプリケーションは次のことができます：
    .acceptButtonText = 許可する
    .declineButtonText = 拒否する
    .invalid-action = 「許可する」または「拒否する」を選んでください。
    .invalid-audience = アプリケーションが、存在しないサービスへのアクセスを求めています。アプリケーションの管理者にお知らせください。
    .invalid-scope = アプリケーションが、許可できないアクセスを求めています。アプリケーションの管理者にお知らせください。

## What the standard scopes allow, on the consent page.

scopes =
    .openid = サインインしたときに、あなたが誰かを知る
    .profile = お名前や写真などのプロフィールを見る
    .email = メールアドレスを見る
    .address = 住所を見る
    .phone = 電話番号を見る
    .offline_access = あなたがアプリケーションを使っていないときも、このアクセスを続ける

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = 組織の入力
    .description = { $clientName } へのサインインに使う組織の名前を入力してください。
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = 組織名
    .invalid-organization = この組織ではサインインできません。組織名を確認して、もう一度お試しください。

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = 組織を選択
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = 個人のアカウントで続ける

logout =
    .pageTitle = サインアウトしますか？
    .title = サインアウトしますか？
    .description = 次回はもう一度サインインする必要があります。
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = はい
    .declineButtonText = いいえ

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = サインインしたままです
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = サインアウトしました
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = 同じブラウザーでリンクを開いてください
    .passwordless-no-session = このリンクは、請求したときと同じブラウザーでしか使えません。
    .passwordless-no-session-link = 新しいリンクを請求
    .mfa-required-title = 追加の本人確認が必要です
    .mfa-required = このアプリケーションには2つ目の本人確認が必要ですが、アカウントに設定されていません。アプリケーションの管理者にお問い合わせください。
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = エラーが発生しました
    .description = ご要望の処理を行えませんでした。もう一度お試しください。繰り返し起きる場合は、アプリケーションの管理者にお知らせください。
    .descriptionRequest = アプリケーションから、受け付けられないリクエストが届きました。アプリケーションの管理者にお知らせください。
    .descriptionForm = フォームがこのサイトから送られたものではありません。前のページに戻って、もう一度お試しください。
    .descriptionForbidden = このアカウントでは、このアプリケーションを使えません。アプリケーションの管理者にお問い合わせください。
    .descriptionTooMany = お使いのネットワークからのリクエストが多すぎます。1分ほど待ってから、もう一度お試しください。
    .descriptionUnavailable = 現在、サービスを利用できません。数分後にもう一度お試しください。
    .descriptionNotFound = このページは存在しません。アドレスを確認するか、アプリケーションに戻ってください。
    .codeText = エラー
    .detailText = 説明
    .trackingText = 追跡番号
    .trackingHelpText = この番号をもとに、アプリケーションの管理者が詳しく調べられます。
    .tryAgainText = もう一度試す
    .backButtonText = { page.backTo }
    .openInBrowser = このリンクをブラウザーのアドレスバーで開いてください。

lost =
    .pageTitle = { lost.title }
    .title = 最初からやり直してください
    .description = 「戻る」ボタンを押したか、ページを再読み込みしたか、ページを長い時間開いたままにしていた可能性があります。または、ブラウザーで Cookie が使えない設定になっています。アプリケーションに戻って、もう一度サインインしてください。
    .backButtonText = { page.backTo }
    .helpText = 繰り返し起きる場合は、アプリケーションの管理者にお知らせください。

confirm-callback =
    .pageTitle = { $clientName } に進みますか？
    .title = { $clientName } に進みますか？
    .description = サインインは、このデバイスの次のアプリケーションに引き継がれます：
    .warning = このアプリケーションへのサインインを今ご自身で始めた場合だけ、続けてください。
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = もうすぐ完了です
    .description = 何も起きない場合は、ボタンを押してアプリケーションに進んでください。
    .buttonText = { -continue }

web-message =
    .pageTitle = アプリケーションへの応答
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = このサーバーは、アプリケーションへのサインインを受け付けます。サインインするには、使いたいアプリケーションを開いてください。そこからこのサーバーに案内されます。
    .discoveryText = アプリケーションに必要な情報は、次の文書にあります：
    .testModeTitle = このサーバーはテストモードです
    .discovery = エンドポイントと対応している機能
    .jwks = 署名鍵
    .network = サーバーから見た、あなたのアドレス、ネットワーク、場所
    .clock = テスト用の時計
    .transfers = 転送の記録（read:logs を持つ Management API トークン用）
    .mailbox = 送信せずにここに保存されたメール
    .readyz = サーバーがリクエストを受け付けられるか
    .metrics = メトリクス（このマシン専用）

mailbox =
    .pageTitle = { mailbox.title }
    .title = メールボックス
    .description = このサーバーはテストモードです。メールは送信されず、ここに保存されます。
    .emptyText = メールはまだありません。
    .recipientText = 宛先
    .senderText = 差出人
    .codeText = { email.codeLabel }
    .linkText = リンクを開く
    .htmlText = HTML で表示

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = { $userName } 様
    .greetingPlain = こんにちは。
    .linkHelp = ボタンが使えない場合は、次のリンクをブラウザーで開いてください：
    .codeLabel = コード
    .linkExpiresInDays =
        { $days ->
           *[other] リンクは{ $days }日以内に1回だけ使えます。
        }
    .linkExpiresInHours =
        { $hours ->
           *[other] リンクは{ $hours }時間以内に1回だけ使えます。
        }
    .linkExpiresInMinutes =
        { $minutes ->
           *[other] リンクは{ $minutes }分以内に1回だけ使えます。
        }
    .codeExpiresInMinutes =
        { $minutes ->
           *[other] コードは{ $minutes }分間有効です。
        }
    .keepCodeSecret = このコードを誰にも教えないでください。電話やメールでお尋ねすることはありません。
    .footer = このメールは、{ $tenantName } から { $email } に送られました。
    .supportText = お困りですか？

email-verify_email =
    .subject = { $tenantName }：メールアドレスをご確認ください
    .preheader = ワンクリックでアカウントの準備が整います。
    .heading = メールアドレスの確認
    .body = { $tenantName } に、アドレス { $email } のアカウントがあります。このアドレスがご自身のものであることを確認してください。
    .buttonText = アドレスを確認する
    .ignore = アカウントを作成していない場合は、このメールを無視してください。このリンクがなければ、誰もあなたのアドレスを使えません。
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = { $tenantName } の確認コード
    .preheader = コードを入力して、メールアドレスを確認してください。
    .heading = メールアドレスの確認
    .body = { $email } がご自身のアドレスであることを確認するため、コードを求めているページに次のコードを入力してください。
    .buttonText = { email.codeLabel }
    .ignore = コードを請求していない場合は、このメールを無視してください。コードがなければ、誰もあなたのアドレスを使えません。
    .footer = { email.footer }

email-reset_email =
    .subject = { $tenantName }：新しいパスワードの設定
    .preheader = このメールのリンクから、新しいパスワードを設定できます。
    .heading = 新しいパスワードの設定
    .body = { $tenantName } のアカウント { $email } について、新しいパスワードの請求を受け付けました。
    .buttonText = 新しいパスワードを設定
    .ignore = 請求していない場合は、このメールを無視してください。パスワードは変わりません。
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = { $tenantName }：新しいパスワード用のコード
    .preheader = コードを入力して、新しいパスワードを設定してください。
    .heading = 新しいパスワードの設定
    .body = { $tenantName } のアカウント { $email } について、新しいパスワードの請求を受け付けました。コードを求めているページに次のコードを入力してください。
    .buttonText = { email.codeLabel }
    .ignore = 請求していない場合は、このメールを無視してください。パスワードは変わりません。
    .footer = { email.footer }

email-welcome_email =
    .subject = { $tenantName } へようこそ
    .preheader = アカウントの準備が整いました。
    .heading = ようこそ！
    .body = { $tenantName } のアカウント { $email } の準備が整いました。ご登録ありがとうございます。
    .buttonText = { $clientName } を開く
    .ignore = アカウントを作成していない場合は、お知らせください。
    .footer = { email.footer }

email-blocked_account =
    .subject = { $tenantName } のアカウントがブロックされました
    .preheader = サインインの失敗が続きました。
    .heading = アカウントがブロックされました
    .body = { $tenantName } のアカウント { $email } で、サインインの失敗が続きました。アカウントを守るため、試行があった場所からのサインインをブロックしました。
    .place = 最後の試行は { $country } { $city } から行われました（アドレス { $ip }）。
    .address = 最後の試行はアドレス { $ip } から行われました。
    .buttonText = ブロックを解除
    .ignore = 心当たりがない場合、操作は必要ありません。ほかの人にパスワードを知られていると思われる場合は、新しいパスワードを設定してください。
    .footer = { email.footer }

email-stolen_credentials =
    .subject = { $tenantName } のパスワードを変更してください
    .preheader = パスワードが、ほかのウェブサイトで起きた情報漏えいで見つかりました。
    .heading = パスワードがほかの人に知られています
    .body = { $tenantName } のアカウント { $email } のパスワードが、ほかのウェブサイトで起きた情報漏えいで見つかりました。次にサインインする前に、新しいパスワードを設定してください。同じパスワードを使っているほかのサービスでも変更してください。
    .buttonText = 新しいパスワードを設定
    .ignore = すでにパスワードを変更した場合、これ以上の操作は必要ありません。
    .footer = { email.footer }

email-enrollment_email =
    .subject = { $tenantName } のアカウントを保護してください
    .preheader = アカウントに2つ目の本人確認を追加してください。
    .heading = アカウントの保護
    .body = { $tenantName } から、アカウント { $email } に2つ目の本人確認を追加するようお願いしています。パスワードに加えて、ご自身だけが持っているものを使います。
    .buttonText = 2つ目の本人確認を追加
    .ignore = このメールに心当たりがない場合は、リンクを開く前に { $tenantName } の管理者にお問い合わせください。
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = { $tenantName } のサインインコード
    .preheader = コードを入力して、サインインを完了してください。
    .heading = サインインコード
    .body = { $tenantName } へのサインインを完了するため、コードを求めているページに次のコードを入力してください。
    .buttonText = { email.codeLabel }
    .ignore = 今サインインしていない場合は、ほかの人にパスワードを知られているかもしれません。早めに新しいパスワードを設定してください。
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } さんから { $organizationName } への招待
    .preheader = 招待を承諾して始めましょう。
    .heading = 招待が届いています
    .body = { $inviterName } さんから、{ $clientName } の { $organizationName } への招待が届いています。
    .buttonText = 招待を承諾
    .ignore = 送信者に心当たりがない場合は、このメールを無視してください。
    .footer = { email.footer }

email-password_reset =
    .subject = { $tenantName } のパスワードが変更されました
    .preheader = 新しいパスワードでサインインできます。
    .heading = パスワードが変更されました
    .body = { $tenantName } のアカウント { $email } のパスワードが変更されました。すべてのデバイスからサインアウトしました。
    .buttonText = { -sign-in }
    .ignore = 心当たりがない場合は、すぐに新しいパスワードを設定し、{ $tenantName } の管理者にお知らせください。
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = { $clientName } のサインインコード
    .preheader = コードを入力してサインインしてください。
    .heading = サインインコード
    .body = { $clientName } にサインインするため、コードを求めているページに次のコードを入力してください。
    .buttonText = { -sign-in }
    .ignore = コードを請求していない場合は、このメールを無視してください。コードがなければ、誰もサインインできません。
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = { $tenantName } からのテストメール
    .preheader = メールプロバイダーは正常に動作しています。
    .heading = 正常に動作しています
    .body = { $tenantName } は、設定されたプロバイダーからメールを送信できます。これはテストです。返信は必要ありません。
    .ignore = { $tenantName } の管理者でない場合は、このメールを無視してください。
    .footer = { email.footer }
