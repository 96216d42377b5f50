import { type FieldTable, type FieldValue, isInteger } from '../routing/values.ts';
import { erlangBinary } from '../wire/erlang.ts';
import { decodeText } from '../wire/text.ts';

/** RabbitMQ's name for the type of a field value, as its error texts print it. */
export function erlangType(value: FieldValue): string {
  switch (value.type) {
    case 'string':
      return 'longstr';
    case 'boolean':
      return 'bool';
    case 'int8':
      return 'byte';
    case 'uint8':
      return 'unsignedbyte';
    case 'int16':
      return 'short';
    case 'uint16':
      return 'unsignedshort';
    case 'int32':
      return 'signedint';
    case 'uint32':
      return 'unsignedint';
    case 'int64':
      return 'long';
    default:
      return value.type;
  }
}

/** A field value as RabbitMQ prints it inside an error text. */
export function erlangText(value: FieldValue): string {
  if (isInteger(value)) return String(value.value);
  switch (value.type) {
    case 'string':
      return value.value;
    case 'binary':
      return decodeText(Buffer.from(value.value), 0, value.value.length);
    case 'void':
      return 'undefined';
    case 'float':
    case 'double':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'boolean':
    case 'timestamp':
      return String(value.value);
    case 'decimal':
      return `{${value.value.scale},${value.value.digits}}`;
    case 'array':
      return `[${value.value.map(taggedText).join(',')}]`;
    case 'table':
      return tableText(value.value);
  }
}

/** A field value as Erlang prints a term: text in its brackets. */
export function erlangTerm(value: FieldValue): string {
  return value.type === 'string' || value.type === 'binary' ? erlangBinary(value.value) : erlangText(value);
}

const taggedText = (value: FieldValue): string => `{${erlangType(value)},${erlangTerm(value)}}`;

function tableText(table: FieldTable): string {
  const entries = Array.from(
    table,
    ([key, value]) => `{${erlangBinary(key)},${erlangType(value)},${erlangTerm(value)}}`,
  );
  return `[${entries.join(',')}]`;
}
