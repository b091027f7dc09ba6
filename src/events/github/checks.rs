//! Checks, workflows and deployments.

use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::event;
use super::object::{self, StatusBranch, StatusCommit};
use super::text::Outcome;
use crate::events::record::record;

event! {
    /// A check of a commit was made, ended, or is to be made again.
    CheckRun = "check_run", action yes, repository yes {
        /// The check.
        check_run: object::CheckRun,
        /// What a user asked the app to do.
        requested_action: Option<RequestedAction>,
    }
}

record! {
    /// What a user asked an app to do.
    #[derive(Default)]
    pub struct RequestedAction {
        /// The name that the app gave to the button.
        pub identifier: Option<String>,
    }
}

event! {
    /// Checks of a commit are to be made, or have ended.
    CheckSuite = "check_suite", action yes, repository yes {
        /// The checks.
        check_suite: object::CheckSuite,
    }
}

event! {
    /// Something is to be deployed.
    Deployment = "deployment", action maybe, repository yes {
        /// The deployment.
        deployment: object::Deployment,
        /// The workflow that asks for it.
        workflow: Option<object::Workflow>,
        /// The run that asks for it.
        workflow_run: Option<object::WorkflowRun>,
    }
}

event! {
    /// A deployment waits for a rule of an app's.
    DeploymentProtectionRule = "deployment_protection_rule", action maybe, repository maybe {
        /// Where to: `production`.
        environment: Option<String>,
        /// What it was begun by: `push`.
        event: Option<String>,
        /// The URL to answer to.
        deployment_callback_url: Option<String>,
        /// The deployment.
        deployment: Option<object::Deployment>,
    }
}

event! {
    /// A deployment is to be reviewed, or was.
    DeploymentReview = "deployment_review", action yes, repository maybe {
        /// Where to: `production`.
        environment: Option<String>,
        /// What the reviewer says.
        comment: Option<String>,
        /// Who reviewed it.
        approver: Option<object::User>,
        /// Who asked for it.
        requestor: Option<object::User>,
        /// The run.
        workflow_run: Option<object::WorkflowRun>,
    }
}

event! {
    /// A deployment went on.
    DeploymentStatus = "deployment_status", action maybe, repository yes {
        /// How it goes.
        deployment_status: object::DeploymentState,
        /// The deployment.
        deployment: object::Deployment,
        /// The run that asked for it.
        workflow_run: Option<object::WorkflowRun>,
    }
}

event! {
    /// A commit was given a status.
    Status = "status", action maybe, repository yes {
        /// The id.
        id: u64,
        /// The commit.
        sha: String,
        /// The repository's full name.
        name: Option<String>,
        /// What it says.
        state: Outcome,
        /// Which of the commit's statuses it is: `ci/build`.
        context: Option<String>,
        /// What it is about.
        description: Option<String>,
        /// The page with more about it.
        target_url: Option<String>,
        /// The commit, at more length.
        commit: Option<StatusCommit>,
        /// The branches that have the commit, at most ten.
        branches: Vec<StatusBranch>,
        /// When it was made.
        created_at: Option<OffsetDateTime>,
        /// When it last changed.
        updated_at: Option<OffsetDateTime>,
    }
}

event! {
    /// A workflow is to be run by hand.
    WorkflowDispatch = "workflow_dispatch", action maybe, repository yes {
        /// The reference to run it on, in full.
        r#ref: Option<String> = "ref",
        /// The file that says what it does.
        workflow: Option<String>,
        /// What whoever began it adds, as JSON.
        inputs: Option<Box<RawValue>>,
    }
}

event! {
    /// A job of a workflow waits, began or ended.
    WorkflowJob = "workflow_job", action yes, repository yes {
        /// The job.
        workflow_job: object::WorkflowJob,
        /// The deployment that it makes.
        deployment: Option<object::Deployment>,
    }
}

event! {
    /// A run of a workflow was asked for, began or ended.
    WorkflowRun = "workflow_run", action yes, repository yes {
        /// The run.
        workflow_run: object::WorkflowRun,
        /// The workflow.
        workflow: Option<object::Workflow>,
    }
}
