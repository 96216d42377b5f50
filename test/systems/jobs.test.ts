import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { JOBS, type JobName } from '../../src/lib/systems/jobs/index.ts';
import { SAMPLES } from '../../src/lib/systems/jobs/samples.ts';

let outbox: string;
let files: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-test-'));
  outbox = join(folder, 'outbox');
  files = join(folder, 'files');
  await mkdir(files);
});

async function done(
  job: JobName,
  message: string,
  { from = files, id = 'id-1', onProgress = (_: number): void => {} } = {},
): Promise<string> {
  const perform = await JOBS[job]();
  const { signal } = new AbortController();
  return perform(message, { id, files: from, outbox, signal, onProgress });
}

const written = async (name: string): Promise<string> => readFile(join(outbox, name), 'utf8');

describe('notify', () => {
  test('writes an e-mail that mail programs can read', async () => {
    const to = ['a@example.com', 'b@example.com'];
    const said = await done('notify', JSON.stringify({ to, subject: 'Ünïcode ✔', text: 'Hello!\n.\nEnd' }));
    expect(said).toBe(`e-mail to a@example.com, b@example.com: ${join(outbox, 'id-1.eml')}`);
    const mail = await written('id-1.eml');
    expect(mail).toMatch(/^To: a@example\.com, b@example\.com\r$/m);
    expect(mail).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(mail).toMatch(/^Message-ID: <id-1@mq-lab\.example\.com>\r$/m);
    expect(mail).toMatch(/\r\n\r\nHello!\r?\n\.\r?\nEnd/);
  });

  test('takes addresses with commas between', async () => {
    await done('notify', '{"to":"a@example.com, b@example.com","text":"x"}');
    expect(await written('id-1.eml')).toMatch(/^To: a@example\.com, b@example\.com\r$/m);
  });

  test('writes an SMS to a telephone number', async () => {
    await done('notify', '{"to":"+49 30 123456","text":"x"}');
    expect(await written('id-1.sms.txt')).toBe('To: +49 30 123456\n\nx\n');
  });

  test('takes a mere text', async () => {
    await done('notify', 'Hello!\nand more');
    expect(await written('id-1.eml')).toMatch(/^Subject: Hello!\r$/m);
  });

  test('lets nobody write headers, whatever is in the subject and the id', async () => {
    const subject = 'a\r\nBcc: victim@example.com\r\n\r\nbody';
    const id = '../../x\r\nBcc: victim@example.com';
    await done('notify', JSON.stringify({ to: 'a@example.com', subject, text: 'x' }), { id });
    const [name = ''] = await readdir(outbox);
    expect(name).toMatch(/^[0-9a-f]{32}\.eml$/);
    const [head = ''] = (await written(name)).split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(head.split('\r\n').filter((line) => /^subject:/i.test(line))).toHaveLength(1);
  });

  test.each([
    ['a line break in an address', { to: 'a@example.com\r\nBcc: b@example.com', text: 'x' }],
    ['a name before the address', { to: 'A <a@example.com>', text: 'x' }],
    ['no address', { text: 'x' }],
    ['a number', { to: 1, text: 'x' }],
    ['a list in a list', { to: [['a@example.com']], text: 'x' }],
    ['an empty list', { to: [], text: 'x' }],
    ['an empty address', { to: 'a@example.com,', text: 'x' }],
    ['telephone and e-mail', { to: ['a@example.com', '+49 30 123456'], text: 'x' }],
    ['too many', { to: Array.from({ length: 51 }, () => 'a@example.com'), text: 'x' }],
    ['no text', { to: 'a@example.com' }],
    ['a file as a text', { to: 'a@example.com', text: { path: '/etc/passwd' } }],
  ])('refuses %s', async (_, notice) => {
    await expect(done('notify', JSON.stringify(notice))).rejects.toThrow(/^expected /);
  });
});

describe('file', () => {
  const image = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'red' }, limitInputPixels: false });

  test('makes a smaller copy of the sample', async () => {
    expect(await done('file', 'photo.jpg', { from: SAMPLES })).toMatch(
      /photo\.jpg ▸ 320 × \d+: .*photo-id-1\.webp$/,
    );
    const { format, width } = await sharp(join(outbox, 'photo-id-1.webp')).metadata();
    expect([format, width]).toEqual(['webp', 320]);
  });

  test('makes it as wide as it is told, but no wider than it is', async () => {
    expect(await done('file', '{"file":"photo.jpg","width":100}', { from: SAMPLES })).toContain('▸ 100 ×');
    await image(10, 10).png().toFile(join(files, 'small.png'));
    expect(await done('file', '{"file":"small.png","width":100}')).toContain('▸ 10 × 10');
  });

  test('refuses an image that is too large to be held', async () => {
    await image(8_001, 8_000).png({ compressionLevel: 1 }).toFile(join(files, 'huge.png'));
    await expect(done('file', 'huge.png')).rejects.toThrow(/pixel limit/);
  });

  test('says of each broken image what is wrong with it, however many come at once', async () => {
    const whole = await image(64, 64).png().toBuffer();
    await writeFile(join(files, 'half.png'), whole.subarray(0, whole.length / 2));
    const perform = await JOBS.file();
    const context = { files, outbox, signal: new AbortController().signal, onProgress: () => {} };
    const all = Array.from({ length: 16 }, (_, at) => perform('half.png', { ...context, id: `id-${at}` }));
    for (const each of await Promise.allSettled(all))
      expect(each).toMatchObject({ reason: { message: 'vipspng: libpng read error' } });
  });

  test('takes the first picture of an animation', async () => {
    const pictures = await Promise.all([1, 2].map(() => image(8, 8).png().toBuffer()));
    await sharp(pictures, { join: { animated: true } })
      .gif()
      .toFile(join(files, 'moving.gif'));
    expect(await done('file', 'moving.gif')).toContain('▸ 8 × 8');
  });

  test.each([
    ['broken.png', /unsupported|corrupt|error|Input/i],
    ['{"file":"photo.jpg","width":5000}', /expected width/],
    ['{"file":1}', /expected file/],
    ['{"file":', /JSON/],
  ])('refuses %s', async (message, reason) => {
    await expect(done('file', message, { from: SAMPLES })).rejects.toThrow(reason);
    expect(await readdir(outbox).catch(() => [])).toEqual([]);
  });

  test('refuses an SVG, whatever it is called: it could name other files', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/hostname"/></svg>';
    await writeFile(join(files, 'drawing.png'), svg);
    await expect(done('file', 'drawing.png')).rejects.toThrow(/unsupported/);
  });
});

