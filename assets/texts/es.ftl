### The sentences of the hosted pages and of the built-in e-mails, in Spanish. See en.ftl.

## Shared words

-continue = Continuar
-sign-in = Iniciar sesión
-sign-up = Crear cuenta
-log-in = Iniciar sesión
-forgot-password = ¿Has olvidado tu contraseña?
-or = o
-edit = Cambiar
-back = Atrás
-back-to-sign-in = Volver al inicio de sesión
-password = Contraseña
-new-password = Contraseña nueva
-new-password-again = Repite la contraseña nueva
-show-password = Mostrar la contraseña
-hide-password = Ocultar la contraseña
-password-security = Tu contraseña debe cumplir lo siguiente:
-rule-met = Se cumple:
-rule-missing = Aún no se cumple:
-email-address = Correo electrónico
-username = Nombre de usuario
-phone = Número de teléfono
-email-or-username = Correo electrónico o nombre de usuario
-email-or-phone = Correo electrónico o número de teléfono
-phone-or-username = Número de teléfono o nombre de usuario
-email-phone-or-username = Correo electrónico, número de teléfono o nombre de usuario
-email-optional = Correo electrónico (opcional)
-username-optional = Nombre de usuario (opcional)
-phone-optional = Número de teléfono (opcional)
-check-these = Revisa lo siguiente:
-new-here = ¿Aún no tienes cuenta?
-have-account = ¿Ya tienes una cuenta?
-use-passkey = Usar una llave de acceso
-other-way = Elegir otra forma
-remember-browser = Recordar este navegador durante 30 días
-app-code = Código de la aplicación
-copy = Copiar
-copied = Copiado
-recovery-code = Código de recuperación
-code-is-kept = He anotado el código

## Shared errors

