### The sentences of the hosted pages and of the built-in e-mails, in Hebrew. See en.ftl.

## Shared words

-continue = המשך
-sign-in = כניסה
-sign-up = הרשמה
-log-in = כניסה
-forgot-password = שכחת את הסיסמה?
-or = או
-edit = שינוי
-back = חזרה
-back-to-sign-in = חזרה לכניסה
-password = סיסמה
-new-password = סיסמה חדשה
-new-password-again = הסיסמה החדשה פעם נוספת
-show-password = הצגת הסיסמה
-hide-password = הסתרת הסיסמה
-password-security = הסיסמה צריכה לעמוד בכללים הבאים:
-rule-met = מתקיים:
-rule-missing = עדיין לא מתקיים:
-email-address = כתובת אימייל
-username = שם משתמש
-phone = מספר טלפון
-email-or-username = אימייל או שם משתמש
-email-or-phone = אימייל או מספר טלפון
-phone-or-username = מספר טלפון או שם משתמש
-email-phone-or-username = אימייל, מספר טלפון או שם משתמש
-email-optional = כתובת אימייל (לא חובה)
-username-optional = שם משתמש (לא חובה)
-phone-optional = מספר טלפון (לא חובה)
-check-these = יש לבדוק את הדברים הבאים:
-new-here = עדיין אין לך חשבון?
-have-account = כבר יש לך חשבון?
-use-passkey = שימוש במפתח גישה
-other-way = בחירה בדרך אחרת
-remember-browser = לזכור את הדפדפן הזה למשך 30 יום
-app-code = הקוד מהאפליקציה
-copy = העתקה
-copied = הועתק
-recovery-code = קוד שחזור
-code-is-kept = רשמתי את הקוד

## Shared errors

-wrong = האימייל, מספר הטלפון, שם המשתמש או הסיסמה שגויים.
-wrong-email = האימייל או הסיסמה שגויים.
-wrong-username = שם המשתמש או הסיסמה שגויים.
-wrong-phone = מספר הטלפון או הסיסמה שגויים.
-wrong-email-username = האימייל, שם המשתמש או הסיסמה שגויים.
-wrong-email-phone = האימייל, מספר הטלפון או הסיסמה שגויים.
-wrong-phone-username = מספר הטלפון, שם המשתמש או הסיסמה שגויים.
-failed = הפעולה לא הצליחה. כדאי לנסות שוב בעוד כמה דקות.
-invalid-connection = אי אפשר להיכנס לאפליקציה הזאת.
-no-db-connection = האפליקציה הזאת לא מקבלת סיסמאות. יש לבחור דרך אחרת להיכנס.
-network-blocked = היו יותר מדי ניסיונות מהרשת שלך. יש להמתין זמן מה ולנסות שוב.
-too-many-requests = יותר מדי אנשים נכנסים כרגע. כדאי לנסות שוב בעוד דקה.
-too-many-logins = היו יותר מדי כניסות בזמן קצר. יש להמתין דקה ולנסות שוב.
-user-blocked = החשבון שלך נחסם אחרי כמה ניסיונות כניסה רצופים. כדי לבטל את החסימה, יש לפתוח את הקישור באימייל ששלחנו או להגדיר סיסמה חדשה.
-account-blocked = החשבון שלך נחסם. אפשר לפנות לעזרה אל מפעילי השירות.
-password-breached = הסיסמה הזאת הופיעה בדליפת נתונים מאתר אחר. כדי להגן על החשבון, יש לבחור באפשרות ”שכחת את הסיסמה?” ולהגדיר סיסמה חדשה.
-breached-new = הסיסמה הזאת הופיעה בדליפת נתונים מאתר אחר. יש לבחור סיסמה אחרת.
-invalid-code = הקוד שגוי או שאינו תקף עוד. יש לבדוק אותו או לבקש קוד חדש.
-expired-code = תוקף הקוד פג. יש לבקש קוד חדש.
-authentication-failed = הכניסה לא הצליחה. יש לנסות שוב.
-no-email = יש להזין כתובת אימייל.
-no-password = יש להזין סיסמה.
-no-new-password = יש להזין סיסמה חדשה.
-no-password-again = יש להזין את הסיסמה החדשה פעם שנייה.
-no-username = יש להזין שם משתמש.
-no-phone = יש להזין מספר טלפון.
-no-identifier = יש להזין אימייל, מספר טלפון או שם משתמש.
-invalid-email = זאת לא כתובת אימייל. היא צריכה להיראות כמו name@example.com.
-invitation-other-email = ההזמנה הזאת מיועדת לכתובת אימייל אחרת. יש להשתמש בכתובת שאליה היא נשלחה.
-invalid-username = זה לא שם משתמש. יש לבדוק אותו ולנסות שוב.
-invalid-phone = זה לא מספר טלפון. יש להתחיל בסימן + ובקידומת המדינה.
-invalid-login-id = מה שהוזן לא נראה נכון. יש לבדוק ולנסות שוב.
-invalid-email-phone = יש להזין כתובת אימייל או מספר טלפון.
-invalid-email-username = יש להזין כתובת אימייל או שם משתמש.
-invalid-phone-username = יש להזין מספר טלפון או שם משתמש.
-invalid-email-phone-username = יש להזין כתובת אימייל, מספר טלפון או שם משתמש.
-no-hrd-connection = אי אפשר להיכנס עם כתובת האימייל הזאת. יש לבדוק אותה ולנסות שוב.
-username-characters = שם משתמש יכול להכיל רק אותיות, ספרות וכמה סימנים, בלי רווחים.
-username-is-email = שם משתמש לא יכול להיראות כמו כתובת אימייל.
-username-taken = שם המשתמש הזה לא זמין. יש לבחור שם אחר.
-email-in-use = לא הצלחנו ליצור חשבון עם הפרטים האלה. אם כבר יש לך חשבון, אפשר להיכנס אליו.
-signup-blocked = נוצרו יותר מדי חשבונות חדשים מהרשת שלך. יש להמתין זמן מה ולנסות שוב.
-invalid-phone-config = אי אפשר להשתמש כאן במספרי טלפון. יש להירשם בדרך אחרת.
-password-too-weak = הסיסמה הזאת חלשה מדי. יש לבחור סיסמה שעומדת בכללים.
-password-too-common = הסיסמה הזאת נפוצה מדי. יש לבחור סיסמה שקשה יותר לנחש.
-password-used-before = כבר השתמשת בסיסמה הזאת. יש לבחור סיסמה חדשה.
-password-has-personal-info = הסיסמה הזאת מכילה פרט אישי, כמו השם או האימייל שלך. יש לבחור סיסמה אחרת.
-password-mismatch = הסיסמאות אינן זהות. יש להזין את הסיסמה החדשה פעמיים.
-link-expired = תוקף הקישור הזה פג. יש לבקש קישור חדש.
-link-used = הקישור הזה פועל פעם אחת בלבד וכבר נעשה בו שימוש. יש לבקש קישור חדש.
-link-dead = הקישור הזה פועל פעם אחת בלבד, וכבר נעשה בו שימוש או שתוקפו פג. יש לבקש קישור חדש.
-too-many-email = כבר שלחנו לך כמה הודעות. כדאי לבדוק בתיבת הדואר הנכנס ובתיקיית הספאם, או לנסות שוב מאוחר יותר.
-no-passkey = אין במכשיר הזה מפתח גישה לחשבון. יש להיכנס בדרך אחרת.
-passkey-failed = לא ניתן היה להשתמש במפתח הגישה. יש לנסות שוב או להיכנס בדרך אחרת.
-passkey-not-allowed = אי אפשר להשתמש כאן במפתחות גישה. יש להיכנס בדרך אחרת.
-password-not-allowed = אי אפשר להשתמש כאן בסיסמאות. יש להיכנס בדרך אחרת.
-choose-one-way = יש להשתמש בסיסמה או במפתח גישה, לא בשניהם.
-app-code-format = בקוד שש ספרות. יש להקליד אותו כפי שהוא מופיע באפליקציה.
-app-code-wrong = הקוד שגוי או שכבר נעשה בו שימוש. יש להזין את הקוד הבא שהאפליקציה מציגה.
-no-code = יש להזין את הקוד.
-too-many-codes = הוזנו יותר מדי קודים שגויים. יש להמתין זמן מה ולנסות שוב.
-too-many-tries = היו יותר מדי ניסיונות. יש להמתין זמן מה ולנסות שוב.
-keep-code = יש לרשום את הקוד ולסמן את התיבה.

