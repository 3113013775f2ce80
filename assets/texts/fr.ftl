### The sentences of the hosted pages and of the built-in e-mails, in French. See en.ftl.

## Shared words

-continue = Continuer
-sign-in = Se connecter
-sign-up = S’inscrire
-log-in = Se connecter
-forgot-password = Mot de passe oublié ?
-or = ou
-edit = Modifier
-back = Retour
-back-to-sign-in = Retour à la connexion
-password = Mot de passe
-new-password = Nouveau mot de passe
-new-password-again = Nouveau mot de passe (confirmation)
-show-password = Afficher le mot de passe
-hide-password = Masquer le mot de passe
-password-security = Votre mot de passe doit respecter ces règles :
-rule-met = Respectée :
-rule-missing = Pas encore respectée :
-email-address = Adresse e-mail
-username = Nom d’utilisateur
-phone = Numéro de téléphone
-email-or-username = Adresse e-mail ou nom d’utilisateur
-email-or-phone = Adresse e-mail ou numéro de téléphone
-phone-or-username = Numéro de téléphone ou nom d’utilisateur
-email-phone-or-username = Adresse e-mail, numéro de téléphone ou nom d’utilisateur
-email-optional = Adresse e-mail (facultatif)
-username-optional = Nom d’utilisateur (facultatif)
-phone-optional = Numéro de téléphone (facultatif)
-check-these = Veuillez vérifier ces points :
-new-here = Pas encore de compte ?
-have-account = Vous avez déjà un compte ?
-use-passkey = Utiliser une clé d’accès
-other-way = Choisir une autre façon
-remember-browser = Se souvenir de ce navigateur pendant 30 jours
-app-code = Code de l’application
-copy = Copier
-copied = Copié
-recovery-code = Code de récupération
-code-is-kept = J’ai noté le code

## Shared errors

-wrong = Adresse e-mail, numéro de téléphone, nom d’utilisateur ou mot de passe incorrect.
-wrong-email = Adresse e-mail ou mot de passe incorrect.
-wrong-username = Nom d’utilisateur ou mot de passe incorrect.
-wrong-phone = Numéro de téléphone ou mot de passe incorrect.
-wrong-email-username = Adresse e-mail, nom d’utilisateur ou mot de passe incorrect.
-wrong-email-phone = Adresse e-mail, numéro de téléphone ou mot de passe incorrect.
-wrong-phone-username = Numéro de téléphone, nom d’utilisateur ou mot de passe incorrect.
-failed = Cela n’a pas fonctionné. Veuillez réessayer dans quelques minutes.
-invalid-connection = Il n’est pas possible de se connecter à cette application.
-no-db-connection = Cette application n’accepte pas de mot de passe. Choisissez une autre façon de vous connecter.
-network-blocked = Trop de tentatives sont venues de votre réseau. Patientez un moment, puis réessayez.
-too-many-requests = Trop de personnes se connectent en ce moment. Veuillez réessayer dans une minute.
-too-many-logins = Il y a eu trop de connexions à ce compte en peu de temps. Attendez une minute, puis réessayez.
-user-blocked = Votre compte a été bloqué après plusieurs tentatives de connexion consécutives. Pour le débloquer, ouvrez le lien de notre e-mail ou définissez un nouveau mot de passe.
-account-blocked = Votre compte a été bloqué. Veuillez demander de l’aide aux responsables de ce service.
-password-breached = Ce mot de passe figure dans une fuite de données d’un autre site. Pour protéger votre compte, choisissez « Mot de passe oublié ? » et définissez-en un nouveau.
-breached-new = Ce mot de passe figure dans une fuite de données d’un autre site. Veuillez en choisir un autre.
-invalid-code = Ce code est incorrect ou n’est plus valable. Vérifiez-le ou demandez-en un nouveau.
-expired-code = Ce code a expiré. Demandez-en un nouveau.
-authentication-failed = La connexion a échoué. Veuillez réessayer.
-no-email = Saisissez votre adresse e-mail.
-no-password = Saisissez votre mot de passe.
-no-new-password = Saisissez un nouveau mot de passe.
-no-password-again = Saisissez le nouveau mot de passe une deuxième fois.
-no-username = Saisissez votre nom d’utilisateur.
-no-phone = Saisissez votre numéro de téléphone.
-no-identifier = Saisissez votre adresse e-mail, votre numéro de téléphone ou votre nom d’utilisateur.
-invalid-email = Ce n’est pas une adresse e-mail. Elle devrait ressembler à nom@example.com.
-invitation-other-email = Cette invitation est destinée à une autre adresse e-mail. Utilisez l’adresse à laquelle elle a été envoyée.
-invalid-username = Ce n’est pas un nom d’utilisateur. Vérifiez-le et réessayez.
-invalid-phone = Ce n’est pas un numéro de téléphone. Commencez par l’indicatif du pays, par exemple +33.
-invalid-login-id = Cette saisie ne semble pas correcte. Vérifiez-la et réessayez.
-invalid-email-phone = Saisissez une adresse e-mail ou un numéro de téléphone.
-invalid-email-username = Saisissez une adresse e-mail ou un nom d’utilisateur.
-invalid-phone-username = Saisissez un numéro de téléphone ou un nom d’utilisateur.
-invalid-email-phone-username = Saisissez une adresse e-mail, un numéro de téléphone ou un nom d’utilisateur.
-no-hrd-connection = Cette adresse e-mail ne permet pas de se connecter. Vérifiez-la et réessayez.
-username-characters = Un nom d’utilisateur ne peut contenir que des lettres, des chiffres et certains signes, sans espace.
-username-is-email = Un nom d’utilisateur ne peut pas ressembler à une adresse e-mail.
-username-taken = Ce nom d’utilisateur n’est pas disponible. Choisissez-en un autre.
-email-in-use = Nous n’avons pas pu créer de compte avec ces informations. Si vous avez déjà un compte, connectez-vous.
-signup-blocked = Trop de nouveaux comptes ont été créés depuis votre réseau. Patientez un moment, puis réessayez.
-invalid-phone-config = Les numéros de téléphone ne sont pas acceptés ici. Veuillez vous inscrire d’une autre façon.
-password-too-weak = Ce mot de passe est trop faible. Choisissez-en un qui respecte les règles.
-password-too-common = Ce mot de passe est trop courant. Choisissez-en un qui soit plus difficile à deviner.
-password-used-before = Vous avez déjà utilisé ce mot de passe. Choisissez-en un nouveau.
-password-has-personal-info = Ce mot de passe contient une information sur vous, comme votre nom ou votre adresse e-mail. Choisissez-en un autre.
-password-mismatch = Les mots de passe ne sont pas identiques. Saisissez deux fois le nouveau mot de passe.
-link-expired = Ce lien a expiré. Demandez-en un nouveau.
-link-used = Ce lien ne fonctionne qu’une seule fois et a déjà été utilisé. Demandez-en un nouveau.
-link-dead = Ce lien ne fonctionne qu’une seule fois ; il a déjà été utilisé ou a expiré. Demandez-en un nouveau.
-too-many-email = Nous vous avons déjà envoyé plusieurs e-mails. Regardez dans votre boîte de réception et vos courriers indésirables, ou réessayez plus tard.
-no-passkey = Il n’y a pas de clé d’accès pour ce compte sur cet appareil. Connectez-vous d’une autre façon.
-passkey-failed = La clé d’accès n’a pas pu être utilisée. Réessayez ou connectez-vous d’une autre façon.
-passkey-not-allowed = Les clés d’accès ne sont pas acceptées ici. Connectez-vous d’une autre façon.
-password-not-allowed = Les mots de passe ne sont pas acceptés ici. Connectez-vous d’une autre façon.
-choose-one-way = Utilisez un mot de passe ou une clé d’accès, mais pas les deux.
-app-code-format = Le code comporte six chiffres. Saisissez-le tel que l’application l’affiche.
-app-code-wrong = Ce code est incorrect ou a déjà été utilisé. Saisissez le prochain code que l’application affiche.
-no-code = Saisissez le code.
-too-many-codes = Il y a eu trop de codes erronés. Patientez un moment, puis réessayez.
-keep-code = Notez le code et cochez la case.

