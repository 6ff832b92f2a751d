// Chromium with eyes on everything that a page must not do.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/**
 * Opens a browser with a fresh profile. What the page does wrong is gathered in `problems`: console errors and warnings,
 * exceptions, failed requests, requests to other hosts, violations of the Content-Security-Policy.
 */
export async function open({ server, executable, profile }) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable, args: FLAGS, viewport: { width: 1280, height: 900 }, colorScheme: 'light',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const problems = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack}`));
  page.on('request', (request) => isOf(server, request.url()) || problems.push(`other host: ${request.url()}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left gives up its stream of events.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()}: ${response.url()}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  return { context, page, problems };
}

const isOf = (server, address) => {
  const url = new URL(address);
  return url.origin === server || url.protocol === 'data:';
};