## All pages

page =
    .errorTitle = שגיאה: { $title }
    .backTo = חזרה אל { $clientName }
    .required = חובה
    .cancel = ביטול
    .closeWindow = אפשר לסגור את החלון הזה.
    .supportText = קבלת עזרה
    .languageLabel = שפה

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = כדי להמשיך אל { $clientName } יש להיכנס עם החשבון שלך ב־{ $companyName }.
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
    .federatedConnectionButtonText = המשך עם { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = קיבלת הזמנה
    .invitationDescription = קיבלת מ־{ $inviterName } הזמנה להצטרף אל { $companyName } ב־{ $clientName }. כדי לקבל אותה יש להיכנס.
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
    .title = הזנת הסיסמה
    .description = הסיסמה שלך ב־{ $companyName }, כדי להמשיך אל { $clientName }.
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
    .editLinkScreenReadableText = כניסה עם אימייל אחר או שם משתמש אחר
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = שימוש בטביעת אצבע או בזיהוי פנים
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .switchToOtpButtonText = שליחת קוד לאימייל במקום זאת
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
    .title = בחירת חשבון
    .description = כדי להמשיך אל { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = המשך בתור { $userName }
    .notYouText = זה לא החשבון שלך?
    .useAnotherAccountText = שימוש בחשבון אחר
    .passwordNeededText = תידרש הסיסמה

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = החשבון שלך חסום
    .description = החשבון הזה נחסם על ידי הנהלת השירות. אפשר לפנות לעזרה אל מפעילי { $companyName }.
    .descriptionAttempts = היו יותר מדי ניסיונות כניסה כושלים לחשבון הזה.
    .unblockText = שלחנו אימייל לבעלי החשבון. הקישור שבו מבטל את החסימה.
    .resetPasswordText = הגדרת סיסמה חדשה
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = יצירת חשבון
    .description = כדי להמשיך אל { $clientName } יש ליצור חשבון ב־{ $companyName }.
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
    .invalid-connection = אי אפשר להירשם לאפליקציה הזאת.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = שם המשתמש ארוך מדי.
    .invalid-username-min-length = שם המשתמש קצר מדי.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = הסיסמה הזאת לא עומדת בכללים. יש לבחור סיסמה אחרת.
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
    .no-username = יש לבחור שם משתמש.
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
    .title = בחירת סיסמה
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
    .editLinkScreenReadableText = הרשמה עם פרטים אחרים
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = קיבלת מ־{ $inviterName } הזמנה להצטרף אל { $companyName } ב־{ $clientName }. כדי לקבל אותה יש להירשם.
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
            [one] תו אחד לפחות
            [two] שני תווים לפחות
           *[other] { $min } תווים לפחות
        }
    .containsAtLeast = לפחות { $count } מתוך { $of } סוגי התווים הבאים:
    .shouldContain = כל סוגי התווים הבאים:
    .lowerCase = אותיות לטיניות קטנות (a-z)
    .upperCase = אותיות לטיניות גדולות (A-Z)
    .numbers = ספרות (0-9)
    .specialCharacters = תווים מיוחדים (כמו !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] בלי תווים זהים ברצף
            [two] לא יותר משני תווים זהים ברצף
           *[other] לא יותר מ־{ $row } תווים זהים ברצף
        }
    .sequentialChars = בלי רצפים כמו abc או 123
    .tooLong =
        { $max ->
            [one] תו אחד לכל היותר
            [two] שני תווים לכל היותר
           *[other] { $max } תווים לכל היותר
        }
    .noPersonalInfo = בלי פרטים אישיים, כמו השם או האימייל שלך
    .notCommon = לא סיסמה שאנשים רבים משתמשים בה
    .notUsedBefore = לא סיסמה שכבר השתמשת בה

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = הזנת הקוד
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = שלחנו קוד אל { $email }. יש להזין אותו כדי לאשר שהכתובת שלך.
    .loginDescription = { mfa-email-challenge.description }
    .recoveryDescription = אם יש חשבון עבור { $email }, שלחנו לכתובת שלו אימייל עם קוד. יש להזין את הקוד כדי להגדיר סיסמה חדשה.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .switchToPasswordButtonText = { mfa-otp-challenge.usePasswordText }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = שלחנו קוד חדש.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = בקוד שש ספרות. יש להקליד אותו כפי שהוא מופיע באימייל.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = הוזנו יותר מדי קודים שגויים. כדאי להמתין מעט ואז לבקש קוד חדש.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .account-blocked = { -account-blocked }
    .ip-blocked = { -network-blocked }
    .user-account-exists = כבר יש חשבון עם כתובת האימייל הזאת. אפשר להתחבר אליו.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = הגנה על החשבון שלך
    .description = נדרשת אפליקציית אימות בטלפון שלך, שמציגה קוד חדש כל 30 שניות. יש לסרוק בעזרתה את קוד ה־QR הזה.
    .logoAltText = { $companyName }
    .qrAltText = קוד QR לאפליקציית האימות שלך
    .codeEnrollmentText = הסריקה לא מצליחה? הקלדת מפתח
    .separatorText = לאחר מכן יש להזין את הקוד שהאפליקציה מציגה.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = כבר הוגדרה אפליקציה לחשבון שלך. יש להיכנס שוב.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = יש להקליד את המפתח הזה באפליקציית האימות. לאחר מכן יש להזין את הקוד שהאפליקציה מציגה.
    .logoAltText = { $companyName }
    .altText = מפתח לאפליקציה
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = סריקת קוד QR במקום זאת
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
    .description = יש לפתוח את אפליקציית האימות ולהזין את הקוד שהיא מציגה.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = שימוש בסיסמה במקום זאת
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
    .linkDescription = הקישור הזה יחבר אותך בתור { $email }. יש להמשיך רק אם ביקשת אותו.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = לא קיבלת קוד?
    .resendActionText = שליחת קוד נוסף
    .resentText = { email-identifier-challenge.resentText }
    .editText = שימוש בכתובת אחרת
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
    .editText = שימוש במספר אחר
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
    .description = שלחנו קוד אל { $email }. יש להזין אותו כדי לסיים את הכניסה.
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
    .description = יש להזין את מספר הטלפון. נשלח הודעת טקסט עם קוד.
    .logoAltText = { $companyName }
    .placeholder = { -phone }
    .phoneHint = יש להתחיל ב-+ ובקידומת המדינה, למשל ‎+972 50 123 4567.
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .send-sms-failed = לא הצלחנו לשלוח הודעת טקסט למספר הזה. כדאי לבדוק אותו או לנסות שוב מאוחר יותר.
    .invalid-phone-format = { -invalid-phone }
    .invalid-phone = { -invalid-phone }
    .too-many-sms = כבר שלחנו כמה הודעות טקסט. יש להמתין מעט ולנסות שוב.
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .authenticator-error = { -failed }
    .no-phone = { -no-phone }
    .ip-blocked = { -network-blocked }

