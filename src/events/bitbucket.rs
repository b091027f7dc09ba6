//! Events of Bitbucket, Cloud and Data Center.
