// What the page makes of readings: node readings-of-seeds.mjs DETAIL READINGS CURVES NAMES MORE, JSON; prints the seeds that a mean leaves out, the seeds' own places, the
// names group by group, and of MORE the cells of the table, the names that are offered, the configurations that are not shown, and verdicts on a reversal.
import { explained, grouped, lackOf, namesOf, verdictOf } from '../../../harness/Harness.Report/web/src/charts/reading-names.js';
import { cellOf, leftOut, ofSeeds, placesOf } from '../../../harness/Harness.Report/web/src/charts/seed-places.js';

const [detail, rows, curves, names, more] = process.argv.slice(2).map(text => JSON.parse(text));
const chosen = { order: 'o', kind: 'k' };
const places = ['sufficient', 'destroying'].map(name => placesOf(rows, chosen, 'network', name, curves, { 4: [0, 2, 4] }));
console.log(JSON.stringify({
  leftOut: leftOut({ detail }), ofSeeds: ofSeeds({ detail }), cells: more.cells.map(cellOf), offered: namesOf(more.all), verdicts: more.decided.map(verdictOf),
  lack: more.chosen.map(one => lackOf([0, 1, 2], more.all.filter(row => row.name === one.name && row.kind === one.kind), more.all, one)), places, groups: grouped(names), explained: names.map(explained),
}));