mfa-sms-challenge =
    .pageTitle = { mfa-sms-challenge.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = שלחנו הודעת טקסט עם קוד אל { $phoneNumber }. יש להזין את הקוד כדי להמשיך.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .editText = { -edit }
    .changePhoneText = שימוש במספר אחר
    .pickAuthenticatorText = { -other-way }
    .resendText = ההודעה לא הגיעה?
    .resendActionText = שליחת קוד חדש
    .resentText = { email-identifier-challenge.resentText }
    .invalid-otp-code-format = הקוד הוא בן שש ספרות. יש להקליד אותו כפי שהוא מופיע בהודעה.
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
    .enrolledTitle = הגדרת גורם אימות שני
    .enrolledDescription = אפשר לסגור את הדף ולהתחבר כרגיל.
    .invalidTicketTitle = { reset-password-error.eventTitleGeneric }
    .invalidTicketDescription = { -link-dead }
    .expiredTicketTitle = { reset-password-error.eventTitleExpired }
    .expiredTicketDescription = { -link-expired }
    .alreadyUsedTitle = { reset-password-error.eventTitleUsed }
    .alreadyUsedDescription = { -link-used }
    .alreadyEnrolledDescription = לחשבון יש כבר גורם אימות שני. דבר לא השתנה.
    .genericError = { -failed }
    .buttonText = { -continue }

mfa-begin-enroll-options =
    .pageTitle = { mfa-begin-enroll-options.title } | { $clientName }
    .title = { mfa-otp-enrollment-qr.title }
    .description = איך להוכיח מעכשיו שזה אתם?
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
    .verificationMessage = { $code } הוא קוד האימות שלך עבור { $companyName }.
    .enrollmentMessage = { $code } הוא הקוד שמוסיף את המספר הזה לחשבון שלך אצל { $companyName }.

mfa-recovery-code-enrollment =
    .pageTitle = { mfa-recovery-code-enrollment.title } | { $clientName }
    .title = קוד השחזור שלך
    .description = אם הטלפון שלך יאבד, אפשר יהיה להיכנס בעזרת הקוד הזה. יש לרשום אותו ולשמור אותו במקום בטוח. הוא מוצג פעם אחת בלבד.
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
    .title = הזנת קוד השחזור
    .description = יש להזין את קוד השחזור ששמרת. הוא פועל פעם אחת בלבד, ולאחר מכן יוצג קוד חדש.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = קוד השחזור שגוי. יש לבדוק אותו ולנסות שוב.
    .invalid-code-format = בקוד שחזור 24 אותיות וספרות. יש לבדוק אותו ולנסות שוב.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = קוד השחזור החדש שלך
    .description = קוד השחזור הקודם אינו פועל עוד. יש לרשום את הקוד הזה ולשמור אותו במקום בטוח. הוא מוצג פעם אחת בלבד.
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
    .title = הוספת מפתח אבטחה
    .description = מפתח אבטחה מאמת את זהותך בזמן הכניסה. יש להכין אותו ולאחר מכן להמשיך.
    .logoAltText = { $companyName }
    .instructions1 = יש לחבר את מפתח האבטחה למכשיר או לקרב אותו אליו.
    .instructions2 = כשהמפתח מהבהב, יש לגעת בו ולפעול לפי הוראות הדפדפן.
    .instructions3 = לאחר מכן יש לתת למפתח שם, כדי שאפשר יהיה לזהות אותו בהמשך.
    .continueButtonText = { -continue }
    .awaitingConfirmation = ממתינים למפתח האבטחה שלך. יש לגעת בו כשהוא מהבהב.
    .pickAuthenticatorText = { -other-way }
    .needsScript = לשלב הזה נדרשים JavaScript ודפדפן שתומך במפתחות אבטחה. יש להפעיל את JavaScript או להשתמש בדפדפן אחר.
    .webauthn-associate-error = מפתח האבטחה לא נוסף. יש לנסות שוב או להשתמש במפתח אחר.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-roaming-challenge =
    .pageTitle = { mfa-webauthn-roaming-challenge.title } | { $clientName }
    .title = שימוש במפתח האבטחה
    .description = יש להכין את מפתח האבטחה ולאחר מכן להמשיך. יש לחבר אותו למכשיר או לקרב אותו אליו, ולגעת בו כשהוא מהבהב.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-roaming-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-roaming-enrollment.needsScript }
    .webauthn-challenge-error = לא ניתן היה להשתמש במפתח האבטחה. יש לנסות שוב עם מפתח שנוסף לחשבון שלך.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-enrollment =
    .pageTitle = { mfa-webauthn-platform-enrollment.title } | { $clientName }
    .title = כניסה מהירה יותר במכשיר הזה
    .description = מעכשיו אפשר לאמת את זהותך בעזרת טביעת אצבע, פנים או קוד ה־PIN של המכשיר הזה. המידע הזה לעולם לא יוצא מהמכשיר.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = ממתינים לטביעת אצבע, לזיהוי פנים או לקוד PIN.
    .snoozeEnrollmentButtonText = להזכיר לי מאוחר יותר
    .refuseAddingDeviceText = לא במכשיר הזה
    .needsScript = לשלב הזה נדרשים JavaScript ודפדפן שתומך בטביעת אצבע, בזיהוי פנים או בקוד PIN. יש להפעיל את JavaScript או להשתמש בדפדפן אחר.
    .webauthn-platform-associate-error = המכשיר הזה לא נוסף. יש לנסות שוב או להוסיף אותו בפעם אחרת.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-challenge =
    .pageTitle = { mfa-webauthn-platform-challenge.title } | { $clientName }
    .title = אימות הזהות שלך
    .description = כדי לסיים את הכניסה, יש להשתמש בטביעת אצבע, בזיהוי פנים או בקוד ה־PIN של המכשיר הזה.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-platform-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-platform-enrollment.needsScript }
    .webauthn-platform-challenge-error = לא ניתן היה לאמת את זהותך במכשיר הזה. יש לנסות שוב או לבחור בדרך אחרת.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-change-key-nickname =
    .pageTitle = { mfa-webauthn-change-key-nickname.title } | { $clientName }
    .title = שם למפתח האבטחה
    .description = אם יש לך כמה מפתחות, השמות עוזרים להבחין ביניהם. כדאי לבחור שם שקל לזהות בהמשך.
    .logoAltText = { $companyName }
    .nickname = שם המפתח
    .buttonText = { -continue }
    .no-nickname = יש להזין שם למפתח.
    .nickname-too-long = השם ארוך מדי. אפשר להזין 20 תווים לכל היותר.
    .transaction-not-found = { -authentication-failed }