## All pages

page =
    .errorTitle = Erreur : { $title }
    .backTo = Retour à { $clientName }
    .required = obligatoire
    .cancel = Annuler
    .closeWindow = Vous pouvez fermer cette fenêtre.
    .supportText = Obtenir de l’aide
    .languageLabel = Langue

## Sign-in

login =
    .pageTitle = { -sign-in } | { $clientName }
    .title = { -sign-in }
    .description = Utilisez votre compte { $companyName } pour continuer vers { $clientName }.
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
    .federatedConnectionButtonText = Continuer avec { $connectionName }
    .signupActionLinkText = { -sign-up }
    .signupActionText = { -new-here }
    .forgotPasswordText = { -forgot-password }
    .passwordPlaceholder = { -password }
    .editEmailText = { -edit }
    .alertListTitle = { -check-these }
    .invitationTitle = Vous avez reçu une invitation
    .invitationDescription = { $inviterName } vous invite à rejoindre { $companyName } sur { $clientName }. Connectez-vous pour accepter.
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
    .title = Saisissez votre mot de passe
    .description = Votre mot de passe pour { $companyName }, afin de continuer vers { $clientName }.
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
    .editLinkScreenReadableText = Se connecter avec une autre adresse e-mail ou un autre nom d’utilisateur
    .alertListTitle = { -check-these }
    .invitationTitle = { login.invitationTitle }
    .invitationDescription = { login.invitationDescription }
    .useBiometricsText = Utiliser votre empreinte ou votre visage
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
    .title = Choisissez un compte
    .description = Pour continuer vers { $clientName }.
    .logoAltText = { $companyName }
    .continueAsText = Continuer en tant que { $userName }
    .notYouText = Ce n’est pas vous ?
    .useAnotherAccountText = Utiliser un autre compte
    .passwordNeededText = Demande votre mot de passe

blocked =
    .pageTitle = { blocked.title } | { $companyName }
    .title = Votre compte est bloqué
    .description = L’administration a bloqué ce compte. Veuillez demander de l’aide aux responsables de { $companyName }.
    .descriptionAttempts = Il y a eu trop de tentatives de connexion infructueuses à ce compte.
    .unblockText = Nous avons envoyé un e-mail à la personne à qui appartient le compte. Le lien qu’il contient débloque le compte.
    .resetPasswordText = Définir un nouveau mot de passe
    .buttonText = { -back-to-sign-in }

