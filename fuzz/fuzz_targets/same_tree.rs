//! What we accept, libxml2 reads as the same tree: service providers and the tools around them use it, and a document that
//! two readers understand differently is how signatures come to cover something else than what is read.

#![no_main]

use std::ffi::{c_char, c_int, c_void};
use std::ptr;

use bergshamra_c14n::{C14nMode, canonicalize};
use footbridge::xml::Document;
use libfuzzer_sys::fuzz_target;

#[link(name = "xml2")]
unsafe extern "C" {
    fn xmlReadMemory(text: *const c_char, length: c_int, url: *const c_char, encoding: *const c_char, options: c_int) -> *mut c_void;
    fn xmlC14NDocDumpMemory(
        document: *mut c_void,
        nodes: *mut c_void,
        mode: c_int,
        inclusive: *mut *mut u8,
        with_comments: c_int,
        out: *mut *mut u8,
    ) -> c_int;
    fn xmlFreeDoc(document: *mut c_void);
}
unsafe extern "C" {
    fn free(memory: *mut c_void);
}

/// `XML_PARSE_NOERROR`, `XML_PARSE_NOWARNING`, `XML_PARSE_NONET`; a document that is only recovered from is none.
const OPTIONS: c_int = 1 << 5 | 1 << 6 | 1 << 11;
const EXCLUSIVE: c_int = 1;

fuzz_target!(|text: &[u8]| {
    if Document::parse(text).is_err() {
        return;
    }
    let ours = std::str::from_utf8(text).expect("only UTF-8 is accepted");
    let ours = ours.strip_prefix('\u{feff}').unwrap_or(ours);
    let ours = canonicalize::<&str>(ours, C14nMode::Exclusive, None, &[]).expect("what is accepted has a canonical form");
    match libxml2(text) {
        Theirs::Form(theirs) => assert!(
            ours == theirs,
            "two trees:\n{}\n{}",
            String::from_utf8_lossy(&ours),
            String::from_utf8_lossy(&theirs)
        ),
        Theirs::Refused => panic!("libxml2 refuses what we accept"),
        Theirs::NoForm => {}
    }
});

enum Theirs {
    Refused,
    /// It has a tree but no canonical form: relative names of namespaces.
    NoForm,
    Form(Vec<u8>),
}

fn libxml2(text: &[u8]) -> Theirs {
    let length = c_int::try_from(text.len()).expect("far below the bound");
    // SAFETY: the pointers are to `text` and to nothing; the document and its form are freed once, here.
    unsafe {
        let document = xmlReadMemory(text.as_ptr().cast(), length, ptr::null(), ptr::null(), OPTIONS);
        if document.is_null() {
            return Theirs::Refused;
        }
        let mut out = ptr::null_mut();
        let size = xmlC14NDocDumpMemory(document, ptr::null_mut(), EXCLUSIVE, ptr::null_mut(), 0, &raw mut out);
        xmlFreeDoc(document);
        let Ok(size) = usize::try_from(size) else {
            return Theirs::NoForm;
        };
        let form = std::slice::from_raw_parts(out, size).to_vec();
        free(out.cast());
        Theirs::Form(form)
    }
}
