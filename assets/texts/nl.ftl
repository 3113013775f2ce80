### The sentences of the hosted pages and of the built-in e-mails, in Dutch. See en.ftl.

## Shared words

-continue = Doorgaan
-sign-in = Inloggen
-sign-up = Account maken
-log-in = Inloggen
-forgot-password = Wachtwoord vergeten?
-or = of
-edit = Wijzigen
-back = Terug
-back-to-sign-in = Terug naar inloggen
-password = Wachtwoord
-new-password = Nieuw wachtwoord
-new-password-again = Nieuw wachtwoord herhalen
-show-password = Wachtwoord tonen
-hide-password = Wachtwoord verbergen
-password-security = Uw wachtwoord moet aan deze regels voldoen:
-rule-met = Voldaan:
-rule-missing = Nog niet voldaan:
-email-address = E-mailadres
-username = Gebruikersnaam
-phone = Telefoonnummer
-email-or-username = E-mailadres of gebruikersnaam
-email-or-phone = E-mailadres of telefoonnummer
-phone-or-username = Telefoonnummer of gebruikersnaam
-email-phone-or-username = E-mailadres, telefoonnummer of gebruikersnaam
-email-optional = E-mailadres (optioneel)
-username-optional = Gebruikersnaam (optioneel)
-phone-optional = Telefoonnummer (optioneel)
-check-these = Controleer het volgende:
-new-here = Nieuw hier?
-have-account = Hebt u al een account?
-use-passkey = Passkey gebruiken
-other-way = Een andere manier kiezen
-remember-browser = Deze browser 30 dagen onthouden
-app-code = Code uit de app
-copy = Kopiëren
-copied = Gekopieerd
-recovery-code = Herstelcode
-code-is-kept = Ik heb de code opgeschreven

## Shared errors

