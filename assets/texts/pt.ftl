### The sentences of the hosted pages and of the built-in e-mails, in Portuguese. See en.ftl.

## Shared words

-continue = Continuar
-sign-in = Entrar
-sign-up = Criar conta
-log-in = Entrar
-forgot-password = Esqueceu a senha?
-or = ou
-edit = Alterar
-back = Voltar
-back-to-sign-in = Voltar ao login
-password = Senha
-new-password = Nova senha
-new-password-again = Repita a nova senha
-show-password = Mostrar a senha
-hide-password = Ocultar a senha
-password-security = A sua senha deve cumprir o seguinte:
-rule-met = Cumprido:
-rule-missing = Ainda não cumprido:
-email-address = Endereço de e-mail
-username = Nome de usuário
-phone = Número de telefone
-email-or-username = E-mail ou nome de usuário
-email-or-phone = E-mail ou número de telefone
-phone-or-username = Número de telefone ou nome de usuário
-email-phone-or-username = E-mail, número de telefone ou nome de usuário
-email-optional = Endereço de e-mail (opcional)
-username-optional = Nome de usuário (opcional)
-phone-optional = Número de telefone (opcional)
-check-these = Verifique o seguinte:
-new-here = Ainda não tem conta?
-have-account = Já tem uma conta?
-use-passkey = Usar uma chave de acesso
-other-way = Escolher outra forma
-remember-browser = Lembrar este navegador durante 30 dias
-app-code = Código do aplicativo
-copy = Copiar
-copied = Copiado
-recovery-code = Código de recuperação
-code-is-kept = Anotei o código

## Shared errors

