//! The brokers, each with a queue of the test's own, and how to see what is in it without the client that put it there.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::{env, str};

use async_nats::jetstream;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::handoff::{Handoff, Kafka, Nats, RabbitMq, RedisStream};
use lapin::{Connection, ConnectionProperties};
use libtest_mimic::{Failed, Trial};
use percent_encoding::percent_decode_str;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use rskafka::client::ClientBuilder;
use serde_json::{Value, json};
use time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::client::Request;
use super::servers::proxy::Proxy;
use super::servers::{Kind, Server, is_installed};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Kafka,
    Nats,
    RabbitMq,
    Redis,
}

impl Place {
    pub(crate) const ALL: [Self; 4] = [Self::Kafka, Self::Nats, Self::RabbitMq, Self::Redis];

    const fn name(self) -> &'static str {
        match self {
            Self::Kafka => "kafka",
            Self::Nats => "nats",
            Self::RabbitMq => "rabbitmq",
            Self::Redis => "redis",
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Kafka => Kind::Kafka,
            Self::Nats => Kind::Nats,
            Self::RabbitMq => Kind::RabbitMq,
            Self::Redis => Kind::Redis,
        }
    }

    /// Whether a repetition is not stored again.
    pub(crate) const fn tells_repetitions(self) -> bool {
        matches!(self, Self::Nats | Self::Redis)
    }

    /// A test of this broker. Where it is not installed it is ignored, and in CI it fails.
    pub(crate) fn trial(self, test: &str, run: impl FnOnce() + Send + 'static) -> Trial {
        let is_there = is_installed(self.kind());
        let run = move || {
            if !is_there {
                return Err(Failed::from("its server is not installed"));
            }
            run();
            Ok(())
        };
        let test = test.rsplit("::").next().unwrap_or(test).trim();
        let name = format!("{}::{test}", self.name());
        Trial::test(name, run).with_ignored_flag(!is_there && env::var_os("CI").is_none())
    }
}

/// One server of each kind for all tests, started when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Shared([RwLock<Option<Server>>; 4]);

impl Shared {
    /// With the others that use it.
    pub(crate) fn beside(&self, place: Place, test: impl FnOnce(&Server)) {
        let server = &self.0[place as usize];
        loop {
            if let Some(server) = &*server.read().unwrap_or_else(PoisonError::into_inner) {
                return test(server);
            }
            let mut server = server.write().unwrap_or_else(PoisonError::into_inner);
            server.get_or_insert_with(|| Server::start(place.kind()));
        }
    }

    /// Without anybody else. A server that a failed test does not give back is started again by the next one.
    pub(crate) fn alone(&self, place: Place, test: impl FnOnce(Server) -> Server) {
        let mut server = self.0[place as usize].write().unwrap_or_else(PoisonError::into_inner);
        let taken = server.take().unwrap_or_else(|| Server::start(place.kind()));
        *server = Some(test(taken));
    }
}

/// A stream, a queue or a topic of a test's own.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    pub(crate) place: Place,
    name: String,
    at: Arc<Mutex<At>>,
}

#[derive(Debug, Clone)]
enum At {
    Port(SocketAddr),
    Ports(SocketAddr, SocketAddr),
    Socket(PathBuf),
}

impl At {
    fn of(server: &Server, place: Place) -> Self {
        match place {
            Place::Kafka | Place::Nats => Self::Port(server.address()),
            Place::RabbitMq => Self::Ports(server.address(), server.management()),
            Place::Redis => Self::Socket(server.socket()),
        }
    }

    fn address(&self) -> SocketAddr {
        match self {
            Self::Port(address) | Self::Ports(address, _) => *address,
            Self::Socket(socket) => panic!("{socket:?} is no port"),
        }
    }
}

/// What a broker has of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// The key of Kafka, the message's id elsewhere. Redis has none.
    pub(crate) key: String,
    /// The partition of Kafka.
    pub(crate) partition: Option<usize>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Stored {
    /// A header as it was before it was encoded.
    pub(crate) fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {self:?}"));
        percent_decode_str(value).decode_utf8().unwrap().into_owned()
    }
}

impl Queue {
    pub(crate) fn on(place: Place, server: &Server) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("queue-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self { place, name, at: Arc::new(Mutex::new(At::of(server, place))) }
    }

    /// Another on the same server.
    pub(crate) fn another(&self) -> Self {
        Self { place: self.place, name: format!("{}-other", self.name), at: Arc::clone(&self.at) }
    }

    /// Says where the server is since it was started again.
    pub(crate) fn moved(&self, server: &Server) {
        *self.at.lock().unwrap() = At::of(server, self.place);
    }

