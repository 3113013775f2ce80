### The sentences of the hosted pages and of the built-in e-mails, in German. See en.ftl.

## Shared words

-continue = Weiter
-sign-in = Anmelden
-sign-up = Registrieren
-log-in = Anmelden
-forgot-password = Passwort vergessen?
-or = oder
-edit = Ändern
-back = Zurück
-back-to-sign-in = Zurück zur Anmeldung
-password = Passwort
-new-password = Neues Passwort
-new-password-again = Neues Passwort wiederholen
-show-password = Passwort anzeigen
-hide-password = Passwort verbergen
-password-security = Ihr Passwort muss Folgendes erfüllen:
-rule-met = Erfüllt:
-rule-missing = Noch nicht erfüllt:
-email-address = E-Mail-Adresse
-username = Benutzername
-phone = Telefonnummer
-email-or-username = E-Mail-Adresse oder Benutzername
-email-or-phone = E-Mail-Adresse oder Telefonnummer
-phone-or-username = Telefonnummer oder Benutzername
-email-phone-or-username = E-Mail-Adresse, Telefonnummer oder Benutzername
-email-optional = E-Mail-Adresse (optional)
-username-optional = Benutzername (optional)
-phone-optional = Telefonnummer (optional)
-check-these = Bitte prüfen Sie Folgendes:
-new-here = Neu hier?
-have-account = Haben Sie schon ein Konto?
-use-passkey = Passkey verwenden
-other-way = Andere Möglichkeit wählen
-remember-browser = Diesen Browser 30 Tage lang merken
-app-code = Code aus der App
-copy = Kopieren
-copied = Kopiert
-recovery-code = Wiederherstellungscode
-code-is-kept = Ich habe den Code aufgeschrieben

## Shared errors

