import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonNode, parseJson, placeIn, TextFault } from '../../src/lib/definitions/json-text.ts';

test('JSON is what JSON.parse makes of it, whatever the space', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      expect(plain(parseJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('a text that JSON.parse refuses is refused, at a place within it', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n\t.-+0123eEtruefalsn/u') });
  fc.assert(
    fc.property(texts, (text) => {
      const ours = attempt(() => plain(parseJson(text)));
      const theirs = attempt(() => JSON.parse(text));
      if ('fault' in ours && !/twice/.test(ours.fault.message)) {
        expect(theirs).toHaveProperty('fault');
        expect(ours.fault).toBeInstanceOf(TextFault);
        expect((ours.fault as TextFault).at).toBeLessThanOrEqual(text.length);
      } else if (!('fault' in ours)) expect(ours).toEqual(theirs);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['1', '1.0', '-0', '-0.0', '1e3', '1E+3', '9007199254740993', '0.1'])(
  'the number %s keeps its digits',
  (digits) => {
    expect(parseJson(`[${digits}]`)).toMatchObject({ items: [{ kind: 'number', digits, at: 1 }] });
  },
);

test.each([
  ['', 1, 1, 'expected a value, got the end of the text'],
  ['{"a": 1,}', 1, 9, 'expected a key in double quotes, got "}"'],
  ["{'a': 1}", 1, 2, 'expected a key in double quotes, got "\'"'],
  ['{"a" 1}', 1, 6, 'expected \':\' after a key, got "1"'],
  ['{"a": yes}', 1, 7, 'expected a value, got "yes"'],
  ['{\n "a": 1\n "b": 2}', 3, 2, "expected ',' or '}', got \"\\\"\""],
  ['[1, 2', 1, 6, "expected ',' or ']', got the end of the text"],
  ['[01]', 1, 2, 'expected a value, got "01"'],
  ['[.5]', 1, 2, 'expected a value, got ".5"'],
  ['[NaN]', 1, 2, 'expected a value, got "NaN"'],
  ['"a', 1, 3, "expected '\"' at the end of a string, got the end of the text"],
  ['"a\tb"', 1, 3, 'expected \'"\' at the end of a string, got "\\t"'],
  ['"\\x"', 1, 2, 'expected an escape that JSON has, got "\\\\"'],
  ['{} {}', 1, 4, 'expected nothing after the end, got "{"'],
  ['{"a": 1, "b": {"c": 2, "c": 3}}', 1, 24, "expected each key once, got 'c' twice"],
  ['['.repeat(101), 1, 101, 'expected at most 100 levels of brackets, got more'],
])('the text %j is refused at line %i, column %i', (text, line, column, message) => {
  const { fault } = attempt(() => parseJson(text)) as { fault: TextFault };
  expect(fault).toBeInstanceOf(TextFault);
  expect(fault.message).toBe(message);
  expect(placeIn(text, fault.at)).toEqual({ line, column });
});

test('the key __proto__ is a key like any other', () => {
  const node = parseJson('{"__proto__": 1, "constructor": 2}');
  expect(node.kind === 'object' && [...node.members.keys()]).toEqual(['__proto__', 'constructor']);
});

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(Array.from(node.members, ([key, member]) => [key, plain(member)]));
    case 'array':
      return node.items.map(plain);
    case 'number':
      return Number(node.digits);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

function attempt(run: () => unknown): { value: unknown } | { fault: Error } {
  try {
    return { value: run() };
  } catch (fault) {
    return { fault: fault as Error };
  }
}
