// The kit as one archive: everything under one folder, in the order of the manifest, with a fixed time.

import yazl from 'yazl';

const TIME = new Date(1980, 0, 1);

/** @param folder that all files are put under */
export function zipOf(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of files)
    zip.addBuffer(Buffer.from(content), `${folder}/${path}`, { mtime: TIME, mode: 0o100644 });
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('error', reject);
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
  });
}