-wrong = E-mail, número de telefone, nome de usuário ou senha incorretos.
-wrong-email = E-mail ou senha incorretos.
-wrong-username = Nome de usuário ou senha incorretos.
-wrong-phone = Número de telefone ou senha incorretos.
-wrong-email-username = E-mail, nome de usuário ou senha incorretos.
-wrong-email-phone = E-mail, número de telefone ou senha incorretos.
-wrong-phone-username = Número de telefone, nome de usuário ou senha incorretos.
-failed = Não funcionou. Tente novamente dentro de alguns minutos.
-invalid-connection = Não é possível entrar nesta aplicação.
-no-db-connection = Esta aplicação não aceita senhas. Escolha outra forma de entrar.
-network-blocked = Houve tentativas demais a partir da sua rede. Espere um pouco e tente novamente.
-too-many-requests = Há logins demais neste momento. Tente novamente dentro de um minuto.
-too-many-logins = Houve logins demais em pouco tempo. Espere um minuto e tente novamente.
-user-blocked = A sua conta foi bloqueada após várias tentativas seguidas de login. Para desbloqueá-la, abra o link do nosso e-mail ou defina uma nova senha.
-account-blocked = A sua conta foi bloqueada. Peça ajuda aos responsáveis por este serviço.
-password-breached = Esta senha apareceu num vazamento de dados de outro site. Para proteger a sua conta, escolha “Esqueceu a senha?” e defina uma nova.
-breached-new = Esta senha apareceu num vazamento de dados de outro site. Escolha outra.
-invalid-code = O código está incorreto ou não é mais válido. Verifique-o ou peça um novo.
-expired-code = O código expirou. Peça um novo.
-authentication-failed = Não foi possível entrar. Tente novamente.
-no-email = Digite o seu endereço de e-mail.
-no-password = Digite a sua senha.
-no-new-password = Digite uma nova senha.
-no-password-again = Digite a nova senha uma segunda vez.
-no-username = Digite o seu nome de usuário.
-no-phone = Digite o seu número de telefone.
-no-identifier = Digite o seu e-mail, número de telefone ou nome de usuário.
-invalid-email = Isto não é um endereço de e-mail. Deve ser parecido com nome@example.com.
-invitation-other-email = Este convite é para outro endereço de e-mail. Use o endereço para o qual ele foi enviado.
-invalid-username = Isto não é um nome de usuário. Verifique-o e tente novamente.
-invalid-phone = Isto não é um número de telefone. Comece pelo código do país, por exemplo +55 ou +351.
-invalid-login-id = O que digitou não parece correto. Verifique e tente novamente.
-invalid-email-phone = Digite um endereço de e-mail ou um número de telefone.
-invalid-email-username = Digite um endereço de e-mail ou um nome de usuário.
-invalid-phone-username = Digite um número de telefone ou um nome de usuário.
-invalid-email-phone-username = Digite um endereço de e-mail, um número de telefone ou um nome de usuário.
-no-hrd-connection = Não é possível entrar com este endereço de e-mail. Verifique-o e tente novamente.
-username-characters = Um nome de usuário só pode ter letras, números e alguns sinais, sem espaços.
-username-is-email = Um nome de usuário não pode parecer um endereço de e-mail.
-username-taken = Este nome de usuário não está disponível. Escolha outro.
-email-in-use = Não foi possível criar uma conta com estes dados. Se já tem uma conta, entre com ela.
-signup-blocked = Foram criadas contas demais a partir da sua rede. Espere um pouco e tente novamente.
-invalid-phone-config = Aqui não é possível usar números de telefone. Crie a conta de outra forma.
-password-too-weak = Esta senha é fraca demais. Escolha uma que cumpra as regras.
-password-too-common = Esta senha é comum demais. Escolha uma mais difícil de adivinhar.
-password-used-before = Já usou esta senha antes. Escolha uma nova.
-password-has-personal-info = Esta senha contém algo pessoal, como o seu nome ou o seu e-mail. Escolha outra.
-password-mismatch = As senhas não são iguais. Digite a nova senha duas vezes.
-link-expired = Este link expirou. Peça um novo.
-link-used = Este link só funciona uma vez e já foi usado. Peça um novo.
-link-dead = Este link só funciona uma vez e já foi usado ou expirou. Peça um novo.
-too-many-email = Já enviamos vários e-mails. Procure na caixa de entrada e na pasta de spam, ou tente novamente mais tarde.
-no-passkey = Não há nenhuma chave de acesso desta conta neste dispositivo. Entre de outra forma.
-passkey-failed = Não foi possível usar a chave de acesso. Tente novamente ou entre de outra forma.
-passkey-not-allowed = Aqui não é possível usar chaves de acesso. Entre de outra forma.
-password-not-allowed = Aqui não é possível usar senhas. Entre de outra forma.
-choose-one-way = Use uma senha ou uma chave de acesso, mas não as duas.
-app-code-format = O código tem seis dígitos. Digite-o como o aplicativo mostra.
-app-code-wrong = O código está incorreto ou já foi usado. Digite o próximo que o aplicativo mostrar.
-no-code = Digite o código.
-too-many-codes = Houve códigos errados demais. Espere um pouco e tente novamente.
-keep-code = Anote o código e marque a caixa.

## All pages

