"""Runs a script that reads Parquet with pandas: python3 with_pandas.py SCRIPT [ARGUMENT...]

Where pandas has no library for Parquet, as in Debian 12, which ships none, pandas.read_parquet gets its tables through DuckDB.
"""

import importlib.util
import io
import runpy
import subprocess
import sys
from pathlib import Path

import pandas

TABLES = Path(__file__).parent.parent / "node" / "csv-duckdb.mjs"


def through_duckdb(path):
    found = subprocess.run(["node", TABLES, path], check=True, stdout=subprocess.PIPE)
    return pandas.read_csv(io.BytesIO(found.stdout), low_memory=False)


if not any(importlib.util.find_spec(library) for library in ["pyarrow", "fastparquet"]):
    pandas.read_parquet = through_duckdb
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
