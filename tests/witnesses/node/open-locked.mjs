// Opens a report where scripts do not run, or not all that they need is there: node open-locked.mjs CHROMIUM FILE
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [, , executablePath, file] = process.argv;
// Jenkins' own policy for files that builds leave (jenkins.model.DirectoryBrowserSupport.CSP), and one that forbids scripts alone.
const jenkins = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";
const policies = { '/jenkins': jenkins, '/no-scripts': "script-src 'none'" };
const server = createServer(async (request, response) => {
  const policy = policies[request.url];
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...(policy ? { 'Content-Security-Policy': policy } : {}) });
  response.end(request.url === '/favicon.ico' ? '' : await readFile(file));
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

async function look(place, options = {}, prepare = null) {
  const page = await browser.newPage(options);
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`http://127.0.0.1:${server.address().port}${place}`);
  await page.waitForTimeout(500);
  const notice = page.locator('#unscripted');
  const shown = await notice.isVisible() ? await notice.textContent() : null;
  const readings = await page.locator('#readings tbody tr').first().isVisible() ? await page.locator('#readings tbody tr').count() : 0;
  await page.locator('#record summary').click();
  const runs = await page.locator('#record details tbody tr').first().isVisible() ? await page.locator('#record details tbody tr').count() : 0;
  const headings = page.locator('main h2');
  let bare = 0;
  for (const heading of await headings.all())
    if (await heading.isVisible() && !await heading.locator('xpath=..').locator('table, figure, li, pre, p:not(.lead)').first().isVisible()) bare++;
  const result = { notice: shown, readings, runs, bare, charts: await page.locator('figure').count() };
  await page.close();
  return result;
}

try {
  process.stdout.write(JSON.stringify({
    scriptsOff: await look('/', { javaScriptEnabled: false }), jenkins: await look('/jenkins'), noScripts: await look('/no-scripts'),
    noUnpacking: await look('/', {}, () => { delete window.DecompressionStream; }),
    damaged: await look('/', {}, () => { window.DecompressionStream = class { constructor() { throw new Error('of the test'); } }; }),
    free: await look('/'),
  }));
} finally {
  await browser.close();
  server.close();
}
