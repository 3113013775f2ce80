### The sentences of the hosted pages and of the built-in e-mails, in Arabic. See en.ftl.

## Shared words

-continue = متابعة
-sign-in = تسجيل الدخول
-sign-up = إنشاء حساب
-log-in = تسجيل الدخول
-forgot-password = هل نسيت كلمة المرور؟
-or = أو
-edit = تغيير
-back = رجوع
-back-to-sign-in = العودة إلى تسجيل الدخول
-password = كلمة المرور
-new-password = كلمة المرور الجديدة
-new-password-again = تكرار كلمة المرور الجديدة
-show-password = إظهار كلمة المرور
-hide-password = إخفاء كلمة المرور
-password-security = يجب أن تستوفي كلمة المرور ما يلي:
-rule-met = مستوفى:
-rule-missing = غير مستوفى بعد:
-email-address = عنوان البريد الإلكتروني
-username = اسم المستخدم
-phone = رقم الهاتف
-email-or-username = البريد الإلكتروني أو اسم المستخدم
-email-or-phone = البريد الإلكتروني أو رقم الهاتف
-phone-or-username = رقم الهاتف أو اسم المستخدم
-email-phone-or-username = البريد الإلكتروني أو رقم الهاتف أو اسم المستخدم
-email-optional = عنوان البريد الإلكتروني (اختياري)
-username-optional = اسم المستخدم (اختياري)
-phone-optional = رقم الهاتف (اختياري)
-check-these = يُرجى التحقق مما يلي:
-new-here = ليس لديك حساب بعد؟
-have-account = هل لديك حساب بالفعل؟
-use-passkey = استخدام مفتاح مرور
-other-way = اختيار طريقة أخرى
-remember-browser = تذكّر هذا المتصفح لمدة 30 يومًا
-app-code = الرمز من التطبيق
-copy = نسخ
-copied = تم النسخ
-recovery-code = رمز الاسترداد
-code-is-kept = لقد دوّنت الرمز

## Shared errors

-wrong = البريد الإلكتروني أو رقم الهاتف أو اسم المستخدم أو كلمة المرور غير صحيحة.
-wrong-email = البريد الإلكتروني أو كلمة المرور غير صحيحة.
-wrong-username = اسم المستخدم أو كلمة المرور غير صحيحة.
-wrong-phone = رقم الهاتف أو كلمة المرور غير صحيحة.
-wrong-email-username = البريد الإلكتروني أو اسم المستخدم أو كلمة المرور غير صحيحة.
-wrong-email-phone = البريد الإلكتروني أو رقم الهاتف أو كلمة المرور غير صحيحة.
-wrong-phone-username = رقم الهاتف أو اسم المستخدم أو كلمة المرور غير صحيحة.
-failed = لم تنجح العملية. يُرجى المحاولة مرة أخرى بعد بضع دقائق.
-invalid-connection = لا يمكن تسجيل الدخول إلى هذا التطبيق.
-no-db-connection = هذا التطبيق لا يقبل كلمات المرور. يُرجى اختيار طريقة أخرى لتسجيل الدخول.
-network-blocked = وردت محاولات كثيرة جدًا من شبكتك. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
-too-many-requests = يسجّل عدد كبير من الأشخاص الدخول الآن. يُرجى المحاولة مرة أخرى بعد دقيقة.
-too-many-logins = تكرر تسجيل الدخول كثيرًا في وقت قصير. يُرجى الانتظار دقيقة ثم المحاولة مرة أخرى.
-user-blocked = حُظر حسابك بعد عدة محاولات متتالية لتسجيل الدخول. لإلغاء الحظر، افتح الرابط الموجود في رسالتنا أو عيّن كلمة مرور جديدة.
-account-blocked = حُظر حسابك. يُرجى طلب المساعدة من القائمين على هذه الخدمة.
-password-breached = ظهرت كلمة المرور هذه في تسريب بيانات من موقع آخر. لحماية حسابك، اختر «هل نسيت كلمة المرور؟» وعيّن كلمة مرور جديدة.
-breached-new = ظهرت كلمة المرور هذه في تسريب بيانات من موقع آخر. يُرجى اختيار كلمة مرور مختلفة.
-invalid-code = الرمز غير صحيح أو لم يعد صالحًا. يُرجى التحقق منه أو طلب رمز جديد.
-expired-code = انتهت صلاحية الرمز. يُرجى طلب رمز جديد.
-authentication-failed = تعذّر تسجيل دخولك. يُرجى المحاولة مرة أخرى.
-no-email = أدخل عنوان بريدك الإلكتروني.
-no-password = أدخل كلمة المرور.
-no-new-password = أدخل كلمة مرور جديدة.
-no-password-again = أدخل كلمة المرور الجديدة مرة ثانية.
-no-username = أدخل اسم المستخدم.
-no-phone = أدخل رقم هاتفك.
-no-identifier = أدخل بريدك الإلكتروني أو رقم هاتفك أو اسم المستخدم.
-invalid-email = هذا ليس عنوان بريد إلكتروني. يجب أن يكون على شكل name@example.com.
-invitation-other-email = هذه الدعوة مخصصة لعنوان بريد إلكتروني آخر. استخدم العنوان الذي أُرسلت إليه.
-invalid-username = هذا ليس اسم مستخدم. يُرجى التحقق منه والمحاولة مرة أخرى.
-invalid-phone = هذا ليس رقم هاتف. ابدأ بعلامة + ثم رمز البلد.
-invalid-login-id = يبدو أن ما أدخلته غير صحيح. يُرجى التحقق منه والمحاولة مرة أخرى.
-invalid-email-phone = أدخل عنوان بريد إلكتروني أو رقم هاتف.
-invalid-email-username = أدخل عنوان بريد إلكتروني أو اسم مستخدم.
-invalid-phone-username = أدخل رقم هاتف أو اسم مستخدم.
-invalid-email-phone-username = أدخل عنوان بريد إلكتروني أو رقم هاتف أو اسم مستخدم.
-no-hrd-connection = لا يمكن تسجيل الدخول بهذا البريد الإلكتروني. يُرجى التحقق منه والمحاولة مرة أخرى.
-username-characters = يمكن أن يحتوي اسم المستخدم على حروف وأرقام وبعض الرموز فقط، دون مسافات.
-username-is-email = لا يمكن أن يكون اسم المستخدم على شكل بريد إلكتروني.
-username-taken = اسم المستخدم هذا غير متاح. يُرجى اختيار اسم آخر.
-email-in-use = تعذّر إنشاء حساب بهذه البيانات. إذا كان لديك حساب بالفعل، فسجّل الدخول.
-signup-blocked = أُنشئت حسابات كثيرة جدًا من شبكتك. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
-invalid-phone-config = لا يمكن استخدام أرقام الهواتف هنا. يُرجى إنشاء الحساب بطريقة أخرى.
-password-too-weak = كلمة المرور هذه ضعيفة جدًا. اختر كلمة مرور تستوفي الشروط.
-password-too-common = كلمة المرور هذه شائعة جدًا. اختر كلمة مرور يصعب تخمينها.
-password-used-before = سبق أن استخدمت كلمة المرور هذه. اختر كلمة مرور جديدة.
-password-has-personal-info = تحتوي كلمة المرور هذه على معلومة عنك، مثل اسمك أو بريدك الإلكتروني. اختر كلمة مرور مختلفة.
-password-mismatch = كلمتا المرور غير متطابقتين. أدخل كلمة المرور الجديدة مرتين.
-link-expired = انتهت صلاحية هذا الرابط. يُرجى طلب رابط جديد.
-link-used = يعمل هذا الرابط مرة واحدة فقط وقد استُخدم من قبل. يُرجى طلب رابط جديد.
-link-dead = يعمل هذا الرابط مرة واحدة فقط، وقد استُخدم من قبل أو انتهت صلاحيته. يُرجى طلب رابط جديد.
-too-many-email = لقد أرسلنا إليك عدة رسائل بالفعل. ابحث في بريدك الوارد وفي مجلد الرسائل غير المرغوب فيها، أو حاول مرة أخرى لاحقًا.
-no-passkey = لا يوجد مفتاح مرور لهذا الحساب على هذا الجهاز. سجّل الدخول بطريقة أخرى.
-passkey-failed = تعذّر استخدام مفتاح المرور. حاول مرة أخرى أو سجّل الدخول بطريقة أخرى.
-passkey-not-allowed = لا يمكن استخدام مفاتيح المرور هنا. سجّل الدخول بطريقة أخرى.
-password-not-allowed = لا يمكن استخدام كلمات المرور هنا. سجّل الدخول بطريقة أخرى.
-choose-one-way = استخدم كلمة مرور أو مفتاح مرور، وليس كليهما.
-app-code-format = يتكون الرمز من ستة أرقام. اكتبه كما يظهر في التطبيق.
-app-code-wrong = الرمز غير صحيح أو سبق استخدامه. أدخل الرمز التالي الذي يعرضه التطبيق.
-no-code = أدخل الرمز.
-too-many-codes = أُدخلت رموز خاطئة كثيرة. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
-too-many-tries = جرت محاولات كثيرة جدًا. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
-keep-code = دوّن الرمز وضع علامة في المربع.

