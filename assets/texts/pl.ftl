### The sentences of the hosted pages and of the built-in e-mails, in Polish. See en.ftl.

## Shared words

-continue = Kontynuuj
-sign-in = Zaloguj się
-sign-up = Załóż konto
-log-in = Zaloguj się
-forgot-password = Nie pamiętasz hasła?
-or = lub
-edit = Zmień
-back = Wstecz
-back-to-sign-in = Wróć do logowania
-password = Hasło
-new-password = Nowe hasło
-new-password-again = Powtórz nowe hasło
-show-password = Pokaż hasło
-hide-password = Ukryj hasło
-password-security = Hasło musi spełniać te zasady:
-rule-met = Spełnione:
-rule-missing = Jeszcze niespełnione:
-email-address = Adres e-mail
-username = Nazwa użytkownika
-phone = Numer telefonu
-email-or-username = Adres e-mail lub nazwa użytkownika
-email-or-phone = Adres e-mail lub numer telefonu
-phone-or-username = Numer telefonu lub nazwa użytkownika
-email-phone-or-username = Adres e-mail, numer telefonu lub nazwa użytkownika
-email-optional = Adres e-mail (opcjonalnie)
-username-optional = Nazwa użytkownika (opcjonalnie)
-phone-optional = Numer telefonu (opcjonalnie)
-check-these = Sprawdź te punkty:
-new-here = Nie masz jeszcze konta?
-have-account = Masz już konto?
-use-passkey = Użyj klucza dostępu
-other-way = Wybierz inny sposób
-remember-browser = Zapamiętaj tę przeglądarkę na 30 dni
-app-code = Kod z aplikacji
-copy = Kopiuj
-copied = Skopiowano
-recovery-code = Kod odzyskiwania
-code-is-kept = Kod jest już zapisany w bezpiecznym miejscu

## Shared errors

-wrong = Nieprawidłowy adres e-mail, numer telefonu, nazwa użytkownika lub hasło.
-wrong-email = Nieprawidłowy adres e-mail lub hasło.
-wrong-username = Nieprawidłowa nazwa użytkownika lub hasło.
-wrong-phone = Nieprawidłowy numer telefonu lub hasło.
-wrong-email-username = Nieprawidłowy adres e-mail, nazwa użytkownika lub hasło.
-wrong-email-phone = Nieprawidłowy adres e-mail, numer telefonu lub hasło.
-wrong-phone-username = Nieprawidłowy numer telefonu, nazwa użytkownika lub hasło.
-failed = Nie udało się. Spróbuj ponownie za kilka minut.
-invalid-connection = W tej aplikacji nie można się zalogować.
-no-db-connection = Ta aplikacja nie przyjmuje haseł. Wybierz inny sposób logowania.
-network-blocked = Z Twojej sieci było zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.
-too-many-requests = W tej chwili loguje się zbyt wiele osób. Spróbuj ponownie za minutę.
-too-many-logins = Było zbyt wiele logowań w krótkim czasie. Odczekaj minutę i spróbuj ponownie.
-user-blocked = Twoje konto zostało zablokowane po wielu kolejnych próbach logowania. Aby je odblokować, otwórz link z naszego e-maila albo ustaw nowe hasło.
-account-blocked = Twoje konto zostało zablokowane. Poproś o pomoc osoby prowadzące ten serwis.
-password-breached = To hasło pojawiło się w wycieku danych z innej strony. Aby chronić swoje konto, wybierz „Nie pamiętasz hasła?” i ustaw nowe.
-breached-new = To hasło pojawiło się w wycieku danych z innej strony. Wybierz inne.
-invalid-code = Ten kod jest nieprawidłowy lub stracił ważność. Sprawdź go albo poproś o nowy.
-expired-code = Ten kod stracił ważność. Poproś o nowy.
-authentication-failed = Nie udało się zalogować. Spróbuj ponownie.
-no-email = Wpisz swój adres e-mail.
-no-password = Wpisz swoje hasło.
-no-new-password = Wpisz nowe hasło.
-no-password-again = Wpisz nowe hasło po raz drugi.
-no-username = Wpisz swoją nazwę użytkownika.
-no-phone = Wpisz swój numer telefonu.
-no-identifier = Wpisz swój adres e-mail, numer telefonu lub nazwę użytkownika.
-invalid-email = To nie jest adres e-mail. Powinien wyglądać jak nazwa@example.com.
-invitation-other-email = To zaproszenie jest dla innego adresu e-mail. Użyj adresu, na który zostało wysłane.
-invalid-username = To nie jest nazwa użytkownika. Sprawdź ją i spróbuj ponownie.
-invalid-phone = To nie jest numer telefonu. Zacznij od numeru kierunkowego kraju, na przykład +48.
-invalid-login-id = To nie wygląda prawidłowo. Sprawdź wpisany tekst i spróbuj ponownie.
-invalid-email-phone = Wpisz adres e-mail lub numer telefonu.
-invalid-email-username = Wpisz adres e-mail lub nazwę użytkownika.
-invalid-phone-username = Wpisz numer telefonu lub nazwę użytkownika.
-invalid-email-phone-username = Wpisz adres e-mail, numer telefonu lub nazwę użytkownika.
-no-hrd-connection = Z tym adresem e-mail nie można się zalogować. Sprawdź go i spróbuj ponownie.
-username-characters = Nazwa użytkownika może zawierać tylko litery, cyfry i niektóre znaki, bez spacji.
-username-is-email = Nazwa użytkownika nie może wyglądać jak adres e-mail.
-username-taken = Ta nazwa użytkownika jest niedostępna. Wybierz inną.
-email-in-use = Nie udało się założyć konta z tymi danymi. Jeśli masz już konto, zaloguj się.
-signup-blocked = Z Twojej sieci założono zbyt wiele nowych kont. Odczekaj chwilę i spróbuj ponownie.
-invalid-phone-config = Nie można tu użyć numeru telefonu. Załóż konto w inny sposób.
-password-too-weak = To hasło jest za słabe. Wybierz takie, które spełnia zasady.
-password-too-common = To hasło jest zbyt popularne. Wybierz trudniejsze do odgadnięcia.
-password-used-before = To hasło było już używane. Wybierz nowe.
-password-has-personal-info = To hasło zawiera coś o Tobie, na przykład imię lub adres e-mail. Wybierz inne.
-password-mismatch = Hasła nie są takie same. Wpisz nowe hasło dwa razy.
-link-expired = Ten link stracił ważność. Poproś o nowy.
-link-used = Ten link działa tylko raz i został już użyty. Poproś o nowy.
-link-dead = Ten link działa tylko raz i został już użyty lub stracił ważność. Poproś o nowy.
-too-many-email = Wysłaliśmy Ci już kilka e-maili. Zajrzyj do skrzynki odbiorczej i folderu ze spamem albo spróbuj później.
-no-passkey = Na tym urządzeniu nie ma klucza dostępu do tego konta. Zaloguj się w inny sposób.
-passkey-failed = Nie udało się użyć klucza dostępu. Spróbuj ponownie albo zaloguj się w inny sposób.
-passkey-not-allowed = Nie można tu użyć kluczy dostępu. Zaloguj się w inny sposób.
-password-not-allowed = Nie można tu użyć haseł. Zaloguj się w inny sposób.
-choose-one-way = Użyj hasła albo klucza dostępu, ale nie obu naraz.
-app-code-format = Kod ma sześć cyfr. Wpisz go tak, jak pokazuje go aplikacja.
-app-code-wrong = Ten kod jest nieprawidłowy albo został już użyty. Wpisz następny, który pokaże aplikacja.
-no-code = Wpisz kod.
-too-many-codes = Było zbyt wiele błędnych kodów. Odczekaj chwilę i spróbuj ponownie.
-too-many-tries = Było zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.
-keep-code = Zapisz kod i zaznacz pole.