-wrong = E-Mail-Adresse, Telefonnummer, Benutzername oder Passwort ist falsch.
-wrong-email = E-Mail-Adresse oder Passwort ist falsch.
-wrong-username = Benutzername oder Passwort ist falsch.
-wrong-phone = Telefonnummer oder Passwort ist falsch.
-wrong-email-username = E-Mail-Adresse, Benutzername oder Passwort ist falsch.
-wrong-email-phone = E-Mail-Adresse, Telefonnummer oder Passwort ist falsch.
-wrong-phone-username = Telefonnummer, Benutzername oder Passwort ist falsch.
-failed = Das hat nicht geklappt. Bitte versuchen Sie es in ein paar Minuten noch einmal.
-invalid-connection = Bei dieser Anwendung ist keine Anmeldung möglich.
-no-db-connection = Diese Anwendung nimmt keine Passwörter an. Wählen Sie eine andere Art der Anmeldung.
-network-blocked = Aus Ihrem Netzwerk kamen zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann noch einmal.
-too-many-requests = Gerade melden sich zu viele Personen an. Bitte versuchen Sie es in einer Minute noch einmal.
-too-many-logins = Sie haben sich in kurzer Zeit zu oft angemeldet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
-user-blocked = Ihr Konto wurde nach mehreren Anmeldeversuchen hintereinander gesperrt. Um es zu entsperren, öffnen Sie den Link in unserer E-Mail oder legen Sie ein neues Passwort fest.
-account-blocked = Ihr Konto wurde gesperrt. Bitte wenden Sie sich an die Betreiber dieses Dienstes.
-password-breached = Dieses Passwort ist bei einem Datenleck einer anderen Website aufgetaucht. Wählen Sie zum Schutz Ihres Kontos „Passwort vergessen?“ und legen Sie ein neues fest.
-breached-new = Dieses Passwort ist bei einem Datenleck einer anderen Website aufgetaucht. Bitte wählen Sie ein anderes.
-invalid-code = Dieser Code ist falsch oder gilt nicht mehr. Prüfen Sie ihn oder fordern Sie einen neuen an.
-expired-code = Dieser Code ist abgelaufen. Fordern Sie einen neuen an.
-authentication-failed = Die Anmeldung ist fehlgeschlagen. Bitte versuchen Sie es noch einmal.
-no-email = Geben Sie Ihre E-Mail-Adresse ein.
-no-password = Geben Sie Ihr Passwort ein.
-no-new-password = Geben Sie ein neues Passwort ein.
-no-password-again = Geben Sie das neue Passwort ein zweites Mal ein.
-no-username = Geben Sie Ihren Benutzernamen ein.
-no-phone = Geben Sie Ihre Telefonnummer ein.
-no-identifier = Geben Sie Ihre E-Mail-Adresse, Ihre Telefonnummer oder Ihren Benutzernamen ein.
-invalid-email = Das ist keine E-Mail-Adresse. Sie sollte aussehen wie name@example.com.
-invitation-other-email = Diese Einladung gilt für eine andere E-Mail-Adresse. Verwenden Sie die Adresse, an die sie gesendet wurde.
-invalid-username = Das ist kein Benutzername. Prüfen Sie ihn und versuchen Sie es noch einmal.
-invalid-phone = Das ist keine Telefonnummer. Beginnen Sie mit der Ländervorwahl, zum Beispiel +49.
-invalid-login-id = Das sieht nicht richtig aus. Prüfen Sie Ihre Eingabe und versuchen Sie es noch einmal.
-invalid-email-phone = Geben Sie eine E-Mail-Adresse oder eine Telefonnummer ein.
-invalid-email-username = Geben Sie eine E-Mail-Adresse oder einen Benutzernamen ein.
-invalid-phone-username = Geben Sie eine Telefonnummer oder einen Benutzernamen ein.
-invalid-email-phone-username = Geben Sie eine E-Mail-Adresse, eine Telefonnummer oder einen Benutzernamen ein.
-no-hrd-connection = Mit dieser E-Mail-Adresse ist keine Anmeldung möglich. Prüfen Sie sie und versuchen Sie es noch einmal.
-username-characters = Ein Benutzername darf nur Buchstaben, Ziffern und einige Zeichen enthalten, keine Leerzeichen.
-username-is-email = Ein Benutzername darf nicht wie eine E-Mail-Adresse aussehen.
-username-taken = Dieser Benutzername ist nicht verfügbar. Wählen Sie einen anderen.
-email-in-use = Mit diesen Angaben konnten wir kein Konto anlegen. Wenn Sie schon ein Konto haben, melden Sie sich an.
-signup-blocked = Aus Ihrem Netzwerk wurden zu viele neue Konten angelegt. Warten Sie eine Weile und versuchen Sie es dann noch einmal.
-invalid-phone-config = Telefonnummern können hier nicht verwendet werden. Bitte registrieren Sie sich auf andere Weise.
-password-too-weak = Dieses Passwort ist zu schwach. Wählen Sie eines, das die Regeln erfüllt.
-password-too-common = Dieses Passwort ist zu verbreitet. Wählen Sie eines, das schwerer zu erraten ist.
-password-used-before = Dieses Passwort haben Sie schon einmal verwendet. Wählen Sie ein neues.
-password-has-personal-info = Dieses Passwort enthält etwas über Sie, zum Beispiel Ihren Namen oder Ihre E-Mail-Adresse. Wählen Sie ein anderes.
-password-mismatch = Die Passwörter stimmen nicht überein. Geben Sie das neue Passwort zweimal ein.
-link-expired = Dieser Link ist abgelaufen. Fordern Sie einen neuen an.
-link-used = Dieser Link funktioniert nur einmal und wurde schon verwendet. Fordern Sie einen neuen an.
-link-dead = Dieser Link funktioniert nur einmal und wurde schon verwendet oder ist abgelaufen. Fordern Sie einen neuen an.
-too-many-email = Wir haben Ihnen schon mehrere E-Mails geschickt. Sehen Sie im Posteingang und im Spam-Ordner nach oder versuchen Sie es später noch einmal.
-no-passkey = Für dieses Konto gibt es auf diesem Gerät keinen Passkey. Melden Sie sich auf andere Weise an.
-passkey-failed = Der Passkey konnte nicht verwendet werden. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.
-passkey-not-allowed = Passkeys können hier nicht verwendet werden. Melden Sie sich auf andere Weise an.
-password-not-allowed = Passwörter können hier nicht verwendet werden. Melden Sie sich auf andere Weise an.
-choose-one-way = Verwenden Sie entweder ein Passwort oder einen Passkey, nicht beides.
-app-code-format = Der Code hat sechs Ziffern. Geben Sie ihn so ein, wie die App ihn anzeigt.
-app-code-wrong = Dieser Code ist falsch oder wurde schon verwendet. Geben Sie den nächsten ein, den die App anzeigt.
-no-code = Geben Sie den Code ein.
-too-many-codes = Es gab zu viele falsche Codes. Warten Sie eine Weile und versuchen Sie es dann noch einmal.
-keep-code = Schreiben Sie den Code auf und setzen Sie das Häkchen.

