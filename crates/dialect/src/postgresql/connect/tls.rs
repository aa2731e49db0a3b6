//! TLS with libpq's rules: who is trusted, and whether the host's name must be in the certificate.

use std::path::Path;
use std::sync::Arc;

use postgres_rustls::MakeRustlsConnect;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls as postgres_rustls;
use x509_cert::Certificate;
use x509_cert::der::oid::db::rfc4519::COMMON_NAME;
use x509_cert::der::oid::db::rfc5280::ID_CE_SUBJECT_ALT_NAME;
use x509_cert::der::{Decode as _, Encode as _};

use super::error::invalid;
use super::options::{Roots, TlsMode, TlsOptions};
use crate::DatabaseError;

/// Makes TLS connections.
pub(super) type Connector = MakeRustlsConnect;

/// Returns what makes TLS connections, or `None` where TLS is off.
pub(super) fn connector(options: &TlsOptions) -> Result<Option<Connector>, DatabaseError> {
    if options.mode == TlsMode::Disable {
        return Ok(None);
    }
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier {
        trust: trust(options)?,
        name: if options.mode == TlsMode::VerifyFull { NameCheck::Full } else { NameCheck::None },
        provider: Arc::clone(&provider),
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| invalid(format!("could not set up TLS: {error}")))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let config = match (&options.certificate, &options.key) {
        (Some(certificate), Some(key)) => {
            let chain = certificates(certificate)?;
            let key_error =
                |reason: String| invalid(format!("could not load private key file \"{}\": {reason}", key.display()));
            let key = PrivateKeyDer::from_pem_file(key).map_err(|error| key_error(error.to_string()))?;
            builder.with_client_auth_cert(chain, key).map_err(|error| key_error(error.to_string()))?
        }
        (Some(certificate), None) => {
            return Err(invalid(format!(
                "certificate present, but not private key file: give \"sslkey\" beside \"{}\"",
                certificate.display()
            )));
        }
        (None, _) => builder.with_no_client_auth(),
    };
    Ok(Some(MakeRustlsConnect::new(config)))
}

fn trust(options: &TlsOptions) -> Result<Option<Trust>, DatabaseError> {
    let found = match &options.roots {
        Roots::System => rustls_native_certs::load_native_certs().certs,
        Roots::File(path) if path.exists() => certificates(path)?,
        Roots::File(path) if options.mode >= TlsMode::VerifyCa => {
            return Err(no_root_file(&path.display().to_string()));
        }
        Roots::None { looked_at } if options.mode >= TlsMode::VerifyCa => {
            let path = looked_at.as_ref().map_or("~/.postgresql/root.crt".into(), |path| path.display().to_string());
            return Err(no_root_file(&path));
        }
        Roots::File(_) | Roots::None { .. } => return Ok(None),
    };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.clone());
    Ok(Some(Trust { roots, certificates: found }))
}

fn no_root_file(path: &str) -> DatabaseError {
    invalid(format!(
        "root certificate file \"{path}\" does not exist\nEither provide the file, use the system's trusted roots with \
         sslrootcert=system, or change sslmode to disable server certificate verification."
    ))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, DatabaseError> {
    let failed = |reason: String| invalid(format!("could not read certificate file \"{}\": {reason}", path.display()));
    let found: Vec<_> = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|error: rustls::pki_types::pem::Error| failed(error.to_string()))?;
    if found.is_empty() { Err(failed("no certificate in it".into())) } else { Ok(found) }
}

/// The certificates that are trusted.
#[derive(Debug)]
struct Trust {
    roots: RootCertStore,
    certificates: Vec<CertificateDer<'static>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameCheck {
    None,
    Full,
}

#[derive(Debug)]
struct Verifier {
    /// `None`: anybody is trusted, the channel is only encrypted (`sslmode=require` without a root file).
    trust: Option<Trust>,
    name: NameCheck,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(trust) = &self.trust else { return Ok(ServerCertVerified::assertion()) };
        // A server certificate that itself stands in the root file is trusted, as OpenSSL does; webpki refuses that.
        if trust.certificates.iter().any(|trusted| trusted == certificate) {
            verify_validity(certificate, now)?;
        } else {
            verify_server_cert_signed_by_trust_anchor(
                &ParsedCertificate::try_from(certificate)?,
                &trust.roots,
                intermediates,
                now,
                self.provider.signature_verification_algorithms.all,
            )?;
        }
        if self.name == NameCheck::Full {
            verify_name(certificate, server_name)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn parsed(certificate: &CertificateDer<'_>) -> Result<Certificate, Error> {
    Certificate::from_der(certificate).map_err(|_| Error::InvalidCertificate(CertificateError::BadEncoding))
}

fn verify_validity(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let validity = parsed(certificate)?.tbs_certificate.validity;
    let now = std::time::Duration::from_secs(now.as_secs());
    if now > validity.not_after.to_unix_duration() {
        return Err(Error::InvalidCertificate(CertificateError::Expired));
    }
    if now < validity.not_before.to_unix_duration() {
        return Err(Error::InvalidCertificate(CertificateError::NotValidYet));
    }
    Ok(())
}

/// The name stands among the alternative names; only a certificate that has none is asked for its common name.
fn verify_name(certificate: &CertificateDer<'_>, server_name: &ServerName<'_>) -> Result<(), Error> {
    let details = parsed(certificate)?;
    let extensions = details.tbs_certificate.extensions.unwrap_or_default();
    if extensions.iter().any(|extension| extension.extn_id == ID_CE_SUBJECT_ALT_NAME) {
        return verify_server_name(&ParsedCertificate::try_from(certificate)?, server_name);
    }
    let host = server_name.to_str().to_lowercase();
    let common_names = details
        .tbs_certificate
        .subject
        .0
        .iter()
        .flat_map(|names| names.0.iter())
        .filter(|name| name.oid == COMMON_NAME)
        .filter_map(|name| name.value.to_der().ok())
        // Tag and length take two bytes: a name is shorter than 128 bytes.
        .filter_map(|der| String::from_utf8(der.get(2..)?.to_vec()).ok());
    for name in common_names {
        let name = name.to_lowercase();
        let fits_wildcard =
            name.strip_prefix("*.").is_some_and(|rest| host.split_once('.').is_some_and(|(_, domain)| domain == rest));
        if name == host || fits_wildcard {
            return Ok(());
        }
    }
    Err(Error::InvalidCertificate(CertificateError::NotValidForName))
}