## All pages

page =
    .errorTitle = Błąd: { $title }
    .backTo = Wróć do: { $clientName }
    .required = wymagane
    .cancel = Anuluj
    .closeWindow = Możesz zamknąć to okno.
    .supportText = Uzyskaj pomoc
    .languageLabel = Język

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Użyj konta { $companyName }, aby przejść do: { $clientName }.
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
    .federatedConnectionButtonText = Kontynuuj przez { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Masz zaproszenie
    .invitationDescription = { $inviterName } zaprasza Cię do { $companyName } w aplikacji { $clientName }. Zaloguj się, aby przyjąć zaproszenie.
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
    .title = Wpisz hasło
    .description = Twoje hasło do { $companyName }, aby przejść do: { $clientName }.
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
    .editLinkScreenReadableText = Zaloguj się przy użyciu innego adresu e-mail lub innej nazwy użytkownika
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Użyj odcisku palca lub twarzy
    .showPasswordText = { -show-password }
    .hidePasswordText = { -hide-password }
    .switchToOtpButtonText = Otrzymaj zamiast tego kod e-mailem
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
    .title = Wybierz konto
    .description = Aby przejść do: { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Kontynuuj jako { $userName }
    .notYouText = To nie Ty?
    .useAnotherAccountText = Użyj innego konta
    .passwordNeededText = Poprosi o hasło

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Twoje konto jest zablokowane
    .description = To konto zostało zablokowane przez administrację. Poproś o pomoc osoby prowadzące { $companyName }.
    .descriptionAttempts = Było zbyt wiele nieudanych prób zalogowania się na to konto.
    .unblockText = Wysłaliśmy e-mail do osoby, do której należy konto. Link w nim odblokowuje konto.
    .resetPasswordText = Ustaw nowe hasło
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Załóż konto
    .description = Załóż konto w { $companyName }, aby przejść do: { $clientName }.
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
    .invalid-connection = W tej aplikacji nie można założyć konta.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = Ta nazwa użytkownika jest za długa.
    .invalid-username-min-length = Ta nazwa użytkownika jest za krótka.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = To hasło nie spełnia zasad. Wybierz inne.
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
    .no-username = Wybierz nazwę użytkownika.
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
    .title = Wybierz hasło
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
    .editLinkScreenReadableText = Załóż konto z innymi danymi
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } zaprasza Cię do { $companyName } w aplikacji { $clientName }. Załóż konto, aby przyjąć zaproszenie.
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
            [one] Co najmniej { $min } znak
            [few] Co najmniej { $min } znaki
            [many] Co najmniej { $min } znaków
           *[other] Co najmniej { $min } znaku
        }
    .containsAtLeast = Co najmniej { $count } z tych { $of } rodzajów znaków:
    .shouldContain = Wszystkie te rodzaje znaków:
    .lowerCase = Małe litery (a-z)
    .upperCase = Wielkie litery (A-Z)
    .numbers = Cyfry (0-9)
    .specialCharacters = Znaki specjalne (na przykład !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Nie więcej niż { $row } taki sam znak pod rząd
            [few] Nie więcej niż { $row } takie same znaki pod rząd
            [many] Nie więcej niż { $row } takich samych znaków pod rząd
           *[other] Nie więcej niż { $row } takiego samego znaku pod rząd
        }
    .sequentialChars = Bez ciągów takich jak abc lub 123
    .tooLong =
        { $max ->
            [one] Najwyżej { $max } znak
            [few] Najwyżej { $max } znaki
            [many] Najwyżej { $max } znaków
           *[other] Najwyżej { $max } znaku
        }
    .noPersonalInfo = Nic o Tobie, na przykład imię lub adres e-mail
    .notCommon = Inne niż hasła, których używa wiele osób
    .notUsedBefore = Inne niż hasła używane wcześniej

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Wpisz kod
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Wysłaliśmy kod na adres { $email }. Wpisz go, aby potwierdzić, że to Twój adres.
    .loginDescription = { mfa-email-challenge.description }
    .recoveryDescription = Jeśli istnieje konto dla { $email }, wysłaliśmy na jego adres e-mail z kodem. Wpisz kod, aby ustawić nowe hasło.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .switchToPasswordButtonText = { mfa-otp-challenge.usePasswordText }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Wysłaliśmy nowy kod.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = Kod ma sześć cyfr. Wpisz go tak, jak jest podany w e-mailu.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Było zbyt wiele błędnych kodów. Odczekaj chwilę i poproś o nowy.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .account-blocked = { -account-blocked }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Konto z tym adresem e-mail już istnieje. Zaloguj się na nie.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Zabezpiecz swoje konto
    .description = Potrzebujesz w telefonie aplikacji uwierzytelniającej, która co 30 sekund pokazuje nowy kod. Zeskanuj nią ten kod QR.
    .logoAltText = { $companyName }
    .qrAltText = Kod QR dla Twojej aplikacji uwierzytelniającej
    .codeEnrollmentText = Nie można zeskanować? Wpisz klucz
    .separatorText = Następnie wpisz kod, który pokazuje aplikacja.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Na Twoim koncie skonfigurowano już aplikację. Zaloguj się ponownie.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Wpisz ten klucz w aplikacji uwierzytelniającej. Następnie wpisz kod, który pokazuje aplikacja.
    .logoAltText = { $companyName }
    .altText = Klucz dla aplikacji
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Zeskanuj kod QR
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
    .description = Otwórz aplikację uwierzytelniającą i wpisz kod, który pokazuje.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Użyj hasła
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
    .linkDescription = Ten link zaloguje Cię jako { $email }. Kontynuuj tylko wtedy, gdy o niego prosisz.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Kod nie dotarł?
    .resendActionText = Wyślij nowy kod
    .resentText = { email-identifier-challenge.resentText }
    .editText = Użyj innego adresu
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
    .editText = Użyj innego numeru
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
    .description = Wysłaliśmy kod na adres { $email }. Wpisz go, aby dokończyć logowanie.
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
    .description = Podaj swój numer telefonu. Wyślemy Ci SMS z kodem.
    .logoAltText = { $companyName }
    .placeholder = { -phone }
    .phoneHint = Zacznij od + i numeru kierunkowego kraju, na przykład +48 512 345 678.
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .send-sms-failed = Nie udało się wysłać SMS-a na ten numer. Sprawdź go albo spróbuj później.
    .invalid-phone-format = { -invalid-phone }
    .invalid-phone = { -invalid-phone }
    .too-many-sms = Wysłaliśmy Ci już kilka SMS-ów. Odczekaj chwilę i spróbuj ponownie.
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .authenticator-error = { -failed }
    .no-phone = { -no-phone }
    .ip-blocked = { -network-blocked }

