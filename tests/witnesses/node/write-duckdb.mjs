// node write-duckdb.mjs FILE VERSION CODEC [ROWS]: DuckDB writes a table as Parquet and says what it wrote.
import { DuckDBInstance } from '@duckdb/node-api'
import { cell, print } from './answer.mjs'

const [file, version, codec, rows = 5000] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create()).connect()
await connection.run(`
  CREATE TABLE t AS SELECT
    i % 3 = 0                                                      AS flag,
    CASE WHEN i % 5 <> 0 THEN i % 2 = 0 END                        AS flag_or_null,
    (i * 7919 - 10000000)::INTEGER                                 AS int32,
    CASE WHEN i % 7 <> 0 THEN (i % 11)::INTEGER END                AS int32_or_null,
    (i % 256)::UTINYINT                                            AS uint8,
    (i % 100 - 50)::SMALLINT                                       AS int16,
    (4000000000 + i)::UINTEGER                                     AS uint32,
    (i * 1000000000000 - 9000000000000000)::BIGINT                 AS int64,
    (i // 1000)::BIGINT                                            AS int64_runs,
    (i / 7)::FLOAT                                                 AS float32,
    CASE i % 10 WHEN 0 THEN NULL WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN '-Infinity'::DOUBLE ELSE sqrt(i) END AS float64,
    'text ' || i % 50                                              AS repeated,
    'row ' || i || ' é 漢 🎈'                                       AS distinct_text,
    CASE WHEN i % 4 <> 0 THEN repeat('x', (i % 30)::INTEGER) END   AS text_or_null,
    NULL::INTEGER                                                  AS nothing,
    make_timestamp(1700000000000000 + i * 1234567)                 AS moment,
    make_timestamp(1700000000000000 + i * 1000)::TIMESTAMPTZ       AS moment_utc
  FROM range(${Number(rows)}) r(i)`)
const target = `'${file.replaceAll("'", "''")}'`
await connection.run(`
  COPY t TO ${target} (FORMAT parquet, PARQUET_VERSION ${version}, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048, KV_METADATA {origin: 'DuckDB'})`)

const table = await connection.runAndReadAll('SELECT * FROM t')
const chunks = await connection.runAndReadAll(`SELECT DISTINCT encodings, compression FROM parquet_metadata(${target})`)
print(
  table.getColumns().map((cells, i) => ({ name: table.columnNames()[i], type: String(table.columnTypes()[i]), cells: cells.map(cell) })),
  { chunks: chunks.getRows().map(([encodings, compression]) => ({ encodings, compression })) },
)
