import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Each has its row for every vendor among the faults in docs/operations.md. */
export const BREAKS = [
  /** Does the work and breaks the connection: the answer is lost. */
  'accept-then-drop',
  /** Breaks the connection before anything is done. */
  'drop',
  /** Does the work and never answers. */
  'accept-then-silence',
] as const;

/** What a double does with the next request that fits, instead of answering as it should. */
export type Fault =
  | (typeof BREAKS)[number]
  | { status: number; headers?: Record<string, string>; body?: unknown };

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  rawQuery: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Said {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Double {
  url: string;
  /** Every request that came in, in order: "PUT /api/v2/tickets/7". */
  asked: Asked[];
  /** The next request whose method and path begin like that misbehaves. */
  next(fault: Fault, of?: string): void;
  /** Called before a request is answered, so that something can come in between. */
  before: (asked: Asked) => void | Promise<void>;
  close(): Promise<void>;
}

/** A real HTTP server in the place of a vendor's, on a free port of this machine. */
export async function double(answer: (asked: Asked) => Said): Promise<Double> {
  const faults: { fault: Fault; of: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void take(request, response, Buffer.concat(chunks).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const self: Double = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    asked: [],
    next: (fault, of = '') => void faults.push({ fault, of }),
    before: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function take(request: IncomingMessage, response: ServerResponse, body: string) {
    const url = new URL(request.url ?? '/', self.url);
    const { pathname: path, searchParams: query, search } = url;
    const asked = {
      method: request.method ?? '',
      path,
      query,
      rawQuery: search,
      headers: request.headers,
      body,
    };
    self.asked.push(asked);
    const index = faults.findIndex(({ of }) => `${asked.method} ${path}`.startsWith(of));
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    if (fault === 'drop') return void request.socket.destroy();
    if (typeof fault === 'object') return say(response, fault);
    await self.before(asked);
    const said = answer(asked);
    if (fault === 'accept-then-drop') return void request.socket.destroy();
    if (fault === 'accept-then-silence') return;
    say(response, said);
  }
  return self;
}

function say(response: ServerResponse, { status, headers = {}, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
