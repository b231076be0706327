// Readings in plain words, the important ones first.

const OF_RANDOM = 'share of A0 - c';

/** Each group in the order in which it is offered. */
const GROUPS = [
  ['Neurons', {
    sufficient: 'neurons that suffice (count)', destroying: 'neurons whose removal destroys (count)', inactive: 'inactive neurons (count)',
    effectively_inactive: 'effectively inactive neurons (count)', redundant_low: 'redundant among the lowest (count)', redundant_high: 'redundant among the highest (count)',
    synergistic: 'synergistic neurons (count)', always_on: 'neurons that are always on (count)', always_on_matter: 'always on, and they matter (count)', stretched: 'neurons whose outliers stretch the bins (count)',
    plateau: 'neurons removed without loss (count)', intact_accuracy: 'intact accuracy (share of samples)',
  }],
  ['Against random removal', { area_vs_random: `area against random (${OF_RANDOM})`, area_vs_random_rank: 'rank among random orders', vs_random: `against random (${OF_RANDOM})`, layers_vs_random: `against random, mean of the layers (${OF_RANDOM})` }],
  ['Simpson’s paradox', {
    reversal_decided: 'network reverses the layers, over the seeds (1 yes, 0 no)', reversal: 'network reverses the layers (share of seeds)', reversal_last_share: 'last share that is used (percent)',
    simpson_pooled: 'measure with drop, pooled (Spearman)', simpson_within: 'measure with drop, within layers (Spearman)', simpson_pooled_all: 'the same pooled, with inactive neurons (Spearman)', simpson_within_all: 'the same within layers, with inactive neurons (Spearman)',
    simpson_pooled_p: 'pooled (p-value)', simpson_within_p: 'within layers (p-value)', simpson_pooled_all_p: 'pooled, with inactive neurons (p-value)', simpson_within_all_p: 'within layers, with inactive neurons (p-value)',
  }],
  ['Interactions', { interaction_max: 'largest interaction (accuracy)', interaction_min: 'smallest interaction (accuracy)' }],
];
const NAMES = Object.assign({}, ...GROUPS.map(([, names]) => names));
const [TOLERANCES, OTHERS] = ['At other tolerances', 'Others'];

/** A name and the number behind it: of a tolerance in percent, or of removed neurons. */
function parted(name) {
  const [, base, suffix] = /^(.*?)_(\d[\d.]*)$/.exec(name) ?? [];
  return base in NAMES ? { base, suffix } : { base: name };
}

/** A reading with its unit; one that a newer engine added has its name alone. */
export function unit(name) {
  if (NAMES[name]) return NAMES[name];
  const { base, suffix } = parted(name);
  if (!suffix) return name.replaceAll('_', ' ');
  return NAMES[base].replace(/( \(|$)/, `${base.endsWith('vs_random') ? ` at ${suffix} % removed` : `, tolerance ${suffix} %`}$1`);
}

const groupOf = name => {
  const { base, suffix } = parted(name);
  return suffix && !base.endsWith('vs_random') ? TOLERANCES : GROUPS.find(([, names]) => base in names)?.[0] ?? OTHERS;
};

/** The names of readings, without that of the headline's tolerance (5 %, else the least), which the name without a suffix has already. */
export function namesOf(all) {
  const names = [...new Set(all.map(row => row.name))];
  const points = name => new Set(all.filter(row => row.name === name).map(row => row.point)).size;
  return names.filter(name => {
    const { base, suffix } = parted(name);
    if (groupOf(name) !== TOLERANCES || !names.includes(base)) return true;
    const tolerances = names.map(parted).filter(other => other.base === base && other.suffix).map(other => Number(other.suffix));
    return Number(suffix) !== (tolerances.includes(5) ? 5 : Math.min(...tolerances)) || points(name) !== points(base);
  });
}

/** The readings that there are, group by group. */
export function grouped(names) {
  const order = Object.keys(NAMES);
  const place = name => { const at = order.indexOf(parted(name).base); return at < 0 ? order.length : at; };
  const sorted = names.map((name, i) => [name, i]).sort(([a, i], [b, j]) => place(a) - place(b) || i - j).map(([name]) => name);
  return [...GROUPS.map(([group]) => group), TOLERANCES, OTHERS]
    .map(group => ({ group, options: sorted.filter(name => groupOf(name) === group).map(value => ({ value, text: unit(value) })) })).filter(one => one.options.length > 0);
}

/** How a reading is to be read whose unit does not say it. */
export const explained = name => unit(name).includes(OF_RANDOM)
  ? ` A0 is the intact accuracy and c chance: 0 is as random removal does, below 0 the order hurts more; -0.1 is a tenth of what there is to lose.` : '';

/** How many configurations are not shown, and why: their reading is by another quantizer, or on another split, or they have none. */
export function lackOf(points, rows, all, chosen) {
  const lacking = points.filter(point => !rows.some(row => row.point === point));
  if (lacking.length === 0) return '';
  const mine = all.filter(row => row.name === chosen.name && row.mean !== null);
  const other = lacking.filter(point => mine.some(row => row.point === point && row.kind !== '' && row.kind !== chosen.kind && (row.order === chosen.order || row.order === '')));
  const rest = rows.length > 0 ? lacking.length - other.length : 0;
  if (other.length + rest === 0) return '';
  const kinds = [...new Set(mine.filter(row => other.includes(row.point) && row.kind !== chosen.kind && row.kind !== '').map(row => row.kind))];
  return ` Not shown: ${[
    other.length > 0 ? `${other.length} of ${points.length} configurations, which are not ranked by ${chosen.kind} but by ${kinds.join(' or ')} (Quantizer and split)` : '',
    rest > 0 ? `${rest} of ${points.length} without a value of this reading` : ''].filter(Boolean).join('; ')}.`;
}

const VERDICTS = { 1: 'yes', 0: 'no' };

/** Yes, no, or open with the reason, as the table's detail has it. */
export function verdictOf(decided) {
  if (!decided) return 'not read';
  if (decided.mean in VERDICTS) return VERDICTS[decided.mean];
  const why = (decided.detail ?? '').split(';')[0].replace(/^open: /, '');
  return why === '' || why.startsWith('open at ') ? why || 'open' : `open (${why})`;
}
