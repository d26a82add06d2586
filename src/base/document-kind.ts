// What a file is that is not what was asked for: by its first bytes, or by the format that its JSON states. For the words of an
// error alone; nothing is decided by it.

import { latin1Of } from './bytes.js';
import { parseUtf8 } from './encoding.js';
import { fileKind, HEAD_BYTES } from './file-kind.js';
import { isObject, type Json } from './json.js';
import { parseStrict } from './json-strict.js';

/** Formats of documents, and what people call them. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'softqcos.evidence-bundle/v1': 'the manifest of a bundle',
  'softqcos.trust-root/v1': 'a trust root',
  'softqcos.framework/v1': 'a framework file',
  'softqcos.run/v1': 'the result of a verification',
  'softqcos.transcript/v1': 'a transcript',
  'softqcos.compliance-report/v1': 'a compliance report',
};

export interface Wanted {
  /** The format that the document states, where it does. */
  readonly format?: string;
  readonly json: boolean;
}

/** Says with its article what a file is instead of what was wanted; undefined if that is not seen. */
export function strangerOf(bytes: Uint8Array, { format, json }: Wanted): string | undefined {
  const kind = fileKind(bytes.subarray(0, HEAD_BYTES), bytes.length)?.is;
  if (kind === undefined) return undefined;
  if (kind !== 'JSON text' && kind !== 'text') return kind;
  if (!json) return kind === 'text' ? undefined : kind;
  const parsed = parseStrict(bytes);
  // A comment, which JSON does not have, is told by its place.
  const isText = !parsed.ok && parsed.line === 1 && parsed.column === 1 && bytes[0] !== 0x2f;
  if (kind === 'text') return isText ? 'plain text' : undefined;
  return parsed.ok ? documentKind(parsed.value, format) : undefined;
}

/** The same of the first bytes of a JSON document, by the format that is stated in them. */
export function statedKind(head: Uint8Array): string | undefined {
  const [, format = ''] = /"format":\s*"([a-z./0-9-]{1,40})"/.exec(latin1Of(head)) ?? [];
  return DOCUMENTS[format];
}

function documentKind(value: Json, wanted: string | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value['kty'] === 'string') return 'a key (JWK)';
  if (typeof value['payloadType'] === 'string') return 'a signed envelope (DSSE)';
  const format = value['format'];
  if (typeof format !== 'string' || format === wanted) return undefined;
  return DOCUMENTS[format];
}

/** True for text that spreadsheets and Windows shells write with another separator or encoding than was asked for. */
export function separatorOf(bytes: Uint8Array): 'semicolons' | 'tabs' | undefined {
  const [first = ''] = (parseUtf8(bytes) ?? '').split(/[\r\n]/, 1);
  if (first.includes(',')) return undefined;
  if (first.includes(';')) return 'semicolons';
  return first.trim().includes('\t') ? 'tabs' : undefined;
}
