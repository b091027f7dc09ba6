//! Servers of one thread each, and what that thread takes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::{fs, thread};

use actix_web::web::{PayloadConfig, ServiceConfig};
use actix_web::{App, HttpServer, Route};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::{LIMIT, verifier};

/// A server that runs until the process ends.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// Where the system says how long its thread has run, if it does.
    schedule: Option<PathBuf>,
}

impl Server {
    pub(crate) fn axum(router: Router) -> Self {
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                let address = listener.local_addr().expect("an address");
                send.send(Self { address, schedule: schedule() }).expect("somebody who waits");
                axum::serve(listener, router.layer(DefaultBodyLimit::max(LIMIT))).await
            })
        });
        receive.recv().expect("a server")
    }

    /// With a limit that it has anyway, or another one.
    pub(crate) fn actix(limit: impl Into<Option<usize>>, route: fn() -> Route) -> Self {
        let limit = limit.into();
        let (send, receive) = mpsc::channel();
        let (send_schedule, receive_schedule) = mpsc::channel();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let app = move || {
                    let configure = |config: &mut ServiceConfig| {
                        if let Some(limit) = limit {
                            config.app_data(PayloadConfig::new(limit));
                        }
                    };
                    send_schedule.send(schedule()).expect("somebody who waits");
                    App::new().app_data(verifier()).configure(configure).route("/", route())
                };
                let server = HttpServer::new(app).workers(1).disable_signals();
                let server = server.bind("127.0.0.1:0").expect("a port");
                send.send(server.addrs()[0]).expect("somebody who waits");
                server.run().await
            })
        });
        let address = receive.recv().expect("a server");
        Self { address, schedule: receive_schedule.recv().expect("a worker") }
    }

    /// For how many microseconds its thread has run.
    pub(crate) fn has_run(&self) -> Option<f64> {
        let text = fs::read_to_string(self.schedule.as_ref()?).ok()?;
        Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
    }
}

/// Where Linux says how long this thread has run.
fn schedule() -> Option<PathBuf> {
    let thread = fs::read_link("/proc/thread-self").ok()?;
    Some(Path::new("/proc").join(thread).join("schedstat"))
}