mfa-sms-challenge =
    .pageTitle = { mfa-sms-challenge.title } | { $clientName }
    .title = { email-identifier-challenge.title }
    .description = Wysłaliśmy SMS z kodem na numer { $phoneNumber }. Wpisz kod, aby kontynuować.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .editText = { -edit }
    .changePhoneText = Użyj innego numeru
    .pickAuthenticatorText = { -other-way }
    .resendText = Nie masz SMS-a?
    .resendActionText = Wyślij nowy kod
    .resentText = { email-identifier-challenge.resentText }
    .invalid-otp-code-format = Kod ma sześć cyfr. Wpisz go tak, jak w SMS-ie.
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
    .enrolledTitle = Drugi składnik jest skonfigurowany
    .enrolledDescription = Możesz zamknąć tę stronę i logować się jak zwykle.
    .invalidTicketTitle = { reset-password-error.eventTitleGeneric }
    .invalidTicketDescription = { -link-dead }
    .expiredTicketTitle = { reset-password-error.eventTitleExpired }
    .expiredTicketDescription = { -link-expired }
    .alreadyUsedTitle = { reset-password-error.eventTitleUsed }
    .alreadyUsedDescription = { -link-used }
    .alreadyEnrolledDescription = Twoje konto ma już drugi składnik. Nic się nie zmieniło.
    .genericError = { -failed }
    .buttonText = { -continue }

