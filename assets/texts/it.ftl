### The sentences of the hosted pages and of the built-in e-mails, in Italian. See en.ftl.

## Shared words

-continue = Continua
-sign-in = Accedi
-sign-up = Registrati
-log-in = Accedi
-forgot-password = Password dimenticata?
-or = oppure
-edit = Modifica
-back = Indietro
-back-to-sign-in = Torna all’accesso
-password = Password
-new-password = Nuova password
-new-password-again = Ripeti la nuova password
-show-password = Mostra la password
-hide-password = Nascondi la password
-password-security = La password deve rispettare queste regole:
-rule-met = Rispettata:
-rule-missing = Non ancora rispettata:
-email-address = Indirizzo email
-username = Nome utente
-phone = Numero di telefono
-email-or-username = Indirizzo email o nome utente
-email-or-phone = Indirizzo email o numero di telefono
-phone-or-username = Numero di telefono o nome utente
-email-phone-or-username = Indirizzo email, numero di telefono o nome utente
-email-optional = Indirizzo email (facoltativo)
-username-optional = Nome utente (facoltativo)
-phone-optional = Numero di telefono (facoltativo)
-check-these = Controlla quanto segue:
-new-here = Non hai ancora un account?
-have-account = Hai già un account?
-use-passkey = Usa una passkey
-other-way = Scegli un altro modo
-remember-browser = Ricorda questo browser per 30 giorni
-app-code = Codice dell’app
-copy = Copia
-copied = Copiato
-recovery-code = Codice di recupero
-code-is-kept = Ho annotato il codice

## Shared errors

