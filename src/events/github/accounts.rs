//! Organizations, teams, apps, sponsors, and webhooks themselves.

use time::OffsetDateTime;

use super::event;
use super::object::{
    self, Changes, Hook, Invitation, OrganizationMembership, Purchase, RepositoryName, Sponsoring, Thing,
    User,
};

event! {
    /// A user took an app's leave to act for them.
    GithubAppAuthorization = "github_app_authorization", action yes, repository maybe {}
}

event! {
    /// An app was installed, suspended or removed, or may do more.
    Installation = "installation", action yes, repository maybe, installation yes {
        /// The repositories that it has the use of.
        repositories: Vec<RepositoryName>,
        /// Who had asked for it.
        requester: Option<User>,
    }
}

event! {
    /// The account that an app is installed in was renamed.
    InstallationTarget = "installation_target", action maybe, repository maybe {
        /// The account.
        account: Option<User>,
        /// What it is: `Organization` or `User`.
        target_type: Option<String>,
        /// What was changed.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A plan in the Marketplace was bought, changed or cancelled.
    MarketplacePurchase = "marketplace_purchase", action yes, repository maybe {
        /// What the account has now.
        marketplace_purchase: Purchase,
        /// What it had before.
        previous_marketplace_purchase: Option<Purchase>,
        /// From when on.
        effective_date: Option<OffsetDateTime>,
    }
}

event! {
    /// A collaborator of a repository was added, removed, or may do more or less.
    Member = "member", action yes, repository yes {
        /// The collaborator.
        member: Option<User>,
        /// What was changed.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A member of a team was added or removed.
    Membership = "membership", action yes, repository maybe {
        /// What of: `team`.
        scope: Option<String>,
        /// The member.
        member: Option<User>,
        /// The team. One that was deleted may have no name.
        team: Option<Thing>,
    }
}

event! {
    /// The webhook by which this came was deleted.
    Meta = "meta", action maybe, repository maybe {
        /// The webhook's id.
        hook_id: Option<u64>,
        /// The webhook.
        hook: Option<Hook>,
    }
}

event! {
    /// A user was blocked by an organization, or no longer is.
    OrgBlock = "org_block", action yes, repository maybe {
        /// The user.
        blocked_user: Option<User>,
    }
}

event! {
    /// An organization was renamed or deleted, or its members changed.
    Organization = "organization", action yes, repository maybe {
        /// The member.
        membership: Option<OrganizationMembership>,
        /// The invitation.
        invitation: Option<Invitation>,
        /// Who is invited.
        user: Option<User>,
        /// What was changed.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A token for the use of an organization was asked for, granted or denied.
    PersonalAccessTokenRequest = "personal_access_token_request", action yes, repository maybe {
        /// What was asked for.
        personal_access_token_request: Option<Thing>,
    }
}

event! {
    /// A webhook was set up.
    Ping = "ping", action maybe, repository maybe {
        /// Wisdom.
        zen: Option<String>,
        /// The webhook's id.
        hook_id: Option<u64>,
        /// The webhook.
        hook: Option<Hook>,
    }
}

event! {
    /// Support for a maintainer began, changed or ended.
    Sponsorship = "sponsorship", action yes, repository maybe {
        /// The support.
        sponsorship: Sponsoring,
        /// From when on.
        effective_date: Option<OffsetDateTime>,
    }
}

event! {
    /// A team was made, changed or deleted, or may use a repository.
    Team = "team", action yes, repository maybe {
        /// The team.
        team: object::Team,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A team may use a repository.
    TeamAdd = "team_add", action maybe, repository yes {
        /// The team.
        team: object::Team,
    }
}