## All pages

page =
    .errorTitle = Fehler: { $title }
    .backTo = Zurück zu { $clientName }
    .required = Pflichtfeld
    .cancel = Abbrechen
    .closeWindow = Sie können dieses Fenster schließen.
    .supportText = Hilfe erhalten
    .languageLabel = Sprache

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Verwenden Sie Ihr { $companyName }-Konto, um mit { $clientName } fortzufahren.
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
    .federatedConnectionButtonText = Weiter mit { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Sie sind eingeladen
    .invitationDescription = { $inviterName } lädt Sie ein, { $companyName } bei { $clientName } beizutreten. Melden Sie sich an, um anzunehmen.
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
    .title = Passwort eingeben
    .description = Ihr Passwort für { $companyName }, um mit { $clientName } fortzufahren.
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
    .editLinkScreenReadableText = Mit einer anderen E-Mail-Adresse oder einem anderen Benutzernamen anmelden
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Fingerabdruck oder Gesicht verwenden
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
    .title = Konto auswählen
    .description = Um mit { $clientName } fortzufahren.
    .logoAltText = { $companyName }
    .continueAsText = Weiter als { $userName }
    .notYouText = Das sind nicht Sie?
    .useAnotherAccountText = Anderes Konto verwenden
    .passwordNeededText = Fragt nach Ihrem Passwort

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Ihr Konto ist gesperrt
    .description = Dieses Konto wurde von der Verwaltung gesperrt. Bitte wenden Sie sich an die Betreiber von { $companyName }.
    .descriptionAttempts = Bei diesem Konto gab es zu viele fehlgeschlagene Anmeldeversuche.
    .unblockText = Wir haben der Person, der das Konto gehört, eine E-Mail geschickt. Der Link darin entsperrt das Konto.
    .resetPasswordText = Neues Passwort festlegen
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Konto anlegen
    .description = Registrieren Sie sich bei { $companyName }, um mit { $clientName } fortzufahren.
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
    .invalid-connection = Bei dieser Anwendung ist keine Registrierung möglich.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = Dieser Benutzername ist zu lang.
    .invalid-username-min-length = Dieser Benutzername ist zu kurz.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Dieses Passwort erfüllt die Regeln nicht. Wählen Sie ein anderes.
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
    .no-username = Wählen Sie einen Benutzernamen.
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
    .title = Passwort wählen
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
    .editLinkScreenReadableText = Mit anderen Angaben registrieren
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } lädt Sie ein, { $companyName } bei { $clientName } beizutreten. Registrieren Sie sich, um anzunehmen.
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
            [one] Mindestens { $min } Zeichen
           *[other] Mindestens { $min } Zeichen
        }
    .containsAtLeast = Mindestens { $count } dieser { $of } Arten von Zeichen:
    .shouldContain = Alle diese Arten von Zeichen:
    .lowerCase = Kleinbuchstaben (a-z)
    .upperCase = Großbuchstaben (A-Z)
    .numbers = Ziffern (0-9)
    .specialCharacters = Sonderzeichen (zum Beispiel !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Nicht mehr als { $row } gleiches Zeichen hintereinander
           *[other] Nicht mehr als { $row } gleiche Zeichen hintereinander
        }
    .sequentialChars = Keine Folgen wie abc oder 123
    .tooLong =
        { $max ->
            [one] Höchstens { $max } Zeichen
           *[other] Höchstens { $max } Zeichen
        }
    .noPersonalInfo = Nichts über Sie, zum Beispiel Ihr Name oder Ihre E-Mail-Adresse
    .notCommon = Kein Passwort, das viele Menschen verwenden
    .notUsedBefore = Kein Passwort, das Sie schon einmal verwendet haben

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Code eingeben
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Wir haben einen Code an { $email } geschickt. Geben Sie ihn ein, um zu bestätigen, dass die Adresse Ihnen gehört.
    .recoveryDescription = Wenn es ein Konto für { $email } gibt, haben wir eine E-Mail mit einem Code an dessen Adresse geschickt. Geben Sie den Code ein, um ein neues Passwort festzulegen.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Wir haben einen neuen Code geschickt.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = Der Code hat sechs Ziffern. Geben Sie ihn so ein, wie er in der E-Mail steht.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Es gab zu viele falsche Codes. Warten Sie eine Weile und fordern Sie dann einen neuen an.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Mit dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich stattdessen an.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Schützen Sie Ihr Konto
    .description = Sie brauchen eine Authenticator-App auf Ihrem Telefon, die alle 30 Sekunden einen neuen Code anzeigt. Scannen Sie damit diesen QR-Code.
    .logoAltText = { $companyName }
    .qrAltText = QR-Code für Ihre Authenticator-App
    .codeEnrollmentText = Das Scannen klappt nicht? Schlüssel eintippen
    .separatorText = Geben Sie dann den Code ein, den die App anzeigt.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Für Ihr Konto ist schon eine App eingerichtet. Bitte melden Sie sich noch einmal an.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Tippen Sie diesen Schlüssel in Ihre Authenticator-App ein. Geben Sie dann den Code ein, den die App anzeigt.
    .logoAltText = { $companyName }
    .altText = Schlüssel für die App
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Stattdessen einen QR-Code scannen
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
    .description = Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie anzeigt.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Stattdessen das Passwort verwenden
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
    .linkDescription = Dieser Link meldet Sie als { $email } an. Fahren Sie nur fort, wenn Sie ihn angefordert haben.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Kein Code angekommen?
    .resendActionText = Neuen Code senden
    .resentText = { email-identifier-challenge.resentText }
    .editText = Andere Adresse verwenden
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
    .editText = Andere Nummer verwenden
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
    .description = Wir haben einen Code an { $email } geschickt. Geben Sie ihn ein, um die Anmeldung abzuschließen.
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
    .title = Ihr Wiederherstellungscode
    .description = Wenn Sie Ihr Telefon verlieren, können Sie sich mit diesem Code anmelden. Schreiben Sie ihn auf und bewahren Sie ihn sicher auf. Wir zeigen ihn nur einmal.
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
    .title = Wiederherstellungscode eingeben
    .description = Geben Sie den Wiederherstellungscode ein, den Sie aufbewahrt haben. Er gilt nur einmal, danach bekommen Sie einen neuen.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Dieser Wiederherstellungscode ist falsch. Prüfen Sie ihn und versuchen Sie es noch einmal.
    .invalid-code-format = Ein Wiederherstellungscode hat 24 Buchstaben und Ziffern. Prüfen Sie ihn und versuchen Sie es noch einmal.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Ihr neuer Wiederherstellungscode
    .description = Ihr alter Wiederherstellungscode gilt nicht mehr. Schreiben Sie diesen auf und bewahren Sie ihn sicher auf. Wir zeigen ihn nur einmal.
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
    .description = Wie möchten Sie zeigen, dass Sie es sind?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = SMS
    .authenticatorNamesVoice = Anruf
    .authenticatorNamesPhone = SMS oder Anruf
    .authenticatorNamesPushNotification = Mitteilung auf Ihrem Telefon
    .authenticatorNamesOTP = Authenticator-App
    .authenticatorNamesEmail = Code per E-Mail
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Duo-App
    .authenticatorNamesWebauthnRoaming = Sicherheitsschlüssel
    .authenticatorNamesWebauthnPlatform = Fingerabdruck, Gesicht oder Bildschirmsperre
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Passwort vergessen?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Geben Sie Ihre E-Mail-Adresse ein. Wenn sie zu einem Konto gehört, schicken wir Ihnen einen Link, mit dem Sie ein neues Passwort festlegen.
    .descriptionUsername = Geben Sie Ihren Benutzernamen ein. Wenn er zu einem Konto gehört, schicken wir Ihnen per E-Mail einen Link, mit dem Sie ein neues Passwort festlegen.
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
    .phoneDescription = Geben Sie Ihre Telefonnummer ein. Wenn sie zu einem Konto gehört, schicken wir Ihnen einen Code, mit dem Sie ein neues Passwort festlegen.
    .phoneOrUsernameOrEmailDescription = Geben Sie Ihre E-Mail-Adresse, Ihre Telefonnummer oder Ihren Benutzernamen ein. Wenn ein Konto dazu gehört, helfen wir Ihnen, ein neues Passwort festzulegen.
    .phoneOrEmailDescription = Geben Sie Ihre E-Mail-Adresse oder Ihre Telefonnummer ein. Wenn ein Konto dazu gehört, helfen wir Ihnen, ein neues Passwort festzulegen.
    .phoneOrUsernameDescription = Geben Sie Ihre Telefonnummer oder Ihren Benutzernamen ein. Wenn ein Konto dazu gehört, helfen wir Ihnen, ein neues Passwort festzulegen.
    .usernameOrEmailDescription = Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein. Wenn ein Konto dazu gehört, schicken wir Ihnen per E-Mail einen Link, mit dem Sie ein neues Passwort festlegen.
    .codeDescription = Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein. Wenn ein Konto dazu gehört, schicken wir Ihnen per E-Mail einen Code, mit dem Sie ein neues Passwort festlegen.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Sie haben in kurzer Zeit zu oft danach gefragt. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Sehen Sie in Ihren Posteingang
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Wenn es ein Konto für { $email } gibt, haben wir dorthin eine E-Mail geschickt. Öffnen Sie den Link darin, um ein neues Passwort festzulegen.
    .usernameDescription = Wenn es ein Konto mit diesem Namen gibt, haben wir an dessen Adresse eine E-Mail geschickt. Öffnen Sie den Link darin, um ein neues Passwort festzulegen.
    .spamText = Nach ein paar Minuten noch keine E-Mail? Sehen Sie auch im Spam-Ordner nach.
    .resendLinkText = Noch einmal senden
    .resentText = Wenn es ein Konto gibt, haben wir die E-Mail noch einmal geschickt.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Passwort ändern
    .description = Wählen Sie ein neues Passwort für { $email }.
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
    .eventTitle = Passwort geändert
    .description = Sie können sich jetzt mit dem neuen Passwort bei der Anwendung anmelden.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Neuen Link anfordern
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = Der Link ist abgelaufen
    .eventTitleGeneric = Der Link funktioniert nicht
    .eventTitleUsed = Der Link wurde schon verwendet
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Noch ein Schritt
    .description = Drücken Sie die Schaltfläche, um fortzufahren.
    .descriptionEmail = Drücken Sie die Schaltfläche, um zu bestätigen, dass { $email } Ihre E-Mail-Adresse ist.
    .descriptionPassword = Drücken Sie die Schaltfläche, um ein neues Passwort für { $email } festzulegen.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Ihre E-Mail-Adresse
    .logoAltText = { $companyName }
    .verifiedTitle = E-Mail-Adresse bestätigt
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Ihre E-Mail-Adresse wurde bestätigt. Sie können die Anwendung weiter verwenden.
    .alreadyVerifiedDescription = Ihre E-Mail-Adresse war schon bestätigt. Es ist nichts weiter zu tun.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = Wir konnten Ihre E-Mail-Adresse nicht bestätigen. Öffnen Sie den Link in der E-Mail in ein paar Minuten noch einmal.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Konto entsperren
    .description = Drücken Sie die Schaltfläche, dann können Sie sich wieder anmelden.
    .logoAltText = { $companyName }
    .buttonText = Konto entsperren

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Ihr Konto ist entsperrt
    .description = Sie können sich wieder anmelden. Wenn die fehlgeschlagenen Versuche nicht von Ihnen kamen, legen Sie ein neues Passwort fest.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Dieser Link wurde schon verwendet oder ist abgelaufen. Um das Konto zu entsperren, legen Sie ein neues Passwort fest.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Zugriff für { $clientName } erlauben?
    .title = Zugriff erlauben?
    .description = { $clientName } bittet um Zugriff auf Ihr Konto.
    .logoAltText = { $companyName }
    .signedInText = Angemeldet als { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Wenn Sie zustimmen, kann die Anwendung:
    .acceptButtonText = Zustimmen
    .declineButtonText = Ablehnen
    .invalid-action = Wählen Sie „Zustimmen“ oder „Ablehnen“.
    .invalid-audience = Die Anwendung bittet um Zugriff auf einen Dienst, den es nicht gibt. Bitte sagen Sie den Betreibern Bescheid.
    .invalid-scope = Die Anwendung bittet um einen Zugriff, den sie nicht bekommen kann. Bitte sagen Sie den Betreibern Bescheid.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Wissen, wer Sie sind, wenn Sie sich anmelden
    .profile = Ihr Profil sehen, zum Beispiel Namen und Bild
    .email = Ihre E-Mail-Adresse sehen
    .address = Ihre Postanschrift sehen
    .phone = Ihre Telefonnummer sehen
    .offline_access = Diesen Zugriff behalten, auch wenn Sie die Anwendung nicht verwenden

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Organisation eingeben
    .description = Der Name der Organisation, mit der Sie sich bei { $clientName } anmelden.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Name der Organisation
    .invalid-organization = Mit dieser Organisation können Sie sich nicht anmelden. Prüfen Sie den Namen und versuchen Sie es noch einmal.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Organisation auswählen
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Weiter mit Ihrem persönlichen Konto

logout =
    .pageTitle = Abmelden?
    .title = Möchten Sie sich abmelden?
    .description = Beim nächsten Mal müssen Sie sich wieder anmelden.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Ja
    .declineButtonText = Nein

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = Sie sind weiterhin angemeldet
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Sie sind abgemeldet
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Öffnen Sie den Link im selben Browser
    .passwordless-no-session = Dieser Link funktioniert nur in dem Browser, in dem Sie ihn angefordert haben.
    .passwordless-no-session-link = Neuen Link anfordern
    .mfa-required-title = Ein weiterer Nachweis ist nötig
    .mfa-required = Diese Anwendung verlangt einen zweiten Nachweis, dass Sie es sind, und Ihr Konto hat keinen. Bitte wenden Sie sich an die Betreiber.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Etwas ist schiefgegangen
    .description = Wir konnten Ihre Anfrage nicht ausführen. Bitte versuchen Sie es noch einmal. Wenn es wieder passiert, sagen Sie den Betreibern der Anwendung Bescheid.
    .descriptionRequest = Die Anwendung hat eine Anfrage geschickt, die wir nicht annehmen können. Bitte sagen Sie den Betreibern Bescheid.
    .descriptionForm = Das Formular kam nicht von dieser Website. Gehen Sie zurück und versuchen Sie es noch einmal.
    .descriptionForbidden = Mit diesem Konto können Sie diese Anwendung nicht verwenden. Bitte wenden Sie sich an die Betreiber.
    .descriptionTooMany = Aus Ihrem Netzwerk kamen zu viele Anfragen. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
    .descriptionUnavailable = Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es in ein paar Minuten noch einmal.
    .descriptionNotFound = Diese Seite gibt es nicht. Prüfen Sie die Adresse oder gehen Sie zurück zur Anwendung.
    .codeText = Fehler
    .detailText = Beschreibung
    .trackingText = Vorgangsnummer
    .trackingHelpText = Mit dieser Nummer können die Betreiber der Anwendung mehr herausfinden.
    .tryAgainText = Noch einmal versuchen
    .backButtonText = { page.backTo }
    .openInBrowser = Öffnen Sie diesen Link in der Adresszeile eines Browsers.

lost =
    .pageTitle = { lost.title }
    .title = Bitte beginnen Sie noch einmal
    .description = Vielleicht haben Sie die Zurück-Taste gedrückt, die Seite neu geladen oder lange offen gelassen; oder Ihr Browser nimmt keine Cookies an. Gehen Sie zurück zur Anwendung und melden Sie sich noch einmal an.
    .backButtonText = { page.backTo }
    .helpText = Wenn das wieder passiert, sagen Sie den Betreibern der Anwendung Bescheid.

confirm-callback =
    .pageTitle = Weiter zu { $clientName }?
    .title = Möchten Sie weiter zu { $clientName }?
    .description = Ihre Anmeldung wird an eine Anwendung auf diesem Gerät übergeben:
    .warning = Gehen Sie nur weiter, wenn Sie diese Anmeldung gerade selbst begonnen haben.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Gleich geschafft
    .description = Wenn nichts passiert, drücken Sie die Schaltfläche, um zur Anwendung zu gelangen.
    .buttonText = { -continue }

web-message =
    .pageTitle = Antwort an die Anwendung
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Dieser Server meldet Menschen bei Anwendungen an. Um sich anzumelden, öffnen Sie die gewünschte Anwendung: Sie schickt Sie hierher.
    .discoveryText = Was Anwendungen brauchen, steht in diesem Dokument:
    .testModeTitle = Dieser Server läuft im Testbetrieb
    .discovery = Endpunkte und unterstützte Funktionen
    .jwks = Signaturschlüssel
    .network = Ihre Adresse, Ihr Netzwerk und Ihr Ort, wie der Server sie sieht
    .clock = Die Testuhr
    .transfers = Verläufe von Übergaben, für ein Token der Management API mit read:logs
    .mailbox = E-Mails, die hier bleiben, statt gesendet zu werden
    .readyz = Ob der Server bereit für Anfragen ist
    .metrics = Metriken, nur für diesen Rechner

mailbox =
    .pageTitle = { mailbox.title }
    .title = Postfach
    .description = Dieser Server läuft im Testbetrieb: E-Mails bleiben hier, statt gesendet zu werden.
    .emptyText = Es gibt noch keine E-Mail.
    .recipientText = An
    .senderText = Von
    .codeText = { email.codeLabel }
    .linkText = Link öffnen
    .htmlText = Als HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Guten Tag { $userName },
    .greetingPlain = Guten Tag,
    .linkHelp = Wenn die Schaltfläche nicht funktioniert, öffnen Sie diesen Link in Ihrem Browser:
    .codeLabel = Ihr Code
    .linkExpiresInDays =
        { $days ->
            [one] Der Link funktioniert einmal und { $days } Tag lang.
           *[other] Der Link funktioniert einmal und { $days } Tage lang.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] Der Link funktioniert einmal und { $hours } Stunde lang.
           *[other] Der Link funktioniert einmal und { $hours } Stunden lang.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] Der Link funktioniert einmal und { $minutes } Minute lang.
           *[other] Der Link funktioniert einmal und { $minutes } Minuten lang.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] Der Code funktioniert { $minutes } Minute lang.
           *[other] Der Code funktioniert { $minutes } Minuten lang.
        }
    .keepCodeSecret = Geben Sie diesen Code niemandem. Wir fragen nie am Telefon oder per E-Mail danach.
    .footer = { $tenantName } hat diese E-Mail an { $email } geschickt.
    .supportText = Brauchen Sie Hilfe?