page =
    .errorTitle = Erro: { $title }
    .backTo = Voltar a { $clientName }
    .required = obrigatório
    .cancel = Cancelar
    .closeWindow = Pode fechar esta janela.
    .supportText = Obter ajuda
    .languageLabel = Idioma

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Use a sua conta de { $companyName } para continuar em { $clientName }.
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
    .federatedConnectionButtonText = Continuar com { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Recebeu um convite
    .invitationDescription = { $inviterName } convida você para { $companyName } em { $clientName }. Entre para aceitar.
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
    .title = Digite a sua senha
    .description = A sua senha de { $companyName }, para continuar em { $clientName }.
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
    .editLinkScreenReadableText = Entrar com outro e-mail ou nome de usuário
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Usar a impressão digital ou o rosto
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
    .title = Escolha uma conta
    .description = Para continuar em { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Continuar como { $userName }
    .notYouText = Não é você?
    .useAnotherAccountText = Usar outra conta
    .passwordNeededText = Pede a sua senha

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = A sua conta está bloqueada
    .description = A administração bloqueou esta conta. Peça ajuda aos responsáveis por { $companyName }.
    .descriptionAttempts = Houve muitas tentativas de login sem sucesso nesta conta.
    .unblockText = Enviamos um e-mail à pessoa a quem pertence a conta. O link nele desbloqueia a conta.
    .resetPasswordText = Definir uma nova senha
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Crie a sua conta
    .description = Crie uma conta em { $companyName } para continuar em { $clientName }.
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
    .invalid-connection = Não é possível criar uma conta nesta aplicação.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = O nome de usuário é longo demais.
    .invalid-username-min-length = O nome de usuário é curto demais.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Esta senha não cumpre as regras. Escolha outra.
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
    .no-username = Escolha um nome de usuário.
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
    .title = Escolha uma senha
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
    .editLinkScreenReadableText = Criar a conta com outros dados
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } convida você para { $companyName } em { $clientName }. Crie a sua conta para aceitar.
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
            [one] Pelo menos { $min } caractere
           *[other] Pelo menos { $min } caracteres
        }
    .containsAtLeast = Pelo menos { $count } destes { $of } tipos de caracteres:
    .shouldContain = Todos estes tipos de caracteres:
    .lowerCase = Letras minúsculas (a-z)
    .upperCase = Letras maiúsculas (A-Z)
    .numbers = Números (0-9)
    .specialCharacters = Caracteres especiais (como !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Não mais de { $row } caractere igual seguido
           *[other] Não mais de { $row } caracteres iguais seguidos
        }
    .sequentialChars = Sem sequências como abc ou 123
    .tooLong =
        { $max ->
            [one] No máximo { $max } caractere
           *[other] No máximo { $max } caracteres
        }
    .noPersonalInfo = Nada sobre a sua pessoa, como o seu nome ou o seu e-mail
    .notCommon = Não pode ser uma senha que muita gente usa
    .notUsedBefore = Não pode ser uma senha que já usou

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Digite o código
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Enviamos um código para { $email }. Digite-o para confirmar que o endereço é seu.
    .recoveryDescription = Se existir uma conta para { $email }, enviamos um e-mail com um código para o endereço dela. Digite o código para definir uma nova senha.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Enviamos um novo código.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = O código tem seis dígitos. Digite-o como está no e-mail.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Houve demasiados códigos errados. Espere um pouco e depois peça um novo.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Já existe uma conta com este endereço de e-mail. Entre com ela.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Proteja a sua conta
    .description = Precisa de um aplicativo de autenticação no telefone, que mostra um novo código a cada 30 segundos. Leia este código QR com ele.
    .logoAltText = { $companyName }
    .qrAltText = Código QR para o seu aplicativo de autenticação
    .codeEnrollmentText = Não consegue ler o código? Digite uma chave
    .separatorText = Depois, digite o código que o aplicativo mostra.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = A sua conta já tem um aplicativo configurado. Entre novamente.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Digite esta chave no seu aplicativo de autenticação. Depois, digite o código que o aplicativo mostra.
    .logoAltText = { $companyName }
    .altText = Chave para o aplicativo
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Ler um código QR
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
    .description = Abra o seu aplicativo de autenticação e digite o código que ele mostra.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Usar a senha
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
    .linkDescription = Esta ligação inicia a sua sessão como { $email }. Continue apenas se a pediu.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Não recebeu nenhum código?
    .resendActionText = Enviar outro código
    .resentText = { email-identifier-challenge.resentText }
    .editText = Usar outro endereço
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
    .editText = Usar outro número
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
    .description = Enviamos um código para { $email }. Digite-o para concluir o login.
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
    .title = Guarde o seu código de recuperação
    .description = Se perder o telefone, poderá entrar com este código. Anote-o e guarde-o num lugar seguro. Só o mostramos uma vez.
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
    .title = Digite o seu código de recuperação
    .description = Digite o código de recuperação que guardou. Ele só funciona uma vez, e depois receberá um novo.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Este código de recuperação está incorreto. Verifique-o e tente novamente.
    .invalid-code-format = Um código de recuperação tem 24 letras e dígitos. Verifique-o e tente novamente.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Guarde o seu novo código de recuperação
    .description = O seu código de recuperação antigo não funciona mais. Anote este e guarde-o num lugar seguro. Só o mostramos uma vez.
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
    .description = Como quer provar que é você?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = Mensagem de texto
    .authenticatorNamesVoice = Ligação telefônica
    .authenticatorNamesPhone = Mensagem de texto ou ligação telefônica
    .authenticatorNamesPushNotification = Notificação no telefone
    .authenticatorNamesOTP = Aplicativo de autenticação
    .authenticatorNamesEmail = Código por e-mail
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Aplicativo Duo
    .authenticatorNamesWebauthnRoaming = Chave de segurança
    .authenticatorNamesWebauthnPlatform = Impressão digital, rosto ou bloqueio de tela
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Esqueceu a senha?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Digite o seu endereço de e-mail. Se pertencer a uma conta, enviaremos um link para definir uma nova senha.
    .descriptionUsername = Digite o seu nome de usuário. Se pertencer a uma conta, enviaremos por e-mail um link para definir uma nova senha.
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
    .phoneDescription = Digite o seu número de telefone. Se pertencer a uma conta, enviaremos um código para definir uma nova senha.
    .phoneOrUsernameOrEmailDescription = Digite o seu e-mail, número de telefone ou nome de usuário. Se pertencer a uma conta, ajudaremos a definir uma nova senha.
    .phoneOrEmailDescription = Digite o seu e-mail ou número de telefone. Se pertencer a uma conta, ajudaremos a definir uma nova senha.
    .phoneOrUsernameDescription = Digite o seu número de telefone ou nome de usuário. Se pertencer a uma conta, ajudaremos a definir uma nova senha.
    .usernameOrEmailDescription = Digite o seu e-mail ou nome de usuário. Se pertencer a uma conta, enviaremos por e-mail um link para definir uma nova senha.
    .codeDescription = Digite o seu e-mail ou nome de usuário. Se pertencer a uma conta, enviaremos por e-mail um código para definir uma nova senha.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Houve pedidos demais em pouco tempo. Espere um minuto e tente novamente.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Veja a sua caixa de entrada
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Se existir uma conta para { $email }, enviamos um e-mail para este endereço. Abra o link nele para definir uma nova senha.
    .usernameDescription = Se existir uma conta com este nome, enviamos um e-mail para o endereço dela. Abra o link nele para definir uma nova senha.
    .spamText = Nenhum e-mail depois de alguns minutos? Procure também na pasta de spam.
    .resendLinkText = Enviar novamente
    .resentText = Se existir uma conta, enviamos o e-mail novamente.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Altere a sua senha
    .description = Escolha uma nova senha para { $email }.
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
    .eventTitle = Senha alterada
    .description = Já pode entrar na aplicação com a nova senha.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Pedir um novo link
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = O link expirou
    .eventTitleGeneric = O link não funciona
    .eventTitleUsed = O link já foi usado
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Mais um passo
    .description = Pressione o botão para prosseguir.
    .descriptionEmail = Pressione o botão para confirmar que { $email } é o seu endereço de e-mail.
    .descriptionPassword = Pressione o botão para definir uma nova senha para { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = O seu endereço de e-mail
    .logoAltText = { $companyName }
    .verifiedTitle = E-mail verificado
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = O seu e-mail foi verificado. Já pode usar a aplicação.
    .alreadyVerifiedDescription = O seu e-mail já estava verificado. Não é preciso fazer mais nada.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = Não foi possível verificar o seu e-mail. Abra novamente o link do e-mail dentro de alguns minutos.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Desbloqueie a sua conta
    .description = Pressione o botão e poderá entrar novamente.
    .logoAltText = { $companyName }
    .buttonText = Desbloquear a conta

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = A sua conta está desbloqueada
    .description = Já pode entrar novamente. Se as tentativas sem sucesso não foram suas, defina uma nova senha.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Este link já foi usado ou expirou. Para desbloquear a conta, defina uma nova senha.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Permitir o acesso a { $clientName }?
    .title = Permitir o acesso?
    .description = { $clientName } pede acesso à sua conta.
    .logoAltText = { $companyName }
    .signedInText = Sessão de { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Se aceitar, a aplicação poderá:
    .acceptButtonText = Aceitar
    .declineButtonText = Recusar
    .invalid-action = Escolha “Aceitar” ou “Recusar”.
    .invalid-audience = A aplicação pede acesso a um serviço que não existe. Avise os seus responsáveis.
    .invalid-scope = A aplicação pede um acesso que não pode obter. Avise os seus responsáveis.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Saber quem você é quando entra
    .profile = Ver o seu perfil, como o seu nome e a sua foto
    .email = Ver o seu endereço de e-mail
    .address = Ver o seu endereço postal
    .phone = Ver o seu número de telefone
    .offline_access = Manter este acesso quando você não usa a aplicação

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Digite a sua organização
    .description = O nome da organização com a qual entra em { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Nome da organização
    .invalid-organization = Não pode entrar com esta organização. Verifique o nome e tente novamente.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Escolha uma organização
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Continuar com a sua conta pessoal

logout =
    .pageTitle = Sair?
    .title = Deseja sair?
    .description = Da próxima vez, terá de entrar novamente.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Sim
    .declineButtonText = Não

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = A sessão continua aberta
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Sessão encerrada
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Abra o link no mesmo navegador
    .passwordless-no-session = Este link só funciona no navegador em que o pediu.
    .passwordless-no-session-link = Pedir um novo link
    .mfa-required-title = Falta mais uma prova
    .mfa-required = Esta aplicação pede uma segunda prova de que é você, e a sua conta não tem nenhuma. Peça ajuda aos seus responsáveis.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Algo deu errado
    .description = Não foi possível fazer o que pediu. Tente novamente. Se acontecer outra vez, avise os responsáveis pela aplicação.
    .descriptionRequest = A aplicação enviou um pedido que não podemos aceitar. Avise os seus responsáveis.
    .descriptionForm = O formulário não veio deste site. Volte e tente novamente.
    .descriptionForbidden = Não pode usar esta aplicação com esta conta. Fale com os seus responsáveis.
    .descriptionTooMany = Houve pedidos demais a partir da sua rede. Espere um minuto e tente novamente.
    .descriptionUnavailable = O serviço não está disponível neste momento. Tente novamente dentro de alguns minutos.
    .descriptionNotFound = Esta página não existe. Verifique o endereço ou volte à aplicação.
    .codeText = Erro
    .detailText = Descrição
    .trackingText = Número de acompanhamento
    .trackingHelpText = Com este número, os responsáveis pela aplicação podem saber mais.
    .tryAgainText = Tentar novamente
    .backButtonText = { page.backTo }
    .openInBrowser = Abra este link na barra de endereço de um navegador.

lost =
    .pageTitle = { lost.title }
    .title = Comece novamente
    .description = Talvez tenha pressionado o botão de voltar, recarregado a página ou deixado a página aberta muito tempo; ou o seu navegador não aceita cookies. Volte à aplicação e entre novamente.
    .backButtonText = { page.backTo }
    .helpText = Se acontecer outra vez, avise os responsáveis pela aplicação.

confirm-callback =
    .pageTitle = Continuar para { $clientName }?
    .title = Deseja continuar para { $clientName }?
    .description = O seu login será entregue a uma aplicação neste dispositivo:
    .warning = Continue apenas se acabou de começar a entrar nesta aplicação.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Quase pronto
    .description = Se nada acontecer, pressione o botão para continuar para a aplicação.
    .buttonText = { -continue }

web-message =
    .pageTitle = Resposta à aplicação
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Este servidor permite que as pessoas entrem em aplicações. Para entrar, abra a aplicação que quer usar: ela traz você até aqui.
    .discoveryText = As aplicações encontram o que precisam neste documento:
    .testModeTitle = Este servidor está em modo de teste
    .discovery = Endpoints e funções disponíveis
    .jwks = Chaves de assinatura
    .network = O seu endereço, a sua rede e o seu local, como o servidor os vê
    .clock = O relógio de teste
    .transfers = Registros de transferências, para um token da Management API com read:logs
    .mailbox = E-mails, que ficam aqui em vez de serem enviados
    .readyz = Se o servidor está pronto para receber pedidos
    .metrics = Métricas, apenas para esta máquina

mailbox =
    .pageTitle = { mailbox.title }
    .title = Caixa de correio
    .description = Este servidor está em modo de teste: guarda os e-mails aqui em vez de os enviar.
    .emptyText = Ainda não há nenhum e-mail.
    .recipientText = Para
    .senderText = De
    .codeText = { email.codeLabel }
    .linkText = Abrir o link
    .htmlText = Como HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Olá, { $userName },
    .greetingPlain = Olá,
    .linkHelp = Se o botão não funcionar, abra este link no seu navegador:
    .codeLabel = O seu código
    .linkExpiresInDays =
        { $days ->
            [one] O link funciona uma única vez, durante { $days } dia.
           *[other] O link funciona uma única vez, durante { $days } dias.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] O link funciona uma única vez, durante { $hours } hora.
           *[other] O link funciona uma única vez, durante { $hours } horas.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] O link funciona uma única vez, durante { $minutes } minuto.
           *[other] O link funciona uma única vez, durante { $minutes } minutos.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] O código funciona durante { $minutes } minuto.
           *[other] O código funciona durante { $minutes } minutos.
        }
    .keepCodeSecret = Não dê este código a ninguém. Nunca o pedimos por telefone nem por e-mail.
    .footer = { $tenantName } enviou este e-mail para { $email }.
    .supportText = Precisa de ajuda?

