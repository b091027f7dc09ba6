//! What has to hold before the signature, where the frameworks say what they know of a connection.

use std::net::IpAddr;

use actix_web::web;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::routing::any;
use countersign::condition::{ClientCertificate, FailureLimit, Https, Networks, Proxies};
use countersign::providers::GitHub;
use countersign::{Connection as Known, Raw, Verified, Verifier};
use time::Duration;

use crate::cases::BODY;
use crate::client::{self, Connection};
use crate::senders::{GITHUB, GITHUB_SECOND, github};
use crate::server::Server;

/// Endpoints, each with what it requires.
fn endpoints() -> Vec<(&'static str, Verifier<GitHub>)> {
    let github = || Verifier::<GitHub>::new(GITHUB).unwrap();
    let here = ["127.0.0.0/8"];
    let elsewhere = || Networks::of(["192.0.2.0/24"]).unwrap();
    let proxies = || Proxies::x_forwarded_for(here).unwrap().x_forwarded_proto();
    vec![
        ("/here", github().requires(Networks::of(here).unwrap())),
        ("/elsewhere", github().requires(elsewhere())),
        ("/behind", github().behind(proxies()).requires(elsewhere())),
        ("/behind/https", github().behind(proxies()).requires(Https)),
        (
            "/behind/certificate",
            github().behind(proxies().client_cert()).requires(ClientCertificate::verified()),
        ),
        (
            "/behind/others",
            github().behind(Proxies::forwarded(["10.0.0.0/8"]).unwrap()).requires(elsewhere()),
        ),
        ("/certificate", github().requires(ClientCertificate::verified())),
        ("/https", github().requires(Https)),
        ("/limited", github().requires(FailureLimit::of(2, Duration::DAY).unwrap())),
        // What is put into the extensions of the request wins over what the framework knows.
        ("/told", github().requires(elsewhere()).requires(Https)),
    ]
}

fn told() -> Known {
    Known::from(IpAddr::from([192, 0, 2, 1])).https()
}

async fn handle(_: Verified<Raw<GitHub>>) -> &'static str {
    "handled"
}

fn router() -> Router {
    let tell = middleware::from_fn(async |mut request: Request, next: Next| {
        if request.uri().path() == "/told" {
            request.extensions_mut().insert(told());
        }
        next.run(request).await
    });
    let routes = endpoints()
        .into_iter()
        .map(|(path, verifier)| Router::new().route(path, any(handle)).with_state(verifier));
    routes.fold(Router::new(), Router::merge).layer(tell)
}

async fn both() -> [Server; 2] {
    let endpoints = endpoints();
    let configure = move |config: &mut web::ServiceConfig| {
        for (path, verifier) in endpoints.clone() {
            let resource = web::resource(path).app_data(verifier).to(handle);
            if path == "/told" {
                config.service(resource.wrap(actix_web::middleware::from_fn(tell)));
            } else {
                config.service(resource);
            }
        }
    };
    [Server::of_axum(router()).await, Server::of_actix(configure)]
}

async fn tell(
    request: actix_web::dev::ServiceRequest,
    next: actix_web::middleware::Next<impl actix_web::body::MessageBody>,
) -> Result<actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>, actix_web::Error> {
    use actix_web::HttpMessage as _;
    request.extensions_mut().insert(told());
    next.call(request).await
}