email-verify_email =
    .subject = Bestätigen Sie Ihre E-Mail-Adresse für { $tenantName }
    .preheader = Ein Klick, und Ihr Konto ist bereit.
    .heading = E-Mail-Adresse bestätigen
    .body = Sie haben bei { $tenantName } ein Konto unter der Adresse { $email }. Bitte bestätigen Sie, dass die Adresse Ihnen gehört.
    .buttonText = Adresse bestätigen
    .ignore = Wenn Sie kein Konto angelegt haben, ignorieren Sie diese E-Mail. Ohne diesen Link kann niemand Ihre Adresse verwenden.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Ihr Code für { $tenantName }
    .preheader = Geben Sie den Code ein, um Ihre E-Mail-Adresse zu bestätigen.
    .heading = E-Mail-Adresse bestätigen
    .body = Geben Sie diesen Code auf der Seite ein, die danach gefragt hat, um zu bestätigen, dass { $email } Ihre Adresse ist.
    .buttonText = { email.codeLabel }
    .ignore = Wenn Sie diesen Code nicht angefordert haben, ignorieren Sie diese E-Mail. Ohne den Code kann niemand Ihre Adresse verwenden.
    .footer = { email.footer }

email-reset_email =
    .subject = Legen Sie ein neues Passwort für { $tenantName } fest
    .preheader = Mit dem Link in dieser E-Mail wählen Sie ein neues Passwort.
    .heading = Neues Passwort festlegen
    .body = Sie haben ein neues Passwort für Ihr Konto { $email } bei { $tenantName } angefordert.
    .buttonText = Neues Passwort festlegen
    .ignore = Wenn Sie es nicht angefordert haben, ignorieren Sie diese E-Mail. Ihr Passwort bleibt, wie es ist.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Ihr Code für ein neues Passwort bei { $tenantName }
    .preheader = Geben Sie den Code ein, um ein neues Passwort zu wählen.
    .heading = Neues Passwort festlegen
    .body = Sie haben ein neues Passwort für Ihr Konto { $email } bei { $tenantName } angefordert. Geben Sie diesen Code auf der Seite ein, die danach gefragt hat.
    .buttonText = { email.codeLabel }
    .ignore = Wenn Sie es nicht angefordert haben, ignorieren Sie diese E-Mail. Ihr Passwort bleibt, wie es ist.
    .footer = { email.footer }

