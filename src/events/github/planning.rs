//! Issues, discussions and projects.

use super::event;
use super::object::{self, Changes, Comment, Thing};

event! {
    /// A discussion was begun, changed, answered or deleted.
    Discussion = "discussion", action yes, repository yes {
        /// The discussion.
        discussion: object::Discussion,
        /// The comment that was taken as the answer.
        answer: Option<Comment>,
        /// The comment that no longer is.
        old_answer: Option<Comment>,
        /// The label that was put on or taken off.
        label: Option<object::Label>,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A discussion was commented on.
    DiscussionComment = "discussion_comment", action yes, repository yes {
        /// The comment.
        comment: Comment,
        /// The discussion.
        discussion: object::Discussion,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// An issue or a pull request was commented on, not on one of its lines.
    IssueComment = "issue_comment", action yes, repository yes {
        /// The comment.
        comment: Comment,
        /// The issue or pull request.
        issue: object::Issue,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// An issue is blocked by another one, or no longer is.
    IssueDependencies = "issue_dependencies", action yes, repository maybe {
        /// The one that is blocked.
        blocked_issue: Option<object::Issue>,
        /// The one that blocks it.
        blocking_issue: Option<object::Issue>,
        /// The repository of the one that blocks it.
        blocking_issue_repo: Option<object::Repository>,
    }
}

event! {
    /// An issue is related to another one, or no longer is.
    IssueRelatesTo = "issue_relates_to", action yes, repository maybe {}
}

event! {
    /// An issue was opened, changed, closed or deleted.
    Issues = "issues", action yes, repository yes {
        /// The issue.
        issue: object::Issue,
        /// The label that was put on or taken off.
        label: Option<object::Label>,
        /// Who was assigned or no longer is.
        assignee: Option<object::User>,
        /// The milestone that was set or taken off.
        milestone: Option<object::Milestone>,
        /// What was edited, or where it was transferred.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A label was made, changed or deleted.
    Label = "label", action yes, repository maybe {
        /// The label.
        label: object::Label,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A milestone was made, changed, closed or deleted.
    Milestone = "milestone", action yes, repository yes {
        /// The milestone.
        milestone: object::Milestone,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A classic project was made, changed, closed or deleted.
    Project = "project", action yes, repository maybe {
        /// The project.
        project: Thing,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A card of a classic project was made, changed, moved or deleted.
    ProjectCard = "project_card", action yes, repository maybe {
        /// The card.
        project_card: Thing,
    }
}

event! {
    /// A column of a classic project was made, changed, moved or deleted.
    ProjectColumn = "project_column", action yes, repository maybe {
        /// The column.
        project_column: Thing,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// A project was made, changed, closed or deleted.
    ProjectsV2 = "projects_v2", action yes, repository maybe {
        /// The project.
        projects_v2: Thing,
        /// What was edited.
        changes: Option<Box<Changes>>,
    }
}

event! {
    /// An item of a project was made, changed, moved or deleted.
    ProjectsV2Item = "projects_v2_item", action yes, repository maybe {
        /// The item.
        projects_v2_item: Thing,
    }
}

event! {
    /// It was said how a project goes.
    ProjectsV2StatusUpdate = "projects_v2_status_update", action yes, repository maybe {
        /// How it goes.
        projects_v2_status_update: Thing,
    }
}

event! {
    /// An issue was made part of another one, or no longer is.
    SubIssues = "sub_issues", action yes, repository maybe {
        /// The whole.
        parent_issue: Option<object::Issue>,
        /// The part.
        sub_issue: Option<object::Issue>,
        /// The repository of the whole.
        parent_issue_repo: Option<object::Repository>,
        /// The repository of the part.
        sub_issue_repo: Option<object::Repository>,
    }
}
