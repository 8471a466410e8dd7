//! How much an autopilot may be: files come from anybody.

/// Bytes of a file.
pub const FILE_BYTES_MOST: usize = 262_144;
/// Models in a file.
pub const MODELS_MOST: usize = 64;
/// Blocks in a model.
pub const BLOCKS_MOST: usize = 512;
/// Wires in a model.
pub const WIRES_MOST: usize = 2_048;
/// Blocks after all models have been put in their places, those that hold models
/// among them.
pub const PARTS_MOST: usize = 1_024;
/// Numbers in the lists of all parameters.
pub const NUMBERS_MOST: usize = 4_096;
/// Characters of a text.
pub const TEXT_MOST: usize = 500;
/// Characters of the name of a model or a block.
pub const NAME_MOST: usize = 48;
/// Steps from one at which a block works to the next, as it stands there.
pub const EVERY_MOST: u32 = 1_000;
/// The same after all models have been put in their places: a counter of steps is
/// exact as a number.
pub const PERIOD_MOST: u32 = 1_000_000;
/// Numbers that a ship takes: 1 KB.
pub const CONTEXT_MOST: usize = 256;
/// What a program may cost in a step, in additions, unless a setting says otherwise.
pub const BUDGET: u32 = 4_000;
