// Data lie in the page as gzip and base64, one element a section, and are unpacked when a section first needs them.

const unpacked = new Map();

/** The data of a section; null where the sweep has none. */
export function load(name) {
  if (!unpacked.has(name)) unpacked.set(name, unpack(document.getElementById(`data-${name}`)));
  return unpacked.get(name);
}

async function unpack(holder) {
  if (!holder) return null;
  const packed = Uint8Array.from(atob(holder.textContent), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
