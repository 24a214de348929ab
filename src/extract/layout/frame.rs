//! Directions of text: a page set sideways is turned upright before anything else looks at it.

use crate::document::Rect;
use crate::extract::{Glyph, RawPage};

/// How the lines of some text run on the page as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// From left to right.
    None,
    /// From top to bottom.
    Down,
    /// Upside down.
    Over,
    /// From bottom to top.
    Up,
    /// Aslant, as watermarks are.
    Slant,
}

impl Turn {
    /// The direction of a glyph.
    pub(super) fn of(glyph: &Glyph) -> Turn {
        if glyph.angle.abs() < 8.0 {
            return Turn::None;
        }
        let angle = glyph.angle.rem_euclid(360.0);
        match angle {
            a if !(8.0..=352.0).contains(&a) => Turn::None,
            a if (82.0..=98.0).contains(&a) => Turn::Down,
            a if (172.0..=188.0).contains(&a) => Turn::Over,
            a if (262.0..=278.0).contains(&a) => Turn::Up,
            _ => Turn::Slant,
        }
    }
}

/// The page as seen by someone who reads along its lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) turn: Turn,
    /// Size of the page as shown.
    shown: (f32, f32),
}

impl Frame {
    /// The frame of text that runs in direction `turn` on `page`.
    pub(super) fn new(page: &RawPage, turn: Turn) -> Self {
        Frame { turn, shown: (page.width, page.height) }
    }

    /// Width and height in reading direction.
    pub(super) fn size(self) -> (f32, f32) {
        match self.turn {
            Turn::Down | Turn::Up => (self.shown.1, self.shown.0),
            _ => self.shown,
        }
    }

    /// A point of the page, in reading direction.
    pub(super) fn upright(self, x: f32, y: f32) -> (f32, f32) {
        let (width, height) = self.shown;
        match self.turn {
            Turn::None | Turn::Slant => (x, y),
            Turn::Down => (y, width - x),
            Turn::Over => (width - x, height - y),
            Turn::Up => (height - y, x),
        }
    }

    /// A rectangle of the page, in reading direction.
    pub(super) fn upright_rect(self, rect: Rect) -> Rect {
        spanned(self.upright(rect.x0, rect.y0), self.upright(rect.x1, rect.y1))
    }

    /// The rectangle on the page as shown.
    pub(super) fn shown_rect(self, rect: Rect) -> Rect {
        let (width, height) = self.shown;
        let back = |u: f32, v: f32| match self.turn {
            Turn::None | Turn::Slant => (u, v),
            Turn::Down => (width - v, u),
            Turn::Over => (width - u, height - v),
            Turn::Up => (v, height - u),
        };
        spanned(back(rect.x0, rect.y0), back(rect.x1, rect.y1))
    }
}

fn spanned(a: (f32, f32), b: (f32, f32)) -> Rect {
    Rect { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
}