-wrong = El correo electrónico, el número de teléfono, el nombre de usuario o la contraseña no son correctos.
-wrong-email = El correo electrónico o la contraseña no son correctos.
-wrong-username = El nombre de usuario o la contraseña no son correctos.
-wrong-phone = El número de teléfono o la contraseña no son correctos.
-wrong-email-username = El correo electrónico, el nombre de usuario o la contraseña no son correctos.
-wrong-email-phone = El correo electrónico, el número de teléfono o la contraseña no son correctos.
-wrong-phone-username = El número de teléfono, el nombre de usuario o la contraseña no son correctos.
-failed = No ha funcionado. Inténtalo de nuevo dentro de unos minutos.
-invalid-connection = No es posible iniciar sesión en esta aplicación.
-no-db-connection = Esta aplicación no admite contraseñas. Elige otra forma de iniciar sesión.
-network-blocked = Ha habido demasiados intentos desde tu red. Espera un rato e inténtalo de nuevo.
-too-many-requests = Ahora mismo hay demasiadas personas iniciando sesión. Inténtalo de nuevo dentro de un minuto.
-too-many-logins = Has iniciado sesión demasiadas veces en poco tiempo. Espera un minuto e inténtalo de nuevo.
-user-blocked = Tu cuenta se ha bloqueado después de varios intentos seguidos de iniciar sesión. Para desbloquearla, abre el enlace de nuestro correo o crea una contraseña nueva.
-account-blocked = Tu cuenta está bloqueada. Pide ayuda a los responsables de este servicio.
-password-breached = Esta contraseña ha aparecido en una filtración de datos de otro sitio web. Para proteger tu cuenta, elige «¿Has olvidado tu contraseña?» y crea una nueva.
-breached-new = Esta contraseña ha aparecido en una filtración de datos de otro sitio web. Elige otra.
-invalid-code = El código no es correcto o ya no es válido. Compruébalo o pide uno nuevo.
-expired-code = El código ha caducado. Pide uno nuevo.
-authentication-failed = No hemos podido iniciar tu sesión. Inténtalo de nuevo.
-no-email = Escribe tu correo electrónico.
-no-password = Escribe tu contraseña.
-no-new-password = Escribe una contraseña nueva.
-no-password-again = Escribe la contraseña nueva por segunda vez.
-no-username = Escribe tu nombre de usuario.
-no-phone = Escribe tu número de teléfono.
-no-identifier = Escribe tu correo electrónico, tu número de teléfono o tu nombre de usuario.
-invalid-email = Esto no es un correo electrónico. Debe parecerse a nombre@example.com.
-invitation-other-email = Esta invitación es para otro correo electrónico. Usa la dirección a la que se envió.
-invalid-username = Esto no es un nombre de usuario. Compruébalo e inténtalo de nuevo.
-invalid-phone = Esto no es un número de teléfono. Empieza por el prefijo del país, por ejemplo +34.
-invalid-login-id = Lo que has escrito no parece correcto. Compruébalo e inténtalo de nuevo.
-invalid-email-phone = Escribe un correo electrónico o un número de teléfono.
-invalid-email-username = Escribe un correo electrónico o un nombre de usuario.
-invalid-phone-username = Escribe un número de teléfono o un nombre de usuario.
-invalid-email-phone-username = Escribe un correo electrónico, un número de teléfono o un nombre de usuario.
-no-hrd-connection = No se puede iniciar sesión con este correo electrónico. Compruébalo e inténtalo de nuevo.
-username-characters = Un nombre de usuario solo puede tener letras, números y algunos signos, sin espacios.
-username-is-email = Un nombre de usuario no puede parecer un correo electrónico.
-username-taken = Este nombre de usuario no está disponible. Elige otro.
-email-in-use = No hemos podido crear una cuenta con estos datos. Si ya tienes una cuenta, inicia sesión.
-signup-blocked = Se han creado demasiadas cuentas desde tu red. Espera un rato e inténtalo de nuevo.
-invalid-phone-config = Aquí no se pueden usar números de teléfono. Crea tu cuenta de otra forma.
-password-too-weak = Esta contraseña es demasiado débil. Elige una que cumpla las reglas.
-password-too-common = Esta contraseña es demasiado común. Elige una más difícil de adivinar.
-password-used-before = Ya has usado esta contraseña. Elige una nueva.
-password-has-personal-info = Esta contraseña contiene algo sobre ti, como tu nombre o tu correo electrónico. Elige otra.
-password-mismatch = Las contraseñas no son iguales. Escribe dos veces la contraseña nueva.
-link-expired = Este enlace ha caducado. Pide uno nuevo.
-link-used = Este enlace solo funciona una vez y ya se ha usado. Pide uno nuevo.
-link-dead = Este enlace solo funciona una vez y ya se ha usado o ha caducado. Pide uno nuevo.
-too-many-email = Ya te hemos enviado varios correos. Mira en tu bandeja de entrada y en la carpeta de correo no deseado, o inténtalo más tarde.
-no-passkey = No hay ninguna llave de acceso de esta cuenta en este dispositivo. Inicia sesión de otra forma.
-passkey-failed = No se ha podido usar la llave de acceso. Inténtalo de nuevo o inicia sesión de otra forma.
-passkey-not-allowed = Aquí no se pueden usar llaves de acceso. Inicia sesión de otra forma.
-password-not-allowed = Aquí no se pueden usar contraseñas. Inicia sesión de otra forma.
-choose-one-way = Usa una contraseña o una llave de acceso, pero no las dos.
-app-code-format = El código tiene seis cifras. Escríbelo tal como lo muestra la aplicación.
-app-code-wrong = Este código no es correcto o ya se ha usado. Escribe el siguiente que muestre la aplicación.
-no-code = Escribe el código.
-too-many-codes = Ha habido demasiados códigos incorrectos. Espera un rato e inténtalo de nuevo.
-keep-code = Anota el código y marca la casilla.

## All pages