-wrong = Indirizzo email, numero di telefono, nome utente o password non corretti.
-wrong-email = Indirizzo email o password non corretti.
-wrong-username = Nome utente o password non corretti.
-wrong-phone = Numero di telefono o password non corretti.
-wrong-email-username = Indirizzo email, nome utente o password non corretti.
-wrong-email-phone = Indirizzo email, numero di telefono o password non corretti.
-wrong-phone-username = Numero di telefono, nome utente o password non corretti.
-failed = Non ha funzionato. Riprova tra qualche minuto.
-invalid-connection = Non è possibile accedere a questa applicazione.
-no-db-connection = Questa applicazione non accetta password. Scegli un altro modo per accedere.
-network-blocked = Ci sono stati troppi tentativi dalla tua rete. Aspetta un po’ e riprova.
-too-many-requests = In questo momento stanno accedendo troppe persone. Riprova tra un minuto.
-too-many-logins = Hai effettuato troppi accessi in poco tempo. Aspetta un minuto e riprova.
-user-blocked = Il tuo account è stato bloccato dopo vari tentativi di accesso consecutivi. Per sbloccarlo, apri il link nella nostra email o imposta una nuova password.
-account-blocked = Il tuo account è stato bloccato. Chiedi aiuto ai responsabili di questo servizio.
-password-breached = Questa password è comparsa in una fuga di dati di un altro sito. Per proteggere il tuo account, scegli «Password dimenticata?» e impostane una nuova.
-breached-new = Questa password è comparsa in una fuga di dati di un altro sito. Scegline un’altra.
-invalid-code = Il codice non è corretto o non è più valido. Controllalo o chiedine uno nuovo.
-expired-code = Il codice è scaduto. Chiedine uno nuovo.
-authentication-failed = Non siamo riusciti a farti accedere. Riprova.
-no-email = Inserisci il tuo indirizzo email.
-no-password = Inserisci la tua password.
-no-new-password = Inserisci una nuova password.
-no-password-again = Inserisci la nuova password una seconda volta.
-no-username = Inserisci il tuo nome utente.
-no-phone = Inserisci il tuo numero di telefono.
-no-identifier = Inserisci il tuo indirizzo email, il numero di telefono o il nome utente.
-invalid-email = Questo non è un indirizzo email. Dovrebbe somigliare a nome@example.com.
-invitation-other-email = Questo invito è per un altro indirizzo email. Usa l’indirizzo a cui è stato inviato.
-invalid-username = Questo non è un nome utente. Controllalo e riprova.
-invalid-phone = Questo non è un numero di telefono. Inizia con il prefisso del paese, per esempio +39.
-invalid-login-id = Quello che hai scritto non sembra corretto. Controllalo e riprova.
-invalid-email-phone = Inserisci un indirizzo email o un numero di telefono.
-invalid-email-username = Inserisci un indirizzo email o un nome utente.
-invalid-phone-username = Inserisci un numero di telefono o un nome utente.
-invalid-email-phone-username = Inserisci un indirizzo email, un numero di telefono o un nome utente.
-no-hrd-connection = Con questo indirizzo email non è possibile accedere. Controllalo e riprova.
-username-characters = Un nome utente può contenere solo lettere, cifre e alcuni segni, senza spazi.
-username-is-email = Un nome utente non può somigliare a un indirizzo email.
-username-taken = Questo nome utente non è disponibile. Scegline un altro.
-email-in-use = Non siamo riusciti a creare un account con questi dati. Se hai già un account, accedi.
-signup-blocked = Dalla tua rete sono stati creati troppi account. Aspetta un po’ e riprova.
-invalid-phone-config = Qui non si possono usare numeri di telefono. Registrati in un altro modo.
-password-too-weak = Questa password è troppo debole. Scegline una che rispetti le regole.
-password-too-common = Questa password è troppo comune. Scegline una più difficile da indovinare.
-password-used-before = Hai già usato questa password. Scegline una nuova.
-password-has-personal-info = Questa password contiene qualcosa su di te, come il tuo nome o il tuo indirizzo email. Scegline un’altra.
-password-mismatch = Le password non sono uguali. Inserisci due volte la nuova password.
-link-expired = Questo link è scaduto. Chiedine uno nuovo.
-link-used = Questo link funziona una sola volta ed è già stato usato. Chiedine uno nuovo.
-link-dead = Questo link funziona una sola volta ed è già stato usato o è scaduto. Chiedine uno nuovo.
-too-many-email = Ti abbiamo già inviato diverse email. Guarda nella posta in arrivo e nella posta indesiderata, oppure riprova più tardi.
-no-passkey = Su questo dispositivo non c’è nessuna passkey per questo account. Accedi in un altro modo.
-passkey-failed = Non è stato possibile usare la passkey. Riprova o accedi in un altro modo.
-passkey-not-allowed = Qui non si possono usare le passkey. Accedi in un altro modo.
-password-not-allowed = Qui non si possono usare le password. Accedi in un altro modo.
-choose-one-way = Usa una password o una passkey, non entrambe.
-app-code-format = Il codice ha sei cifre. Inseriscilo come lo mostra l’app.
-app-code-wrong = Il codice non è corretto o è già stato usato. Inserisci il prossimo che l’app mostra.
-no-code = Inserisci il codice.
-too-many-codes = Ci sono stati troppi codici errati. Aspetta un po’ e riprova.
-keep-code = Annota il codice e seleziona la casella.

## All pages

