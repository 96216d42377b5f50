import type { FieldTable, FieldValue } from '../routing/values.ts';

/** Why a value comes back from JSON as another one. */
export type Loss = 'void' | 'decimal' | 'binary' | 'not a number';

/** The table as RabbitMQ writes it into JSON, and `1.0` with its point; `lost` is told what JSON has no way to say. */
export function tableText(table: FieldTable, lost: (loss: Loss) => void): string {
  const members = Array.from(table, ([key, value]) => `${JSON.stringify(key)}: ${valueText(value, lost)}`);
  return `{${members.join(', ')}}`;
}

function valueText(value: FieldValue, lost: (loss: Loss) => void): string {
  switch (value.type) {
    case 'boolean':
    case 'string':
      return JSON.stringify(value.value);
    case 'array':
      return `[${value.value.map((item) => valueText(item, lost)).join(', ')}]`;
    case 'table':
      return tableText(value.value, lost);
    case 'float':
    case 'double':
      return doubleText(value.value, lost);
    case 'void':
      lost('void');
      return '"undefined"';
    case 'decimal':
      lost('decimal');
      return doubleText(value.value.digits / 10 ** value.value.scale, lost);
    case 'binary':
      return binaryText(Buffer.from(value.value), lost);
    default:
      return String(value.value);
  }
}

function doubleText(value: number, lost: (loss: Loss) => void): string {
  if (!Number.isFinite(value)) {
    lost('not a number');
    return JSON.stringify(String(value));
  }
  if (Object.is(value, -0)) return '-0.0';
  // Erlang wants a point before an exponent.
  const [digits = '', exponent] = String(value).split('e');
  const mantissa = digits.includes('.') ? digits : `${digits}.0`;
  return exponent === undefined ? mantissa : `${mantissa}e${exponent.replace('+', '')}`;
}

function binaryText(bytes: Buffer, lost: (loss: Loss) => void): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return JSON.stringify(text);
  lost('binary');
  return JSON.stringify(`Not UTF-8, base64 is: ${bytes.toString('base64')}`);
}
