// What lies beside the files of a release: sums, bill of materials, licences, provenance.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../scripts/executables/systems.js';

const read = (name: string): Buffer => readFileSync(join('dist/release', name));
const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const PAGE = 'softqcos-verify.html';
const FILES = [`softqcos-verify-${version}.tgz`, PAGE, ...SYSTEMS.map(({ file }) => file)];

describe('a release', () => {
  it('has sums that sha256sum accepts, for every file', () => {
    const cwd = 'dist/release';
    const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd });
    const good = checked.toString('utf8').trim().split('\n');
    for (const file of [
      ...FILES,
      'softqcos-verify.cdx.json',
      'THIRD-PARTY.txt',
      'provenance.intoto.json',
    ])
      expect(good).toContain(`${file}: OK`);
  });

  it('has the page, whose fingerprint is that of its own bytes with zeros where it stands', () => {
    const html = read(PAGE).toString('utf8');
    const [, said = ''] = /name="softqcos-verify-sha256" content="(\w{64})"/.exec(html) ?? [];
    const zeroed = html.replaceAll(said, '0'.repeat(64));
    expect(createHash('sha256').update(zeroed).digest('hex')).toBe(said);
    expect(read('THIRD-PARTY.txt').toString('utf8')).toContain('pako');
  });

  it('has a bill of materials that follows CycloneDX and names every dependency, and Node', async () => {
    const text = read('softqcos-verify.cdx.json').toString('utf8');
    const { JsonStrictValidator } = Validation;
    expect(await new JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
    const { components, metadata, serialNumber } = JSON.parse(text);
    const names = components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'pdfkit', 'node']));
    expect(
      components.every(
        (one: { licenses?: unknown; name: string }) => one.licenses || one.name === 'node',
      ),
    ).toBe(true);
    expect([metadata.timestamp, serialNumber]).toEqual([undefined, undefined]);
    // What the library cannot tell apart it names at random.
    expect(text).not.toContain('BomRef.');
    const node = components.find(({ name }: { name: string }) => name === 'node');
    expect(node.components.map(({ name }: { name: string }) => name)).toContain('openssl');
  });

  it('has the licences of all that is inside', () => {
    const text = read('THIRD-PARTY.txt').toString('utf8');
    const { components } = JSON.parse(read('softqcos-verify.cdx.json').toString('utf8'));
    for (const { name } of components)
      expect([name, text.toLowerCase().includes(name.toLowerCase())]).toEqual([name, true]);
    expect(text).toContain('SIL OPEN FONT LICENSE');
    expect(text).toContain('OpenSSL');
  });

  it('has a provenance statement with every file of it and this commit', () => {
    const { _type, subject, predicateType, predicate } = JSON.parse(
      read('provenance.intoto.json').toString('utf8'),
    );
    expect(_type).toBe('https://in-toto.io/Statement/v1');
    expect(predicateType).toBe('https://slsa.dev/provenance/v1');
    for (const name of FILES) {
      const sha256 = createHash('sha256').update(read(name)).digest('hex');
      expect(subject).toContainEqual({ name, digest: { sha256 } });
    }
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    expect(predicate.buildDefinition.resolvedDependencies).toContainEqual({
      name: 'softqcos-verify',
      digest: { gitCommit: commit },
    });
  });
});
