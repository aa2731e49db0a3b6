"""`sqlmodel.ext.asyncio.session.AsyncSession`."""

from sqlalchemy.ext.asyncio import AsyncSession as _AsyncSession


class AsyncSession(_AsyncSession):
    async def exec(self, statement, **options):
        return await self.execute(statement, **options)
