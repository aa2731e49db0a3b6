"""Light `pydantic`: models and settings as projects use them when env.py reads its configuration.

Each name is imported when it is first asked for. Classes are read when they are first used, so a module full of
schemas costs next to nothing.
"""

from ._errors import VERSION

__version__ = VERSION

_IN = {
    "aliases": "AliasChoices AliasGenerator AliasPath",
    "class_validators": "root_validator validator",
    "config": "ConfigDict Extra with_config",
    "errors": "PydanticErrorMixin PydanticForbiddenQualifier PydanticImportError PydanticInvalidForJsonSchema "
    "PydanticSchemaGenerationError PydanticUndefinedAnnotation PydanticUserError",
    "fields": "Field PrivateAttr computed_field",
    "functional_serializers": "FieldSerializationInfo PlainSerializer SerializationInfo SerializeAsAny "
    "SerializerFunctionWrapHandler WrapSerializer field_serializer model_serializer",
    "functional_validators": "AfterValidator BeforeValidator FieldValidationInfo InstanceOf ModelWrapValidatorHandler "
    "PlainValidator SkipValidation ValidateAs ValidationInfo ValidatorFunctionWrapHandler WrapValidator field_validator "
    "model_validator",
    "main": "BaseModel create_model",
    "networks": "AmqpDsn AnyHttpUrl AnyUrl AnyWebsocketUrl ClickHouseDsn CockroachDsn EmailStr FileUrl FtpUrl HttpUrl "
    "IPvAnyAddress IPvAnyInterface IPvAnyNetwork KafkaDsn MariaDBDsn MongoDsn MySQLDsn NameEmail NatsDsn PostgresDsn "
    "RedisDsn SnowflakeDsn UrlConstraints WebsocketUrl validate_email",
    "root_model": "RootModel",
    "type_adapter": "TypeAdapter",
    "types": "AllowInfNan AwareDatetime Base64Bytes Base64Str Base64UrlBytes Base64UrlStr ByteSize DirectoryPath "
    "Discriminator FailFast FilePath FiniteFloat FutureDate FutureDatetime ImportString Json JsonValue NaiveDatetime "
    "NegativeFloat NegativeInt NewPath NonNegativeFloat NonNegativeInt NonPositiveFloat NonPositiveInt PastDate "
    "PastDatetime PaymentCardNumber PositiveFloat PositiveInt Secret SecretBytes SecretStr Strict StrictBool StrictBytes "
    "StrictFloat StrictInt StrictStr StringConstraints Tag UUID1 UUID3 UUID4 UUID5 UUID6 UUID7 UUID8 conbytes condate "
    "condecimal confloat confrozenset conint conlist conset constr",
    "_errors": "ValidationError VERSION",
    "_misc": "GetCoreSchemaHandler GetJsonSchemaHandler GetPydanticSchema OnErrorOmit WithJsonSchema parse_obj_as "
    "schema_of validate_call validate_arguments",
}
_MODULES = {name: module for module, names in _IN.items() for name in names.split()}
_SUBMODULES = frozenset(
    "aliases alias_generators class_validators config dataclasses env_settings errors fields functional_serializers "
    "functional_validators json main networks root_model type_adapter types json_schema error_wrappers generics tools v1 "
    "version".split()
)
__all__ = sorted(_MODULES)


def __getattr__(name):
    if name in _MODULES:
        value = getattr(_submodule(_MODULES[name]), name)
    elif name in _SUBMODULES:
        return _submodule(name)
    elif name == "BaseSettings":
        value = _submodule("env_settings").BaseSettings
    else:
        raise AttributeError("module 'pydantic' has no attribute %r" % (name,))
    globals()[name] = value
    return value


def _submodule(name):
    from sys import modules

    __import__("pydantic." + name)
    return modules["pydantic." + name]
