// Makes the files of a kit: the specification, the schemas, every case with what is expected, the harness, a manifest and its signature.

import { createPrivateKey, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { signatureLine } from '../../exporter/checkpoint.js';
import { deriveFrom } from '../../exporter/derive.js';
import { type NoteKey, signingKey } from '../../exporter/keys.js';
import { toBase64 } from '../../src/base/encoding.js';
import { keyHash } from '../../src/trust/vkey.js';
import { kitContent } from './cases.js';
import { KIT_NAME, type KitManifest, sealText, sha256 } from './sealed.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Raised with every change of a case; what a version holds never changes (docs/SPEC.md §19.4). */
export const KIT_VERSION = '1-draft.3';

export interface KitOptions {
  /** No source of any verifier. */
  readonly cleanRoom: boolean;
  /** PEM of an Ed25519 private key; without one the kit is signed with a public test key, which proves nothing. */
  readonly key?: string;
}

export interface Kit {
  /** By path, sorted. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of the key that signed it. */
  readonly vkey: string;
  readonly cases: number;
}

/** Makes a kit in memory. */
export async function makeKit({ cleanRoom, key }: KitOptions): Promise<Kit> {
  const { cases, files: inputs } = await kitContent();
  const files = new Map<string, Uint8Array>(inputs);
  const text = (path: string, content: string): Map<string, Uint8Array> =>
    files.set(path, Buffer.from(content, 'utf8'));
  const copy = (path: string, from = path): Map<string, Uint8Array> =>
    files.set(path, new Uint8Array(readFileSync(join(ROOT, from))));
  text('cases.jsonl', cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  copy('README.md', 'scripts/kit/README.md');
  copy('LICENSE');
  copy('SPEC.md', 'docs/SPEC.md');
  for (const name of readdirSync(join(ROOT, 'schemas')))
    if (FORMAT_SCHEMAS.has(name)) copy(`schemas/${name}`);
  text('run.mjs', await harness());
  if (!cleanRoom) for (const name of ['check.py', 'batch.py']) copy(`second-opinion/${name}`);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest: KitManifest = {
    format: 'softqcos.conformance-kit/v1',
    version: KIT_VERSION,
    specification: `SPEC.md, sha256:${sha256(files.get('SPEC.md') ?? new Uint8Array())}`,
    clean_room: cleanRoom,
    cases: cases.length,
    files: sorted.map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: sha256(content),
    })),
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`, 'utf8');
  const { note, vkey } = seal(bytes, key);
  return {
    files: new Map([
      ...sorted,
      ['manifest.json', bytes],
      ['manifest.sig', Buffer.from(note, 'utf8')],
    ]),
    vkey,
    cases: cases.length,
  };
}

/** Documents of a bundle and of an auditor; those of this product are not part of the format. */
const FORMAT_SCHEMAS: ReadonlySet<string> = new Set(
  [
    'attestation',
    'consistency',
    'custody',
    'disclosure',
    'history',
    'manifest',
    'path',
    'record',
    'record-signature',
    'renewal',
    'run',
    'selection',
    'statement',
    'stub',
    'transcript',
    'trust-root',
    'trust-successor',
    'trust-update',
  ].map((name) => `${name}.schema.json`),
);

async function harness(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/kit/run.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

/** A C2SP signed note over the digest of the manifest. */
function seal(
  manifest: Uint8Array,
  pem: string | undefined,
): { readonly note: string; readonly vkey: string } {
  const text = sealText(KIT_VERSION, manifest);
  const key = pem === undefined ? testKey() : keyOf(pem);
  const { publicKey } = key.key;
  const typed = Buffer.concat([Uint8Array.of(key.type), publicKey]);
  const vkey = `${key.name}+${keyHash(key.name, key.type, publicKey)}+${toBase64(typed)}`;
  return { note: `${text}\n${signatureLine(key, key.key.sign(Buffer.from(text)))}`, vkey };
}

function testKey(): NoteKey {
  const seed = deriveFrom('keys/softqcos-verify kit')('Ed25519', 32);
  return { name: `${KIT_NAME}.test`, type: 1, key: signingKey('Ed25519', seed) };
}

function keyOf(pem: string): NoteKey {
  const secret = createPrivateKey(pem);
  const { x = '' } = secret.export({ format: 'jwk' });
  return {
    name: KIT_NAME,
    type: 1,
    key: {
      algorithm: 'Ed25519',
      publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
      sign: (message) => new Uint8Array(sign(null, message, secret)),
    },
  };
}
