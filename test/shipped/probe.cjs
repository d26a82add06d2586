'use strict';

// Put before the main script of an executable by sandbox.check.ts: the same runtime and flags, and code that tries what the
// sandbox must not let it do. `hang` and `throw` break a run while it is on its way; `try` tries the ways out.
globalThis.goOn = (() => {
  const [mode, ...words] = process.argv.splice(2, 1)[0].split('=');
  const zlib = require('node:zlib');
  const { Duplex } = require('node:stream');

  if (mode === 'hang' || mode === 'throw') {
    const value = () => {
      if (mode === 'throw')
        setImmediate(() => {
          throw new Error('stray');
        });
      return new Duplex({ read: () => undefined, write: () => undefined });
    };
    Object.defineProperty(zlib, 'createInflateRaw', { value, configurable: true });
    // What one call cannot inflate goes through the stream.
    const fail = () => {
      throw new Error('inflated by a stream');
    };
    Object.defineProperty(zlib, 'inflateRawSync', { value: fail, configurable: true });
    return true;
  }

  const out = words.join('=');
  const fs = require('node:fs');
  const { compileFunction } = require('node:vm');
  const made = { exports: {} };
  const text = require('node:sea').getAsset('confine.cjs', 'utf8');
  compileFunction(text, ['module', 'exports', 'require'])(made, made.exports, require);
  const disk = made.exports.confine({ files: out === '' ? [] : [out], folders: [] });

  const events = (emitter, good) =>
    new Promise((resolve, reject) => emitter.on(good, resolve).on('error', reject));
  const WAYS = {
    socket: () => events(require('node:net').connect(9, '127.0.0.1'), 'connect'),
    listen: () => events(require('node:net').createServer().listen(0, '127.0.0.1'), 'listening'),
    datagram: () =>
      new Promise((resolve, reject) => {
        const socket = require('node:dgram').createSocket('udp4');
        socket.on('error', reject);
        socket.send('x', 9, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
      }),
    dns: () => require('node:dns').promises.lookup('localhost'),
    resolver: () => require('node:dns').promises.resolve4('softqcos.example'),
    fetch: () => fetch('http://127.0.0.1:9/'),
    child: () => require('node:child_process').execFileSync('/bin/true'),
    fork: () => events(require('node:child_process').fork('/dev/null'), 'spawn'),
    cluster: async () => require('node:cluster').fork(),
    inspector: async () => require('node:inspector').open(0),
    addon: async () => process.dlopen({ exports: {} }, '/nowhere/addon.node'),
    wasi: async () => new (require('node:wasi').WASI)({ version: 'preview1' }),
    eval: async () => new Function('return 1')(),
    write: async () => fs.writeFileSync(`${out}elsewhere`, 'x'),
    overwrite: async () => fs.appendFileSync('/etc/hostname', ''),
    remove: async () => fs.unlinkSync('/nowhere/at/all'),
    link: async () => fs.symlinkSync('/nowhere', `${out}link`),
    // The program's threads are of this kind.
    thread: () => {
      const path = JSON.stringify(`${out}elsewhere`);
      const program = `require('node:fs').writeFileSync(${path}, 'x')`;
      const thread = new made.exports.threads.Worker(program, { eval: true });
      return events(thread, 'exit');
    },
    regain: async () => {
      if (process.permission.has('fs.write')) throw new Error('it has the right to write');
      throw Object.assign(new Error(), { code: 'ERR_ACCESS_DENIED' });
    },
    ...(disk && { writerElsewhere: () => disk.open(`${out}elsewhere`, 'wx') }),
    ...(disk && { writerRename: () => disk.rename(`${out}.1.tmp`, `${out}elsewhere`) }),
    ...(disk && { writerFolder: () => disk.mkdir(`${out}folder`) }),
  };
  const refused = (error) => error.cause?.code ?? error.code ?? error.name;
  const attempt = async ([name, way]) => {
    // Some report their refusal where nobody waits for it.
    const stray = new Promise((_, reject) => {
      process.once('uncaughtException', reject);
    });
    const late = new Promise((resolve) => setTimeout(resolve, 2000));
    try {
      const done = way();
      await Promise.race([done, stray, late.then(() => Promise.reject(new Error('silence')))]);
      return [name, 'allowed'];
    } catch (error) {
      return [name, refused(error)];
    } finally {
      process.removeAllListeners('uncaughtException');
    }
  };
  (async () => {
    const results = {};
    for (const way of Object.entries(WAYS)) {
      const [name, result] = await attempt(way);
      results[name] = result;
    }
    if (disk) {
      const file = await disk.open(`${out}.1.tmp`, 'wx');
      await file.appendFile(Buffer.from('whole'));
      await file.close();
      await disk.rename(`${out}.1.tmp`, out);
    }
    process.stdout.write(JSON.stringify(results), () => process.exit(0));
  })();
  return false;
})();
