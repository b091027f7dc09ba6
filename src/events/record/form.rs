//! Records of forms.

use std::borrow::Cow;

use form_urlencoded::Parse;
use serde_json::value::RawValue;

use super::{Input, Members, Scalar, Stop, Take, Value, required};
use crate::error::PayloadError;

/// What the fields of a form are.
pub(crate) fn from_form<T: Value>(form: &[u8]) -> Result<T, PayloadError> {
    let pairs = form_urlencoded::parse(form);
    required(&mut Form { pairs, value: Cow::Borrowed("") }).map_err(|Stop| PayloadError::Form)
}

/// A form, which is read like an object of texts.
struct Form<'f> {
    pairs: Parse<'f>,
    value: Cow<'f, str>,
}

impl Input for Form<'_> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        take.members(&mut FormMembers(self))
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        Err(Stop)
    }

    fn stop(&mut self, _: &str) -> Stop {
        Stop
    }
}

struct FormMembers<'a, 'f>(&'a mut Form<'f>);

impl Input for FormMembers<'_, '_> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        take.scalar(Scalar::Text(&self.0.value));
        Ok(())
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        Err(Stop)
    }

    fn stop(&mut self, _: &str) -> Stop {
        Stop
    }
}

impl Members for FormMembers<'_, '_> {
    fn name(&mut self, take: &mut dyn FnMut(&str)) -> Result<bool, Stop> {
        let Some((name, value)) = self.0.pairs.next() else { return Ok(false) };
        self.0.value = value;
        take(&name);
        Ok(true)
    }
}
