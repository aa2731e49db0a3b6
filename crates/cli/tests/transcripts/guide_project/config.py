"""Settings of the guide's project: the database's URL, from the environment or from `.env`."""

import os

from dotenv import load_dotenv

load_dotenv()

DATABASE_URL = os.environ["DATABASE_URL"]
