// Opens a report in Chromium and tells what a reader would meet: node browse-report.mjs CHROMIUM FILE
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';

const [, , executablePath, file] = process.argv;
const problems = [];
const requests = [];
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

async function open(options = {}) {
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, ...options });
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()); });
  page.on('pageerror', error => problems.push(error.message));
  page.on('dialog', dialog => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => { if (!request.isNavigationRequest() && !/^(data|blob):/.test(request.url())) requests.push(request.url()); });
  await page.addInitScript(() => { navigator.clipboard.writeText = async text => { window.copied = text; }; });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-complete=yes]', { timeout: 60000 });
  return page;
}

/** Brings every figure into sight, so that it is drawn, and counts its marks: shapes inside the axes whose colour is not that of axes and texts. */
async function figures(page) {
  for (const figure of await page.locator('figure').all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('svg, .none').first().waitFor({ timeout: 10000 });
  }
  return page.$$eval('figure', all => all.map(figure => {
    const plot = figure.querySelector('.plot');
    const frame = plot.getBoundingClientRect();
    const neutral = ['none', 'transparent', '#6a6f76', '#e2e4e8', '#9a9a9a', '#3a3a3a', '#fff', '#ffffff', '#1f2328', '#e6e6e6', null];
    const marks = [...plot.querySelectorAll('path')].filter(path => {
      const box = path.getBoundingClientRect();
      const inside = (box.top + box.bottom) / 2 > frame.top + 34 && box.right <= frame.right;
      return inside && ['fill', 'stroke'].some(side => !neutral.includes(path.getAttribute(side)));
    });
    return {
      id: figure.id.replace('figure-', ''), title: figure.querySelector('h3').textContent, marks: marks.length, nothing: figure.querySelector('.none')?.textContent ?? null,
      texts: [...plot.querySelectorAll('text')].map(text => text.textContent), label: plot.getAttribute('aria-label'),
    };
  }));
}

const choices = page => page.$$eval('#filters label', labels => Object.fromEntries(labels.map(label => [label.querySelector('span').textContent, [...label.querySelectorAll('option')].map(option => option.value)])));

/** Sets each filter to its last value and tells what is left. */
async function filters(page) {
  const found = [];
  for (const [name, values] of Object.entries(await choices(page))) {
    const select = page.locator(`#filters label:has(> span:text-is("${name}")) select`);
    const before = await page.locator('.note').allTextContents();
    const shapes = () => page.$$eval('figure svg path', paths => paths.map(path => path.getAttribute('d')).join());
    const drawn = await shapes();
    const start = await select.inputValue();
    await select.selectOption(values.at(-1));
    await page.waitForTimeout(300);
    found.push({ name, count: values.length, said: await page.locator('#filters output').textContent(), changed: drawn !== await shapes(), noted: JSON.stringify(before) !== JSON.stringify(await page.locator('.note').allTextContents()) });
    await select.selectOption(start);
  }
  return found;
}

/** The texts of the first chart with the readings on its curves, and without them. */
async function marks(page) {
  const figure = page.locator('#curves figure:has(svg)').first();
  const texts = () => figure.locator('svg text').allTextContents();
  const shown = await texts();
  if (await page.locator('#curves label:has(> span:text-is("Readings"))').count() === 0) return null;
  const select = page.locator('#curves label:has(> span:text-is("Readings")) select');
  await select.selectOption('hidden');
  await page.waitForTimeout(200);
  const hidden = await texts();
  await select.selectOption('shown');
  return { shown, hidden, label: await figure.locator('.plot').getAttribute('aria-label') };
}

async function keyboard(page) {
  const plot = page.locator('figure .plot:has(svg)').first();
  await plot.focus();
  const said = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'End']) {
    await page.keyboard.press(key);
    said.push(await page.locator('figure .unseen').first().textContent());
  }
  await page.keyboard.press('Tab');
  return { said, next: await page.evaluate(() => document.activeElement.textContent) };
}

async function hover(page) {
  const plot = page.locator('figure .plot:has(svg)').first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(200);
  return plot.evaluate(element => element.querySelector('strong')?.parentElement.innerText ?? '');
}

async function saved(page) {
  const figure = page.locator('figure:has(svg)').first();
  const take = async name => {
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByRole('button', { name: `Save as ${name}` }).click()]);
    const content = await readFile(await download.path());
    return { name: download.suggestedFilename(), start: content.subarray(0, 8).toString('latin1'), bytes: content.length };
  };
  await figure.getByRole('button', { name: 'Copy' }).click();
  await figure.getByRole('button', { name: 'Table' }).click();
  return { svg: await take('SVG'), png: await take('PNG'), csv: await page.evaluate(() => window.copied), rows: await figure.locator('tbody tr').count() };
}

async function printed() {
  const page = await open();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const undrawn = await page.$$eval('figure', all => all.filter(figure => !figure.querySelector('svg, .none')).map(figure => figure.id));
  const result = { undrawn, navigation: await page.locator('nav').isVisible(), buttons: await page.locator('.tools').first().isVisible().catch(() => false), pages: (await page.pdf()).length };
  await page.close();
  return result;
}

async function darkly() {
  const page = await open({ colorScheme: 'dark' });
  const drawn = await figures(page);
  const result = { ground: await page.evaluate(() => getComputedStyle(document.body).backgroundColor), inks: await page.$$eval('figure svg text', texts => [...new Set(texts.map(text => text.getAttribute('fill')))]), marks: drawn.filter(figure => !figure.nothing).map(figure => figure.marks) };
  await page.close();
  return result;
}

try {
  const page = await open();
  const result = {
    title: await page.title(), heading: await page.locator('h1').textContent(), notices: await page.locator('#notices').allInnerTexts(),
    sections: await page.$$eval('main > section', all => all.map(section => section.id)),
    figures: await figures(page),
  };
  result.injected = await page.evaluate(() => window.injected === true || document.querySelector('main script, main img, h1 script, h1 img') !== null);
  if (result.figures.some(figure => !figure.nothing))
    Object.assign(result, { marks: await marks(page), hover: await hover(page), keyboard: await keyboard(page), saved: await saved(page), filters: await filters(page), dark: await darkly() });
  result.print = await printed();
  process.stdout.write(JSON.stringify({ ...result, problems, requests }));
} finally {
  await browser.close();
}
