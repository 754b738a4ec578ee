import type { ErrorTable } from '../domain/errors.ts';
import { EXIT } from './exit.ts';

/** An error as a command reports it. */
export interface Report {
  code: string;
  message: string;
  /** What to do next. */
  doThis: string;
  exit: number;
}

/** Codes of Node's sockets and files that are no bug of ours. */
const SYSTEM = /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|EAI_)/;
const FILES = /^(EACCES|EISDIR|ENOENT|ENOSPC|ENOTDIR|EPERM|EROFS)$/;
const GRPC_UNAVAILABLE = [4, 14];

const UNREACHABLE = new Set(['FT-CMD-NOT-RUNNING', 'FT-CMD-STARTING', 'FT-CMD-TEMPORAL', 'FT-CMD-ENDED']);

/** Gives an error its code, exit code and advice. What nobody foresaw is our bug. */
export async function report(error: unknown): Promise<Report> {
  const code = codeOf(error);
  const words = error instanceof Error ? (fileWords(error) ?? error.message) : String(error);
  const message = words.replaceAll(`${code}: `, '');
  return { code, message, exit: exitOf(code), doThis: await adviceFor(code) };
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not open it',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

/** What Node says of a file that cannot be opened, in plain words. */
function fileWords(error: NodeJS.ErrnoException): string | undefined {
  const fault = FILE_FAULTS[error.code ?? ''];
  return fault === undefined || error.path === undefined ? undefined : `${error.path}: ${fault}.`;
}

function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = (each as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('FT-')) return code;
    if (typeof code === 'number' && GRPC_UNAVAILABLE.includes(code)) return 'FT-CMD-TEMPORAL';
    if (/^(ServiceError|TransportError|Undelivered)$/.test(each.name)) return 'FT-CMD-TEMPORAL';
    if (typeof code === 'string' && SYSTEM.test(code)) return 'FT-CMD-TEMPORAL';
    if (typeof code === 'string' && FILES.test(code)) return 'FT-CMD-FILE';
  }
  return 'FT-CMD-BUG';
}

function exitOf(code: string): number {
  if (code === 'FT-CMD-BUG') return EXIT.bug;
  if (code === 'FT-CMD-USAGE') return EXIT.usage;
  if (UNREACHABLE.has(code)) return EXIT.unreachable;
  return /^FT-(LED|EMB)-/.test(code) ? EXIT.unreachable : EXIT.refused;
}

/** The advice that docs/errors.md gives for the code. */
async function adviceFor(code: string): Promise<string> {
  return (await tables())[code]?.doThis ?? '';
}

async function tables(): Promise<ErrorTable> {
  const [
    command,
    client,
    embedded,
    config,
    procedure,
    facts,
    calendar,
    messages,
    ledger,
    intake,
    statement,
    verify,
    dryRun,
  ] = await Promise.all([
    import('./errors.ts'),
    import('../client/errors.ts'),
    import('../embedded/errors.ts'),
    import('../connectors/config/errors.ts'),
    import('../domain/procedure/errors.ts'),
    import('../domain/procedure/factErrors.ts'),
    import('../domain/calendar/errors.ts'),
    import('../domain/messages/errors.ts'),
    import('../ledger/errors.ts'),
    import('../domain/intake/errors.ts'),
    import('../domain/statement/errors.ts'),
    import('../domain/verify/errors.ts'),
    import('../domain/dryRun/errors.ts'),
  ]);
  return {
    ...command.COMMAND_ERRORS,
    ...client.CLIENT_ERRORS,
    ...embedded.EMBEDDED_ERRORS,
    ...config.CONFIG_ERRORS,
    ...procedure.PROCEDURE_ERRORS,
    ...facts.FACT_ERRORS,
    ...calendar.CALENDAR_ERRORS,
    ...messages.MESSAGE_ERRORS,
    ...ledger.LEDGER_ERRORS,
    ...intake.MAPPING_ERRORS,
    ...intake.LIST_ERRORS,
    ...intake.ROW_ERRORS,
    ...intake.REPORT_ERRORS,
    ...statement.STATEMENT_ERRORS,
    ...verify.LOOK_UP_ERRORS,
    ...dryRun.DRY_RUN_ERRORS,
  };
}
