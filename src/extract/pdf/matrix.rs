//! Affine maps as PDF writes them: `[a b c d e f]`, applied to row vectors.

/// An affine map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// The map that changes nothing.
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The map that moves by `(x, y)`.
    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `inner`, then `self`.
    pub(super) fn after(self, inner: Matrix) -> Matrix {
        let (m, n) = (self.0, inner.0);
        Matrix([
            m[0] * n[0] + m[2] * n[1],
            m[1] * n[0] + m[3] * n[1],
            m[0] * n[2] + m[2] * n[3],
            m[1] * n[2] + m[3] * n[3],
            m[0] * n[4] + m[2] * n[5] + m[4],
            m[1] * n[4] + m[3] * n[5] + m[5],
        ])
    }

    /// Where the point goes.
    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let m = self.0;
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    }

    /// Length of the image of a horizontal unit.
    pub(super) fn x_scale(self) -> f64 {
        self.0[0].hypot(self.0[1])
    }

    /// Length of the image of a vertical unit.
    pub(super) fn y_scale(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }

    /// Direction of the image of the horizontal axis, in degrees.
    pub(super) fn angle(self) -> f64 {
        let degrees = self.0[1].atan2(self.0[0]).to_degrees();
        if degrees.abs() < 0.05 { 0.0 } else { degrees }
    }
}
