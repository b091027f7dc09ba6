//! Both frameworks, each on a port of its own.

use std::net::SocketAddr;
use std::sync::mpsc;

use actix_web::dev::ServerHandle;
use actix_web::web::ServiceConfig;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server under test. It stops when it is dropped.
pub(crate) struct Server {
    pub(crate) framework: &'static str,
    pub(crate) address: SocketAddr,
    stop: Stop,
}

enum Stop {
    Actix(ServerHandle),
    Axum(JoinHandle<()>),
}

impl Server {
    pub(crate) async fn of_axum(router: axum::Router) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async {
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.expect("a server");
        });
        Self { framework: "axum", address, stop: Stop::Axum(serving) }
    }

    pub(crate) fn of_actix(configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let app = move || actix_web::App::new().configure(configure.clone());
                let server = actix_web::HttpServer::new(app).workers(1).disable_signals();
                let server = server.bind(("127.0.0.1", 0)).expect("a free port");
                let address = server.addrs()[0];
                let server = server.run();
                sender.send((address, server.handle())).expect("a test that waits");
                server.await.expect("a server");
            });
        });
        let (address, handle) = receiver.recv().expect("a server");
        Self { framework: "actix", address, stop: Stop::Actix(handle) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        match &self.stop {
            Stop::Actix(handle) => drop(handle.stop(false)),
            Stop::Axum(serving) => serving.abort(),
        }
    }
}