mfa-begin-enroll-options =
    .pageTitle = { mfa-begin-enroll-options.title } | { $clientName }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Jak chcesz odtąd potwierdzać, że to Ty?
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
    .verificationMessage = { $code } to Twój kod weryfikacyjny do { $companyName }.
    .enrollmentMessage = { $code } to kod, który dodaje ten numer do Twojego konta w { $companyName }.

mfa-recovery-code-enrollment =
    .pageTitle = { mfa-recovery-code-enrollment.title } | { $clientName }
    .title = Zachowaj swój kod odzyskiwania
    .description = Jeśli zgubisz telefon, możesz zalogować się tym kodem. Zapisz go i przechowuj w bezpiecznym miejscu. Pokazujemy go tylko raz.
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
    .title = Wpisz swój kod odzyskiwania
    .description = Wpisz zachowany kod odzyskiwania. Działa tylko raz, a potem dostaniesz nowy.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Ten kod odzyskiwania jest nieprawidłowy. Sprawdź go i spróbuj ponownie.
    .invalid-code-format = Kod odzyskiwania ma 24 litery i cyfry. Sprawdź go i spróbuj ponownie.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Zachowaj swój nowy kod odzyskiwania
    .description = Twój stary kod odzyskiwania już nie działa. Zapisz ten kod i przechowuj go w bezpiecznym miejscu. Pokazujemy go tylko raz.
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
    .title = Dodaj klucz bezpieczeństwa
    .description = Klucz bezpieczeństwa potwierdza przy logowaniu, że to Ty. Przygotuj go i przejdź dalej.
    .logoAltText = { $companyName }
    .instructions1 = Podłącz klucz bezpieczeństwa do urządzenia albo go do niego przyłóż.
    .instructions2 = Dotknij klucza, gdy zacznie migać, i postępuj zgodnie ze wskazówkami przeglądarki.
    .instructions3 = Następnie nadaj kluczowi nazwę, aby później go rozpoznać.
    .continueButtonText = { -continue }
    .awaitingConfirmation = Czekamy na Twój klucz bezpieczeństwa. Dotknij go, gdy zacznie migać.
    .pickAuthenticatorText = { -other-way }
    .needsScript = Ten krok wymaga JavaScriptu i przeglądarki, która obsługuje klucze bezpieczeństwa. Włącz JavaScript albo użyj innej przeglądarki.
    .webauthn-associate-error = Klucz bezpieczeństwa nie został dodany. Spróbuj ponownie albo użyj innego.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-roaming-challenge =
    .pageTitle = { mfa-webauthn-roaming-challenge.title } | { $clientName }
    .title = Użyj klucza bezpieczeństwa
    .description = Przygotuj klucz bezpieczeństwa i przejdź dalej. Podłącz go do urządzenia albo przyłóż do niego i dotknij klucza, gdy zacznie migać.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-roaming-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-roaming-enrollment.needsScript }
    .webauthn-challenge-error = Nie udało się użyć klucza bezpieczeństwa. Spróbuj ponownie z kluczem, który jest dodany do Twojego konta.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-enrollment =
    .pageTitle = { mfa-webauthn-platform-enrollment.title } | { $clientName }
    .title = Loguj się szybciej na tym urządzeniu
    .description = Od teraz możesz potwierdzać, że to Ty, odciskiem palca, twarzą lub kodem PIN tego urządzenia. Te dane nigdy nie opuszczają urządzenia.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = Czekamy na odcisk palca, rozpoznanie twarzy lub kod PIN.
    .snoozeEnrollmentButtonText = Przypomnij mi później
    .refuseAddingDeviceText = Nie na tym urządzeniu
    .needsScript = Ten krok wymaga JavaScriptu i przeglądarki, która obsługuje odcisk palca, rozpoznawanie twarzy lub kod PIN. Włącz JavaScript albo użyj innej przeglądarki.
    .webauthn-platform-associate-error = To urządzenie nie zostało dodane. Spróbuj ponownie albo dodaj je innym razem.
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-tries }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-platform-challenge =
    .pageTitle = { mfa-webauthn-platform-challenge.title } | { $clientName }
    .title = Potwierdź, że to Ty
    .description = Użyj odcisku palca, twarzy lub kodu PIN tego urządzenia, aby dokończyć logowanie.
    .logoAltText = { $companyName }
    .continueButtonText = { -continue }
    .awaitingConfirmation = { mfa-webauthn-platform-enrollment.awaitingConfirmation }
    .pickAuthenticatorText = { -other-way }
    .rememberMeText = { -remember-browser }
    .needsScript = { mfa-webauthn-platform-enrollment.needsScript }
    .webauthn-platform-challenge-error = To urządzenie nie mogło potwierdzić, że to Ty. Spróbuj ponownie albo wybierz inny sposób.
    .too-many-webauthn-challenge-attempts-error = { -too-many-tries }
    .authenticator-error = { -failed }
    .transaction-not-found = { -authentication-failed }
    .ip-blocked = { -network-blocked }