page =
    .errorTitle = Error: { $title }
    .backTo = Volver a { $clientName }
    .required = obligatorio
    .cancel = Cancelar
    .closeWindow = Puedes cerrar esta ventana.
    .supportText = Obtener ayuda
    .languageLabel = Idioma

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Usa tu cuenta de { $companyName } para continuar a { $clientName }.
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
    .federatedConnectionButtonText = Continuar con { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Tienes una invitación
    .invitationDescription = { $inviterName } te invita a unirte a { $companyName } en { $clientName }. Inicia sesión para aceptar.
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
    .title = Escribe tu contraseña
    .description = Tu contraseña de { $companyName }, para continuar a { $clientName }.
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
    .editLinkScreenReadableText = Iniciar sesión con otro correo electrónico o nombre de usuario
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Usar tu huella o tu cara
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
    .title = Elige una cuenta
    .description = Para continuar a { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Continuar como { $userName }
    .notYouText = ¿No eres tú?
    .useAnotherAccountText = Usar otra cuenta
    .passwordNeededText = Pide tu contraseña

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Tu cuenta está bloqueada
    .description = La administración ha bloqueado esta cuenta. Pide ayuda a los responsables de { $companyName }.
    .descriptionAttempts = Ha habido demasiados intentos fallidos de iniciar sesión en esta cuenta.
    .unblockText = Hemos enviado un correo a la persona a quien pertenece la cuenta. El enlace que contiene desbloquea la cuenta.
    .resetPasswordText = Crear una contraseña nueva
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Crea tu cuenta
    .description = Crea una cuenta en { $companyName } para continuar a { $clientName }.
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
    .invalid-connection = No es posible crear una cuenta en esta aplicación.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = El nombre de usuario es demasiado largo.
    .invalid-username-min-length = El nombre de usuario es demasiado corto.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Esta contraseña no cumple las reglas. Elige otra.
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
    .no-username = Elige un nombre de usuario.
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
    .title = Elige una contraseña
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
    .editLinkScreenReadableText = Crear la cuenta con otros datos
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } te invita a unirte a { $companyName } en { $clientName }. Crea tu cuenta para aceptar.
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
            [one] Al menos { $min } carácter
           *[other] Al menos { $min } caracteres
        }
    .containsAtLeast = Al menos { $count } de estos { $of } tipos de caracteres:
    .shouldContain = Todos estos tipos de caracteres:
    .lowerCase = Letras minúsculas (a-z)
    .upperCase = Letras mayúsculas (A-Z)
    .numbers = Números (0-9)
    .specialCharacters = Caracteres especiales (como !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] No más de { $row } carácter igual seguido
           *[other] No más de { $row } caracteres iguales seguidos
        }
    .sequentialChars = Sin secuencias como abc o 123
    .tooLong =
        { $max ->
            [one] Como máximo { $max } carácter
           *[other] Como máximo { $max } caracteres
        }
    .noPersonalInfo = Nada sobre ti, como tu nombre o tu correo electrónico
    .notCommon = No puede ser una contraseña que usa mucha gente
    .notUsedBefore = No puede ser una contraseña que ya hayas usado

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Escribe el código
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Hemos enviado un código a { $email }. Escríbelo para confirmar que la dirección es tuya.
    .recoveryDescription = Si existe una cuenta para { $email }, hemos enviado a su dirección un correo con un código. Escribe el código para crear una contraseña nueva.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Hemos enviado un código nuevo.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = El código tiene seis cifras. Escríbelo tal como aparece en el correo.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Ha habido demasiados códigos incorrectos. Espera un rato y pide uno nuevo.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Ya existe una cuenta con este correo electrónico. Inicia sesión con ella.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Protege tu cuenta
    .description = Necesitas una aplicación de autenticación en tu teléfono, que muestra un código nuevo cada 30 segundos. Escanea con ella este código QR.
    .logoAltText = { $companyName }
    .qrAltText = Código QR para tu aplicación de autenticación
    .codeEnrollmentText = ¿No puedes escanearlo? Escribe una clave
    .separatorText = Después, escribe el código que muestra la aplicación.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Tu cuenta ya tiene una aplicación configurada. Inicia sesión de nuevo.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Escribe esta clave en tu aplicación de autenticación. Después, escribe el código que muestra la aplicación.
    .logoAltText = { $companyName }
    .altText = Clave para la aplicación
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Escanear un código QR
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
    .description = Abre tu aplicación de autenticación y escribe el código que muestra.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Usar tu contraseña
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
    .linkDescription = Este enlace inicia su sesión como { $email }. Continúe solo si lo ha pedido.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = ¿No ha recibido ningún código?
    .resendActionText = Enviar otro código
    .resentText = { email-identifier-challenge.resentText }
    .editText = Usar otra dirección
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
    .editText = Usar otro número
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
    .description = Hemos enviado un código a { $email }. Escríbelo para terminar de iniciar sesión.
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
    .title = Guarda tu código de recuperación
    .description = Si pierdes tu teléfono, puedes iniciar sesión con este código. Anótalo y guárdalo en un lugar seguro. Solo lo mostramos una vez.
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
    .title = Escribe tu código de recuperación
    .description = Escribe el código de recuperación que guardaste. Solo funciona una vez, y después recibirás uno nuevo.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Este código de recuperación no es correcto. Compruébalo e inténtalo de nuevo.
    .invalid-code-format = Un código de recuperación tiene 24 letras y cifras. Compruébalo e inténtalo de nuevo.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Guarda tu nuevo código de recuperación
    .description = Tu código de recuperación anterior ya no funciona. Anota este y guárdalo en un lugar seguro. Solo lo mostramos una vez.
    .logoAltText = { $companyName }
    .altText = { -recovery-code }
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .checkboxText = { -code-is-kept }
    .buttonText = { -continue }
    .no-confirmation = { -keep-code }
    .authenticator-error = { -failed }

