// What the page makes of readings: node readings-of-seeds.mjs DETAIL READINGS CURVES NAMES, JSON; prints the seeds that a mean leaves out, the seeds' own places, and the
// names group by group.
import { explained, grouped } from '../../../harness/Harness.Report/web/src/charts/reading-names.js';
import { leftOut, placesOf } from '../../../harness/Harness.Report/web/src/charts/seed-places.js';

const [detail, rows, curves, names] = process.argv.slice(2).map(text => JSON.parse(text));
const chosen = { order: 'o', kind: 'k' };
const places = ['sufficient', 'destroying'].map(name => placesOf(rows, chosen, 'network', name, curves, { 4: [0, 2, 4] }));
console.log(JSON.stringify({ leftOut: leftOut({ detail }), places, groups: grouped(names), explained: names.map(explained) }));
