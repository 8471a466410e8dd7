//! Enums whose numbers stand on the wire.

/// Declares an enum with the table of its variants: whoever adds one adds it
/// to `ALL`.
macro_rules! listed {
    ($(#[$meta:meta])* pub enum $Name:ident: $number:ident { $($(#[$doc:meta])* $Variant:ident = $value:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr($number)]
        pub enum $Name {
            $($(#[$doc])* $Variant = $value,)+
        }

        impl $Name {
            /// How many there are.
            pub const COUNT: usize = [$($value),+].len();
            /// Every one, in the order of its number.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$Variant),+];

            /// What it is called in this program.
            pub const fn identifier(self) -> &'static str {
                match self {
                    $(Self::$Variant => stringify!($Variant),)+
                }
            }
        }
    };
}

/// Declares an enum whose numbers are bytes that count from 0 without a gap, with
/// the way back from a number.
macro_rules! numbered {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$doc:meta])* $Variant:ident = $value:literal,)+ }) => {
        $crate::numbered::listed! {
            $(#[$meta])* pub enum $Name: u8 { $($(#[$doc])* $Variant = $value,)+ }
        }

        const _: () = {
            let mut number = 0;
            while number < $Name::COUNT {
                assert!($Name::ALL[number] as usize == number, "the numbers count from 0");
                number += 1;
            }
        };

        impl $Name {
            /// The one with this number.
            pub const fn from_wire(number: u8) -> Option<Self> {
                match number {
                    $($value => Some(Self::$Variant),)+
                    _ => None,
                }
            }
        }

        impl From<$Name> for u8 {
            fn from(value: $Name) -> Self {
                value as Self
            }
        }

        impl TryFrom<u8> for $Name {
            type Error = &'static str;
            fn try_from(number: u8) -> Result<Self, Self::Error> {
                Self::from_wire(number).ok_or(concat!("no such number of a ", stringify!($Name)))
            }
        }
    };
}

pub(crate) use {listed, numbered};
