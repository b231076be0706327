// node read-duckdb.mjs FILE: what DuckDB finds in a Parquet file.
import { DuckDBInstance } from '@duckdb/node-api'
import { cell, print } from './answer.mjs'

const connection = await (await DuckDBInstance.create()).connect()
const source = `'${process.argv[2].replaceAll("'", "''")}'`
const query = async sql => connection.runAndReadAll(sql)

// Texts as bytes: the binding drops a leading byte order mark from a text.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const described = (await query(`DESCRIBE SELECT * FROM read_parquet(${source})`)).getRows().map(([name, type]) => ({ name, type }))
const quoted = ({ name, type }) => (type === 'VARCHAR' ? `encode("${name}")` : `"${name}"`)
const cells = (await query(`SELECT ${described.map(quoted)} FROM read_parquet(${source})`)).getColumns()
const text = value => (value?.bytes ? utf8.decode(value.bytes) : cell(value))
const columns = described.map(({ name, type }, i) => ({ name, type, cells: (cells[i] ?? []).map(text) }))

const pairs = await query(`SELECT decode(key), decode(value) FROM parquet_kv_metadata(${source})`)
const file = await query(`SELECT created_by FROM parquet_file_metadata(${source})`)
const chunks = await query(`
  SELECT path_in_schema, row_group_id, encodings, compression, stats_min_value, stats_max_value, stats_null_count
  FROM parquet_metadata(${source})`)
print(columns, {
  metadata: Object.fromEntries(pairs.getRows()),
  createdBy: file.getRows()[0][0],
  chunks: chunks.getRows().map(([column, group, encodings, compression, min, max, nulls]) => ({
    column, group: Number(group), encodings, compression, min, max, nulls: Number(nulls),
  })),
})
