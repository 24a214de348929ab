//! Disjoint sets: what is linked, directly or by way of others.

use std::collections::BTreeMap;

/// Disjoint sets of indices (union by least index, so that the outcome has one form).
pub(super) struct Sets(Vec<u32>);

impl Sets {
    /// So many sets of one index each.
    pub(super) fn new(len: usize) -> Self {
        Sets((0..len as u32).collect())
    }

    /// The least index of the set that holds `at`.
    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] as usize != at {
            self.0[at] = self.0[self.0[at] as usize];
            at = self.0[at] as usize;
        }
        at
    }

    /// Makes the sets of two indices one.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b) as u32;
    }

    /// The sets, each in order.
    pub(super) fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            groups.entry(self.root(at)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}
