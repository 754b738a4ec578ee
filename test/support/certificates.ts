import { generate } from 'selfsigned';

/** A certificate and its key, in PEM. */
export interface Pair {
  cert: string;
  key: string;
}

/** An authority that certificates are issued by. */
export interface Authority {
  name: string;
  cert: string;
  issue(name: string): Promise<Pair>;
}

const MADE = { keyType: 'ec', algorithm: 'sha256' } as const;

/** An authority of the test's own: no private key is kept anywhere. */
export async function authority(name: string): Promise<Authority> {
  const { cert, private: key } = await generate(named(name), {
    ...MADE,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return {
    name,
    cert,
    async issue(host) {
      const issued = await generate(named(host), { ...MADE, ca: { cert, key } });
      return { cert: issued.cert, key: issued.private };
    },
  };
}

const named = (name: string) => [{ name: 'commonName', value: name }];