passkey-enrollment =
    .pageTitle = { passkey-enrollment.title } | { $clientName }
    .title = כניסה מהירה יותר בפעם הבאה
    .description = עם מפתח גישה נכנסים בטביעת אצבע, בזיהוי פנים או בנעילת המסך במקום בסיסמה.
    .logoAltText = { $companyName }
    .createButtonText = יצירת מפתח גישה
    .continueButtonText = לא עכשיו
    .usePasswordButtonText = המשך עם סיסמה
    .backButtonText = { -back }
    .email-in-use = { -email-in-use }
    .username-taken = { -username-taken }
    .auth0-users-validation = { -failed }
    .invalid-connection = { signup.invalid-connection }
    .passkey-not-allowed = { -passkey-not-allowed }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .passkey-enrollment-failure = לא ניתן היה ליצור מפתח גישה. אפשר לנסות שוב או להמשיך בלעדיו.
    .passkey-enrollment-max-allowed-reached = אי אפשר להוסיף עוד מפתחות גישה.
    .invalid-passkey = { -passkey-failed }

passkey-enrollment-local =
    .pageTitle = { passkey-enrollment-local.title } | { $clientName }
    .title = כניסה מהירה יותר במכשיר הזה
    .description = נכנסת עם מפתח גישה של מכשיר אחר. עם מפתח גישה במכשיר הזה כבר לא צריך את המכשיר האחר.
    .logoAltText = { $companyName }
    .createButtonText = יצירת מפתח גישה במכשיר הזה
    .continueButtonText = { passkey-enrollment.continueButtonText }
    .passkey-enrollment-failure = { passkey-enrollment.passkey-enrollment-failure }
    .passkey-enrollment-max-allowed-reached = { passkey-enrollment.passkey-enrollment-max-allowed-reached }
    .invalid-passkey = { -passkey-failed }

