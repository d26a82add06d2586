// The manifest of a kit and the signature over it. manifest.json lists every file but itself and its signature; manifest.sig is a C2SP
// signed note whose text names the kit, its version and the SHA-256 of manifest.json, signed with Ed25519 (type 0x01).

import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const KIT_NAME = 'softqcos-conformance-kit';

export interface KitManifest {
  readonly format: 'softqcos.conformance-kit/v1';
  readonly version: string;
  /** The draft of docs/SPEC.md, and the SHA-256 of it. */
  readonly specification: string;
  /** No source of any verifier is in it. */
  readonly clean_room: boolean;
  readonly cases: number;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const NOT_LISTED = ['manifest.json', 'manifest.sig'];

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What is signed. */
export function sealText(version: string, manifest: Uint8Array): string {
  return `${KIT_NAME}\n${version}\n${sha256(manifest)}\n`;
}

/** Says in clauses what is wrong with the files of a kit. Without a key the signature is not judged, and the vkey is not compared. */
export function checkKit(kit: string, vkey: string | undefined): string[] {
  const bytes = readFileSync(join(kit, 'manifest.json'));
  const manifest = JSON.parse(bytes.toString()) as KitManifest;
  const faults: string[] = [];
  const listed = new Set(manifest.files.map(({ path }) => path));
  for (const { path, bytes: size, sha256: digest } of manifest.files) {
    let content: Buffer | undefined;
    try {
      content = readFileSync(join(kit, path));
    } catch {
      faults.push(`${path}: is missing`);
      continue;
    }
    if (content.length !== size || sha256(content) !== digest)
      faults.push(`${path}: is not the file that the manifest lists`);
  }
  for (const name of readdirSync(kit, { recursive: true, encoding: 'utf8' })) {
    const path = name.replaceAll('\\', '/');
    if (!listed.has(path) && !NOT_LISTED.includes(path) && statSync(join(kit, name)).isFile())
      faults.push(`${path}: is not listed in the manifest`);
  }
  const note = readFileSync(join(kit, 'manifest.sig'), 'utf8');
  const text = sealText(manifest.version, bytes);
  if (!note.startsWith(`${text}\n`)) faults.push('manifest.sig: is over another manifest');
  else if (vkey !== undefined && !isSigned(text, note, vkey))
    faults.push('manifest.sig: is not signed by the key that was given');
  return faults;
}

function isSigned(text: string, note: string, vkey: string): boolean {
  const [name = '', id = '', ...rest] = vkey.split('+');
  const key = Buffer.from(rest.join('+'), 'base64');
  if (key[0] !== 1 || key.length !== 33) return false;
  const spki = Buffer.concat([SPKI_ED25519, key.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return note
    .slice(text.length + 1)
    .split('\n')
    .some((line) => {
      const [dash, signer, base64 = ''] = line.split(' ');
      const body = Buffer.from(base64, 'base64');
      if (dash !== '—' || signer !== name || body.subarray(0, 4).toString('hex') !== id)
        return false;
      return verify(null, Buffer.from(text), publicKey, body.subarray(4));
    });
}
