//! Column types of other packages: what the file says of them makes the column that the models declare.

use testkit::{Project, Run, check_fails, check_says, check_succeeds};

use crate::place::Place;

/// What stands of `upgrade()` between Alembic's markers.
fn upgrade(project: &Project) -> String {
    let text = project.read("migrations/versions/a_x.py");
    let (_, body) = text.split_once("please adjust! ###\n").unwrap_or_else(|| panic!("nothing generated:\n{text}"));
    body.split_once("    # ### end").map_or(body, |(body, _)| body).to_owned()
}

const CONTACT: &str = "
import enum
import sqlalchemy_utils as su
from sqlalchemy_utils.types.bit import BitType

class Kind(enum.Enum):
    one = 1

Table('contact', metadata,
    Column('mail', su.EmailType), Column('phone', su.PhoneNumberType('DE')),
    Column('long_phone', su.PhoneNumberType(max_length=30)),
    Column('password', su.PasswordType(schemes=['pbkdf2_sha512'])), Column('locale', su.LocaleType),
    Column('country', su.CountryType), Column('timezone', su.TimezoneType),
    Column('zone', su.TimezoneType(backend='zoneinfo')), Column('id', su.UUIDType),
    Column('text_id', su.UUIDType(binary=False)),
    Column('secret', su.StringEncryptedType(Unicode, 'key', length=255)),
    Column('code', su.ChoiceType([('a', 'A')], impl=String(3))), Column('kind', su.ChoiceType(Kind, impl=Integer())),
    Column('numbers', su.IntRangeType), Column('bits', BitType(8)), Column('site', su.URLType),
    Column('words', su.ScalarListType(int)), Column('seen', su.ArrowType(timezone=True)),
    Column('address', su.IPAddressType(60)), Column('data', su.JSONType()))
";

/// Word for word Alembic's where Alembic's text makes the same column.
const CREATE_CONTACT: &str = "    op.create_table('contact',
    sa.Column('mail', sqlalchemy_utils.types.email.EmailType(length=255), nullable=True),
    sa.Column('phone', sqlalchemy_utils.types.phone_number.PhoneNumberType(length=20), nullable=True),
    sa.Column('long_phone', sqlalchemy_utils.types.phone_number.PhoneNumberType(max_length=30), nullable=True),
    sa.Column('password', sqlalchemy_utils.types.password.PasswordType(), nullable=True),
    sa.Column('locale', sqlalchemy_utils.types.locale.LocaleType(), nullable=True),
    sa.Column('country', sqlalchemy_utils.types.country.CountryType(length=2), nullable=True),
    sa.Column('timezone', sqlalchemy_utils.types.timezone.TimezoneType(), nullable=True),
    sa.Column('zone', sqlalchemy_utils.types.timezone.TimezoneType(backend='zoneinfo'), nullable=True),
    sa.Column('id', sqlalchemy_utils.types.uuid.UUIDType(), nullable=True),
    sa.Column('text_id', sqlalchemy_utils.types.uuid.UUIDType(binary=False), nullable=True),
    sa.Column('secret', sqlalchemy_utils.types.encrypted.encrypted_type.StringEncryptedType(length=255), nullable=True),
    sa.Column('code', sa.String(length=3), nullable=True),
    sa.Column('kind', sa.Integer(), nullable=True),
    sa.Column('numbers', sqlalchemy_utils.types.range.IntRangeType(), nullable=True),
    sa.Column('bits', sqlalchemy_utils.types.bit.BitType(length=8), nullable=True),
    sa.Column('site', sqlalchemy_utils.types.url.URLType(), nullable=True),
    sa.Column('words', sqlalchemy_utils.types.scalar_list.ScalarListType(), nullable=True),
    sa.Column('seen', sqlalchemy_utils.types.arrow.ArrowType(timezone=True), nullable=True),
    sa.Column('address', sqlalchemy_utils.types.ip_address.IPAddressType(max_length=60), nullable=True),
    sa.Column('data', sqlalchemy_utils.types.json.JSONType(), nullable=True)
    )
";