mfa-login-options =
    .pageTitle = { mfa-login-options.title } | { $clientName }
    .title = { -other-way }
    .description = באיזו דרך נוח לך לאמת את זהותך?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = הודעת טקסט
    .authenticatorNamesVoice = שיחת טלפון
    .authenticatorNamesPhone = הודעת טקסט או שיחת טלפון
    .authenticatorNamesPushNotification = התראה בטלפון
    .authenticatorNamesOTP = אפליקציית אימות
    .authenticatorNamesEmail = קוד באימייל
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = אפליקציית Duo
    .authenticatorNamesWebauthnRoaming = מפתח אבטחה
    .authenticatorNamesWebauthnPlatform = טביעת אצבע, פנים או נעילת מסך
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = שכחת את הסיסמה?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = יש להזין את כתובת האימייל שלך. אם היא שייכת לחשבון, נשלח אליה קישור להגדרת סיסמה חדשה.
    .descriptionUsername = יש להזין את שם המשתמש שלך. אם הוא שייך לחשבון, נשלח באימייל קישור להגדרת סיסמה חדשה.
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
    .phoneDescription = יש להזין את מספר הטלפון שלך. אם הוא שייך לחשבון, נשלח אליו קוד להגדרת סיסמה חדשה.
    .phoneOrUsernameOrEmailDescription = יש להזין אימייל, מספר טלפון או שם משתמש. אם הם שייכים לחשבון, נעזור לך להגדיר סיסמה חדשה.
    .phoneOrEmailDescription = יש להזין אימייל או מספר טלפון. אם הם שייכים לחשבון, נעזור לך להגדיר סיסמה חדשה.
    .phoneOrUsernameDescription = יש להזין מספר טלפון או שם משתמש. אם הם שייכים לחשבון, נעזור לך להגדיר סיסמה חדשה.
    .usernameOrEmailDescription = יש להזין אימייל או שם משתמש. אם הם שייכים לחשבון, נשלח באימייל קישור להגדרת סיסמה חדשה.
    .codeDescription = יש להזין אימייל או שם משתמש. אם הם שייכים לחשבון, נשלח באימייל קוד להגדרת סיסמה חדשה.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = היו יותר מדי בקשות בזמן קצר. יש להמתין דקה ולנסות שוב.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = כדאי לבדוק את הדואר הנכנס
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = אם יש חשבון עבור { $email }, שלחנו אימייל לכתובת הזאת. כדי להגדיר סיסמה חדשה יש לפתוח את הקישור שבו.
    .usernameDescription = אם יש חשבון בשם הזה, שלחנו אימייל לכתובת שלו. כדי להגדיר סיסמה חדשה יש לפתוח את הקישור שבו.
    .spamText = האימייל לא הגיע אחרי כמה דקות? כדאי לבדוק גם בתיקיית הספאם.
    .resendLinkText = שליחה חוזרת
    .resentText = אם יש חשבון, שלחנו את האימייל שוב.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = שינוי הסיסמה
    .description = יש לבחור סיסמה חדשה עבור { $email }.
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
    .eventTitle = הסיסמה שונתה
    .description = עכשיו אפשר להיכנס לאפליקציה עם הסיסמה החדשה.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = בקשת קישור חדש
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = תוקף הקישור פג
    .eventTitleGeneric = הקישור לא פועל
    .eventTitleUsed = כבר נעשה שימוש בקישור
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = עוד צעד אחד
    .description = כדי להמשיך יש ללחוץ על הכפתור.
    .descriptionEmail = כדי לאשר ש־{ $email } היא כתובת האימייל שלך יש ללחוץ על הכפתור.
    .descriptionPassword = כדי להגדיר סיסמה חדשה עבור { $email } יש ללחוץ על הכפתור.
    .descriptionEnrollment = יש ללחוץ על הכפתור כדי להגדיר גורם אימות שני עבור { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = כתובת האימייל שלך
    .logoAltText = { $companyName }
    .verifiedTitle = האימייל אומת
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = כתובת האימייל שלך אומתה. אפשר להמשיך להשתמש באפליקציה.
    .alreadyVerifiedDescription = כתובת האימייל שלך כבר אומתה בעבר. אין צורך בפעולה נוספת.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = לא הצלחנו לאמת את כתובת האימייל שלך. יש לפתוח שוב את הקישור באימייל בעוד כמה דקות.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = ביטול חסימת החשבון
    .description = אחרי לחיצה על הכפתור אפשר יהיה להיכנס שוב.
    .logoAltText = { $companyName }
    .buttonText = ביטול החסימה

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = חסימת החשבון בוטלה
    .description = אפשר להיכנס שוב. אם הניסיונות הכושלים לא היו שלך, יש להגדיר סיסמה חדשה.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = כבר נעשה שימוש בקישור הזה או שתוקפו פג. כדי לבטל את חסימת החשבון, יש להגדיר סיסמה חדשה.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = לאפשר גישה אל { $clientName }?
    .title = לאפשר גישה?
    .description = { $clientName } מבקשת גישה לחשבון שלך.
    .logoAltText = { $companyName }
    .signedInText = החשבון הנוכחי: { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = אחרי אישור, האפליקציה תוכל:
    .acceptButtonText = אישור
    .declineButtonText = דחייה
    .invalid-action = יש לבחור ”אישור” או ”דחייה”.
    .invalid-audience = האפליקציה מבקשת גישה לשירות שאינו קיים. כדאי להודיע למפעילים שלה.
    .invalid-scope = האפליקציה מבקשת גישה שאינה יכולה לקבל. כדאי להודיע למפעילים שלה.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = לדעת מי נכנס בעת הכניסה
    .profile = לראות את הפרופיל שלך, כמו השם והתמונה
    .email = לראות את כתובת האימייל שלך
    .address = לראות את כתובת הדואר שלך
    .phone = לראות את מספר הטלפון שלך
    .offline_access = לשמור על הגישה הזאת גם כשהאפליקציה אינה בשימוש

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = הזנת הארגון
    .description = שם הארגון שאיתו נכנסים אל { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = שם הארגון
    .invalid-organization = אי אפשר להיכנס עם הארגון הזה. יש לבדוק את השם ולנסות שוב.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = בחירת ארגון
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = המשך עם החשבון האישי שלך

logout =
    .pageTitle = לצאת?
    .title = האם ברצונך לצאת?
    .description = בפעם הבאה יהיה צורך להיכנס מחדש.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = כן
    .declineButtonText = לא

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = החיבור שלך עדיין פעיל
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = יצאת מהחשבון
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = יש לפתוח את הקישור באותו דפדפן
    .passwordless-no-session = הקישור הזה פועל רק בדפדפן שבו ביקשו אותו.
    .passwordless-no-session-link = בקשת קישור חדש
    .mfa-required-title = נדרשת הוכחה נוספת
    .mfa-required = האפליקציה הזאת דורשת הוכחה שנייה לזהותך, ולחשבון שלך אין כזאת. אפשר לפנות לעזרה אל המפעילים שלה.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = משהו השתבש
    .description = לא הצלחנו לבצע את הבקשה שלך. כדאי לנסות שוב. אם זה קורה שוב, כדאי להודיע למפעילי האפליקציה.
    .descriptionRequest = האפליקציה שלחה בקשה שאיננו יכולים לקבל. כדאי להודיע למפעילים שלה.
    .descriptionForm = הטופס לא הגיע מהאתר הזה. יש לחזור אחורה ולנסות שוב.
    .descriptionForbidden = אי אפשר להשתמש באפליקציה הזאת עם החשבון הזה. אפשר לפנות אל המפעילים שלה.
    .descriptionTooMany = היו יותר מדי בקשות מהרשת שלך. יש להמתין דקה ולנסות שוב.
    .descriptionUnavailable = השירות אינו זמין כרגע. כדאי לנסות שוב בעוד כמה דקות.
    .descriptionNotFound = אין עמוד כזה. יש לבדוק את הכתובת או לחזור לאפליקציה.
    .codeText = שגיאה
    .detailText = תיאור
    .trackingText = מספר מעקב
    .trackingHelpText = בעזרת המספר הזה מפעילי האפליקציה יכולים לברר עוד.
    .tryAgainText = ניסיון נוסף
    .backButtonText = { page.backTo }
    .openInBrowser = יש לפתוח את הקישור הזה בשורת הכתובת של הדפדפן.

lost =
    .pageTitle = { lost.title }
    .title = יש להתחיל מחדש
    .description = ייתכן שנלחץ הכפתור ”אחורה”, שהעמוד נטען מחדש או שנשאר פתוח זמן רב; או שהדפדפן שלך לא מקבל קובצי Cookie. יש לחזור לאפליקציה ולהיכנס שוב.
    .backButtonText = { page.backTo }
    .helpText = אם זה קורה שוב, כדאי להודיע למפעילי האפליקציה.

confirm-callback =
    .pageTitle = להמשיך אל { $clientName }?
    .title = האם להמשיך אל { $clientName }?
    .description = הכניסה שלך תימסר לאפליקציה במכשיר הזה:
    .warning = יש להמשיך רק אם הכניסה לאפליקציה הזאת התחילה עכשיו ביוזמתך.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = כמעט סיימנו
    .description = אם שום דבר לא קורה, יש ללחוץ על הכפתור כדי להמשיך לאפליקציה.
    .buttonText = { -continue }

web-message =
    .pageTitle = תשובה לאפליקציה
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = השרת הזה מאפשר לאנשים להיכנס לאפליקציות. כדי להיכנס, יש לפתוח את האפליקציה הרצויה: היא תפנה אותך לכאן.
    .discoveryText = האפליקציות מוצאות את מה שדרוש להן במסמך הזה:
    .testModeTitle = השרת הזה במצב בדיקה
    .discovery = נקודות קצה ויכולות נתמכות
    .jwks = מפתחות חתימה
    .network = הכתובת, הרשת והמיקום שלך, כפי שהשרת רואה אותם
    .clock = שעון הבדיקה
    .transfers = עקבות של העברות, עבור אסימון Management API עם read:logs
    .mailbox = הודעות אימייל שנשמרות כאן במקום להישלח
    .readyz = האם השרת מוכן לבקשות
    .metrics = מדדים, למחשב הזה בלבד

mailbox =
    .pageTitle = { mailbox.title }
    .title = תיבת דואר
    .description = השרת הזה במצב בדיקה: הודעות האימייל נשמרות כאן במקום להישלח.
    .emptyText = עדיין אין הודעות אימייל.
    .recipientText = אל
    .senderText = מאת
    .codeText = { email.codeLabel }
    .linkText = פתיחת הקישור
    .htmlText = כ־HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = שלום { $userName },
    .greetingPlain = שלום,
    .linkHelp = אם הכפתור לא פועל, יש לפתוח את הקישור הזה בדפדפן:
    .codeLabel = הקוד שלך
    .linkExpiresInDays =
        { $days ->
            [one] הקישור פועל פעם אחת, במשך יום אחד.
            [two] הקישור פועל פעם אחת, במשך יומיים.
           *[other] הקישור פועל פעם אחת, במשך { $days } ימים.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] הקישור פועל פעם אחת, במשך שעה אחת.
            [two] הקישור פועל פעם אחת, במשך שעתיים.
           *[other] הקישור פועל פעם אחת, במשך { $hours } שעות.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] הקישור פועל פעם אחת, במשך דקה אחת.
            [two] הקישור פועל פעם אחת, במשך שתי דקות.
           *[other] הקישור פועל פעם אחת, במשך { $minutes } דקות.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] הקוד פועל במשך דקה אחת.
            [two] הקוד פועל במשך שתי דקות.
           *[other] הקוד פועל במשך { $minutes } דקות.
        }
    .keepCodeSecret = אין למסור את הקוד הזה לאיש. לעולם לא נבקש אותו בטלפון או באימייל.
    .footer = האימייל הזה נשלח מ־{ $tenantName } אל { $email }.
    .supportText = דרושה לך עזרה?

