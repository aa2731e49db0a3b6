//! The driver's connection. Its messages move while somebody waits for an answer, and several statements may be on their
//! way at once.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use futures_util::Stream as _;
use schema::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Runtime;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{
    AsyncMessage, CancelToken, Config, Connection, Error, NoTls, Row, RowStream, SimpleQueryMessage, Statement,
};

use super::error::{self, Failure};
use super::parameter::{Parameter, declared_type};
use super::tls::Connector;
use crate::Notice;

/// Dropped in this order: without its client a connection says good-bye to the server.
pub(super) struct Client {
    client: tokio_postgres::Client,
    line: Line,
}

/// A statement whose rows nobody wants.
pub(super) struct Request<'text> {
    pub sql: &'text str,
    pub binds: &'text [Value],
}

/// The connection of a client, which works as long as it is waited for.
struct Line {
    runtime: Runtime,
    /// `None`: it is lost.
    next_message: Option<Box<NextMessage>>,
    notices: Arc<Mutex<Vec<Notice>>>,
}

type NextMessage = dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<AsyncMessage, Error>>> + Send;

/// What a future gives once it is asked; it is asked in its turn.
type Answer<'request> = Pin<Box<dyn Future<Output = Result<u64, Error>> + 'request>>;

impl Client {
    pub(super) fn connect(
        config: &Config,
        tls: Option<Connector>,
        notices: Arc<Mutex<Vec<Notice>>>,
    ) -> Result<Self, Failure> {
        let runtime = new_runtime().map_err(|error| Failure::Handshake(error.to_string()))?;
        let (client, next_message) = match tls {
            Some(tls) => open(&runtime, config.connect(tls)),
            None => open(&runtime, config.connect(NoTls)),
        }
        .map_err(|error| Failure::of(&error))?;
        Ok(Self { client, line: Line { runtime, next_message: Some(next_message), notices } })
    }

    /// Sends a text by the simple protocol.
    pub(super) fn simple_query(&mut self, sql: &str) -> Result<Vec<SimpleQueryMessage>, Error> {
        self.line.wait(self.client.simple_query(sql))
    }

    /// Sends a statement with values of its own types, and returns all its rows.
    pub(super) fn query_typed(
        &mut self,
        sql: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, Error> {
        self.line.wait(self.client.query_typed(sql, parameters))
    }

    /// Sends a statement with values as text; its rows are taken one by one.
    pub(super) fn query(&mut self, sql: &str, binds: &[Value]) -> Result<Found<'_>, Error> {
        let rows = self.line.wait(self.client.query_typed_raw(sql, parameters(binds)))?;
        Ok(Found { rows: Box::pin(rows), line: &mut self.line })
    }

    /// Sends all statements at once and tells their answers in their order, each as it comes: the number of rows. The
    /// first error is the last that is told.
    pub(super) fn execute_all(&mut self, requests: &[Request<'_>], tell: &mut dyn FnMut(Result<u64, Error>)) {
        let client = &self.client;
        let mut answers: Vec<Answer<'_>> = requests.iter().map(|request| answer(client, request)).collect();
        let mut early: Vec<Option<Result<u64, Error>>> = Vec::new();
        let mut next = 0;
        let rest = |context: &mut Context<'_>| {
            if early.is_empty() {
                // The first question to a future sends its statement.
                for answer in &mut answers {
                    early.push(match answer.as_mut().poll(context) {
                        Poll::Ready(answer) => Some(answer),
                        Poll::Pending => None,
                    });
                }
            }
            while let Some(answer) = answers.get_mut(next) {
                match early[next].take().map_or_else(|| answer.as_mut().poll(context), Poll::Ready) {
                    Poll::Ready(Ok(count)) => tell(Ok(count)),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => return Poll::Pending,
                }
                next += 1;
            }
            Poll::Ready(Ok(()))
        };
        if let Err(error) = self.line.wait(poll_fn(rest)) {
            tell(Err(error));
        }
    }

    /// Has the server describe a statement with values of these types.
    pub(super) fn prepare_typed(&mut self, sql: &str, types: &[Type]) -> Result<Statement, Error> {
        self.line.wait(self.client.prepare_typed(sql, types))
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn cancel_token(&self) -> CancelToken {
        self.client.cancel_token()
    }
}

/// The rows of an answer, as they come.
pub(super) struct Found<'client> {
    rows: Pin<Box<RowStream>>,
    line: &'client mut Line,
}

