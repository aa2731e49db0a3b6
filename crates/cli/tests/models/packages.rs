//! Column types of other packages: what the file says of them makes the column that the models declare.

use testkit::{Project, check_succeeds};

use crate::place::Place;

/// What stands of `upgrade()` between Alembic's markers.
fn upgrade(project: &Project) -> String {
    let text = project.read("migrations/versions/a_x.py");
    let body = text.split("please adjust! ###\n").nth(1).unwrap();
    body.split("    # ### end").next().unwrap().into()
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
        "sa.Column('point', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, \
         from_text='ST_GeomFromEWKT', name='geometry'), nullable=True)",
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
