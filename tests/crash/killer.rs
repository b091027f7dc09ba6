//! What happens to receivers, and to their database.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::count::Fate;
use super::random::Random;
use super::receiver::{Framework, ORDERS, Orders, Point, Says, Way};
use super::sender::{IN_FLIGHT, Sender};
use super::servers::Server;

/// How long it waits for what has to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest that a receiver lives which is killed at random, in microseconds.
const LIFE: u64 = 100_000;

const SIGKILL: i32 = 9;

/// A receiver, which does not outlive this.
#[derive(Debug)]
pub(crate) struct Receiver {
    process: Child,
    says: mpsc::Receiver<Says>,
}

impl Receiver {
    /// Starts one that listens, and tells the sender where.
    pub(crate) fn start(orders: &Orders, sender: &Sender) -> Self {
        let mut command = Command::new(env::current_exe().expect("this binary"));
        command.env(ORDERS, serde_json::to_string(orders).expect("plain data"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("this binary runs");
        let lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let (tell, says) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let says = serde_json::from_str(&line).expect("what a receiver says");
                // Who is not asked any more is killed.
                let _ = tell.send(says);
            }
        });
        let receiver = Self { process, says };
        match receiver.says(PATIENCE) {
            Some(Says::ListensOn(address)) => sender.send_to(address),
            other => panic!("the receiver does not listen: {other:?}"),
        }
        receiver
    }

    /// What it says in time. One that ends by itself is a failure.
    fn says(&self, within: Duration) -> Option<Says> {
        match self.says.recv_timeout(within) {
            Ok(says) => Some(says),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => panic!("the receiver ended by itself"),
        }
    }

    fn kill(mut self) {
        self.process.kill().expect("it runs until it is killed");
        let status = self.process.wait().expect("it ends");
        assert_eq!(status.signal(), Some(SIGKILL), "it ended by itself");
    }

    /// Lets go of it as the death of the test would, and says whether it ends.
    pub(crate) fn ends_when_it_is_left(mut self) -> bool {
        drop(self.process.stdin.take());
        let left = self.says.recv_timeout(PATIENCE);
        matches!(left, Err(mpsc::RecvTimeoutError::Disconnected))
            && self.process.wait().expect("it ends").signal().is_none()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How often.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) kills: u64,
    pub(crate) restarts: u64,
}

/// What was done.
#[derive(Debug, Default)]
pub(crate) struct Harm {
    pub(crate) at_random: u64,
    /// At which point, with which delivery.
    pub(crate) at_points: Vec<(Point, String)>,
    pub(crate) restarts: u64,
}

impl Harm {
    pub(crate) fn kills(&self) -> u64 {
        self.at_random + self.at_points.len() as u64
    }

    pub(crate) fn at(&self, point: Point) -> impl Iterator<Item = &str> {
        self.at_points.iter().filter(move |(at, _)| *at == point).map(|(_, name)| name.as_str())
    }
}

/// Starts one receiver after the other, in both frameworks, and kills each: half of them at a random time, and
/// the others at each of the points in turn. Meanwhile the database is stopped and started. The receiver that
/// it gives lives.
pub(crate) fn harm(
    plan: Plan,
    random: &mut Random,
    orders: &Orders,
    sender: &Sender,
    mut server: Option<&mut Server>,
) -> (Harm, Receiver) {
    let mut harm = Harm::default();
    let mut orders = orders.clone();
    let points = orders.way.points();
    let cycle = 2 * points.len() as u64;
    for number in 0..plan.kills {
        let is_restart = harm.restarts < plan.restarts * (number + 1) / plan.kills;
        let point = points.get((number % cycle) as usize).copied().filter(|_| !is_restart);
        orders.framework =
            if (number / cycle).is_multiple_of(2) { Framework::Axum } else { Framework::Actix };
        orders.halt = point.map(|point| (point, 1 + random.below(5)));
        let mut receiver = Receiver::start(&orders, sender);
        if is_restart {
            let server = server.as_deref_mut().expect("a server to restart");
            receiver = restart(server, sender, &orders, receiver, harm.restarts.is_multiple_of(2));
            harm.restarts += 1;
        }
        let life = if point.is_some() { PATIENCE } else { Duration::from_micros(random.below(LIFE)) };
        match receiver.says(life) {
            Some(Says::HaltedAt(point, name)) => harm.at_points.push((point, name)),
            None if point.is_none() => harm.at_random += 1,
            other => panic!("it does not come to {point:?}: {other:?}, {:?}", sender.total()),
        }
        if point.is_some() && orders.way == Way::AnswerFirst {
            // Also of deliveries that were not sent yet when it halted.
            wait_for_more(sender, 4 * IN_FLIGHT as u64, "answers of 202", |fate| fate.repeated);
        }
        receiver.kill();
    }
    orders.halt = None;
    (harm, Receiver::start(&orders, sender))
}

/// Stops the database until deliveries are answered `503`, and starts it until they are acknowledged. The receiver
/// lives through it, or another takes its place while there is no database.
fn restart(
    server: &mut Server,
    sender: &Sender,
    orders: &Orders,
    mut receiver: Receiver,
    is_replaced: bool,
) -> Receiver {
    server.stop();
    wait_for_more(sender, 1, "503", |fate| fate.unavailable);
    if is_replaced {
        receiver.kill();
        receiver = Receiver::start(orders, sender);
        wait_for_more(sender, 1, "503 of the next", |fate| fate.unavailable);
    }
    server.start_again();
    wait_for_more(sender, 1, "delivery that is handled", |fate| fate.done);
    receiver
}

/// Waits until there are so many more of something.
fn wait_for_more(sender: &Sender, more: u64, what: &str, of: fn(&Fate) -> u64) {
    let (begun, enough) = (Instant::now(), of(&sender.total()) + more);
    while of(&sender.total()) < enough {
        assert!(begun.elapsed() < PATIENCE, "there is no {what}: {:?}", sender.total());
        thread::sleep(Duration::from_millis(5));
    }
}