email-verify_email =
    .subject = Confirme o seu e-mail para { $tenantName }
    .preheader = Um clique e a sua conta está pronta.
    .heading = Confirme o seu endereço de e-mail
    .body = Você tem uma conta em { $tenantName } com o endereço { $email }. Confirme que o endereço é seu.
    .buttonText = Confirmar o endereço
    .ignore = Se não criou uma conta, ignore este e-mail. Ninguém pode usar o seu endereço sem este link.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = O seu código para { $tenantName }
    .preheader = Digite o código para confirmar o seu e-mail.
    .heading = Confirme o seu endereço de e-mail
    .body = Digite este código na página que o pediu, para confirmar que { $email } é o seu endereço.
    .buttonText = { email.codeLabel }
    .ignore = Se não pediu este código, ignore este e-mail. Ninguém pode usar o seu endereço sem o código.
    .footer = { email.footer }

email-reset_email =
    .subject = Defina uma nova senha para { $tenantName }
    .preheader = Com o link deste e-mail pode escolher uma nova senha.
    .heading = Defina uma nova senha
    .body = Você pediu uma nova senha para a sua conta { $email } em { $tenantName }.
    .buttonText = Definir uma nova senha
    .ignore = Se não a pediu, ignore este e-mail. A sua senha continua a mesma.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = O seu código para uma nova senha em { $tenantName }
    .preheader = Digite o código para escolher uma nova senha.
    .heading = Defina uma nova senha
    .body = Você pediu uma nova senha para a sua conta { $email } em { $tenantName }. Digite este código na página que o pediu.
    .buttonText = { email.codeLabel }
    .ignore = Se não a pediu, ignore este e-mail. A sua senha continua a mesma.
    .footer = { email.footer }