mfa-webauthn-change-key-nickname =
    .pageTitle = { mfa-webauthn-change-key-nickname.title } | { $clientName }
    .title = Nadaj nazwę swojemu kluczowi
    .description = Jeśli masz kilka kluczy, nazwa pomaga je odróżnić. Wybierz taką, którą później rozpoznasz.
    .logoAltText = { $companyName }
    .nickname = Nazwa klucza
    .buttonText = { -continue }
    .no-nickname = Wpisz nazwę klucza.
    .nickname-too-long = Ta nazwa jest zbyt długa. Może mieć najwyżej 20 znaków.
    .transaction-not-found = { -authentication-failed }

passkey-enrollment =
    .pageTitle = { passkey-enrollment.title } | { $clientName }
    .title = Następnym razem zaloguj się szybciej
    .description = Z kluczem dostępu logujesz się odciskiem palca, twarzą lub blokadą ekranu zamiast hasłem.
    .logoAltText = { $companyName }
    .createButtonText = Utwórz klucz dostępu
    .continueButtonText = Nie teraz
    .usePasswordButtonText = Kontynuuj z hasłem
    .backButtonText = { -back }
    .email-in-use = { -email-in-use }
    .username-taken = { -username-taken }
    .auth0-users-validation = { -failed }
    .invalid-connection = { signup.invalid-connection }
    .passkey-not-allowed = { -passkey-not-allowed }
    .ip-signup-blocked = { -signup-blocked }
    .too-many-requests = { -too-many-requests }
    .passkey-enrollment-failure = Nie udało się utworzyć klucza dostępu. Spróbuj ponownie lub kontynuuj bez niego.
    .passkey-enrollment-max-allowed-reached = Nie możesz mieć więcej kluczy dostępu.
    .invalid-passkey = { -passkey-failed }

passkey-enrollment-local =
    .pageTitle = { passkey-enrollment-local.title } | { $clientName }
    .title = Loguj się szybciej na tym urządzeniu
    .description = Zalogowano się kluczem dostępu z innego urządzenia. Z kluczem na tym urządzeniu tamto nie będzie już potrzebne.
    .logoAltText = { $companyName }
    .createButtonText = Utwórz klucz dostępu na tym urządzeniu
    .continueButtonText = { passkey-enrollment.continueButtonText }
    .passkey-enrollment-failure = { passkey-enrollment.passkey-enrollment-failure }
    .passkey-enrollment-max-allowed-reached = { passkey-enrollment.passkey-enrollment-max-allowed-reached }
    .invalid-passkey = { -passkey-failed }

