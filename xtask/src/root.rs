//! Where the project lies.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder that holds the workspace's Cargo.toml.
pub fn root() -> PathBuf {
    // Cargo sets it when it runs us; the compiled-in path is for a program that was started by hand.
    let own =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map(Path::to_path_buf).expect("xtask lies in the workspace")
}

/// Where cargo builds, which a person may have moved.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
