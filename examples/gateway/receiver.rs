//! What both gateways share: the configuration, the store, and the answers.

use std::collections::{BTreeMap, HashMap};
use std::env;
use std::error::Error;
use std::ffi::OsString;

use countersign::replay::{Memory, Once, OnceError, once};
use countersign::{AnyProvider, KeyError, Label, Raw, Refusal, Scheme, Verified, Verifier, catalogue};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A payload of GitHub's may have 25 MB.
pub(crate) const LIMIT: usize = 25 * 1024 * 1024;

/// One verifier for each scheme of the catalogue that has a secret in the environment.
pub(crate) struct Receiver {
    verifiers: HashMap<&'static str, Verifier<AnyProvider>>,
    store: Memory,
}

impl Receiver {
    /// With secrets from `COUNTERSIGN_<ID>_SECRET`, separated by commas, the newest first; a set of JSON Web Keys
    /// is one. With the feature `https`, keys that the sender publishes are fetched where it is `fetch`.
    ///
    /// `COUNTERSIGN_PUBLIC_URL` is where senders reach the gateway, the address it listens on unless
    /// given. `COUNTERSIGN_<ID>_VERIFY_TOKEN` is for probes that have one, and every other
    /// `COUNTERSIGN_<ID>_<NAME>` is a setting.
    pub(crate) fn from_env(listen: &str) -> Result<Self, Box<dyn Error>> {
        Self::from_variables(&texts(env::vars_os())?, listen)
    }

    fn from_variables(variables: &BTreeMap<String, String>, listen: &str) -> Result<Self, Box<dyn Error>> {
        let public_url = variables.get("COUNTERSIGN_PUBLIC_URL").cloned();
        let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
        let public_url = public_url.trim_end_matches('/');
        let mut verifiers = HashMap::new();
        for scheme in catalogue::ALL {
            let prefix = format!("COUNTERSIGN_{}_", scheme.name().to_uppercase());
            let Some(secrets) = variables.get(&format!("{prefix}SECRET")) else { continue };
            let verifier = verifier(scheme, secrets).map_err(of(&format!("{prefix}SECRET")))?;
            // Whatever stands below its path: or a repetition to another path would be another delivery.
            let verifier = verifier.endpoint(scheme.name());
            let mut verifier = verifier.public_url(public_url).map_err(of("COUNTERSIGN_PUBLIC_URL"))?;
            for (name, value) in variables {
                match name.strip_prefix(&prefix) {
                    Some("VERIFY_TOKEN") => verifier = verifier.verify_token(value).map_err(of(name))?,
                    Some(setting) => verifier = verifier.setting(setting.to_lowercase(), &**value),
                    None => {}
                }
            }
            verifiers.insert(scheme.name(), verifier);
        }
        Ok(Self { verifiers, store: Memory::default() })
    }

    /// The verifier for a path `/hooks/{provider}` or below it.
    pub(crate) fn verifier(&self, path: &str) -> Option<&Verifier<AnyProvider>> {
        self.verifiers.get(path.strip_prefix("/hooks/")?.split('/').next()?)
    }

    /// Handles a delivery once, and answers the sender: a status, and JSON.
    pub(crate) async fn handle(&self, delivery: &Verified<Raw<AnyProvider>>) -> (u16, Value) {
        let receipt = delivery.receipt();
        let text = |label: Option<Label<'_>>| label.map(|label| label.text().to_owned());
        let mut answer = json!({
            "provider": receipt.provider(),
            "event": text(receipt.event()),
            "id": text(receipt.id()),
        });
        let work = async { Ok::<_, std::convert::Infallible>(()) };
        match once(&self.store, delivery, work).await {
            Ok(outcome) => {
                answer["duplicate"] = (outcome == Once::Repeated).into();
                log("accepted", answer.clone());
                (200, answer)
            }
            Err(error) => {
                answer["reason"] = error.to_string().into();
                log("deferred", answer);
                (status(&error), Value::Null)
            }
        }
    }
}

/// The variables that are the gateway's. [`env::vars`] panics at any that is no text, and prints it.
fn texts(variables: impl Iterator<Item = (OsString, OsString)>) -> Result<BTreeMap<String, String>, String> {
    let named = variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let ours = named.filter(|(name, _)| name.starts_with("COUNTERSIGN_"));
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(format!("{name}: it is not UTF-8")),
    })
    .collect()
}

