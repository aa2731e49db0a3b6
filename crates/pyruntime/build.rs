//! Rebuilds this crate when a shim changes: the shims are frozen into it.

fn main() {
    println!("cargo::rerun-if-changed=python");
}
