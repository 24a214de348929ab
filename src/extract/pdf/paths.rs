//! Straight lines out of paths: table rules, underlines, borders of side boxes.

use super::matrix::Matrix;
use crate::document::Rect;

/// Filled shapes thinner than this (points) count as lines.
const THIN: f32 = 3.0;
/// Most lines kept of a page; drawings with more are not tables.
const MOST: usize = 20_000;

/// The path under construction, in points of the page as shown.
#[derive(Debug, Default)]
pub(super) struct Path {
    boxes: Vec<Rect>,
    lines: Vec<Rect>,
    start: (f64, f64),
    last: (f64, f64),
}

impl Path {
    /// Begins a subpath.
    pub(super) fn move_to(&mut self, ctm: Matrix, x: f64, y: f64) {
        self.last = ctm.point(x, y);
        self.start = self.last;
    }

    /// Adds a line.
    pub(super) fn line_to(&mut self, ctm: Matrix, x: f64, y: f64) {
        let to = ctm.point(x, y);
        self.push(to);
    }

    /// Adds a curve, of which only the end matters here.
    pub(super) fn curve_to(&mut self, ctm: Matrix, x: f64, y: f64) {
        self.last = ctm.point(x, y);
    }

    /// Closes the subpath.
    pub(super) fn close(&mut self) {
        self.push(self.start);
    }

    /// Adds a rectangle.
    pub(super) fn rect(&mut self, ctm: Matrix, x: f64, y: f64, width: f64, height: f64) {
        let (near, far) = (ctm.point(x, y), ctm.point(x + width, y + height));
        if self.boxes.len() < MOST {
            self.boxes.push(spanned(near, far));
        }
        self.start = near;
        self.last = near;
    }

    fn push(&mut self, to: (f64, f64)) {
        if self.lines.len() < MOST {
            self.lines.push(spanned(self.last, to));
        }
        self.last = to;
    }

    /// Ends the path without painting it.
    pub(super) fn end(&mut self) {
        self.boxes.clear();
        self.lines.clear();
    }

    /// Paints the path: what is straight and thin goes to `rules`.
    pub(super) fn paint(&mut self, stroked: bool, rules: &mut Vec<Rect>) {
        for shape in self.boxes.drain(..) {
            if is_thin(shape) {
                rules.push(shape);
            } else if stroked {
                rules.extend(edges(shape));
            }
        }
        if stroked {
            rules.extend(self.lines.iter().copied().filter(|line| is_straight(*line)));
        } else {
            rules.extend(outline(&self.lines).filter(|shape| is_thin(*shape)));
        }
        self.lines.clear();
        rules.truncate(MOST);
    }
}

fn spanned(a: (f64, f64), b: (f64, f64)) -> Rect {
    Rect {
        x0: a.0.min(b.0) as f32,
        y0: a.1.min(b.1) as f32,
        x1: a.0.max(b.0) as f32,
        y1: a.1.max(b.1) as f32,
    }
}

fn is_thin(shape: Rect) -> bool {
    let (width, height) = (shape.x1 - shape.x0, shape.y1 - shape.y0);
    width.min(height) <= THIN && width.max(height) > THIN
}

fn is_straight(line: Rect) -> bool {
    let (width, height) = (line.x1 - line.x0, line.y1 - line.y0);
    width.min(height) < 0.5 && width.max(height) > THIN
}

fn edges(shape: Rect) -> [Rect; 4] {
    let Rect { x0, y0, x1, y1 } = shape;
    [
        Rect { x0, y0, x1, y1: y0 },
        Rect { x0, y0: y1, x1, y1 },
        Rect { x0, y0, x1: x0, y1 },
        Rect { x0: x1, y0, x1, y1 },
    ]
}

/// The box around a filled polygon, if it has one.
fn outline(lines: &[Rect]) -> impl Iterator<Item = Rect> {
    lines.iter().copied().reduce(Rect::join).into_iter()
}
