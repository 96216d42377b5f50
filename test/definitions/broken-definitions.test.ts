import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import { aBinding, anExchange, aPolicy, aQueue, refusal, without } from './build.ts';

const HOW =
  'rabbitmqctl -q export_definitions FILE and GET /api/definitions of the management API write one.';

describe('what is no definitions export', () => {
  test.each([
    ['an empty file', '', 'expected a definitions export, got an empty text'],
    ['a file of blanks', ' \n\t', 'expected a definitions export, got an empty text'],
    ['a byte order mark alone', '\ufeff', 'expected a definitions export, got an empty text'],
    ['binary data', '\u001f\ufffd\b\u0000\u0000', 'expected a text, got binary data'],
    ['an image', '\ufffdPNG\r\n\u001a\n', 'expected a text, got binary data'],
    ['YAML', 'name: orders\nqueues: []\n', 'expected a definitions export in JSON, got YAML'],
    ['YAML with a head', '---\nname: orders\n', 'expected a definitions export in JSON, got YAML'],
    ['YAML with a comment', '# orders\nname: orders\n', 'expected a definitions export in JSON, got YAML'],
    ['a web page', '<!doctype html><html>', 'expected a definitions export in JSON, got XML or a web page'],
    ['a list', '[{"name": "q"}]', 'expected a definitions export in JSON, got a list'],
    [
      "rabbitmqctl's words before it",
      'Exporting definitions in JSON to standard output ...\n{}',
      "expected a definitions export in JSON, got rabbitmqctl's own words",
    ],
    ['an empty object', '{}', 'expected exchanges, queues and bindings, got an empty object'],
    [
      'another kind of JSON',
      '{"name": "mq-lab", "version": "0.1.0"}',
      'expected exchanges, queues and bindings, got an object with name, version',
    ],
    [
      'an answer of the management API',
      '{"error": "not_authorised", "reason": "Login failed"}',
      'expected definitions, got an answer of the management API: not_authorised - Login failed',
    ],
    [
      'a scenario file',
      '{"queues": [], "expect": {}}',
      'expected definitions, got a scenario, which has steps and expectations',
    ],
  ])('%s is named, and how to get one', (_, text, message) => {
    const error = refusal(text);
    expect(error).toMatchObject({ failure: 'usage', message });
    expect(error.hint).toContain(HOW);
  });

  test('UTF-16, as PowerShell writes it, is named', () => {
    const text = Buffer.from(`\ufeff${JSON.stringify({ queues: [] })}`, 'utf16le').toString();
    expect(refusal(text).message).toBe('expected UTF-8, got what seems to be UTF-16');
  });

  test('more than 64 MiB is not read at all', () => {
    expect(refusal(`{"queues": [${' '.repeat(64 * 1024 * 1024)}]}`).message).toBe(
      'expected at most 64 MiB, got 64.0 MiB',
    );
  });
});

