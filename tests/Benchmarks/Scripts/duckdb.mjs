// Seconds, median, that DuckDB needs to write a table like the benchmark's as Parquet: node duckdb.mjs ROWS REPEATS
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Installed beside the witnesses, not here.
const require = createRequire(new URL('../../witnesses/node/package.json', import.meta.url));
const { DuckDBInstance } = require('@duckdb/node-api');

const [rows, repeats] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'engine-bench-'));
try {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE bench AS SELECT 'fashion-l2-0123456789ab' AS run_id,
    CASE WHEN i % 7 = 0 THEN 'mutual-information' ELSE 'random' END AS "order", (i % 101)::INT AS step,
    ((i * 2654435761) % 10000)::INT AS correct, ((i * 2654435761) % 10000) / 10000.0::DOUBLE AS accuracy,
    ln(1 + (i * 2654435761) % 10000) AS loss FROM range(${rows}) AS t(i)`);
  const times = [];
  for (let i = 0; i <= repeats; i++) {
    const start = process.hrtime.bigint();
    await connection.run(`COPY bench TO '${join(folder, 'bench.parquet')}' (FORMAT parquet, COMPRESSION snappy)`);
    times.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  times.shift();
  times.sort((a, b) => a - b);
  console.log(times[Math.floor(times.length / 2)]);
} finally {
  rmSync(folder, { recursive: true });
}