mfa-login-options =
    .pageTitle = { mfa-login-options.title } | { $clientName }
    .title = { -other-way }
    .description = ¿Cómo quieres demostrar que eres tú?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = Mensaje de texto
    .authenticatorNamesVoice = Llamada telefónica
    .authenticatorNamesPhone = Mensaje de texto o llamada telefónica
    .authenticatorNamesPushNotification = Notificación en tu teléfono
    .authenticatorNamesOTP = Aplicación de autenticación
    .authenticatorNamesEmail = Código por correo electrónico
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Aplicación Duo
    .authenticatorNamesWebauthnRoaming = Llave de seguridad
    .authenticatorNamesWebauthnPlatform = Huella, cara o bloqueo de pantalla
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = ¿Has olvidado tu contraseña?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Escribe tu correo electrónico. Si pertenece a una cuenta, te enviaremos un enlace para crear una contraseña nueva.
    .descriptionUsername = Escribe tu nombre de usuario. Si pertenece a una cuenta, te enviaremos por correo un enlace para crear una contraseña nueva.
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
    .phoneDescription = Escribe tu número de teléfono. Si pertenece a una cuenta, te enviaremos un código para crear una contraseña nueva.
    .phoneOrUsernameOrEmailDescription = Escribe tu correo electrónico, número de teléfono o nombre de usuario. Si pertenece a una cuenta, te ayudaremos a crear una contraseña nueva.
    .phoneOrEmailDescription = Escribe tu correo electrónico o número de teléfono. Si pertenece a una cuenta, te ayudaremos a crear una contraseña nueva.
    .phoneOrUsernameDescription = Escribe tu número de teléfono o nombre de usuario. Si pertenece a una cuenta, te ayudaremos a crear una contraseña nueva.
    .usernameOrEmailDescription = Escribe tu correo electrónico o nombre de usuario. Si pertenece a una cuenta, te enviaremos por correo un enlace para crear una contraseña nueva.
    .codeDescription = Escribe tu correo electrónico o nombre de usuario. Si pertenece a una cuenta, te enviaremos por correo un código para crear una contraseña nueva.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Lo has pedido demasiadas veces en poco tiempo. Espera un minuto e inténtalo de nuevo.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Mira en tu bandeja de entrada
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Si existe una cuenta para { $email }, le hemos enviado un correo. Abre el enlace que contiene para crear una contraseña nueva.
    .usernameDescription = Si existe una cuenta con este nombre, hemos enviado un correo a su dirección. Abre el enlace que contiene para crear una contraseña nueva.
    .spamText = ¿No ha llegado nada después de unos minutos? Mira también en la carpeta de correo no deseado.
    .resendLinkText = Enviar de nuevo
    .resentText = Si existe una cuenta, hemos enviado el correo de nuevo.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Cambia tu contraseña
    .description = Elige una contraseña nueva para { $email }.
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
    .eventTitle = Contraseña cambiada
    .description = Ya puedes iniciar sesión en la aplicación con la contraseña nueva.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Pedir un enlace nuevo
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = El enlace ha caducado
    .eventTitleGeneric = El enlace no funciona
    .eventTitleUsed = El enlace ya se ha usado
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Un paso más
    .description = Pulsa el botón para seguir.
    .descriptionEmail = Pulsa el botón para confirmar que { $email } es tu correo electrónico.
    .descriptionPassword = Pulsa el botón para crear una contraseña nueva para { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Tu correo electrónico
    .logoAltText = { $companyName }
    .verifiedTitle = Correo electrónico verificado
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Tu correo electrónico se ha verificado. Puedes seguir usando la aplicación.
    .alreadyVerifiedDescription = Tu correo electrónico ya estaba verificado. No tienes que hacer nada más.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = No hemos podido verificar tu correo electrónico. Abre de nuevo el enlace del correo dentro de unos minutos.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Desbloquea tu cuenta
    .description = Pulsa el botón y podrás iniciar sesión de nuevo.
    .logoAltText = { $companyName }
    .buttonText = Desbloquear la cuenta

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Tu cuenta está desbloqueada
    .description = Ya puedes iniciar sesión de nuevo. Si los intentos fallidos no eran tuyos, crea una contraseña nueva.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Este enlace ya se ha usado o ha caducado. Para desbloquear la cuenta, crea una contraseña nueva.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = ¿Permitir el acceso a { $clientName }?
    .title = ¿Permitir el acceso?
    .description = { $clientName } pide acceso a tu cuenta.
    .logoAltText = { $companyName }
    .signedInText = Sesión iniciada como { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Si aceptas, la aplicación podrá:
    .acceptButtonText = Aceptar
    .declineButtonText = Rechazar
    .invalid-action = Elige «Aceptar» o «Rechazar».
    .invalid-audience = La aplicación pide acceso a un servicio que no existe. Avisa a sus responsables.
    .invalid-scope = La aplicación pide un acceso que no puede obtener. Avisa a sus responsables.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Saber quién eres cuando inicias sesión
    .profile = Ver tu perfil, como tu nombre y tu foto
    .email = Ver tu correo electrónico
    .address = Ver tu dirección postal
    .phone = Ver tu número de teléfono
    .offline_access = Mantener este acceso cuando no estés usando la aplicación

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Escribe tu organización
    .description = El nombre de la organización con la que inicias sesión en { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Nombre de la organización
    .invalid-organization = No puedes iniciar sesión con esta organización. Comprueba el nombre e inténtalo de nuevo.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Elige una organización
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Continuar con tu cuenta personal

logout =
    .pageTitle = ¿Cerrar la sesión?
    .title = ¿Quieres cerrar la sesión?
    .description = La próxima vez tendrás que iniciar sesión de nuevo.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Sí
    .declineButtonText = No

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = Tu sesión sigue abierta
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Has cerrado la sesión
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Abre el enlace en el mismo navegador
    .passwordless-no-session = Este enlace solo funciona en el navegador en el que lo pediste.
    .passwordless-no-session-link = Pedir un enlace nuevo
    .mfa-required-title = Hace falta una prueba más
    .mfa-required = Esta aplicación pide una segunda prueba de que eres tú, y tu cuenta no tiene ninguna. Pide ayuda a sus responsables.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Algo ha ido mal
    .description = No hemos podido hacer lo que has pedido. Inténtalo de nuevo. Si vuelve a pasar, avisa a los responsables de la aplicación.
    .descriptionRequest = La aplicación ha enviado una petición que no podemos aceptar. Avisa a sus responsables.
    .descriptionForm = El formulario no venía de este sitio. Vuelve atrás e inténtalo de nuevo.
    .descriptionForbidden = No puedes usar esta aplicación con esta cuenta. Pregunta a sus responsables.
    .descriptionTooMany = Ha habido demasiadas peticiones desde tu red. Espera un minuto e inténtalo de nuevo.
    .descriptionUnavailable = El servicio no está disponible en este momento. Inténtalo de nuevo dentro de unos minutos.
    .descriptionNotFound = Esta página no existe. Comprueba la dirección o vuelve a la aplicación.
    .codeText = Código de error
    .detailText = Descripción
    .trackingText = Número de seguimiento
    .trackingHelpText = Con este número, los responsables de la aplicación pueden averiguar más.
    .tryAgainText = Intentar de nuevo
    .backButtonText = { page.backTo }
    .openInBrowser = Abre este enlace en la barra de direcciones de un navegador.

lost =
    .pageTitle = { lost.title }
    .title = Empieza de nuevo
    .description = Quizá has pulsado el botón de atrás, has recargado la página o la has dejado abierta mucho tiempo; o tu navegador no acepta cookies. Vuelve a la aplicación e inicia sesión de nuevo.
    .backButtonText = { page.backTo }
    .helpText = Si vuelve a pasar, avisa a los responsables de la aplicación.

confirm-callback =
    .pageTitle = ¿Continuar a { $clientName }?
    .title = ¿Quieres continuar a { $clientName }?
    .description = Tu inicio de sesión se entregará a una aplicación de este dispositivo:
    .warning = Continúa solo si acabas de empezar a iniciar sesión en esta aplicación.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Ya casi está
    .description = Si no pasa nada, pulsa el botón para continuar a la aplicación.
    .buttonText = { -continue }

web-message =
    .pageTitle = Respuesta a la aplicación
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Este servidor inicia la sesión de las personas en las aplicaciones. Para iniciar sesión, abre la aplicación que quieras usar: ella te enviará aquí.
    .discoveryText = Las aplicaciones encuentran lo que necesitan en este documento:
    .testModeTitle = Este servidor está en modo de prueba
    .discovery = Puntos de acceso y funciones disponibles
    .jwks = Claves de firma
    .network = Tu dirección, tu red y tu lugar, tal como los ve el servidor
    .clock = El reloj de prueba
    .transfers = Trazas de transferencias, para un token de la Management API con read:logs
    .mailbox = Correos, que se guardan aquí en lugar de enviarse
    .readyz = Si el servidor está listo para recibir peticiones
    .metrics = Métricas, solo para esta máquina

mailbox =
    .pageTitle = { mailbox.title }
    .title = Buzón
    .description = Este servidor está en modo de prueba: guarda los correos aquí en lugar de enviarlos.
    .emptyText = Aún no hay ningún correo.
    .recipientText = Para
    .senderText = De
    .codeText = { email.codeLabel }
    .linkText = Abrir el enlace
    .htmlText = Como HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Hola, { $userName }:
    .greetingPlain = Hola:
    .linkHelp = Si el botón no funciona, abre este enlace en tu navegador:
    .codeLabel = Tu código
    .linkExpiresInDays =
        { $days ->
            [one] El enlace funciona una sola vez, durante { $days } día.
           *[other] El enlace funciona una sola vez, durante { $days } días.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] El enlace funciona una sola vez, durante { $hours } hora.
           *[other] El enlace funciona una sola vez, durante { $hours } horas.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] El enlace funciona una sola vez, durante { $minutes } minuto.
           *[other] El enlace funciona una sola vez, durante { $minutes } minutos.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] El código funciona durante { $minutes } minuto.
           *[other] El código funciona durante { $minutes } minutos.
        }
    .keepCodeSecret = No des este código a nadie. Nunca lo pedimos por teléfono ni por correo.
    .footer = { $tenantName } ha enviado este correo a { $email }.
    .supportText = ¿Necesitas ayuda?