-wrong = E-mailadres, telefoonnummer, gebruikersnaam of wachtwoord is onjuist.
-wrong-email = E-mailadres of wachtwoord is onjuist.
-wrong-username = Gebruikersnaam of wachtwoord is onjuist.
-wrong-phone = Telefoonnummer of wachtwoord is onjuist.
-wrong-email-username = E-mailadres, gebruikersnaam of wachtwoord is onjuist.
-wrong-email-phone = E-mailadres, telefoonnummer of wachtwoord is onjuist.
-wrong-phone-username = Telefoonnummer, gebruikersnaam of wachtwoord is onjuist.
-failed = Dat is niet gelukt. Probeer het over een paar minuten opnieuw.
-invalid-connection = Inloggen bij deze applicatie is niet mogelijk.
-no-db-connection = Deze applicatie werkt niet met wachtwoorden. Kies een andere manier om in te loggen.
-network-blocked = Er waren te veel pogingen vanaf uw netwerk. Wacht even en probeer het daarna opnieuw.
-too-many-requests = Er loggen op dit moment te veel mensen in. Probeer het over een minuut opnieuw.
-too-many-logins = U hebt in korte tijd te vaak ingelogd. Wacht een minuut en probeer het daarna opnieuw.
-user-blocked = Uw account is geblokkeerd na meerdere inlogpogingen achter elkaar. Open de link in onze e-mail om het te deblokkeren, of stel een nieuw wachtwoord in.
-account-blocked = Uw account is geblokkeerd. Vraag de beheerders van deze dienst om hulp.
-password-breached = Dit wachtwoord is opgedoken in een datalek van een andere website. Kies ‘Wachtwoord vergeten?’ en stel een nieuw wachtwoord in om uw account te beschermen.
-breached-new = Dit wachtwoord is opgedoken in een datalek van een andere website. Kies een ander wachtwoord.
-invalid-code = Deze code is onjuist of niet meer geldig. Controleer de code of vraag een nieuwe aan.
-expired-code = Deze code is verlopen. Vraag een nieuwe aan.
-authentication-failed = Het inloggen is niet gelukt. Probeer het opnieuw.
-no-email = Vul uw e-mailadres in.
-no-password = Vul uw wachtwoord in.
-no-new-password = Vul een nieuw wachtwoord in.
-no-password-again = Vul het nieuwe wachtwoord een tweede keer in.
-no-username = Vul uw gebruikersnaam in.
-no-phone = Vul uw telefoonnummer in.
-no-identifier = Vul uw e-mailadres, telefoonnummer of gebruikersnaam in.
-invalid-email = Dit is geen e-mailadres. Het hoort te lijken op naam@example.com.
-invitation-other-email = Deze uitnodiging is voor een ander e-mailadres. Gebruik het adres waarnaar zij is gestuurd.
-invalid-username = Dit is geen gebruikersnaam. Controleer de naam en probeer het opnieuw.
-invalid-phone = Dit is geen telefoonnummer. Begin met het landnummer, bijvoorbeeld +31.
-invalid-login-id = Dit lijkt niet te kloppen. Controleer wat u hebt ingevuld en probeer het opnieuw.
-invalid-email-phone = Vul een e-mailadres of een telefoonnummer in.
-invalid-email-username = Vul een e-mailadres of een gebruikersnaam in.
-invalid-phone-username = Vul een telefoonnummer of een gebruikersnaam in.
-invalid-email-phone-username = Vul een e-mailadres, een telefoonnummer of een gebruikersnaam in.
-no-hrd-connection = Met dit e-mailadres kunt u niet inloggen. Controleer het en probeer het opnieuw.
-username-characters = Een gebruikersnaam mag alleen letters, cijfers en enkele tekens bevatten, geen spaties.
-username-is-email = Een gebruikersnaam mag niet op een e-mailadres lijken.
-username-taken = Deze gebruikersnaam is niet beschikbaar. Kies een andere.
-email-in-use = Met deze gegevens konden we geen account maken. Log in als u al een account hebt.
-signup-blocked = Er zijn te veel nieuwe accounts gemaakt vanaf uw netwerk. Wacht even en probeer het daarna opnieuw.
-invalid-phone-config = Telefoonnummers kunnen hier niet worden gebruikt. Maak op een andere manier een account.
-password-too-weak = Dit wachtwoord is te zwak. Kies een wachtwoord dat aan de regels voldoet.
-password-too-common = Dit wachtwoord komt te vaak voor. Kies een wachtwoord dat moeilijker te raden is.
-password-used-before = U hebt dit wachtwoord al eerder gebruikt. Kies een nieuw wachtwoord.
-password-has-personal-info = Dit wachtwoord bevat iets over u, zoals uw naam of e-mailadres. Kies een ander wachtwoord.
-password-mismatch = De wachtwoorden zijn niet gelijk. Vul het nieuwe wachtwoord twee keer in.
-link-expired = Deze link is verlopen. Vraag een nieuwe aan.
-link-used = Deze link werkt maar één keer en is al gebruikt. Vraag een nieuwe aan.
-link-dead = Deze link werkt maar één keer en is al gebruikt of verlopen. Vraag een nieuwe aan.
-too-many-email = We hebben u al meerdere e-mails gestuurd. Kijk in uw postvak en in de map met spam, of probeer het later opnieuw.
-no-passkey = Op dit apparaat staat geen passkey voor dit account. Log op een andere manier in.
-passkey-failed = De passkey kon niet worden gebruikt. Probeer het opnieuw of log op een andere manier in.
-passkey-not-allowed = Passkeys kunnen hier niet worden gebruikt. Log op een andere manier in.
-password-not-allowed = Wachtwoorden kunnen hier niet worden gebruikt. Log op een andere manier in.
-choose-one-way = Gebruik een wachtwoord of een passkey, niet allebei.
-app-code-format = De code heeft zes cijfers. Vul hem in zoals de app hem toont.
-app-code-wrong = Deze code is onjuist of al gebruikt. Vul de volgende in die de app toont.
-no-code = Vul de code in.
-too-many-codes = Er waren te veel verkeerde codes. Wacht even en probeer het daarna opnieuw.
-keep-code = Schrijf de code op en zet het vinkje.

