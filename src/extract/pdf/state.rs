//! The graphics state, as far as it concerns where text stands and whether it is seen.

use super::matrix::Matrix;

/// Deepest nesting of saved states; deeper ones are ignored, as a damaged stream may save for ever.
const DEEPEST: usize = 256;

/// The part of the graphics state that text depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// User space to page as shown.
    pub(super) ctm: Matrix,
    /// Index of the font in the document's table.
    pub(super) font: Option<usize>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scaling; 1 is ordinary.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) render_mode: i64,
    /// Opacity of filled shapes, from 0 to 1.
    pub(super) opacity: f32,
}

/// Saved states and the two matrices of the text object, which are not saved.
#[derive(Debug)]
pub(super) struct States {
    pub(super) now: State,
    saved: Vec<State>,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
}

impl States {
    /// The state at the start of a page.
    pub(super) fn new(ctm: Matrix) -> Self {
        let now = State {
            ctm,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            render_mode: 0,
            opacity: 1.0,
        };
        States { now, saved: Vec::new(), text: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }

    /// How many states are saved.
    pub(super) fn depth(&self) -> usize {
        self.saved.len()
    }

    /// Saves the current state.
    pub(super) fn save(&mut self) {
        if self.saved.len() < DEEPEST {
            self.saved.push(self.now);
        }
    }

    /// Goes back to the last saved state, never below `floor` saved ones.
    pub(super) fn restore(&mut self, floor: usize) {
        if self.saved.len() > floor
            && let Some(state) = self.saved.pop()
        {
            self.now = state;
        }
    }

    /// Begins a text object or sets its matrix.
    pub(super) fn set_text(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    /// Goes to the next line, moved by `(x, y)` in text space.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.set_text(self.line.after(Matrix::shift(x, y)));
    }

    /// Moves along the line by `distance` in text space.
    pub(super) fn advance(&mut self, distance: f64, vertical: bool) {
        let shift = if vertical { Matrix::shift(0.0, distance) } else { Matrix::shift(distance, 0.0) };
        self.text = self.text.after(shift);
    }

    /// Glyph space, one unit an em, to the page as shown.
    pub(super) fn glyph_matrix(&self) -> Matrix {
        let now = &self.now;
        let scale = Matrix([now.size * now.stretch, 0.0, 0.0, now.size, 0.0, now.rise]);
        now.ctm.after(self.text).after(scale)
    }
}
