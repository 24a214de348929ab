//! The interpreter of content streams: the operators that place text, and those that draw straight
//! lines and pictures. Colours, clips and shadings are skipped.

use super::fonts::Fonts;
use super::layers::Layers;
use super::matrix::Matrix;
use super::paths::Path;
use super::state::States;
use crate::document::Rect;
use crate::extract::{Glyph, RawPage};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys::{BBOX, MATRIX, OC, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;
use std::collections::BTreeMap;

/// Deepest nesting of forms; a form may draw itself in a damaged file.
const DEEPEST: u32 = 24;
/// Most glyphs of one page; more is an attack, not a page.
const MOST_GLYPHS: usize = 2_000_000;
/// Most pictures kept of a page.
const MOST_IMAGES: usize = 10_000;

/// Runs content streams and collects what they show.
pub(super) struct Interpreter<'a, 'f> {
    states: States,
    fonts: &'f mut Fonts<'a>,
    layers: Layers,
    path: Path,
    page: RawPage,
    /// Fonts of the page by font of the document and whether it is thickened by stroking.
    placed: BTreeMap<(usize, bool), u16>,
    depth: u32,
}

impl<'a, 'f> Interpreter<'a, 'f> {
    /// An interpreter at the start of a page.
    pub(super) fn new(ctm: Matrix, fonts: &'f mut Fonts<'a>, layers: Layers) -> Self {
        Interpreter {
            states: States::new(ctm),
            fonts,
            layers,
            path: Path::default(),
            page: RawPage::default(),
            placed: BTreeMap::new(),
            depth: 0,
        }
    }

    /// What was collected.
    pub(super) fn finish(self) -> RawPage {
        self.page
    }

    /// Runs a stream; states and layers it leaves open are closed again.
    pub(super) fn run(&mut self, mut ops: TypedIter<'_>, resources: &Resources<'a>) {
        let (floor, layer_floor) = (self.states.depth(), self.layers.depth());
        let mut names = BTreeMap::new();
        while let Some(op) = ops.next() {
            match op {
                Op::SaveState(_) => self.states.save(),
                Op::RestoreState(_) => self.states.restore(floor),
                Op::Transform(m) => {
                    let matrix = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                    self.states.now.ctm = self.states.now.ctm.after(matrix);
                }
                Op::SetGraphicsState(gs) => self.graphics_state(resources.get_ext_g_state(gs.0)),
                Op::TextFont(font) => {
                    self.states.now.size = font.1.as_f64();
                    self.states.now.font = self.font(font.0, resources, &mut names);
                }
                Op::XObject(object) => {
                    if let Some(stream) = resources.get_x_object(object.0) {
                        self.object(&stream, resources);
                    }
                }
                Op::InlineImage(_) => self.image(),
                Op::BeginMarkedContent(_) => self.layers.enter_plain(),
                Op::BeginMarkedContentWithProperties(mark) => self.layers.enter(mark.1, resources),
                Op::EndMarkedContent(_) => self.layers.leave(layer_floor),
                other => {
                    if !self.text_op(&other) {
                        self.path_op(&other);
                    }
                }
            }
        }
        self.path.end();
        while self.layers.depth() > layer_floor {
            self.layers.leave(layer_floor);
        }
        while self.states.depth() > floor {
            self.states.restore(floor);
        }
    }

    fn font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        names: &mut BTreeMap<Vec<u8>, Option<usize>>,
    ) -> Option<usize> {
        if let Some(found) = names.get(name.as_ref() as &[u8]) {
            return *found;
        }
        let found = match resources.get_font(name) {
            Some(dict) => self.fonts.find(&dict),
            None => self.fonts.plain(),
        };
        names.insert(name.as_ref().to_vec(), found);
        found
    }

    fn graphics_state(&mut self, dict: Option<Dict<'a>>) {
        let Some(dict) = dict else { return };
        if let Some(opacity) = dict.get::<f32>(b"ca".as_slice()) {
            self.states.now.opacity = opacity;
        }
        if let Some(font) = dict.get::<Array<'a>>(b"Font".as_slice()) {
            let mut parts = font.flex_iter();
            if let (Some(font), Some(size)) = (parts.next::<Dict<'a>>(), parts.next::<f32>()) {
                self.states.now.font = self.fonts.find(&font);
                self.states.now.size = f64::from(size);
            }
        }
    }

    fn text_op(&mut self, op: &Op<'_, '_>) -> bool {
        let states = &mut self.states;
        match op {
            Op::BeginText(_) => states.set_text(Matrix::IDENTITY),
            Op::SetTextMatrix(m) => states.set_text(matrix([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::CharacterSpacing(value) => states.now.char_space = value.0.as_f64(),
            Op::WordSpacing(value) => states.now.word_space = value.0.as_f64(),
            Op::HorizontalScaling(value) => states.now.stretch = value.0.as_f64() / 100.0,
            Op::TextLeading(value) => states.now.leading = value.0.as_f64(),
            Op::TextRise(value) => states.now.rise = value.0.as_f64(),
            Op::TextRenderingMode(value) => states.now.render_mode = value.0.as_i64(),
            Op::NextLine(by) => states.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                states.now.leading = -by.1.as_f64();
                states.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => states.next_line(0.0, -states.now.leading),
            Op::ShowText(text) => self.show(text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                states.next_line(0.0, -states.now.leading);
                self.show(text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                states.now.word_space = text.0.as_f64();
                states.now.char_space = text.1.as_f64();
                states.next_line(0.0, -states.now.leading);
                self.show(text.2.as_bytes());
            }
            Op::ShowTexts(texts) => self.show_all(texts.0),
            _ => return false,
        }
        true
    }

    fn path_op(&mut self, op: &Op<'_, '_>) {
        let ctm = self.states.now.ctm;
        let path = &mut self.path;
        match op {
            Op::RectPath(r) => path.rect(ctm, r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64()),
            Op::MoveTo(to) => path.move_to(ctm, to.0.as_f64(), to.1.as_f64()),
            Op::LineTo(to) => path.line_to(ctm, to.0.as_f64(), to.1.as_f64()),
            Op::CubicTo(to) => path.curve_to(ctm, to.4.as_f64(), to.5.as_f64()),
            Op::CubicStartTo(to) => path.curve_to(ctm, to.2.as_f64(), to.3.as_f64()),
            Op::CubicEndTo(to) => path.curve_to(ctm, to.2.as_f64(), to.3.as_f64()),
            Op::ClosePath(_) => path.close(),
            Op::EndPath(_) => path.end(),
            Op::StrokePath(_) => self.paint(true),
            Op::CloseAndStrokePath(_)
            | Op::CloseFillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_) => {
                path.close();
                self.paint(true);
            }
            Op::FillAndStrokeEvenOdd(_) | Op::FillAndStrokeNonZero(_) => self.paint(true),
            Op::FillPathEvenOdd(_) | Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => {
                self.paint(false)
            }
            _ => {}
        }
    }

    fn paint(&mut self, stroked: bool) {
        if self.layers.shows() && self.states.now.opacity > 0.0 {
            self.path.paint(stroked, &mut self.page.rules);
        } else {
            self.path.end();
        }
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for part in texts.iter::<Object<'_>>() {
            match part {
                Object::Number(by) => {
                    let vertical = self.is_vertical();
                    let stretch = if vertical { 1.0 } else { self.states.now.stretch };
                    let distance = -by.as_f64() / 1000.0 * self.states.now.size * stretch;
                    self.states.advance(distance, vertical);
                }
                Object::String(text) => self.show(text.as_bytes()),
                _ => {}
            }
        }
    }

    fn is_vertical(&self) -> bool {
        let font = self.states.now.font;
        font.is_some_and(|font| self.fonts.faces[font].vertical())
    }

    fn show(&mut self, bytes: &[u8]) {
        if self.states.now.font.is_none() {
            self.states.now.font = self.fonts.plain();
        }
        let Some(font) = self.states.now.font else { return };
        let place = self.place(font);
        let (layers, states, page) = (&self.layers, &mut self.states, &mut self.page);
        let face = &mut self.fonts.faces[font];
        let (vertical, height) = (face.vertical(), face.height);
        let now = states.now;
        let invisible = now.render_mode == 3 || now.render_mode == 7 || now.opacity <= 0.0;
        let mut at = 0;
        while at < bytes.len() {
            let (number, length) = face.next_code(bytes, at);
            at += length;
            let code = face.code(number);
            let matrix = states.glyph_matrix();
            if layers.shows() && page.glyphs.len() < MOST_GLYPHS {
                let (x, y) = matrix.point(code.displacement.0, code.displacement.1);
                let scale = if vertical { matrix.y_scale() } else { matrix.x_scale() };
                let turn = if vertical { 90.0 } else { 0.0 };
                page.glyphs.push(Glyph {
                    text: code.text.clone(),
                    x: x as f32,
                    y: y as f32,
                    advance: (code.advance.abs() * scale) as f32,
                    size: (matrix.y_scale() * height) as f32,
                    angle: (matrix.angle() + turn) as f32,
                    font: place,
                    invisible,
                });
            }
            let space = now.char_space + if number == 32 && length == 1 { now.word_space } else { 0.0 };
            let stretch = if vertical { 1.0 } else { now.stretch };
            states.advance((code.advance * now.size + space) * stretch, vertical);
        }
    }

    /// The index in the page's fonts; a font thickened by stroking its outline is a bold one.
    fn place(&mut self, font: usize) -> u16 {
        let thick = matches!(self.states.now.render_mode, 2 | 6);
        let (page, faces) = (&mut self.page, &self.fonts.faces);
        *self.placed.entry((font, thick)).or_insert_with(|| {
            let mut look = faces[font].look.clone();
            look.bold |= thick;
            page.fonts.push(look);
            (page.fonts.len() - 1).min(usize::from(u16::MAX)) as u16
        })
    }

    fn image(&mut self) {
        if self.layers.shows() && self.page.images.len() < MOST_IMAGES {
            let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
            let area = corners.map(|(x, y)| self.states.now.ctm.point(x, y)).map(|(x, y)| point(x, y));
            self.page.images.extend(area.into_iter().reduce(Rect::join));
        }
    }

    fn object(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        if self.layers.is_off(stream.dict(), OC) {
            return;
        }
        match stream.dict().get::<Name<'_>>(SUBTYPE) {
            Some(kind) if kind.as_ref() == b"Image" => self.image(),
            Some(kind) if kind.as_ref() == b"Form" => self.form(stream, resources),
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        if self.depth >= DEEPEST {
            return;
        }
        let Ok(content) = stream.decoded_data() else {
            return;
        };
        let own = stream.dict().get::<Dict<'a>>(RESOURCES).map(Resources::new);
        self.depth += 1;
        self.states.save();
        let (floor, text, line) = (self.states.depth(), self.states.text, self.states.line);
        self.states.now.ctm = self.states.now.ctm.after(form_matrix(stream));
        self.run(TypedIter::new(content.as_ref()), own.as_ref().unwrap_or(resources));
        (self.states.text, self.states.line) = (text, line);
        self.states.restore(floor - 1);
        self.depth -= 1;
    }

    /// Runs a form so that its box fills `area`, as the appearance of an annotation does.
    pub(super) fn run_in_box(&mut self, stream: &Stream<'a>, area: [f64; 4], resources: &Resources<'a>) {
        let own = stream.dict().get::<[f64; 4]>(BBOX).unwrap_or([0.0, 0.0, 1.0, 1.0]);
        let matrix = form_matrix(stream);
        let (near, far) = (matrix.point(own[0], own[1]), matrix.point(own[2], own[3]));
        let (width, height) = ((far.0 - near.0).abs(), (far.1 - near.1).abs());
        if width < 1e-6 || height < 1e-6 {
            return;
        }
        let (sx, sy) = ((area[2] - area[0]) / width, (area[3] - area[1]) / height);
        let (left, bottom) = (near.0.min(far.0), near.1.min(far.1));
        let fit = Matrix([sx, 0.0, 0.0, sy, area[0] - sx * left, area[1] - sy * bottom]);
        self.states.save();
        self.states.now.ctm = self.states.now.ctm.after(fit);
        self.form(stream, resources);
        self.states.restore(0);
    }
}

fn form_matrix(stream: &Stream<'_>) -> Matrix {
    stream.dict().get::<[f64; 6]>(MATRIX).map_or(Matrix::IDENTITY, Matrix)
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}

fn point(x: f64, y: f64) -> Rect {
    let (x, y) = (x as f32, y as f32);
    Rect { x0: x, y0: y, x1: x, y1: y }
}
