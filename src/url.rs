//! The URL under which a sender knows an endpoint.

use http::Uri;
use http::uri::PathAndQuery;

use crate::KeyError;
use crate::part::UrlForm;

/// The configured URL, taken apart for the forms in which senders sign it.
#[derive(Clone)]
pub(crate) struct PublicUrl {
    scheme: String,
    /// User name and password, with the `@` behind them.
    userinfo: String,
    host: String,
    port: Option<u16>,
    /// The path, where the configured URL has one.
    path: Option<String>,
}

impl PublicUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, KeyError> {
        let uri: Uri = text.parse().map_err(|_| KeyError::PublicUrl)?;
        let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(KeyError::PublicUrl);
        };
        let (userinfo, place) = authority.as_str().rsplit_once('@').unwrap_or(("", authority.as_str()));
        let port = authority.port_u16();
        if port.is_none() && place != authority.host() {
            return Err(KeyError::PublicUrl);
        }
        let after_authority = &text[text.find("://").map_or(0, |at| at + 3) + authority.as_str().len()..];
        Ok(Self {
            scheme: scheme.to_owned(),
            userinfo: if userinfo.is_empty() { String::new() } else { format!("{userinfo}@") },
            host: authority.host().to_owned(),
            port,
            path: after_authority.starts_with('/').then(|| uri.path().to_owned()),
        })
    }

    /// The URL as the sender signs it for a request to `target`.
    pub(crate) fn signed(&self, target: &PathAndQuery, form: UrlForm) -> String {
        let Self { scheme, userinfo, host, .. } = self;
        let port = match form {
            UrlForm::AsConfigured | UrlForm::WithoutQuery | UrlForm::WithoutQueryOrSlash => self.port,
            UrlForm::WithPort | UrlForm::WithPortQuoted => {
                Some(self.port.unwrap_or(if scheme == "https" { 443 } else { 80 }))
            }
            UrlForm::WithoutPort | UrlForm::WithoutPortQuoted => None,
        };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let path = self.path.as_deref().unwrap_or_else(|| target.path());
        let path = if path == "/" && form == UrlForm::WithoutQueryOrSlash { "" } else { path };
        let query = match target.query() {
            Some(query) if form.has_query() => match form {
                UrlForm::WithPortQuoted | UrlForm::WithoutPortQuoted => {
                    format!("?{}", query.replace('\'', "%27"))
                }
                _ => format!("?{query}"),
            },
            _ => String::new(),
        };
        format!("{scheme}://{userinfo}{host}{port}{path}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_written_in_every_form() {
        // (configured, target, form, signed)
        let cases = [
            ("https://a.example", "/p?q=1", UrlForm::AsConfigured, "https://a.example/p?q=1"),
            ("https://a.example/x", "/p?q=1", UrlForm::AsConfigured, "https://a.example/x?q=1"),
            ("https://a.example/", "/", UrlForm::AsConfigured, "https://a.example/"),
            ("https://u:p@a.example/", "/", UrlForm::WithPort, "https://u:p@a.example:443/"),
            ("http://a.example:1234", "/p", UrlForm::WithPort, "http://a.example:1234/p"),
            ("http://a.example:1234", "/p", UrlForm::WithoutPort, "http://a.example/p"),
            ("http://[::1]:8080", "/p", UrlForm::WithoutPort, "http://[::1]/p"),
            ("http://a.example", "/p?q='", UrlForm::WithPortQuoted, "http://a.example:80/p?q=%27"),
            ("https://a.example", "/p?q='", UrlForm::WithoutQuery, "https://a.example/p"),
            ("https://a.example", "/?q=1", UrlForm::WithoutQuery, "https://a.example/"),
            ("https://a.example", "/?q=1", UrlForm::WithoutQueryOrSlash, "https://a.example"),
            ("https://a.example/", "/p", UrlForm::WithoutQueryOrSlash, "https://a.example"),
            ("https://a.example:1", "/p/?q=1", UrlForm::WithoutQueryOrSlash, "https://a.example:1/p/"),
        ];
        for (configured, target, form, expected) in cases {
            let url = PublicUrl::parse(configured).unwrap();
            assert_eq!(url.signed(&target.parse().unwrap(), form), expected, "{configured} {form:?}");
        }
    }

    #[test]
    fn only_an_absolute_http_url_is_one() {
        let ports = [
            "https://a.example:99999/",
            "https://u:p@a.example:x",
            "https://[::1]:",
            "https://a.example:80,b/",
        ];
        for text in ["", "/hook", "example.com", "ftp://example.com/", "https://", "https:///x"]
            .into_iter()
            .chain(ports)
        {
            assert!(PublicUrl::parse(text).is_err(), "{text}");
        }
    }
}