## All pages

page =
    .errorTitle = Fout: { $title }
    .backTo = Terug naar { $clientName }
    .required = verplicht
    .cancel = Annuleren
    .closeWindow = U kunt dit venster sluiten.
    .supportText = Hulp krijgen
    .languageLabel = Taal

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Gebruik uw { $companyName }-account om door te gaan naar { $clientName }.
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
    .federatedConnectionButtonText = Doorgaan met { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = U bent uitgenodigd
    .invitationDescription = { $inviterName } nodigt u uit voor { $companyName } bij { $clientName }. Log in om de uitnodiging te aanvaarden.
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
    .title = Vul uw wachtwoord in
    .description = Uw wachtwoord voor { $companyName }, om door te gaan naar { $clientName }.
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
    .editLinkScreenReadableText = Inloggen met een ander e-mailadres of een andere gebruikersnaam
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Vingerafdruk of gezicht gebruiken
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
    .title = Kies een account
    .description = Om door te gaan naar { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Doorgaan als { $userName }
    .notYouText = Bent u dit niet?
    .useAnotherAccountText = Een ander account gebruiken
    .passwordNeededText = Vraagt om uw wachtwoord

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Uw account is geblokkeerd
    .description = Een beheerder heeft dit account geblokkeerd. Vraag de beheerders van { $companyName } om hulp.
    .descriptionAttempts = Er waren te veel mislukte inlogpogingen bij dit account.
    .unblockText = We hebben een e-mail gestuurd naar de persoon van wie het account is. De link daarin deblokkeert het account.
    .resetPasswordText = Een nieuw wachtwoord instellen
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Maak uw account
    .description = Maak een account bij { $companyName } om door te gaan naar { $clientName }.
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
    .invalid-connection = Bij deze applicatie kunt u geen account maken.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = Deze gebruikersnaam is te lang.
    .invalid-username-min-length = Deze gebruikersnaam is te kort.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Dit wachtwoord voldoet niet aan de regels. Kies een ander wachtwoord.
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
    .no-username = Kies een gebruikersnaam.
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
    .title = Kies een wachtwoord
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
    .editLinkScreenReadableText = Een account maken met andere gegevens
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } nodigt u uit voor { $companyName } bij { $clientName }. Maak een account om de uitnodiging te aanvaarden.
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
            [one] Minstens { $min } teken
           *[other] Minstens { $min } tekens
        }
    .containsAtLeast = Minstens { $count } van deze { $of } soorten tekens:
    .shouldContain = Al deze soorten tekens:
    .lowerCase = Kleine letters (a-z)
    .upperCase = Hoofdletters (A-Z)
    .numbers = Cijfers (0-9)
    .specialCharacters = Speciale tekens (zoals !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Niet meer dan { $row } gelijk teken achter elkaar
           *[other] Niet meer dan { $row } gelijke tekens achter elkaar
        }
    .sequentialChars = Geen reeksen zoals abc of 123
    .tooLong =
        { $max ->
            [one] Hoogstens { $max } teken
           *[other] Hoogstens { $max } tekens
        }
    .noPersonalInfo = Niets over u, zoals uw naam of e-mailadres
    .notCommon = Geen wachtwoord dat veel mensen gebruiken
    .notUsedBefore = Geen wachtwoord dat u eerder hebt gebruikt

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Vul de code in
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = We hebben een code gestuurd naar { $email }. Vul die in om te bevestigen dat het adres van u is.
    .recoveryDescription = Als er een account is voor { $email }, hebben we een e-mail met een code naar het adres ervan gestuurd. Vul de code in om een nieuw wachtwoord in te stellen.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = We hebben een nieuwe code gestuurd.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = De code heeft zes cijfers. Vul hem in zoals hij in de e-mail staat.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Er waren te veel verkeerde codes. Wacht een tijdje en vraag dan een nieuwe aan.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Er is al een account met dit e-mailadres. Log daarmee in.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Bescherm uw account
    .description = U hebt een authenticatie-app op uw telefoon nodig, die elke 30 seconden een nieuwe code toont. Scan deze QR-code met die app.
    .logoAltText = { $companyName }
    .qrAltText = QR-code voor uw authenticatie-app
    .codeEnrollmentText = Lukt het scannen niet? Typ een sleutel
    .separatorText = Vul daarna de code in die de app toont.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Voor uw account is al een app ingesteld. Log opnieuw in.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Typ deze sleutel in uw authenticatie-app. Vul daarna de code in die de app toont.
    .logoAltText = { $companyName }
    .altText = Sleutel voor de app
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = In plaats daarvan een QR-code scannen
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
    .description = Open uw authenticatie-app en vul de code in die de app toont.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = In plaats daarvan uw wachtwoord gebruiken
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
    .linkDescription = Met deze link meldt u zich aan als { $email }. Ga alleen verder als u erom hebt gevraagd.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Geen code ontvangen?
    .resendActionText = Stuur een nieuwe code
    .resentText = { email-identifier-challenge.resentText }
    .editText = Ander adres gebruiken
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
    .editText = Ander nummer gebruiken
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
    .description = We hebben een code gestuurd naar { $email }. Vul die in om het inloggen af te ronden.
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
    .title = Bewaar uw herstelcode
    .description = Als u uw telefoon verliest, kunt u met deze code inloggen. Schrijf de code op en bewaar hem op een veilige plek. We tonen hem maar één keer.
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
    .title = Vul uw herstelcode in
    .description = Vul de herstelcode in die u hebt bewaard. Die werkt maar één keer, daarna krijgt u een nieuwe.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Deze herstelcode is onjuist. Controleer de code en probeer het opnieuw.
    .invalid-code-format = Een herstelcode heeft 24 letters en cijfers. Controleer de code en probeer het opnieuw.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Bewaar uw nieuwe herstelcode
    .description = Uw oude herstelcode werkt niet meer. Schrijf deze op en bewaar hem op een veilige plek. We tonen hem maar één keer.
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
    .description = Hoe wilt u laten zien dat u het bent?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = Sms-bericht
    .authenticatorNamesVoice = Telefoongesprek
    .authenticatorNamesPhone = Sms-bericht of telefoongesprek
    .authenticatorNamesPushNotification = Melding op uw telefoon
    .authenticatorNamesOTP = Authenticatie-app
    .authenticatorNamesEmail = Code per e-mail
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Duo-app
    .authenticatorNamesWebauthnRoaming = Beveiligingssleutel
    .authenticatorNamesWebauthnPlatform = Vingerafdruk, gezicht of schermvergrendeling
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Wachtwoord vergeten?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Vul uw e-mailadres in. Als het bij een account hoort, sturen we u een link om een nieuw wachtwoord in te stellen.
    .descriptionUsername = Vul uw gebruikersnaam in. Als die bij een account hoort, mailen we u een link om een nieuw wachtwoord in te stellen.
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
    .phoneDescription = Vul uw telefoonnummer in. Als het bij een account hoort, sturen we u een code om een nieuw wachtwoord in te stellen.
    .phoneOrUsernameOrEmailDescription = Vul uw e-mailadres, telefoonnummer of gebruikersnaam in. Als er een account bij hoort, helpen we u een nieuw wachtwoord in te stellen.
    .phoneOrEmailDescription = Vul uw e-mailadres of telefoonnummer in. Als er een account bij hoort, helpen we u een nieuw wachtwoord in te stellen.
    .phoneOrUsernameDescription = Vul uw telefoonnummer of gebruikersnaam in. Als er een account bij hoort, helpen we u een nieuw wachtwoord in te stellen.
    .usernameOrEmailDescription = Vul uw e-mailadres of gebruikersnaam in. Als er een account bij hoort, mailen we u een link om een nieuw wachtwoord in te stellen.
    .codeDescription = Vul uw e-mailadres of gebruikersnaam in. Als er een account bij hoort, mailen we u een code om een nieuw wachtwoord in te stellen.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = U hebt er in korte tijd te vaak om gevraagd. Wacht een minuut en probeer het daarna opnieuw.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Kijk in uw postvak
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Als er een account voor { $email } is, hebben we een e-mail naar dit adres gestuurd. Open de link daarin om een nieuw wachtwoord in te stellen.
    .usernameDescription = Als er een account met deze naam is, hebben we een e-mail gestuurd naar het adres ervan. Open de link daarin om een nieuw wachtwoord in te stellen.
    .spamText = Na een paar minuten nog geen e-mail? Kijk ook in de map met spam.
    .resendLinkText = Opnieuw versturen
    .resentText = Als er een account is, hebben we de e-mail opnieuw verstuurd.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Wijzig uw wachtwoord
    .description = Kies een nieuw wachtwoord voor { $email }.
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
    .eventTitle = Wachtwoord gewijzigd
    .description = U kunt nu met het nieuwe wachtwoord inloggen bij de applicatie.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Een nieuwe link aanvragen
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = De link is verlopen
    .eventTitleGeneric = De link werkt niet
    .eventTitleUsed = De link is al gebruikt
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Nog één stap
    .description = Druk op de knop om verder te gaan.
    .descriptionEmail = Druk op de knop om te bevestigen dat { $email } uw e-mailadres is.
    .descriptionPassword = Druk op de knop om een nieuw wachtwoord voor { $email } in te stellen.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Uw e-mailadres
    .logoAltText = { $companyName }
    .verifiedTitle = E-mailadres bevestigd
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Uw e-mailadres is bevestigd. U kunt de applicatie verder gebruiken.
    .alreadyVerifiedDescription = Uw e-mailadres was al bevestigd. U hoeft niets meer te doen.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = We konden uw e-mailadres niet bevestigen. Open de link in de e-mail over een paar minuten opnieuw.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Deblokkeer uw account
    .description = Druk op de knop, dan kunt u weer inloggen.
    .logoAltText = { $companyName }
    .buttonText = Account deblokkeren

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Uw account is gedeblokkeerd
    .description = U kunt weer inloggen. Als de mislukte pogingen niet van u waren, stel dan een nieuw wachtwoord in.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Deze link is al gebruikt of verlopen. Stel een nieuw wachtwoord in om het account te deblokkeren.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = { $clientName } toegang geven?
    .title = Toegang geven?
    .description = { $clientName } vraagt om toegang tot uw account.
    .logoAltText = { $companyName }
    .signedInText = Ingelogd als { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Als u akkoord gaat, kan de applicatie:
    .acceptButtonText = Akkoord
    .declineButtonText = Weigeren
    .invalid-action = Kies ‘Akkoord’ of ‘Weigeren’.
    .invalid-audience = De applicatie vraagt om toegang tot een dienst die niet bestaat. Meld dit aan de beheerders ervan.
    .invalid-scope = De applicatie vraagt om toegang die ze niet kan krijgen. Meld dit aan de beheerders ervan.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Weten wie u bent wanneer u inlogt
    .profile = Uw profiel zien, zoals uw naam en foto
    .email = Uw e-mailadres zien
    .address = Uw postadres zien
    .phone = Uw telefoonnummer zien
    .offline_access = Deze toegang houden wanneer u de applicatie niet gebruikt

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Vul uw organisatie in
    .description = De naam van de organisatie waarmee u inlogt bij { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Naam van de organisatie
    .invalid-organization = U kunt niet inloggen met deze organisatie. Controleer de naam en probeer het opnieuw.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Kies een organisatie
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Doorgaan met uw persoonlijke account

logout =
    .pageTitle = Uitloggen?
    .title = Wilt u uitloggen?
    .description = De volgende keer moet u opnieuw inloggen.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Ja
    .declineButtonText = Nee

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = U bent nog steeds ingelogd
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = U bent uitgelogd
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Open de link in dezelfde browser
    .passwordless-no-session = Deze link werkt alleen in de browser waarin u die hebt aangevraagd.
    .passwordless-no-session-link = Een nieuwe link aanvragen
    .mfa-required-title = Er is nog een bewijs nodig
    .mfa-required = Deze applicatie vraagt om een tweede bewijs dat u het bent, en uw account heeft er geen. Vraag de beheerders ervan om hulp.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Er is iets misgegaan
    .description = We konden niet doen wat u vroeg. Probeer het opnieuw. Als het nog eens gebeurt, meld het dan aan de beheerders van de applicatie.
    .descriptionRequest = De applicatie heeft een verzoek gestuurd dat we niet kunnen aannemen. Meld dit aan de beheerders ervan.
    .descriptionForm = Het formulier kwam niet van deze site. Ga terug en probeer het opnieuw.
    .descriptionForbidden = U kunt deze applicatie niet gebruiken met dit account. Vraag het aan de beheerders ervan.
    .descriptionTooMany = Er waren te veel verzoeken vanaf uw netwerk. Wacht een minuut en probeer het daarna opnieuw.
    .descriptionUnavailable = De dienst is op dit moment niet beschikbaar. Probeer het over een paar minuten opnieuw.
    .descriptionNotFound = Deze pagina bestaat niet. Controleer het adres of ga terug naar de applicatie.
    .codeText = Fout
    .detailText = Beschrijving
    .trackingText = Volgnummer
    .trackingHelpText = Met dit nummer kunnen de beheerders van de applicatie meer te weten komen.
    .tryAgainText = Opnieuw proberen
    .backButtonText = { page.backTo }
    .openInBrowser = Open deze link in de adresbalk van een browser.

lost =
    .pageTitle = { lost.title }
    .title = Begin opnieuw
    .description = Misschien hebt u op de knop Terug gedrukt, de pagina opnieuw geladen of lang laten openstaan; of uw browser accepteert geen cookies. Ga terug naar de applicatie en log opnieuw in.
    .backButtonText = { page.backTo }
    .helpText = Als het nog eens gebeurt, meld het dan aan de beheerders van de applicatie.

confirm-callback =
    .pageTitle = Doorgaan naar { $clientName }?
    .title = Wilt u doorgaan naar { $clientName }?
    .description = Uw login wordt doorgegeven aan een applicatie op dit apparaat:
    .warning = Ga alleen door als u zojuist zelf bent begonnen met inloggen bij deze applicatie.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Bijna klaar
    .description = Als er niets gebeurt, druk dan op de knop om door te gaan naar de applicatie.
    .buttonText = { -continue }

web-message =
    .pageTitle = Antwoord aan de applicatie
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Deze server laat mensen inloggen bij applicaties. Open de applicatie die u wilt gebruiken om in te loggen: die stuurt u hierheen.
    .discoveryText = Applicaties vinden wat ze nodig hebben in dit document:
    .testModeTitle = Deze server staat in de testmodus
    .discovery = Eindpunten en ondersteunde functies
    .jwks = Ondertekeningssleutels
    .network = Uw adres, netwerk en locatie, zoals de server ze ziet
    .clock = De testklok
    .transfers = Sporen van overdrachten, voor een token van de Management API met read:logs
    .mailbox = E-mails, die hier worden bewaard in plaats van verstuurd
    .readyz = Of de server klaar is voor verzoeken
    .metrics = Metrieken, alleen voor deze machine

mailbox =
    .pageTitle = { mailbox.title }
    .title = Postvak
    .description = Deze server staat in de testmodus: e-mails worden hier bewaard in plaats van verstuurd.
    .emptyText = Er is nog geen e-mail.
    .recipientText = Aan
    .senderText = Van
    .codeText = { email.codeLabel }
    .linkText = De link openen
    .htmlText = Als HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Hallo { $userName },
    .greetingPlain = Hallo,
    .linkHelp = Als de knop niet werkt, open dan deze link in uw browser:
    .codeLabel = Uw code
    .linkExpiresInDays =
        { $days ->
            [one] De link werkt één keer, gedurende { $days } dag.
           *[other] De link werkt één keer, gedurende { $days } dagen.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] De link werkt één keer, gedurende { $hours } uur.
           *[other] De link werkt één keer, gedurende { $hours } uur.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] De link werkt één keer, gedurende { $minutes } minuut.
           *[other] De link werkt één keer, gedurende { $minutes } minuten.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] De code werkt gedurende { $minutes } minuut.
           *[other] De code werkt gedurende { $minutes } minuten.
        }
    .keepCodeSecret = Geef deze code aan niemand. We vragen er nooit om via telefoon of e-mail.
    .footer = { $tenantName } heeft deze e-mail gestuurd naar { $email }.
    .supportText = Hebt u hulp nodig?

