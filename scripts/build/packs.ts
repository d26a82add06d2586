// The command in a few files: what is needed at the same time is in one file, and what a run does not need is not read. esbuild
// cuts the program where it imports on demand; the pieces are then joined, pack by pack. A piece is in one pack alone, and is
// initialised when it is first asked for.

import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

export interface Pack {
  /** The name of the file. */
  readonly file: string;
  /** Source files whose pieces belong here with all that these import, unless an earlier pack has them. */
  readonly needs: readonly string[];
}

export interface Packed {
  /** Content by the name of the file. The first pack is the program, and exports what its source exports. */
  readonly files: ReadonlyMap<string, string>;
  /** Every file that went in. */
  readonly inputs: readonly string[];
}

type Pieces = ReadonlyMap<string, { readonly code: string; readonly pack: string }>;

/** Cuts and packs the program that begins in the first source of the first pack. What no pack needs goes to the last. */
export async function pack(options: BuildOptions, packs: readonly Pack[]): Promise<Packed> {
  const entry = packs[0]?.needs[0] ?? '';
  const cut = await build({
    ...options,
    entryPoints: { [PROGRAM]: entry },
    format: 'esm',
    splitting: true,
    outdir: '.',
    write: false,
    metafile: true,
  });
  const owner = owners(cut.metafile, packs);
  const pieces: Pieces = new Map(
    cut.outputFiles.map(({ path, text }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return [name, { code: text, pack: owner.get(name) ?? '' }];
    }),
  );
  const files = packs.map(async ({ file }): Promise<[string, string]> => {
    const { outputFiles } = await build({
      ...options,
      stdin: { contents: contentsOf(file, pieces), loader: 'js' },
      plugins: [piecesOf(file, pieces)],
      format: 'cjs',
      // Whoever loads these files may have another `require`, and no `import`: an executable has both from its own assets.
      supported: { 'dynamic-import': false },
      write: false,
    });
    return [file, outputFiles[0]?.text ?? ''];
  });
  return { files: new Map(await Promise.all(files)), inputs: Object.keys(cut.metafile.inputs) };
}

const PROGRAM = 'program';

/** Which pack each piece belongs to. */
function owners({ outputs }: Metafile, packs: readonly Pack[]): ReadonlyMap<string, string> {
  const owner = new Map<string, string>();
  const give = (piece: string, file: string): void => {
    if (owner.has(piece)) return;
    owner.set(piece, file);
    for (const { path, kind } of outputs[piece]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs) give(path, file);
  };
  for (const { file, needs } of packs)
    for (const source of needs) {
      const piece = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source);
      if (piece === undefined) throw new Error(`${source} is not imported on demand`);
      give(piece, file);
    }
  for (const piece of Object.keys(outputs)) give(piece, packs.at(-1)?.file ?? '');
  return owner;
}

/** A pack hands out its pieces by name; the program besides is what it exports. */
function contentsOf(file: string, pieces: Pieces): string {
  const own = [...pieces].filter(([, { pack }]) => pack === file).map(([name]) => name);
  const getters = own.map((name) => `get "${name}"(){return require("./${name}")}`);
  const program = own.includes(`${PROGRAM}.js`) ? `...require("./${PROGRAM}.js"),` : '';
  return `module.exports={${program}pieces:{${getters.join(',')}}}`;
}

/** Resolves pieces: those of this pack are its own, those of another are asked of that pack. */
function piecesOf(file: string, pieces: Pieces): Plugin {
  return {
    name: 'pieces',
    setup: ({ onResolve, onLoad }) => {
      // What is no piece is a file that is built by itself.
      onResolve({ filter: /^\.\// }, ({ path }) =>
        pieces.has(path.slice(2))
          ? { path: path.slice(2), namespace: 'piece' }
          : { path, external: true },
      );
      onLoad({ filter: /./, namespace: 'piece' }, ({ path }) => {
        const piece = pieces.get(path);
        if (piece?.pack === file) return { contents: piece.code, resolveDir: '.' };
        return { contents: `module.exports=require("./${piece?.pack}").pieces["${path}"]` };
      });
    },
  };
}
