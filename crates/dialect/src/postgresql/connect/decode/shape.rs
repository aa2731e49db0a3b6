//! Geometric types as the server writes them.

use tokio_postgres::types::Type;

use super::reader::Reader;
use super::text_form::float;

pub(super) fn text(shape: &Type, reader: &mut Reader<'_>) -> Result<String, String> {
    Ok(match *shape {
        Type::POINT => point(reader)?,
        Type::LSEG => format!("[{}]", points(reader, 2)?),
        Type::BOX => points(reader, 2)?,
        Type::LINE => format!("{{{},{},{}}}", float(reader.f64()?), float(reader.f64()?), float(reader.f64()?)),
        Type::CIRCLE => format!("<{},{}>", point(reader)?, float(reader.f64()?)),
        Type::PATH => {
            let is_closed = reader.u8()? != 0;
            let count = reader.count()?;
            let points = points(reader, count)?;
            if is_closed { format!("({points})") } else { format!("[{points}]") }
        }
        _ => {
            let count = reader.count()?;
            format!("({})", points(reader, count)?)
        }
    })
}

fn points(reader: &mut Reader<'_>, count: usize) -> Result<String, String> {
    (0..count).map(|_| point(reader)).collect::<Result<Vec<_>, _>>().map(|points| points.join(","))
}

fn point(reader: &mut Reader<'_>) -> Result<String, String> {
    Ok(format!("({},{})", float(reader.f64()?), float(reader.f64()?)))
}
