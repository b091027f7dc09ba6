//! Enums of events.

/// An enum whose arms are events, told by their names.
///
/// Each arm holds a type that is an [`Event`](crate::Event) of the provider, and says by which names it is meant:
/// the whole name (`"invoice.paid"`), a name without its action where the provider has actions (`"issues"`), or
/// all names that begin so (`"invoice.*"`). `Json<T>` and `Data<T>` stand for [`Json`](crate::Json) and
/// [`Data`](crate::Data) of any type that `serde` can make, also of another crate.
///
/// What happens to all other events has to be said. With an arm of its own, behind a semicolon, they are handed to
/// the handler; with `_` they are answered as accepted, and the handler is not run.
///
/// ```
/// use countersign::providers::Stripe;
/// use countersign::{Verified, events};
///
/// #[derive(serde::Deserialize)]
/// pub struct Invoice {
///     amount_paid: i64,
/// }
///
/// events! {
///     /// What billing wants to know.
///     pub enum Billing: Stripe {
///         Paid(Data<Invoice>) = "invoice.paid" | "invoice.payment_succeeded",
///         Failed(Json<serde_json::Value>) = "payment_intent.payment_failed",
///         ; Other
///     }
/// }
///
/// fn on_billing(event: &Verified<Billing>) -> i64 {
///     match &**event {
///         Billing::Paid(invoice) => invoice.amount_paid,
///         Billing::Failed(_) | Billing::Other => 0,
///     }
/// }
/// ```
#[macro_export]
macro_rules! events {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident: $provider:ty {
            $($body:tt)*
        }
    ) => {
        $crate::__events! { @arms [$(#[$meta])* $vis enum $name: $provider] [] $($body)* }
    };
}

/// What [`events!`](macro@crate::events) is made of.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    (@arms $head:tt [$($arms:tt)*] $(#[$meta:meta])* $arm:ident(Json<$type:ty>) = $($event:literal)|+, $($rest:tt)*) => {
        $crate::__events! { @arms $head [$($arms)* { $(#[$meta])* $arm [Json $type] [$($event)+] }] $($rest)* }
    };
    (@arms $head:tt [$($arms:tt)*] $(#[$meta:meta])* $arm:ident(Data<$type:ty>) = $($event:literal)|+, $($rest:tt)*) => {
        $crate::__events! { @arms $head [$($arms)* { $(#[$meta])* $arm [Data $type] [$($event)+] }] $($rest)* }
    };
    (@arms $head:tt [$($arms:tt)*] $(#[$meta:meta])* $arm:ident($type:ty) = $($event:literal)|+, $($rest:tt)*) => {
        $crate::__events! { @arms $head [$($arms)* { $(#[$meta])* $arm [Event $type] [$($event)+] }] $($rest)* }
    };
    (
        @arms [$(#[$meta:meta])* $vis:vis enum $name:ident: $provider:ty]
        [$({ $(#[$arm_meta:meta])* $arm:ident $type:tt [$($event:literal)+] })*]
        ; _
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$arm_meta])* $arm($crate::__event_type!($provider, $type)),)*
        }

        $crate::__events! { @impl $name $provider [$($arm [$($event)+])*] ::core::result::Result::Err($crate::PayloadError::Unwanted) }
    };
    (
        @arms [$(#[$meta:meta])* $vis:vis enum $name:ident: $provider:ty]
        [$({ $(#[$arm_meta:meta])* $arm:ident $type:tt [$($event:literal)+] })*]
        ; $(#[$other_meta:meta])* $other:ident
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$arm_meta])* $arm($crate::__event_type!($provider, $type)),)*
            $(#[$other_meta])*
            $other,
        }

        $crate::__events! { @impl $name $provider [$($arm [$($event)+])*] ::core::result::Result::Ok($name::$other) }
    };
    (@impl $name:ident $provider:ty [$($arm:ident [$($event:literal)+])*] $otherwise:expr) => {
        impl $crate::Event for $name {
            type Provider = $provider;

            fn parse(
                payload: &$crate::Payload<'_, $provider>,
            ) -> ::core::result::Result<Self, $crate::PayloadError> {
                payload.check_event()?;
                // The name is looked for once.
                let event = payload.is_one_of(&[$($($event),+),*]);
                let Some(mut at) = event else { return $otherwise };
                $(
                    let names = [$($event),+].len();
                    if at < names {
                        return $crate::Event::parse(payload).map(Self::$arm);
                    }
                    at -= names;
                )*
                let _ = at;
                $otherwise
            }
        }
    };
}

/// The type of an arm.
#[doc(hidden)]
#[macro_export]
macro_rules! __event_type {
    ($provider:ty, [Json $type:ty]) => { $crate::Json<$provider, $type> };
    ($provider:ty, [Data $type:ty]) => { $crate::Data<$provider, $type> };
    ($provider:ty, [Event $type:ty]) => { $type };
}
