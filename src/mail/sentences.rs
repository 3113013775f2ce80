//! What the built-in messages say.

use crate::domain::mail::Message;

/// What sentences name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    pub tenant: &'a str,
    /// The application's name, or the tenant's.
    pub client: &'a str,
    /// The recipient's address.
    pub email: &'a str,
    pub organization: &'a str,
    pub inviter: &'a str,
    /// Where failed attempts came from.
    pub ip: &'a str,
}

/// The sentences of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences {
    pub subject: String,
    /// What mail programs show beside the subject.
    pub preheader: String,
    pub heading: String,
    pub body: String,
    /// On the button of the link.
    pub button: String,
    /// Before the link in full.
    pub link_help: String,
    /// What to do if the message was not expected.
    pub ignore: String,
    pub footer: String,
}

/// The sentences of a message.
pub fn of(message: Message, names: Names<'_>) -> Sentences {
    let Names {
        tenant,
        client,
        email,
        organization,
        inviter,
        ip,
    } = names;
    let [subject, preheader, heading, body, button, ignore] = match message {
        Message::VerifyEmail => [
            format!("Confirm your email address for {tenant}"),
            "One click, and your account is ready.".into(),
            "Confirm your email address".into(),
            format!(
                "You have an account with {tenant} under the address {email}. Please confirm that the address is yours."
            ),
            "Confirm the address".into(),
            "If you have not created an account, ignore this email. Nobody can use your address without this link.".into(),
        ],
        Message::VerifyEmailByCode => [
            format!("Your code for {tenant}"),
            "Type the code to confirm your email address.".into(),
            "Confirm your email address".into(),
            format!("Type this code on the page that asked for it, to confirm that {email} is your address."),
            "Your code".into(),
            "If you have not asked for this code, ignore this email. Nobody can use your address without the code.".into(),
        ],
        Message::ResetEmail => [
            format!("Set a new password for {tenant}"),
            "The link in this email lets you choose a new password.".into(),
            "Set a new password".into(),
            format!("You have asked for a new password for your account {email} with {tenant}."),
            "Set a new password".into(),
            "If you have not asked for it, ignore this email. Your password stays as it is.".into(),
        ],
        Message::ResetEmailByCode => [
            format!("Your code for a new password for {tenant}"),
            "Type the code to choose a new password.".into(),
            "Set a new password".into(),
            format!(
                "You have asked for a new password for your account {email} with {tenant}. Type this code on the page that asked for it."
            ),
            "Your code".into(),
            "If you have not asked for it, ignore this email. Your password stays as it is.".into(),
        ],
        Message::WelcomeEmail => [
            format!("Welcome to {tenant}"),
            "Your account is ready.".into(),
            "Welcome!".into(),
            format!("Your account {email} with {tenant} is ready. It is good to have you here."),
            format!("Open {client}"),
            "If you have not created an account, please tell us.".into(),
        ],
        Message::BlockedAccount => [
            format!("Your {tenant} account is blocked"),
            "There were too many failed attempts to sign in.".into(),
            "Your account is blocked".into(),
            format!(
                "There were too many failed attempts to sign in to your account {email} with {tenant}. To protect it, we have blocked it for the place that they came from. The last attempt came from the address {ip}."
            ),
            "Unblock the account".into(),
            "If it was not you, you need not do anything. If you think that others know your password, set a new one.".into(),
        ],
        Message::StolenCredentials => [
            format!("Please change your {tenant} password"),
            "Your password has appeared in a data leak of another website.".into(),
            "Your password is known to others".into(),
            format!(
                "The password of your account {email} with {tenant} has appeared in a data leak of another website. Set a new password before you sign in again, and do the same wherever else you use it."
            ),
            "Set a new password".into(),
            "If you have changed your password already, there is nothing left to do.".into(),
        ],
        Message::EnrollmentEmail => [
            format!("Protect your {tenant} account"),
            "Add a second proof to your account.".into(),
            "Protect your account".into(),
            format!(
                "{tenant} asks you to add a second proof to your account {email}: something that you have beside your password."
            ),
            "Add a second proof".into(),
            format!("If you do not know why you get this email, ask the people who run {tenant} before you open the link."),
        ],
        Message::MfaOobCode => [
            format!("Your sign-in code for {tenant}"),
            "Type the code to finish signing in.".into(),
            "Your sign-in code".into(),
            format!("Type this code on the page that asked for it, to finish signing in to {tenant}."),
            "Your code".into(),
            "If you are not signing in right now, others may know your password. Set a new one soon.".into(),
        ],
        Message::UserInvitation => [
            format!("{inviter} invites you to {organization}"),
            "Accept the invitation to begin.".into(),
            "You are invited".into(),
            format!("{inviter} invites you to join {organization} on {client}."),
            "Accept the invitation".into(),
            "If you do not know the sender, ignore this email.".into(),
        ],
        Message::PasswordReset => [
            format!("Your {tenant} password has been changed"),
            "You can now sign in with the new password.".into(),
            "Your password has been changed".into(),
            format!("The password of your account {email} with {tenant} has been changed. You have been signed out everywhere."),
            "Sign in".into(),
            format!("If it was not you, set a new password at once and tell the people who run {tenant}."),
        ],
        Message::AuthEmailByCode => [
            format!("Your sign-in code for {client}"),
            "Type the code to sign in.".into(),
            "Your sign-in code".into(),
            format!("Type this code on the page that asked for it, to sign in to {client}."),
            "Sign in".into(),
            "If you have not asked for this code, ignore this email. Nobody can sign in without it.".into(),
        ],
        Message::TryProvider => [
            format!("Test email from {tenant}"),
            "Your email provider works.".into(),
            "It works".into(),
            format!(
                "{tenant} can send email through the provider that you have set up. This is a test, and needs no answer."
            ),
            String::new(),
            format!("If you do not run {tenant}, ignore this email."),
        ],
    };
    Sentences {
        subject,
        preheader,
        heading,
        body,
        button,
        link_help: "If the button does not work, open this link in your browser:".into(),
        ignore,
        footer: format!("{tenant} sent this email to {email}."),
    }
}