mfa-login-options =
    .pageTitle = { mfa-login-options.title } | { $clientName }
    .title = { -other-way }
    .description = Jak chcesz potwierdzić, że to Ty?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = Wiadomość SMS
    .authenticatorNamesVoice = Połączenie telefoniczne
    .authenticatorNamesPhone = Wiadomość SMS lub połączenie telefoniczne
    .authenticatorNamesPushNotification = Powiadomienie w telefonie
    .authenticatorNamesOTP = Aplikacja uwierzytelniająca
    .authenticatorNamesEmail = Kod e-mailem
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Aplikacja Duo
    .authenticatorNamesWebauthnRoaming = Klucz bezpieczeństwa
    .authenticatorNamesWebauthnPlatform = Odcisk palca, twarz lub blokada ekranu
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Nie pamiętasz hasła?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Wpisz swój adres e-mail. Jeśli należy do konta, wyślemy Ci link do ustawienia nowego hasła.
    .descriptionUsername = Wpisz swoją nazwę użytkownika. Jeśli należy do konta, wyślemy Ci e-mailem link do ustawienia nowego hasła.
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
    .phoneDescription = Wpisz swój numer telefonu. Jeśli należy do konta, wyślemy Ci kod do ustawienia nowego hasła.
    .phoneOrUsernameOrEmailDescription = Wpisz swój adres e-mail, numer telefonu lub nazwę użytkownika. Jeśli istnieje takie konto, pomożemy Ci ustawić nowe hasło.
    .phoneOrEmailDescription = Wpisz swój adres e-mail lub numer telefonu. Jeśli istnieje takie konto, pomożemy Ci ustawić nowe hasło.
    .phoneOrUsernameDescription = Wpisz swój numer telefonu lub nazwę użytkownika. Jeśli istnieje takie konto, pomożemy Ci ustawić nowe hasło.
    .usernameOrEmailDescription = Wpisz swój adres e-mail lub nazwę użytkownika. Jeśli istnieje takie konto, wyślemy Ci e-mailem link do ustawienia nowego hasła.
    .codeDescription = Wpisz swój adres e-mail lub nazwę użytkownika. Jeśli istnieje takie konto, wyślemy Ci e-mailem kod do ustawienia nowego hasła.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Było zbyt wiele próśb w krótkim czasie. Odczekaj minutę i spróbuj ponownie.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Zajrzyj do skrzynki odbiorczej
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = Jeśli istnieje konto dla adresu { $email }, wysłaliśmy na ten adres e-mail. Otwórz link w wiadomości, aby ustawić nowe hasło.
    .usernameDescription = Jeśli istnieje konto o tej nazwie, wysłaliśmy e-mail na jego adres. Otwórz link w wiadomości, aby ustawić nowe hasło.
    .spamText = Nie ma e-maila po kilku minutach? Zajrzyj też do folderu ze spamem.
    .resendLinkText = Wyślij ponownie
    .resentText = Jeśli konto istnieje, wysłaliśmy e-mail ponownie.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Zmień hasło
    .description = Wybierz nowe hasło do konta { $email }.
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
    .eventTitle = Hasło zmienione
    .description = Możesz teraz zalogować się do aplikacji nowym hasłem.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Poproś o nowy link
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = Link stracił ważność
    .eventTitleGeneric = Link nie działa
    .eventTitleUsed = Link został już użyty
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Jeszcze jeden krok
    .description = Naciśnij przycisk, aby przejść dalej.
    .descriptionEmail = Naciśnij przycisk, aby potwierdzić, że { $email } to Twój adres e-mail.
    .descriptionPassword = Naciśnij przycisk, aby ustawić nowe hasło do konta { $email }.
    .descriptionEnrollment = Naciśnij przycisk, aby skonfigurować drugi składnik dla { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Twój adres e-mail
    .logoAltText = { $companyName }
    .verifiedTitle = Adres e-mail potwierdzony
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Twój adres e-mail został potwierdzony. Możesz dalej korzystać z aplikacji.
    .alreadyVerifiedDescription = Twój adres e-mail był już potwierdzony. Nie trzeba nic więcej robić.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = Nie udało się potwierdzić Twojego adresu e-mail. Otwórz link z e-maila ponownie za kilka minut.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Odblokuj swoje konto
    .description = Naciśnij przycisk, a znów będzie można się zalogować.
    .logoAltText = { $companyName }
    .buttonText = Odblokuj konto

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Twoje konto jest odblokowane
    .description = Możesz się znów zalogować. Jeśli nieudane próby nie były Twoje, ustaw nowe hasło.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Ten link został już użyty lub stracił ważność. Aby odblokować konto, ustaw nowe hasło.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Zezwolić na dostęp aplikacji { $clientName }?
    .title = Zezwolić na dostęp?
    .description = { $clientName } prosi o dostęp do Twojego konta.
    .logoAltText = { $companyName }
    .signedInText = Zalogowano jako { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Jeśli się zgodzisz, aplikacja będzie mogła:
    .acceptButtonText = Zgadzam się
    .declineButtonText = Odmawiam
    .invalid-action = Wybierz „Zgadzam się” lub „Odmawiam”.
    .invalid-audience = Aplikacja prosi o dostęp do usługi, która nie istnieje. Powiadom osoby, które ją prowadzą.
    .invalid-scope = Aplikacja prosi o dostęp, którego nie może otrzymać. Powiadom osoby, które ją prowadzą.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Wiedzieć, kim jesteś, gdy się logujesz
    .profile = Zobaczyć Twój profil, na przykład imię i zdjęcie
    .email = Zobaczyć Twój adres e-mail
    .address = Zobaczyć Twój adres pocztowy
    .phone = Zobaczyć Twój numer telefonu
    .offline_access = Zachować ten dostęp, gdy nie używasz aplikacji

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Wpisz swoją organizację
    .description = Nazwa organizacji, z którą logujesz się do: { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Nazwa organizacji
    .invalid-organization = Z tą organizacją nie można się zalogować. Sprawdź nazwę i spróbuj ponownie.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Wybierz organizację
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Kontynuuj z kontem osobistym

logout =
    .pageTitle = Wylogować?
    .title = Czy chcesz się wylogować?
    .description = Następnym razem trzeba będzie zalogować się ponownie.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Tak
    .declineButtonText = Nie

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = Sesja pozostaje otwarta
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Wylogowano
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Otwórz link w tej samej przeglądarce
    .passwordless-no-session = Ten link działa tylko w przeglądarce, w której o niego poproszono.
    .passwordless-no-session-link = Poproś o nowy link
    .mfa-required-title = Potrzebne jest jeszcze jedno potwierdzenie
    .mfa-required = Ta aplikacja wymaga drugiego potwierdzenia, że to Ty, a Twoje konto go nie ma. Poproś o pomoc osoby, które ją prowadzą.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Coś poszło nie tak
    .description = Nie udało się wykonać tej prośby. Spróbuj ponownie. Jeśli to się powtórzy, powiadom osoby prowadzące aplikację.
    .descriptionRequest = Aplikacja wysłała żądanie, którego nie możemy przyjąć. Powiadom osoby, które ją prowadzą.
    .descriptionForm = Formularz nie pochodził z tej strony. Wróć i spróbuj ponownie.
    .descriptionForbidden = Z tym kontem nie można używać tej aplikacji. Zapytaj osoby, które ją prowadzą.
    .descriptionTooMany = Z Twojej sieci było zbyt wiele żądań. Odczekaj minutę i spróbuj ponownie.
    .descriptionUnavailable = Usługa jest teraz niedostępna. Spróbuj ponownie za kilka minut.
    .descriptionNotFound = Nie ma takiej strony. Sprawdź adres albo wróć do aplikacji.
    .codeText = Błąd
    .detailText = Opis
    .trackingText = Numer zgłoszenia
    .trackingHelpText = Dzięki temu numerowi osoby prowadzące aplikację mogą dowiedzieć się więcej.
    .tryAgainText = Spróbuj ponownie
    .backButtonText = { page.backTo }
    .openInBrowser = Otwórz ten link w pasku adresu przeglądarki.

lost =
    .pageTitle = { lost.title }
    .title = Zacznij od nowa
    .description = Być może użyto przycisku Wstecz, odświeżono stronę lub była ona długo otwarta; albo Twoja przeglądarka nie przyjmuje plików cookie. Wróć do aplikacji i zaloguj się ponownie.
    .backButtonText = { page.backTo }
    .helpText = Jeśli to się powtórzy, powiadom osoby prowadzące aplikację.

confirm-callback =
    .pageTitle = Przejść do: { $clientName }?
    .title = Czy chcesz przejść do: { $clientName }?
    .description = Twoje logowanie zostanie przekazane aplikacji na tym urządzeniu:
    .warning = Kontynuuj tylko wtedy, gdy logowanie do tej aplikacji zostało właśnie rozpoczęte przez Ciebie.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = Prawie gotowe
    .description = Jeśli nic się nie dzieje, naciśnij przycisk, aby przejść do aplikacji.
    .buttonText = { -continue }

web-message =
    .pageTitle = Odpowiedź dla aplikacji
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Ten serwer loguje ludzi do aplikacji. Aby się zalogować, otwórz aplikację, której chcesz użyć: to ona Cię tu skieruje.
    .discoveryText = Aplikacje znajdą to, czego potrzebują, w tym dokumencie:
    .testModeTitle = Ten serwer działa w trybie testowym
    .discovery = Punkty końcowe i obsługiwane funkcje
    .jwks = Klucze podpisu
    .network = Twój adres, sieć i miejsce, tak jak widzi je serwer
    .clock = Zegar testowy
    .transfers = Ślady przekazań, dla tokenu Management API z read:logs
    .mailbox = E-maile, które zostają tutaj zamiast wysłania
    .readyz = Czy serwer jest gotowy na żądania
    .metrics = Metryki, tylko dla tego komputera

mailbox =
    .pageTitle = { mailbox.title }
    .title = Skrzynka pocztowa
    .description = Ten serwer działa w trybie testowym: e-maile zostają tutaj zamiast wysłania.
    .emptyText = Nie ma jeszcze żadnego e-maila.
    .recipientText = Do
    .senderText = Od
    .codeText = { email.codeLabel }
    .linkText = Otwórz link
    .htmlText = Jako HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Dzień dobry { $userName },
    .greetingPlain = Dzień dobry,
    .linkHelp = Jeśli przycisk nie działa, otwórz ten link w przeglądarce:
    .codeLabel = Twój kod
    .linkExpiresInDays =
        { $days ->
            [one] Link działa jeden raz, przez { $days } dzień.
            [few] Link działa jeden raz, przez { $days } dni.
            [many] Link działa jeden raz, przez { $days } dni.
           *[other] Link działa jeden raz, przez { $days } dnia.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] Link działa jeden raz, przez { $hours } godzinę.
            [few] Link działa jeden raz, przez { $hours } godziny.
            [many] Link działa jeden raz, przez { $hours } godzin.
           *[other] Link działa jeden raz, przez { $hours } godziny.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] Link działa jeden raz, przez { $minutes } minutę.
            [few] Link działa jeden raz, przez { $minutes } minuty.
            [many] Link działa jeden raz, przez { $minutes } minut.
           *[other] Link działa jeden raz, przez { $minutes } minuty.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] Kod działa przez { $minutes } minutę.
            [few] Kod działa przez { $minutes } minuty.
            [many] Kod działa przez { $minutes } minut.
           *[other] Kod działa przez { $minutes } minuty.
        }
    .keepCodeSecret = Nie podawaj tego kodu nikomu. Nigdy nie prosimy o niego telefonicznie ani e-mailem.
    .footer = Tę wiadomość wysłano z { $tenantName } na adres { $email }.
    .supportText = Potrzebujesz pomocy?

