// Lets a file change while it is read: WHILE_READ=shrink or replace, and what is meant ends in victim.zip.
const fs = require('node:fs');

const { openSync, readSync } = fs;
const opened = new Map();
fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  opened.delete(file);
  if (String(path).endsWith('victim.zip')) opened.set(file, { path, reads: 0 });
  return file;
};
fs.readSync = (file, bytes, ...rest) => {
  const victim = opened.get(file);
  // The whole of it is read at once; before that, its beginning was.
  if (victim !== undefined && bytes.length > 1_024 && victim.reads === 0) {
    victim.reads = 1;
    if (process.env.WHILE_READ === 'shrink') fs.truncateSync(victim.path, 1_000);
    else {
      fs.copyFileSync(victim.path, `${victim.path}.other`);
      fs.renameSync(`${victim.path}.other`, victim.path);
    }
  }
  return readSync(file, bytes, ...rest);
};