    /// A way to it that may hang. It is the way of connections that are made from now on.
    pub(crate) async fn by_proxy(&self) -> Proxy {
        let At::Ports(address, management) = self.at() else { panic!("{self:?} has one port or none") };
        let proxy = Proxy::to_port(address).await;
        *self.at.lock().unwrap() = At::Ports(proxy.address, management);
        proxy
    }

    fn at(&self) -> At {
        self.at.lock().unwrap().clone()
    }

    /// A hand-off to it, with connections of its own.
    pub(crate) async fn handoff(&self) -> Handoff {
        let at = self.at();
        match self.place {
            Place::Kafka => {
                let at = Arc::clone(&self.at);
                let build = move || ClientBuilder::new(vec![at.lock().unwrap().address().to_string()]);
                Handoff::new(Kafka::new(build, self.name.clone()))
            }
            Place::Nats => {
                let soon = |_| std::time::Duration::from_millis(10);
                let options = async_nats::ConnectOptions::new().reconnect_delay_callback(soon);
                let client = options.connect(at.address().to_string()).await.unwrap();
                Handoff::new(Nats::new(jetstream::new(client), self.name.clone()))
            }
            Place::RabbitMq => {
                let at = Arc::clone(&self.at);
                let connect = move || {
                    let uri = format!("amqp://guest:guest@{}/%2f", at.lock().unwrap().address());
                    async move { Connection::connect(&uri, ConnectionProperties::default()).await }
                };
                Handoff::new(RabbitMq::new(connect, "", self.name.clone()))
            }
            Place::Redis => Handoff::new(RedisStream::new(self.redis(), self.name.clone())),
        }
    }

    fn redis(&self) -> ConnectionManager {
        let At::Socket(socket) = self.at() else { panic!("{self:?} is no Redis") };
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_response_timeout(None)
            .set_min_delay(std::time::Duration::from_millis(1))
            .set_max_delay(std::time::Duration::from_millis(10));
        let client = redis::Client::open(format!("redis+unix://{}", socket.display())).unwrap();
        ConnectionManager::new_lazy_with_config(client, config).unwrap()
    }

    /// Makes it.
    pub(crate) async fn make(&self) {
        let name = &self.name;
        match self.place {
            Place::Kafka => {
                let address = self.at().address().to_string();
                kcat(&["-L", "-b", &address, "-t", name]);
            }
            Place::Nats => {
                let stream = json!({ "name": name, "subjects": [name], "storage": "file" });
                let made = self.nats(&format!("$JS.API.STREAM.CREATE.{name}"), &stream).await;
                assert_eq!(made["config"]["duplicate_window"], 120_000_000_000_u64, "{made}");
            }
            Place::RabbitMq => {
                self.rabbitmq("PUT", "", &json!({ "durable": true })).await;
            }
            Place::Redis => {
                let mut make = redis::cmd("XGROUP");
                make.arg("CREATE").arg(name).arg("workers").arg("$").arg("MKSTREAM");
                make.exec_async(&mut self.redis()).await.unwrap();
            }
        }
    }

    /// What is in it.
    pub(crate) async fn stored(&self) -> Vec<Stored> {
        match self.place {
            Place::Kafka => {
                let address = self.at().address().to_string();
                let format = "%p %K:%k%S:%s%h\\x1e";
                read_kcat(&kcat(&["-C", "-e", "-q", "-b", &address, "-t", &self.name, "-f", format]))
            }
            Place::Nats => {
                let info = self.nats(&format!("$JS.API.STREAM.INFO.{}", self.name), &json!({})).await;
                let count = info["state"]["messages"].as_u64().unwrap_or_else(|| panic!("{info}"));
                let mut stored = Vec::new();
                for seq in 1..=count {
                    let get = format!("$JS.API.STREAM.MSG.GET.{}", self.name);
                    stored.push(read_nats(&self.nats(&get, &json!({ "seq": seq })).await["message"]));
                }
                stored
            }
            Place::RabbitMq => {
                let get = json!({ "count": 1000, "ackmode": "ack_requeue_true", "encoding": "base64" });
                let messages = self.rabbitmq("POST", "/get", &get).await;
                messages.as_array().unwrap().iter().map(read_rabbitmq).collect()
            }
            Place::Redis => {
                let mut range = redis::cmd("XRANGE");
                range.arg(&self.name).arg("-").arg("+");
                let entries: Vec<(String, Fields)> = range.query_async(&mut self.redis()).await.unwrap();
                entries.into_iter().map(|(_, fields)| read_redis(fields)).collect()
            }
        }
    }

    /// The bodies that are in it, sorted.
    pub(crate) async fn bodies(&self) -> Vec<String> {
        let stored = self.stored().await.into_iter();
        let mut bodies: Vec<_> = stored.map(|stored| String::from_utf8(stored.body).unwrap()).collect();
        bodies.sort();
        bodies
    }