email-verify_email =
    .subject = Bevestig uw e-mailadres voor { $tenantName }
    .preheader = Eén klik en uw account is klaar.
    .heading = Bevestig uw e-mailadres
    .body = U hebt een account bij { $tenantName } met het adres { $email }. Bevestig dat het adres van u is.
    .buttonText = Adres bevestigen
    .ignore = Als u geen account hebt gemaakt, negeer dan deze e-mail. Niemand kan uw adres gebruiken zonder deze link.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Uw code voor { $tenantName }
    .preheader = Typ de code om uw e-mailadres te bevestigen.
    .heading = Bevestig uw e-mailadres
    .body = Typ deze code op de pagina die erom vroeg, om te bevestigen dat { $email } uw adres is.
    .buttonText = { email.codeLabel }
    .ignore = Als u deze code niet hebt aangevraagd, negeer dan deze e-mail. Niemand kan uw adres gebruiken zonder de code.
    .footer = { email.footer }

email-reset_email =
    .subject = Stel een nieuw wachtwoord in voor { $tenantName }
    .preheader = Met de link in deze e-mail kiest u een nieuw wachtwoord.
    .heading = Stel een nieuw wachtwoord in
    .body = U hebt een nieuw wachtwoord aangevraagd voor uw account { $email } bij { $tenantName }.
    .buttonText = Een nieuw wachtwoord instellen
    .ignore = Als u er niet om hebt gevraagd, negeer dan deze e-mail. Uw wachtwoord blijft zoals het is.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Uw code voor een nieuw wachtwoord bij { $tenantName }
    .preheader = Typ de code om een nieuw wachtwoord te kiezen.
    .heading = Stel een nieuw wachtwoord in
    .body = U hebt een nieuw wachtwoord aangevraagd voor uw account { $email } bij { $tenantName }. Typ deze code op de pagina die erom vroeg.
    .buttonText = { email.codeLabel }
    .ignore = Als u er niet om hebt gevraagd, negeer dan deze e-mail. Uw wachtwoord blijft zoals het is.
    .footer = { email.footer }

