//! A learned second opinion: coded sentences to a linear model a theme, and how well it does.
//!
//! In: [`Row`]s a person coded, each with what the rules saw in it as plain words ([`Signals`]). Out: a
//! [`Model`] on disk, and [`Figure`]s of the rules, the model and the two together on rows that neither
//! the weights nor the thresholds were fitted to. Nothing here knows a pattern, a cue or a document.
//!
//! The way through: `gold` reads rows, `features` turns text into words and n-grams, `folds` deals rows
//! out, `solver` fits one line, `fit` all of them, `trial` judges them on rows they have not seen, `figures`
//! and `tally` count, `train` puts the parts together.

mod features;
mod figures;
mod fit;
mod folds;
mod gold;
mod model;
mod sample;
mod solver;
mod tally;
mod train;
mod trial;

pub use figures::{Coder, Counts, Figure, Subject};
pub use gold::{Gold, Row};
pub use model::{FORMAT, Made, Model, Opinion, Reading};
pub use sample::{Code, JUDGEMENT, Known, Sample, Signals};
pub use train::{LEAST_POSITIVES, Options, Origin, train};