## Sign-up

signup =
    .pageTitle = { signup.title } | { $clientName }
    .title = Créez votre compte
    .description = Inscrivez-vous auprès de { $companyName } pour continuer vers { $clientName }.
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
    .invalid-connection = Il n’est pas possible de s’inscrire à cette application.
    .ip-blocked = { -network-blocked }
    .no-db-connection = { -no-db-connection }
    .invalid-email = { -invalid-email }
    .invalid-username = { -username-characters }
    .invalid-username-max-length = Ce nom d’utilisateur est trop long.
    .invalid-username-min-length = Ce nom d’utilisateur est trop court.
    .invalid-username-invalid-characters = { -username-characters }
    .invalid-username-email-not-allowed = { -username-is-email }
    .username-taken = { -username-taken }
    .password-too-weak = { -password-too-weak }
    .password-policy-not-conformant = Ce mot de passe ne respecte pas les règles. Choisissez-en un autre.
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
    .no-username = Choisissez un nom d’utilisateur.
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
    .title = Choisissez un mot de passe
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
    .editLinkScreenReadableText = S’inscrire avec d’autres informations
    .federatedConnectionButtonText = { login.federatedConnectionButtonText }
    .loginActionLinkText = { -log-in }
    .loginActionText = { -have-account }
    .passwordPlaceholder = { -password }
    .passwordSecurityText = { -password-security }
    .usernamePlaceholder = { -username }
    .backButtonText = { -back }
    .invitationDescription = { $inviterName } vous invite à rejoindre { $companyName } sur { $clientName }. Inscrivez-vous pour accepter.
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
            [one] Au moins { $min } caractère
           *[other] Au moins { $min } caractères
        }
    .containsAtLeast = Au moins { $count } de ces { $of } types de caractères :
    .shouldContain = Tous ces types de caractères :
    .lowerCase = Lettres minuscules (a-z)
    .upperCase = Lettres majuscules (A-Z)
    .numbers = Chiffres (0-9)
    .specialCharacters = Caractères spéciaux (comme !@#$%^&*)
    .identicalChars =
        { $row ->
            [one] Pas plus de { $row } caractère identique à la suite
           *[other] Pas plus de { $row } caractères identiques à la suite
        }
    .sequentialChars = Pas de suites comme abc ou 123
    .tooLong =
        { $max ->
            [one] { $max } caractère au maximum
           *[other] { $max } caractères au maximum
        }
    .noPersonalInfo = Aucune information sur vous, comme votre nom ou votre adresse e-mail
    .notCommon = Pas un mot de passe que beaucoup de gens utilisent
    .notUsedBefore = Pas un mot de passe que vous avez déjà utilisé

email-identifier-challenge =
    .pageTitle = { email-identifier-challenge.title } | { $clientName }
    .title = Saisissez le code
    .titleWhenEmailFieldShown = { email-identifier-challenge.title }
    .description = { email-identifier-challenge.emailDescription }
    .descriptionWhenEmailFieldShown = { email-identifier-challenge.emailDescription }
    .emailDescription = Nous avons envoyé un code à { $email }. Saisissez-le pour confirmer que cette adresse est la vôtre.
    .recoveryDescription = S’il existe un compte pour { $email }, nous avons envoyé à son adresse un e-mail contenant un code. Saisissez le code pour définir un nouveau mot de passe.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .backButtonText = { -back }
    .resendText = { reset-password-email.spamText }
    .resendActionText = { reset-password-email.resendLinkText }
    .resendLimitReachedText = { -too-many-email }
    .resentText = Nous avons envoyé un nouveau code.
    .recoveryResentText = { reset-password-email.resentText }
    .loginActionText = { -have-account }
    .loginActionLinkText = { -log-in }
    .backToLoginLinkText = { -back-to-sign-in }
    .invalid-otp-code-format = Le code comporte six chiffres. Saisissez-le tel qu’il figure dans l’e-mail.
    .invalid-code = { -invalid-code }
    .authenticator-error = { -failed }
    .too-many-otps = { email-identifier-challenge.resendLimitReachedText }
    .no-transaction-in-progress = { -expired-code }
    .too-many-failures = Il y a eu trop de codes erronés. Attendez un moment, puis demandez-en un nouveau.
    .transaction-not-found = { -expired-code }
    .auth0-users-validation = { -failed }
    .ip-blocked = { -network-blocked }
    .user-account-exists = Il existe déjà un compte avec cette adresse e-mail. Connectez-vous plutôt.

## Second factors

mfa-otp-enrollment-qr =
    .pageTitle = { mfa-otp-enrollment-qr.title } | { $clientName }
    .title = Protégez votre compte
    .description = Il vous faut sur votre téléphone une application d’authentification, qui affiche un nouveau code toutes les 30 secondes. Scannez ce code QR avec elle.
    .logoAltText = { $companyName }
    .qrAltText = Code QR pour votre application d’authentification
    .codeEnrollmentText = Impossible de le scanner ? Saisir une clé
    .separatorText = Saisissez ensuite le code que l’application affiche.
    .placeholder = { -app-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-otp-code-format = { -app-code-format }
    .invalid-code = { -app-code-wrong }
    .authenticator-error = { -failed }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .user-already-enrolled = Une application est déjà configurée pour votre compte. Veuillez vous reconnecter.
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-otp-enrollment-code =
    .pageTitle = { mfa-otp-enrollment-qr.pageTitle }
    .title = { mfa-otp-enrollment-qr.title }
    .description = Saisissez cette clé dans votre application d’authentification. Saisissez ensuite le code que l’application affiche.
    .logoAltText = { $companyName }
    .altText = Clé pour l’application
    .copyCodeButtonText = { -copy }
    .copiedText = { -copied }
    .backText = Scanner plutôt un code QR
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
    .description = Ouvrez votre application d’authentification et saisissez le code qu’elle affiche.
    .logoAltText = { $companyName }
    .placeholder = { -app-code }
    .rememberMeText = { -remember-browser }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .usePasswordText = Utiliser plutôt votre mot de passe
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
    .linkDescription = Ce lien vous connecte en tant que { $email }. Ne continuez que si vous l’avez demandé.
    .logoAltText = { $companyName }
    .placeholder = { email.codeLabel }
    .buttonText = { -continue }
    .resendText = Vous n’avez pas reçu de code ?
    .resendActionText = Envoyer un autre code
    .resentText = { email-identifier-challenge.resentText }
    .editText = Utiliser une autre adresse
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
    .editText = Utiliser un autre numéro
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
    .description = Nous avons envoyé un code à { $email }. Saisissez-le pour terminer la connexion.
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
    .title = Conservez votre code de récupération
    .description = Si vous perdez votre téléphone, vous pourrez vous connecter avec ce code. Notez-le et gardez-le en lieu sûr. Nous ne l’affichons qu’une seule fois.
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
    .title = Saisissez votre code de récupération
    .description = Saisissez le code de récupération que vous avez conservé. Il ne sert qu’une fois, et vous en recevrez ensuite un nouveau.
    .logoAltText = { $companyName }
    .placeholder = { -recovery-code }
    .buttonText = { -continue }
    .pickAuthenticatorText = { -other-way }
    .invalid-code = Ce code de récupération est incorrect. Vérifiez-le et réessayez.
    .invalid-code-format = Un code de récupération comporte 24 lettres et chiffres. Vérifiez-le et réessayez.
    .authenticator-error = { -failed }
    .no-confirmation = { -keep-code }
    .too-many-failures = { -too-many-codes }
    .transaction-not-found = { -authentication-failed }
    .no-code = { -no-code }
    .ip-blocked = { -network-blocked }

mfa-recovery-code-challenge-new-code =
    .pageTitle = { mfa-recovery-code-challenge-new-code.title } | { $clientName }
    .title = Conservez votre nouveau code de récupération
    .description = Votre ancien code de récupération ne fonctionne plus. Notez celui-ci et gardez-le en lieu sûr. Nous ne l’affichons qu’une seule fois.
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
    .description = Comment voulez-vous prouver que c’est bien vous ?
    .logoAltText = { $companyName }
    .authenticatorNamesSMS = SMS
    .authenticatorNamesVoice = Appel téléphonique
    .authenticatorNamesPhone = SMS ou appel téléphonique
    .authenticatorNamesPushNotification = Notification sur votre téléphone
    .authenticatorNamesOTP = Application d’authentification
    .authenticatorNamesEmail = Code par e-mail
    .authenticatorNamesRecoveryCode = { -recovery-code }
    .authenticatorNamesDUO = Application Duo
    .authenticatorNamesWebauthnRoaming = Clé de sécurité
    .authenticatorNamesWebauthnPlatform = Empreinte, visage ou verrouillage de l’écran
    .backText = { -back }
    .authenticator-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-failures = { -too-many-codes }
    .ip-blocked = { -network-blocked }

## Forgotten and new passwords

reset-password-request =
    .pageTitle = { reset-password-request.title } | { $companyName }
    .title = Mot de passe oublié ?
    .description = { reset-password-request.descriptionEmail }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .buttonText = { -continue }
    .descriptionEmail = Saisissez votre adresse e-mail. Si elle correspond à un compte, nous vous enverrons un lien pour définir un nouveau mot de passe.
    .descriptionUsername = Saisissez votre nom d’utilisateur. S’il correspond à un compte, nous vous enverrons par e-mail un lien pour définir un nouveau mot de passe.
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
    .phoneDescription = Saisissez votre numéro de téléphone. S’il correspond à un compte, nous vous enverrons un code pour définir un nouveau mot de passe.
    .phoneOrUsernameOrEmailDescription = Saisissez votre adresse e-mail, votre numéro de téléphone ou votre nom d’utilisateur. Si un compte y correspond, nous vous aiderons à définir un nouveau mot de passe.
    .phoneOrEmailDescription = Saisissez votre adresse e-mail ou votre numéro de téléphone. Si un compte y correspond, nous vous aiderons à définir un nouveau mot de passe.
    .phoneOrUsernameDescription = Saisissez votre numéro de téléphone ou votre nom d’utilisateur. Si un compte y correspond, nous vous aiderons à définir un nouveau mot de passe.
    .usernameOrEmailDescription = Saisissez votre adresse e-mail ou votre nom d’utilisateur. Si un compte y correspond, nous vous enverrons par e-mail un lien pour définir un nouveau mot de passe.
    .codeDescription = Saisissez votre adresse e-mail ou votre nom d’utilisateur. Si un compte y correspond, nous vous enverrons par e-mail un code pour définir un nouveau mot de passe.
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }
    .too-many-email = { -too-many-email }
    .too-many-requests = Vous avez fait trop de demandes en peu de temps. Attendez une minute, puis réessayez.
    .no-email = { -no-email }
    .no-username = { -no-username }
    .no-phone_number = { -no-phone }
    .invalid-email = { -invalid-email }
    .invalid-phone-format = { -invalid-phone }
    .invalid-login-id = { -invalid-login-id }
    .invalid-email-phone = { -invalid-email-phone }

reset-password-email =
    .pageTitle = { reset-password-email.title } | { $companyName }
    .title = Regardez votre boîte de réception
    .description = { reset-password-email.emailDescription }
    .logoAltText = { $companyName }
    .backButtonText = { page.backTo }
    .backToLoginLinkText = { -back-to-sign-in }
    .emailDescription = S’il existe un compte pour { $email }, nous avons envoyé un e-mail à cette adresse. Ouvrez le lien qu’il contient pour définir un nouveau mot de passe.
    .usernameDescription = S’il existe un compte de ce nom, nous avons envoyé un e-mail à son adresse. Ouvrez le lien qu’il contient pour définir un nouveau mot de passe.
    .spamText = Aucun e-mail après quelques minutes ? Regardez aussi dans vos courriers indésirables.
    .resendLinkText = Envoyer à nouveau
    .resentText = S’il existe un compte, nous avons envoyé à nouveau l’e-mail.

reset-password =
    .pageTitle = { reset-password.title } | { $companyName }
    .title = Changez votre mot de passe
    .description = Choisissez un nouveau mot de passe pour { $email }.
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
    .eventTitle = Mot de passe changé
    .description = Vous pouvez maintenant vous connecter à l’application avec le nouveau mot de passe.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

reset-password-error =
    .pageTitle = { reset-password-error.eventTitleGeneric } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = { reset-password-error.descriptionGeneric }
    .logoAltText = { $companyName }
    .backToLoginLinkText = { -back-to-sign-in }
    .requestAgainLinkText = Demander un nouveau lien
    .descriptionExpired = { -link-expired }
    .descriptionGeneric = { -link-dead }
    .descriptionUsed = { -link-used }
    .eventTitleExpired = Le lien a expiré
    .eventTitleGeneric = Le lien ne fonctionne pas
    .eventTitleUsed = Le lien a déjà été utilisé
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }
    .reset-password-error = { -failed }

