//! The kinds of blocks, by name.

use crate::numbered::listed;

listed! {
    /// What a block does. The number is of this program alone: files have names.
    pub enum BlockKind: u8 {
        /// What comes in.
        Entry = 0,
        /// What goes out.
        Exit = 1,
        /// Another model.
        Model = 2,
        /// A signal to be plotted.
        Scope = 3,
        /// What must hold.
        Assert = 4,
        /// A text on the diagram.
        Note = 5,

        /// A number.
        Constant = 10,
        /// True or false.
        Flag = 11,
        /// A vector.
        ConstantVector = 12,
        /// From one number to another at some time.
        Step = 13,
        /// A number that grows.
        Ramp = 14,
        /// A sine wave.
        SineWave = 15,
        /// True for a while, again and again.
        Pulse = 16,
        /// Random numbers.
        Random = 17,

        /// Times a number.
        Gain = 20,
        /// Sum of up to four.
        Sum = 21,
        /// Difference.
        Subtract = 22,
        /// Product.
        Product = 23,
        /// Quotient.
        Divide = 24,
        /// The lesser.
        Min = 25,
        /// The greater.
        Max = 26,
        /// Magnitude.
        Abs = 27,
        /// −1, 0 or 1.
        Sign = 28,
        /// Square root.
        SquareRoot = 29,
        /// Within bounds.
        Clamp = 30,
        /// Nothing near zero.
        Deadband = 31,
        /// Whole steps.
        Quantiser = 32,
        /// Sine of an angle.
        Sin = 33,
        /// Cosine of an angle.
        Cos = 34,
        /// Exponential.
        Exp = 35,
        /// A curve through points.
        Table1d = 36,
        /// A surface through points.
        Table2d = 37,
        /// Angle within a half turn.
        WrapAngle = 38,

        /// Compares two numbers.
        Compare = 40,
        /// On above, off below.
        Relay = 41,
        /// All of them.
        And = 42,
        /// Any of them.
        Or = 43,
        /// Either of them.
        Xor = 44,
        /// The opposite.
        Not = 45,
        /// One or the other.
        Switch = 46,
        /// One of eight.
        Multiswitch = 47,
        /// A number of a bool.
        ToNumber = 48,

        /// Set and reset.
        Latch = 50,
        /// Counts.
        Counter = 51,
        /// How long.
        Timer = 52,
        /// A change.
        Edge = 53,
        /// True for a while after.
        Monostable = 54,
        /// Sample and hold.
        Hold = 55,
        /// One step ago.
        UnitDelay = 56,
        /// Some steps ago.
        Delay = 57,
        /// States and guards.
        StateMachine = 58,
        /// On and off, so that the mean is right.
        Modulator = 59,

        /// Integral over time.
        Integrator = 60,
        /// Filtered derivative.
        Derivative = 61,
        /// Change at a limited rate.
        RateLimiter = 62,
        /// First order lag.
        FirstOrder = 63,
        /// Second order lag.
        SecondOrder = 64,
        /// First order lead and lag.
        LeadLag = 65,
        /// Difference equation.
        DiscreteFilter = 66,
        /// Mean of the last ones.
        MovingAverage = 67,
        /// The controller.
        Pid = 68,

        /// Vector of two numbers.
        Compose = 80,
        /// Two numbers of a vector.
        Split = 81,
        /// Sum of vectors.
        VectorAdd = 82,
        /// Difference of vectors.
        VectorSubtract = 83,
        /// Vector times a number.
        VectorScale = 84,
        /// Inner product.
        Dot = 85,
        /// Outer product.
        Cross = 86,
        /// Length of a vector.
        Length = 87,
        /// Vector of length 1.
        Normalise = 88,
        /// Length and angle.
        ToPolar = 89,
        /// Vector of length and angle.
        FromPolar = 90,
        /// Turned by an angle.
        Rotate = 91,
        /// Into the ship's frame.
        ToShip = 92,
        /// Out of the ship's frame.
        FromShip = 93,
        /// Shortest way on the torus.
        ShortestWay = 94,
        /// Where to aim at what moves.
        Lead = 95,
        /// How near it will come.
        ClosestApproach = 96,
    }
}

impl BlockKind {
    /// What files call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Exit => "exit",
            Self::Model => "model",
            Self::Scope => "scope",
            Self::Assert => "assert",
            Self::Note => "note",
            Self::Constant => "constant",
            Self::Flag => "flag",
            Self::ConstantVector => "constant_vector",
            Self::Step => "step",
            Self::Ramp => "ramp",
            Self::SineWave => "sine_wave",
            Self::Pulse => "pulse",
            Self::Random => "random",
            Self::Gain => "gain",
            Self::Sum => "sum",
            Self::Subtract => "subtract",
            Self::Product => "product",
            Self::Divide => "divide",
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::Sign => "sign",
            Self::SquareRoot => "square_root",
            Self::Clamp => "clamp",
            Self::Deadband => "deadband",
            Self::Quantiser => "quantiser",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Exp => "exp",
            Self::Table1d => "table_1d",
            Self::Table2d => "table_2d",
            Self::WrapAngle => "wrap_angle",
            Self::Compare => "compare",
            Self::Relay => "relay",
            Self::And => "and",
            Self::Or => "or",
            Self::Xor => "xor",
            Self::Not => "not",
            Self::Switch => "switch",
            Self::Multiswitch => "multiswitch",
            Self::ToNumber => "to_number",
            Self::Latch => "latch",
            Self::Counter => "counter",
            Self::Timer => "timer",
            Self::Edge => "edge",
            Self::Monostable => "monostable",
            Self::Hold => "hold",
            Self::UnitDelay => "unit_delay",
            Self::Delay => "delay",
            Self::StateMachine => "state_machine",
            Self::Modulator => "modulator",
            Self::Integrator => "integrator",
            Self::Derivative => "derivative",
            Self::RateLimiter => "rate_limiter",
            Self::FirstOrder => "first_order",
            Self::SecondOrder => "second_order",
            Self::LeadLag => "lead_lag",
            Self::DiscreteFilter => "discrete_filter",
            Self::MovingAverage => "moving_average",
            Self::Pid => "pid",
            Self::Compose => "compose",
            Self::Split => "split",
            Self::VectorAdd => "vector_add",
            Self::VectorSubtract => "vector_subtract",
            Self::VectorScale => "vector_scale",
            Self::Dot => "dot",
            Self::Cross => "cross",
            Self::Length => "length",
            Self::Normalise => "normalise",
            Self::ToPolar => "to_polar",
            Self::FromPolar => "from_polar",
            Self::Rotate => "rotate",
            Self::ToShip => "to_ship",
            Self::FromShip => "from_ship",
            Self::ShortestWay => "shortest_way",
            Self::Lead => "lead",
            Self::ClosestApproach => "closest_approach",
        }
    }
}
