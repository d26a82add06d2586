// The rules of docs/ARCHITECTURE.md that an import statement can break, read from the import statements themselves.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folder or root file of src/, without .ts: what it may import, lowest floor first. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  catalogue: [],
  base: ['catalogue', '../schemas'],
  crypto: ['base'],
  merkle: ['base', 'crypto'],
  archive: ['base'],
  x509: ['catalogue', 'base', 'crypto'],
  // Parsing cannot verify: no keys, no trust, no checks.
  bundle: ['catalogue', 'base', 'crypto'],
  // What the kernel does not know is read by bundle/; it knows nothing of checks or trust.
  kernel: ['base', 'crypto', 'bundle'],
  // Trust cannot come from the bundle.
  trust: ['catalogue', 'base', 'crypto', 'x509'],
  timestamp: ['catalogue', 'base', 'crypto', 'x509', 'trust'],
  // Threads are handed questions and give answers; they know nothing of checks or trust.
  workers: ['base', 'crypto', 'bundle', 'kernel'],
  checks: [
    'workers',
    'catalogue',
    'base',
    'crypto',
    'merkle',
    'archive',
    'x509',
    'timestamp',
    'bundle',
    'trust',
    'vendor-report',
  ],
  // The only way by which records leave the engine.
  evidence: ['catalogue', 'base', 'crypto', 'archive', 'bundle'],
  // A framework looks at records that passed by; it never decides a verdict.
  frameworks: ['base', 'crypto', 'bundle', 'evidence'],
  'vendor-report': [
    'catalogue',
    'base',
    'crypto',
    'archive',
    'bundle',
    'evidence',
    'transcript',
    'report',
  ],
  transcript: [
    'catalogue',
    'base',
    'crypto',
    'archive',
    'bundle',
    'trust',
    'checks',
    'frameworks',
    'history/document',
    // The threads that an option hands on, by their type.
    'workers',
  ],
  verify: [
    'workers',
    'catalogue',
    'base',
    'crypto',
    'x509',
    'archive',
    'bundle',
    'evidence',
    'trust',
    'checks',
    'transcript',
  ],
  // What is asked beside the verdict.
  examine: ['archive', 'evidence', 'frameworks', 'papers', 'transcript'],
  // What an auditor asks about verified records.
  papers: [
    'catalogue',
    'base',
    'crypto',
    'merkle',
    'archive',
    'bundle',
    'evidence',
    'vendor-report',
    'transcript',
    'report',
  ],
  // Several bundles of one ledger, after their verdicts.
  history: [
    'catalogue',
    'base',
    'crypto',
    'merkle',
    'archive',
    'bundle',
    'trust',
    'checks',
    'evidence',
    'transcript',
  ],
  compliance: [
    'catalogue',
    'base',
    'crypto',
    'archive',
    'bundle',
    'evidence',
    'trust',
    'frameworks',
    'history',
    'transcript',
    'verify',
    'papers',
    'report',
    'layout',
  ],
  // Blocks, pictures and pages, whatever document they are of.
  layout: ['base', 'crypto', 'report'],
  // A transcript as a document for people: what was recorded, painted by the layer that the compliance report has.
  document: [
    'catalogue',
    'base',
    'crypto',
    'archive',
    'bundle',
    'evidence',
    'history/document',
    'transcript',
    'report',
    'papers',
    'layout',
    // Rows of the sheet, which judge nothing.
    'trust/sheet',
  ],
  // An entry of the build.
  pdf: [
    'compliance/render/pdf',
    'document/render/pdf',
    'document/render/paper-pdf',
    'document/render/sheet-pdf',
  ],
  'self-test': ['base', 'crypto', 'x509'],
  // A drill runs the verifier as it is, on copies that it has changed.
  drill: [
    'catalogue',
    'base',
    'crypto',
    'archive',
    'timestamp',
    'bundle',
    'trust',
    'transcript',
    'verify',
    'report',
  ],
  // Reports see what was recorded, never the evidence itself.
  report: ['catalogue', 'base', 'crypto', 'trust', 'transcript', 'history/document'],
  cli: [
    'workers',
    'catalogue',
    'base',
    'crypto',
    'archive',
    'timestamp',
    'bundle',
    'evidence',
    'trust',
    'checks',
    'frameworks',
    'vendor-report',
    'transcript',
    'verify',
    'examine',
    'papers',
    'compliance',
    'self-test',
    'drill',
    'report',
    'document',
    'history',
  ],
  index: [
    'catalogue',
    'base',
    'archive',
    'evidence',
    'trust',
    'frameworks',
    'transcript',
    'papers',
    'verify',
    'examine',
    'compliance',
    'report',
    'document',
  ],
};