## Links from e-mails

redeem-ticket =
    .pageTitle = { redeem-ticket.title } | { $companyName }
    .title = Encore une étape
    .description = Appuyez sur le bouton pour continuer.
    .descriptionEmail = Appuyez sur le bouton pour confirmer que { $email } est votre adresse e-mail.
    .descriptionPassword = Appuyez sur le bouton pour définir un nouveau mot de passe pour { $email }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }

email-verification-result =
    .pageTitle = { email-verification-result.title } | { $companyName }
    .title = Votre adresse e-mail
    .logoAltText = { $companyName }
    .verifiedTitle = Adresse e-mail vérifiée
    .errorTitle = { reset-password-error.eventTitleGeneric }
    .verifiedDescription = Votre adresse e-mail a été vérifiée. Vous pouvez continuer à utiliser l’application.
    .alreadyVerifiedDescription = Votre adresse e-mail avait déjà été vérifiée. Il n’y a plus rien à faire.
    .invalidAccountOrCodeDescription = { -link-dead }
    .unknownErrorDescription = Nous n’avons pas pu vérifier votre adresse e-mail. Ouvrez à nouveau le lien de l’e-mail dans quelques minutes.
    .buttonText = { page.backTo }
    .auth0-users-expired-ticket = { -link-expired }
    .custom-script-error-code = { -failed }
    .auth0-users-used-ticket = { -link-used }
    .auth0-users-validation = { -failed }

