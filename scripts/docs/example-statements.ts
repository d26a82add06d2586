// The second half of Appendix A: the attestation of the minimal bundle, and one disclosure of the bundle with sealed fields.

import { preAuthenticationEncoding } from '../../src/base/dsse.js';
import { concat, parseBase64, parseBase64Url, toHex, utf8 } from '../../src/base/encoding.js';
import { hash } from '../../src/crypto/digest.js';
import { loadPublicKey, parseSpki } from '../../src/crypto/signature.js';
import { fenced, need, same, shortened } from './words.js';

const COMMITMENT_TAG = 'softqcos/commitment/v1\0';

interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { keyid: string; sig: string }[];
}

interface Statement {
  readonly predicate: { readonly signers: readonly { algorithm: string; key_id: string }[] };
}

/** A.6: envelope, statement, signed bytes, key ids, imprint of a token. `trusted` are the SPKIs of the trust root. */
export function renderAttestation(
  entries: ReadonlyMap<string, Buffer>,
  trusted: readonly Uint8Array[],
): string {
  const text = need(entries.get('attestation.dsse.json')).toString();
  const envelope = JSON.parse(text) as Envelope;
  const payload = need(parseBase64(envelope.payload));
  const { signers } = (JSON.parse(Buffer.from(payload).toString()) as Statement).predicate;
  const pae = preAuthenticationEncoding(envelope.payloadType, payload);
  const signatures = envelope.signatures.map(({ sig }) => need(parseBase64(sig)));
  const spkis = envelope.signatures.map(({ keyid }, index) => {
    same(keyid, need(signers[index]).key_id);
    const spki = need(trusted.find((der) => toHex(hash('sha256', der)) === keyid));
    const parsed = need(parseSpki(spki));
    const loaded = loadPublicKey(parsed.algorithm, parsed.raw);
    same(loaded.ok && loaded.key.verify(pae, need(signatures[index])), true);
    return spki;
  });
  const prefix = pae.length - payload.length;
  return [
    '### A.6 The attestation',
    `The payload of \`attestation.dsse.json\` is this statement of ${payload.length} bytes; its digests are those of [A.1](#a1-the-manifest):`,
    fenced(Buffer.from(payload).toString(), 'json'),
    `Both signatures are over the PAE of ${pae.length} bytes: ${prefix} bytes, then the statement.`,
    fenced(
      `${Buffer.from(pae.subarray(0, prefix)).toString()}{"_type":…}`,
      toHex(pae.subarray(0, prefix)),
    ),
    'The signatures, in order:',
    fenced(
      ...envelope.signatures.flatMap(({ keyid, sig }, index) => [
        `${need(signers[index]).algorithm}, ${need(signatures[index]).length} bytes, key_id ${keyid}`,
        `  ${shortened(sig)}`,
      ]),
    ),
    'Each `key_id` is the SHA-256 of the SPKI, which stands in the trust root `fixtures/golden/trust-root.json`:',
    fenced(...spkis.map((spki) => `${spki.length} bytes: ${shortened(toHex(spki))}`)),
    'A token over this attestation would have as imprint the hash of both signatures joined; with SHA-256',
    fenced(toHex(hash('sha256', concat(...signatures)))),
  ].join('\n\n');
}

/** A.7: the first disclosure of a bundle with sealed fields. */
export function renderDisclosure(entries: ReadonlyMap<string, Buffer>): string {
  const [line] = need(entries.get('disclosures.jsonl')).toString().split('\n');
  const { disclosures, sequence } = JSON.parse(need(line)) as {
    disclosures: string[];
    sequence: number;
  };
  const text = need(disclosures[0]);
  const content = Buffer.from(need(parseBase64Url(text))).toString();
  const [, name] = JSON.parse(content) as [string, string, unknown];
  const commitment = `sha3-256:${toHex(hash('sha3-256', utf8(COMMITMENT_TAG), utf8(text)))}`;
  const records = need(entries.get('records.jsonl')).toString().split('\n').slice(0, -1);
  const record = records
    .map((each) => JSON.parse(each) as { sealed?: Record<string, string>; sequence: number })
    .find((each) => each.sequence === sequence);
  same(need(need(record).sealed)[name], commitment);
  return [
    '### A.7 A disclosure',
    `From another bundle, \`fixtures/golden/pass-02-sealed/bundle.zip\`: the first D of the record at sequence ${sequence}, and the canonical JSON that it encodes.`,
    fenced(text, content),
    `The commitment is the SHA3-256 of the tag, a zero byte and the ${text.length} ASCII bytes of D. It stands in the record's \`sealed\` under \`${name}\`:`,
    fenced(commitment),
  ].join('\n\n');
}
