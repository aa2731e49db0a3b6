//! How the two sides of the port wait for each other.

use std::{
    hint,
    sync::{
        LazyLock,
        mpsc::{Receiver, RecvError, TryRecvError},
    },
    thread,
    time::{Duration, Instant},
};

/// For how long a message is looked for before the thread sleeps: to be woken takes longer than most answers.
static PATIENCE: LazyLock<Duration> = LazyLock::new(|| match thread::available_parallelism() {
    Ok(processors) if processors.get() > 1 => Duration::from_micros(50),
    // The other side could not work meanwhile.
    _ => Duration::ZERO,
});

/// After so many looks the clock is asked.
const LOOKS: u32 = 32;

/// Waits for the next message.
///
/// # Errors
/// When the other side is gone.
pub(crate) fn receive<Message>(receiver: &Receiver<Message>) -> Result<Message, RecvError> {
    let begin = Instant::now();
    while begin.elapsed() < *PATIENCE {
        for _ in 0..LOOKS {
            match receiver.try_recv() {
                Ok(message) => return Ok(message),
                Err(TryRecvError::Disconnected) => return Err(RecvError),
                Err(TryRecvError::Empty) => hint::spin_loop(),
            }
        }
    }
    receiver.recv()
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::{PATIENCE, receive};

    #[test]
    fn a_message_is_waited_for_however_long_it_takes() {
        let (sender, receiver) = mpsc::channel();
        let late = thread::spawn(move || {
            thread::sleep(*PATIENCE * 20);
            sender.send(1)
        });
        assert_eq!(receive(&receiver), Ok(1));
        assert!(late.join().is_ok_and(|sent| sent.is_ok()));
        assert!(receive(&receiver).is_err(), "the other side is gone");
    }
}
