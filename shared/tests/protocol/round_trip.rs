use asteroids_shared::protocol::codec::Flat;
use asteroids_shared::protocol::frame::Part;
use asteroids_shared::protocol::{Frame, FrameWriter, ToClient, ToServer};
use proptest::prelude::*;

use super::arbitrary;

proptest! {
    #[test]
    fn what_the_server_says_is_what_clients_read(message in arbitrary::to_client()) {
        prop_assert_eq!(ToClient::decode(&message.encode()).unwrap(), message);
    }

    #[test]
    fn what_clients_say_is_what_the_server_reads(message in arbitrary::to_server()) {
        prop_assert_eq!(ToServer::decode(&message.encode()).unwrap(), message);
    }

    #[test]
    fn a_frame_written_by_records_is_the_frame(frame in arbitrary::frame()) {
        prop_assert_eq!(write(&mut FrameWriter::default(), &frame), frame.encode());
    }

    #[test]
    fn a_writer_forgets_the_frame_it_has_finished(
        first in arbitrary::frame(),
        second in arbitrary::frame(),
    ) {
        let mut writer = FrameWriter::default();
        write(&mut writer, &first);
        prop_assert!(writer.is_empty());
        prop_assert_eq!(write(&mut writer, &second), second.encode());
    }
}

/// Writes a frame as the server does: from records that are bytes already.
fn write(writer: &mut FrameWriter, frame: &Frame) -> Vec<u8> {
    fn add(writer: &mut FrameWriter, part: Part, record: &impl Flat) {
        let mut rest = Vec::new();
        let Ok(()) = record.put_rest(&mut rest);
        writer.add_encoded(part, record.id(), record.fields(), &rest);
    }
    // In whatever order they come: the writer sorts them into their sections.
    let anchors = frame.anchors.iter();
    anchors.for_each(|record| add(writer, Part::Anchors, record));
    let badges = frame.badges.iter();
    badges.for_each(|record| add(writer, Part::Badges, record));
    frame
        .events
        .iter()
        .for_each(|event| writer.add_event(event));
    let vanished = frame.vanished.iter();
    vanished.for_each(|record| add(writer, Part::Vanished, record));
    frame
        .left
        .iter()
        .for_each(|&entity| writer.add_left(entity));
    let arrivals = frame.arrivals.iter();
    arrivals.for_each(|record| add(writer, Part::Arrivals, record));
    let shots = frame.shots.iter();
    shots.for_each(|record| add(writer, Part::Shots, record));
    let controls = frame.controls.iter();
    controls.for_each(|record| add(writer, Part::Controls, record));
    if let Some(you) = frame.you {
        writer.set_you(you);
    }
    if let Some(pong) = frame.pong {
        writer.set_pong(pong);
    }
    writer.finish(frame.ticks, frame.acks).to_vec()
}