impl Found<'_> {
    /// Waits for the next row; `None`: there are no more.
    pub(super) fn next(&mut self) -> Result<Option<Row>, Error> {
        let rows = &mut self.rows;
        self.line.wait(poll_fn(|context| rows.as_mut().poll_next(context).map(Option::transpose)))
    }

    /// How many rows the statement met, once all have come.
    pub(super) fn rows_affected(&self) -> Option<u64> {
        self.rows.rows_affected()
    }
}

impl Line {
    /// Waits for an answer while messages go and come. One that came before the connection was lost is an answer.
    fn wait<Output>(&mut self, answer: impl Future<Output = Result<Output, Error>>) -> Result<Output, Error> {
        let mut answer = pin!(answer);
        let Self { runtime, next_message, notices } = self;
        runtime.block_on(poll_fn(|context| {
            let moved = next_message.as_mut().map(|next_message| move_messages(next_message, notices, context));
            let Some(Poll::Ready(Err(loss))) = moved else { return answer.as_mut().poll(context) };
            // Nobody waits for what a connection that is gone would still have to say.
            *next_message = None;
            Poll::Ready(match answer.as_mut().poll(context) {
                Poll::Ready(Err(error)) if error.is_closed() => Err(loss),
                Poll::Ready(answer) => answer,
                Poll::Pending => Err(loss),
            })
        }))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let Self { runtime, next_message: Some(next_message), notices } = self else { return };
        // Whatever goes wrong now, the connection is gone.
        drop(runtime.block_on(poll_fn(|context| move_messages(next_message, notices, context))));
    }
}

/// Sends and receives what there is; ready where the connection has ended.
fn move_messages(
    next_message: &mut NextMessage,
    notices: &Mutex<Vec<Notice>>,
    context: &mut Context<'_>,
) -> Poll<Result<(), Error>> {
    loop {
        match next_message(context) {
            Poll::Ready(Some(Ok(AsyncMessage::Notice(answer)))) => {
                if let Ok(mut notices) = notices.lock() {
                    notices.push(error::notice(&answer));
                }
            }
            Poll::Ready(Some(Ok(_))) => {}
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
            Poll::Ready(None) => return Poll::Ready(Ok(())),
            Poll::Pending => return Poll::Pending,
        }
    }
}

/// Asks the server, from another thread, to cancel what runs.
pub(super) fn cancel(token: &CancelToken, tls: Option<Connector>) -> std::io::Result<Result<(), Error>> {
    let runtime = new_runtime()?;
    Ok(match tls {
        Some(tls) => runtime.block_on(token.cancel_query(tls)),
        None => runtime.block_on(token.cancel_query(NoTls)),
    })
}

fn new_runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn open<Stream, Tls>(
    runtime: &Runtime,
    connected: impl Future<Output = Result<(tokio_postgres::Client, Connection<Stream, Tls>), Error>>,
) -> Result<(tokio_postgres::Client, Box<NextMessage>), Error>
where
    Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    Tls: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (client, mut connection) = runtime.block_on(connected)?;
    Ok((client, Box::new(move |context| connection.poll_message(context))))
}

fn answer<'request>(client: &'request tokio_postgres::Client, request: &'request Request<'_>) -> Answer<'request> {
    match request.binds {
        [] => Box::pin(async {
            let messages = client.simple_query(request.sql).await?;
            Ok(messages.iter().fold(0, |count, message| match message {
                SimpleQueryMessage::CommandComplete(rows) => *rows,
                _ => count,
            }))
        }),
        binds => Box::pin(async move {
            let values: Vec<Parameter<'_>> = binds.iter().map(Parameter).collect();
            let typed =
                values.iter().zip(binds).map(|(value, bind)| (value as &(dyn ToSql + Sync), declared_type(bind)));
            client.execute_typed(request.sql, &typed.collect::<Vec<_>>()).await
        }),
    }
}

fn parameters(binds: &[Value]) -> impl Iterator<Item = (Parameter<'_>, Type)> {
    binds.iter().map(|value| (Parameter(value), declared_type(value)))
}
