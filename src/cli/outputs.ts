// What a run writes. One rule in one place: no output is an input of the run, under whatever name, link or path, and no two outputs
// are one file. A file that exists is replaced by a report of the run, which says so, and otherwise only with --force.

import { VerifierError } from '../base/errors.js';
import { identityOf, isDevice, isFolder, isPresent, readSmall } from './files.js';
import type { Staged } from './files-out.js';
import { usage } from './flags.js';
import { type Io, notice } from './io.js';

/** Most runs write nothing but their result. */
const writing = () => import('./files-out.js');

/** A file that the command line names, and where it names it. */
export interface NamedFile {
  readonly path: string;
  /** `--trust-root`, `the bundle`. */
  readonly as: string;
  /** Lines are added to it: it may be there, and what it holds stays. */
  readonly grows?: true;
  /** Read by later runs, if not by this one. */
  readonly kept?: boolean;
}

/** Of a file that its owner alone may read. */
const OWNER_ONLY = 0o600;

export interface OutputRule {
  /** Existing files may be replaced: asked for, or the outputs are reports that every run makes anew. */
  readonly replace: boolean;
}

export class Outputs {
  readonly #inputs = new Map<string, NamedFile>();
  readonly #outputs: readonly NamedFile[];
  readonly #rule: OutputRule;
  readonly #io: Io;

  private constructor(outputs: readonly NamedFile[], rule: OutputRule, io: Io) {
    this.#outputs = outputs;
    this.#rule = rule;
    this.#io = io;
  }

  /**
   * Settles what a run may write before it begins.
   * @throws VerifierError ERR_USAGE if an output is an input or another output; ERR_OUTPUT_EXISTS
   */
  static async of(
    inputs: readonly NamedFile[],
    outputs: readonly NamedFile[],
    rule: OutputRule,
    io: Io,
  ): Promise<Outputs> {
    const made = new Outputs(outputs, rule, io);
    await made.spare(inputs);
    return made;
  }

  /** Inputs that the run has learnt of. @throws VerifierError as `of` */
  async spare(inputs: readonly NamedFile[]): Promise<void> {
    for (const input of inputs) {
      const identity = await identityOf(input.path);
      if (!this.#inputs.has(identity)) this.#inputs.set(identity, input);
    }
    const seen = new Map<string, NamedFile>();
    for (const output of this.#outputs) {
      const identity = await identityOf(output.path);
      const other = seen.get(identity);
      if (other !== undefined)
        throw usage(`${output.as}: ${output.path} is what ${other.as} writes as well`);
      seen.set(identity, output);
    }
    for (const output of this.#outputs) await this.#refuse(output);
  }

  /** Writes a file whole or not at all. @throws VerifierError as `of`, ERR_OUTPUT_UNWRITABLE */
  async write(
    { path, as }: NamedFile,
    content: string | Uint8Array,
    { secret = false }: { readonly secret?: boolean } = {},
  ): Promise<void> {
    await this.#refuse({ path, as });
    const replaced = await isPresent(path);
    const mode = secret ? OWNER_ONLY : undefined;
    await (await writing()).writeWhole(path, content, this.#io.disk, mode);
    if (replaced) await notice(this.#io, `replaced: ${path}`);
  }

  /**
   * Adds lines to a file, or begins it: whole or not at all, and only if it still holds what was read.
   * @throws VerifierError as `of`, ERR_OUTPUT_UNWRITABLE; ERR_CUSTODY_UNREADABLE or the like by `read`
   */
  async append(
    { path, as }: NamedFile,
    lines: Uint8Array,
    { before, read }: { readonly before: Uint8Array; readonly read: () => Promise<Uint8Array> },
  ): Promise<void> {
    await this.#refuse({ path, as, grows: true });
    const held = async (): Promise<Uint8Array> => {
      const now = await read();
      if (Buffer.from(now).equals(before)) return now;
      throw new VerifierError('ERR_OUTPUT_UNWRITABLE', `${path}: somebody else added to it`, {
        hint: 'run it again',
      });
    };
    await (await writing()).appendWhole(path, held, lines, this.#io.disk);
  }

  /** Writes a stream under another name; it gets its own when it is committed. @throws as `write` */
  async stage(
    { path, as }: NamedFile,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<Staged> {
    await this.#refuse({ path, as });
    const staged = await (await writing()).stageWhole(path, chunks, this.#io.disk);
    const commit = async (): Promise<void> => {
      // Again, as late as can be: the run may have taken minutes.
      await this.#refuse({ path, as }).catch(async (error: unknown) => {
        await staged.discard();
        throw error;
      });
      const replaced = await isPresent(path);
      await staged.commit();
      if (replaced) await notice(this.#io, `replaced: ${path}`);
    };
    return { ...staged, commit };
  }

  /** Writes a file that must never be lost: one with the same bytes may be there, one with others may not. */
  async keep({ path, as }: NamedFile, content: Uint8Array): Promise<void> {
    const there = await isPresent(path);
    if (there) {
      const held = await readSmall(path, content.length, 'ERR_OUTPUT_EXISTS').catch(
        () => undefined,
      );
      if (held !== undefined && Buffer.from(held).equals(content)) return;
      throw exists({ path, as }, 'move it away, or name another folder');
    }
    await this.#refuse({ path, as });
    await (await writing()).writeInFolder(path, content, this.#io.disk);
  }

  async #refuse(output: NamedFile): Promise<void> {
    const input = this.#inputs.get(await identityOf(output.path));
    if (input !== undefined)
      throw usage(
        `${output.as}: ${output.path} is ${input.as}${input.path === output.path ? '' : ` (${input.path})`}, which ${input.kept === true ? '"trust add" and "trust update" alone replace' : 'this run reads'}`,
        'write to another file',
      );
    if (await isFolder(output.path))
      throw new VerifierError('ERR_OUTPUT_UNWRITABLE', `${output.as}: ${output.path} is a folder`, {
        hint: 'name a file in it',
      });
    // A file is written beside and renamed: root would put a file in the place of /dev/null.
    if (isDevice(output.path))
      throw new VerifierError('ERR_OUTPUT_UNWRITABLE', `${output.as}: ${output.path} is no file`, {
        hint: `leave ${output.as} out: the result goes to standard output, which the shell sends anywhere`,
      });
    if (output.grows !== true && !this.#rule.replace && (await isPresent(output.path)))
      throw exists(output, 'name another file, or add --force to replace it');
  }
}

function exists({ path, as }: NamedFile, hint: string): VerifierError {
  return new VerifierError('ERR_OUTPUT_EXISTS', `${as}: ${path} exists`, { hint });
}