email-welcome_email =
    .subject = Willkommen bei { $tenantName }
    .preheader = Ihr Konto ist bereit.
    .heading = Willkommen!
    .body = Ihr Konto { $email } bei { $tenantName } ist bereit. Schön, dass Sie da sind.
    .buttonText = { $clientName } öffnen
    .ignore = Wenn Sie kein Konto angelegt haben, sagen Sie uns bitte Bescheid.
    .footer = { email.footer }

email-blocked_account =
    .subject = Ihr Konto bei { $tenantName } ist gesperrt
    .preheader = Es gab zu viele fehlgeschlagene Anmeldeversuche.
    .heading = Ihr Konto ist gesperrt
    .body = Bei Ihrem Konto { $email } bei { $tenantName } gab es zu viele fehlgeschlagene Anmeldeversuche. Zum Schutz haben wir es für den Ort gesperrt, von dem sie kamen.
    .place = Der letzte Versuch kam aus { $city }, { $country } (Adresse { $ip }).
    .address = Der letzte Versuch kam von der Adresse { $ip }.
    .buttonText = Konto entsperren
    .ignore = Wenn Sie es nicht waren, müssen Sie nichts tun. Wenn Sie glauben, dass andere Ihr Passwort kennen, legen Sie ein neues fest.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Bitte ändern Sie Ihr Passwort bei { $tenantName }
    .preheader = Ihr Passwort ist bei einem Datenleck einer anderen Website aufgetaucht.
    .heading = Andere kennen Ihr Passwort
    .body = Das Passwort Ihres Kontos { $email } bei { $tenantName } ist bei einem Datenleck einer anderen Website aufgetaucht. Legen Sie ein neues fest, bevor Sie sich wieder anmelden, und ändern Sie es auch überall sonst, wo Sie es verwenden.
    .buttonText = Neues Passwort festlegen
    .ignore = Wenn Sie Ihr Passwort schon geändert haben, ist nichts weiter zu tun.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Schützen Sie Ihr Konto bei { $tenantName }
    .preheader = Fügen Sie Ihrem Konto einen zweiten Nachweis hinzu.
    .heading = Schützen Sie Ihr Konto
    .body = { $tenantName } bittet Sie, Ihrem Konto { $email } einen zweiten Nachweis hinzuzufügen: etwas, das Sie neben Ihrem Passwort haben.
    .buttonText = Zweiten Nachweis hinzufügen
    .ignore = Wenn Sie nicht wissen, warum Sie diese E-Mail bekommen, fragen Sie die Betreiber von { $tenantName }, bevor Sie den Link öffnen.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Ihr Anmeldecode für { $tenantName }
    .preheader = Geben Sie den Code ein, um die Anmeldung abzuschließen.
    .heading = Ihr Anmeldecode
    .body = Geben Sie diesen Code auf der Seite ein, die danach gefragt hat, um die Anmeldung bei { $tenantName } abzuschließen.
    .buttonText = { email.codeLabel }
    .ignore = Wenn Sie sich gerade nicht anmelden, kennen vielleicht andere Ihr Passwort. Legen Sie bald ein neues fest.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } lädt Sie zu { $organizationName } ein
    .preheader = Nehmen Sie die Einladung an, um zu beginnen.
    .heading = Sie sind eingeladen
    .body = { $inviterName } lädt Sie ein, { $organizationName } bei { $clientName } beizutreten.
    .buttonText = Einladung annehmen
    .ignore = Wenn Sie den Absender nicht kennen, ignorieren Sie diese E-Mail.
    .footer = { email.footer }

