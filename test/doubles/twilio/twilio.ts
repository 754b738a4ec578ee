import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fieldsProblem, LONGEST_BODY, LONGEST_VALIDITY } from './fields.ts';
import { callAs, type Fields } from './signed.ts';

/** Each has its row among the faults in docs/operations.md. */
export const TWILIO_BREAKS = [
  /** Takes the request and breaks the connection. */
  'take-then-drop',
  /** Breaks the connection and takes nothing. */
  'drop',
  /** Takes the request and answers when it is too late. */
  'take-then-silence',
] as const;

/** What it does next instead of what it should. */
export type TwilioFault =
  | (typeof TWILIO_BREAKS)[number]
  /** `taken`: it does what was asked, and the gateway in front of it says this all the same. */
  | { status: number; code?: number; headers?: Record<string, string>; taken?: true };

export interface KeptMessage {
  sid: string;
  direction: 'outbound-api' | 'inbound';
  status: string;
  fields: Fields;
  errorCode: number | null;
  at: number;
}

/** A strict stand-in for Twilio: refuses what Twilio refuses, with its codes, and misbehaves on script. */
export class TwilioDouble {
  /** Its own, for tests that have a time of their own. */
  clock: () => number = Date.now;
  readonly accountSid = `AC${'1'.repeat(32)}`;
  readonly token = 'the auth token of the test';
  readonly number = '+15550100100';
  url = '';
  /** Newest last. */
  readonly messages: KeptMessage[] = [];
  readonly calls: { sid: string; fields: Fields }[] = [];
  /** Numbers that have texted STOP. */
  readonly optedOut = new Set<string>();
  /** Requests that were refused, and why. */
  readonly refused: number[] = [];
  requests = 0;
  /** Whom our number tells of texts that come in. */
  smsUrl = '';
  smsFallbackUrl = '';
  private readonly faults: TwilioFault[] = [];
  private readonly server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  next(...faults: TwilioFault[]): void {
    this.faults.push(...faults);
  }

  sent(): KeptMessage[] {
    return this.messages.filter(({ direction }) => direction === 'outbound-api');
  }

  /** Somebody texts our number; its webhook is somebody else's matter. */
  incoming(from: string, text: string, at = Date.now()): KeptMessage {
    const fields = { To: this.number, From: from, Body: text };
    return this.keep({ direction: 'inbound', status: 'received', fields, at });
  }

  /** Tells our gateway what became of a text. */
  async report(
    message: KeptMessage,
    status: string,
    to: { publicUrl: string; gateway: string; errorCode?: number },
  ): Promise<{ status: number; body: string }> {
    message.status = status;
    message.errorCode = to.errorCode ?? null;
    const fields = {
      AccountSid: this.accountSid,
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      To: message.fields['To'] ?? '',
      From: this.number,
      ...(to.errorCode === undefined ? {} : { ErrorCode: String(to.errorCode) }),
    };
    return callAs(this.token, { url: message.fields['StatusCallback'] ?? '', fields, ...to });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.requests += 1;
    const fault = this.faults.shift();
    if (fault === 'drop') return void request.socket.destroy();
    const body = Buffer.concat(chunks).toString('utf8');
    if (typeof fault === 'object' && fault.taken) this.answer(request, body);
    const answer =
      typeof fault === 'object'
        ? problem(fault.status, fault.code ?? 20_000 + fault.status)
        : this.answer(request, body);
    if (fault === 'take-then-drop') return void request.socket.destroy();
    if (fault === 'take-then-silence') return;
    if (answer.status >= 400) this.refused.push((answer.body as { code: number }).code);
    const headers = typeof fault === 'object' ? fault.headers : {};
    response.writeHead(answer.status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(answer.body));
  }

  private answer({ method, url = '', headers }: IncomingMessage, body: string): Answered {
    const { pathname, searchParams } = new URL(url, this.url);
    const login = `Basic ${Buffer.from(`${this.accountSid}:${this.token}`).toString('base64')}`;
    if (headers.authorization !== login) return problem(401, 20_003);
    const base = `/2010-04-01/Accounts/${this.accountSid}`;
    if (method === 'POST' && headers['content-type'] !== 'application/x-www-form-urlencoded')
      return problem(400, 20_001);
    const given = new URLSearchParams(body);
    if (method === 'POST' && pathname === `${base}/Messages.json`) return this.newMessage(given);
    if (method === 'POST' && pathname === `${base}/Calls.json`) return this.newCall(given);
    if (method === 'GET' && pathname === `${base}/Messages.json`) return this.list(searchParams);
    if (method === 'GET' && pathname === `${base}.json`)
      return { status: 200, body: { sid: this.accountSid, status: 'active' } };
    if (method === 'GET' && pathname === `${base}/IncomingPhoneNumbers.json`)
      return { status: 200, body: this.numbers(searchParams.get('PhoneNumber')) };
    const one = this.messages.find(({ sid }) => pathname === `${base}/Messages/${sid}.json`);
    return method === 'GET' && one ? { status: 200, body: shown(one) } : problem(404, 20_404);
  }

