//! Texts of which GitHub uses a few.

use crate::events::open_enum;

open_enum! {
    /// What was done.
    pub enum Action {
        /// `added`.
        Added = "added",
        /// `added_to_repository`.
        AddedToRepository = "added_to_repository",
        /// `answered`.
        Answered = "answered",
        /// `appeared_in_branch`.
        AppearedInBranch = "appeared_in_branch",
        /// `approved`.
        Approved = "approved",
        /// `archived`.
        Archived = "archived",
        /// `assigned`.
        Assigned = "assigned",
        /// `assignees_changed`.
        AssigneesChanged = "assignees_changed",
        /// `auto_dismissed`.
        AutoDismissed = "auto_dismissed",
        /// `auto_merge_disabled`.
        AutoMergeDisabled = "auto_merge_disabled",
        /// `auto_merge_enabled`.
        AutoMergeEnabled = "auto_merge_enabled",
        /// `auto_reopened`.
        AutoReopened = "auto_reopened",
        /// `blocked`.
        Blocked = "blocked",
        /// `blocked_by_added`.
        BlockedByAdded = "blocked_by_added",
        /// `blocked_by_removed`.
        BlockedByRemoved = "blocked_by_removed",
        /// `blocking_added`.
        BlockingAdded = "blocking_added",
        /// `blocking_removed`.
        BlockingRemoved = "blocking_removed",
        /// `cancelled`.
        Cancelled = "cancelled",
        /// `category_changed`.
        CategoryChanged = "category_changed",
        /// `changed`.
        Changed = "changed",
        /// `checks_requested`.
        ChecksRequested = "checks_requested",
        /// `closed`.
        Closed = "closed",
        /// `closed_by_user`.
        ClosedByUser = "closed_by_user",
        /// `completed`.
        Completed = "completed",
        /// `converted`.
        Converted = "converted",
        /// `converted_to_draft`.
        ConvertedToDraft = "converted_to_draft",
        /// `create`.
        Create = "create",
        /// `created`.
        Created = "created",
        /// `deleted`.
        Deleted = "deleted",
        /// `demilestoned`.
        Demilestoned = "demilestoned",
        /// `denied`.
        Denied = "denied",
        /// `dequeued`.
        Dequeued = "dequeued",
        /// `destroyed`.
        Destroyed = "destroyed",
        /// `disabled`.
        Disabled = "disabled",
        /// `dismiss`.
        Dismiss = "dismiss",
        /// `dismissed`.
        Dismissed = "dismissed",
        /// `edited`.
        Edited = "edited",
        /// `enabled`.
        Enabled = "enabled",
        /// `enqueued`.
        Enqueued = "enqueued",
        /// `field_added`.
        FieldAdded = "field_added",
        /// `field_removed`.
        FieldRemoved = "field_removed",
        /// `fixed`.
        Fixed = "fixed",
        /// `in_progress`.
        InProgress = "in_progress",
        /// `labeled`.
        Labeled = "labeled",
        /// `locked`.
        Locked = "locked",
        /// `member_added`.
        MemberAdded = "member_added",
        /// `member_invited`.
        MemberInvited = "member_invited",
        /// `member_removed`.
        MemberRemoved = "member_removed",
        /// `metadata_created`.
        MetadataCreated = "metadata_created",
        /// `metadata_removed`.
        MetadataRemoved = "metadata_removed",
        /// `milestoned`.
        Milestoned = "milestoned",
        /// `moved`.
        Moved = "moved",
        /// `new_permissions_accepted`.
        NewPermissionsAccepted = "new_permissions_accepted",
        /// `opened`.
        Opened = "opened",
        /// `parent_issue_added`.
        ParentIssueAdded = "parent_issue_added",
        /// `parent_issue_removed`.
        ParentIssueRemoved = "parent_issue_removed",
        /// `pending_cancellation`.
        PendingCancellation = "pending_cancellation",
        /// `pending_change`.
        PendingChange = "pending_change",
        /// `pending_change_cancelled`.
        PendingChangeCancelled = "pending_change_cancelled",
        /// `pending_tier_change`.
        PendingTierChange = "pending_tier_change",
        /// `pinned`.
        Pinned = "pinned",
        /// `prereleased`.
        Prereleased = "prereleased",
        /// `privatized`.
        Privatized = "privatized",
        /// `promote_to_enterprise`.
        PromoteToEnterprise = "promote_to_enterprise",
        /// `publicized`.
        Publicized = "publicized",
        /// `publicly_leaked`.
        PubliclyLeaked = "publicly_leaked",
        /// `published`.
        Published = "published",
        /// `purchased`.
        Purchased = "purchased",
        /// `queued`.
        Queued = "queued",
        /// `ready_for_review`.
        ReadyForReview = "ready_for_review",
        /// `reintroduced`.
        Reintroduced = "reintroduced",
        /// `rejected`.
        Rejected = "rejected",
        /// `relates_to_added`.
        RelatesToAdded = "relates_to_added",
        /// `relates_to_removed`.
        RelatesToRemoved = "relates_to_removed",
        /// `released`.
        Released = "released",
        /// `removed`.
        Removed = "removed",
        /// `removed_from_repository`.
        RemovedFromRepository = "removed_from_repository",
        /// `renamed`.
        Renamed = "renamed",
        /// `reopen`.
        Reopen = "reopen",
        /// `reopened`.
        Reopened = "reopened",
        /// `reopened_by_user`.
        ReopenedByUser = "reopened_by_user",
        /// `reordered`.
        Reordered = "reordered",
        /// `reported`.
        Reported = "reported",
        /// `requested`.
        Requested = "requested",
        /// `requested_action`.
        RequestedAction = "requested_action",
        /// `rerequested`.
        Rerequested = "rerequested",
        /// `resolve`.
        Resolve = "resolve",
        /// `resolved`.
        Resolved = "resolved",
        /// `restored`.
        Restored = "restored",
        /// `review_request_removed`.
        ReviewRequestRemoved = "review_request_removed",
        /// `review_requested`.
        ReviewRequested = "review_requested",
        /// `revoked`.
        Revoked = "revoked",
        /// `stacked`.
        Stacked = "stacked",
        /// `started`.
        Started = "started",
        /// `sub_issue_added`.
        SubIssueAdded = "sub_issue_added",
        /// `sub_issue_removed`.
        SubIssueRemoved = "sub_issue_removed",
        /// `submitted`.
        Submitted = "submitted",
        /// `suspend`.
        Suspend = "suspend",
        /// `synchronize`.
        Synchronize = "synchronize",
        /// `tier_changed`.
        TierChanged = "tier_changed",
        /// `transferred`.
        Transferred = "transferred",
        /// `typed`.
        Typed = "typed",
        /// `unanswered`.
        Unanswered = "unanswered",
        /// `unarchived`.
        Unarchived = "unarchived",
        /// `unassigned`.
        Unassigned = "unassigned",
        /// `unblocked`.
        Unblocked = "unblocked",
        /// `unlabeled`.
        Unlabeled = "unlabeled",
        /// `unlocked`.
        Unlocked = "unlocked",
        /// `unpinned`.
        Unpinned = "unpinned",
        /// `unpublished`.
        Unpublished = "unpublished",
        /// `unresolved`.
        Unresolved = "unresolved",
        /// `unsuspend`.
        Unsuspend = "unsuspend",
        /// `untyped`.
        Untyped = "untyped",
        /// `updated`.
        Updated = "updated",
        /// `updated_assignment`.
        UpdatedAssignment = "updated_assignment",
        /// `validated`.
        Validated = "validated",
        /// `waiting`.
        Waiting = "waiting",
        /// `withdrawn`.
        Withdrawn = "withdrawn",
    }
}

