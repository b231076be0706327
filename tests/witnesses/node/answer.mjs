// What every witness script prints: the table as JSON, each cell as text or null, so that no number is rounded on its way.
export function cell(value) {
  if (value === null || value === undefined) return null
  if (typeof value === 'object' && 'micros' in value) return String(value.micros)
  return Object.is(value, -0) ? '-0' : String(value)
}

export function print(columns, more = {}) {
  process.stdout.write(JSON.stringify({ columns, ...more }))
}