  private numbers(asked: string | null): object {
    const ours = { phone_number: this.number, sms_url: this.smsUrl, sms_fallback_url: this.smsFallbackUrl };
    const found = asked === null || asked === this.number ? [ours] : [];
    return { incoming_phone_numbers: found, next_page_uri: null };
  }

  private newMessage(given: URLSearchParams): Answered {
    const fields: Fields = Object.fromEntries(given);
    const { To, From, MessagingServiceSid, Body = '', ValidityPeriod = '1' } = fields;
    if (To === undefined) return problem(400, 21_604);
    if (!/^\+[1-9]\d{6,14}$/.test(To)) return problem(400, 21_211);
    if (fieldsProblem('POST Messages', given) !== null) return problem(400, 20_001);
    if (From !== this.number && MessagingServiceSid === undefined) return problem(400, 21_606);
    if (Body === '') return problem(400, 21_619);
    if (Body.length > LONGEST_BODY) return problem(400, 21_617);
    if (Number(ValidityPeriod) < 1 || Number(ValidityPeriod) > LONGEST_VALIDITY) return problem(400, 20_001);
    if (this.optedOut.has(To)) return problem(400, 21_610);
    const kept = this.keep({ direction: 'outbound-api', status: 'queued', fields, at: this.clock() });
    return { status: 201, body: shown(kept) };
  }

  private newCall(given: URLSearchParams): Answered {
    const fields: Fields = Object.fromEntries(given);
    if (fieldsProblem('POST Calls', given) !== null) return problem(400, 20_001);
    if (fields['From'] !== this.number) return problem(400, 21_210);
    if (!fields['Url'] && !fields['Twiml']) return problem(400, 21_205);
    const sid = `CA${randomBytes(16).toString('hex')}`;
    this.calls.push({ sid, fields });
    return { status: 201, body: { sid, status: 'queued', to: fields['To'], from: fields['From'] } };
  }

  /** Newest first; their list knows days only, and comes in pages of 50, or of up to 1,000 when asked so. */
  private list(asked: URLSearchParams): Answered {
    if (fieldsProblem('GET Messages', asked) !== null) return problem(400, 20_001);
    const since = asked.get('DateSent>') ?? '';
    const to = asked.get('To');
    const found = this.messages
      .filter(({ fields }) => to === null || fields['To'] === to)
      .filter(({ at }) => new Date(at).toISOString().slice(0, 10) >= since.slice(0, 10))
      .reverse();
    const [size, page] = [Number(asked.get('PageSize') ?? 50), Number(asked.get('Page') ?? 0)];
    // A page begins behind the last text of the one before, whatever has come in meanwhile.
    const from = found.findIndex(({ sid }) => asked.get('PageToken') === `PA${sid}`) + 1;
    if (page > 0 !== from > 0) return problem(400, 20_001);
    const shownNow = found.slice(from, from + size);
    const next = new URLSearchParams(asked);
    next.set('PageSize', String(size));
    next.set('Page', String(page + 1));
    next.set('PageToken', `PA${shownNow.at(-1)?.sid ?? ''}`);
    const more = found.length > from + size;
    const path = `/2010-04-01/Accounts/${this.accountSid}/Messages.json?${next.toString()}`;
    const messages = shownNow.map(shown);
    return { status: 200, body: { messages, next_page_uri: more ? path : null, page, page_size: size } };
  }

  private keep(given: Omit<KeptMessage, 'sid' | 'errorCode'>): KeptMessage {
    const kept = { ...given, sid: `SM${randomBytes(16).toString('hex')}`, errorCode: null };
    this.messages.push(kept);
    return kept;
  }
}

interface Answered {
  status: number;
  body: object;
}

function problem(status: number, code: number): Answered {
  const message = `refused with ${code}`;
  return { status, body: { code, message, more_info: 'https://www.example.com/errors', status } };
}

function shown({ sid, direction, status, fields, errorCode, at }: KeptMessage): object {
  const day = new Date(at).toUTCString();
  return {
    sid,
    direction,
    status,
    to: fields['AddressRetention'] === 'obfuscate' ? `${fields['To']?.slice(0, -4)}XXXX` : fields['To'],
    from: fields['From'] ?? null,
    body: fields['ContentRetention'] === 'discard' ? '' : fields['Body'],
    num_media: '0',
    num_segments: '1',
    error_code: errorCode,
    date_created: day,
    date_updated: day,
    // What waits in their queue has not been sent.
    date_sent: status === 'queued' ? null : day,
  };
}