brute-force-protection-unblock =
    .pageTitle = { brute-force-protection-unblock.title } | { $companyName }
    .title = Débloquez votre compte
    .description = Appuyez sur le bouton, et vous pourrez à nouveau vous connecter.
    .logoAltText = { $companyName }
    .buttonText = Débloquer le compte

brute-force-protection-unblock-success =
    .pageTitle = { brute-force-protection-unblock-success.title } | { $companyName }
    .title = Votre compte est débloqué
    .description = Vous pouvez à nouveau vous connecter. Si les tentatives infructueuses n’étaient pas les vôtres, définissez un nouveau mot de passe.
    .logoAltText = { $companyName }
    .buttonText = { page.backTo }

brute-force-protection-unblock-failure =
    .pageTitle = { brute-force-protection-unblock-failure.title } | { $companyName }
    .title = { reset-password-error.eventTitleGeneric }
    .description = Ce lien a déjà été utilisé ou a expiré. Pour débloquer le compte, définissez un nouveau mot de passe.
    .logoAltText = { $companyName }
    .buttonText = { -back-to-sign-in }

## Consent, organizations, logout

consent =
    .pageTitle = Autoriser l’accès de { $clientName } ?
    .title = Autoriser l’accès ?
    .description = { $clientName } demande l’accès à votre compte.
    .logoAltText = { $companyName }
    .signedInText = Session ouverte : { $userName }
    .pickerTitle = { consent.scopesTitle }
    .scopesTitle = Si vous acceptez, l’application peut :
    .acceptButtonText = Accepter
    .declineButtonText = Refuser
    .invalid-action = Choisissez « Accepter » ou « Refuser ».
    .invalid-audience = L’application demande l’accès à un service qui n’existe pas. Veuillez prévenir ses responsables.
    .invalid-scope = L’application demande un accès qu’elle ne peut pas obtenir. Veuillez prévenir ses responsables.

