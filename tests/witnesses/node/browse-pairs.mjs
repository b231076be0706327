// Opens a report's maps of pairs in Chromium, as a reader would use them; the first layer has 12 neurons: node browse-pairs.mjs CHROMIUM FILE
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [, , executablePath, file] = process.argv;
const count = 12;
const problems = [];
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
page.on('console', message => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()); });
page.on('pageerror', error => problems.push(error.message));
await page.goto(pathToFileURL(file).href);
await page.waitForSelector('html[data-complete=yes]', { timeout: 60000 });

const section = page.locator('#pairs');
const figure = section.locator('figure').first();
const choose = async (label, value) => { await section.locator(`label:has(> span:text-is("${label}")) select`).selectOption(value); await page.waitForTimeout(300); };
const image = () => figure.locator('svg image').first();

/** Colours of the picture's cells, row by row, and its place. */
const cells = async count => image().evaluate(async (element, count) => {
  const picture = new Image();
  picture.src = element.getAttribute('href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href');
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  const size = picture.width / count;
  return Array.from({ length: count }, (_, row) => Array.from({ length: count }, (_, column) => [...context.getImageData(Math.floor((column + 0.5) * size), Math.floor((row + 0.5) * size), 1, 1).data].join()));
}, count);

await figure.scrollIntoViewIfNeeded();
await image().waitFor({ timeout: 10000 });
const ids = await section.locator('figure').evaluateAll(all => all.map(one => one.id.replace('figure-', '')));
await choose('Order', 'number');
const numbered = await cells(count);
const box = await image().boundingBox();
const at = (column, row) => [box.x + (column + 0.5) * box.width / count, box.y + (row + 0.5) * box.height / count];
await page.mouse.move(...at(2, 5));
await page.mouse.move(...at(3, 7));
await page.waitForTimeout(300);
const tip = await figure.locator('.plot').evaluate(element => element.querySelector('strong')?.parentElement.innerText ?? '');
// A rectangle of three columns and two rows.
await page.mouse.move(...at(1.6, 4.6));
await page.mouse.down();
await page.mouse.move(...at(3, 5), { steps: 3 });
await page.mouse.move(...at(4.4, 6.4), { steps: 3 });
await page.mouse.up();
await page.waitForTimeout(300);
const zoomed = { note: await figure.locator('.note').textContent(), texts: await figure.locator('svg text').allTextContents() };
await section.getByRole('button', { name: 'Whole layer' }).click();
await page.waitForTimeout(300);
const whole = await cells(count);
await choose('Quantity', 'interaction');
const signed = await section.locator('figure .note').first().textContent();
const quantity = await section.locator('figure').evaluateAll(all => all.map(one => one.id.replace('figure-', '')));
await choose('Pairs with the', '-interaction');
const list = await section.locator('tbody tr').first().locator('td').allTextContents();
await section.locator('tbody a').first().click();
await page.waitForTimeout(500);
const story = await page.locator('#histogram figure .note').first().textContent();
await figure.locator('.plot').focus();
await page.keyboard.press('ArrowRight');
const said = await figure.locator('.unseen').textContent();
console.log(JSON.stringify({ problems, ids, numbered, tip, zoomed, whole, quantity, signed, list, story, said }));
await browser.close();
