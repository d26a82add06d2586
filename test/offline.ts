// Runs before every test file: the suite must not reach a network, so every way out throws.

import dns from 'node:dns';
import net from 'node:net';

const refuse = (): never => {
  throw new Error('the tests must not use the network');
};
net.Socket.prototype.connect = refuse;
net.createConnection = refuse;
net.connect = refuse;
dns.lookup = refuse as unknown as typeof dns.lookup;
globalThis.fetch = refuse;
