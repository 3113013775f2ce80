//! The part of DER (X.690) that reading a certificate needs.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed.
pub(super) const CONTEXT_0: u8 = 0xa0;

/// One value: its tag, its content, and the bytes of both with the length between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DerValue<'a> {
    pub tag: u8,
    pub content: &'a [u8],
    pub whole: &'a [u8],
}

/// Values one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next value; `None` at the end, and where the bytes are not DER.
    pub(super) fn next(&mut self) -> Option<DerValue<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            // No certificate is larger than 16 MiB.
            let n = usize::from(first & 0x7f);
            let bytes = rest.get(..n).filter(|_| (1..=3).contains(&n))?;
            rest = &rest[n..];
            length = bytes.iter().fold(0, |sum, b| (sum << 8) | usize::from(*b));
        }
        let content = rest.get(..length)?;
        let size = self.0.len() - rest.len() + length;
        let (whole, after) = self.0.split_at(size);
        self.0 = after;
        Some(DerValue {
            tag,
            content,
            whole,
        })
    }

    /// The next value, if it has that tag.
    pub(super) fn expect(&mut self, tag: u8) -> Option<DerValue<'a>> {
        self.next().filter(|element| element.tag == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_or_long_and_never_beyond_the_end() {
        let long = [&[SEQUENCE, 0x81, 0x80][..], &[7; 128], &[INTEGER, 1, 9]].concat();
        let mut reader = Reader(&long);
        let first = reader.next().expect("a sequence");
        assert_eq!((first.content.len(), first.whole.len()), (128, 131));
        assert_eq!(reader.expect(INTEGER).expect("a number").content, [9]);
        assert_eq!(reader.next(), None);
        for bad in [
            &[SEQUENCE][..],
            &[SEQUENCE, 1],
            &[SEQUENCE, 0x80],
            &[SEQUENCE, 0x84, 0, 0, 0, 1, 0],
            &[SEQUENCE, 0x82, 1],
            &[SEQUENCE, 0xff, 0, 0],
        ] {
            assert_eq!(Reader(bad).next(), None, "{bad:?}");
        }
    }
}
