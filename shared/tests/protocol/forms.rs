//! The same values in other forms, and other values in their places.

use asteroids_shared::protocol::{Focus, ToClient, ToServer};
use proptest::prelude::*;
use proptest::sample::Index;
use rmp::Marker;
use rmp::decode::{RmpRead, read_marker};
use rmp::encode::*;

use super::arbitrary;

/// A value as MessagePack has it.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Nil,
    Bool(bool),
    Integer(i64),
    Float(f32),
    Text(String),
    Bin(Vec<u8>),
    Array(Vec<Value>),
    /// Bytes of a type that no message has.
    Foreign(&'static [u8]),
}

impl Value {
    fn of(bytes: &[u8]) -> Self {
        let mut rest = bytes;
        let value = Self::read(&mut rest);
        assert_eq!(rest, [0; 0]);
        value
    }

    /// Reads what the program writes, which is each in the shortest form.
    fn read(from: &mut &[u8]) -> Self {
        let text = |from: &mut &[u8], length: usize| {
            let (text, rest) = from.split_at(length);
            *from = rest;
            text.to_vec()
        };
        match read_marker(from).expect("there is a value") {
            Marker::Null => Self::Nil,
            Marker::True => Self::Bool(true),
            Marker::False => Self::Bool(false),
            Marker::FixPos(number) => Self::Integer(number.into()),
            Marker::FixNeg(number) => Self::Integer(number.into()),
            Marker::U8 => Self::Integer(from.read_data_u8().expect("a number").into()),
            Marker::U16 => Self::Integer(from.read_data_u16().expect("a number").into()),
            Marker::U32 => Self::Integer(from.read_data_u32().expect("a number").into()),
            Marker::I8 => Self::Integer(from.read_data_i8().expect("a number").into()),
            Marker::I16 => Self::Integer(from.read_data_i16().expect("a number").into()),
            Marker::I32 => Self::Integer(from.read_data_i32().expect("a number").into()),
            Marker::F32 => Self::Float(from.read_data_f32().expect("a number")),
            Marker::FixStr(length) => Self::text(text(from, length.into())),
            Marker::Str8 => {
                let length = from.read_data_u8().expect("a length");
                Self::text(text(from, length.into()))
            }
            Marker::Str16 => {
                let length = from.read_data_u16().expect("a length");
                Self::text(text(from, length.into()))
            }
            Marker::Bin8 => {
                let length = from.read_data_u8().expect("a length");
                Self::Bin(text(from, length.into()))
            }
            Marker::Bin16 => {
                let length = from.read_data_u16().expect("a length");
                Self::Bin(text(from, length.into()))
            }
            Marker::FixArray(length) => Self::array(from, length.into()),
            Marker::Array16 => {
                let length = from.read_data_u16().expect("a length");
                Self::array(from, length.into())
            }
            other => panic!("no message has {other:?}"),
        }
    }

    fn text(bytes: Vec<u8>) -> Self {
        Self::Text(String::from_utf8(bytes).expect("it is text"))
    }

    fn array(from: &mut &[u8], length: usize) -> Self {
        Self::Array((0..length).map(|_| Self::read(from)).collect())
    }

    /// The bytes of a message, in forms chosen by these numbers. The outermost
    /// array and the kind have but one.
    fn message(&self, forms: &[u8]) -> Vec<u8> {
        let Self::Array(fields) = self else {
            panic!("a message is an array");
        };
        let mut out = Vec::new();
        out.push(0x90 + fields.len() as u8);
        let mut forms = forms.iter().copied().cycle();
        for (place, field) in fields.iter().enumerate() {
            match place {
                0 => field.write(&mut out, &mut std::iter::repeat(0)),
                _ => field.write(&mut out, &mut forms),
            }
        }
        out
    }