fn check_contact(place: &Place) {
    check_succeeds(&place.project.run("revision --autogenerate --rev-id a -m x"));
    assert_eq!(upgrade(&place.project), CREATE_CONTACT);
    check_succeeds(&place.project.run("upgrade head"));
    check_succeeds(&place.project.run("check"));
}

#[test]
fn types_of_sqlalchemy_utils_make_their_columns_on_postgresql() {
    let Some(place) = Place::on_postgresql(CONTACT, "") else { return };
    check_contact(&place);
}

#[test]
fn types_of_sqlalchemy_utils_make_their_columns_on_sqlite() {
    // SQLite takes BINARY(16) for a number, as Alembic says, too.
    let models = CONTACT.replace("Column('id', su.UUIDType),", "Column('id', su.UUIDType(binary=False)),");
    let place = Place::on_sqlite(&models, "");
    check_succeeds(&place.project.run("revision --autogenerate --rev-id a -m x"));
    let expected = CREATE_CONTACT.replace(
        "('id', sqlalchemy_utils.types.uuid.UUIDType()",
        "('id', sqlalchemy_utils.types.uuid.UUIDType(binary=False)",
    );
    assert_eq!(upgrade(&place.project), expected);
    check_succeeds(&place.project.run("upgrade head"));
    check_succeeds(&place.project.run("check"));
}

const PLACES: &str = "
from geoalchemy2 import Geography, Geometry

Table('place', metadata, Column('id', Integer, primary_key=True), Column('point', Geometry('POINT', srid=4326)))
Table('town', metadata, Column('id', Integer, primary_key=True), Column('area', Geography('POLYGON', srid=4326)),
    Column('peak', Geometry('POINTZ', srid=4326, use_N_D_index=True)))
";

#[test]
fn the_index_of_a_spatial_column_is_made_once() {
    let Some(place) = Place::on_postgresql(PLACES, "") else { return };
    place.execute("CREATE TABLE town (id serial PRIMARY KEY)");
    check_succeeds(&place.project.run("revision --autogenerate --rev-id a -m x"));
    let text = upgrade(&place.project);
    for column in [
        "sa.Column('point', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, dimension=2, \
         spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True)",
        "sa.Column('area', geoalchemy2.types.Geography(geometry_type='POLYGON', srid=4326, dimension=2, \
         spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True)",
        // GeoAlchemy2 refuses `use_N_D_index` of a type that makes no index.
        "sa.Column('peak', geoalchemy2.types.Geometry(geometry_type='POINTZ', srid=4326, dimension=3, \
         spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True)",
    ] {
        assert!(text.contains(column), "{text}");
    }
    let run = place.project.run("upgrade head --sql");
    check_succeeds(&run);
    for index in ["idx_place_point", "idx_town_area", "idx_town_peak"] {
        assert_eq!(run.stdout.matches(&format!("CREATE INDEX {index} ")).count(), 1, "{}", run.stdout);
        assert_eq!(text.matches(&format!("op.create_index('{index}'")).count(), 1, "{text}");
    }
}

const BALANCE: &str = "
from sqlalchemy_utils import CompositeType

Table('accounts', metadata, Column('balance', CompositeType('money_type', [Column('code', String(3)), Column('cents', Integer)])))
";

const OWN_BALANCE: &str = "
from sqlalchemy.types import UserDefinedType


