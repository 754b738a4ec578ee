import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Authority } from '../../support/certificates.ts';

/** What stands in front of a server without TLS, and lets in only who has a certificate. */
export interface TlsDoor {
  address: string;
  /** From now on it shows a certificate by the first of these, and lets in who has one by any of them. */
  accepts(shown: Authority, ...others: Authority[]): Promise<void>;
  /** By whom the certificates of those are issued who are connected now. */
  within(): string[];
  /** How many came without one that is accepted. */
  refused(): number;
  /** Breaks everything that is open. */
  cut(): void;
  close(): Promise<void>;
}

export async function tlsDoor(to: string, host: string, first: Authority): Promise<TlsDoor> {
  const [far = '127.0.0.1', port = '0'] = to.split(':');
  const open = new Map<TLSSocket, string>();
  let refused = 0;
  const secured = async (shown: Authority, ...others: Authority[]) => ({
    ...(await shown.issue(host)),
    ca: [shown, ...others].map(({ cert }) => cert),
  });
  const strict = { requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] };
  const server = createServer({ ...(await secured(first)), ...strict }, (near) => {
    const behind = connect(Number(port), far);
    open.set(near, String(near.getPeerCertificate().issuer.CN));
    near.on('close', () => {
      open.delete(near);
      behind.destroy();
    });
    behind.on('close', () => near.destroy());
    for (const socket of [near, behind]) socket.on('error', () => undefined);
    near.pipe(behind).pipe(near);
  });
  server.on('tlsClientError', () => {
    refused += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async accepts(shown, ...others) {
      server.setSecureContext(await secured(shown, ...others));
    },
    within: () => [...open.values()],
    refused: () => refused,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