/// What is wrong with a variable.
fn of(name: &str) -> impl Fn(KeyError) -> String {
    move |error| format!("{name}: {error}")
}

fn verifier(scheme: &'static Scheme, secrets: &str) -> Result<Verifier<AnyProvider>, KeyError> {
    #[cfg(feature = "https")]
    if secrets == "fetch" {
        return Verifier::of_fetching(scheme, countersign::fetch::Https::new());
    }
    let is_set = secrets.trim_start().starts_with('{');
    let (first, rest) = secrets.split_once(',').filter(|_| !is_set).unwrap_or((secrets, ""));
    let mut rest = rest.split(',').filter(|secret| !secret.is_empty());
    rest.try_fold(Verifier::of(scheme, first)?, |verifier, secret| verifier.or(secret))
}

fn status(error: &OnceError<std::convert::Infallible>) -> u16 {
    error.status().as_u16()
}

/// The refusal with the answer that is for everybody. What a sender alone wants would tell that it is known here.
pub(crate) fn alike(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Refused(error, _) => error.into(),
        other => other,
    }
}

/// Logs why there was no event.
pub(crate) fn log_refusal(path: &str, refusal: &Refusal) {
    let provider = path.strip_prefix("/hooks/").and_then(|rest| rest.split('/').next());
    let verdict = if matches!(refusal, Refusal::Handshake(_)) { "handshake" } else { "refused" };
    log(verdict, json!({ "provider": provider, "reason": refusal.to_string() }));
}

/// Writes one decision as one line of JSON.
#[expect(clippy::disallowed_methods, reason = "the time of a line in the log")]
pub(crate) fn log(verdict: &str, mut line: Value) {
    line["verdict"] = verdict.into();
    line["at"] = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default().into();
    println!("{line}");
}

/// The address to listen on, from `--listen ADDR`.
pub(crate) fn listen_address() -> Result<String, lexopt::Error> {
    let mut listen = "127.0.0.1:8080".to_owned();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("listen") => listen = arguments.value()?.to_string_lossy().into_owned(),
            other => return Err(other.unexpected()),
        }
    }
    Ok(listen)
}

#[cfg(test)]
mod tests {
    use countersign::Delivery;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_variable_that_is_wrong_is_named_and_not_shown() {
        let github = ("COUNTERSIGN_GITHUB_SECRET", "It's a Secret to Everybody");
        // (name, value, what is said)
        let cases = [
            ("COUNTERSIGN_GITHUB_SECRET", "", "COUNTERSIGN_GITHUB_SECRET: the secret is empty"),
            ("COUNTERSIGN_GITHUB_VERIFY_TOKEN", "", "COUNTERSIGN_GITHUB_VERIFY_TOKEN: the secret is empty"),
            (
                "COUNTERSIGN_PUBLIC_URL",
                "canary",
                "COUNTERSIGN_PUBLIC_URL: the public URL is not an absolute http or https URL",
            ),
        ];
        for (name, value, said) in cases {
            let variables =
                BTreeMap::from([github, (name, value)].map(|(a, b)| (a.to_owned(), b.to_owned())));
            let error = Receiver::from_variables(&variables, "127.0.0.1:8080").err().expect(name);
            assert_eq!(error.to_string(), said);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_named_if_it_is_ours() {
        use std::os::unix::ffi::OsStringExt as _;

        let latin = || OsString::from_vec(b"canary\xff".to_vec());
        let error = texts([("COUNTERSIGN_GITHUB_SECRET".into(), latin())].into_iter()).unwrap_err();
        assert_eq!(error, "COUNTERSIGN_GITHUB_SECRET: it is not UTF-8");
        assert_eq!(texts([("OF_ANOTHER".into(), latin())].into_iter()), Ok(BTreeMap::new()));
    }

    #[test]
    fn a_repetition_to_another_path_is_the_same_delivery() {
        let secret = ("COUNTERSIGN_GITHUB_SECRET".to_owned(), "It's a Secret to Everybody".to_owned());
        let receiver = Receiver::from_variables(&BTreeMap::from([secret]), "127.0.0.1:8080").unwrap();
        let key = |path: &str| {
            let verifier = receiver.verifier(path).unwrap();
            let request = verifier.sign("{}").uri(path.parse().unwrap()).request().unwrap();
            let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
            verifier.verify(delivery).unwrap().receipt().idempotency_key()
        };
        assert_eq!(key("/hooks/github"), key("/hooks/github/again"));
    }
}
