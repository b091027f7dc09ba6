//! The receiver, in a process of its own: this binary, run again with its orders in the environment.
//!
//! It says on its standard output where it listens, and ends when its standard input does, so that it never
//! outlives the test.

use std::future::{pending, ready};
use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{panic, process, thread};

use countersign::inbox::{Inbox, Put};
use countersign::providers::GitHub;
use countersign::replay::{Once, OnceError, Record, Store, once};
use countersign::{Raw, Verified, Verifier};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use time::Duration;
use tokio::time::timeout;

use super::effects::Effects;
use super::sender::line_of;
use super::server::Server;
use super::servers::machines::Machine;
use super::servers::places::{Backend, Location, Place, Times};
use super::worker;

/// The variable with its orders.
pub(crate) const ORDERS: &str = "COUNTERSIGN_CRASH_RECEIVER";

/// How long the claims of the dead hold.
const LEASE: Duration = Duration::milliseconds(100);

/// How long it waits for the database.
pub(crate) const PATIENCE: Duration = Duration::SECOND;

/// What it is to do.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Orders {
    pub(crate) location: Location,
    pub(crate) way: Way,
    pub(crate) framework: Framework,
    pub(crate) secret: String,
    /// Where a handler stops for good, and says so: at a point, when it comes there for this time.
    pub(crate) halt: Option<(Point, u64)>,
}

/// How it has an effect once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Way {
    /// Wrongly: into an inbox, after the answer.
    AnswerFirst,
    /// By a worker of an inbox, which records it after the effect.
    Inbox,
    /// The same in one transaction with the record, and one after the other of each line of the sender's.
    InboxInOrder,
    /// By a worker of an inbox, in one transaction with the record.
    InboxInTransaction,
    InTransaction,
    Once,
    /// Wrongly: it records what it has not done yet.
    RecordFirst,
}

impl Way {
    /// Where its receivers are told to halt.
    pub(crate) const fn points(self) -> &'static [Point] {
        use Point::{AfterCommit, AfterEffect, BeforeAnswer, BeforeClaim, BeforeEffect};
        match self {
            Self::AnswerFirst => &[BeforeClaim],
            Self::Inbox | Self::InTransaction | Self::Once | Self::RecordFirst => {
                &[BeforeClaim, BeforeEffect, AfterEffect, BeforeAnswer]
            }
            Self::InboxInOrder | Self::InboxInTransaction => {
                &[BeforeClaim, BeforeAnswer, BeforeEffect, AfterEffect, AfterCommit]
            }
        }
    }

    pub(crate) const fn has_inbox(self) -> bool {
        matches!(self, Self::AnswerFirst | Self::Inbox | Self::InboxInOrder | Self::InboxInTransaction)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Framework {
    Actix,
    Axum,
}

/// Where it can be told to halt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Point {
    /// The delivery is verified, and nothing is known of it.
    BeforeClaim,
    /// It is claimed, by `once` or by a worker, and its effect is to come.
    BeforeEffect,
    /// Its effect was had, and is not recorded, or not committed.
    AfterEffect,
    /// A worker has committed it, and does not know yet.
    AfterCommit,
    /// All is recorded, or in the inbox, and the answer is to come.
    BeforeAnswer,
}

/// What it says, a line each.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Says {
    ListensOn(std::net::SocketAddr),
    HaltedAt(Point, String),
}

fn say(what: &Says) {
    println!("{}", serde_json::to_string(what).expect("plain data"));
}

/// Runs until its standard input ends.
pub(crate) fn main(orders: &str) {
    let orders: Orders = serde_json::from_str(orders).expect("orders");
    let print = panic::take_hook();
    // A panic in a handler is not to pass for a lost connection.
    panic::set_hook(Box::new(move |info| {
        print(info);
        process::abort();
    }));
    thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (server, receiver) = serve(orders).await;
        say(&Says::ListensOn(server.address));
        // Only now, since it may halt at once: at what the one before has left.
        match receiver.inbox.clone() {
            Some(inbox) => worker::work(inbox, receiver).await,
            None => pending().await,
        }
    })
}

async fn serve(orders: Orders) -> (Server, Receiver) {
    let verifier = Verifier::new(&*orders.secret).expect("a secret");
    let framework = orders.framework;
    let receiver = Receiver::new(orders).await;
    let handling = receiver.clone();
    let server = match framework {
        Framework::Actix => Server::of_actix(move |config| in_actix::configure(&handling, &verifier, config)),
        Framework::Axum => Server::of_axum(in_axum::router(handling, verifier)).await,
    };
    (server, receiver)
}

#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) way: Way,
    /// Where the effect is in a transaction.
    machine: Option<Machine>,
    store: Arc<dyn Store>,
    inbox: Option<Inbox>,
    pub(crate) effects: Effects,
    halt: Option<(Point, u64)>,
    passed: Arc<AtomicU64>,
}

impl Receiver {
    /// The database need not answer yet.
    async fn new(orders: Orders) -> Self {
        let place = Place::at(orders.location);
        let times = Times { lease: LEASE, timeout: PATIENCE, ..Times::default() };
        Self {
            way: orders.way,
            machine: match place.backend() {
                Backend::Postgres | Backend::Sqlite => Some(Machine::of(&place).await),
                Backend::Memory | Backend::Redis => None,
            },
            store: place.store_with(times).await,
            inbox: match orders.way.has_inbox() {
                true => Some(place.inbox().await.timeout(PATIENCE)),
                false => None,
            },
            effects: Effects::of(&place).await,
            halt: orders.halt,
            passed: Arc::default(),
        }
    }

    pub(crate) fn machine(&self) -> &Machine {
        self.machine.as_ref().expect("a database with transactions")
    }