email-welcome_email =
    .subject = Welkom bij { $tenantName }
    .preheader = Uw account is klaar.
    .heading = Welkom!
    .body = Uw account { $email } bij { $tenantName } is klaar. Fijn dat u er bent.
    .buttonText = { $clientName } openen
    .ignore = Als u geen account hebt gemaakt, laat het ons dan weten.
    .footer = { email.footer }

email-blocked_account =
    .subject = Uw account bij { $tenantName } is geblokkeerd
    .preheader = Er waren te veel mislukte inlogpogingen.
    .heading = Uw account is geblokkeerd
    .body = Er waren te veel mislukte inlogpogingen bij uw account { $email } bij { $tenantName }. Om het te beschermen hebben we het geblokkeerd voor de plaats waar ze vandaan kwamen.
    .place = De laatste poging kwam uit { $city }, { $country } (adres { $ip }).
    .address = De laatste poging kwam van het adres { $ip }.
    .buttonText = Account deblokkeren
    .ignore = Als u het niet was, hoeft u niets te doen. Als u denkt dat anderen uw wachtwoord kennen, stel dan een nieuw wachtwoord in.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Wijzig uw wachtwoord bij { $tenantName }
    .preheader = Uw wachtwoord is opgedoken in een datalek van een andere website.
    .heading = Anderen kennen uw wachtwoord
    .body = Het wachtwoord van uw account { $email } bij { $tenantName } is opgedoken in een datalek van een andere website. Stel een nieuw wachtwoord in voordat u weer inlogt, en wijzig het ook overal elders waar u het gebruikt.
    .buttonText = Een nieuw wachtwoord instellen
    .ignore = Als u uw wachtwoord al hebt gewijzigd, hoeft u niets meer te doen.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Bescherm uw account bij { $tenantName }
    .preheader = Voeg een tweede bewijs toe aan uw account.
    .heading = Bescherm uw account
    .body = { $tenantName } vraagt u om een tweede bewijs toe te voegen aan uw account { $email }: iets wat u naast uw wachtwoord hebt.
    .buttonText = Een tweede bewijs toevoegen
    .ignore = Als u niet weet waarom u deze e-mail krijgt, vraag het dan aan de beheerders van { $tenantName } voordat u de link opent.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Uw inlogcode voor { $tenantName }
    .preheader = Typ de code om het inloggen af te ronden.
    .heading = Uw inlogcode
    .body = Typ deze code op de pagina die erom vroeg, om het inloggen bij { $tenantName } af te ronden.
    .buttonText = { email.codeLabel }
    .ignore = Als u nu niet aan het inloggen bent, kennen anderen misschien uw wachtwoord. Stel snel een nieuw wachtwoord in.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } nodigt u uit voor { $organizationName }
    .preheader = Aanvaard de uitnodiging om te beginnen.
    .heading = U bent uitgenodigd
    .body = { $inviterName } nodigt u uit voor { $organizationName } bij { $clientName }.
    .buttonText = Uitnodiging aanvaarden
    .ignore = Als u de afzender niet kent, negeer dan deze e-mail.
    .footer = { email.footer }

email-password_reset =
    .subject = Uw wachtwoord bij { $tenantName } is gewijzigd
    .preheader = U kunt nu inloggen met het nieuwe wachtwoord.
    .heading = Uw wachtwoord is gewijzigd
    .body = Het wachtwoord van uw account { $email } bij { $tenantName } is gewijzigd. U bent overal uitgelogd.
    .buttonText = { -sign-in }
    .ignore = Als u het niet was, stel dan meteen een nieuw wachtwoord in en meld het aan de beheerders van { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Uw inlogcode voor { $clientName }
    .preheader = Typ de code om in te loggen.
    .heading = Uw inlogcode
    .body = Typ deze code op de pagina die erom vroeg, om in te loggen bij { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Als u deze code niet hebt aangevraagd, negeer dan deze e-mail. Niemand kan inloggen zonder de code.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Testmail van { $tenantName }
    .preheader = Uw e-mailprovider werkt.
    .heading = Het werkt
    .body = { $tenantName } kan e-mail versturen via de provider die u hebt ingesteld. Dit is een test en u hoeft niet te antwoorden.
    .ignore = Als u { $tenantName } niet beheert, negeer dan deze e-mail.
    .footer = { email.footer }
