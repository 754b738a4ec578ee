import { createServer, type Socket } from 'node:net';

/** Remembers a connection, to end it with the rest; whoever hangs up may do so in the middle of something. */
type Keep = <S extends Socket>(socket: S) => S;

/** Listens in the place of a mail server. `onOpen` is told of each connection, which is kept already. */
export async function between(
  onOpen: (open: Socket, kept: Keep) => void,
): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const kept: Keep = (socket) => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy());
  };
  const server = createServer((open) => onOpen(kept(open), kept));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
