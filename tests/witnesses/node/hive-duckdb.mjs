// node hive-duckdb.mjs GLOB [TYPES]: what DuckDB finds in a tree of Hive's folders, e.g. with the types {'l2': DOUBLE}.
import { DuckDBInstance } from '@duckdb/node-api'
import { cell, print } from './answer.mjs'

const types = process.argv[3] ? `, hive_types = ${process.argv[3]}` : ''
const source = `read_parquet('${process.argv[2].replaceAll("'", "''")}', hive_partitioning = true${types})`
const connection = await (await DuckDBInstance.create()).connect()
const described = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)).getRows()
const cells = (await connection.runAndReadAll(`SELECT * FROM ${source} ORDER BY run_id`)).getColumns()
print(described.map(([name, type], i) => ({ name, type, cells: (cells[i] ?? []).map(cell) })))