page =
    .errorTitle = Errore: { $title }
    .backTo = Torna a { $clientName }
    .required = obbligatorio
    .cancel = Annulla
    .closeWindow = Puoi chiudere questa finestra.
    .supportText = Chiedi aiuto
    .languageLabel = Lingua

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Usa il tuo account { $companyName } per continuare su { $clientName }.
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
    .federatedConnectionButtonText = Continua con { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Hai ricevuto un invito
    .invitationDescription = { $inviterName } ti invita a entrare in { $companyName } su { $clientName }. Accedi per accettare.
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
    .title = Inserisci la password
    .description = La tua password di { $companyName }, per continuare su { $clientName }.
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
    .editLinkScreenReadableText = Accedi con un altro indirizzo email o nome utente
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Usa l’impronta o il volto
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
    .title = Scegli un account
    .description = Per continuare su { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Continua come { $userName }
    .notYouText = Non sei tu?
    .useAnotherAccountText = Usa un altro account
    .passwordNeededText = Chiede la tua password

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Il tuo account è bloccato
    .description = L’amministrazione ha bloccato questo account. Chiedi aiuto ai responsabili di { $companyName }.
    .descriptionAttempts = Ci sono stati troppi tentativi di accesso falliti a questo account.
    .unblockText = Abbiamo inviato un’email alla persona a cui appartiene l’account. Il link che contiene lo sblocca.
    .resetPasswordText = Imposta una nuova password
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Crea il tuo account
    .description = Registrati su { $companyName } per continuare su { $clientName }.
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
    .invalid-connection = Non è possibile registrarsi a questa applicazione.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = Il nome utente è troppo lungo.
    .invalid-username-min-length = Il nome utente è troppo corto.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Questa password non rispetta le regole. Scegline un’altra.
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
    .no-username = Scegli un nome utente.
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
    .title = Scegli una password
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
    .editLinkScreenReadableText = Registrati con altri dati
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } ti invita a entrare in { $companyName } su { $clientName }. Registrati per accettare.
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
            [one] Almeno { $min } carattere
           *[other] Almeno { $min } caratteri
        }
    .containsAtLeast = Almeno { $count } di questi { $of } tipi di caratteri:
    .shouldContain = Tutti questi tipi di caratteri:
    .lowerCase = Lettere minuscole (a-z)
    .upperCase = Lettere maiuscole (A-Z)
    .numbers = Cifre (0-9)
    .specialCharacters = Caratteri speciali (come !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Non più di { $row } carattere uguale di seguito
           *[other] Non più di { $row } caratteri uguali di seguito
        }
    .sequentialChars = Nessuna sequenza come abc o 123
    .tooLong =
        { $max ->
            [one] Al massimo { $max } carattere
           *[other] Al massimo { $max } caratteri
        }
    .noPersonalInfo = Niente su di te, come il tuo nome o il tuo indirizzo email
    .notCommon = Non una password usata da molte persone
    .notUsedBefore = Non una password che hai già usato

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Inserisci il codice
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Abbiamo inviato un codice a { $email }. Inseriscilo per confermare che l’indirizzo è tuo.
    .recoveryDescription = Se esiste un account per { $email }, abbiamo inviato al suo indirizzo un’email con un codice. Inserisci il codice per impostare una nuova password.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Abbiamo inviato un nuovo codice.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = Il codice ha sei cifre. Inseriscilo come è scritto nell’email.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Ci sono stati troppi codici errati. Aspetta un po’ e poi chiedine uno nuovo.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Esiste già un account con questo indirizzo email. Accedi con quello.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Proteggi il tuo account
    .description = Ti serve un’app di autenticazione sul telefono, che mostra un nuovo codice ogni 30 secondi. Usala per scansionare questo codice QR.
    .logoAltText = { $companyName }
    .qrAltText = Codice QR per la tua app di autenticazione
    .codeEnrollmentText = Non riesci a scansionarlo? Digita una chiave
    .separatorText = Poi inserisci il codice che l’app mostra.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Per il tuo account è già configurata un’app. Accedi di nuovo.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Digita questa chiave nella tua app di autenticazione. Poi inserisci il codice che l’app mostra.
    .logoAltText = { $companyName }
    .altText = Chiave per l’app
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Scansiona invece un codice QR
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
    .description = Apri la tua app di autenticazione e inserisci il codice che mostra.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Usa invece la password
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
    .linkDescription = Questo link la fa accedere come { $email }. Continui solo se lo ha richiesto.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Non ha ricevuto il codice?
    .resendActionText = Invia un altro codice
    .resentText = { email-identifier-challenge.resentText }
    .editText = Usa un altro indirizzo
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
    .editText = Usa un altro numero
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
    .description = Abbiamo inviato un codice a { $email }. Inseriscilo per completare l’accesso.
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
    .title = Conserva il tuo codice di recupero
    .description = Se perdi il telefono, puoi accedere con questo codice. Annotalo e conservalo in un luogo sicuro. Lo mostriamo una volta sola.
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
    .title = Inserisci il tuo codice di recupero
    .description = Inserisci il codice di recupero che hai conservato. Funziona una volta sola, poi ne ricevi uno nuovo.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Questo codice di recupero non è corretto. Controllalo e riprova.
    .invalid-code-format = Un codice di recupero ha 24 lettere e cifre. Controllalo e riprova.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Conserva il tuo nuovo codice di recupero
    .description = Il tuo vecchio codice di recupero non funziona più. Annota questo e conservalo in un luogo sicuro. Lo mostriamo una volta sola.
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
    .description = Come vuoi dimostrare che sei tu?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = SMS
    .authenticatorNamesVoice = Telefonata
    .authenticatorNamesPhone = SMS o telefonata
    .authenticatorNamesPushNotification = Notifica sul telefono
    .authenticatorNamesOTP = App di autenticazione
    .authenticatorNamesEmail = Codice via email
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = App Duo
    .authenticatorNamesWebauthnRoaming = Chiave di sicurezza
    .authenticatorNamesWebauthnPlatform = Impronta, volto o blocco schermo
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Hai dimenticato la password?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Inserisci il tuo indirizzo email. Se appartiene a un account, ti invieremo un link per impostare una nuova password.
    .descriptionUsername = Inserisci il tuo nome utente. Se appartiene a un account, ti invieremo per email un link per impostare una nuova password.
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
    .phoneDescription = Inserisci il tuo numero di telefono. Se appartiene a un account, ti invieremo un codice per impostare una nuova password.
    .phoneOrUsernameOrEmailDescription = Inserisci il tuo indirizzo email, il numero di telefono o il nome utente. Se appartiene a un account, ti aiuteremo a impostare una nuova password.
    .phoneOrEmailDescription = Inserisci il tuo indirizzo email o il numero di telefono. Se appartiene a un account, ti aiuteremo a impostare una nuova password.
    .phoneOrUsernameDescription = Inserisci il tuo numero di telefono o il nome utente. Se appartiene a un account, ti aiuteremo a impostare una nuova password.
    .usernameOrEmailDescription = Inserisci il tuo indirizzo email o il nome utente. Se appartiene a un account, ti invieremo per email un link per impostare una nuova password.
    .codeDescription = Inserisci il tuo indirizzo email o il nome utente. Se appartiene a un account, ti invieremo per email un codice per impostare una nuova password.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Hai fatto troppe richieste in poco tempo. Aspetta un minuto e riprova.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Guarda nella posta in arrivo
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Se esiste un account per { $email }, abbiamo inviato un’email a questo indirizzo. Apri il link che contiene per impostare una nuova password.
    .usernameDescription = Se esiste un account con questo nome, abbiamo inviato un’email al suo indirizzo. Apri il link che contiene per impostare una nuova password.
    .spamText = Nessuna email dopo qualche minuto? Guarda anche nella posta indesiderata.
    .resendLinkText = Invia di nuovo
    .resentText = Se esiste un account, abbiamo inviato di nuovo l’email.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Cambia la password
    .description = Scegli una nuova password per { $email }.
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
    .eventTitle = Password cambiata
    .description = Ora puoi accedere all’applicazione con la nuova password.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Chiedi un nuovo link
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = Il link è scaduto
    .eventTitleGeneric = Il link non funziona
    .eventTitleUsed = Il link è già stato usato
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Ancora un passo
    .description = Premi il pulsante per proseguire.
    .descriptionEmail = Premi il pulsante per confermare che { $email } è il tuo indirizzo email.
    .descriptionPassword = Premi il pulsante per impostare una nuova password per { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Il tuo indirizzo email
    .logoAltText = { $companyName }
    .verifiedTitle = Indirizzo email verificato
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Il tuo indirizzo email è stato verificato. Puoi continuare a usare l’applicazione.
    .alreadyVerifiedDescription = Il tuo indirizzo email era già stato verificato. Non devi fare altro.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = Non siamo riusciti a verificare il tuo indirizzo email. Apri di nuovo il link nell’email tra qualche minuto.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Sblocca il tuo account
    .description = Premi il pulsante e potrai accedere di nuovo.
    .logoAltText = { $companyName }
    .buttonText = Sblocca l’account

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Il tuo account è sbloccato
    .description = Puoi accedere di nuovo. Se i tentativi falliti non erano tuoi, imposta una nuova password.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Questo link è già stato usato o è scaduto. Per sbloccare l’account, imposta una nuova password.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Consentire l’accesso a { $clientName }?
    .title = Consentire l’accesso?
    .description = { $clientName } chiede di accedere al tuo account.
    .logoAltText = { $companyName }
    .signedInText = Accesso effettuato come { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Se accetti, l’applicazione potrà:
    .acceptButtonText = Accetta
    .declineButtonText = Rifiuta
    .invalid-action = Scegli «Accetta» o «Rifiuta».
    .invalid-audience = L’applicazione chiede l’accesso a un servizio che non esiste. Avvisa i suoi responsabili.
    .invalid-scope = L’applicazione chiede un accesso che non può ottenere. Avvisa i suoi responsabili.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Sapere chi sei quando accedi
    .profile = Vedere il tuo profilo, come il nome e la foto
    .email = Vedere il tuo indirizzo email
    .address = Vedere il tuo indirizzo postale
    .phone = Vedere il tuo numero di telefono
    .offline_access = Mantenere questo accesso quando non usi l’applicazione

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Inserisci la tua organizzazione
    .description = Il nome dell’organizzazione con cui accedi a { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Nome dell’organizzazione
    .invalid-organization = Non puoi accedere con questa organizzazione. Controlla il nome e riprova.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Scegli un’organizzazione
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Continua con il tuo account personale

logout =
    .pageTitle = Uscire?
    .title = Vuoi uscire?
    .description = La prossima volta dovrai accedere di nuovo.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Sì
    .declineButtonText = No

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = La sessione è ancora aperta
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Hai effettuato la disconnessione
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Apri il link nello stesso browser
    .passwordless-no-session = Questo link funziona solo nel browser in cui lo hai chiesto.
    .passwordless-no-session-link = Chiedi un nuovo link
    .mfa-required-title = Serve un’altra prova
    .mfa-required = Questa applicazione chiede una seconda prova che sei tu, e il tuo account non ne ha. Chiedi aiuto ai suoi responsabili.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Qualcosa è andato storto
    .description = Non siamo riusciti a fare quello che hai chiesto. Riprova. Se succede ancora, avvisa i responsabili dell’applicazione.
    .descriptionRequest = L’applicazione ha inviato una richiesta che non possiamo accettare. Avvisa i suoi responsabili.
    .descriptionForm = Il modulo non proveniva da questo sito. Torna indietro e riprova.
    .descriptionForbidden = Non puoi usare questa applicazione con questo account. Rivolgiti ai suoi responsabili.
    .descriptionTooMany = Ci sono state troppe richieste dalla tua rete. Aspetta un minuto e riprova.
    .descriptionUnavailable = Il servizio non è disponibile in questo momento. Riprova tra qualche minuto.
    .descriptionNotFound = Questa pagina non esiste. Controlla l’indirizzo o torna all’applicazione.
    .codeText = Errore
    .detailText = Descrizione
    .trackingText = Numero di riferimento
    .trackingHelpText = Con questo numero i responsabili dell’applicazione possono scoprire di più.
    .tryAgainText = Riprova
    .backButtonText = { page.backTo }
    .openInBrowser = Apri questo link nella barra degli indirizzi di un browser.

lost =
    .pageTitle = { lost.title }
    .title = Ricomincia da capo
    .description = Forse hai premuto il pulsante Indietro, ricaricato la pagina o l’hai lasciata aperta a lungo; oppure il tuo browser non accetta i cookie. Torna all’applicazione e accedi di nuovo.
    .backButtonText = { page.backTo }
    .helpText = Se succede ancora, avvisa i responsabili dell’applicazione.

confirm-callback =
    .pageTitle = Continuare su { $clientName }?
    .title = Vuoi continuare su { $clientName }?
    .description = Il tuo accesso sarà consegnato a un’applicazione su questo dispositivo:
    .warning = Continua solo se hai appena iniziato tu ad accedere a questa applicazione.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Ci siamo quasi
    .description = Se non succede niente, premi il pulsante per continuare verso l’applicazione.
    .buttonText = { -continue }

web-message =
    .pageTitle = Risposta all’applicazione
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Questo server fa accedere le persone alle applicazioni. Per accedere, apri l’applicazione che vuoi usare: sarà lei a mandarti qui.
    .discoveryText = Le applicazioni trovano quello che serve in questo documento:
    .testModeTitle = Questo server è in modalità di prova
    .discovery = Endpoint e funzioni disponibili
    .jwks = Chiavi di firma
    .network = Il tuo indirizzo, la tua rete e il tuo luogo, come li vede il server
    .clock = L’orologio di prova
    .transfers = Tracce dei trasferimenti, per un token della Management API con read:logs
    .mailbox = Email, conservate qui invece di essere inviate
    .readyz = Se il server è pronto a ricevere richieste
    .metrics = Metriche, solo per questa macchina

mailbox =
    .pageTitle = { mailbox.title }
    .title = Casella di posta
    .description = Questo server è in modalità di prova: conserva qui le email invece di inviarle.
    .emptyText = Non c’è ancora nessuna email.
    .recipientText = A
    .senderText = Da
    .codeText = { email.codeLabel }
    .linkText = Apri il link
    .htmlText = Come HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Ciao { $userName },
    .greetingPlain = Ciao,
    .linkHelp = Se il pulsante non funziona, apri questo link nel tuo browser:
    .codeLabel = Il tuo codice
    .linkExpiresInDays =
        { $days ->
            [one] Il link funziona una sola volta, per { $days } giorno.
           *[other] Il link funziona una sola volta, per { $days } giorni.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] Il link funziona una sola volta, per { $hours } ora.
           *[other] Il link funziona una sola volta, per { $hours } ore.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] Il link funziona una sola volta, per { $minutes } minuto.
           *[other] Il link funziona una sola volta, per { $minutes } minuti.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] Il codice funziona per { $minutes } minuto.
           *[other] Il codice funziona per { $minutes } minuti.
        }
    .keepCodeSecret = Non dare questo codice a nessuno. Non lo chiediamo mai per telefono o per email.
    .footer = { $tenantName } ha inviato questa email a { $email }.
    .supportText = Hai bisogno di aiuto?

