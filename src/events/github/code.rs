//! Code, and pull requests of it.

use super::event;
use super::object::{
    self, Author, Build, Changes, Comment, Commit, Group, Page, RepositoryName, Review, Thread, User,
};
use super::text::RefKind;

event! {
    /// A commit was commented on.
    CommitComment = "commit_comment", action yes, repository yes {
        /// The comment.
        comment: Comment,
    }
}

event! {
    /// A branch or a tag was made.
    Create = "create", action maybe, repository yes {
        /// Its name.
        r#ref: String = "ref",
        /// Which of the two it is.
        ref_type: RefKind,
        /// The branch that is checked out by default.
        master_branch: Option<String>,
        /// What the repository says about itself.
        description: Option<String>,
        /// Who made it: `user` or `deploy_key`.
        pusher_type: Option<String>,
    }
}

event! {
    /// A branch or a tag was deleted.
    Delete = "delete", action maybe, repository yes {
        /// Its name.
        r#ref: String = "ref",
        /// Which of the two it is.
        ref_type: RefKind,
        /// Who deleted it: `user` or `deploy_key`.
        pusher_type: Option<String>,
    }
}

event! {
    /// A repository was forked.
    Fork = "fork", action maybe, repository yes {
        /// The fork.
        forkee: object::Repository,
    }
}

event! {
    /// Pages of a wiki were made or edited.
    Gollum = "gollum", action maybe, repository yes {
        /// The pages.
        pages: Vec<Page>,
    }
}

event! {
    /// Pull requests in a merge queue are to be checked together.
    MergeGroup = "merge_group", action yes, repository maybe {
        /// The pull requests.
        merge_group: Group,
        /// Why they are no longer together.
        reason: Option<String>,
    }
}

event! {
    /// A site was built.
    PageBuild = "page_build", action maybe, repository yes {
        /// The build.
        build: Build,
    }
}

event! {
    /// A pull request was opened, changed, merged or closed. Whether closed is merged is in
    /// [`merged`](object::PullRequest::merged).
    PullRequest = "pull_request", action yes, repository yes {
        /// The number in its repository.
        number: u64,
        /// The pull request.
        pull_request: object::PullRequest,
        /// What was edited.
        changes: Option<Box<Changes>>,
        /// The label that was put on or taken off.
        label: Option<object::Label>,
        /// Who was assigned or no longer is.
        assignee: Option<User>,
        /// Who was asked for a review or no longer is.
        requested_reviewer: Option<User>,
        /// The team that was asked for a review or no longer is.
        requested_team: Option<Box<object::Team>>,
        /// The commit before new ones were pushed.
        before: Option<String>,
        /// The commit after new ones were pushed.
        after: Option<String>,
    }
}

event! {
    /// A pull request was reviewed.
    PullRequestReview = "pull_request_review", action yes, repository yes {
        /// The review.
        review: Review,
        /// The pull request.
        pull_request: object::PullRequest,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A line of a pull request was commented on.
    PullRequestReviewComment = "pull_request_review_comment", action yes, repository yes {
        /// The comment.
        comment: Comment,
        /// The pull request.
        pull_request: object::PullRequest,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// Comments on a line of a pull request were resolved or no longer are.
    PullRequestReviewThread = "pull_request_review_thread", action yes, repository yes {
        /// The comments.
        thread: Thread,
        /// The pull request.
        pull_request: object::PullRequest,
    }
}

event! {
    /// Commits were pushed, or a branch or a tag was made, moved or deleted.
    Push = "push", action maybe, repository yes {
        /// The reference, in full: `refs/heads/main`.
        r#ref: String = "ref",
        /// The commit before. Zeros where the reference was made.
        before: String,
        /// The commit after. Zeros where the reference was deleted.
        after: String,
        /// Whether the reference was made.
        created: bool | default,
        /// Whether the reference was deleted.
        deleted: bool | default,
        /// Whether commits may have gone from the reference.
        forced: bool | default,
        /// The reference that a new one was made of.
        base_ref: Option<String>,
        /// The page that compares before and after.
        compare: Option<String>,
        /// The commits, at most 2,048.
        commits: Vec<Commit>,
        /// The last commit. Nothing where the reference was deleted.
        head_commit: Option<Commit>,
        /// Who pushed.
        pusher: Option<Author>,
    }
}

event! {
    /// A release was made, published, changed or deleted.
    Release = "release", action yes, repository yes {
        /// The release.
        release: object::Release,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A repository was made, changed, moved or deleted.
    Repository = "repository", action yes, repository yes {
        /// What was changed.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A repository is dispatched to by its API: the action is of the caller's choice.
    RepositoryDispatch = "repository_dispatch", action maybe, repository yes {
        /// The branch.
        branch: Option<String>,
        /// What the caller adds, as JSON.
        client_payload: Option<Box<serde_json::value::RawValue>>,
    }
}

event! {
    /// A repository was imported.
    RepositoryImport = "repository_import", action maybe, repository maybe {
        /// How it went: `success`, `failure`, `cancelled`.
        status: Option<String>,
    }
}

event! {
    /// A repository was made public.
    Public = "public", action maybe, repository yes {}
}

event! {
    /// A package was published or changed.
    Package = "package", action yes, repository maybe {
        /// The package.
        package: object::Package,
    }
}

event! {
    /// A package was published or changed, as it was told before `package`.
    RegistryPackage = "registry_package", action yes, repository maybe {
        /// The package.
        registry_package: object::Package,
    }
}

event! {
    /// A key to a repository was added or removed.
    DeployKey = "deploy_key", action yes, repository maybe {
        /// The key.
        key: object::Thing,
    }
}

event! {
    /// The properties of a repository were given values.
    CustomPropertyValues = "custom_property_values", action yes, repository maybe {
        /// Now.
        new_property_values: Vec<object::PropertyValue>,
        /// Before.
        old_property_values: Vec<object::PropertyValue>,
    }
}

event! {
    /// A property of repositories was defined, changed or deleted.
    CustomProperty = "custom_property", action yes, repository maybe {
        /// The property.
        definition: Option<object::Definition>,
    }
}

event! {
    /// A property of repositories became one of the enterprise.
    CustomPropertyPromoted = "custom_property_promoted_to_enterprise", action maybe, repository maybe {
        /// The property.
        definition: Option<object::Definition>,
    }
}

event! {
    /// A repository was starred or no longer is.
    Star = "star", action yes, repository yes {
        /// When it was starred.
        starred_at: Option<time::OffsetDateTime>,
    }
}

event! {
    /// A repository was starred. It is named for what stars once were.
    Watch = "watch", action yes, repository yes {}
}

event! {
    /// Repositories were added to an installation of an app or removed from it.
    InstallationRepositories = "installation_repositories", action yes, repository maybe, installation yes {
        /// Of which repositories it has the use.
        repository_selection: Option<super::text::Selection>,
        /// Those that were added.
        repositories_added: Vec<RepositoryName>,
        /// Those that were removed.
        repositories_removed: Vec<RepositoryName>,
        /// Who had asked for it.
        requester: Option<User>,
    }
}
