import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, system, TARGETS } from './system.ts';

const CHROMIUM = process.env.MQ_LAB_TEST_CHROMIUM ?? '/usr/bin/chromium';
const HOSTILE = '<img src=x onerror="window.attacked = true">';
const isThere = existsSync(CHROMIUM);
if (!isThere)
  process.stderr.write(
    `\nThe page was NOT opened in a browser: there is no ${CHROMIUM}; install Debian's chromium, or name one in ` +
      'MQ_LAB_TEST_CHROMIUM\n\n',
  );

describe.skipIf(!isThere).each(TARGETS)('the page of the web API on %s', (target) => {
  let system_: System;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    system_ = await system(target);
    ({ url } = await system_.api());
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await system_?.[Symbol.asyncDispose]();
  });

  /** Opens the page, sends the message with its form, and leaves it open. */
  async function sent(message: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(url);
    await page.getByLabel('Message').fill(message);
    await page.getByRole('button', { name: 'Send' }).click();
    return page;
  }

  test('sends what is typed, and shows the answer', async () => {
    const page = await sent('Hello from a page!');
    const answer = page.getByRole('listitem').filter({ hasText: 'accepted' });
    await answer.waitFor();
    expect(await answer.textContent()).toMatch(/^Hello from a page!: accepted, [0-9a-f-]{36}$/);
    const worker = await system_.worker();
    await worker.said('stdout', /✔ Hello from a page!/);
    await worker.end();
  });

  test('shows a hostile message as text, and runs nothing of it', async () => {
    const page = await sent(HOSTILE);
    const answer = page.getByRole('listitem').filter({ hasText: 'accepted' });
    await answer.waitFor();
    expect(await answer.textContent()).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
  });

  test('shows why a message is not taken', async () => {
    const page = await sent('€'.repeat(30_000));
    const answer = page.getByRole('listitem').filter({ hasText: 'longer than 65536 bytes' });
    await answer.waitFor();
    expect(await answer.getAttribute('class')).toBe('failed');
  });

  test('works without JavaScript', async () => {
    const page = await sent(HOSTILE, { javaScriptEnabled: false });
    await page.waitForURL('**/send');
    expect(await page.locator('body').textContent()).toContain('"status":"accepted"');
    const worker = await system_.worker();
    await worker.said('stdout', /<img src=x onerror="window\.attacked = true">/);
    await worker.end();
  });
});