email-welcome_email =
    .subject = Boas-vindas a { $tenantName }
    .preheader = A sua conta está pronta.
    .heading = Boas-vindas!
    .body = A sua conta { $email } em { $tenantName } está pronta. É bom ter você aqui.
    .buttonText = Abrir { $clientName }
    .ignore = Se não criou uma conta, avise-nos.
    .footer = { email.footer }

email-blocked_account =
    .subject = A sua conta em { $tenantName } está bloqueada
    .preheader = Houve muitas tentativas de login sem sucesso.
    .heading = A sua conta está bloqueada
    .body = Houve muitas tentativas de login sem sucesso na sua conta { $email } em { $tenantName }. Para protegê-la, bloqueamos a conta para o lugar de onde elas vieram.
    .place = A última tentativa veio de { $city }, { $country } (endereço { $ip }).
    .address = A última tentativa veio do endereço { $ip }.
    .buttonText = Desbloquear a conta
    .ignore = Se não foi você, não precisa fazer nada. Se acha que outras pessoas conhecem a sua senha, defina uma nova.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Altere a sua senha em { $tenantName }
    .preheader = A sua senha apareceu num vazamento de dados de outro site.
    .heading = Outras pessoas conhecem a sua senha
    .body = A senha da sua conta { $email } em { $tenantName } apareceu num vazamento de dados de outro site. Defina uma nova antes de entrar novamente e altere-a também em todos os outros lugares onde a usa.
    .buttonText = Definir uma nova senha
    .ignore = Se já alterou a sua senha, não é preciso fazer mais nada.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Proteja a sua conta em { $tenantName }
    .preheader = Adicione uma segunda prova à sua conta.
    .heading = Proteja a sua conta
    .body = { $tenantName } pede que adicione uma segunda prova à sua conta { $email }: algo que você tem além da senha.
    .buttonText = Adicionar uma segunda prova
    .ignore = Se não sabe por que recebeu este e-mail, pergunte aos responsáveis por { $tenantName } antes de abrir o link.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = O seu código de login para { $tenantName }
    .preheader = Digite o código para concluir o login.
    .heading = O seu código de login
    .body = Digite este código na página que o pediu, para concluir o login em { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = Se não quis entrar agora, outras pessoas talvez conheçam a sua senha. Defina uma nova em breve.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } convida você para { $organizationName }
    .preheader = Aceite o convite para começar.
    .heading = Recebeu um convite
    .body = { $inviterName } convida você para { $organizationName } em { $clientName }.
    .buttonText = Aceitar o convite
    .ignore = Se não conhece quem enviou, ignore este e-mail.
    .footer = { email.footer }

email-password_reset =
    .subject = A sua senha em { $tenantName } foi alterada
    .preheader = Já pode entrar com a nova senha.
    .heading = A sua senha foi alterada
    .body = A senha da sua conta { $email } em { $tenantName } foi alterada. Todas as suas sessões foram encerradas.
    .buttonText = { -sign-in }
    .ignore = Se não foi você, defina imediatamente uma nova senha e avise os responsáveis por { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = O seu código de login para { $clientName }
    .preheader = Digite o código para entrar.
    .heading = O seu código de login
    .body = Digite este código na página que o pediu, para entrar em { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Se não pediu este código, ignore este e-mail. Ninguém pode entrar sem ele.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = E-mail de teste de { $tenantName }
    .preheader = O seu provedor de e-mail funciona.
    .heading = Funciona
    .body = { $tenantName } pode enviar e-mails pelo provedor que configurou. Isto é um teste e não precisa de resposta.
    .ignore = Se não é responsável por { $tenantName }, ignore este e-mail.
    .footer = { email.footer }