email-verify_email =
    .subject = Potwierdź swój adres e-mail w { $tenantName }
    .preheader = Jedno kliknięcie i Twoje konto jest gotowe.
    .heading = Potwierdź swój adres e-mail
    .body = Masz konto w { $tenantName } z adresem { $email }. Potwierdź, że ten adres należy do Ciebie.
    .buttonText = Potwierdź adres
    .ignore = Jeśli to nie Ty zakładasz konto, zignoruj tę wiadomość. Bez tego linku nikt nie może użyć Twojego adresu.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Twój kod do { $tenantName }
    .preheader = Wpisz kod, aby potwierdzić swój adres e-mail.
    .heading = Potwierdź swój adres e-mail
    .body = Wpisz ten kod na stronie, która o niego poprosiła, aby potwierdzić, że { $email } to Twój adres.
    .buttonText = { email.codeLabel }
    .ignore = Jeśli to nie Ty prosisz o ten kod, zignoruj tę wiadomość. Bez kodu nikt nie może użyć Twojego adresu.
    .footer = { email.footer }

email-reset_email =
    .subject = Ustaw nowe hasło do { $tenantName }
    .preheader = Dzięki linkowi w tej wiadomości wybierzesz nowe hasło.
    .heading = Ustaw nowe hasło
    .body = Otrzymaliśmy prośbę o nowe hasło do Twojego konta { $email } w { $tenantName }.
    .buttonText = Ustaw nowe hasło
    .ignore = Jeśli to nie Twoja prośba, zignoruj tę wiadomość. Twoje hasło pozostanie bez zmian.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Twój kod do nowego hasła w { $tenantName }
    .preheader = Wpisz kod, aby wybrać nowe hasło.
    .heading = Ustaw nowe hasło
    .body = Otrzymaliśmy prośbę o nowe hasło do Twojego konta { $email } w { $tenantName }. Wpisz ten kod na stronie, która o niego poprosiła.
    .buttonText = { email.codeLabel }
    .ignore = Jeśli to nie Twoja prośba, zignoruj tę wiadomość. Twoje hasło pozostanie bez zmian.
    .footer = { email.footer }

