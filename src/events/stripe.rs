//! Events of Stripe.
