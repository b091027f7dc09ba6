//! Alerts, advisories and rules.

use time::OffsetDateTime;

use super::event;
use super::object::{Advisory, Alert, Changes, Thing};
use crate::events::record::record;

event! {
    /// The protection of branches was switched on or off.
    BranchProtectionConfiguration = "branch_protection_configuration", action yes, repository maybe {}
}

event! {
    /// A rule that protects branches was made, changed or deleted.
    BranchProtectionRule = "branch_protection_rule", action yes, repository maybe {
        /// The rule.
        rule: Thing,
    }
}

event! {
    /// An alert about code was made or changed.
    CodeScanningAlert = "code_scanning_alert", action yes, repository maybe {
        /// The alert.
        alert: Alert,
        /// The reference, in full.
        r#ref: Option<String> = "ref",
        /// The commit.
        commit_oid: Option<String>,
    }
}

event! {
    /// An alert about a dependency was made or changed.
    DependabotAlert = "dependabot_alert", action yes, repository maybe {
        /// The alert.
        alert: Alert,
    }
}

event! {
    /// An advisory of a repository's was reported or published.
    RepositoryAdvisory = "repository_advisory", action yes, repository maybe {
        /// The advisory.
        repository_advisory: Advisory,
    }
}

event! {
    /// A set of rules was made, changed or deleted.
    RepositoryRuleset = "repository_ruleset", action yes, repository maybe {
        /// The rules.
        repository_ruleset: Thing,
    }
}

event! {
    /// An alert about a vulnerability was made or changed, as it was told before `dependabot_alert`.
    RepositoryVulnerabilityAlert = "repository_vulnerability_alert", action yes, repository maybe {
        /// The alert.
        alert: Alert,
    }
}

event! {
    /// An alert about a secret was made or changed.
    SecretScanningAlert = "secret_scanning_alert", action yes, repository maybe {
        /// The alert.
        alert: Alert,
    }
}

event! {
    /// A secret was found in one more place.
    SecretScanningAlertLocation = "secret_scanning_alert_location", action maybe, repository maybe {
        /// The alert.
        alert: Alert,
        /// The place.
        location: Option<Location>,
    }
}

record! {
    /// Where a secret was found.
    #[derive(Default)]
    pub struct Location {
        /// What it is in: `commit`, `issue_title`.
        pub kind: Option<String> = "type",
    }
}

event! {
    /// A search for secrets has ended.
    SecretScanningScan = "secret_scanning_scan", action maybe, repository maybe {
        /// What was searched for what: `backfill`.
        kind: Option<String> = "type",
        /// What was searched: `git`.
        source: Option<String>,
        /// When it began.
        started_at: Option<OffsetDateTime>,
        /// When it ended.
        completed_at: Option<OffsetDateTime>,
        /// The kinds of secrets that were searched for.
        secret_types: Vec<String>,
    }
}

event! {
    /// An advisory was published, changed or withdrawn.
    SecurityAdvisory = "security_advisory", action yes, repository maybe {
        /// The advisory.
        security_advisory: Advisory,
    }
}

event! {
    /// What is analysed for security was switched on or off.
    SecurityAndAnalysis = "security_and_analysis", action maybe, repository maybe {
        /// What was changed.
        changes: Option<Box<Changes>>,
    }
}
