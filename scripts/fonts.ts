// Makes src/layout/pdf/fonts/: the typefaces of the PDF report, cut down to the scripts that its text is set in. Run it after
// a change of the font packages; a test compares what is committed with what this makes.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package has no types. */
const subset: (font: Uint8Array, text: string, options: object) => Promise<Buffer> = createRequire(
  import.meta.url,
)('subset-font');

/** First and last code points: Latin with Extended-A, Greek, Cyrillic, punctuation. */
const COMMON = [
  ...[0x20, 0x7e, 0xa1, 0xac, 0xae, 0x17f, 0x384, 0x3ce, 0x400, 0x45f, 0x490, 0x491],
  ...[0x2010, 0x2027, 0x2030, 0x203a, 0x20ac, 0x20ac, 0x2116, 0x2116, 0x2122, 0x2122],
];
/** The rest of Latin, Greek and Cyrillic, marks, currency and letter-like signs, arrows, shapes. */
const ALL = [
  ...COMMON,
  ...[0x180, 0x24f, 0x259, 0x259, 0x2b0, 0x383, 0x3cf, 0x3ff, 0x460, 0x52f, 0x1e00, 0x1eff],
  ...[0x2010, 0x205e, 0x2070, 0x209f, 0x20a0, 0x20c0, 0x2100, 0x214f, 0x2190, 0x2195],
  ...[0x2212, 0x2265, 0x25a0, 0x25ff],
];

type Face = readonly [name: string, file: string, blocks: number[], features: string[]];

/**
 * Files in fonts/: package, file, blocks and features. What the last, for headings, does not have is set in the first. Kerning is
 * for headings: at the size of a table it cannot be seen, and it would take most of the time.
 */
const FACES: Readonly<Record<string, Face>> = {
  text: ['noto-sans', '400Regular/NotoSans_400Regular.ttf', ALL, []],
  strong: ['noto-sans', '600SemiBold/NotoSans_600SemiBold.ttf', ALL, []],
  mono: ['noto-sans-mono', '400Regular/NotoSansMono_400Regular.ttf', ALL, []],
  title: ['noto-serif', '600SemiBold/NotoSerif_600SemiBold.ttf', COMMON, ['kern']],
};

/** What src/layout/pdf/fonts/<face>.json holds, as text. */
export async function fontFile(face: string): Promise<string> {
  const [name, file, blocks, features] = FACES[face] ?? ['', '', [], []];
  const manifest = createRequire(import.meta.url).resolve(
    `@expo-google-fonts/${name}/package.json`,
  );
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const bytes = await subset(readFileSync(join(dirname(manifest), file)), characters(blocks), {
    targetFormat: 'sfnt',
    noHinting: true,
    noLayoutClosure: true,
    keepFeatures: features,
    // 13 and 14 are the licence, which the licence itself wants kept.
    preserveNameIds: [0, 1, 2, 3, 4, 5, 6, 13, 14],
    dropTables: [
      ...['STAT', 'MATH', 'meta', 'DSIG', 'gasp', 'GDEF', 'GSUB'],
      ...(features.length === 0 ? ['GPOS'] : []),
    ],
  });
  return `${JSON.stringify(
    {
      from: `@expo-google-fonts/${name} ${version}, ${file}`,
      licence: 'OFL-1.1, see OFL.txt',
      data: bytes.toString('base64'),
    },
    null,
    2,
  )}\n`;
}

export const FACE_NAMES: readonly string[] = Object.keys(FACES);

function characters(blocks: readonly number[]): string {
  const points = new Set<number>();
  for (let i = 0; i < blocks.length; i += 2)
    for (let at = blocks[i] ?? 0; at <= (blocks[i + 1] ?? 0); at += 1) points.add(at);
  return String.fromCodePoint(...points);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../src/layout/pdf/fonts/', import.meta.url));
  for (const face of FACE_NAMES) writeFileSync(join(folder, `${face}.json`), await fontFile(face));
}