email-welcome_email =
    .subject = Witamy w { $tenantName }
    .preheader = Twoje konto jest gotowe.
    .heading = Witamy!
    .body = Twoje konto { $email } w { $tenantName } jest gotowe. Cieszymy się, że z nami jesteś.
    .buttonText = Otwórz { $clientName }
    .ignore = Jeśli to nie Ty zakładasz konto, daj nam znać.
    .footer = { email.footer }

email-blocked_account =
    .subject = Twoje konto w { $tenantName } jest zablokowane
    .preheader = Było zbyt wiele nieudanych prób logowania.
    .heading = Twoje konto jest zablokowane
    .body = Było zbyt wiele nieudanych prób zalogowania się na Twoje konto { $email } w { $tenantName }. Aby je chronić, zablokowaliśmy je dla miejsca, z którego pochodziły.
    .place = Ostatnia próba pochodziła z: { $city }, { $country } (adres { $ip }).
    .address = Ostatnia próba pochodziła z adresu { $ip }.
    .buttonText = Odblokuj konto
    .ignore = Jeśli to nie były Twoje próby, nie musisz nic robić. Jeśli podejrzewasz, że ktoś zna Twoje hasło, ustaw nowe.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Zmień swoje hasło do { $tenantName }
    .preheader = Twoje hasło pojawiło się w wycieku danych z innej strony.
    .heading = Inni znają Twoje hasło
    .body = Hasło do Twojego konta { $email } w { $tenantName } pojawiło się w wycieku danych z innej strony. Ustaw nowe przed kolejnym logowaniem i zmień je też wszędzie tam, gdzie go używasz.
    .buttonText = Ustaw nowe hasło
    .ignore = Jeśli Twoje hasło zostało już zmienione, nie trzeba nic więcej robić.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Zabezpiecz swoje konto w { $tenantName }
    .preheader = Dodaj do konta drugie potwierdzenie.
    .heading = Zabezpiecz swoje konto
    .body = { $tenantName } prosi o dodanie drugiego potwierdzenia do Twojego konta { $email }: czegoś, co masz oprócz hasła.
    .buttonText = Dodaj drugie potwierdzenie
    .ignore = Jeśli nie wiesz, skąd ta wiadomość, przed otwarciem linku zapytaj osoby prowadzące { $tenantName }.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Twój kod logowania do { $tenantName }
    .preheader = Wpisz kod, aby dokończyć logowanie.
    .heading = Twój kod logowania
    .body = Wpisz ten kod na stronie, która o niego poprosiła, aby dokończyć logowanie do { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = Jeśli teraz się nie logujesz, możliwe, że ktoś zna Twoje hasło. Ustaw wkrótce nowe.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } zaprasza Cię do { $organizationName }
    .preheader = Przyjmij zaproszenie, aby zacząć.
    .heading = Masz zaproszenie
    .body = { $inviterName } zaprasza Cię do { $organizationName } w aplikacji { $clientName }.
    .buttonText = Przyjmij zaproszenie
    .ignore = Jeśli nie znasz nadawcy, zignoruj tę wiadomość.
    .footer = { email.footer }

email-password_reset =
    .subject = Twoje hasło do { $tenantName } zostało zmienione
    .preheader = Możesz teraz zalogować się nowym hasłem.
    .heading = Twoje hasło zostało zmienione
    .body = Hasło do Twojego konta { $email } w { $tenantName } zostało zmienione. Wylogowaliśmy Cię wszędzie.
    .buttonText = { -sign-in }
    .ignore = Jeśli to nie była Twoja zmiana, od razu ustaw nowe hasło i powiadom osoby prowadzące { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Twój kod logowania do: { $clientName }
    .preheader = Wpisz kod, aby się zalogować.
    .heading = Twój kod logowania
    .body = Wpisz ten kod na stronie, która o niego poprosiła, aby zalogować się do: { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Jeśli to nie Ty prosisz o ten kod, zignoruj tę wiadomość. Bez kodu nikt nie może się zalogować.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = Testowy e-mail z { $tenantName }
    .preheader = Twój dostawca poczty działa.
    .heading = Działa
    .body = { $tenantName } może wysyłać e-maile przez skonfigurowanego dostawcę. To jest test i nie wymaga odpowiedzi.
    .ignore = Jeśli nie prowadzisz { $tenantName }, zignoruj tę wiadomość.
    .footer = { email.footer }
