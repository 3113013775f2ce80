//! The namespaces of the documents that we write and read, each with the one prefix that we write.

macro_rules! namespaces {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal $uri:literal;)+) => {
        /// A namespace and its prefix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Namespace { $($(#[$doc])* $name,)+ }

        impl Namespace {
            /// The prefix that we write.
            pub const fn prefix(self) -> &'static str {
                match self { $(Self::$name => $prefix,)+ }
            }

            /// The namespace's name.
            pub const fn uri(self) -> &'static str {
                match self { $(Self::$name => $uri,)+ }
            }
        }
    };
}

namespaces! {
    /// SAML 2.0 assertions
    Saml = "saml" "urn:oasis:names:tc:SAML:2.0:assertion";
    /// SAML 2.0 protocol
    Samlp = "samlp" "urn:oasis:names:tc:SAML:2.0:protocol";
    /// SAML 2.0 metadata
    Metadata = "md" "urn:oasis:names:tc:SAML:2.0:metadata";
    /// SAML 1.1 assertions
    Saml11 = "saml" "urn:oasis:names:tc:SAML:1.0:assertion";
    /// XML Signature
    Signature = "ds" "http://www.w3.org/2000/09/xmldsig#";
    /// XML Encryption
    Encryption = "xenc" "http://www.w3.org/2001/04/xmlenc#";
    /// Exclusive canonicalization
    Canonical = "ec" "http://www.w3.org/2001/10/xml-exc-c14n#";
    /// WS-Trust of February 2005
    Trust = "t" "http://schemas.xmlsoap.org/ws/2005/02/trust";
    /// WS-Policy, for `AppliesTo`
    Policy = "wsp" "http://schemas.xmlsoap.org/ws/2004/09/policy";
    /// WS-Addressing
    Addressing = "wsa" "http://www.w3.org/2005/08/addressing";
    /// WS-Federation
    Federation = "fed" "http://docs.oasis-open.org/wsfed/federation/200706";
    /// WS-Federation's claim types
    Authorization = "auth" "http://docs.oasis-open.org/wsfed/authorization/200706";
    /// WS-Security utilities: times
    Utility = "wsu" "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    /// XML Schema's types
    Schema = "xs" "http://www.w3.org/2001/XMLSchema";
    /// XML Schema's attributes
    Instance = "xsi" "http://www.w3.org/2001/XMLSchema-instance";
}