open_enum! {
    /// What an account is.
    pub enum AccountKind {
        /// `Bot`.
        Bot = "Bot",
        /// `Mannequin`.
        Mannequin = "Mannequin",
        /// `Organization`.
        Organization = "Organization",
        /// `User`.
        User = "User",
    }
}

open_enum! {
    /// Whether an issue, a pull request or the like is done with.
    pub enum State {
        /// `closed`.
        Closed = "closed",
        /// `converting`.
        Converting = "converting",
        /// `locked`.
        Locked = "locked",
        /// `open`.
        Open = "open",
        /// `transferring`.
        Transferring = "transferring",
    }
}

open_enum! {
    /// Why an issue or a discussion has its state.
    pub enum StateReason {
        /// `completed`.
        Completed = "completed",
        /// `duplicate`.
        Duplicate = "duplicate",
        /// `not_planned`.
        NotPlanned = "not_planned",
        /// `outdated`.
        Outdated = "outdated",
        /// `reopened`.
        Reopened = "reopened",
        /// `resolved`.
        Resolved = "resolved",
    }
}

open_enum! {
    /// How far a check, a workflow or a job is.
    pub enum Status {
        /// `completed`.
        Completed = "completed",
        /// `in_progress`.
        InProgress = "in_progress",
        /// `pending`.
        Pending = "pending",
        /// `queued`.
        Queued = "queued",
        /// `requested`.
        Requested = "requested",
        /// `waiting`.
        Waiting = "waiting",
    }
}