email-verify_email =
    .subject = Conferma il tuo indirizzo email per { $tenantName }
    .preheader = Un clic e il tuo account è pronto.
    .heading = Conferma il tuo indirizzo email
    .body = Hai un account di { $tenantName } con l’indirizzo { $email }. Conferma che l’indirizzo è tuo.
    .buttonText = Conferma l’indirizzo
    .ignore = Se non hai creato un account, ignora questa email. Nessuno può usare il tuo indirizzo senza questo link.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Il tuo codice per { $tenantName }
    .preheader = Inserisci il codice per confermare il tuo indirizzo email.
    .heading = Conferma il tuo indirizzo email
    .body = Inserisci questo codice nella pagina che lo ha chiesto, per confermare che { $email } è il tuo indirizzo.
    .buttonText = { email.codeLabel }
    .ignore = Se non hai chiesto questo codice, ignora questa email. Nessuno può usare il tuo indirizzo senza il codice.
    .footer = { email.footer }

email-reset_email =
    .subject = Imposta una nuova password per { $tenantName }
    .preheader = Con il link in questa email puoi scegliere una nuova password.
    .heading = Imposta una nuova password
    .body = Hai chiesto una nuova password per il tuo account { $email } di { $tenantName }.
    .buttonText = Imposta una nuova password
    .ignore = Se non l’hai chiesta, ignora questa email. La tua password resta com’è.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Il tuo codice per una nuova password di { $tenantName }
    .preheader = Inserisci il codice per scegliere una nuova password.
    .heading = Imposta una nuova password
    .body = Hai chiesto una nuova password per il tuo account { $email } di { $tenantName }. Inserisci questo codice nella pagina che lo ha chiesto.
    .buttonText = { email.codeLabel }
    .ignore = Se non l’hai chiesta, ignora questa email. La tua password resta com’è.
    .footer = { email.footer }

