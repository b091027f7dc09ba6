//! <https://www.mercadopago.com.mx/developers/en/docs/order/online-payments/notifications>

use crate::message::parameters;
use crate::{Head, Layout, Part, Provider, Scheme, Source};

/// Mercado Pago notifications. The secret is the signature of the integration.
///
/// The body is not signed: fetch what `data.id` in the query names. `X-Request-Id` is signed, so no proxy
/// may put its own in its place. The time is signed and not checked, as some examples count seconds and others
/// milliseconds. Notifications of QR codes and of IPN are not signed.
///
/// Repetitions are told by `X-Request-Id` and the time. Whether what is tried again has the same ones is not documented.
#[derive(Debug, Clone, Copy)]
pub enum MercadoPago {}

impl Provider for MercadoPago {
    const SCHEME: Scheme = Scheme::hmac_sha256("mercado_pago", "x-signature")
        .layout(Layout::Pairs(',', "v1"))
        .signs(&[
            Part::ComputedOfHead(id),
            REQUEST,
            Part::Header("x-request-id"),
            END,
            Part::ComputedOfHead(time),
        ])
        // Mercado Pago is of two minds about upper case in the id, and leaves out what is not there.
        .or_signs(&[
            &[
                Part::ComputedOfHead(lower_id),
                REQUEST,
                Part::Header("x-request-id"),
                END,
                Part::ComputedOfHead(time),
            ],
            &[Part::ComputedOfHead(id), Part::ComputedOfHead(time)],
            &[Part::ComputedOfHead(lower_id), Part::ComputedOfHead(time)],
        ])
        .id(Source::Field("/id"))
        .event(Source::First(&[
            Source::Field("/action"),
            Source::Field("/type"),
            Source::Query("type"),
            Source::Query("topic"),
        ]))
        .time(Source::Field("/date_created"))
        .account(Source::Field("/user_id"))
        .version(Source::Field("/api_version"))
        .data("/data");
}

const REQUEST: Part = Part::Literal("request-id:");
const END: Part = Part::Literal(";");

/// `id:` and the query's `data.id`, or nothing without one.
fn id(head: &Head) -> Option<Vec<u8>> {
    let query = head.target.query().unwrap_or_default();
    let mut ids = parameters(query.as_bytes())?.filter(|(name, _)| name == "data.id");
    match (ids.next(), ids.next()) {
        (None, _) => Some(Vec::new()),
        (Some((_, id)), None) if id.is_empty() => Some(Vec::new()),
        (Some((_, id)), None) if !id.contains(';') => Some(format!("id:{id};").into()),
        _ => None,
    }
}

fn lower_id(head: &Head) -> Option<Vec<u8>> {
    id(head).map(|id| id.to_ascii_lowercase())
}

/// `ts:` and the time beside the tag.
fn time(head: &Head) -> Option<Vec<u8>> {
    let text = head.headers.get("x-signature")?.to_str().ok()?;
    let mut times = text.split(',').filter_map(|pair| pair.trim().strip_prefix("ts="));
    match (times.next()?, times.next()) {
        (time, None) if time.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("ts:{time};").into()),
        _ => None,
    }
}