    fn write(&self, out: &mut Vec<u8>, forms: &mut dyn Iterator<Item = u8>) {
        let form = forms.next().expect("there is no end of them");
        match self {
            Self::Nil => out.push(0xc0),
            Self::Bool(bool) => out.push(0xc2 + u8::from(*bool)),
            Self::Integer(number) => write_integer(out, *number, form),
            Self::Float(number) if form.is_multiple_of(2) => {
                write_f32(out, *number).expect("memory takes it");
            }
            Self::Float(number)
                if form % 4 == 1 && *number == number.trunc() && number.abs() < 1e6 =>
            {
                write_integer(out, *number as i64, form / 4);
            }
            Self::Float(number) => write_f64(out, (*number).into()).expect("memory takes it"),
            Self::Text(text) => {
                let fixed = (text.len() < 32).then_some(0xa0);
                write_length(out, fixed, [0xd9, 0xda, 0xdb], text.len(), form);
                out.extend(text.as_bytes());
            }
            Self::Bin(bytes) => {
                write_length(out, None, [0xc4, 0xc5, 0xc6], bytes.len(), form);
                out.extend(bytes);
            }
            Self::Array(elements) => {
                let fixed = (elements.len() < 16).then_some(0x90);
                // The first of the longer forms has two bytes.
                let form = if form % 4 == 1 { 2 } else { form };
                write_length(out, fixed, [0xc1, 0xdc, 0xdd], elements.len(), form);
                for element in elements {
                    element.write(out, forms);
                }
            }
            Self::Foreign(bytes) => out.extend(*bytes),
        }
    }

    /// The values in it and itself, by their places.
    fn places(&self) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new()];
        if let Self::Array(elements) = self {
            for (index, element) in elements.iter().enumerate() {
                let inner = element.places().into_iter();
                places.extend(inner.map(|place| [&[index][..], &place].concat()));
            }
        }
        places
    }

    fn at(&mut self, place: &[usize]) -> &mut Self {
        place.iter().fold(self, |value, index| match value {
            Self::Array(elements) => &mut elements[*index],
            other => panic!("{other:?} has no element {index}"),
        })
    }

    /// Whether where this is another value may be, of whatever content.
    fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Float(_), Self::Integer(_)) => true,
            // What may be missing, and what may not be.
            (Self::Nil, Self::Array(_)) | (Self::Array(_), Self::Nil) => true,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }
}

fn write_integer(out: &mut Vec<u8>, number: i64, form: u8) {
    let done = match form % 9 {
        0 => write_sint(out, number).map(|_| ()).is_ok(),
        1 => u8::try_from(number).is_ok_and(|number| write_u8(out, number).is_ok()),
        2 => u16::try_from(number).is_ok_and(|number| write_u16(out, number).is_ok()),
        3 => u32::try_from(number).is_ok_and(|number| write_u32(out, number).is_ok()),
        4 => u64::try_from(number).is_ok_and(|number| write_u64(out, number).is_ok()),
        5 => i8::try_from(number).is_ok_and(|number| write_i8(out, number).is_ok()),
        6 => i16::try_from(number).is_ok_and(|number| write_i16(out, number).is_ok()),
        7 => i32::try_from(number).is_ok_and(|number| write_i32(out, number).is_ok()),
        _ => write_i64(out, number).is_ok(),
    };
    if !done {
        write_i64(out, number).expect("memory takes it");
    }
}

/// The head of what has a length, in the fixed form or in one, two or four bytes.
fn write_length(out: &mut Vec<u8>, fixed: Option<u8>, heads: [u8; 3], length: usize, form: u8) {
    match (form % 4, fixed) {
        (0, Some(fixed)) => out.push(fixed + length as u8),
        (0 | 1, _) if length < 256 && heads[0] != 0xc1 => out.extend([heads[0], length as u8]),
        (0..=2, _) => {
            out.push(heads[1]);
            out.extend((length as u16).to_be_bytes());
        }
        _ => {
            out.push(heads[2]);
            out.extend((length as u32).to_be_bytes());
        }
    }
}

fn forms() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..40)
}

