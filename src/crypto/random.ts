// Random bytes by Node, against collisions that are made on purpose. They decide no result. Without Node random.web.ts stands in.

import { randomBytes } from 'node:crypto';

export function randomBytesOf(length: number): Uint8Array {
  return randomBytes(length);
}