email-verify_email =
    .subject = אימות כתובת האימייל שלך ב־{ $tenantName }
    .preheader = לחיצה אחת והחשבון שלך מוכן.
    .heading = אימות כתובת האימייל
    .body = יש לך חשבון ב־{ $tenantName } עם הכתובת { $email }. יש לאשר שהכתובת שייכת לך.
    .buttonText = אישור הכתובת
    .ignore = אם לא יצרת חשבון, אפשר להתעלם מהאימייל הזה. איש לא יכול להשתמש בכתובת שלך בלי הקישור הזה.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = הקוד שלך ב־{ $tenantName }
    .preheader = יש להקליד את הקוד כדי לאמת את כתובת האימייל.
    .heading = אימות כתובת האימייל
    .body = כדי לאשר ש־{ $email } היא הכתובת שלך, יש להקליד את הקוד הזה בעמוד שביקש אותו.
    .buttonText = { email.codeLabel }
    .ignore = אם לא ביקשת את הקוד הזה, אפשר להתעלם מהאימייל. איש לא יכול להשתמש בכתובת שלך בלי הקוד.
    .footer = { email.footer }

email-reset_email =
    .subject = הגדרת סיסמה חדשה ב־{ $tenantName }
    .preheader = הקישור באימייל הזה מאפשר לבחור סיסמה חדשה.
    .heading = הגדרת סיסמה חדשה
    .body = ביקשת סיסמה חדשה לחשבון שלך { $email } ב־{ $tenantName }.
    .buttonText = הגדרת סיסמה חדשה
    .ignore = אם לא ביקשת אותה, אפשר להתעלם מהאימייל הזה. הסיסמה שלך לא תשתנה.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = הקוד שלך לסיסמה חדשה ב־{ $tenantName }
    .preheader = יש להקליד את הקוד כדי לבחור סיסמה חדשה.
    .heading = הגדרת סיסמה חדשה
    .body = ביקשת סיסמה חדשה לחשבון שלך { $email } ב־{ $tenantName }. יש להקליד את הקוד הזה בעמוד שביקש אותו.
    .buttonText = { email.codeLabel }
    .ignore = אם לא ביקשת אותה, אפשר להתעלם מהאימייל הזה. הסיסמה שלך לא תשתנה.
    .footer = { email.footer }

