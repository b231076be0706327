// node csv-duckdb.mjs PATH: a Parquet file, or all of a folder's, as CSV.
import { statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const path = process.argv[2].replace(/\/$/, '')
const source = (statSync(path).isDirectory() ? `${path}/*.parquet` : path).replaceAll("'", "''")
const connection = await (await DuckDBInstance.create()).connect()
await connection.run(`COPY (SELECT * FROM read_parquet('${source}', union_by_name = true)) TO '/dev/stdout' (FORMAT csv, HEADER)`)
