//! Events of EcholoN. <https://www.echolon.de/en/what-is-a-webhook/>
//!
//! The sender reads the answer: the case's reference goes back in it.

use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Echolon;

record! {
    /// A call for service. What it holds is configured at the sender; these are the fields of EcholoN's own example.
    pub struct Event {
        /// The machine's serial number.
        pub serial_number: Option<String> = "serialNumber",
        /// What the machine reports, by its code.
        pub error: Option<String>,
    }
}

impl crate::Event for Event {
    type Provider = Echolon;

    fn parse(payload: &Payload<'_, Echolon>) -> Result<Self, PayloadError> {
        record::json(payload)
    }
}