## What the standard scopes allow, on the consent page.

scopes =
    .openid = Savoir qui vous êtes quand vous vous connectez
    .profile = Voir votre profil, par exemple votre nom et votre photo
    .email = Voir votre adresse e-mail
    .address = Voir votre adresse postale
    .phone = Voir votre numéro de téléphone
    .offline_access = Conserver cet accès quand vous n’utilisez pas l’application

organization-selection =
    .pageTitle = { organization-selection.title } | { $clientName }
    .title = Saisissez votre organisation
    .description = Le nom de l’organisation avec laquelle vous vous connectez à { $clientName }.
    .logoAltText = { $companyName }
    .buttonText = { -continue }
    .placeholder = Nom de l’organisation
    .invalid-organization = Vous ne pouvez pas vous connecter avec cette organisation. Vérifiez son nom et réessayez.

organization-picker =
    .pageTitle = { organization-picker.title } | { $clientName }
    .title = Choisissez une organisation
    .description = { account-chooser.description }
    .logoAltText = { $companyName }
    .loggedInText = { consent.signedInText }
    .loggedInTextB2C = { consent.signedInText }
    .titleB2C = { account-chooser.title }
    .separatorText = { -or }
    .continueTextB2C = Continuer avec votre compte personnel

logout =
    .pageTitle = Se déconnecter ?
    .title = Voulez-vous vous déconnecter ?
    .description = Vous devrez vous connecter à nouveau la prochaine fois.
    .logoAltText = { $companyName }
    .userSalute = { consent.signedInText }
    .acceptButtonText = Oui
    .declineButtonText = Non

logout-aborted =
    .pageTitle = { logout-aborted.title }
    .title = Votre session est toujours ouverte
    .description = { page.closeWindow }

logged-out =
    .pageTitle = { logged-out.title }
    .title = Déconnexion effectuée
    .description = { page.closeWindow }
    .backButtonText = { page.backTo }

status =
    .pageTitle = { status.title }
    .title = { error.title }
    .description = { -failed }
    .logoAltText = { $companyName }
    .passwordless-no-session-title = Ouvrez le lien dans le même navigateur
    .passwordless-no-session = Ce lien ne fonctionne que dans le navigateur où vous l’avez demandé.
    .passwordless-no-session-link = Demander un nouveau lien
    .mfa-required-title = Une preuve de plus est nécessaire
    .mfa-required = Cette application demande une deuxième preuve que c’est bien vous, et votre compte n’en a pas. Veuillez demander de l’aide à ses responsables.
    .custom-script-error-code = { -failed }
    .auth0-users-validation = { -failed }
    .authentication-failure = { -authentication-failed }

## Between the pages

error =
    .pageTitle = { error.title }
    .title = Un problème est survenu
    .description = Nous n’avons pas pu faire ce que vous avez demandé. Veuillez réessayer. Si cela se reproduit, prévenez les responsables de l’application.
    .descriptionRequest = L’application a envoyé une demande que nous ne pouvons pas accepter. Veuillez prévenir ses responsables.
    .descriptionForm = Le formulaire ne venait pas de ce site. Revenez en arrière et réessayez.
    .descriptionForbidden = Vous ne pouvez pas utiliser cette application avec ce compte. Veuillez vous adresser à ses responsables.
    .descriptionTooMany = Trop de demandes sont venues de votre réseau. Attendez une minute, puis réessayez.
    .descriptionUnavailable = Le service n’est pas disponible pour le moment. Veuillez réessayer dans quelques minutes.
    .descriptionNotFound = Cette page n’existe pas. Vérifiez l’adresse ou revenez à l’application.
    .codeText = Erreur
    .detailText = Détail
    .trackingText = Numéro de suivi
    .trackingHelpText = Avec ce numéro, les responsables de l’application peuvent en savoir plus.
    .tryAgainText = Réessayer
    .backButtonText = { page.backTo }
    .openInBrowser = Ouvrez ce lien dans la barre d’adresse d’un navigateur.

lost =
    .pageTitle = { lost.title }
    .title = Veuillez recommencer
    .description = Vous avez peut-être appuyé sur le bouton de retour, rechargé la page ou l’avez laissée ouverte longtemps ; ou bien votre navigateur n’accepte pas les cookies. Revenez à l’application et connectez-vous à nouveau.
    .backButtonText = { page.backTo }
    .helpText = Si cela se reproduit, prévenez les responsables de l’application.