/** Each third-party package, and the one file that may import it; beside it, the files that stand in where there is no Node. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@noble/curves': ['crypto/portable.ts', 'x509/engine.web.ts'],
  '@noble/hashes': ['crypto/digest-portable.ts', 'crypto/raw-hash.web.ts', 'crypto/sha1.web.ts'],
  '@noble/post-quantum': ['crypto/portable.ts'],
  '@zip.js/zip.js': ['archive/second-reader.web.ts'],
  commander: ['cli/parse.ts'],
  fontkit: ['layout/pdf/faces.ts'],
  'micro-rsa-dsa-dh': ['x509/engine.web.ts'],
  pako: ['archive/deflate.web.ts'],
  uqr: ['document/qr.ts'],
  pdfkit: ['layout/pdf/write.ts'],
  yauzl: ['archive/second-reader.ts'],
  'yocto-spinner': ['cli/status-line.ts'],
};

/** Of these: built into the command, dist/pdf.cjs or the page with what they need, so that nobody installs them. */
const BUILT_IN = [
  ...['@zip.js/zip.js', 'fontkit', 'micro-rsa-dsa-dh', 'pako', 'pdfkit', 'uqr'],
  'yocto-spinner',
];

/** Modules of Node, and where each may be imported. What is not named here is forbidden everywhere. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['crypto/', 'timestamp/', 'x509/', 'checks/fingerprints.ts'],
  'node:stream': ['archive/'],
  'node:zlib': ['archive/'],
  'node:worker_threads': ['workers/pool.ts', 'workers/worker.ts'],
  'node:fs': ['cli/files.ts'],
  'node:fs/promises': ['cli/files-out.ts'],
  'node:os': ['cli/process.ts'],
  'node:path': ['cli/'],
  'node:process': ['cli/process.ts'],
  'node:v8': ['cli/heap.ts'],
};

/** Clocks, the environment, the process: outside cli/ nothing may depend on when and where it runs. */
const OUTSIDE_CLI =
  /\bprocess\.\w|\bDate\.now\b|\bnew Date\(\)|\bperformance\.\w|\bset(?:Timeout|Interval|Immediate)\(|\bconsole\.\w|\bglobalThis\b/;
const EVERYWHERE =
  /\beval\(|\bFunction\(|\bMath\.random\b|\bfetch\(|\bWebSocket\b|\bXMLHttpRequest\b|\brequire\(|\bimport\.meta\b/;

/** Files of more than 250 lines, and why. */
const LONG: Readonly<Record<string, string>> = {
  'catalogue/checks.ts': 'data: one row for each check',
};

interface Import {
  readonly from: string;
  readonly target: string;
}

/**
 * Made by `npm run generate` and not committed: the validators, for which only src/base/schema.ts and who reads a document of his own
 * ask, and the text of src/workers/worker.ts, which is read here itself.
 */
const GENERATED = /^(?:base\/validators\/|workers\/source\.)/;

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !GENERATED.test(name))
  .sort();
const SOURCES = new Map(FILES.map((file) => [file, readFileSync(join('src', file), 'utf8')]));

function importsOf(file: string): Import[] {
  const text = codeOf(file);
  const statements = /^(import|export)\s+(type\s)?([^;'"]*?from\s+)?'([^']+)'/gms;
  const found = [...text.matchAll(statements)].map(([, , , , target = '']) => ({
    from: file,
    target,
  }));
  const dynamic = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map(([, target = '']) => ({
    from: file,
    target,
  }));
  return [...found, ...dynamic];
}

function codeOf(file: string): string {
  // Line comments first: one of them may hold `/*`.
  return (SOURCES.get(file) ?? '').replace(/^\s*\/\/.*$/gm, '').replace(/\/\*.*?\*\//gs, '');
}

const IMPORTS = FILES.flatMap(importsOf);
const inside = IMPORTS.filter(({ target }) => target.startsWith('.')).map((one) => ({
  ...one,
  to: posix.join(dirname(one.from), one.target).replace(/\.js$/, '.ts'),
}));
const unit = (path: string): string => path.replace(/\/.*$/, '').replace(/\.ts$/, '');

describe('who may import whom', () => {
  it('finds every import: as many as there are lines that end one', () => {
    const ends = FILES.flatMap(
      (file) => SOURCES.get(file)?.match(/^(?:import|export|\}).* from '[^']+'/gm) ?? [],
    );
    const dynamic = FILES.flatMap((file) => SOURCES.get(file)?.match(/\bimport\('/g) ?? []);
    expect(IMPORTS.length).toBe(ends.length + dynamic.length);
    expect(ends.length).toBeGreaterThan(200);
  });

  it('every file of src/ has a row in the table', () => {
    expect(FILES.filter((file) => MAY_IMPORT[unit(file)] === undefined)).toEqual([]);
  });

  it('every import follows the table', () => {
    const breaches = inside.filter(({ from, to }) => {
      if (unit(from) === unit(to) && from.includes('/')) return false;
      const path = to.replace(/\.ts$/, '');
      return !(MAY_IMPORT[unit(from)] ?? []).some(
        (allowed) => path === allowed || path.startsWith(`${allowed}/`),
      );
    });
    expect(breaches.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('every relative import ends in .js or .json and leads to a file', () => {
    const lost = inside.filter(({ target, to }) => {
      if (target.endsWith('.json') || GENERATED.test(to))
        return ![to, posix.join(dirname(to), posix.basename(target))].some((file) =>
          existsSync(join('src', file)),
        );
      return !target.endsWith('.js') || !SOURCES.has(to);
    });
    expect(lost).toEqual([]);
  });

  it('src/ never imports exporter/, test/ or anything else outside itself but schemas/', () => {
    const outside = inside.filter(({ to }) => to.startsWith('..')).map(({ to }) => to);
    expect(outside.filter((to) => !to.startsWith('../schemas/'))).toEqual([]);
  });

  it('there are no cycles, not even of types', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of inside) graph.set(from, [...(graph.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (path.includes(file) || done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('packages and modules', () => {
  const packages = IMPORTS.filter(({ target }) => !target.startsWith('.')).filter(
    ({ target }) => !target.startsWith('node:'),
  );
  const nameOf = (target: string): string =>
    target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/');

  it('each third-party package is imported in one file', () => {
    const places = packages.map(({ from, target }) => `${nameOf(target)} in ${from}`);
    const expected = Object.entries(PACKAGES).flatMap(([name, files]) =>
      files.map((file) => `${name} in ${file}`),
    );
    expect([...new Set(places)].sort()).toEqual(expected.sort());
  });

  it('each dependency of package.json is imported, and nothing else is', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const expected = Object.keys(PACKAGES).filter((name) => !BUILT_IN.includes(name));
    expect(Object.keys(dependencies).sort()).toEqual(expected.sort());
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(BUILT_IN));
  });

  it('modules of Node are imported where the table says, network and processes nowhere', () => {
    const breaches = IMPORTS.filter(({ target }) => target.startsWith('node:')).filter(
      ({ from, target }) => !(MODULES[target] ?? []).some((place) => from.startsWith(place)),
    );
    expect(breaches.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });

  it('a form without Node stands beside the form with it, has its names, and is asked for by its kind alone', () => {
    const isWeb = (file: string): boolean => file.endsWith('.web.ts');
    const namesOf = (file: string): string[] =>
      [
        ...codeOf(file).matchAll(
          /^export (?:async )?(?:function\*? |class |const |type |interface |\{ )(\w+)/gm,
        ),
      ].map(([, name = '']) => name);
    const lacking = FILES.filter(isWeb).flatMap((file) => {
      const names = namesOf(file);
      const twin = file.replace(/\.web\.ts$/, '.ts');
      return namesOf(twin).flatMap((name) => (names.includes(name) ? [] : [`${file}: ${name}`]));
    });
    expect(lacking).toEqual([]);
    const outside = inside.filter(({ from, to }) => isWeb(to) && !isWeb(from));
    expect(outside.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
    const node = IMPORTS.filter(({ from, target }) => isWeb(from) && target.startsWith('node:'));
    expect(node).toEqual([]);
  });

  it('no file but cli/ reads a clock, the environment or the process', () => {
    const breaches = FILES.filter((file) => !file.startsWith('cli/')).flatMap((file) =>
      [OUTSIDE_CLI.exec(codeOf(file))?.[0]].flatMap((hit) => (hit ? [`${file}: ${hit}`] : [])),
    );
    expect(breaches).toEqual([]);
  });

  it('no file evaluates text, draws random numbers or reaches for a network', () => {
    const breaches = FILES.flatMap((file) =>
      [EVERYWHERE.exec(codeOf(file))?.[0]].flatMap((hit) => (hit ? [`${file}: ${hit}`] : [])),
    );
    expect(breaches).toEqual([]);
  });
});

describe('sizes', () => {
  it('a file is one idea: at most 250 lines, unless it is named with a reason', () => {
    const lines = (file: string): number => (SOURCES.get(file) ?? '').trimEnd().split('\n').length;
    expect(FILES.filter((file) => lines(file) > 250)).toEqual(Object.keys(LONG));
    expect(lines('verify.ts')).toBeLessThanOrEqual(120);
  });

  it('every file begins with a comment that says what it is', () => {
    expect(FILES.filter((file) => !SOURCES.get(file)?.startsWith('// '))).toEqual([]);
  });
});

describe('documents', () => {
  const pages = [
    ...['README.md', 'SECURITY.md', 'CONTRIBUTING.md'],
    ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ];

  it.each(pages)('%s names files that are there', (page) => {
    const named = readFileSync(page, 'utf8').matchAll(
      /`((?:src|test|scripts|exporter|fixtures|bench|docs|schemas|kernel)\/[A-Za-z0-9_./-]+)`/g,
    );
    const gone = [...named].flatMap(([, path = '']) => (existsSync(path) ? [] : [path]));
    expect(gone).toEqual([]);
  });
});
