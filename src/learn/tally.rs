//! Figures of one subject, and what they come to together.

use super::figures::{Coder, Counts, Figure, Subject};
use super::train::LEAST_POSITIVES;

/// Figures of one subject, with what they come to together.
#[derive(Default)]
pub(super) struct Tally {
    figures: Vec<Figure>,
    pooled: [Counts; Coder::ALL.len()],
    all: Counts,
    trained: Vec<String>,
}

impl Tally {
    /// Adds the counts of one theme or assertion, a coder each; for what is not trained only the rules'.
    pub(super) fn add(
        &mut self,
        subject: Subject,
        name: &str,
        counts: [Counts; Coder::ALL.len()],
        trained: bool,
    ) {
        self.all.merge(&counts[0]);
        let mut figures =
            Coder::ALL.iter().zip(&counts).map(|(coder, counts)| Figure::new(subject, name, *coder, counts));
        if trained {
            self.figures.extend(figures);
            self.trained.push(name.to_string());
            for (pooled, counts) in self.pooled.iter_mut().zip(&counts) {
                pooled.merge(counts);
            }
        } else if let Some(mut figure) = figures.next() {
            figure.note = format!("untrained: {} coded rows, {LEAST_POSITIVES} needed", figure.positive);
            self.figures.push(figure);
        }
    }

    /// The figures with macro and micro lines over what was trained, and micro over everything for the rules.
    pub(super) fn finish(mut self, subject: Subject) -> Vec<Figure> {
        let mut together = Vec::new();
        for (coder, pooled) in Coder::ALL.iter().zip(&self.pooled) {
            let of_coder: Vec<&Figure> = self
                .figures
                .iter()
                .filter(|figure| figure.coder == *coder && self.trained.contains(&figure.name))
                .collect();
            together.push(Figure::mean(subject, *coder, &of_coder));
            together.push(Figure::new(subject, "micro", *coder, pooled));
        }
        together.sort_by(|a, b| a.name.cmp(&b.name));
        let mut all = Figure::new(subject, "micro", Coder::Rules, &self.all);
        all.note = "trained or not".to_string();
        self.figures.extend(together);
        self.figures.push(all);
        self.figures
    }
}