    /// What NATS answers to a request, by its protocol: <https://docs.nats.io/reference/reference-protocols>.
    async fn nats(&self, subject: &str, request: &Value) -> Value {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let answers = format!("answers.{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut stream = BufReader::new(TcpStream::connect(self.at().address()).await.unwrap());
        let request = request.to_string();
        let length = request.len();
        let said = format!(
            "CONNECT {{\"verbose\":false}}\r\nSUB {answers} 1\r\nPUB {subject} {answers} {length}\r\n{request}\r\n"
        );
        stream.write_all(said.as_bytes()).await.unwrap();
        loop {
            let mut line = String::new();
            assert!(stream.read_line(&mut line).await.unwrap() > 0, "an answer to {subject}");
            if let Some(message) = line.strip_prefix("MSG ") {
                let length = message.trim().rsplit(' ').next().unwrap().parse().unwrap();
                let mut answer = vec![0; length];
                stream.read_exact(&mut answer).await.unwrap();
                return serde_json::from_slice(&answer).unwrap();
            }
        }
    }

    /// What RabbitMQ's management answers about the queue.
    async fn rabbitmq(&self, method: &'static str, what: &str, request: &Value) -> Value {
        let At::Ports(_, management) = self.at() else { panic!("{self:?} is no RabbitMQ") };
        let guest = format!("Basic {}", STANDARD.encode("guest:guest"));
        let request = Request::new(method, &format!("/api/queues/%2f/{}{what}", self.name))
            .header("authorization", guest)
            .header("content-type", "application/json")
            .body(request.to_string());
        let answer = request.send(management).await;
        assert!([200, 201].contains(&answer.status()), "{answer:?}");
        serde_json::from_slice(&answer.body).unwrap_or_default()
    }
}

fn kcat(arguments: &[&str]) -> Vec<u8> {
    let done = Command::new("kcat").args(arguments).output().expect("kcat runs");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// Of `%p %K:%k%S:%s%h\x1e` a message.
fn read_kcat(mut text: &[u8]) -> Vec<Stored> {
    fn until<'a>(text: &mut &'a [u8], end: u8) -> &'a str {
        let at = text.iter().position(|byte| *byte == end).expect("an end");
        let (found, rest) = text.split_at(at);
        *text = &rest[1..];
        str::from_utf8(found).unwrap()
    }
    fn counted<'a>(text: &mut &'a [u8]) -> &'a [u8] {
        let length = until(text, b':').parse().unwrap();
        let (found, rest) = text.split_at(length);
        *text = rest;
        found
    }
    let mut stored = Vec::new();
    while !text.is_empty() {
        let partition = until(&mut text, b' ').parse().unwrap();
        let key = String::from_utf8(counted(&mut text).to_vec()).unwrap();
        let body = counted(&mut text).to_vec();
        // A value may have commas in it.
        let headers = until(&mut text, 0x1e).split(",countersign-").map(|header| {
            let (name, value) = header.split_once('=').expect("a name");
            let name = name.strip_prefix("countersign-").unwrap_or(name);
            (format!("countersign-{name}"), value.to_owned())
        });
        stored.push(Stored { key, partition: Some(partition), headers: headers.collect(), body });
    }
    stored
}

fn read_nats(message: &Value) -> Stored {
    let part = |name: &str| STANDARD.decode(message[name].as_str().unwrap_or_default()).unwrap();
    let head = String::from_utf8(part("hdrs")).unwrap();
    let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
    assert_eq!(lines.next(), Some("NATS/1.0"));
    let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut headers = BTreeMap::new();
    for (name, value) in lines.map(|line| pair(line).unwrap_or_else(|| panic!("{line:?}"))) {
        assert_eq!(headers.insert(name, value), None, "{head}");
    }
    let key = headers.remove("Nats-Msg-Id").expect("an id");
    Stored { key, partition: None, headers, body: part("data") }
}

fn read_rabbitmq(message: &Value) -> Stored {
    let properties = &message["properties"];
    assert_eq!(properties["delivery_mode"], 2, "{message}");
    let headers = properties["headers"].as_object().unwrap().iter();
    Stored {
        key: properties["message_id"].as_str().unwrap().to_owned(),
        partition: None,
        headers: headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
        body: STANDARD.decode(message["payload"].as_str().unwrap()).unwrap(),
    }
}

/// The fields of an entry in Redis.
type Fields = Vec<(String, Vec<u8>)>;

fn read_redis(mut fields: Fields) -> Stored {
    let (name, body) = fields.remove(0);
    assert_eq!(name, "body");
    let headers = fields.into_iter().map(|(name, value)| (name, String::from_utf8(value).unwrap()));
    Stored { key: String::new(), partition: None, headers: headers.collect(), body }
}

/// Less than a test waits, and more than a broker that is there takes.
pub(crate) const SOON: Duration = Duration::seconds(2);
