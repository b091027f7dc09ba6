//! Every event that GitHub documents has an arm and a type, and what GitHub may change is no error.

#![cfg(feature = "events-github")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::events::github::object::PullRequest as PullRequestObject;
use countersign::events::github::text::{Action, Conclusion, RefKind, ReviewState, State, Status};
use countersign::events::github::{self, Event, Issues, PullRequest, Push};
use countersign::providers::GitHub;
use countersign::{Delivery, PayloadError, Raw, Verified, dangerous};
use http::Request;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

const USER: &str = r#"{"login":"mona","id":7,"type":"User","site_admin":false}"#;

/// (event, what its body has beside what all have, the arm)
const EVENTS: [(&str, &str, &str); 78] = [
    ("branch_protection_configuration", r#""action":"disabled""#, "BranchProtectionConfiguration"),
    ("branch_protection_rule", r#""action":"created","rule":{"id":1,"name":"main"}"#, "BranchProtectionRule"),
    ("check_run", r#""action":"completed","check_run":CHECK"#, "CheckRun"),
    (
        "check_suite",
        r#""action":"completed","check_suite":{"id":1,"head_sha":"ab","status":null}"#,
        "CheckSuite",
    ),
    (
        "code_scanning_alert",
        r#""action":"fixed","alert":{"number":1,"rule":{"id":"x"}}"#,
        "CodeScanningAlert",
    ),
    ("commit_comment", r#""action":"created","comment":{"id":1,"commit_id":"ab"}"#, "CommitComment"),
    ("create", r#""ref":"main","ref_type":"branch""#, "Create"),
    ("custom_property", r#""action":"created","definition":{"property_name":"x"}"#, "CustomProperty"),
    (
        "custom_property_promoted_to_enterprise",
        r#""action":"promote_to_enterprise","definition":{"property_name":"x"}"#,
        "CustomPropertyPromoted",
    ),
    (
        "custom_property_values",
        r#""action":"updated","new_property_values":[{"property_name":"x","value":["a"]}]"#,
        "CustomPropertyValues",
    ),
    ("delete", r#""ref":"v1","ref_type":"tag""#, "Delete"),
    ("dependabot_alert", r#""action":"created","alert":{"number":1}"#, "DependabotAlert"),
    ("deploy_key", r#""action":"created","key":{"id":1,"title":"x"}"#, "DeployKey"),
    ("deployment", r#""deployment":{"id":1,"sha":"ab","payload":"x"}"#, "Deployment"),
    (
        "deployment_protection_rule",
        r#""action":"requested","environment":"production""#,
        "DeploymentProtectionRule",
    ),
    ("deployment_review", r#""action":"approved","comment":"fine""#, "DeploymentReview"),
    (
        "deployment_status",
        r#""deployment_status":{"id":2,"state":"success"},"deployment":{"id":1,"sha":"ab"}"#,
        "DeploymentStatus",
    ),
    ("discussion", r#""action":"answered","discussion":{"id":1,"number":2,"title":"x"}"#, "Discussion"),
    (
        "discussion_comment",
        r#""action":"created","comment":{"id":1},"discussion":{"id":1,"number":2,"title":"x"}"#,
        "DiscussionComment",
    ),
    ("fork", r#""forkee":{"id":2,"name":"x","full_name":"mona/x"}"#, "Fork"),
    ("github_app_authorization", r#""action":"revoked""#, "GithubAppAuthorization"),
    ("gollum", r#""pages":[{"page_name":"Home","action":"edited"}]"#, "Gollum"),
    (
        "installation",
        r#""action":"created","installation":{"id":5,"permissions":{"checks":"write"}}"#,
        "Installation",
    ),
    (
        "installation_repositories",
        r#""action":"added","installation":{"id":5},"repositories_added":[{"id":1}]"#,
        "InstallationRepositories",
    ),
    ("installation_target", r#""action":"renamed","changes":{"login":{"from":"x"}}"#, "InstallationTarget"),
    ("integration_installation", r#""action":"created","installation":{"id":5}"#, "Installation"),
    ("issue_comment", r#""action":"created","comment":{"id":1,"body":"x"},"issue":ISSUE"#, "IssueComment"),
    ("issue_dependencies", r#""action":"blocked_by_added","blocked_issue":ISSUE"#, "IssueDependencies"),
    ("issue_relates_to", r#""action":"relates_to_added""#, "IssueRelatesTo"),
    ("issues", r#""action":"opened","issue":ISSUE"#, "Issues"),
    ("label", r#""action":"created","label":{"id":1,"name":"bug"}"#, "Label"),
    (
        "marketplace_purchase",
        r#""action":"purchased","marketplace_purchase":{"account":USER}"#,
        "MarketplacePurchase",
    ),
    ("member", r#""action":"added","member":USER"#, "Member"),
    ("membership", r#""action":"removed","team":{"id":1,"deleted":true}"#, "Membership"),
    ("merge_group", r#""action":"checks_requested","merge_group":{"head_sha":"ab"}"#, "MergeGroup"),
    ("meta", r#""action":"deleted","hook_id":1"#, "Meta"),
    ("milestone", r#""action":"created","milestone":{"id":1,"number":2,"title":"x"}"#, "Milestone"),
    ("org_block", r#""action":"blocked","blocked_user":USER"#, "OrgBlock"),
    ("organization", r#""action":"member_added","membership":{"role":"member"}"#, "Organization"),
    ("package", r#""action":"published","package":{"id":1,"name":"x"}"#, "Package"),
    ("page_build", r#""id":1,"build":{"status":"built"}"#, "PageBuild"),
    (
        "personal_access_token_request",
        r#""action":"approved","personal_access_token_request":{"id":1}"#,
        "PersonalAccessTokenRequest",
    ),
    ("ping", r#""zen":"Design for failure.","hook_id":1"#, "Ping"),
    ("project", r#""action":"created","project":{"id":1,"name":"x"}"#, "Project"),
    ("project_card", r#""action":"moved","project_card":{"id":1,"note":null}"#, "ProjectCard"),
    ("project_column", r#""action":"created","project_column":{"id":1}"#, "ProjectColumn"),
    ("projects_v2", r#""action":"closed","projects_v2":{"id":1,"title":"x"}"#, "ProjectsV2"),
    (
        "projects_v2_item",
        r#""action":"edited","projects_v2_item":{"id":1},"changes":{"x":1}"#,
        "ProjectsV2Item",
    ),
    (
        "projects_v2_status_update",
        r#""action":"created","projects_v2_status_update":{"id":1,"status":"ON_TRACK"}"#,
        "ProjectsV2StatusUpdate",
    ),
    ("public", r#""added":1"#, "Public"),
    ("pull_request", r#""action":"opened","number":2,"pull_request":PULL"#, "PullRequest"),
    (
        "pull_request_review",
        r#""action":"submitted","review":{"id":1,"state":"approved"},"pull_request":PULL"#,
        "PullRequestReview",
    ),
    (
        "pull_request_review_comment",
        r#""action":"created","comment":{"id":1,"line":null},"pull_request":PULL"#,
        "PullRequestReviewComment",
    ),
    (
        "pull_request_review_thread",
        r#""action":"resolved","thread":{"comments":[]},"pull_request":PULL"#,
        "PullRequestReviewThread",
    ),
    ("push", r#""ref":"refs/heads/main","before":"00","after":"ab""#, "Push"),
    ("registry_package", r#""action":"published","registry_package":{"id":1,"name":"x"}"#, "RegistryPackage"),
    ("release", r#""action":"published","release":{"id":1,"tag_name":"v1"}"#, "Release"),
    ("repository", r#""action":"renamed","changes":{"repository":{"name":{"from":"x"}}}"#, "Repository"),
    (
        "repository_advisory",
        r#""action":"published","repository_advisory":{"ghsa_id":"GHSA-1"}"#,
        "RepositoryAdvisory",
    ),
    ("repository_dispatch", r#""action":"deploy","client_payload":{"a":[1]}"#, "RepositoryDispatch"),
    ("repository_import", r#""status":"success""#, "RepositoryImport"),
    ("repository_ruleset", r#""action":"created","repository_ruleset":{"id":1}"#, "RepositoryRuleset"),
    (
        "repository_vulnerability_alert",
        r#""action":"create","alert":{"id":1}"#,
        "RepositoryVulnerabilityAlert",
    ),
    ("secret_scanning_alert", r#""action":"created","alert":{"number":1}"#, "SecretScanningAlert"),
    (
        "secret_scanning_alert_location",
        r#""action":"created","alert":{"number":1},"location":{"type":"commit"}"#,
        "SecretScanningAlertLocation",
    ),
    ("secret_scanning_scan", r#""action":"completed","type":"backfill""#, "SecretScanningScan"),
    (
        "security_advisory",
        r#""action":"published","security_advisory":{"ghsa_id":"GHSA-1"}"#,
        "SecurityAdvisory",
    ),
    ("security_and_analysis", r#""changes":{"from":{"security_and_analysis":{}}}"#, "SecurityAndAnalysis"),
    ("sponsorship", r#""action":"created","sponsorship":{"sponsor":USER}"#, "Sponsorship"),
    ("star", r#""action":"deleted","starred_at":null"#, "Star"),
    ("status", r#""id":1,"sha":"ab","state":"success""#, "Status"),
    ("sub_issues", r#""action":"sub_issue_added","parent_issue":ISSUE,"sub_issue":ISSUE"#, "SubIssues"),
    ("team", r#""action":"created","team":{"id":1,"name":"x"}"#, "Team"),
    ("team_add", r#""team":{"id":1,"name":"x"}"#, "TeamAdd"),
    ("watch", r#""action":"started""#, "Watch"),
    ("workflow_dispatch", r#""inputs":null,"ref":"refs/heads/main""#, "WorkflowDispatch"),
    ("workflow_job", r#""action":"queued","workflow_job":JOB"#, "WorkflowJob"),
    (
        "workflow_run",
        r#""action":"requested","workflow_run":{"id":1,"head_sha":"ab","name":null}"#,
        "WorkflowRun",
    ),
];

#[test]
fn every_event_has_its_arm() {
    for (name, body, arm) in EVENTS {
        let event = parse::<Event>(name, &full(body)).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
    }
}

#[test]
fn what_all_events_have_is_the_same_in_every_arm() {
    for (name, body, _) in EVENTS {
        let event = parse::<Event>(name, &full(body)).expect(name);
        assert_eq!(event.repository().expect(name).full_name, "mona/hello", "{name}");
        assert_eq!(event.organization().expect(name).login, "octo", "{name}");
        assert_eq!(event.enterprise().expect(name).id, 3, "{name}");
        assert_eq!(event.installation(), Some(5), "{name}");
        assert_eq!(event.sender().expect(name).login, "mona", "{name}");
        let said = body.strip_prefix(r#""action":""#).and_then(|rest| rest.split('"').next());
        assert_eq!(event.action().map(Action::as_str), said, "{name}");
    }
}

#[test]
fn an_added_field_an_unseen_action_and_an_unseen_name_are_no_errors() {
    for (name, body, arm) in EVENTS {
        let unseen = full(body).replace(r#""action":""#, r#""action":"un"#);
        let unseen = unseen.replace('{', r#"{"zz":[null],"#).replace(",}", "}");
        let event = parse::<Event>(name, &unseen).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
        assert!(!matches!(event.action(), Some(Action::Created | Action::Opened)), "{name}");

        let event = parse::<Event>("unseen", &full(body)).expect(name);
        assert_eq!(arm_of(&event), "Other", "{name}");
        assert_eq!(event.repository().expect(name).full_name, "mona/hello", "{name}");
    }
}

#[test]
fn what_is_required_and_of_another_type_or_missing_or_twice_does_not_fit() {
    let pull = full(r#""action":"opened","number":2,"pull_request":PULL"#);
    // (name, what is replaced, by what)
    let cases = [
        ("number is missing", r#""number":2,"pull_request""#, r#""pull_request""#),
        ("number is a text", r#""number":2,"pull_request""#, r#""number":"2","pull_request""#),
        ("number stands twice", r#""number":2,"pull_request""#, r#""number":2,"number":2,"pull_request""#),
        ("action stands twice", r#""action":"opened""#, r#""action":"opened","action":"closed""#),
        ("action is an object", r#""action":"opened""#, r#""action":{}"#),
        ("title is null", r#""title":"Fix""#, r#""title":null"#),
        ("title stands twice", r#""title":"Fix""#, r#""title":"Fix","title":"Fix""#),
        ("ref is missing", r#""ref":"fix","#, ""),
        ("repository is null", r#""repository":{"#, r#""repository":null,"other":{"#),
    ];
    for (name, from, to) in cases {
        let body = pull.replacen(from, to, 1);
        assert_ne!(body, pull, "{name}");
        let error = parse::<Event>("pull_request", &body).expect_err(name);
        assert!(matches!(error, PayloadError::Unfit { .. }), "{name}: {error:?}");
        assert_eq!(parse::<PullRequest>("pull_request", &body).expect_err(name), error, "{name}");
    }
}

#[test]
fn what_is_not_always_there_may_be_null_or_missing() {
    let pull = full(r#""action":"opened","number":2,"pull_request":PULL"#);
    // (name, what is replaced, by what)
    let cases = [
        ("user is null", r#""user":USER"#, r#""user":null"#),
        ("body is null", r#""body":"x""#, r#""body":null"#),
        ("draft is null", r#""draft":true"#, r#""draft":null"#),
        ("draft is missing", r#","draft":true"#, ""),
        ("labels are null", r#""labels":[{"name":"bug"}]"#, r#""labels":null"#),
        ("the fork is gone", r#""repo":{"id":2,"full_name":"mona/fork"}"#, r#""repo":null"#),
        ("a time is empty", r#""created_at":"2026-11-22T12:00:00Z""#, r#""created_at":"""#),
        ("the state is unseen", r#""state":"open""#, r#""state":"frozen""#),
        ("the sender is null", r#""sender":USER"#, r#""sender":null"#),
        ("there is no organization", r#""organization":{"login":"octo","id":4},"#, ""),
        (
            "the owner is of a push of old",
            r#""owner":USER"#,
            r#""owner":{"name":"mona","email":"m@example.com"}"#,
        ),
    ];
    for (name, from, to) in cases {
        let (from, to) = (from.replace("USER", USER), to.replace("USER", USER));
        let body = pull.replacen(&from, &to, 1);
        assert_ne!(body, pull, "{name}");
        let event = parse::<PullRequest>("pull_request", &body).expect(name);
        assert_eq!((event.number, event.pull_request.number), (2, 2), "{name}");
    }
}

#[test]
fn a_pull_request_has_what_handlers_want() {
    let body = full(r#""action":"closed","number":2,"pull_request":PULL"#);
    let event = parse::<PullRequest>("pull_request", &body).unwrap();
    let pull: &PullRequestObject = &event.pull_request;
    assert_eq!(
        (&event.action, event.number, &*event.repository.full_name),
        (&Action::Closed, 2, "mona/hello")
    );
    assert_eq!((&pull.state, pull.merged, pull.draft), (&State::Open, Some(false), true));
    assert_eq!((&*pull.head.r#ref, &*pull.head.sha, &*pull.base.r#ref), ("fix", "ab", "main"));
    assert_eq!(pull.head.repo.as_ref().unwrap().full_name.as_deref(), Some("mona/fork"));
    assert_eq!(pull.user.as_ref().unwrap().login, "mona");
    assert_eq!(pull.labels[0].name, "bug");
    assert_eq!(pull.created_at, Some(NOW));
}

#[test]
fn a_push_has_what_handlers_want() {
    let body = full(
        r#""ref":"refs/heads/main","before":"00","after":"ab","created":true,"deleted":false,"forced":false,
        "base_ref":null,"compare":"https://example.com","head_commit":null,"pusher":{"name":"none"},
        "commits":[{"id":"ab","message":"Fix \"it\"","timestamp":"2026-11-22T13:00:00+01:00",
        "author":{"name":"Mona","email":null},"added":["a"],"removed":[],"modified":["b","c"]}]"#,
    );
    let push = parse::<Push>("push", &body).unwrap();
    assert_eq!(
        (&*push.r#ref, &*push.before, &*push.after, push.created),
        ("refs/heads/main", "00", "ab", true)
    );
    assert_eq!(push.commits[0].message, "Fix \"it\"");
    assert_eq!(push.commits[0].timestamp, Some(NOW));
    assert_eq!(push.commits[0].modified, ["b", "c"]);
    assert_eq!(push.pusher.as_ref().unwrap().name.as_deref(), Some("none"));
}

#[test]
fn values_that_github_chooses_among_are_typed() {
    let run =
        parse::<github::CheckRun>("check_run", &full(r#""action":"completed","check_run":CHECK"#)).unwrap();
    assert_eq!(run.check_run.status, Status::Completed);
    assert_eq!(run.check_run.conclusion, Some(Conclusion::TimedOut));
    let create = parse::<github::Create>("create", &full(r#""ref":"v1","ref_type":"tag""#)).unwrap();
    assert_eq!(create.ref_type, RefKind::Tag);
    let review = r#""action":"submitted","review":{"id":1,"state":"vetoed"},"pull_request":PULL"#;
    let review = parse::<github::PullRequestReview>("pull_request_review", &full(review)).unwrap();
    assert_eq!(review.review.state, ReviewState::Unknown("vetoed".into()));
    assert_eq!(review.review.state.to_string(), "vetoed");
}

#[test]
fn permissions_are_texts_and_none_stands_twice() {
    let body = |permissions: &str| {
        full(&format!(r#""action":"created","installation":{{"id":5,"permissions":{permissions}}}"#))
    };
    let event =
        parse::<github::Installation>("installation", &body(r#"{"checks":"write","zz":{}}"#)).unwrap();
    assert_eq!(
        event.installation.permissions.into_iter().collect::<Vec<_>>(),
        [("checks".into(), "write".into())]
    );
    let none = parse::<github::Installation>("installation", &body("null")).unwrap();
    assert!(none.installation.permissions.is_empty());
    let twice = body(r#"{"checks":"write","checks":"read"}"#);
    assert!(parse::<github::Installation>("installation", &twice).is_err());
}

#[test]
fn a_single_event_is_unwanted_under_another_name() {
    let body = full(r#""action":"opened","issue":ISSUE"#);
    assert_eq!(parse::<Issues>("issues", &body).unwrap().issue.title, "Broken");
    assert_eq!(parse::<Push>("issues", &body).unwrap_err(), PayloadError::Unwanted);
    assert_eq!(parse::<Issues>("issue", &body).unwrap_err(), PayloadError::Unwanted);
    assert_eq!(parse::<Issues>("", &body).unwrap_err(), PayloadError::Unwanted);
}

#[test]
fn the_payload_may_come_in_a_form() {
    let body = "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fmain%22%2C%22before%22%3A%2200%22%2C%22after%22%3A%22ab%22%2C\
                %22repository%22%3A%7B%22id%22%3A1%2C%22name%22%3A%22a+b%22%2C%22full_name%22%3A%22mona%2Fa+b%22%7D%7D";
    let push = parse::<Push>("push", body).unwrap();
    assert_eq!((&*push.r#ref, &*push.repository.full_name), ("refs/heads/main", "mona/a b"));
}

/// Strings are counted in what is printed, where each has two quotation marks.
#[test]
fn a_pull_request_allocates_little_beside_its_strings() {
    let body = full(r#""action":"opened","number":2,"pull_request":PULL"#);
    let delivery: Verified<Raw<GitHub>> =
        dangerous::assume_verified(delivery("pull_request", &body)).unwrap();
    let mut delivery = Some(delivery);
    let mut event = None;
    let info = allocation_counter::measure(|| event = delivery.take().map(Verified::parse::<Event>));
    let event = event.unwrap().unwrap().into_inner();
    let strings = format!("{event:?}").matches('"').count() / 2;
    assert!(strings >= 10, "{strings}");
    assert!(info.count_total <= strings as u64 + 15, "{} for {strings} strings", info.count_total);
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<Event>() <= 256);
    assert!(size_of::<Action>() <= 256);
}

fn parse<E: countersign::Event<Provider = GitHub>>(name: &str, body: &str) -> Result<E, PayloadError> {
    dangerous::assume_verified(delivery(name, body)).map(Verified::into_inner)
}

fn delivery(name: &str, body: &str) -> Delivery {
    let request = Request::post("/").header("x-github-event", name).body(body.to_owned()).unwrap();
    Delivery::from_request(request, NOW)
}

/// A body with what all events have, and short names for what several have.
fn full(own: &str) -> String {
    let installation = if own.contains(r#""installation""#) { "" } else { r#""installation":{"id":5},"# };
    let all = format!(
        r#"{{{own},"repository":{{"id":1,"name":"hello","full_name":"mona/hello","owner":USER,"private":false}},{installation}"organization":{{"login":"octo","id":4}},"enterprise":{{"id":3,"slug":"e","name":"E"}},"sender":USER}}"#
    );
    all.replace(
        "PULL",
        r#"{"id":9,"number":2,"title":"Fix","body":"x","state":"open","merged":false,"user":USER,"labels":[{"name":"bug"}],"head":{"ref":"fix","sha":"ab","repo":{"id":2,"full_name":"mona/fork"}},"base":{"ref":"main","sha":"cd","repo":{"id":1,"full_name":"mona/hello"}},"created_at":"2026-11-22T12:00:00Z","draft":true}"#,
    )
    .replace("ISSUE", r#"{"id":8,"number":1,"title":"Broken","state":"open","user":USER}"#)
    .replace(
        "CHECK",
        r#"{"id":1,"name":"x","head_sha":"ab","status":"completed","conclusion":"timed_out","pull_requests":[]}"#,
    )
    .replace("JOB", r#"{"id":1,"run_id":2,"name":"x","head_sha":"ab","status":"queued","conclusion":null}"#)
    .replace("USER", USER)
}

fn arm_of(event: &Event) -> String {
    format!("{event:?}").split('(').next().unwrap().to_owned()
}
