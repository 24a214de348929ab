//! The coefficients against worked examples that others published.

use super::*;

/// Units from one line a coder; `.` is a code left out, letters and digits are categories from `first`.
fn lines(lines: &[&str], first: char) -> Vec<Rated> {
    let coders: Vec<Vec<Option<u8>>> = lines
        .iter()
        .map(|line| {
            let codes = line.chars().filter(|c| !c.is_whitespace());
            codes.map(|c| (c != '.').then(|| (c as u32 - first as u32) as u8)).collect()
        })
        .collect();
    (0..coders[0].len())
        .map(|unit| Rated {
            codes: coders.iter().map(|codes| codes[unit]).collect(),
            weight: 1.0,
            stratum: 0,
        })
        .collect()
}

/// Units from a table of two coders: rows are the first one's categories.
fn table(counts: &[&[u32]]) -> Vec<Rated> {
    let mut units = Vec::new();
    for (a, row) in counts.iter().enumerate() {
        for (b, count) in row.iter().enumerate() {
            for _ in 0..*count {
                units.push(Rated { codes: vec![Some(a as u8), Some(b as u8)], weight: 1.0, stratum: 0 });
            }
        }
    }
    units
}

fn on<T>(units: &[Rated], measure: impl FnOnce(Sample<'_>) -> T) -> T {
    let counts = vec![1.0; units.len()];
    measure(Sample { units, counts: &counts })
}

fn is(got: Option<f64>, want: f64, digits: i32) {
    let got = got.expect("the coefficient exists");
    assert!((got - want).abs() < 0.5 * 10_f64.powi(-digits) + 1e-12, "{got} {want}");
}

/// Krippendorff 2011, example C: four observers, twelve units, five categories, codes missing; the same
/// data in Gwet 2014 (table of four raters and twelve subjects), whose AC1 is that of his package irrCAC.
#[test]
fn four_observers_with_codes_missing() {
    let units = lines(&["123321412...", "12332241 25.3", ".33323422 51.", "12332441 251."], '1');
    is(on(&units, |s| alpha(s, &[0, 1, 2, 3], 5)), 0.743, 3);
    is(on(&units, |s| ac1(s, &[0, 1, 2, 3], 5)), 0.775_44, 5);
}

/// Krippendorff 2011, example A: two observers, ten units, two categories.
#[test]
fn two_observers_and_two_categories() {
    let units = lines(&["0100000010", "1110010000"], '0');
    is(on(&units, |s| alpha(s, &[0, 1], 2)), 0.095, 3);
}

/// Krippendorff 2011, example B: two observers, twelve units, five categories.
#[test]
fn two_observers_and_five_categories() {
    let units = lines(&["aabbdcccedda", "babbbccceddd"], 'a');
    is(on(&units, |s| alpha(s, &[0, 1], 5)), 0.692, 3);
}

/// Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed. 2003, table 18.1:
/// diagnoses of 100 subjects by two raters.
#[test]
fn diagnoses_by_two_raters() {
    let units = table(&[&[75, 1, 4], &[5, 4, 1], &[0, 0, 10]]);
    is(on(&units, |s| kappa(s, 0, 1, 3)), 0.68, 2);
}

/// Gwet 2014, 100 pregnant women by two abstractors, as his package irrCAC prints them.
#[test]
fn pregnancies_by_two_abstractors() {
    let units = table(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
    is(on(&units, |s| kappa(s, 0, 1, 3)), 0.796_409_4, 7);
    is(on(&units, |s| alpha(s, &[0, 1], 3)), 0.797_258_5, 7);
    is(on(&units, |s| ac1(s, &[0, 1], 3)), 0.849_330_5, 7);
}

/// A weight says how often a unit stands: the same as listing it so often, for all but alpha, whose
/// correction for few units counts what was judged.
#[test]
fn a_unit_of_weight_three_is_three_units() {
    let once = table(&[&[2, 1], &[1, 3]]);
    let mut weighted = once.clone();
    weighted.iter_mut().for_each(|unit| unit.weight = 3.0);
    let thrice: Vec<Rated> = once.iter().flat_map(|unit| vec![unit.clone(); 3]).collect();
    for measure in [
        |s: Sample<'_>| kappa(s, 0, 1, 2),
        |s: Sample<'_>| ac1(s, &[0, 1], 2),
        |s: Sample<'_>| precision(s, 0, 1),
        |s: Sample<'_>| f1(s, 0, 1),
        |s: Sample<'_>| specificity(s, 0, 1),
    ] {
        is(on(&weighted, measure), on(&thrice, measure).expect("defined"), 12);
    }
    is(on(&weighted, |s| alpha(s, &[0, 1], 2)), on(&once, |s| alpha(s, &[0, 1], 2)).expect("defined"), 12);
}

#[test]
fn coders_who_use_one_category_have_no_kappa_and_no_alpha() {
    let units = table(&[&[7, 0], &[0, 0]]);
    assert_eq!(on(&units, |s| kappa(s, 0, 1, 2)), None);
    assert_eq!(on(&units, |s| alpha(s, &[0, 1], 2)), None);
    is(on(&units, |s| ac1(s, &[0, 1], 2)), 1.0, 12);
    assert_eq!(on(&units, |s| precision(s, 0, 1)), None);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn ratings() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
        prop::collection::vec((0_u8..3, 0_u8..3, 1_u8..9), 2..40)
    }

    fn units(rows: &[(u8, u8, u8)], same: bool) -> Vec<Rated> {
        let unit = |(a, b, weight): &(u8, u8, u8)| Rated {
            codes: vec![Some(*a), Some(if same { *a } else { *b })],
            weight: f64::from(*weight),
            stratum: 0,
        };
        rows.iter().map(unit).collect()
    }

    proptest! {
        #[test]
        fn kappa_does_not_ask_who_is_first(rows in ratings()) {
            let units = units(&rows, false);
            let (one, other) = (on(&units, |s| kappa(s, 0, 1, 3)), on(&units, |s| kappa(s, 1, 0, 3)));
            match (one, other) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
        }

        #[test]
        fn coders_who_agree_on_everything_have_all_coefficients_one(rows in ratings()) {
            let units = units(&rows, true);
            for got in [
                on(&units, |s| kappa(s, 0, 1, 3)),
                on(&units, |s| alpha(s, &[0, 1], 3)),
                on(&units, |s| ac1(s, &[0, 1], 3)),
                on(&units, |s| f1(s, 0, 1)),
            ].into_iter().flatten() {
                prop_assert!((got - 1.0).abs() < 1e-9, "{}", got);
            }
        }

        #[test]
        fn no_coefficient_is_above_one(rows in ratings()) {
            let units = units(&rows, false);
            for got in [
                on(&units, |s| kappa(s, 0, 1, 3)),
                on(&units, |s| alpha(s, &[0, 1], 3)),
                on(&units, |s| ac1(s, &[0, 1], 3)),
            ].into_iter().flatten() {
                prop_assert!(got <= 1.0 + 1e-9);
            }
        }
    }
}