email-welcome_email =
    .subject = ברוכים הבאים אל { $tenantName }
    .preheader = החשבון שלך מוכן.
    .heading = ברוכים הבאים!
    .body = החשבון שלך { $email } ב־{ $tenantName } מוכן. טוב שהצטרפת אלינו.
    .buttonText = פתיחת { $clientName }
    .ignore = אם לא יצרת חשבון, נשמח לדעת על כך.
    .footer = { email.footer }

email-blocked_account =
    .subject = החשבון שלך ב־{ $tenantName } נחסם
    .preheader = היו יותר מדי ניסיונות כניסה כושלים.
    .heading = החשבון שלך חסום
    .body = היו יותר מדי ניסיונות כניסה כושלים לחשבון שלך { $email } ב־{ $tenantName }. כדי להגן עליו, חסמנו את הכניסה אליו מהמקום שממנו הגיעו.
    .place = הניסיון האחרון הגיע מ־{ $city }, { $country } (כתובת { $ip }).
    .address = הניסיון האחרון הגיע מהכתובת { $ip }.
    .buttonText = ביטול החסימה
    .ignore = אם הניסיונות לא היו שלך, אין צורך לעשות דבר. אם נראה לך שאחרים יודעים את הסיסמה שלך, יש להגדיר סיסמה חדשה.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = יש לשנות את הסיסמה שלך ב־{ $tenantName }
    .preheader = הסיסמה שלך הופיעה בדליפת נתונים מאתר אחר.
    .heading = הסיסמה שלך ידועה לאחרים
    .body = הסיסמה של החשבון שלך { $email } ב־{ $tenantName } הופיעה בדליפת נתונים מאתר אחר. יש להגדיר סיסמה חדשה לפני הכניסה הבאה, ולשנות אותה גם בכל מקום אחר שבו היא בשימוש.
    .buttonText = הגדרת סיסמה חדשה
    .ignore = אם כבר שינית את הסיסמה, אין צורך בפעולה נוספת.
    .footer = { email.footer }