// Rules 37 to 39.
#[tokio::test]
async fn a_condition_that_is_not_met_refuses_by_the_head_alone() {
    const XFF: &str = "x-forwarded-for";
    let genuine = || github(GITHUB, BODY);
    let certificate: String =
        include_str!("../conditions/client.pem").lines().filter(|line| !line.starts_with('-')).collect();
    let proto = |proto| genuine().header(XFF, "192.0.2.1").header("x-forwarded-proto", proto);
    // (name, path, request, status)
    let cases = [
        ("from here", "/here", genuine(), 200),
        ("from here, with a header", "/here", genuine().header(XFF, "192.0.2.1"), 200),
        ("from here, unsigned", "/here", genuine().without("x-hub-signature-256"), 401),
        ("not from there", "/elsewhere", genuine(), 401),
        ("not from there, with a header", "/elsewhere", genuine().header(XFF, "192.0.2.1"), 401),
        ("not from there, with the other", "/elsewhere", genuine().header("forwarded", "for=192.0.2.1"), 401),
        ("from there by a proxy", "/behind", genuine().header(XFF, "192.0.2.1"), 200),
        ("in two lines", "/behind", genuine().header(XFF, "192.0.2.1").header(XFF, "127.0.0.2"), 200),
        (
            "in two lines, the other way",
            "/behind",
            genuine().header(XFF, "127.0.0.2").header(XFF, "192.0.2.1"),
            200,
        ),
        ("a client that lies", "/behind", genuine().header(XFF, "192.0.2.1").header(XFF, "203.0.113.9"), 401),
        ("a proxy that says nothing", "/behind", genuine(), 401),
        ("junk", "/behind", genuine().header(XFF, b"\xff,\"unknown"), 401),
        ("who is no proxy", "/behind/others", genuine().header("forwarded", "for=192.0.2.1"), 401),
        ("HTTPS up to a proxy", "/behind/https", proto("https"), 200),
        ("HTTP up to a proxy", "/behind/https", proto("http"), 401),
        ("HTTP", "/https", genuine(), 401),
        ("HTTP, with a header", "/https", proto("https"), 401),
        (
            "a certificate up to a proxy",
            "/behind/certificate",
            genuine().header("client-cert", format!(":{certificate}:")),
            200,
        ),
        ("none up to a proxy", "/behind/certificate", genuine(), 401),
        ("no certificate", "/certificate", genuine(), 401),
        (
            "no certificate, with a header",
            "/certificate",
            genuine().header("client-cert", format!(":{certificate}:")),
            401,
        ),
        ("what the server is told", "/told", genuine(), 200),
    ];
    for server in both().await {
        let credentials = genuine().without("x-hub-signature-256").to("/here").send(server.address).await;
        for (name, path, request, status) in &cases {
            let name = format!("{name}, {}", server.framework);
            let request = request.clone().to(path);
            assert_eq!(request.send(server.address).await.status(), *status, "{name}");
            if *status == 401 {
                // Without a byte of its body; and like any other refusal of credentials.
                let mut connection = Connection::open(server.address).await;
                connection.write(&request.head()).await;
                let answer = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: no answer"));
                assert_eq!(answer, credentials, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_source_over_its_limit_is_refused_by_the_head_with_429() {
    for server in both().await {
        let name = server.framework;
        let forged = github(GITHUB_SECOND, BODY).to("/limited");
        for _ in 0..2 {
            assert_eq!(forged.send(server.address).await.status(), 401, "{name}");
        }
        let mut connection = Connection::open(server.address).await;
        connection.write(&forged.head()).await;
        let answer = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: no answer"));
        assert_eq!(answer.status(), 429, "{name}");
        let seconds: u32 = answer.header("retry-after").expect(name).parse().expect(name);
        assert!((43_000..=43_200).contains(&seconds), "{name}: {seconds}");
        assert!(answer.body.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn the_genuine_sender_passes_whatever_fails_at_its_address() {
    for server in both().await {
        let name = server.framework;
        let genuine = github(GITHUB, BODY).to("/limited");
        assert_eq!(genuine.send(server.address).await.status(), 200, "{name}");
        for _ in 0..10 {
            let forged = github(GITHUB_SECOND, BODY).to("/limited");
            assert_eq!(forged.send(server.address).await.status(), 401, "{name}");
        }
        assert_eq!(genuine.send(server.address).await.status(), 200, "{name}");
    }
}

// Nothing is accepted where a server does not say what a condition needs.
#[tokio::test]
async fn a_peer_that_is_not_known_is_refused() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async { axum::serve(listener, router()).await.unwrap() });
    for path in ["/here", "/elsewhere", "/behind", "/https", "/certificate", "/limited"] {
        let request: client::Request = github(GITHUB, BODY).header("x-forwarded-for", "192.0.2.1").to(path);
        assert_eq!(request.send(address).await.status(), 401, "{path}");
    }
    serving.abort();
}

// A server that reads the PROXY protocol, or ends TLS, says what it knows by a type of its own.
#[tokio::test]
async fn a_listener_may_say_what_it_knows() {
    use axum::serve::ListenerExt as _;

    struct Listener(tokio::net::TcpListener);

    impl axum::serve::Listener for Listener {
        type Addr = Known;
        type Io = tokio::net::TcpStream;

        async fn accept(&mut self) -> (Self::Io, Known) {
            (self.0.accept().await.unwrap().0, told())
        }

        fn local_addr(&self) -> std::io::Result<Known> {
            self.0.local_addr().map(Known::from)
        }
    }

    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router().into_make_service_with_connect_info::<Known>();
    let listener = Listener(listener).tap_io(|_| ());
    let serving = tokio::spawn(async { axum::serve(listener, service).await.unwrap() });
    for (path, status) in [("/elsewhere", 200), ("/https", 200), ("/here", 401), ("/certificate", 401)] {
        assert_eq!(github(GITHUB, BODY).to(path).send(address).await.status(), status, "{path}");
    }
    serving.abort();
}
