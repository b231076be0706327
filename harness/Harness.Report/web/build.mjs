// Bundles the report's script: node build.mjs OUTPUT
import { build } from 'esbuild';

const [, , output] = process.argv;
if (!output) throw new Error('node build.mjs OUTPUT: the file to write is missing');

await build({
  entryPoints: ['src/main.js'],
  outfile: output,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'inline',
  logLevel: 'warning',
});