open_enum! {
    /// How a check, a workflow or a job ended.
    pub enum Conclusion {
        /// `action_required`.
        ActionRequired = "action_required",
        /// `cancelled`.
        Cancelled = "cancelled",
        /// `failure`.
        Failure = "failure",
        /// `neutral`.
        Neutral = "neutral",
        /// `skipped`.
        Skipped = "skipped",
        /// `stale`.
        Stale = "stale",
        /// `startup_failure`.
        StartupFailure = "startup_failure",
        /// `success`.
        Success = "success",
        /// `timed_out`.
        TimedOut = "timed_out",
    }
}

open_enum! {
    /// What a commit status or a deployment status says.
    pub enum Outcome {
        /// `error`.
        Error = "error",
        /// `failure`.
        Failure = "failure",
        /// `inactive`.
        Inactive = "inactive",
        /// `in_progress`.
        InProgress = "in_progress",
        /// `pending`.
        Pending = "pending",
        /// `queued`.
        Queued = "queued",
        /// `success`.
        Success = "success",
        /// `waiting`.
        Waiting = "waiting",
    }
}

open_enum! {
    /// What a review says.
    pub enum ReviewState {
        /// `approved`.
        Approved = "approved",
        /// `changes_requested`.
        ChangesRequested = "changes_requested",
        /// `commented`.
        Commented = "commented",
        /// `dismissed`.
        Dismissed = "dismissed",
        /// `pending`.
        Pending = "pending",
    }
}

open_enum! {
    /// What a reference is.
    pub enum RefKind {
        /// `branch`.
        Branch = "branch",
        /// `tag`.
        Tag = "tag",
    }
}

open_enum! {
    /// Who can see a repository.
    pub enum Visibility {
        /// `internal`.
        Internal = "internal",
        /// `private`.
        Private = "private",
        /// `public`.
        Public = "public",
    }
}

open_enum! {
    /// What an author is to the repository.
    pub enum Association {
        /// `COLLABORATOR`.
        Collaborator = "COLLABORATOR",
        /// `CONTRIBUTOR`.
        Contributor = "CONTRIBUTOR",
        /// `FIRST_TIMER`.
        FirstTimer = "FIRST_TIMER",
        /// `FIRST_TIME_CONTRIBUTOR`.
        FirstTimeContributor = "FIRST_TIME_CONTRIBUTOR",
        /// `MANNEQUIN`.
        Mannequin = "MANNEQUIN",
        /// `MEMBER`.
        Member = "MEMBER",
        /// `NONE`.
        None = "NONE",
        /// `OWNER`.
        Owner = "OWNER",
    }
}

open_enum! {
    /// Of which repositories an installation has the use.
    pub enum Selection {
        /// `all`.
        All = "all",
        /// `none`.
        None = "none",
        /// `selected`.
        Selected = "selected",
        /// `subset`.
        Subset = "subset",
    }
}
