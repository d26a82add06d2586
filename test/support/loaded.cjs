// Required before the command: prints which files of dist/ it had loaded when it ended.

const { basename, sep } = require('node:path');

process.on('exit', () => {
  const own = Object.keys(require.cache).filter((file) => file.includes(`${sep}dist${sep}`));
  process.stderr.write(`${own.map((file) => basename(file)).join('\n')}\n`);
});
