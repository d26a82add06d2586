// The npm package as it is packed: what others' tools say of it, what it holds, and what can be reached from its entry points.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../scripts/executables/systems.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const packed = resolve(`dist/release/softqcos-verify-${version}.tgz`);
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const content = join(folder, 'package');
beforeAll(() => {
  execFileSync('tar', ['-xzf', packed, '-C', folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('is clean for publint', async () => {
    const tarball = Uint8Array.from(readFileSync(packed)).buffer;
    expect((await publint({ pack: { tarball }, strict: true })).messages).toEqual([]);
  });

  it('has types that TypeScript finds from every module that can import it', () => {
    const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js';
    // It is ESM alone; schemas are JSON.
    const how = ['--profile', 'esm-only', '--exclude-entrypoints', 'schemas/*', '--format', 'json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [attw, packed, ...how], {
      encoding: 'utf8',
    });
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('runs nothing when it is installed, and neither does what it needs', () => {
    const { scripts, dependencies } = JSON.parse(
      readFileSync(join(content, 'package.json'), 'utf8'),
    );
    const atInstall = /^(?:pre|post)?install$|^prepare$|^(?:pre|post)prepare$/;
    expect(Object.keys(scripts).filter((name) => atInstall.test(name))).toEqual([]);
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    for (const name of Object.keys(dependencies))
      expect([name, lock[`node_modules/${name}`].hasInstallScript]).toEqual([name, undefined]);
  });

  it('brings the versions and digests of all that it needs, and an install takes those', () => {
    const wrapped = JSON.parse(readFileSync(join(content, 'npm-shrinkwrap.json'), 'utf8')).packages;
    const { '': own, ...needed } = wrapped;
    expect(own.devDependencies).toBeUndefined();
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    const names = Object.keys(needed);
    for (const name of names)
      expect([needed[name].version, needed[name].integrity]).toEqual([
        lock[name].version,
        expect.stringMatching(/^sha512-/),
      ]);
    // Every dependency of a dependency is one of them.
    for (const { dependencies = {} } of Object.values(wrapped) as { dependencies?: object }[])
      expect(names).toEqual(
        expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)),
      );
    const consumer = mkdtempSync(join(folder, 'locked-'));
    writeFileSync(join(consumer, 'package.json'), '{"private":true}\n');
    execFileSync(
      'npm',
      [
        'install',
        '--silent',
        '--package-lock-only',
        '--ignore-scripts',
        '--prefer-offline',
        packed,
      ],
      { cwd: consumer },
    );
    const got = JSON.parse(readFileSync(join(consumer, 'package-lock.json'), 'utf8')).packages;
    const inner = 'node_modules/softqcos-verify/';
    for (const name of names)
      expect((got[`${inner}${name}`] ?? got[name]).integrity).toBe(needed[name].integrity);
  });

  it('is small, and holds no executable and no test', () => {
    expect(statSync(packed).size).toBeLessThan(2_500_000);
    const files = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' });
    expect(files).not.toMatch(/executables|release|\/test\/|\.map$/m);
    for (const needed of [
      'LICENSE',
      'dist/index.js',
      'dist/types/index.d.ts',
      'dist/cli.licences.txt',
    ])
      expect(files).toContain(`package/${needed}\n`);
  });
});

/** What a program that imports this needs of Node, its packages included, and how large it is. */
async function bundled(contents: string): Promise<{ modules: string[]; text: string }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    absWorkingDir: process.cwd(),
    alias: { 'softqcos-verify': join(content, 'dist/index.js') },
    nodePaths: [resolve('node_modules')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const imports = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  const outside = imports.filter(({ external }) => external).map(({ path }) => path);
  return {
    modules: [...new Set(outside.map((path) => path.replace('node:', '')))].sort(),
    text: outputFiles[0]?.text ?? '',
  };
}

/** Everything that opens a connection, looks a name up, or starts something that could. */
const REACHES =
  /^(?:net|tls|http2?|https|dgram|dns(?:\/.*)?|child_process|cluster|inspector(?:\/.*)?|repl|quic|wasi|undici)$/;

describe('what its entry points reach', () => {
  it.each([
    ['the library', "export * from 'softqcos-verify';"],
    ['the command', "import * as all from './package/dist/cli.cjs'; export { all };"],
  ])('%s: no network and no process', async (_, contents) => {
    const { modules, text } = await bundled(
      contents.replace('./package', join(folder, 'package').replaceAll('\\', '/')),
    );
    expect(modules.length).toBeGreaterThan(3);
    expect(modules.filter((name) => REACHES.test(name))).toEqual([]);
    expect(text).not.toMatch(/\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b|[^.\w]fetch\(/);
  });
});

describe('a program that imports one thing', () => {
  /** What is loaded at its start, and not on demand. */
  async function startOf(contents: string): Promise<string> {
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: process.cwd() },
      absWorkingDir: process.cwd(),
      alias: { 'softqcos-verify': join(content, 'dist/index.js') },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      external: ['./pdf.cjs'],
      write: false,
      outdir: 'out',
      metafile: true,
      logLevel: 'error',
    });
    const seen = new Set<string>();
    const follow = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const { path, kind } of metafile.outputs[name]?.imports ?? [])
        if (kind === 'import-statement' && path in metafile.outputs) follow(path);
    };
    follow('out/stdin.js');
    const texts = outputFiles.filter(({ path }) => seen.has(path.slice(process.cwd().length + 1)));
    return texts.map(({ text }) => text).join('');
  }

  it('leaves the rest out', async () => {
    const all = await startOf("export * from 'softqcos-verify';");
    const nothing = await startOf("import { verifyBundle } from 'softqcos-verify';");
    expect(all.length).toBeGreaterThan(500_000);
    expect(nothing.trim()).toBe('');
    for (const [names, share] of [
      ['VERSION', 0.1],
      ['parseTime, formatTime', 0.1],
      ['sourceFromBytes', 0.1],
      ['renderText', 0.15],
      ['loadTrustRoot', 0.5],
      ['verifyBundle', 0.75],
    ] as const) {
      const text = await startOf(`export { ${names} } from 'softqcos-verify';`);
      expect([names, text.length < share * all.length]).toEqual([names, true]);
    }
    const trust = await startOf("export { loadTrustRoot } from 'softqcos-verify';");
    // The reader of zips, which is no matter of a trust root.
    expect(all).toContain('fromRandomAccessReader');
    expect(trust).not.toContain('fromRandomAccessReader');
  });
});

describe('a platform package', () => {
  it('installs as the command, without Node', () => {
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/platform-packages.ts']);
    const own = 'dist/platform-packages/linux-x64';
    const consumer = mkdtempSync(join(folder, 'consumer-'));
    // As a link: what is installed is the folder itself, without packing a hundred megabytes.
    const flags = ['install', '--silent', '--offline', '--no-save', '--prefix', consumer];
    execFileSync('npm', [...flags, resolve(own)]);
    const command = join(consumer, 'node_modules/.bin/softqcos-verify');
    const ran = spawnSync(command, ['--version'], { encoding: 'utf8', env: {} });
    expect([ran.status, ran.stdout]).toEqual([0, `${version}\n`]);
    for (const { name, runsOn } of SYSTEMS) {
      const manifest = JSON.parse(
        readFileSync(`dist/platform-packages/${name}/package.json`, 'utf8'),
      );
      expect([manifest.os, manifest.cpu, manifest.scripts]).toEqual([
        [runsOn[0]],
        [runsOn[1]],
        undefined,
      ]);
    }
  });
});