email-verify_email =
    .subject = Confirma tu correo electrónico para { $tenantName }
    .preheader = Un clic y tu cuenta está lista.
    .heading = Confirma tu correo electrónico
    .body = Tienes una cuenta en { $tenantName } con la dirección { $email }. Confirma que la dirección es tuya.
    .buttonText = Confirmar la dirección
    .ignore = Si no has creado ninguna cuenta, ignora este correo. Nadie puede usar tu dirección sin este enlace.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Tu código para { $tenantName }
    .preheader = Escribe el código para confirmar tu correo electrónico.
    .heading = Confirma tu correo electrónico
    .body = Escribe este código en la página que lo ha pedido, para confirmar que { $email } es tu dirección.
    .buttonText = { email.codeLabel }
    .ignore = Si no has pedido este código, ignora este correo. Nadie puede usar tu dirección sin el código.
    .footer = { email.footer }

email-reset_email =
    .subject = Crea una contraseña nueva para { $tenantName }
    .preheader = Con el enlace de este correo puedes elegir una contraseña nueva.
    .heading = Crea una contraseña nueva
    .body = Has pedido una contraseña nueva para tu cuenta { $email } de { $tenantName }.
    .buttonText = Crear una contraseña nueva
    .ignore = Si no la has pedido, ignora este correo. Tu contraseña no cambia.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Tu código para una contraseña nueva de { $tenantName }
    .preheader = Escribe el código para elegir una contraseña nueva.
    .heading = Crea una contraseña nueva
    .body = Has pedido una contraseña nueva para tu cuenta { $email } de { $tenantName }. Escribe este código en la página que lo ha pedido.
    .buttonText = { email.codeLabel }
    .ignore = Si no la has pedido, ignora este correo. Tu contraseña no cambia.
    .footer = { email.footer }

