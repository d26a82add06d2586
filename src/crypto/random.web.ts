// Random bytes by the Web Crypto API, which has them in every context.

export function randomBytesOf(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
