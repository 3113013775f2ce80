//! Scripts in compiled form. Parsing a source takes longer than most Actions run, and each run has a new engine.

use std::ffi::{CString, c_int};
use std::slice;

use rquickjs::{Ctx, Error, Result, Value, qjs};

/// A script, compiled by this process. There is no other way to make one: the engine does not verify what it loads.
pub struct Bytecode(Vec<u8>);

/// Whose a script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Ours. No error names a line of it, and without its source it is loaded faster.
    BuiltIn,
    Tenant,
}

impl Bytecode {
    /// Compiles a script without running it; a syntax error is thrown in `ctx`.
    #[expect(
        unsafe_code,
        reason = "the bindings can compile modules only, and those are always strict"
    )]
    pub fn compile(ctx: &Ctx<'_>, (name, source): (&str, &str), origin: Origin) -> Result<Self> {
        let (name, text) = (CString::new(name)?, CString::new(source)?);
        let flags = c_int::try_from(qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY)
            .map_err(|_| Error::Unknown)?;
        let raw = ctx.as_raw().as_ptr();
        // SAFETY: `raw` is a valid context for as long as `ctx` is borrowed. `text` ends in a zero byte at the length
        // that is given. The compiled function is ours; wrapped in a value, it is freed exactly once.
        let function = unsafe {
            let compiled =
                qjs::JS_Eval(raw, text.as_ptr(), source.len() as _, name.as_ptr(), flags);
            Value::from_raw(ctx.clone(), compiled)
        };
        if function.is_exception() {
            return Err(Error::Exception);
        }
        let stripped = match origin {
            Origin::BuiltIn => qjs::JS_WRITE_OBJ_STRIP_SOURCE | qjs::JS_WRITE_OBJ_STRIP_DEBUG,
            Origin::Tenant => 0,
        };
        let flags = qjs::JS_WRITE_OBJ_BYTECODE | stripped;
        let flags = c_int::try_from(flags).map_err(|_| Error::Unknown)?;
        let mut length = 0;
        // SAFETY: the value lives to the end of this function. The buffer that the engine gives has `length` bytes; it is
        // copied, and given back to the allocator of the same context.
        unsafe {
            let buffer = qjs::JS_WriteObject(raw, &raw mut length, function.as_raw(), flags);
            if buffer.is_null() {
                return Err(Error::Exception);
            }
            let copy = slice::from_raw_parts(buffer, length as usize).to_vec();
            qjs::js_free(raw, buffer.cast());
            Ok(Self(copy))
        }
    }

    /// Runs the script; its last value.
    #[expect(unsafe_code, reason = "the bindings can load modules only")]
    pub fn run<'js>(&self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        let flags = c_int::try_from(qjs::JS_READ_OBJ_BYTECODE).map_err(|_| Error::Unknown)?;
        let raw = ctx.as_raw().as_ptr();
        // SAFETY: the bytes are what `JS_WriteObject` of this process's own engine made. `JS_EvalFunction` takes the
        // function over; its result is ours, and the value frees it once.
        let result = unsafe {
            let function = qjs::JS_ReadObject(raw, self.0.as_ptr(), self.0.len() as _, flags);
            if qjs::JS_VALUE_GET_TAG(function) == qjs::JS_TAG_EXCEPTION {
                return Err(Error::Exception);
            }
            Value::from_raw(ctx.clone(), qjs::JS_EvalFunction(raw, function))
        };
        if result.is_exception() {
            return Err(Error::Exception);
        }
        Ok(result)
    }
}
