// SHA-1 by noble, for the name of a certificate and nothing else (sha1.ts).

export { sha1 } from '@noble/hashes/legacy.js';
