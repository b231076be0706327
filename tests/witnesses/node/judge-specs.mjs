// Judges specs by a JSON Schema: node judge-specs.mjs SCHEMA SPEC…; prints the complaints of each.
import Ajv2020 from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { readFileSync } from 'node:fs'

const [, , schema, ...specs] = process.argv
const validate = new Ajv2020.default({ allErrors: true, strict: true, strictTypes: false }).compile(JSON.parse(readFileSync(schema, 'utf8')))
const judged = specs.map(spec => validate(parse(readFileSync(spec, 'utf8'))) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`))
process.stdout.write(JSON.stringify(judged))