class Money(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'money_type'


Table('accounts', metadata, Column('balance', Money))
";

#[test]
fn a_composite_type_is_refused_with_a_way_that_works() {
    let Some(place) = &Place::on_postgresql(BALANCE, "") else { return };
    let create = "CREATE TYPE money_type AS (code VARCHAR(3), cents INTEGER)";
    check_fails(&place.project.run("check"), 1, "sqlalchemy_utils.CompositeType is not served: create the type by");
    check_fails(&place.project.run("check"), 1, create);
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{OWN_BALANCE}"));
    check_succeeds(&place.project.run("revision --autogenerate --rev-id first -m x"));
    let file = place.project.read("migrations/versions/first_x.py");
    let first = "    op.create_table('accounts'";
    place.project.write(
        "migrations/versions/first_x.py",
        &file.replacen(first, &format!("    op.execute('{create}')\n{first}"), 1),
    );
    check_succeeds(&place.project.run("upgrade head"));
    check_says(&place.project.run("check"), &["No new upgrade operations detected."]);
}

const SHOWN: &str = "
import sqlalchemy_utils as su

class Money(TypeDecorator):
    impl = Numeric
    cache_ok = True

    def __init__(self, scale=2):
        super().__init__(12, scale)

class Named(TypeDecorator):
    impl = String(30)

    def __repr__(self):
        return 'Named!'

Table('shown', metadata,
    Column('a', Money()), Column('b', Money(4)), Column('c', Named()), Column('d', su.UUIDType()),
    Column('e', su.UUIDType(binary=False)), Column('f', su.PasswordType()), Column('g', su.LocaleType()),
    Column('h', su.TimezoneType(backend='zoneinfo')), Column('i', su.ColorType(30)), Column('j', su.WeekDaysType()),
    Column('k', su.ChoiceType([('a', 'A')])), Column('l', su.ChoiceType([('a', 'A')], impl=Integer())),
    Column('m', su.IntRangeType()), Column('n', su.EmailType()))
";

/// What SQLAlchemy 2.0.58 and sqlalchemy_utils 0.43 give.
const REPRS: [&str; 14] = [
    "Money(precision=12, scale=2)",
    "Money(precision=12, scale=4)",
    "Named!",
    "UUIDType()",
    "UUIDType(binary=False)",
    "PasswordType(length=1024)",
    "LocaleType(length=10)",
    "TimezoneType(length=50)",
    "ColorType(length=30)",
    "WeekDaysType(length=7)",
    "ChoiceType(length=255)",
    "ChoiceType()",
    "IntRangeType()",
    "EmailType(length=255)",
];

#[test]
fn differences_show_a_type_as_its_repr_does() {
    let place = Place::on_sqlite(&format!("from sqlalchemy.types import TypeDecorator\n{SHOWN}"), "");
    let run = place.project.run("check");
    let columns: Vec<String> = "abcdefghijklmn"
        .chars()
        .zip(REPRS)
        .map(|(name, shown)| format!("Column('{name}', {shown}, table=<shown>)"))
        .collect();
    assert!(
        run.stderr.contains(&columns.join(", ")) || run.stdout.contains(&columns.join(", ")),
        "{}",
        run.everything()
    );
}

const OF_ADVANCED_ALCHEMY: &str = "
import datetime
from typing import Any, Optional
from uuid import UUID

from advanced_alchemy.base import BigIntBase, DefaultBase, UUIDAuditBase, orm_registry
from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin, base
from advanced_alchemy.mixins import SlugKey
from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.types import Bool, EncryptedText
from sqlalchemy.orm import Mapped, mapped_column


class WorkShop(UUIDAuditBase, SlugKey):
    opened: Mapped[Optional[datetime.date]]
    data: Mapped[dict[str, Any]]
    is_open: Mapped[bool] = mapped_column(Bool)
    note: Mapped[str] = mapped_column(EncryptedText(key='k'))


class Worker(BigIntBase):
    shop_id: Mapped[UUID] = mapped_column(ForeignKey('work_shop.id'), index=True)


class HTTPLog(DefaultBase):
    at: Mapped[datetime.datetime] = mapped_column(primary_key=True)


class Animal(base.UUIDBase):
    kind: Mapped[str]
    __mapper_args__ = {'polymorphic_on': 'kind', 'polymorphic_identity': 'animal'}


class Dog(Animal):
    barks: Mapped[Optional[bool]]
    __mapper_args__ = {'polymorphic_identity': 'dog'}


class WorkShops(SQLAlchemyAsyncRepository[WorkShop]):
    model_type = WorkShop


plugin = SQLAlchemyPlugin(config=None)
metadata = orm_registry.metadata
";

/// Lines of the file that the real package and Alembic make of these models.
const OF_ADVANCED_ALCHEMY_CREATED: &[&str] = &[
    "op.create_table('work_shop',\n    sa.Column('id', advanced_alchemy.types.guid.GUID(length=16), nullable=False),\n",
    "sa.Column('opened', sa.Date(), nullable=True),",
    "sa.Column('data', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'cockroachdb').with_variant(\
     advanced_alchemy.types.json.ORA_JSONB(), 'oracle').with_variant(postgresql.JSONB(astext_type=sa.Text()), \
     'postgresql'), nullable=False),",
    "sa.Column('is_open', advanced_alchemy.types.boolean._OracleAwareBoolean(), nullable=False),",
    "sa.Column('note', advanced_alchemy.types.encrypted_string.EncryptedText(key='k', backend=FernetBackend, \
     length=None), nullable=False),",
    "sa.Column('sa_orm_sentinel', sa.Integer(), nullable=True),\n    \
     sa.Column('created_at', advanced_alchemy.types.datetime.DateTimeUTC(timezone=True), nullable=False),\n    \
     sa.Column('updated_at', advanced_alchemy.types.datetime.DateTimeUTC(timezone=True), nullable=False),\n    \
     sa.PrimaryKeyConstraint('id', name=op.f('pk_work_shop')),\n    \
     sa.UniqueConstraint('slug', name='uq_work_shop_slug')\n",
    "op.create_table('worker',\n    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),",
    "name=op.f('fk_worker_shop_id_work_shop'))",
    "op.create_index(op.f('ix_worker_shop_id'), 'worker', ['shop_id'], unique=False)",
    "op.create_table('http_log',\n    sa.Column('at', advanced_alchemy.types.datetime.DateTimeUTC(timezone=True), ",
    "op.create_table('animal',\n",
    "sa.Column('barks', sa.Boolean(), nullable=True),",
];

/// What `check` says when all is done.
fn advanced_alchemy(place: &Place) -> Run {
    // What its own template gives to every version file.
    let above = "from advanced_alchemy.types import FernetBackend, PasswordHash\n\
                 from advanced_alchemy.types.encrypted_string import PGCryptoBackend\n\
                 from advanced_alchemy.types.password_hash.argon2 import Argon2Hasher\n\
                 sa.PasswordHash, sa.Argon2Hasher = PasswordHash, Argon2Hasher\n";
    place.project.replace("migrations/script.py.mako", "${imports", &format!("{above}${{imports"));
    check_succeeds(&place.project.run("revision --autogenerate --rev-id a -m x"));
    let text = upgrade(&place.project);
    for line in OF_ADVANCED_ALCHEMY_CREATED {
        assert!(text.contains(line), "missing: {line}\n{text}");
    }
    assert!(!text.contains("'dog'"), "{text}");
    let column =
        "op.add_column('worker', sa.Column('password', sa.PasswordHash(backend=sa.Argon2Hasher(), length=99)))";
    place.project.write(
        "migrations/versions/b_x.py",
        &format!(
            "import sqlalchemy as sa\nfrom alembic import op\n{above}\nrevision = 'b'\ndown_revision = 'a'\n\n\n\
             def upgrade():\n    {column}\n\n\ndef downgrade():\n    op.drop_column('worker', 'password')\n"
        ),
    );
    check_succeeds(&place.project.run("upgrade head"));
    let run = place.project.run("check");
    check_fails(&run, 255, "('remove_column', None, 'worker', Column('password', VARCHAR(length=99)");
    check_succeeds(&place.project.run("downgrade a"));
    place.project.remove("migrations/versions/b_x.py");
    place.project.run("check")
}

#[test]
fn models_of_advanced_alchemy_make_their_tables_on_sqlite() {
    let run = advanced_alchemy(&Place::on_sqlite(OF_ADVANCED_ALCHEMY, ""));
    // SQLite takes BINARY(16) for a number, as Alembic says, too.
    check_fails(&run, 255, "NUMERIC(precision=16), GUID(length=16))");
    assert_eq!(run.stdout.matches("modify_").count(), 3, "{}", run.stdout);
}

#[test]
fn models_of_advanced_alchemy_make_their_tables_on_postgresql() {
    let Some(place) = Place::on_postgresql(OF_ADVANCED_ALCHEMY, "") else { return };
    check_succeeds(&advanced_alchemy(&place));
}
