//! Events of GitHub.
//!
//! <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
//!
//! [`Event`] is any of them, and every one is a type of its own, which a handler of no other event asks for:
//!
//! ```
//! use countersign::Verified;
//! use countersign::events::github::{self, Push, text::Action};
//!
//! fn on_push(push: &Verified<Push>) -> Option<&str> {
//!     push.r#ref.strip_prefix("refs/heads/")
//! }
//!
//! fn on_event(event: &Verified<github::Event>) -> Option<String> {
//!     match &**event {
//!         github::Event::PullRequest(event) if event.action == Action::Opened => {
//!             Some(format!("{} #{}", event.repository.full_name, event.number))
//!         }
//!         github::Event::Issues(event) => Some(event.issue.title.clone()),
//!         _ => None,
//!     }
//! }
//! ```

pub mod object;
pub mod text;

mod accounts;
mod checks;
mod code;
mod planning;
mod security;

use std::borrow::Cow;

pub use self::accounts::*;
pub use self::checks::*;
pub use self::code::*;
pub use self::planning::*;
pub use self::security::*;
use self::text::Action;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::events::record::{self, Value};
use crate::part::Source;
use crate::providers::GitHub;

/// A type for one event, with what all events have: an action or not, a repository always or sometimes.
macro_rules! event {
    (
        $(#[$meta:meta])*
        $name:ident = $event:literal, action $action:ident, repository $repository:ident
        $(, installation $installation:ident)? {
            $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $text:literal)? $(| $default:ident)?,)*
        }
    ) => {
        event! {
            @struct
            $(#[$meta])*
            $name $event
            [event!(@action $action)]
            [event!(@repository $repository)]
            [event!(@installation $($installation)?)]
            { $($(#[$field_meta])* pub $field: $type $(= $text)? $(| $default)?,)* }
        }
    };
    (
        @struct
        $(#[$meta:meta])*
        $name:ident $event:literal [$action:ty] [$repository:ty] [$installation:ty] { $($fields:tt)* }
    ) => {
        crate::events::record::record! {
            $(#[$meta])*
            pub struct $name {
                /// What was done.
                pub action: $action,
                $($fields)*
                /// The repository.
                pub repository: $repository,
                /// The organization.
                pub organization: Option<crate::events::github::object::Organization>,
                /// The enterprise.
                pub enterprise: Option<crate::events::github::object::Enterprise>,
                /// The installation of an app.
                pub installation: $installation,
                /// Who did it.
                pub sender: Option<crate::events::github::object::User>,
            }
        }

        impl crate::events::github::Named for $name {
            const EVENT: &'static str = $event;
        }

        impl crate::event::Event for $name {
            type Provider = crate::providers::GitHub;

            fn parse(
                payload: &crate::event::Payload<'_, Self::Provider>,
            ) -> Result<Self, crate::error::PayloadError> {
                crate::events::github::one(payload)
            }
        }

        impl crate::events::github::Common for $name {
            fn common(&self) -> crate::events::github::Parts<'_> {
                crate::events::github::Parts {
                    action: (&self.action).into(),
                    repository: (&self.repository).into(),
                    organization: self.organization.as_ref(),
                    enterprise: self.enterprise.as_ref(),
                    installation: crate::events::github::Installed::id(&self.installation),
                    sender: self.sender.as_ref(),
                }
            }
        }
    };
    (@action yes) => { crate::events::github::text::Action };
    (@action maybe) => { Option<crate::events::github::text::Action> };
    (@repository yes) => { crate::events::github::object::Repository };
    (@repository maybe) => { Option<crate::events::github::object::Repository> };
    (@installation) => { Option<crate::events::github::object::InstallationId> };
    (@installation yes) => { crate::events::github::object::Installation };
}
use event;

/// A type for one event.
trait Named {
    const EVENT: &'static str;
}

/// What all events have.
trait Common {
    fn common(&self) -> Parts<'_>;
}

/// What all events have.
struct Parts<'a> {
    action: Option<&'a Action>,
    repository: Option<&'a object::Repository>,
    organization: Option<&'a object::Organization>,
    enterprise: Option<&'a object::Enterprise>,
    installation: Option<u64>,
    sender: Option<&'a object::User>,
}

/// The installation of an app, in full or by its id.
trait Installed {
    fn id(&self) -> Option<u64>;
}

impl Installed for Option<object::InstallationId> {
    fn id(&self) -> Option<u64> {
        self.map(|installation| installation.id)
    }
}

impl Installed for object::Installation {
    fn id(&self) -> Option<u64> {
        Some(self.id)
    }
}

event! {
    /// An event that was not known when this was written, by what all of them have.
    Other = "", action maybe, repository maybe {}
}

/// An enum of events.
macro_rules! events {
    ($($name:ident,)+) => {
        /// Any event of GitHub.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum Event {
            $(
                #[doc = concat!("The event [`", stringify!($name), "`](struct@", stringify!($name), ").")]
                $name(Box<$name>),
            )+
            /// One that was not known when this was written.
            Other(Box<Other>),
        }

        impl crate::event::Event for Event {
            type Provider = GitHub;

            fn parse(payload: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
                match name(payload).as_deref().unwrap_or_default() {
                    $(<$name as Named>::EVENT => record::json(payload).map(Self::$name),)+
                    _ => record::json(payload).map(Self::Other),
                }
            }
        }

        impl Common for Event {
            fn common(&self) -> Parts<'_> {
                match self {
                    $(Self::$name(event) => event.common(),)+
                    Self::Other(event) => event.common(),
                }
            }
        }
    };
}

events! {
    BranchProtectionConfiguration,
    BranchProtectionRule,
    CheckRun,
    CheckSuite,
    CodeScanningAlert,
    CommitComment,
    Create,
    CustomProperty,
    CustomPropertyPromoted,
    CustomPropertyValues,
    Delete,
    DependabotAlert,
    DeployKey,
    Deployment,
    DeploymentProtectionRule,
    DeploymentReview,
    DeploymentStatus,
    Discussion,
    DiscussionComment,
    Fork,
    GithubAppAuthorization,
    Gollum,
    Installation,
    InstallationRepositories,
    InstallationTarget,
    IssueComment,
    IssueDependencies,
    IssueRelatesTo,
    Issues,
    Label,
    MarketplacePurchase,
    Member,
    Membership,
    MergeGroup,
    Meta,
    Milestone,
    OrgBlock,
    Organization,
    Package,
    PageBuild,
    PersonalAccessTokenRequest,
    Ping,
    Project,
    ProjectCard,
    ProjectColumn,
    ProjectsV2,
    ProjectsV2Item,
    ProjectsV2StatusUpdate,
    Public,
    PullRequest,
    PullRequestReview,
    PullRequestReviewComment,
    PullRequestReviewThread,
    Push,
    RegistryPackage,
    Release,
    Repository,
    RepositoryAdvisory,
    RepositoryDispatch,
    RepositoryImport,
    RepositoryRuleset,
    RepositoryVulnerabilityAlert,
    SecretScanningAlert,
    SecretScanningAlertLocation,
    SecretScanningScan,
    SecurityAdvisory,
    SecurityAndAnalysis,
    Sponsorship,
    Star,
    Status,
    SubIssues,
    Team,
    TeamAdd,
    Watch,
    WorkflowDispatch,
    WorkflowJob,
    WorkflowRun,
}

impl Event {
    /// What was done, where the event says it.
    #[must_use]
    pub fn action(&self) -> Option<&Action> {
        self.common().action
    }

    /// The repository in which it was done.
    #[must_use]
    pub fn repository(&self) -> Option<&object::Repository> {
        self.common().repository
    }

    /// The organization in which it was done.
    #[must_use]
    pub fn organization(&self) -> Option<&object::Organization> {
        self.common().organization
    }

    /// The enterprise in which it was done.
    #[must_use]
    pub fn enterprise(&self) -> Option<&object::Enterprise> {
        self.common().enterprise
    }

    /// The id of the app's installation by which the delivery came.
    #[must_use]
    pub fn installation(&self) -> Option<u64> {
        self.common().installation
    }

    /// Who did it.
    #[must_use]
    pub fn sender(&self) -> Option<&object::User> {
        self.common().sender
    }
}

/// An event that a handler asks for alone.
fn one<T: Named + Value>(payload: &Payload<'_, GitHub>) -> Result<T, PayloadError> {
    if name(payload).is_some_and(|name| name == T::EVENT) {
        record::json(payload)
    } else {
        Err(PayloadError::Unwanted)
    }
}

/// The name of the event, without its action, which would have to be looked for in the body.
fn name<'a>(payload: &Payload<'a, GitHub>) -> Option<Cow<'a, str>> {
    let receipt = payload.receipt();
    let name = receipt.envelope_label(match receipt.scheme().event? {
        Source::Join([first, ..]) => *first,
        source => source,
    })?;
    // As installations were called before 2017.
    Some(match name.strip_prefix("integration_") {
        Some(name) => Cow::Owned(name.to_owned()),
        None => name,
    })
}
