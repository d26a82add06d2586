// A real Firefox, where there is one, by its own remote protocol (Marionette, which geckodriver speaks too): messages of JSON, each behind
// its length, over a local socket. Only what tests of the page need.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Firefox to test in: `FIREFOX`, or where Debian and others put it. Undefined if there is none. */
export const FIREFOX: string | undefined = [
  process.env['FIREFOX'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
].find((path) => path !== undefined && existsSync(path));

type Answer = readonly [type: 1, id: number, error: { message: string } | null, result: unknown];

export class Firefox {
  version = '';
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #profile: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #held = Buffer.alloc(0);
  #next = 0;

  private constructor(process: ChildProcess, socket: Socket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.on('data', (bytes) => this.#take(bytes));
  }

  /** @param proxy port of a proxy that every request goes to */
  static async start(proxy: number): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
    const preferences = {
      'marionette.port': 0,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxy,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxy,
      'network.proxy.allow_hijacking_localhost': true,
      // No question of its own for settings, again and again.
      'services.settings.server': 'data:,',
      // Nor for modules that play protected films.
      'media.gmp-manager.updateEnabled': false,
      'media.gmp-provider.enabled': false,
    };
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    const words = ['--marionette', '--headless', '--no-remote', '--profile', profile];
    const running = spawn(FIREFOX ?? '', words, {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
    });
    process.once('exit', () => running.kill());
    const socket = await connected(join(profile, 'MarionetteActivePort'));
    const firefox = new Firefox(running, socket, profile);
    const { capabilities } = await firefox.#command<{
      capabilities: { readonly browserVersion: string };
    }>('WebDriver:NewSession', { capabilities: {} });
    firefox.version = `Firefox ${capabilities.browserVersion}`;
    await firefox.#command('WebDriver:SetTimeouts', { script: 600_000 });
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.#command('WebDriver:Navigate', { url });
  }

  /** A command of WebDriver. */
  #command<Result = unknown>(name: string, parameters: object = {}): Promise<Result> {
    this.#next += 1;
    const id = this.#next;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ([, , error, result]) =>
        error === null ? resolve(result as Result) : reject(new Error(error.message)),
      );
    });
  }

  /** @param source an expression; what it promises is waited for */
  async evaluate<T>(source: string): Promise<T> {
    const script = `const [done] = [...arguments].slice(-1); (async () => (${source}))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = await this.#command<{ value: { value: T; error?: string } }>(
      'WebDriver:ExecuteAsyncScript',
      { script, args: [], sandbox: 'default', newSandbox: false },
    );
    if (value.error !== undefined) throw new Error(value.error);
    return value.value;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#command('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    this.#socket.destroy();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true });
  }

  #take(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const colon = this.#held.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#held.subarray(0, colon).toString('latin1'));
      if (this.#held.length < end) return;
      const message: unknown = JSON.parse(this.#held.subarray(colon + 1, end).toString('utf8'));
      this.#held = this.#held.subarray(end);
      // The first message is a greeting.
      if (!Array.isArray(message)) continue;
      const answer = message as unknown as Answer;
      this.#waiting.get(answer[1])?.(answer);
      this.#waiting.delete(answer[1]);
    }
  }
}

/** Waits for the port that the browser writes down once it listens. */
async function connected(file: string): Promise<Socket> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (existsSync(file)) {
      const port = Number(readFileSync(file, 'utf8'));
      if (port > 0)
        return new Promise((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => resolve(socket));
          socket.once('error', reject);
        });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Firefox does not start');
}