## All pages

page =
    .errorTitle = خطأ: { $title }
    .backTo = العودة إلى { $clientName }
    .required = مطلوب
    .cancel = إلغاء
    .closeWindow = يمكنك إغلاق هذه النافذة.
    .supportText = الحصول على مساعدة
    .languageLabel = اللغة

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = استخدم حسابك في { $companyName } للمتابعة إلى { $clientName }.
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
    .federatedConnectionButtonText = المتابعة باستخدام { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = وصلتك دعوة
    .invitationDescription = وصلتك دعوة من { $inviterName } للانضمام إلى { $companyName } على { $clientName }. سجّل الدخول لقبولها.
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
    .title = أدخل كلمة المرور
    .description = كلمة مرورك في { $companyName }، للمتابعة إلى { $clientName }.
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
    .editLinkScreenReadableText = تسجيل الدخول ببريد إلكتروني آخر أو اسم مستخدم آخر
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = استخدام بصمة الإصبع أو الوجه
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .switchToOtpButtonText = إرسال رمز إلى بريدي بدلًا من ذلك
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
    .title = اختر حسابًا
    .description = للمتابعة إلى { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = المتابعة بحساب { $userName }
    .notYouText = هذا ليس حسابك؟
    .useAnotherAccountText = استخدام حساب آخر
    .passwordNeededText = تُطلب كلمة المرور

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = حسابك محظور
    .description = حظرت الإدارة هذا الحساب. يُرجى طلب المساعدة من القائمين على { $companyName }.
    .descriptionAttempts = كانت هناك محاولات فاشلة كثيرة جدًا لتسجيل الدخول إلى هذا الحساب.
    .unblockText = أرسلنا رسالة بريد إلكتروني إلى صاحب الحساب. الرابط الموجود فيها يلغي حظر الحساب.
    .resetPasswordText = تعيين كلمة مرور جديدة
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = إنشاء حسابك
    .description = أنشئ حسابًا في { $companyName } للمتابعة إلى { $clientName }.
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
    .invalid-connection = لا يمكن إنشاء حساب في هذا التطبيق.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = اسم المستخدم طويل جدًا.
    .invalid-username-min-length = اسم المستخدم قصير جدًا.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = كلمة المرور هذه لا تستوفي الشروط. اختر كلمة مرور مختلفة.
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
    .no-username = اختر اسم مستخدم.
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
    .title = اختر كلمة مرور
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
    .editLinkScreenReadableText = إنشاء الحساب ببيانات أخرى
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = وصلتك دعوة من { $inviterName } للانضمام إلى { $companyName } على { $clientName }. أنشئ حسابًا لقبولها.
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
            [zero] { $min } حرف على الأقل
            [one] حرف واحد على الأقل
            [two] حرفان على الأقل
            [few] { $min } أحرف على الأقل
            [many] { $min } حرفًا على الأقل
           *[other] { $min } حرف على الأقل
        }
    .containsAtLeast = { $count } على الأقل من أنواع الأحرف التالية، وعددها { $of }:
    .shouldContain = جميع أنواع الأحرف التالية:
    .lowerCase = حروف لاتينية صغيرة (a-z)
    .upperCase = حروف لاتينية كبيرة (A-Z)
    .numbers = أرقام (0-9)
    .specialCharacters = رموز خاصة (مثل !@#$%^&*)
    .identicalChars =
        { $row ->
            [zero] لا أحرف متطابقة متتالية
            [one] لا أحرف متطابقة متتالية
            [two] لا أكثر من حرفين متطابقين متتاليين
            [few] لا أكثر من { $row } أحرف متطابقة متتالية
            [many] لا أكثر من { $row } حرفًا متطابقًا متتاليًا
           *[other] لا أكثر من { $row } حرف متطابق متتالٍ
        }
    .sequentialChars = دون تسلسلات مثل abc أو 123
    .tooLong =
        { $max ->
            [zero] { $max } حرف على الأكثر
            [one] حرف واحد على الأكثر
            [two] حرفان على الأكثر
            [few] { $max } أحرف على الأكثر
            [many] { $max } حرفًا على الأكثر
           *[other] { $max } حرف على الأكثر
        }
    .noPersonalInfo = لا شيء عنك، مثل اسمك أو بريدك الإلكتروني
    .notCommon = ليست كلمة مرور يستخدمها كثير من الناس
    .notUsedBefore = ليست كلمة مرور سبق أن استخدمتها

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = أدخل الرمز
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = أرسلنا رمزًا إلى { $email }. أدخله لتأكيد أن هذا العنوان لك.
    .loginDescription = { mfa-email-challenge.description }
    .recoveryDescription = إذا كان هناك حساب لـ { $email }، فقد أرسلنا إلى عنوانه رسالة فيها رمز. أدخل الرمز لتعيين كلمة مرور جديدة.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .switchToPasswordButtonText = { mfa-otp-challenge.usePasswordText }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = أرسلنا رمزًا جديدًا.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = يتكون الرمز من ستة أرقام. اكتبه كما ورد في الرسالة.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = أُدخلت رموز خاطئة كثيرة. انتظر قليلًا ثم اطلب رمزًا جديدًا.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .account-blocked = { -account-blocked }
    .ip-blocked = { -network-blocked }
    .user-account-exists = يوجد حساب بهذا البريد الإلكتروني بالفعل. سجّل الدخول بدلًا من ذلك.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = احمِ حسابك
    .description = تحتاج إلى تطبيق مصادقة على هاتفك يعرض رمزًا جديدًا كل 30 ثانية. امسح به رمز QR هذا.
    .logoAltText = { $companyName }
    .qrAltText = رمز QR لتطبيق المصادقة
    .codeEnrollmentText = تعذّر المسح؟ اكتب مفتاحًا
    .separatorText = ثم أدخل الرمز الذي يعرضه التطبيق.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = سبق إعداد تطبيق لحسابك. يُرجى تسجيل الدخول مرة أخرى.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = اكتب هذا المفتاح في تطبيق المصادقة. ثم أدخل الرمز الذي يعرضه التطبيق.
    .logoAltText = { $companyName }
    .altText = مفتاح التطبيق
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = مسح رمز QR بدلًا من ذلك
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
    .description = افتح تطبيق المصادقة وأدخل الرمز الذي يعرضه.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = استخدام كلمة المرور بدلًا من ذلك
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
    .linkDescription = يسجّل هذا الرابط دخولك باسم { $email }. تابع فقط إذا كنت أنت من طلبه.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = لم يصلك الرمز؟
    .resendActionText = إرسال رمز آخر
    .resentText = { email-identifier-challenge.resentText }
    .editText = استخدام عنوان آخر
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
    .editText = استخدام رقم آخر
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
    .description = أرسلنا رمزًا إلى { $email }. أدخله لإكمال تسجيل الدخول.
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

mfa-sms-enrollment =
    .pageTitle = { mfa-sms-enrollment.title } | { $clientName }
    .title = { mfa-otp-enrollment-qr.title }
    .description = أدخل رقم هاتفك. سنرسل إليك رسالة نصية فيها رمز.
    .logoAltText = { $companyName }
    .placeholder = { -phone }
    .phoneHint = ابدأ بعلامة + ثم رمز البلد، مثل ‎+966 51 234 5678.
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .send-sms-failed = تعذّر إرسال رسالة نصية إلى هذا الرقم. تحقّق منه، أو حاول لاحقًا.
    .invalid-phone-format = { -invalid-phone }
    .invalid-phone = { -invalid-phone }
    .too-many-sms = أرسلنا إليك عدة رسائل نصية بالفعل. انتظر قليلًا ثم حاول مرة أخرى.
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .authenticator-error = { -failed }
    .no-phone = { -no-phone }
    .ip-blocked = { -network-blocked }

mfa-sms-challenge =
    .pageTitle = { mfa-sms-challenge.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = أرسلنا رسالة نصية فيها رمز إلى { $phoneNumber }. أدخل الرمز للمتابعة.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .editText = { -edit }
    .changePhoneText = استخدام رقم آخر
    .pickAuthenticatorText = { -other-way }
    .resendText = ألم تصلك الرسالة؟
    .resendActionText = إرسال رمز جديد
    .resentText = { email-identifier-challenge.resentText }
    .invalid-otp-code-format = يتكوّن الرمز من ستة أرقام. اكتبه كما ورد في الرسالة.
    .invalid-code = { -invalid-code }
    .invalid-expired-code = { -expired-code }
    .send-sms-failed = { mfa-sms-enrollment.send-sms-failed }
    .authenticator-error = { -failed }
    .sms-authenticator-error = { mfa-sms-enrollment.send-sms-failed }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = { -too-many-codes }
    .too-many-sms = { mfa-sms-enrollment.too-many-sms }
    .transaction-not-found = { -expired-code }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-enroll-result =
    .pageTitle = { mfa-enroll-result.title } | { $companyName }
    .title = { mfa-otp-enrollment-qr.title }
    .logoAltText = { $companyName }
    .enrolledTitle = لقد أعددت عاملًا ثانيًا
    .enrolledDescription = يمكنك إغلاق هذه الصفحة وتسجيل الدخول كالمعتاد.
    .invalidTicketTitle = { reset-password-error.eventTitleGeneric }
    .invalidTicketDescription = { -link-dead }
    .expiredTicketTitle = { reset-password-error.eventTitleExpired }
    .expiredTicketDescription = { -link-expired }
    .alreadyUsedTitle = { reset-password-error.eventTitleUsed }
    .alreadyUsedDescription = { -link-used }
    .alreadyEnrolledDescription = لحسابك عامل ثانٍ بالفعل. لم يتغير شيء.
    .genericError = { -failed }
    .buttonText = { -continue }

mfa-begin-enroll-options =
    .pageTitle = { mfa-begin-enroll-options.title } | { $clientName }
    .title = { mfa-otp-enrollment-qr.title }
    .description = كيف تريد أن تثبت هويتك من الآن فصاعدًا؟
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = { mfa-login-options.authenticatorNamesSMS }
    .authenticatorNamesVoice = { mfa-login-options.authenticatorNamesVoice }
    .authenticatorNamesPhone = { mfa-login-options.authenticatorNamesPhone }
    .authenticatorNamesPushNotification = { mfa-login-options.authenticatorNamesPushNotification }
    .authenticatorNamesOTP = { mfa-login-options.authenticatorNamesOTP }
    .authenticatorNamesEmail = { mfa-login-options.authenticatorNamesEmail }
    .authenticatorNamesRecoveryCode = { mfa-login-options.authenticatorNamesRecoveryCode }
    .authenticatorNamesDUO = { mfa-login-options.authenticatorNamesDUO }
    .authenticatorNamesWebauthnRoaming = { mfa-login-options.authenticatorNamesWebauthnRoaming }
    .authenticatorNamesWebauthnPlatform = { mfa-login-options.authenticatorNamesWebauthnPlatform }
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

sms =
    .verificationMessage = { $code } هو رمز التحقق الخاص بك لدى { $companyName }.
    .enrollmentMessage = { $code } هو الرمز الذي يضيف هذا الرقم إلى حسابك لدى { $companyName }.

mfa-recovery-code-enrollment =
    .pageTitle = { mfa-recovery-code-enrollment.title } | { $clientName }
    .title = احتفظ برمز الاسترداد
    .description = إذا فقدت هاتفك، يمكنك تسجيل الدخول بهذا الرمز. دوّنه واحتفظ به في مكان آمن. لن نعرضه إلا مرة واحدة.
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
    .title = أدخل رمز الاسترداد
    .description = أدخل رمز الاسترداد الذي احتفظت به. يعمل مرة واحدة فقط، ثم تحصل على رمز جديد.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = رمز الاسترداد غير صحيح. يُرجى التحقق منه والمحاولة مرة أخرى.
    .invalid-code-format = يتكون رمز الاسترداد من 24 حرفًا ورقمًا. يُرجى التحقق منه والمحاولة مرة أخرى.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = احتفظ برمز الاسترداد الجديد
    .description = لم يعد رمز الاسترداد القديم صالحًا. دوّن هذا الرمز واحتفظ به في مكان آمن. لن نعرضه إلا مرة واحدة.
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
    .title = أضف مفتاح أمان
    .description = يثبت مفتاح الأمان هويتك عند تسجيل الدخول. جهّزه ثم تابع.
    .logoAltText = { $companyName }
    .instructions1 = صِل مفتاح الأمان بجهازك أو قرّبه منه.
    .instructions2 = المس المفتاح عندما يومض، واتبع تعليمات المتصفح.
    .instructions3 = ثم أعطِ المفتاح اسمًا لتتعرف عليه لاحقًا.
    .continueButtonText = { -continue }
    .awaitingConfirmation = في انتظار مفتاح الأمان. المسه عندما يومض.
    .pickAuthenticatorText = { -other-way }
    .needsScript = تحتاج هذه الخطوة إلى JavaScript وإلى متصفح يدعم مفاتيح الأمان. فعّل JavaScript أو استخدم متصفحًا آخر.
    .webauthn-associate-error = لم يُضَف مفتاح الأمان. حاول مرة أخرى أو استخدم مفتاحًا آخر.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-roaming-challenge =
    .pageTitle = { mfa-webauthn-roaming-challenge.title } | { $clientName }
    .title = استخدم مفتاح الأمان
    .description = جهّز مفتاح الأمان ثم تابع. صِله بجهازك أو قرّبه منه، والمسه عندما يومض.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-roaming-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-roaming-enrollment.needsScript }
    .webauthn-challenge-error = تعذّر استخدام مفتاح الأمان. حاول مرة أخرى بمفتاح سبق أن أضفته إلى حسابك.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-enrollment =
    .pageTitle = { mfa-webauthn-platform-enrollment.title } | { $clientName }
    .title = سجّل الدخول بسرعة أكبر على هذا الجهاز
    .description = من الآن فصاعدًا يمكنك إثبات هويتك ببصمة إصبعك أو وجهك أو رمز PIN لهذا الجهاز. لا تغادر هذه البيانات الجهاز أبدًا.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = في انتظار بصمة إصبعك أو وجهك أو رمز PIN.
    .snoozeEnrollmentButtonText = تذكيري لاحقًا
    .refuseAddingDeviceText = ليس على هذا الجهاز
    .needsScript = تحتاج هذه الخطوة إلى JavaScript وإلى متصفح يمكنه طلب بصمة إصبعك أو وجهك أو رمز PIN. فعّل JavaScript أو استخدم متصفحًا آخر.
    .webauthn-platform-associate-error = لم يُضَف هذا الجهاز. حاول مرة أخرى أو أضفه في وقت آخر.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-challenge =
    .pageTitle = { mfa-webauthn-platform-challenge.title } | { $clientName }
    .title = أثبت هويتك
    .description = استخدم بصمة إصبعك أو وجهك أو رمز PIN لهذا الجهاز لإكمال تسجيل الدخول.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-platform-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-platform-enrollment.needsScript }
    .webauthn-platform-challenge-error = تعذّر إثبات هويتك على هذا الجهاز. حاول مرة أخرى أو اختر طريقة أخرى.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-change-key-nickname =
    .pageTitle = { mfa-webauthn-change-key-nickname.title } | { $clientName }
    .title = أعطِ مفتاحك اسمًا
    .description = إذا كان لديك أكثر من مفتاح، فسيساعدك الاسم على التمييز بينها. اختر اسمًا تتعرف عليه لاحقًا.
    .logoAltText = { $companyName }
    .nickname = اسم المفتاح
    .buttonText = { -continue }
    .no-nickname = أدخل اسمًا للمفتاح.
    .nickname-too-long = هذا الاسم طويل جدًا. يمكن أن يتكون من 20 حرفًا على الأكثر.
    .transaction-not-found = { -authentication-failed }

passkey-enrollment =
    .pageTitle = { passkey-enrollment.title } | { $clientName }
    .title = سجّل الدخول أسرع في المرة القادمة
    .description = باستخدام مفتاح المرور تسجّل الدخول ببصمة إصبعك أو وجهك أو قفل الشاشة بدلاً من كلمة المرور.
    .logoAltText = { $companyName }
    .createButtonText = إنشاء مفتاح مرور
    .continueButtonText = ليس الآن
    .usePasswordButtonText = المتابعة بكلمة مرور
    .backButtonText = { -back }
    .email-in-use = { -email-in-use }
    .username-taken = { -username-taken }
    .auth0-users-validation = { -failed }
    .invalid-connection = { signup.invalid-connection }
    .passkey-not-allowed = { -passkey-not-allowed }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .passkey-enrollment-failure = تعذّر إنشاء مفتاح المرور. حاول مرة أخرى أو تابع بدونه.
    .passkey-enrollment-max-allowed-reached = لا يمكنك إضافة المزيد من مفاتيح المرور.
    .invalid-passkey = { -passkey-failed }

passkey-enrollment-local =
    .pageTitle = { passkey-enrollment-local.title } | { $clientName }
    .title = سجّل الدخول أسرع على هذا الجهاز
    .description = لقد سجّلت الدخول بمفتاح مرور من جهاز آخر. مع مفتاح مرور على هذا الجهاز لن تحتاج إلى الجهاز الآخر بعد الآن.
    .logoAltText = { $companyName }
    .createButtonText = إنشاء مفتاح مرور على هذا الجهاز
    .continueButtonText = { passkey-enrollment.continueButtonText }
    .passkey-enrollment-failure = { passkey-enrollment.passkey-enrollment-failure }
    .passkey-enrollment-max-allowed-reached = { passkey-enrollment.passkey-enrollment-max-allowed-reached }
    .invalid-passkey = { -passkey-failed }

mfa-login-options =
    .pageTitle = { mfa-login-options.title } | { $clientName }
    .title = { -other-way }
    .description = كيف تريد إثبات هويتك؟
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = رسالة نصية
    .authenticatorNamesVoice = مكالمة هاتفية
    .authenticatorNamesPhone = رسالة نصية أو مكالمة هاتفية
    .authenticatorNamesPushNotification = إشعار على هاتفك
    .authenticatorNamesOTP = تطبيق المصادقة
    .authenticatorNamesEmail = رمز عبر البريد الإلكتروني
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = تطبيق Duo
    .authenticatorNamesWebauthnRoaming = مفتاح أمان
    .authenticatorNamesWebauthnPlatform = بصمة الإصبع أو الوجه أو قفل الشاشة
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = هل نسيت كلمة المرور؟
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = أدخل عنوان بريدك الإلكتروني. إذا كان تابعًا لحساب، فسنرسل إليك رابطًا لتعيين كلمة مرور جديدة.
    .descriptionUsername = أدخل اسم المستخدم. إذا كان تابعًا لحساب، فسنرسل إليك بالبريد الإلكتروني رابطًا لتعيين كلمة مرور جديدة.
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
    .phoneDescription = أدخل رقم هاتفك. إذا كان تابعًا لحساب، فسنرسل إليك رمزًا لتعيين كلمة مرور جديدة.
    .phoneOrUsernameOrEmailDescription = أدخل بريدك الإلكتروني أو رقم هاتفك أو اسم المستخدم. إذا كان تابعًا لحساب، فسنساعدك على تعيين كلمة مرور جديدة.
    .phoneOrEmailDescription = أدخل بريدك الإلكتروني أو رقم هاتفك. إذا كان تابعًا لحساب، فسنساعدك على تعيين كلمة مرور جديدة.
    .phoneOrUsernameDescription = أدخل رقم هاتفك أو اسم المستخدم. إذا كان تابعًا لحساب، فسنساعدك على تعيين كلمة مرور جديدة.
    .usernameOrEmailDescription = أدخل بريدك الإلكتروني أو اسم المستخدم. إذا كان تابعًا لحساب، فسنرسل إليك بالبريد الإلكتروني رابطًا لتعيين كلمة مرور جديدة.
    .codeDescription = أدخل بريدك الإلكتروني أو اسم المستخدم. إذا كان تابعًا لحساب، فسنرسل إليك بالبريد الإلكتروني رمزًا لتعيين كلمة مرور جديدة.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = تكرر الطلب كثيرًا في وقت قصير. يُرجى الانتظار دقيقة ثم المحاولة مرة أخرى.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = تحقق من بريدك الوارد
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = إذا كان هناك حساب للعنوان { $email }، فقد أرسلنا رسالة إليه. افتح الرابط الموجود فيها لتعيين كلمة مرور جديدة.
    .usernameDescription = إذا كان هناك حساب بهذا الاسم، فقد أرسلنا رسالة إلى عنوانه. افتح الرابط الموجود فيها لتعيين كلمة مرور جديدة.
    .spamText = لم تصل الرسالة بعد بضع دقائق؟ ابحث أيضًا في مجلد الرسائل غير المرغوب فيها.
    .resendLinkText = إعادة الإرسال
    .resentText = إذا كان هناك حساب، فقد أرسلنا الرسالة مرة أخرى.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = تغيير كلمة المرور
    .description = اختر كلمة مرور جديدة للحساب { $email }.
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
    .eventTitle = تم تغيير كلمة المرور
    .description = يمكنك الآن تسجيل الدخول إلى التطبيق بكلمة المرور الجديدة.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = طلب رابط جديد
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = انتهت صلاحية الرابط
    .eventTitleGeneric = الرابط لا يعمل
    .eventTitleUsed = استُخدم الرابط من قبل
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = خطوة واحدة أخرى
    .description = اضغط على الزر للمتابعة.
    .descriptionEmail = اضغط على الزر لتأكيد أن { $email } هو عنوان بريدك الإلكتروني.
    .descriptionPassword = اضغط على الزر لتعيين كلمة مرور جديدة للحساب { $email }.
    .descriptionEnrollment = اضغط الزر لإعداد عامل ثانٍ لـ { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = عنوان بريدك الإلكتروني
    .logoAltText = { $companyName }
    .verifiedTitle = تم تأكيد البريد الإلكتروني
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = تم تأكيد بريدك الإلكتروني. يمكنك متابعة استخدام التطبيق.
    .alreadyVerifiedDescription = سبق تأكيد بريدك الإلكتروني. لا حاجة إلى أي إجراء آخر.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = تعذّر تأكيد بريدك الإلكتروني. افتح الرابط الموجود في الرسالة مرة أخرى بعد بضع دقائق.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = إلغاء حظر حسابك
    .description = اضغط على الزر لتتمكن من تسجيل الدخول مرة أخرى.
    .logoAltText = { $companyName }
    .buttonText = إلغاء حظر الحساب

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = تم إلغاء حظر حسابك
    .description = يمكنك تسجيل الدخول مرة أخرى. إذا لم تكن المحاولات الفاشلة منك، فعيّن كلمة مرور جديدة.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = استُخدم هذا الرابط من قبل أو انتهت صلاحيته. لإلغاء حظر الحساب، عيّن كلمة مرور جديدة.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = السماح بالوصول لـ { $clientName }؟
    .title = السماح بالوصول؟
    .description = يطلب { $clientName } الوصول إلى حسابك.
    .logoAltText = { $companyName }
    .signedInText = الحساب الحالي: { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = إذا قبلت، فسيتمكن التطبيق من:
    .acceptButtonText = قبول
    .declineButtonText = رفض
    .invalid-action = اختر «قبول» أو «رفض».
    .invalid-audience = يطلب التطبيق الوصول إلى خدمة غير موجودة. يُرجى إبلاغ القائمين عليه.
    .invalid-scope = يطلب التطبيق وصولًا لا يمكنه الحصول عليه. يُرجى إبلاغ القائمين عليه.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = معرفة هويتك عند تسجيل الدخول
    .profile = الاطلاع على ملفك الشخصي، مثل اسمك وصورتك
    .email = الاطلاع على عنوان بريدك الإلكتروني
    .address = الاطلاع على عنوانك البريدي
    .phone = الاطلاع على رقم هاتفك
    .offline_access = الاحتفاظ بهذا الوصول عندما لا تستخدم التطبيق

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = أدخل مؤسستك
    .description = اسم المؤسسة التي تسجّل الدخول بها إلى { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = اسم المؤسسة
    .invalid-organization = لا يمكنك تسجيل الدخول بهذه المؤسسة. يُرجى التحقق من الاسم والمحاولة مرة أخرى.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = اختر مؤسسة
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = المتابعة بحسابك الشخصي

logout =
    .pageTitle = تسجيل الخروج؟
    .title = هل تريد تسجيل الخروج؟
    .description = سيلزمك تسجيل الدخول من جديد في المرة القادمة.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = نعم
    .declineButtonText = لا

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = ما زالت جلستك مفتوحة
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = تم تسجيل خروجك
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = افتح الرابط في المتصفح نفسه
    .passwordless-no-session = يعمل هذا الرابط فقط في المتصفح الذي طلبته فيه.
    .passwordless-no-session-link = طلب رابط جديد
    .mfa-required-title = يلزم إثبات إضافي
    .mfa-required = يطلب هذا التطبيق إثباتًا ثانيًا لهويتك، وليس لحسابك إثبات كهذا. يُرجى طلب المساعدة من القائمين عليه.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = حدث خطأ ما
    .description = تعذّر تنفيذ طلبك. يُرجى المحاولة مرة أخرى. إذا تكرر ذلك، فأبلغ القائمين على التطبيق.
    .descriptionRequest = أرسل التطبيق طلبًا لا يمكننا قبوله. يُرجى إبلاغ القائمين عليه.
    .descriptionForm = لم يأتِ النموذج من هذا الموقع. ارجع وحاول مرة أخرى.
    .descriptionForbidden = لا يمكنك استخدام هذا التطبيق بهذا الحساب. يُرجى مراجعة القائمين عليه.
    .descriptionTooMany = وردت طلبات كثيرة جدًا من شبكتك. يُرجى الانتظار دقيقة ثم المحاولة مرة أخرى.
    .descriptionUnavailable = الخدمة غير متاحة حاليًا. يُرجى المحاولة مرة أخرى بعد بضع دقائق.
    .descriptionNotFound = لا توجد صفحة كهذه. تحقق من العنوان أو ارجع إلى التطبيق.
    .codeText = الخطأ
    .detailText = الوصف
    .trackingText = رقم التتبع
    .trackingHelpText = يمكن للقائمين على التطبيق معرفة المزيد بهذا الرقم.
    .tryAgainText = المحاولة مرة أخرى
    .backButtonText = { page.backTo }
    .openInBrowser = افتح هذا الرابط في شريط العنوان في المتصفح.

lost =
    .pageTitle = { lost.title }
    .title = يُرجى البدء من جديد
    .description = ربما ضغطت على زر الرجوع أو أعدت تحميل الصفحة أو تركتها مفتوحة وقتًا طويلًا، أو أن متصفحك لا يقبل ملفات تعريف الارتباط. ارجع إلى التطبيق وسجّل الدخول من جديد.
    .backButtonText = { page.backTo }
    .helpText = إذا تكرر ذلك، فأبلغ القائمين على التطبيق.

confirm-callback =
    .pageTitle = المتابعة إلى { $clientName }؟
    .title = هل تريد المتابعة إلى { $clientName }؟
    .description = سيُسلَّم تسجيل دخولك إلى تطبيق على هذا الجهاز:
    .warning = تابع فقط إذا كنت قد بدأت للتو بنفسك تسجيل الدخول إلى هذا التطبيق.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = أوشكنا على الانتهاء
    .description = إذا لم يحدث شيء، فاضغط على الزر للمتابعة إلى التطبيق.
    .buttonText = { -continue }

web-message =
    .pageTitle = الرد على التطبيق
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = يتيح هذا الخادم تسجيل الدخول إلى التطبيقات. لتسجيل الدخول، افتح التطبيق الذي تريد استخدامه، وسيرسلك إلى هنا.
    .discoveryText = تجد التطبيقات ما تحتاج إليه في هذا المستند:
    .testModeTitle = هذا الخادم في وضع الاختبار
    .discovery = نقاط النهاية والميزات المدعومة
    .jwks = مفاتيح التوقيع
    .network = عنوانك وشبكتك وموقعك كما يراها الخادم
    .clock = ساعة الاختبار
    .transfers = سجلات عمليات النقل، لرمز Management API له read:logs
    .mailbox = رسائل البريد الإلكتروني، التي تُحفظ هنا بدلًا من إرسالها
    .readyz = ما إذا كان الخادم جاهزًا للطلبات
    .metrics = المقاييس، لهذا الجهاز فقط

mailbox =
    .pageTitle = { mailbox.title }
    .title = صندوق البريد
    .description = هذا الخادم في وضع الاختبار: تُحفظ الرسائل هنا بدلًا من إرسالها.
    .emptyText = لا توجد رسائل بعد.
    .recipientText = إلى
    .senderText = من
    .codeText = { email.codeLabel }
    .linkText = فتح الرابط
    .htmlText = عرض بصيغة HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = مرحبًا { $userName }،
    .greetingPlain = مرحبًا،
    .linkHelp = إذا لم يعمل الزر، فافتح هذا الرابط في متصفحك:
    .codeLabel = رمزك
    .linkExpiresInDays =
        { $days ->
            [zero] يعمل الرابط مرة واحدة لمدة { $days } يوم.
            [one] يعمل الرابط مرة واحدة لمدة يوم واحد.
            [two] يعمل الرابط مرة واحدة لمدة يومين.
            [few] يعمل الرابط مرة واحدة لمدة { $days } أيام.
            [many] يعمل الرابط مرة واحدة لمدة { $days } يومًا.
           *[other] يعمل الرابط مرة واحدة لمدة { $days } يوم.
        }
    .linkExpiresInHours =
        { $hours ->
            [zero] يعمل الرابط مرة واحدة لمدة { $hours } ساعة.
            [one] يعمل الرابط مرة واحدة لمدة ساعة واحدة.
            [two] يعمل الرابط مرة واحدة لمدة ساعتين.
            [few] يعمل الرابط مرة واحدة لمدة { $hours } ساعات.
            [many] يعمل الرابط مرة واحدة لمدة { $hours } ساعة.
           *[other] يعمل الرابط مرة واحدة لمدة { $hours } ساعة.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [zero] يعمل الرابط مرة واحدة لمدة { $minutes } دقيقة.
            [one] يعمل الرابط مرة واحدة لمدة دقيقة واحدة.
            [two] يعمل الرابط مرة واحدة لمدة دقيقتين.
            [few] يعمل الرابط مرة واحدة لمدة { $minutes } دقائق.
            [many] يعمل الرابط مرة واحدة لمدة { $minutes } دقيقة.
           *[other] يعمل الرابط مرة واحدة لمدة { $minutes } دقيقة.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [zero] يعمل الرمز لمدة { $minutes } دقيقة.
            [one] يعمل الرمز لمدة دقيقة واحدة.
            [two] يعمل الرمز لمدة دقيقتين.
            [few] يعمل الرمز لمدة { $minutes } دقائق.
            [many] يعمل الرمز لمدة { $minutes } دقيقة.
           *[other] يعمل الرمز لمدة { $minutes } دقيقة.
        }
    .keepCodeSecret = لا تعطِ هذا الرمز لأي شخص. نحن لا نطلبه أبدًا عبر الهاتف أو البريد الإلكتروني.
    .footer = أُرسلت هذه الرسالة من { $tenantName } إلى { $email }.
    .supportText = هل تحتاج إلى مساعدة؟

email-verify_email =
    .subject = أكّد عنوان بريدك الإلكتروني في { $tenantName }
    .preheader = نقرة واحدة ويصبح حسابك جاهزًا.
    .heading = تأكيد عنوان بريدك الإلكتروني
    .body = لديك حساب في { $tenantName } بالعنوان { $email }. يُرجى تأكيد أن هذا العنوان لك.
    .buttonText = تأكيد العنوان
    .ignore = إذا لم تنشئ حسابًا، فتجاهل هذه الرسالة. لا يمكن لأحد استخدام عنوانك دون هذا الرابط.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = رمزك في { $tenantName }
    .preheader = أدخل الرمز لتأكيد بريدك الإلكتروني.
    .heading = تأكيد عنوان بريدك الإلكتروني
    .body = أدخل هذا الرمز في الصفحة التي طلبته، لتأكيد أن { $email } هو عنوانك.
    .buttonText = { email.codeLabel }
    .ignore = إذا لم تطلب هذا الرمز، فتجاهل هذه الرسالة. لا يمكن لأحد استخدام عنوانك دون الرمز.
    .footer = { email.footer }

email-reset_email =
    .subject = تعيين كلمة مرور جديدة في { $tenantName }
    .preheader = يمكنك اختيار كلمة مرور جديدة من الرابط الموجود في هذه الرسالة.
    .heading = تعيين كلمة مرور جديدة
    .body = لقد طلبت كلمة مرور جديدة لحسابك { $email } في { $tenantName }.
    .buttonText = تعيين كلمة مرور جديدة
    .ignore = إذا لم تطلب ذلك، فتجاهل هذه الرسالة. ستبقى كلمة مرورك كما هي.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = رمزك لتعيين كلمة مرور جديدة في { $tenantName }
    .preheader = أدخل الرمز لاختيار كلمة مرور جديدة.
    .heading = تعيين كلمة مرور جديدة
    .body = لقد طلبت كلمة مرور جديدة لحسابك { $email } في { $tenantName }. أدخل هذا الرمز في الصفحة التي طلبته.
    .buttonText = { email.codeLabel }
    .ignore = إذا لم تطلب ذلك، فتجاهل هذه الرسالة. ستبقى كلمة مرورك كما هي.
    .footer = { email.footer }

email-welcome_email =
    .subject = مرحبًا بك في { $tenantName }
    .preheader = حسابك جاهز.
    .heading = مرحبًا بك!
    .body = حسابك { $email } في { $tenantName } جاهز. يسعدنا انضمامك إلينا.
    .buttonText = فتح { $clientName }
    .ignore = إذا لم تنشئ حسابًا، فيُرجى إبلاغنا.
    .footer = { email.footer }

email-blocked_account =
    .subject = حُظر حسابك في { $tenantName }
    .preheader = كانت هناك محاولات فاشلة كثيرة جدًا لتسجيل الدخول.
    .heading = حسابك محظور
    .body = كانت هناك محاولات فاشلة كثيرة جدًا لتسجيل الدخول إلى حسابك { $email } في { $tenantName }. لحمايته، حظرنا الدخول إليه من المكان الذي وردت منه.
    .place = وردت آخر محاولة من { $city }، { $country } (العنوان { $ip }).
    .address = وردت آخر محاولة من العنوان { $ip }.
    .buttonText = إلغاء حظر الحساب
    .ignore = إذا لم تكن المحاولات منك، فلا يلزمك فعل شيء. إذا كنت تعتقد أن آخرين يعرفون كلمة مرورك، فعيّن كلمة مرور جديدة.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = يُرجى تغيير كلمة مرورك في { $tenantName }
    .preheader = ظهرت كلمة مرورك في تسريب بيانات من موقع آخر.
    .heading = كلمة مرورك معروفة لآخرين
    .body = ظهرت كلمة مرور حسابك { $email } في { $tenantName } في تسريب بيانات من موقع آخر. عيّن كلمة مرور جديدة قبل تسجيل الدخول مرة أخرى، وغيّرها أيضًا في كل مكان آخر تستخدمها فيه.
    .buttonText = تعيين كلمة مرور جديدة
    .ignore = إذا كنت قد غيّرت كلمة مرورك بالفعل، فلا حاجة إلى أي إجراء آخر.
    .footer = { email.footer }

email-enrollment_email =
    .subject = احمِ حسابك في { $tenantName }
    .preheader = أضف إثباتًا ثانيًا إلى حسابك.
    .heading = حماية حسابك
    .body = يطلب منك { $tenantName } إضافة إثبات ثانٍ إلى حسابك { $email }: شيء تملكه إلى جانب كلمة مرورك.
    .buttonText = إضافة إثبات ثانٍ
    .ignore = إذا لم تعرف سبب وصول هذه الرسالة إليك، فاسأل القائمين على { $tenantName } قبل فتح الرابط.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = رمز تسجيل الدخول إلى { $tenantName }
    .preheader = أدخل الرمز لإكمال تسجيل الدخول.
    .heading = رمز تسجيل الدخول
    .body = أدخل هذا الرمز في الصفحة التي طلبته، لإكمال تسجيل الدخول إلى { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = إذا كنت لا تسجّل الدخول الآن، فربما يعرف آخرون كلمة مرورك. عيّن كلمة مرور جديدة قريبًا.
    .footer = { email.footer }

email-user_invitation =
    .subject = دعوة من { $inviterName } إلى { $organizationName }
    .preheader = اقبل الدعوة للبدء.
    .heading = وصلتك دعوة
    .body = وصلتك دعوة من { $inviterName } للانضمام إلى { $organizationName } على { $clientName }.
    .buttonText = قبول الدعوة
    .ignore = إذا كنت لا تعرف المرسل، فتجاهل هذه الرسالة.
    .footer = { email.footer }

email-password_reset =
    .subject = تم تغيير كلمة مرورك في { $tenantName }
    .preheader = يمكنك الآن تسجيل الدخول بكلمة المرور الجديدة.
    .heading = تم تغيير كلمة مرورك
    .body = تم تغيير كلمة مرور حسابك { $email } في { $tenantName }. وتم تسجيل خروجك من كل مكان.
    .buttonText = { -sign-in }
    .ignore = إذا لم يكن ذلك منك، فعيّن كلمة مرور جديدة فورًا وأبلغ القائمين على { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = رمز تسجيل الدخول إلى { $clientName }
    .preheader = أدخل الرمز لتسجيل الدخول.
    .heading = رمز تسجيل الدخول
    .body = أدخل هذا الرمز في الصفحة التي طلبته، لتسجيل الدخول إلى { $clientName }.
    .buttonText = { -sign-in }
    .ignore = إذا لم تطلب هذا الرمز، فتجاهل هذه الرسالة. لا يمكن لأحد تسجيل الدخول دونه.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = رسالة اختبار من { $tenantName }
    .preheader = مزوّد البريد الإلكتروني يعمل.
    .heading = يعمل كل شيء
    .body = يستطيع { $tenantName } إرسال البريد الإلكتروني عبر المزوّد الذي أعددته. هذه رسالة اختبار ولا تحتاج إلى رد.
    .ignore = إذا لم تكن من القائمين على { $tenantName }، فتجاهل هذه الرسالة.
    .footer = { email.footer }
