//! Rows dealt out for cross-validation: a group stays together, rare themes are spread.
//!
//! The rarest theme first, each group to the fold that has least of it: the idea of Sechidis, Tsoumakas and
//! Vlahavas (2011), "On the stratification of multi-label data", applied to groups of rows.

use super::sample::Sample;
use super::solver::Random;
use std::collections::BTreeMap;

/// The fold of every sample, from 0 to `folds` - 1.
pub(super) fn deal(samples: &[Sample], folds: usize, seed: u64) -> Vec<usize> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, sample) in samples.iter().enumerate() {
        groups.entry(&sample.group).or_default().push(at);
        for theme in themes(sample) {
            *totals.entry(theme).or_default() += 1;
        }
    }
    let mut random = Random(seed);
    let mut order: Vec<Group<'_>> = groups
        .into_values()
        .map(|members| {
            let present = members.iter().flat_map(|at| themes(&samples[*at]));
            let rarest = present.min_by_key(|theme| (totals[theme], *theme));
            Group { rank: (rarest.map_or(usize::MAX, |theme| totals[theme]), rarest, random.next()), members }
        })
        .collect();
    order.sort_by(|a, b| a.rank.cmp(&b.rank));
    let mut dealt = vec![0; samples.len()];
    let mut held: Vec<Held<'_>> = vec![Held::default(); folds];
    for group in order {
        let rarest = group.rank.1;
        let load = |fold: &Held<'_>| {
            let of_rarest = rarest.and_then(|theme| fold.themes.get(theme)).copied();
            (of_rarest.unwrap_or(0), fold.rows)
        };
        let fold = (0..folds).min_by_key(|fold| (load(&held[*fold]), *fold)).unwrap_or(0);
        for at in group.members {
            dealt[at] = fold;
            held[fold].rows += 1;
            for theme in themes(&samples[at]) {
                *held[fold].themes.entry(theme).or_default() += 1;
            }
        }
    }
    dealt
}

struct Group<'a> {
    /// How rare its rarest theme is, which that is, and a drawn number.
    rank: (usize, Option<&'a str>, u64),
    members: Vec<usize>,
}

#[derive(Clone, Default)]
struct Held<'a> {
    rows: usize,
    themes: BTreeMap<&'a str, usize>,
}

/// What is spread: themes, and for judgements without one, what they say.
fn themes(sample: &Sample) -> impl Iterator<Item = &str> {
    sample.gold.iter().map(|code| match code.theme == super::JUDGEMENT {
        true => code.assertion.as_str(),
        false => code.theme.as_str(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::Code;
    use super::*;

    #[test]
    fn groups_stay_together_and_a_rare_theme_is_in_every_fold() {
        let samples: Vec<Sample> = (0..60)
            .map(|at| Sample {
                group: format!("paragraph {}", at / 2),
                gold: (at % 12 == 0)
                    .then(|| Code { theme: "rare".into(), assertion: "failing".into() })
                    .into_iter()
                    .collect(),
                ..Sample::default()
            })
            .collect();
        let dealt = deal(&samples, 5, 1);
        for pair in dealt.chunks(2) {
            assert_eq!(pair[0], pair[1]);
        }
        for fold in 0..5 {
            let of_fold = || (0..60).filter(|at| dealt[*at] == fold);
            assert_eq!(of_fold().filter(|at| at % 12 == 0).count(), 1);
            assert_eq!(of_fold().count(), 12);
        }
        assert_eq!(dealt, deal(&samples, 5, 1));
        assert_ne!(dealt, deal(&samples, 5, 2));
    }
}