email-enrollment_email =
    .subject = הגנה על החשבון שלך ב־{ $tenantName }
    .preheader = אפשר להוסיף הוכחה שנייה לחשבון שלך.
    .heading = הגנה על החשבון
    .body = { $tenantName } מבקשים להוסיף הוכחה שנייה לחשבון שלך { $email }: משהו שיש לך מלבד הסיסמה.
    .buttonText = הוספת הוכחה שנייה
    .ignore = אם לא ברור לך למה קיבלת את האימייל הזה, כדאי לשאול את מפעילי { $tenantName } לפני פתיחת הקישור.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = קוד הכניסה שלך אל { $tenantName }
    .preheader = יש להקליד את הקוד כדי לסיים את הכניסה.
    .heading = קוד הכניסה שלך
    .body = כדי לסיים את הכניסה אל { $tenantName }, יש להקליד את הקוד הזה בעמוד שביקש אותו.
    .buttonText = { email.codeLabel }
    .ignore = אם הכניסה הזאת אינה שלך, ייתכן שאחרים יודעים את הסיסמה שלך. כדאי להגדיר סיסמה חדשה בהקדם.
    .footer = { email.footer }

email-user_invitation =
    .subject = הזמנה מ־{ $inviterName } אל { $organizationName }
    .preheader = כדי להתחיל, יש לקבל את ההזמנה.
    .heading = קיבלת הזמנה
    .body = קיבלת מ־{ $inviterName } הזמנה להצטרף אל { $organizationName } ב־{ $clientName }.
    .buttonText = קבלת ההזמנה
    .ignore = אם השולח לא מוכר לך, אפשר להתעלם מהאימייל הזה.
    .footer = { email.footer }

email-password_reset =
    .subject = הסיסמה שלך ב־{ $tenantName } שונתה
    .preheader = עכשיו אפשר להיכנס עם הסיסמה החדשה.
    .heading = הסיסמה שלך שונתה
    .body = הסיסמה של החשבון שלך { $email } ב־{ $tenantName } שונתה. כל החיבורים שלך נותקו.
    .buttonText = { -sign-in }
    .ignore = אם לא שינית אותה, יש להגדיר מיד סיסמה חדשה ולהודיע למפעילי { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = קוד הכניסה שלך אל { $clientName }
    .preheader = יש להקליד את הקוד כדי להיכנס.
    .heading = קוד הכניסה שלך
    .body = כדי להיכנס אל { $clientName }, יש להקליד את הקוד הזה בעמוד שביקש אותו.
    .buttonText = { -sign-in }
    .ignore = אם לא ביקשת את הקוד הזה, אפשר להתעלם מהאימייל. איש לא יכול להיכנס בלעדיו.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = הודעת בדיקה מ־{ $tenantName }
    .preheader = ספק האימייל שלך פועל.
    .heading = זה פועל
    .body = { $tenantName } יכול לשלוח אימייל דרך הספק שהגדרת. זאת בדיקה, ואין צורך להשיב.
    .ignore = אם { $tenantName } לא בניהולך, אפשר להתעלם מהאימייל הזה.
    .footer = { email.footer }