email-password_reset =
    .subject = Ihr Passwort bei { $tenantName } wurde geändert
    .preheader = Sie können sich jetzt mit dem neuen Passwort anmelden.
    .heading = Ihr Passwort wurde geändert
    .body = Das Passwort Ihres Kontos { $email } bei { $tenantName } wurde geändert. Sie wurden überall abgemeldet.
    .buttonText = { -sign-in }
    .ignore = Wenn Sie es nicht waren, legen Sie sofort ein neues Passwort fest und sagen Sie den Betreibern von { $tenantName } Bescheid.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Ihr Anmeldecode für { $clientName }
    .preheader = Geben Sie den Code ein, um sich anzumelden.
    .heading = Ihr Anmeldecode
    .body = Geben Sie diesen Code auf der Seite ein, die danach gefragt hat, um sich bei { $clientName } anzumelden.
    .buttonText = { -sign-in }
    .ignore = Wenn Sie diesen Code nicht angefordert haben, ignorieren Sie diese E-Mail. Ohne ihn kann sich niemand anmelden.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Test-E-Mail von { $tenantName }
    .preheader = Ihr E-Mail-Anbieter funktioniert.
    .heading = Es funktioniert
    .body = { $tenantName } kann E-Mails über den Anbieter senden, den Sie eingerichtet haben. Dies ist ein Test und braucht keine Antwort.
    .ignore = Wenn Sie { $tenantName } nicht betreiben, ignorieren Sie diese E-Mail.
    .footer = { email.footer }