describe('report', () => {
  const reported = async (csv: string | Buffer) => {
    await writeFile(join(files, 'data.csv'), csv);
    await done('report', 'data.csv');
    return JSON.parse(await written('data-id-1.json'));
  };

  test('sums up the sample', async () => {
    expect(await done('report', 'sales.csv', { from: SAMPLES })).toContain('sales.csv, 200 rows');
    const { columns } = JSON.parse(await written('sales-id-1.json'));
    expect(columns.quantity).toMatchObject({ values: 200, least: expect.any(Number) });
    expect(columns.product).toEqual({ values: 200 });
  });

  test('says how many rows there are', async () => {
    await writeFile(join(files, 'one.csv'), 'a\n1\n');
    expect(await done('report', 'one.csv')).toMatch(/^one\.csv, 1 row: /);
  });

  test('knows numbers from texts, and what is missing', async () => {
    const { rows, columns } = await reported('\ufeffn,t,__proto__\n1,"a,b",x\n,c,y\n-2.5e1,1,z\n');
    expect(rows).toBe(3);
    expect(columns.n).toEqual({ values: 2, sum: -24, mean: -12, least: -25, most: 1 });
    expect(columns.t).toEqual({ values: 3 });
    expect(Object.keys(columns)).toEqual(['n', 't', '__proto__']);
  });

  test.each([
    ['no head', '', /has no rows/],
    ['a head alone', 'a,b\n', /has no rows/],
    ['a row that is too long', 'a,b\n1,2,3\n', /Invalid Record Length/],
    ['a quote that is never closed', 'a\n"x\n', /Quote/],
    ['two columns of one name', 'a,a\n1,2\n', /two columns have the same name/],
    [
      'too many columns',
      `${Array.from({ length: 1_001 }, (_, at) => at).join(',')}\n`,
      /at most 1000 columns/,
    ],
    ['names that are no UTF-8', Buffer.from([0xff, 0x0a, 0x31, 0x0a]), /no UTF-8/],
    ['a row without an end', `a\n${'x'.repeat(2_000_000)}`, /Max Record Size/],
  ])('refuses %s', async (_, csv, reason) => {
    await expect(reported(csv)).rejects.toThrow(reason);
  });
});

test('report reads no further than to what is wrong', async () => {
  const rows = '1,2\n'.repeat(200_000);
  await writeFile(join(files, 'wrong.csv'), `a,a\n${rows}`);
  await writeFile(join(files, 'right.csv'), `a,b\n${rows}`);
  const told: number[] = [];
  await expect(done('report', 'wrong.csv', { onProgress: (part) => void told.push(part) })).rejects.toThrow();
  // Takes as long as the whole of the other would.
  await done('report', 'right.csv');
  expect(told.at(-1)).toBeLessThan(1);
});

describe('a job', () => {
  test.each([
    ['../secret.csv', /is outside/],
    ['/etc/passwd', /is outside/],
    ['link.csv', /is outside/],
    ['', /the name of a file/],
    ['a\0b', /the name of a file/],
    ['.', /is outside/],
    ['folder', /is no file/],
    ['missing.csv', /there is no file/],
    [`${'x'.repeat(300)}`, /there is no file/],
  ])('reads no file that is called %j', async (name, reason) => {
    await writeFile(join(files, '../secret.csv'), 'a\n1\n');
    await symlink('../secret.csv', join(files, 'link.csv'));
    await mkdir(join(files, 'folder'));
    await expect(done('report', name)).rejects.toThrow(reason);
  });

  test('makes the folders that it writes to', async () => {
    outbox = join(outbox, 'new', 'and deep');
    await done('notify', 'Hello!');
    expect(await readdir(outbox)).toEqual(['id-1.eml']);
  });

  test.runIf(process.platform === 'linux')('gives up where no folder can be made', async () => {
    outbox = '/proc/mq-lab/outbox';
    await expect(done('notify', 'Hello!')).rejects.toThrow(/^cannot write \/proc\/mq-lab\/outbox\/.*ENOENT/);
  });

  test('writes what comes again over what it has written', async () => {
    await done('notify', 'first');
    await done('notify', 'second');
    expect(await readdir(outbox)).toEqual(['id-1.eml']);
    expect(await written('id-1.eml')).toContain('second');
  });
});
