// `npm run page`: writes dist/softqcos-verify.html, and says by which digests it is known.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildPage } from './build/page.js';

const FILE = 'dist/softqcos-verify.html';
const { html, fingerprint } = await buildPage();
mkdirSync('dist', { recursive: true });
writeFileSync(FILE, html);
console.log(`${FILE}: ${Buffer.byteLength(html)} bytes
sha256       ${createHash('sha256').update(html).digest('hex')}
fingerprint  ${fingerprint}`);
