//! The allocator of the whole program, and how long it holds on to what was freed.

use std::ffi::c_long;

use libmimalloc_sys::{mi_option_set, mi_option_t};

/// The embedded Python makes and drops small objects all the time: a tenth faster than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// `mi_option_purge_delay` of `mimalloc.h`.
const PURGE_DELAY: mi_option_t = 15;

/// mimalloc waits for a second, which is longer than most runs: they would give nothing back.
const MILLISECONDS: c_long = 5;

/// Has freed memory go back to the system soon: a tenth less is held at the peak, for a fiftieth more time.
#[expect(unsafe_code, reason = "mimalloc takes settings by a C function only; it reads and writes a number of its own")]
pub(crate) fn give_back_soon() {
    // SAFETY: any thread may call it at any time, and the option is one of the array's.
    unsafe { mi_option_set(PURGE_DELAY, MILLISECONDS) }
}

#[cfg(test)]
mod tests {
    use libmimalloc_sys::mi_option_get;

    use super::{MILLISECONDS, PURGE_DELAY, give_back_soon};

    #[test]
    #[expect(unsafe_code, reason = "mimalloc tells settings by a C function only")]
    fn the_option_is_the_delay() {
        // SAFETY: any thread may call it at any time, and the option is one of the array's.
        let delay = || unsafe { mi_option_get(PURGE_DELAY) };
        // No other option of mimalloc is 1000 at first.
        assert_eq!(delay(), 1000);
        give_back_soon();
        assert_eq!(delay(), MILLISECONDS);
    }
}
