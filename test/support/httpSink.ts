import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** Each has its row among the faults in docs/operations.md. */
export const HTTP_BREAKS = [
  /** Takes the request and breaks the connection. */
  'take-then-drop',
  /** Takes the request and never answers. */
  'take-then-silence',
] as const;

/** What the sink answers next; 200 when nothing is scripted. */
export type HttpFault =
  | number
  | (typeof HTTP_BREAKS)[number]
  | { status: number; headers?: Record<string, string>; body?: string };

export interface ReceivedPost {
  id: string;
  body: string;
  data: Record<string, unknown>;
  type: string;
}

export interface HttpSink {
  url: string;
  secret: string;
  /** Every request with a right signature. */
  received: ReceivedPost[];
  /** Different webhook-ids among them: what a receiver that knows its standard acts on. */
  ids(): string[];
  /** Requests whose signature was wrong. */
  forged: number;
  connections: number;
  next(...faults: HttpFault[]): void;
  close(): Promise<void>;
}

/** A real HTTP server that checks Standard Webhooks signatures, keeps what it gets and misbehaves as scripted. */
export async function httpSink(): Promise<HttpSink> {
  const secret = `whsec_${Buffer.from('a key of the test, 32 bytes long').toString('base64')}`;
  const faults: HttpFault[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')));
  });
  server.on('connection', () => {
    sink.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const sink: HttpSink = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`,
    secret,
    received: [],
    ids: () => [...new Set(sink.received.map(({ id }) => id))],
    forged: 0,
    connections: 0,
    next: (...more) => void faults.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: string) {
    try {
      const payload = new Webhook(secret).verify(
        body,
        request.headers as Record<string, string>,
      ) as ReceivedPost;
      sink.received.push({
        id: String(request.headers['webhook-id']),
        body,
        data: payload.data,
        type: payload.type,
      });
    } catch {
      sink.forged += 1;
      response.writeHead(401).end();
      return;
    }
    const fault = faults.shift() ?? 200;
    if (fault === 'take-then-silence') return;
    if (fault === 'take-then-drop') {
      request.socket.destroy();
      return;
    }
    const { status, headers = {}, body: words = '' } = typeof fault === 'number' ? { status: fault } : fault;
    response.writeHead(status, headers).end(words);
  }
  return sink;
}
