// Opens a report on screens of several sizes, light and dark, and tells what is cut off, overlaps or sticks out: node measure-report.mjs CHROMIUM FILE [FOLDER FOR SCREENSHOTS]
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { basename, dirname, join } from 'node:path';

const [, , executablePath, file, folder] = process.argv;
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

/** By the page's own measures, in pixels. */
function measure() {
  const faults = [];
  const name = element => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}${typeof element.className === 'string' && element.className ? `.${element.className}` : ''}`;
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push(`the page is ${wide} wide`);
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > innerWidth + 1 && !element.closest('.scroll, pre, .filters, .names, svg, .unseen')) faults.push(`${name(element)} ends at ${Math.round(box.right)}`);
  }
  for (const figure of document.querySelectorAll('figure')) {
    const svg = figure.querySelector('.plot svg');
    if (!svg) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect() })).filter(one => one.box.width > 0 && one.text.trim());
    for (const { text, box } of texts)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push(`${figure.id}: "${text}" is cut`);
    texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // The boxes of lines that follow each other touch.
      if (across > 2 && down > 4) faults.push(`${figure.id}: "${one.text}" lies on "${other.text}"`);
    }));
  }
  let scrolling = 0;
  for (const box of document.querySelectorAll('.scroll')) {
    if (box.scrollWidth <= box.clientWidth + 1) continue;
    scrolling++;
    box.scrollLeft = box.scrollWidth;
    const [frame, first] = [box.getBoundingClientRect(), box.querySelector('td').getBoundingClientRect()];
    if (Math.abs(first.left - frame.left) > 2) faults.push(`the first column of "${box.querySelector('caption').textContent}" scrolls away`);
    if (first.width > 0.6 * frame.width) faults.push(`the first column of "${box.querySelector('caption').textContent}" leaves no room`);
    const second = box.matches('.readings') ? box.querySelector('td:nth-child(2)').getBoundingClientRect() : null;
    if (second && Math.abs(second.left - first.right) > 1) faults.push(`the scope of "${box.querySelector('caption').textContent}" scrolls away`);
    if (second && second.right - frame.left > 0.7 * frame.width) faults.push(`configuration and scope of "${box.querySelector('caption').textContent}" leave no room`);
    if (parseFloat(getComputedStyle(box).borderRightWidth) === 0) faults.push('a box that scrolls has no edge');
    box.scrollLeft = 0;
  }
  const tiny = document.body.innerText.match(/-?\d\.\d+e-(1[6-9]|[2-9]\d)/g) ?? [];
  return { faults: [...faults, ...tiny.map(text => `${text} is written out`)], filters: document.getElementById('filters').offsetHeight, scrolling };
}

/** Follows every link to a section: its heading must not end under the bar of filters. */
async function jumps(page) {
  const faults = [];
  for (const link of await page.locator('nav a').all()) {
    await link.evaluate(one => one.click());
    await page.waitForTimeout(50);
    const under = await link.evaluate(one => {
      const heading = document.querySelector(`${one.getAttribute('href')} h2`).getBoundingClientRect();
      return Math.round(document.getElementById('filters').getBoundingClientRect().bottom - heading.top);
    });
    if (under > 0) faults.push(`"${await link.textContent()}" ends ${under} pixels under the filters`);
  }
  return faults;
}

const screens = [];
try {
  for (const width of [1400, 1024, 768, 390]) for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-complete=yes]', { timeout: 60000 });
    for (const details of await page.locator('main > section > details').all()) await details.evaluate(one => { one.open = true; });
    for (const figure of await page.locator('figure').all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.locator('svg, .none').first().waitFor({ timeout: 10000 });
    }
    await page.evaluate(() => scrollTo(0, 0));
    const screen = await page.evaluate(measure);
    screens.push({ width, colorScheme, ...screen, faults: [...screen.faults, ...await jumps(page)] });
    await page.evaluate(() => scrollTo(0, 0));
    if (folder) await page.screenshot({ path: join(folder, `${basename(dirname(file))}-${width}-${colorScheme}.png`), fullPage: true });
    await page.close();
  }
  process.stdout.write(JSON.stringify(screens));
} finally {
  await browser.close();
}
