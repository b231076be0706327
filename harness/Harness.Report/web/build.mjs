// Bundles the report's script: node build.mjs OUTPUT
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const [, , output] = process.argv;
if (!output) throw new Error('node build.mjs OUTPUT: the file to write is missing');

const read = path => readFileSync(new URL(`node_modules/${path}`, import.meta.url), 'utf8').trim();
const version = name => JSON.parse(read(`${name}/package.json`)).version;

// Every report carries these programs, and so their notices.
const notices = `
Charts: Apache ECharts ${version('echarts')}, licensed under the Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
${read('echarts/NOTICE')}

ZRender ${version('zrender')}:
${read('zrender/LICENSE')}
`.replaceAll('*/', '* /');

await build({
  entryPoints: ['src/main.js'],
  outfile: output,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  banner: { js: `/*!${notices}*/` },
  logLevel: 'warning',
});
