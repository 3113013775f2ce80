//! Bytes of the JavaScript heap.

use rquickjs::TypedArray;

/// A copy of the array: what JavaScript does to its own afterwards, growing and detaching included, cannot matter.
#[expect(unsafe_code, reason = "the bindings lend the heap's own memory only")]
pub fn copy(array: &TypedArray<'_, u8>) -> Vec<u8> {
    // SAFETY: no JavaScript runs between lending and copying, so nothing can change or free the memory meanwhile.
    unsafe { array.as_bytes() }.unwrap_or_default().to_vec()
}
