"""validates, reconstructor, and event listeners on classes, attributes and tables."""

from sqlalchemy import DDL, Column, Integer, String, event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    Session,
    mapped_column,
    reconstructor,
    validates,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    age = Column(Integer)

    @validates("email", include_removes=False)
    def check_email(self, key, value):
        assert "@" in value
        return value

    @reconstructor
    def start(self):
        self.loaded = True


@event.listens_for(User, "before_insert")
@event.listens_for(User, "before_update")
def touch(mapper, connection, target):
    target.email = target.email.lower()


@event.listens_for(User.email, "set", retval=True)
def lowered(target, value, oldvalue, initiator):
    return value.lower()


@event.listens_for(Mapper, "after_configured")
def configured():
    pass


@event.listens_for(Session, "before_flush")
def flush(session, context, instances):
    pass


event.listen(
    User.__table__,
    "after_create",
    DDL("CREATE INDEX ix_age ON %(table)s (age)").execute_if(dialect="postgresql"),
)
event.listen(Base.metadata, "before_create", DDL("CREATE SCHEMA extra").execute_if(dialect=("postgresql",)))


@event.listens_for(User.__table__, "before_create")
def announce(target, connection, **kw):
    connection.execute(DDL("SELECT 'before %(table)s'").against(target))


target_metadata = Base.metadata
