// node judge-job.mjs JOB.yaml: what the published schema of batch/v1 Job finds wrong with a manifest; nothing where nothing is.
import { readFileSync } from 'node:fs'
import { Job } from 'kubernetes-models/batch/v1'
import { parse } from 'yaml'

try {
  new Job(parse(readFileSync(process.argv[2], 'utf8'))).validate()
} catch (cause) {
  process.stdout.write(cause.message)
}
