//! Events of Paddle.