confirm-callback =
    .pageTitle = Continuer vers { $clientName } ?
    .title = Voulez-vous continuer vers { $clientName } ?
    .description = Votre connexion sera transmise à une application de cet appareil :
    .warning = Ne continuez que si vous venez vous-même de commencer à vous connecter à cette application.
    .acceptButtonText = { -continue }
    .declineButtonText = { page.cancel }

form-post =
    .pageTitle = { form-post.title }
    .title = C’est presque fini
    .description = Si rien ne se passe, appuyez sur le bouton pour continuer vers l’application.
    .buttonText = { -continue }

web-message =
    .pageTitle = Réponse à l’application
    .description = { page.closeWindow }

## Pages for those who run the server

welcome =
    .pageTitle = { "Footbridge" }
    .title = { "Footbridge" }
    .description = Ce serveur connecte les gens à des applications. Pour vous connecter, ouvrez l’application que vous voulez utiliser : elle vous envoie ici.
    .discoveryText = Les applications trouvent ce qu’il leur faut dans ce document :
    .testModeTitle = Ce serveur est en mode test
    .discovery = Points d’accès et fonctions prises en charge
    .jwks = Clés de signature
    .network = Votre adresse, votre réseau et votre lieu, tels que le serveur les voit
    .clock = L’horloge de test
    .transfers = Traces des transferts, pour un jeton de la Management API avec read:logs
    .mailbox = Les e-mails, gardés ici au lieu d’être envoyés
    .readyz = Si le serveur est prêt à recevoir des demandes
    .metrics = Métriques, pour cette machine seulement

mailbox =
    .pageTitle = { mailbox.title }
    .title = Boîte aux lettres
    .description = Ce serveur est en mode test : il garde les e-mails ici au lieu de les envoyer.
    .emptyText = Il n’y a pas encore d’e-mail.
    .recipientText = À
    .senderText = De
    .codeText = { email.codeLabel }
    .linkText = Suivre le lien
    .htmlText = En HTML

## E-mails. $days, $hours and $minutes are numbers.

email =
    .greeting = Bonjour { $userName },
    .greetingPlain = Bonjour,
    .linkHelp = Si le bouton ne fonctionne pas, ouvrez ce lien dans votre navigateur :
    .codeLabel = Votre code
    .linkExpiresInDays =
        { $days ->
            [one] Le lien fonctionne une seule fois, pendant { $days } jour.
           *[other] Le lien fonctionne une seule fois, pendant { $days } jours.
        }
    .linkExpiresInHours =
        { $hours ->
            [one] Le lien fonctionne une seule fois, pendant { $hours } heure.
           *[other] Le lien fonctionne une seule fois, pendant { $hours } heures.
        }
    .linkExpiresInMinutes =
        { $minutes ->
            [one] Le lien fonctionne une seule fois, pendant { $minutes } minute.
           *[other] Le lien fonctionne une seule fois, pendant { $minutes } minutes.
        }
    .codeExpiresInMinutes =
        { $minutes ->
            [one] Le code fonctionne pendant { $minutes } minute.
           *[other] Le code fonctionne pendant { $minutes } minutes.
        }
    .keepCodeSecret = Ne donnez ce code à personne. Nous ne le demandons jamais par téléphone ni par e-mail.
    .footer = { $tenantName } a envoyé cet e-mail à { $email }.
    .supportText = Besoin d’aide ?

email-verify_email =
    .subject = Confirmez votre adresse e-mail pour { $tenantName }
    .preheader = Un clic, et votre compte est prêt.
    .heading = Confirmez votre adresse e-mail
    .body = Vous avez un compte chez { $tenantName } avec l’adresse { $email }. Veuillez confirmer que cette adresse est la vôtre.
    .buttonText = Confirmer l’adresse
    .ignore = Si vous n’avez pas créé de compte, ignorez cet e-mail. Personne ne peut utiliser votre adresse sans ce lien.
    .footer = { email.footer }

email-verify_email_by_code =
    .subject = Votre code pour { $tenantName }
    .preheader = Saisissez le code pour confirmer votre adresse e-mail.
    .heading = Confirmez votre adresse e-mail
    .body = Saisissez ce code sur la page qui l’a demandé, pour confirmer que { $email } est votre adresse.
    .buttonText = { email.codeLabel }
    .ignore = Si vous n’avez pas demandé ce code, ignorez cet e-mail. Personne ne peut utiliser votre adresse sans le code.
    .footer = { email.footer }

email-reset_email =
    .subject = Définissez un nouveau mot de passe pour { $tenantName }
    .preheader = Le lien de cet e-mail vous permet de choisir un nouveau mot de passe.
    .heading = Définissez un nouveau mot de passe
    .body = Vous avez demandé un nouveau mot de passe pour votre compte { $email } chez { $tenantName }.
    .buttonText = Définir un nouveau mot de passe
    .ignore = Si vous ne l’avez pas demandé, ignorez cet e-mail. Votre mot de passe reste le même.
    .footer = { email.footer }

