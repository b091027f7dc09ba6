//! What parsing a pull request of GitHub takes, beside the HMAC-SHA-256 of the same bytes.
//!
//! The body is made here, of the size and the structure of real ones: two full repositories and a dozen users
//! inside the pull request, and one more repository behind it.

use std::fmt::Write as _;
use std::hint::black_box;

use countersign::events::github::{Event, PullRequest};
use countersign::providers::GitHub;
use countersign::{Delivery, Raw, Verified, dangerous};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha2::Sha256;
use time::macros::datetime;

criterion_group!(benches, parse);
criterion_main!(benches);

fn parse(criterion: &mut Criterion) {
    let body = pull_request();
    let mut group = criterion.benchmark_group("pull_request");
    group.throughput(Throughput::Bytes(body.len() as u64));

    let keyed = Hmac::<Sha256>::new_from_slice(b"It's a Secret to Everybody")
        .expect("HMAC takes a key of any length");
    group.bench_function("hmac", |bencher| {
        bencher.iter(|| keyed.clone().chain_update(black_box(&body)).finalize());
    });

    let delivery = delivery(&body);
    group.bench_function("envelope", |bencher| {
        let envelope =
            |delivery: &Verified<Raw<GitHub>>| black_box(delivery.receipt().envelope()).event.is_some();
        bencher.iter(|| envelope(black_box(&delivery)));
    });
    group.bench_function("event", |bencher| {
        bencher.iter_batched(
            || delivery.clone(),
            |delivery| delivery.parse::<Event>(),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("one", |bencher| {
        bencher.iter_batched(
            || delivery.clone(),
            |delivery| delivery.parse::<PullRequest>(),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn delivery(body: &str) -> Verified<Raw<GitHub>> {
    let request = Request::post("/github")
        .header("x-github-event", "pull_request")
        .header("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .body(body.to_owned())
        .expect("a request");
    let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
    dangerous::assume_verified(delivery).expect("a delivery")
}

/// A payload of 27 kB.
fn pull_request() -> String {
    let (user, repository) = (user("octocat"), repository());
    let side = |name: &str| {
        format!(
            r#"{{"label":"octocat:{name}","ref":"{name}","sha":"{HASH}","user":{user},"repo":{repository}}}"#
        )
    };
    let label = format!(
        r#"{{"id":1362934389,"node_id":"{NODE}","url":"{API}/labels/bug","name":"bug","description":null,"color":"d73a4a","default":true}}"#
    );
    let milestone = format!(
        r#"{{{}"id":4317517,"node_id":"{NODE}","number":1,"title":"v1.0","description":"What is left","creator":{user},"open_issues":1,"closed_issues":0,"state":"open","created_at":"{TIME}","updated_at":"{TIME}","due_on":"{TIME}","closed_at":null}}"#,
        urls(&["url", "html_url", "labels_url"])
    );
    let links: Vec<_> =
        ["self", "html", "issue", "comments", "review_comments", "review_comment", "commits", "statuses"]
            .map(|name| format!(r#""{name}":{{"href":"{API}/pulls/2/{name}"}}"#))
            .into();
    let pull_request = format!(
        r#"{{{}"id":279147437,"node_id":"{NODE}","number":2,"state":"open","locked":false,"title":"Update the README with new information","user":{user},"body":"This is a pretty simple change that we need to pull into main.","created_at":"{TIME}","updated_at":"{TIME}","closed_at":null,"merged_at":null,"merge_commit_sha":"{HASH}","assignee":{user},"assignees":[{user}],"requested_reviewers":[{user}],"requested_teams":[],"labels":[{label}],"milestone":{milestone},"head":{},"base":{},"_links":{{{}}},"author_association":"OWNER","auto_merge":null,"active_lock_reason":null,"draft":false,"merged":false,"mergeable":null,"rebaseable":null,"mergeable_state":"unknown","merged_by":null,"comments":0,"review_comments":0,"maintainer_can_modify":false,"commits":1,"additions":1,"deletions":1,"changed_files":1}}"#,
        urls(&[
            "url",
            "html_url",
            "diff_url",
            "patch_url",
            "issue_url",
            "commits_url",
            "review_comments_url",
            "review_comment_url",
            "comments_url",
            "statuses_url",
        ]),
        side("changes"),
        side("main"),
        links.join(","),
    );
    let organization = format!(
        r#"{{"login":"octo-org",{}"id":38302899,"node_id":"{NODE}","description":null}}"#,
        urls(&[
            "url",
            "repos_url",
            "events_url",
            "hooks_url",
            "issues_url",
            "members_url",
            "public_members_url",
            "avatar_url"
        ])
    );
    format!(
        r#"{{"action":"labeled","number":2,"pull_request":{pull_request},"label":{label},"repository":{repository},"organization":{organization},"installation":{{"id":5,"node_id":"{NODE}"}},"sender":{user}}}"#
    )
}

fn repository() -> String {
    format!(
        r#"{{"id":186853002,"node_id":"{NODE}","name":"hello-world","full_name":"octocat/hello-world","private":false,"owner":{},{}"description":null,"fork":false,"created_at":"{TIME}","updated_at":"{TIME}","pushed_at":"{TIME}","homepage":null,"size":0,"stargazers_count":0,"watchers_count":0,"language":"Rust","has_issues":true,"has_projects":true,"has_downloads":true,"has_wiki":true,"has_pages":true,"forks_count":0,"archived":false,"disabled":false,"open_issues_count":2,"license":null,"allow_forking":true,"is_template":false,"topics":[],"visibility":"public","forks":0,"open_issues":2,"watchers":0,"default_branch":"main","allow_squash_merge":true,"allow_merge_commit":true,"allow_rebase_merge":true,"delete_branch_on_merge":false}}"#,
        user("octocat"),
        urls(&[
            "html_url",
            "url",
            "forks_url",
            "keys_url",
            "collaborators_url",
            "teams_url",
            "hooks_url",
            "issue_events_url",
            "events_url",
            "assignees_url",
            "branches_url",
            "tags_url",
            "blobs_url",
            "git_tags_url",
            "git_refs_url",
            "trees_url",
            "statuses_url",
            "languages_url",
            "stargazers_url",
            "contributors_url",
            "subscribers_url",
            "subscription_url",
            "commits_url",
            "git_commits_url",
            "comments_url",
            "issue_comment_url",
            "contents_url",
            "compare_url",
            "merges_url",
            "archive_url",
            "downloads_url",
            "issues_url",
            "pulls_url",
            "milestones_url",
            "notifications_url",
            "labels_url",
            "releases_url",
            "deployments_url",
            "git_url",
            "ssh_url",
            "clone_url",
            "svn_url",
        ]),
    )
}

fn user(login: &str) -> String {
    format!(
        r#"{{"login":"{login}","id":21031067,"node_id":"{NODE}","gravatar_id":"",{}"type":"User","site_admin":false}}"#,
        urls(&[
            "avatar_url",
            "url",
            "html_url",
            "followers_url",
            "following_url",
            "gists_url",
            "starred_url",
            "subscriptions_url",
            "organizations_url",
            "repos_url",
            "events_url",
            "received_events_url",
        ]),
    )
}

fn urls(names: &[&str]) -> String {
    let mut text = String::new();
    for name in names {
        let _ = write!(text, r#""{name}":"{API}/{}{{/id}}","#, name.trim_end_matches("_url"));
    }
    text
}

const API: &str = "https://api.github.com/repos/octocat/hello-world";
const HASH: &str = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
const NODE: &str = "MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=";
const TIME: &str = "2026-11-22T12:00:00Z";
