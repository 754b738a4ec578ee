import { connect, createServer, type Socket } from 'node:net';

/** A connection to a real server that can be cut and mended, as a network does it. */
export interface Wire {
  address: string;
  /** Breaks what is open and refuses what is new. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cuttable(to: string): Promise<Wire> {
  const [host = '127.0.0.1', port = '0'] = to.split(':');
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => undefined);
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const local = typeof address === 'object' && address ? address.port : 0;
  const breakAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `127.0.0.1:${local}`,
    cut() {
      whole = false;
      breakAll();
    },
    mend() {
      whole = true;
    },
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