describe('a broken definitions file', () => {
  const good = JSON.stringify({ queues: [aQueue('q')], exchanges: [anExchange('x')] }, undefined, 2);

  test('that is cut off says where, and that it seems to be', () => {
    const error = refusal(good.slice(0, 100));
    expect(error.message).toMatch(/^line 7, column \d+: expected .*, got the end of the text$/);
    expect(error.hint).toBe('It seems to be cut off: export or download it once more.');
  });

  test('is refused wherever it is cut off', () => {
    for (let length = 1; length < good.length - 1; length++)
      expect(() => readDefinitions(good.slice(0, length))).toThrow(LabError);
  });

  test('with one character changed is read or refused, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 2 }), (at, put) => {
        try {
          readDefinitions(good.slice(0, at) + put + good.slice(at + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('with a value of another kind anywhere is read or refused, and nothing else', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant('/'));
    const field = fc.constantFrom(
      'name',
      'vhost',
      'type',
      'durable',
      'arguments',
      'source',
      'definition',
      'value',
    );
    const object = fc.dictionary(field, value);
    const section = fc.constantFrom('queues', 'exchanges', 'bindings', 'policies', 'parameters', 'vhosts');
    fc.assert(
      fc.property(fc.dictionary(section, fc.oneof(value, fc.array(object))), (file) => {
        try {
          readDefinitions(JSON.stringify(file));
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an object in a definitions file', () => {
  const MISSING = 'got nothing';

  test.each([
    ['queues that are no list', { queues: {} }, "expected 'queues' to be a list, written […]"],
    ['a queue that is none', { queues: ['q'] }, 'expected a queue, written {…}, got "q"'],
    [
      'no name',
      { queues: [without(aQueue('q'), 'name')] },
      `expected 'name' of queue to be a text, ${MISSING}`,
    ],
    ['an empty name', { queues: [aQueue('')] }, "expected 'name' of queue '' to be a name, got \"\""],
    [
      'a name that is a number',
      { queues: [aQueue('q', { name: 1 })] },
      "expected 'name' of queue to be a text, got 1",
    ],
    [
      'durable as a text',
      { queues: [aQueue('q', { durable: 'yes' })] },
      "expected 'durable' of queue 'q' to be true or false, got \"yes\"",
    ],
    [
      'no auto_delete',
      { queues: [without(aQueue('q'), 'auto_delete')] },
      `expected 'auto_delete' of queue 'q' to be true or false, ${MISSING}`,
    ],
    [
      'arguments that are null',
      { queues: [aQueue('q', { arguments: null })] },
      "expected 'arguments' of queue 'q' to be an object, got null",
    ],
    [
      'an argument that is null',
      { queues: [aQueue('q', { arguments: { a: [{ b: null }] } })] },
      'expected a value in the arguments, got null, which RabbitMQ refuses too',
    ],
    [
      'no type',
      { exchanges: [without(anExchange('x'), 'type')] },
      `expected 'type' of exchange 'x' to be a text, ${MISSING}`,
    ],
    [
      'the same queue twice',
      { queues: [aQueue('q'), aQueue('q')] },
      "expected each queue once, got 'q' twice",
    ],
    [
      'the same exchange twice',
      { exchanges: [anExchange('x'), anExchange('x', { type: 'topic' })] },
      "expected each exchange once, got 'x' twice",
    ],
    [
      'a destination of another kind',
      { bindings: [aBinding('x', 'q', { destination_type: 'topic' })] },
      'expected \'destination_type\' to be queue or exchange, got "topic"',
    ],
    [
      'no routing key',
      { bindings: [without(aBinding('x', 'q'), 'routing_key')] },
      `expected 'routing_key' of binding to be a text, ${MISSING}`,
    ],
    [
      'a policy without a pattern',
      { policies: [without(aPolicy('p', {}), 'pattern')] },
      `expected 'pattern' of policy 'p' to be a text, ${MISSING}`,
    ],
    [
      'a priority that is a text',
      { policies: [aPolicy('p', {}, { priority: 'high' })] },
      "expected 'priority' of policy 'p' to be a number, got \"high\"",
    ],
    [
      'a virtual host that is a number',
      { queues: [aQueue('q', { vhost: 1 })] },
      "expected 'vhost' to be a text",
    ],
    [
      'no virtual host, where others say theirs',
      { queues: [aQueue('q'), without(aQueue('r'), 'vhost')] },
      "expected a 'vhost', as others have one, got nothing",
    ],
  ])('with %s is refused with its place', (_, file, message) => {
    const error = refusal(JSON.stringify(file));
    expect(error.message).toMatch(/^line 1, column \d+: /);
    expect(error.message.replace(/^.*?: /, '')).toBe(message);
  });

  test('is found by line and column', () => {
    const text = JSON.stringify({ queues: [aQueue('q', { durable: 1 })] }, undefined, 2);
    const line = text.split('\n').findIndex((each) => each.includes('durable'));
    const column = text.split('\n')[line]?.indexOf('1') ?? -1;
    expect(refusal(text).message).toContain(`line ${line + 1}, column ${column + 1}: `);
  });

  test.each([
    ['18446744073709551616', 'expected a number of at most 64 bits, got 18446744073709551616'],
    ['1e400', 'expected a number that a double can hold, got 1e400'],
  ])('with the number %s is refused', (digits, message) => {
    const text = JSON.stringify({ queues: [aQueue('q', { arguments: { n: '@' } })] }).replace('"@"', digits);
    expect(refusal(text).message).toContain(message);
  });
});

describe('a virtual host', () => {
  const file = JSON.stringify({
    vhosts: [{ name: '/' }],
    queues: [aQueue('a', { vhost: 'shop' }), aQueue('b', { vhost: 'shop' }), aQueue('c', { vhost: 'bank' })],
  });

  test('has to be named where more than one has anything in it', () => {
    const error = refusal(file);
    expect(error.message).toBe('the definitions have 2 virtual hosts: which one?');
    expect(error.hint).toContain("There are '/' (empty), 'shop' (2), 'bank' (1).");
  });

  test('that is not there is refused, and those named that are', () => {
    const error = refusal(file, 'bar');
    expect(error.message).toBe("there is no virtual host 'bar' in the definitions");
    expect(error.hint).toBe("There are '/' (empty), 'shop' (2), 'bank' (1).");
  });
});
