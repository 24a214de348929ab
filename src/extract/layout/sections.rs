//! Sections: the blocks from one heading to the next, with what the heading says they are about.

use super::titles;
use crate::document::{Block, BlockKind, Section, SectionKind};

/// Most words of a first page's section for it to be the cover.
const COVER_WORDS: usize = 120;

/// Cuts the blocks into sections; `page_of` gives the page of a block.
pub(super) fn sections(blocks: &[Block], text: &str, page_of: impl Fn(&Block) -> u32) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let turns = index > 0 && (blocks[index - 1].kind == BlockKind::Toc) != (block.kind == BlockKind::Toc);
        let index = index as u32;
        if block.kind == BlockKind::Heading || turns || out.is_empty() {
            let heading = (block.kind == BlockKind::Heading).then_some(index);
            out.push(Section {
                kind: SectionKind::Other,
                heading,
                level: if heading.is_some() { block.level } else { 0 },
                blocks: index..index + 1,
                parent: None,
            });
        } else if let Some(section) = out.last_mut() {
            section.blocks.end = index + 1;
        }
    }
    for at in 0..out.len() {
        out[at].parent = parent(&out, at);
        out[at].kind = kind(&out, at, blocks, text);
    }
    mark_cover(&mut out, blocks, text, page_of);
    out
}

fn parent(sections: &[Section], at: usize) -> Option<u32> {
    let level = sections[at].level;
    (0..at)
        .rev()
        .find(|before| sections[*before].heading.is_some() && sections[*before].level < level)
        .map(|before| before as u32)
}

/// By the heading; a heading that says nothing is about what its parent is about.
fn kind(sections: &[Section], at: usize, blocks: &[Block], text: &str) -> SectionKind {
    let section = &sections[at];
    let own = &blocks[section.blocks.start as usize..section.blocks.end as usize];
    if own.iter().any(|block| block.kind == BlockKind::Toc) {
        return SectionKind::Contents;
    }
    let heading = section.heading.map(|heading| blocks[heading as usize].span.of(text));
    let said = heading.and_then(|heading| {
        let number = blocks[section.heading.unwrap_or(0) as usize].number.map(|number| number.of(text));
        let label = number.filter(|number| number.chars().any(char::is_alphabetic));
        titles::kind(heading).or_else(|| label.and_then(titles::kind))
    });
    said.unwrap_or_else(|| {
        section.parent.map_or(SectionKind::Other, |parent| match sections[parent as usize].kind {
            SectionKind::Contents | SectionKind::Cover => SectionKind::Other,
            kind => kind,
        })
    })
}

/// What stands on the first page before anything that names its kind is the cover, if it is short. A
/// document that has nothing else has no cover: its only words are its content.
fn mark_cover(sections: &mut [Section], blocks: &[Block], text: &str, page_of: impl Fn(&Block) -> u32) {
    let is_cover = |section: &Section| {
        let own = &blocks[section.blocks.start as usize..section.blocks.end as usize];
        let numbered = section.heading.is_some_and(|heading| blocks[heading as usize].number.is_some());
        let first_page = own.iter().all(|block| page_of(block) == 1);
        let words: usize = own.iter().map(|block| block.span.of(text).split_whitespace().count()).sum();
        first_page && !numbered && section.kind == SectionKind::Other && words <= COVER_WORDS
    };
    let count = sections.iter().take_while(|section| is_cover(section)).count();
    if count < sections.len() {
        for section in &mut sections[..count] {
            section.kind = SectionKind::Cover;
        }
    }
}