email-reset_email_by_code =
    .subject = Votre code pour un nouveau mot de passe chez { $tenantName }
    .preheader = Saisissez le code pour choisir un nouveau mot de passe.
    .heading = Définissez un nouveau mot de passe
    .body = Vous avez demandé un nouveau mot de passe pour votre compte { $email } chez { $tenantName }. Saisissez ce code sur la page qui l’a demandé.
    .buttonText = { email.codeLabel }
    .ignore = Si vous ne l’avez pas demandé, ignorez cet e-mail. Votre mot de passe reste le même.
    .footer = { email.footer }

email-welcome_email =
    .subject = Bienvenue chez { $tenantName }
    .preheader = Votre compte est prêt.
    .heading = Bienvenue !
    .body = Votre compte { $email } chez { $tenantName } est prêt. Nous sommes heureux de vous accueillir.
    .buttonText = Ouvrir { $clientName }
    .ignore = Si vous n’avez pas créé de compte, veuillez nous prévenir.
    .footer = { email.footer }

email-blocked_account =
    .subject = Votre compte { $tenantName } est bloqué
    .preheader = Il y a eu trop de tentatives de connexion infructueuses.
    .heading = Votre compte est bloqué
    .body = Il y a eu trop de tentatives de connexion infructueuses à votre compte { $email } chez { $tenantName }. Pour le protéger, nous l’avons bloqué pour l’endroit d’où elles venaient.
    .place = La dernière tentative venait de { $city }, { $country } (adresse { $ip }).
    .address = La dernière tentative venait de l’adresse { $ip }.
    .buttonText = Débloquer le compte
    .ignore = Si ce n’était pas vous, vous n’avez rien à faire. Si vous pensez que d’autres connaissent votre mot de passe, définissez-en un nouveau.
    .footer = { email.footer }

email-stolen_credentials =
    .subject = Veuillez changer votre mot de passe { $tenantName }
    .preheader = Votre mot de passe figure dans une fuite de données d’un autre site.
    .heading = D’autres connaissent votre mot de passe
    .body = Le mot de passe de votre compte { $email } chez { $tenantName } figure dans une fuite de données d’un autre site. Définissez-en un nouveau avant de vous reconnecter, et changez-le partout où vous l’utilisez.
    .buttonText = Définir un nouveau mot de passe
    .ignore = Si vous avez déjà changé votre mot de passe, il n’y a plus rien à faire.
    .footer = { email.footer }

email-enrollment_email =
    .subject = Protégez votre compte { $tenantName }
    .preheader = Ajoutez une deuxième preuve à votre compte.
    .heading = Protégez votre compte
    .body = { $tenantName } vous demande d’ajouter une deuxième preuve à votre compte { $email } : quelque chose que vous avez en plus de votre mot de passe.
    .buttonText = Ajouter une deuxième preuve
    .ignore = Si vous ne savez pas pourquoi vous recevez cet e-mail, demandez aux responsables de { $tenantName } avant d’ouvrir le lien.
    .footer = { email.footer }

email-mfa_oob_code =
    .subject = Votre code de connexion pour { $tenantName }
    .preheader = Saisissez le code pour terminer la connexion.
    .heading = Votre code de connexion
    .body = Saisissez ce code sur la page qui l’a demandé, pour terminer la connexion à { $tenantName }.
    .buttonText = { email.codeLabel }
    .ignore = Si vous n’êtes pas en train de vous connecter, d’autres connaissent peut-être votre mot de passe. Définissez-en un nouveau sans tarder.
    .footer = { email.footer }

email-user_invitation =
    .subject = { $inviterName } vous invite à rejoindre { $organizationName }
    .preheader = Acceptez l’invitation pour commencer.
    .heading = Vous avez reçu une invitation
    .body = { $inviterName } vous invite à rejoindre { $organizationName } sur { $clientName }.
    .buttonText = Accepter l’invitation
    .ignore = Si vous ne connaissez pas l’expéditeur, ignorez cet e-mail.
    .footer = { email.footer }

email-password_reset =
    .subject = Votre mot de passe { $tenantName } a été changé
    .preheader = Vous pouvez maintenant vous connecter avec le nouveau mot de passe.
    .heading = Votre mot de passe a été changé
    .body = Le mot de passe de votre compte { $email } chez { $tenantName } a été changé. Toutes vos sessions ont été fermées.
    .buttonText = { -sign-in }
    .ignore = Si ce n’était pas vous, définissez tout de suite un nouveau mot de passe et prévenez les responsables de { $tenantName }.
    .footer = { email.footer }

email-auth_email_by_code =
    .subject = Votre code de connexion pour { $clientName }
    .preheader = Saisissez le code pour vous connecter.
    .heading = Votre code de connexion
    .body = Saisissez ce code sur la page qui l’a demandé, pour vous connecter à { $clientName }.
    .buttonText = { -sign-in }
    .ignore = Si vous n’avez pas demandé ce code, ignorez cet e-mail. Personne ne peut se connecter sans lui.
    .footer = { email.footer }

email-try_provider_configuration_email =
    .subject = E-mail de test de { $tenantName }
    .preheader = Votre fournisseur d’e-mails fonctionne.
    .heading = Cela fonctionne
    .body = { $tenantName } peut envoyer des e-mails par le fournisseur que vous avez configuré. Ceci est un test, il n’y a pas besoin d’y répondre.
    .ignore = Si vous n’êtes pas responsable de { $tenantName }, ignorez cet e-mail.
    .footer = { email.footer }
