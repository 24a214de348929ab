//! One integration binary; each module is a promise.

/// Floors, module docs, one home for each outside crate.
mod architecture;

/// What is said again is found, with the right places and grades.
mod repetition;
