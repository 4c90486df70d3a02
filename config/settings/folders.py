"""Where the code lies, and where the site writes. `.env` is read here, before any other setting."""

from pathlib import Path

from config.lib import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
environment.read_dotenv(BASE_DIR)
VAR_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")
