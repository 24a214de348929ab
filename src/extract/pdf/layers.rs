//! Optional content: text on a layer that is switched off is not shown, and so not read.

use hayro_syntax::object::dict::keys::{D, OC, OCGS, OCPROPERTIES, OFF, ON};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use hayro_syntax::page::Resources;
use hayro_syntax::xref::XRef;
use std::collections::BTreeSet;

/// Which layers are off, and whether the content at hand is on one.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: BTreeSet<(u32, i32)>,
    hidden: Vec<bool>,
}

impl Layers {
    /// Reads the default configuration of the document's layers.
    pub(super) fn new(xref: &XRef) -> Self {
        let mut layers = Layers::default();
        let config =
            xref.get::<Dict<'_>>(xref.root_id()).and_then(|catalog| catalog.get::<Dict<'_>>(OCPROPERTIES));
        let Some(properties) = config else {
            return layers;
        };
        let Some(default) = properties.get::<Dict<'_>>(D) else {
            return layers;
        };
        let starts_off =
            default.get::<Name<'_>>(b"BaseState".as_slice()).is_some_and(|state| state.as_ref() == b"OFF");
        if starts_off {
            layers.off.extend(members(&properties, OCGS));
        }
        for shown in members(&default, ON) {
            layers.off.remove(&shown);
        }
        layers.off.extend(members(&default, OFF));
        layers
    }

    /// Whether content at this place is shown.
    pub(super) fn shows(&self) -> bool {
        !self.hidden.last().copied().unwrap_or(false)
    }

    /// How many marked-content sequences are open.
    pub(super) fn depth(&self) -> usize {
        self.hidden.len()
    }

    /// Enters marked content without a layer.
    pub(super) fn enter_plain(&mut self) {
        self.hidden.push(!self.shows());
    }

    /// Enters marked content whose property list may name a layer.
    pub(super) fn enter(&mut self, property: &Object<'_>, resources: &Resources<'_>) {
        let off = !self.off.is_empty()
            && match property.clone().into_name() {
                Some(name) => self.is_off(&resources.properties, name.as_ref()),
                None => property.clone().into_dict().is_some_and(|properties| self.is_off(&properties, OC)),
            };
        self.hidden.push(!self.shows() || off);
    }

    /// Whether the layer that `key` of `owner` points to is off.
    pub(super) fn is_off(&self, owner: &Dict<'_>, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if owner.get_ref(key).is_some_and(|layer| self.off.contains(&(layer.obj_number, layer.gen_number))) {
            return true;
        }
        let group = owner.get::<Dict<'_>>(key).map(|group| {
            let mut ids: Vec<_> = members(&group, OCGS).collect();
            ids.extend(group.get_ref(OCGS).map(|id| (id.obj_number, id.gen_number)));
            ids
        });
        group.is_some_and(|ids| !ids.is_empty() && ids.iter().all(|id| self.off.contains(id)))
    }

    /// Leaves the innermost marked content, never below `floor` open ones.
    pub(super) fn leave(&mut self, floor: usize) {
        if self.hidden.len() > floor {
            self.hidden.pop();
        }
    }
}

fn members<'a>(owner: &Dict<'a>, key: &[u8]) -> impl Iterator<Item = (u32, i32)> + use<'a> {
    let list = owner.get::<Array<'a>>(key).unwrap_or_default();
    list.raw_iter().filter_map(|item| {
        let id: ObjectIdentifier = item.as_obj_ref()?.into();
        Some((id.obj_number, id.gen_number))
    })
}
