/** What an error of the other side means for us (SND-8). */
export type ErrorClass =
  /** Surely not taken: try again soon. */
  | 'retry'
  /** Surely not taken, and not for hours. */
  | 'retry-later'
  /** This address never. */
  | 'permanent-recipient'
  /** Our side is wrong: nobody is reached until a person has repaired it. */
  | 'permanent-config'
  | 'opt-out'
  /** Perhaps taken. */
  | 'ambiguous'
  /** Not known: a person looks at it. */
  | 'unknown'
  /** It had been taken before. */
  | 'done';

export type ConnectorReason =
  | 'unreachable'
  | 'busy'
  | 'mailbox-full'
  | 'address-refused'
  | 'policy-refused'
  | 'login-refused'
  | 'request-refused'
  | 'redirected'
  | 'ambiguous'
  | 'unknown-answer'
  | 'taken-before';

/** What was seen of the other side. */
export interface Signal {
  over: 'smtp' | 'http';
  /** Reply code or HTTP status; null when there was no answer. */
  status: number | null;
  /** Enhanced status code of SMTP, such as "5.1.1". */
  enhanced?: string | null;
  /** How far it had come. `content`: the message, or any byte of the request, may have reached the other side. */
  stage: 'connect' | 'login' | 'recipient' | 'content';
  /** Our own side refused to even try: a missing password, an address that is none. */
  refusedHere?: boolean;
}

export interface Verdict {
  class: ErrorClass;
  reason: ConnectorReason;
  /** The fault lies with the channel, not with this message: it is stopped for everybody. */
  stopsChannel: boolean;
}

interface Row extends Partial<Pick<Signal, 'stage' | 'refusedHere'>> {
  over: Signal['over'];
  /** "4xx", "550", "none"; absent: any. */
  status?: string[];
  enhanced?: RegExp;
  class: ErrorClass;
  reason: ConnectorReason;
  stopsChannel?: true;
}

/** The first row that fits decides. The one place that says what a code means. */
export const ERROR_TABLE: readonly Row[] = [
  {
    over: 'smtp',
    refusedHere: true,
    stage: 'login',
    class: 'permanent-config',
    reason: 'login-refused',
    stopsChannel: true,
  },
  {
    over: 'smtp',
    refusedHere: true,
    stage: 'recipient',
    class: 'permanent-recipient',
    reason: 'address-refused',
  },
  { over: 'smtp', status: ['none'], stage: 'content', class: 'ambiguous', reason: 'ambiguous' },
  { over: 'smtp', status: ['none'], class: 'retry', reason: 'unreachable' },
  { over: 'smtp', status: ['552'], class: 'retry-later', reason: 'mailbox-full' },
  { over: 'smtp', enhanced: /^[45]\.2\.2$/, class: 'retry-later', reason: 'mailbox-full' },
  {
    over: 'smtp',
    status: ['530', '534', '535', '538'],
    class: 'permanent-config',
    reason: 'login-refused',
    stopsChannel: true,
  },
  {
    over: 'smtp',
    status: ['5xx'],
    enhanced: /^5\.1\./,
    class: 'permanent-recipient',
    reason: 'address-refused',
  },
  {
    over: 'smtp',
    status: ['5xx'],
    enhanced: /^5\.7\./,
    class: 'permanent-config',
    reason: 'policy-refused',
    stopsChannel: true,
  },
  {
    over: 'smtp',
    status: ['550', '551', '553', '556'],
    enhanced: /^$/,
    stage: 'recipient',
    class: 'permanent-recipient',
    reason: 'address-refused',
  },
  {
    over: 'smtp',
    status: ['500', '501', '502', '503', '504'],
    class: 'permanent-config',
    reason: 'request-refused',
  },
  { over: 'smtp', status: ['4xx'], class: 'retry', reason: 'busy' },
  { over: 'smtp', class: 'unknown', reason: 'unknown-answer' },

  { over: 'http', status: ['none'], stage: 'content', class: 'ambiguous', reason: 'ambiguous' },
  { over: 'http', status: ['none'], class: 'retry', reason: 'unreachable' },
  { over: 'http', status: ['409'], class: 'done', reason: 'taken-before' },
  { over: 'http', status: ['408', '425', '429'], class: 'retry', reason: 'busy' },
  {
    over: 'http',
    status: ['401', '403', '407'],
    class: 'permanent-config',
    reason: 'login-refused',
    stopsChannel: true,
  },
  {
    over: 'http',
    status: ['400', '404', '405', '410', '411', '413', '414', '415', '422', '431'],
    class: 'permanent-config',
    reason: 'request-refused',
  },
  { over: 'http', status: ['3xx'], class: 'permanent-config', reason: 'redirected' },
  { over: 'http', status: ['5xx'], class: 'retry', reason: 'busy' },
  { over: 'http', class: 'unknown', reason: 'unknown-answer' },
];

/** Says what a signal means. */
export function classify(signal: Signal): Verdict {
  const row = ERROR_TABLE.find((candidate) => fits(candidate, signal));
  if (!row) throw new Error(`the error table has no last row for ${signal.over}`);
  return { class: row.class, reason: row.reason, stopsChannel: row.stopsChannel ?? false };
}

function fits(row: Row, signal: Signal): boolean {
  return (
    row.over === signal.over &&
    (row.refusedHere ?? false) === (signal.refusedHere ?? false) &&
    (row.stage === undefined || row.stage === signal.stage) &&
    (row.enhanced === undefined || row.enhanced.test(signal.enhanced ?? '')) &&
    (row.status === undefined || row.status.some((pattern) => matches(pattern, signal.status)))
  );
}

function matches(pattern: string, status: number | null): boolean {
  if (status === null) return pattern === 'none';
  const code = String(status);
  return pattern.endsWith('xx') ? code.length === 3 && code[0] === pattern[0] : code === pattern;
}
