import { askSystem } from '../activities/verify/ask.ts';
import { REASONS } from '../activities/reasons.ts';
import { caseIdOf } from '../client/caseId.ts';
import type { Judge, Verdict } from '../client/index.ts';
import type { Config } from '../connectors/config/config.ts';
import { createLookUps, type LookUps } from '../connectors/lookups/lookUps.ts';
import type { Question } from '../connectors/lookups/port.ts';
import type { NewCase } from '../domain/intake/row.ts';
import { readInstant } from '../domain/procedure/instant.ts';
import { verifiedIn } from '../domain/procedure/timetable.ts';
import type { Instant } from '../domain/program/program.ts';
import { type Looked, LOOK_UP_NAMES, type LookUpName } from '../domain/verify/answers.ts';
import { lastAttemptNoted } from '../domain/verify/contactsMade.ts';
import type { Circumstances, Finding, Named } from '../domain/verify/finding.ts';
import { judge } from '../domain/verify/judge.ts';
import type { ScriptedAnswer } from '../domain/verify/reading/scripted.ts';
import { verdictOf } from '../domain/verify/verdict.ts';
import type { Ledger } from '../ledger/connect.ts';

/** After so many rows in a row a silent system is left alone for a while: a long list must not wait for each row. */
const SILENT_ROWS = 3;
const LEFT_ALONE_MS = 60_000;

const MET = {
  booked: 'What was waited for is booked already.',
  'checked-in': 'The check-in has been handed in.',
  paid: 'Nothing overdue is left.',
};

type Given = Parameters<Judge>[1];

/**
 * Judges the rows of a list by the look-ups that their procedure makes before every contact (section 4 of the SOPs):
 * booked or handed in is not needed, a note that stops contact and a system that cannot be read hold, what the systems
 * contradict is a discrepancy, and attempts that their notes show are not made again.
 * @param scenario what sandbox look-ups answer
 * @returns absent where no look-up is connected: nothing could say anything
 */
export function judgeRows(
  config: Config,
  ledger: Ledger,
  scenario: readonly ScriptedAnswer[] = [],
): Judge | undefined {
  const { routes } = config.lookUps;
  const connected = LOOK_UP_NAMES.filter((name) =>
    routes[name].by === 'sandbox'
      ? scenario.some((line) => line.name === name)
      : routes[name].by !== 'by-hand',
  );
  if (connected.length === 0) return undefined;
  const lookUps = createLookUps(config, ledger, scenario);
  const silence = new Silence();
  return async (row, given) => {
    const names = connected.filter((name) => verifiedIn(given.procedure, row.variant).includes(name));
    if (names.length === 0) return { open: {} };
    const circumstances = circumstancesOf(row, given, lookUps);
    const asked = await Promise.all(
      names.map(async (name) => {
        const looked =
          silence.of(name) ?? (await ask(lookUps, name, row, dayZeroOf(row, given), circumstances));
        silence.heard(name, looked);
        return { name, looked, finding: judge(name, looked, circumstances) };
      }),
    );
    const findings = asked.map(({ name, finding }): Named => ({ ...finding, name }));
    const made = asked.map(({ looked }) => attemptsIn(looked, circumstances));
    const verdict = verdictOf(findings.filter(({ finding }) => !CASES_OWN.includes(finding)));
    return verdictIn(verdict, findings, Math.max(0, ...made));
  };
}

/** When to keep a distance to contacts made outside is for the case itself, before each contact. */
const CASES_OWN: readonly Finding['finding'][] = ['made-outside', 'already-contacted'];

function verdictIn(verdict: Named, findings: Named[], attemptsMade: number): Verdict {
  switch (verdict.finding) {
    case 'met':
      return { notNeeded: verdict.remark ?? MET[verdict.condition] };
    case 'hold':
      return { held: REASONS[verdict.reason] };
    case 'discrepancy':
      return {
        discrepancy: `Looked up ${spoken(verdict.name)}: expected ${verdict.expected}; found ${verdict.found}.`,
      };
    case 'unreadable': {
      const names = findings
        .filter(({ finding }) => finding === 'unreadable')
        .map(({ name }) => spoken(name));
      return { held: `Could not be looked up: ${names.join(' and ')}. Import it again later.` };
    }
    default: {
      const remarks = findings.flatMap((each) => ('remark' in each && each.remark ? [each.remark] : []));
      return { open: { attemptsMade, ...(remarks.length > 0 ? { remark: remarks.join(' ') } : {}) } };
    }
  }
}

function circumstancesOf(row: NewCase, given: Given, { words, country }: LookUps): Circumstances {
  const { procedure, mapping, now } = given;
  return {
    kind: 'contact',
    now,
    zone: row.contact.zone ?? mapping.zone,
    // The first contact may be by telephone: the number is compared before there is a case.
    channel: 'text',
    phone: row.contact.phone ?? null,
    country: mapping.country ?? country,
    since: Math.min(dayZeroOf(row, given) ?? now, now),
    lastAttempt: null,
    attempt: null,
    attemptsCalled: spoken(procedure.procedure),
    distanceDays: 1,
    settled: new Set(),
    words,
  };
}

function dayZeroOf(row: NewCase, { procedure }: Given): Instant | null {
  const read = readInstant(row.facts[procedure.clock.dayZero] ?? '');
  return 'at' in read ? read.at : null;
}

async function ask<Name extends LookUpName>(
  lookUps: LookUps,
  name: Name,
  row: NewCase,
  dayZero: Instant | null,
  { since, now }: Circumstances,
): Promise<Looked<Name>> {
  const { procedure, source, id: occurrence, contact, variant } = row;
  const { email = null, phone = null, portal = null } = contact;
  const question: Question<Name> = {
    name,
    case: { id: caseIdOf({ procedure, source, occurrence }), procedure, source, occurrence },
    variant,
    dayZero,
    client: { email, phone, portal },
    since,
    at: now,
    openedAt: now,
  };
  return (await askSystem(lookUps, question, false)).looked;
}

/** How many attempts the notes on contacts show since the count began; 0 for what other look-ups say. */
function attemptsIn(looked: Looked, { since, attemptsCalled }: Circumstances): number {
  if (!looked.readable || !looked.known || looked.matchedBy === 'name' || !('contacts' in looked.data))
    return 0;
  const { contacts } = looked.data;
  return (
    lastAttemptNoted(
      contacts.filter(({ at }) => at >= since),
      attemptsCalled ?? '',
    ) ?? 0
  );
}

function spoken(name: string): string {
  return name.replaceAll('-', ' ');
}

/** Which systems have not answered lately. */
class Silence {
  readonly #rows = new Map<LookUpName, number>();
  readonly #until = new Map<LookUpName, number>();

  /** What a system that is left alone counts as saying; null: ask it. */
  of(name: LookUpName): Looked<never> | null {
    return Date.now() < (this.#until.get(name) ?? 0) ? { readable: false, why: 'unreachable' } : null;
  }

  heard(name: LookUpName, looked: Looked): void {
    const silent = !looked.readable && (looked.why === 'unreachable' || looked.why === 'no-answer-in-time');
    if (silent && this.of(name)) return;
    const rows = silent ? (this.#rows.get(name) ?? 0) + 1 : 0;
    this.#rows.set(name, rows % SILENT_ROWS);
    if (silent && rows >= SILENT_ROWS) this.#until.set(name, Date.now() + LEFT_ALONE_MS);
  }
}
