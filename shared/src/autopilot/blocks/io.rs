//! What a block reads and writes in a step, for several ships at once.

use std::array;
use std::ops::Range;

/// How many ships are stepped at once.
pub const LANES: usize = 16;

/// A number of each of these ships.
pub type Row = [f32; LANES];

/// The inputs, outputs and memory of a block, for some ships.
pub struct Io<'a> {
    /// What is known when the block works.
    pub known: &'a [Row],
    /// Where the numbers of its inputs are in it.
    pub inputs: &'a [u16],
    /// The numbers of its outputs.
    pub outputs: &'a mut [Row],
    /// The contexts of all ships, one after the other.
    pub contexts: &'a mut [f32],
    /// How long each is.
    pub context_len: usize,
    /// Where the block's memory is in each.
    pub memory: Range<usize>,
    /// For which ships it works.
    pub lanes: Range<usize>,
}

impl Io<'_> {
    /// Computes the outputs of each ship of its inputs.
    #[inline]
    pub fn each<const I: usize, const O: usize>(
        &mut self,
        equation: impl Fn([f32; I]) -> [f32; O],
    ) {
        let inputs: [&Row; I] =
            array::from_fn(|index| &self.known[usize::from(self.inputs[index])]);
        for lane in self.lanes.start..self.lanes.end.min(LANES) {
            let outputs = equation(inputs.map(|row| row[lane]));
            for (row, output) in self.outputs.iter_mut().zip(outputs) {
                row[lane] = output;
            }
        }
    }

    /// The same of its inputs and its memory.
    #[inline]
    pub fn each_with<const I: usize, const O: usize>(
        &mut self,
        equation: impl Fn([f32; I], &mut [f32]) -> [f32; O],
    ) {
        let inputs: [&Row; I] =
            array::from_fn(|index| &self.known[usize::from(self.inputs[index])]);
        for lane in self.lanes.start..self.lanes.end.min(LANES) {
            let context = &mut self.contexts[lane * self.context_len..][..self.context_len];
            let memory = &mut context[self.memory.clone()];
            let outputs = equation(inputs.map(|row| row[lane]), memory);
            for (row, output) in self.outputs.iter_mut().zip(outputs) {
                row[lane] = output;
            }
        }
    }
}