    fn inbox(&self) -> &Inbox {
        self.inbox.as_ref().expect("an inbox")
    }

    /// `201` if the effect was had now, `200` if before. Of an inbox, if it was stored.
    async fn handle(&self, event: &Verified<Raw<GitHub>>) -> StatusCode {
        let name = str::from_utf8(event.body()).expect("a name");
        if self.way == Way::AnswerFirst {
            return self.answer_first(event, name.to_owned());
        }
        self.at(Point::BeforeClaim, name).await;
        let record = match self.way {
            Way::AnswerFirst | Way::Inbox | Way::InboxInOrder | Way::InboxInTransaction => {
                self.put(event, name).await
            }
            Way::InTransaction => self.in_transaction(event, name).await,
            Way::Once => self.once(event, name).await,
            Way::RecordFirst => self.record_first(event, name).await,
        };
        match record {
            Ok(Record::First) => {
                self.at(Point::BeforeAnswer, name).await;
                StatusCode::CREATED
            }
            Ok(Record::Repeated) => StatusCode::OK,
            Err(status) => status,
        }
    }

    async fn in_transaction(&self, event: &Verified<Raw<GitHub>>, name: &str) -> Result<Record, StatusCode> {
        let mut open = in_time(self.machine().begin()).await?;
        let record = open.once_in(event).await.map_err(|error| error.status())?;
        if record == Record::First {
            self.at(Point::BeforeEffect, name).await;
            in_time(open.effect(name)).await?;
            self.at(Point::AfterEffect, name).await;
        }
        in_time(open.commit()).await?;
        Ok(record)
    }

    async fn put(&self, event: &Verified<Raw<GitHub>>, name: &str) -> Result<Record, StatusCode> {
        let put = match self.way {
            Way::InboxInOrder => self.inbox().put_in_order(event, line_of(name)).await,
            _ => self.inbox().put(event).await,
        };
        match put.map_err(|error| error.status())? {
            Put::Stored(_) => Ok(Record::First),
            Put::Repeated => Ok(Record::Repeated),
        }
    }

    fn answer_first(&self, event: &Verified<Raw<GitHub>>, name: String) -> StatusCode {
        let (receiver, put) = (self.clone(), self.inbox().put(event));
        tokio::spawn(async move {
            receiver.at(Point::BeforeClaim, &name).await;
            let _ = put.await;
        });
        StatusCode::ACCEPTED
    }

    async fn once(&self, event: &Verified<Raw<GitHub>>, name: &str) -> Result<Record, StatusCode> {
        let work = async {
            self.at(Point::BeforeEffect, name).await;
            in_time(self.effects.have(event.receipt().idempotency_key(), name)).await?;
            self.at(Point::AfterEffect, name).await;
            Ok(())
        };
        record_of(once(&*self.store, event, work).await)
    }

    async fn record_first(&self, event: &Verified<Raw<GitHub>>, name: &str) -> Result<Record, StatusCode> {
        let record = record_of(once(&*self.store, event, ready(Ok(()))).await)?;
        if record == Record::First {
            self.at(Point::BeforeEffect, name).await;
            in_time(self.effects.have(event.receipt().idempotency_key(), name)).await?;
            self.at(Point::AfterEffect, name).await;
        }
        Ok(record)
    }

    /// Passes a point, or halts there. So does what comes after it, where it was answered already.
    pub(crate) async fn at(&self, point: Point, name: &str) {
        let Some((_, times)) = self.halt.filter(|(halt, _)| *halt == point) else { return };
        let passed = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        if passed == times {
            say(&Says::HaltedAt(point, name.to_owned()));
        }
        if passed == times || (passed > times && self.way == Way::AnswerFirst) {
            pending().await
        }
    }
}

fn record_of(once: Result<Once<()>, OnceError<StatusCode>>) -> Result<Record, StatusCode> {
    match once {
        Ok(Once::Done(())) => Ok(Record::First),
        Ok(Once::Repeated) => Ok(Record::Repeated),
        Err(OnceError::Work(status)) => Err(status),
        Err(error) => Err(error.status()),
    }
}

/// What a database answers in time, or `503`.
pub(crate) async fn in_time<T, E>(call: impl Future<Output = Result<T, E>>) -> Result<T, StatusCode> {
    let answer = timeout(PATIENCE.unsigned_abs(), call).await;
    answer.ok().and_then(Result::ok).ok_or(StatusCode::SERVICE_UNAVAILABLE)
}

mod in_axum {
    use axum::Router;
    use axum::extract::State;
    use axum::routing::post;

    use super::*;

    #[derive(Clone, axum::extract::FromRef)]
    struct App {
        receiver: Receiver,
        verifier: Verifier<GitHub>,
    }

    async fn on(State(receiver): State<Receiver>, event: Verified<Raw<GitHub>>) -> StatusCode {
        receiver.handle(&event).await
    }

    pub(super) fn router(receiver: Receiver, verifier: Verifier<GitHub>) -> Router {
        Router::new().route("/github", post(on)).with_state(App { receiver, verifier })
    }
}

mod in_actix {
    use actix_web::HttpResponse;
    use actix_web::web::{self, Data, ServiceConfig};

    use super::*;

    async fn on(receiver: Data<Receiver>, event: Verified<Raw<GitHub>>) -> HttpResponse {
        let status = receiver.handle(&event).await.as_u16();
        HttpResponse::build(actix_web::http::StatusCode::from_u16(status).expect("a status")).finish()
    }

    pub(super) fn configure(receiver: &Receiver, verifier: &Verifier<GitHub>, config: &mut ServiceConfig) {
        config.app_data(Data::new(receiver.clone())).app_data(verifier.clone());
        config.service(web::resource("/github").route(web::post().to(on)));
    }
}
