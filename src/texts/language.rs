//! The languages that there are sentences of, and how one is read.

use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use super::arguments::Arguments;
use super::matching::nearest;

type Bundle = FluentBundle<Arc<FluentResource>>;

/// The files, by the tag that the pages' `lang` has. A translation is a file and a row here; English is the first.
pub(super) static FILES: [(&str, &str); 14] = [
    ("en", include_str!("../../assets/texts/en.ftl")),
    ("ar", include_str!("../../assets/texts/ar.ftl")),
    ("de", include_str!("../../assets/texts/de.ftl")),
    ("es", include_str!("../../assets/texts/es.ftl")),
    ("fr", include_str!("../../assets/texts/fr.ftl")),
    ("he", include_str!("../../assets/texts/he.ftl")),
    ("it", include_str!("../../assets/texts/it.ftl")),
    ("ja", include_str!("../../assets/texts/ja.ftl")),
    ("ko", include_str!("../../assets/texts/ko.ftl")),
    ("nl", include_str!("../../assets/texts/nl.ftl")),
    ("pl", include_str!("../../assets/texts/pl.ftl")),
    ("pt", include_str!("../../assets/texts/pt.ftl")),
    ("zh-CN", include_str!("../../assets/texts/zh-CN.ftl")),
    ("zh-TW", include_str!("../../assets/texts/zh-TW.ftl")),
];

static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| FILES.into_iter().map(Language::read).collect());

/// A language with sentences.
pub struct Language {
    code: &'static str,
    /// Variables stand between marks that isolate their direction (U+2068, U+2069).
    marked: Bundle,
    unmarked: Bundle,
}

/// A message and one of its attributes: a screen, and a text key.
pub type Name<'a> = (&'a str, &'a str);

impl Language {
    /// Reads a file, which is part of the program and tested.
    fn read((code, source): (&'static str, &str)) -> Self {
        let resource = FluentResource::try_new(source.to_owned());
        let resource =
            Arc::new(resource.unwrap_or_else(|(_, errors)| panic!("{code}: {errors:?}")));
        let tag: LanguageIdentifier = code.parse().expect("a tag of the table");
        let bundle = |isolates: bool| {
            let mut bundle = Bundle::new_concurrent(vec![tag.clone()]);
            bundle.set_use_isolating(isolates);
            let added = bundle.add_resource(resource.clone());
            added.unwrap_or_else(|errors| panic!("{code}: {errors:?}"));
            bundle
        };
        Self {
            code,
            marked: bundle(true),
            unmarked: bundle(false),
        }
    }

    /// Every language, English first.
    pub fn all() -> &'static [Self] {
        &LANGUAGES
    }

    /// The language that serves readers of `locale`: English, if there is none.
    pub fn of(locale: &str) -> &'static Self {
        let codes = FILES.iter().map(|(code, _)| *code);
        let found = nearest(locale, codes).unwrap_or(FILES[0].0);
        let language = Self::all().iter().find(|known| known.code == found);
        language.unwrap_or(&Self::all()[0])
    }

    /// Its tag: `de`, `zh-TW`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// A sentence for a page or the body of an e-mail. Its variables stand between marks that keep a name that is written
    /// from the right from turning the words around it.
    pub fn text(&self, name: Name<'_>, arguments: &Arguments) -> String {
        found(self.find(name, arguments), name)
    }

    /// The same without the marks: for attributes, titles, subjects and URLs.
    pub fn plain(&self, name: Name<'_>, arguments: &Arguments) -> String {
        found(self.find_plain(name, arguments), name)
    }

    /// [`Language::text`], if the screen has that key.
    pub fn find(&self, name: Name<'_>, arguments: &Arguments) -> Option<String> {
        let format = |language: &Self| format(&language.marked, name, arguments);
        format(self).or_else(|| format(&Self::all()[0]))
    }

    /// [`Language::plain`], if the screen has that key.
    pub fn find_plain(&self, name: Name<'_>, arguments: &Arguments) -> Option<String> {
        let format = |language: &Self| format(&language.unmarked, name, arguments);
        format(self).or_else(|| format(&Self::all()[0]))
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.code).finish()
    }
}

/// A sentence that is missing is a defect; its key is shown, so that the page can still be used.
fn found(sentence: Option<String>, (screen, key): Name<'_>) -> String {
    debug_assert!(sentence.is_some(), "no text {screen}.{key}");
    sentence.unwrap_or_else(|| {
        tracing::error!(screen, key, "a sentence is missing");
        key.to_owned()
    })
}

fn format(bundle: &Bundle, (screen, key): Name<'_>, arguments: &Arguments) -> Option<String> {
    let pattern = bundle.get_message(screen)?.get_attribute(key)?.value();
    let mut errors = vec![];
    let arguments = arguments.fluent();
    let sentence = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
    if !errors.is_empty() {
        debug_assert!(false, "{screen}.{key}: {errors:?}");
        tracing::error!(screen, key, ?errors, "a sentence lacks a variable");
    }
    Some(sentence.into_owned())
}
