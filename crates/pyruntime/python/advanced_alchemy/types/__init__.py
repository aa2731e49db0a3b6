"""The column types."""

from .boolean import Bool
from .datetime import DateTimeUTC
from .encrypted_string import EncryptedString, EncryptedText, EncryptionBackend, FernetBackend
from .file_object import FileObject, FileObjectList, StorageBackend, StorageRegistry, StoredObject, storages
from .guid import GUID
from .identity import BigIntIdentity
from .json import ORA_JSONB, JsonB
from .mutables import MutableList
from .password_hash.base import HashedPassword, PasswordHash
from .password_hash.one_time_code import HashedOneTimeCode, OneTimeCode
from .totp import TOTPProvider, TOTPSecret
from .vector import Vector