email-welcome_email =
    .subject = Ti diamo il benvenuto in { $tenantName }
    .preheader = Il tuo account è pronto.
    .heading = Ti diamo il benvenuto!
    .body = Il tuo account { $email } di { $tenantName } è pronto. È bello averti qui.
    .buttonText = Apri { $clientName }
    .ignore = Se non hai creato un account, faccelo sapere.
    .footer = { email.footer }

email-blocked_account =
    .subject = Il tuo account { $tenantName } è bloccato
    .preheader = Ci sono stati troppi tentativi di accesso falliti.
    .heading = Il tuo account è bloccato
    .body = Ci sono stati troppi tentativi di accesso falliti al tuo account { $email } di { $tenantName }. Per proteggerlo, lo abbiamo bloccato per il luogo da cui provenivano.
    .place = L’ultimo tentativo proveniva da { $city }, { $country } (indirizzo { $ip }).
    .address = L’ultimo tentativo proveniva dall’indirizzo { $ip }.
    .buttonText = Sblocca l’account
    .ignore = Se non eri tu, non devi fare nulla. Se pensi che altri conoscano la tua password, impostane una nuova.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Cambia la tua password di { $tenantName }
    .preheader = La tua password è comparsa in una fuga di dati di un altro sito.
    .heading = Altri conoscono la tua password
    .body = La password del tuo account { $email } di { $tenantName } è comparsa in una fuga di dati di un altro sito. Impostane una nuova prima di accedere di nuovo, e cambiala ovunque la usi.
    .buttonText = Imposta una nuova password
    .ignore = Se hai già cambiato la password, non devi fare altro.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Proteggi il tuo account { $tenantName }
    .preheader = Aggiungi una seconda prova al tuo account.
    .heading = Proteggi il tuo account
    .body = { $tenantName } ti chiede di aggiungere una seconda prova al tuo account { $email }: qualcosa che hai oltre alla password.
    .buttonText = Aggiungi una seconda prova
    .ignore = Se non sai perché ricevi questa email, chiedi ai responsabili di { $tenantName } prima di aprire il link.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Il tuo codice di accesso per { $tenantName }
    .preheader = Inserisci il codice per completare l’accesso.
    .heading = Il tuo codice di accesso
    .body = Inserisci questo codice nella pagina che lo ha chiesto, per completare l’accesso a { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = Se in questo momento non stai accedendo, forse altri conoscono la tua password. Impostane presto una nuova.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } ti invita in { $organizationName }
    .preheader = Accetta l’invito per cominciare.
    .heading = Hai ricevuto un invito
    .body = { $inviterName } ti invita a entrare in { $organizationName } su { $clientName }.
    .buttonText = Accetta l’invito
    .ignore = Se non conosci il mittente, ignora questa email.
    .footer = { email.footer }

email-password_reset =
    .subject = La tua password di { $tenantName } è stata cambiata
    .preheader = Ora puoi accedere con la nuova password.
    .heading = La tua password è stata cambiata
    .body = La password del tuo account { $email } di { $tenantName } è stata cambiata. Tutte le tue sessioni sono state chiuse.
    .buttonText = { -sign-in }
    .ignore = Se non eri tu, imposta subito una nuova password e avvisa i responsabili di { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Il tuo codice di accesso per { $clientName }
    .preheader = Inserisci il codice per accedere.
    .heading = Il tuo codice di accesso
    .body = Inserisci questo codice nella pagina che lo ha chiesto, per accedere a { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Se non hai chiesto questo codice, ignora questa email. Nessuno può accedere senza di esso.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Email di prova da { $tenantName }
    .preheader = Il tuo provider di email funziona.
    .heading = Funziona
    .body = { $tenantName } può inviare email con il provider che hai configurato. Questa è una prova e non serve rispondere.
    .ignore = Se non gestisci { $tenantName }, ignora questa email.
    .footer = { email.footer }
