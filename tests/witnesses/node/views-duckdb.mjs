// node views-duckdb.mjs FILE: does the SQL of a file with DuckDB, and prints each view's columns and number of rows.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const connection = await (await DuckDBInstance.create()).connect()
await connection.run(readFileSync(process.argv[2], 'utf8'))
const rows = async sql => (await connection.runAndReadAll(sql)).getRows()
const views = {}
for (const [name] of await rows('SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name')) {
  const columns = (await rows(`DESCRIBE ${name}`)).map(([column]) => column)
  views[name] = { columns, rows: Number((await rows(`SELECT count(*) FROM ${name}`))[0][0]) }
}
process.stdout.write(JSON.stringify(views))
