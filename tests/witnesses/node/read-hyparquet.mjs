// node read-hyparquet.mjs FILE: what hyparquet finds in a Parquet file.
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { asyncBufferFromFile } from 'hyparquet/src/node.js'
import { cell, print } from './answer.mjs'

const file = await asyncBufferFromFile(process.argv[2])
const metadata = await parquetMetadataAsync(file)
// By default hyparquet rounds finer moments to milliseconds and drops a leading byte order mark.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const parsers = {
  timestampFromMilliseconds: millis => millis * 1000n,
  timestampFromMicroseconds: micros => micros,
  stringFromBytes: bytes => bytes && utf8.decode(bytes),
}
let rows = []
await parquetRead({ file, metadata, parsers, compressors, onComplete: all => { rows = all } })
const columns = parquetSchema(metadata).children.map(({ element }, i) => ({
  name: element.name,
  type: element.logical_type?.type ?? element.type,
  cells: rows.map(row => cell(row[i])),
}))
print(columns, {
  metadata: Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value])),
  createdBy: metadata.created_by,
})