email-welcome_email =
    .subject = Te damos la bienvenida a { $tenantName }
    .preheader = Tu cuenta está lista.
    .heading = ¡Te damos la bienvenida!
    .body = Tu cuenta { $email } de { $tenantName } está lista. Nos alegra tenerte aquí.
    .buttonText = Abrir { $clientName }
    .ignore = Si no has creado ninguna cuenta, avísanos.
    .footer = { email.footer }

email-blocked_account =
    .subject = Tu cuenta de { $tenantName } está bloqueada
    .preheader = Ha habido demasiados intentos fallidos de iniciar sesión.
    .heading = Tu cuenta está bloqueada
    .body = Ha habido demasiados intentos fallidos de iniciar sesión en tu cuenta { $email } de { $tenantName }. Para protegerla, la hemos bloqueado para el lugar del que venían.
    .place = El último intento venía de { $city }, { $country } (dirección { $ip }).
    .address = El último intento venía de la dirección { $ip }.
    .buttonText = Desbloquear la cuenta
    .ignore = Si no has sido tú, no tienes que hacer nada. Si crees que otras personas conocen tu contraseña, crea una nueva.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Cambia tu contraseña de { $tenantName }
    .preheader = Tu contraseña ha aparecido en una filtración de datos de otro sitio web.
    .heading = Otras personas conocen tu contraseña
    .body = La contraseña de tu cuenta { $email } de { $tenantName } ha aparecido en una filtración de datos de otro sitio web. Crea una nueva antes de volver a iniciar sesión y cámbiala también en cualquier otro sitio donde la uses.
    .buttonText = Crear una contraseña nueva
    .ignore = Si ya has cambiado tu contraseña, no tienes que hacer nada más.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Protege tu cuenta de { $tenantName }
    .preheader = Añade una segunda prueba a tu cuenta.
    .heading = Protege tu cuenta
    .body = { $tenantName } te pide que añadas una segunda prueba a tu cuenta { $email }: algo que tienes además de tu contraseña.
    .buttonText = Añadir una segunda prueba
    .ignore = Si no sabes por qué recibes este correo, pregunta a los responsables de { $tenantName } antes de abrir el enlace.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Tu código de inicio de sesión para { $tenantName }
    .preheader = Escribe el código para terminar de iniciar sesión.
    .heading = Tu código de inicio de sesión
    .body = Escribe este código en la página que lo ha pedido, para terminar de iniciar sesión en { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = Si no estás iniciando sesión ahora, puede que otras personas conozcan tu contraseña. Crea una nueva cuanto antes.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } te invita a { $organizationName }
    .preheader = Acepta la invitación para empezar.
    .heading = Tienes una invitación
    .body = { $inviterName } te invita a unirte a { $organizationName } en { $clientName }.
    .buttonText = Aceptar la invitación
    .ignore = Si no conoces a quien te lo envía, ignora este correo.
    .footer = { email.footer }

email-password_reset =
    .subject = Tu contraseña de { $tenantName } ha cambiado
    .preheader = Ya puedes iniciar sesión con la contraseña nueva.
    .heading = Tu contraseña ha cambiado
    .body = La contraseña de tu cuenta { $email } de { $tenantName } ha cambiado. Se han cerrado todas tus sesiones.
    .buttonText = { -sign-in }
    .ignore = Si no has sido tú, crea enseguida una contraseña nueva y avisa a los responsables de { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Tu código de inicio de sesión para { $clientName }
    .preheader = Escribe el código para iniciar sesión.
    .heading = Tu código de inicio de sesión
    .body = Escribe este código en la página que lo ha pedido, para iniciar sesión en { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Si no has pedido este código, ignora este correo. Nadie puede iniciar sesión sin él.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Correo de prueba de { $tenantName }
    .preheader = Tu proveedor de correo funciona.
    .heading = Funciona
    .body = { $tenantName } puede enviar correos con el proveedor que has configurado. Esto es una prueba y no hace falta responder.
    .ignore = Si no eres responsable de { $tenantName }, ignora este correo.
    .footer = { email.footer }