/// Values of every type.
fn strangers() -> Vec<Value> {
    vec![
        Value::Nil,
        Value::Bool(true),
        Value::Integer(1),
        Value::Float(1.0),
        Value::Text("1".to_owned()),
        Value::Text("sixteen letters!".to_owned()),
        Value::Bin(b"1".to_vec()),
        Value::Bin(b"sixteen letters!".to_vec()),
        Value::Array(Vec::new()),
        Value::Array(vec![Value::Integer(1)]),
        // Maps, and one with the fields of a claim by their names.
        Value::Foreign(&[0x80]),
        Value::Foreign(&[0x81, 1, 1]),
        Value::Foreign(b"\x82\xa4room\x01\xa3key\xc4\x10sixteen letters!"),
        Value::Foreign(&[0xde, 0, 0]),
        Value::Foreign(&[0xdf, 0, 0, 0, 0]),
        // Extensions, and what MessagePack never uses.
        Value::Foreign(&[0xd4, 1, 1]),
        Value::Foreign(&[0xd8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        Value::Foreign(&[0xc7, 1, 1, 1]),
        Value::Foreign(&[0xc1]),
        // Text that is not UTF-8: two, sixteen and twenty-eight bytes.
        Value::Foreign(b"\xa2\xff\xff"),
        Value::Foreign(b"\xb0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
        Value::Foreign(b"\xbc\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ]
}

/// The message with another value at one place within it, if none such may be there.
fn with_stranger(message: &[u8], place: Index, stranger: &Value) -> Option<Vec<u8>> {
    let mut message = Value::of(message);
    let mut places = message.places();
    // The outermost array is a message, whatever is in it.
    places.remove(0);
    let there = message.at(&places[place.index(places.len())]);
    if there.may_be(stranger) {
        return None;
    }
    *there = stranger.clone();
    Some(message.message(&[0]))
}

proptest! {
    #[test]
    fn every_form_of_a_value_says_the_same(
        to_server in arbitrary::to_server(),
        to_client in arbitrary::to_client(),
        forms in forms(),
    ) {
        let bytes = Value::of(&to_server.encode()).message(&forms);
        prop_assert_eq!(ToServer::decode(&bytes).expect("it is read"), to_server, "{:02x?}", bytes);
        let bytes = Value::of(&to_client.encode()).message(&forms);
        prop_assert_eq!(ToClient::decode(&bytes).expect("it is read"), to_client, "{:02x?}", bytes);
    }

    #[test]
    fn a_value_of_another_type_is_refused(
        to_server in arbitrary::to_server(),
        to_client in arbitrary::to_client(),
        place: Index,
    ) {
        for stranger in strangers() {
            if let Some(bytes) = with_stranger(&to_server.encode(), place, &stranger) {
                prop_assert!(ToServer::decode(&bytes).is_err(), "{:02x?}", bytes);
            }
            if let Some(bytes) = with_stranger(&to_client.encode(), place, &stranger) {
                prop_assert!(ToClient::decode(&bytes).is_err(), "{:02x?}", bytes);
            }
        }
    }

    #[test]
    fn an_array_with_another_number_of_elements_is_refused(
        to_server in arbitrary::to_server(),
        place: Index,
        surplus in 0..strangers().len(),
    ) {
        let message = Value::of(&to_server.encode());
        let mut arrays = message.places();
        arrays.retain(|place| matches!(message.clone().at(place), Value::Array(_)));
        let place = &arrays[place.index(arrays.len())];
        let mut longer = message.clone();
        let mut shorter = message.clone();
        if let Value::Array(elements) = longer.at(place) {
            elements.push(strangers().swap_remove(surplus));
        }
        prop_assert!(ToServer::decode(&longer.message(&[0])).is_err());
        if let Value::Array(elements) = shorter.at(place) {
            elements.pop();
        }
        prop_assert!(ToServer::decode(&shorter.message(&[0])).is_err());
    }
}

#[test]
fn a_focus_is_read_in_every_form_and_never_on_player_0() {
    for action in [
        &[0x92, 3, 0][..],
        &[0x92, 3, 0xcc, 0],
        &[0x92, 3, 0xd3, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let read = ToServer::decode(action).expect("it is read");
        assert_eq!(read, ToServer::Focus(Focus::Action));
    }
    let player = ToServer::decode(&[0x93, 3, 0xcd, 0, 1, 0xce, 0, 0, 0, 7]).expect("it is read");
    assert_eq!(player, ToServer::Focus(Focus::Player(7)));
    let point = ToServer::decode(&[0x94, 3, 0xd0, 2, 5, 0xff]).expect("it is read");
    assert_eq!(point, ToServer::Focus(Focus::Point(5.0, -1.0)));
    assert!(ToServer::decode(&[0x93, 3, 1, 0]).is_err());
}
