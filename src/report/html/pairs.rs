//! Pairs of themes that stand out from chance.

use crate::findings::{Findings, PairRow};

/// Most pairs shown; all are in `cooccurrence.csv`.
pub(super) const SHOWN: usize = 12;

/// Two themes raised together more often than chance would have it.
pub(super) struct Pair {
    pub(super) a: String,
    pub(super) b: String,
    pub(super) label_a: String,
    pub(super) label_b: String,
    pub(super) both: u32,
    pub(super) expected: String,
    pub(super) lift: String,
    pub(super) p: String,
}

/// The notable pairs, those with the highest lower end of the interval first.
pub(super) fn pairs(findings: &Findings) -> Vec<Pair> {
    let mut notable: Vec<&PairRow> = findings.cooccurrence.iter().filter(|pair| pair.is_notable()).collect();
    let low = |pair: &PairRow| pair.lift.map_or(0.0, |lift| lift.low);
    notable.sort_by(|x, y| low(y).total_cmp(&low(x)));
    notable.truncate(SHOWN);
    notable.into_iter().filter_map(|pair| view(pair, findings)).collect()
}

fn view(pair: &PairRow, findings: &Findings) -> Option<Pair> {
    let lift = pair.lift?;
    let label = |id: &str| {
        let row = findings.themes.iter().find(|row| row.theme == id);
        row.map_or(id, |row| row.label.as_str()).to_string()
    };
    Some(Pair {
        label_a: label(&pair.theme_a),
        label_b: label(&pair.theme_b),
        a: pair.theme_a.clone(),
        b: pair.theme_b.clone(),
        both: pair.documents_both,
        expected: format!("{:.1}", pair.expected),
        lift: format!("{:.1} ({:.1}–{:.1})", lift.lift, lift.low, lift.high),
        p: if lift.p_adjusted < 0.001 {
            "under 0.001".to_string()
        } else {
            format!("{:.3}", lift.p_adjusted)
        },
    })
}
