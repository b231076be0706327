// What the report makes of rows of bounds: node bound-groups.mjs ROWS RUNS POINT, JSON; prints groups and the beginning of the axis.
import { floorOf, grouped, isHollow, reach, rowsOf, saturatedIn, saturationNote } from '../../../harness/Harness.Report/web/src/charts/bound-groups.js';

const [rows, runs, point] = process.argv.slice(2).map(text => JSON.parse(text));
const groups = grouped(rowsOf(rows, new Set(runs), point)).map(group => ({ ...group, reach: reach(group.values, group.low, group.high), gapReach: reach(group.gaps), hollow: isHollow(group), saturatedIn: saturatedIn(group) }));
console.log(JSON.stringify({ groups, note: saturationNote(groups), floor: floorOf(groups.flatMap(group => [group.value, group.gap])) }));
