import type { Looked, LookUpName } from '../../domain/verify/answers.ts';
import type { NoteWords } from '../../domain/verify/finding.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Config } from '../config/config.ts';
import type { LookUpRoute } from '../config/lookUps.ts';
import { acuityLookUps } from '../acuity/lookUps.ts';
import { keapLookUps } from '../keap/opens.ts';
import type { LookUpPort } from './port.ts';
import { sandboxLookUps } from './sandbox.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import { webhookLookUps } from './webhook.ts';

export interface LookUps {
  /** For one look-up. A rehearsal gets the sandbox, whatever is configured. */
  port: (name: LookUpName, rehearsal: boolean) => LookUpPort;
  /** Words in notes that stop contact. */
  words: NoteWords;
  /** Where phone numbers without a country code are. */
  country: string;
  /** The role that supplies reports and hears of discrepancies; null: the owner of the case. */
  suppliers: string | null;
}

/**
 * The one place where a case gets its look-ups.
 * @param scenario what sandbox systems answer; without it nothing is ever new
 */
export function createLookUps(
  config: Config,
  ledger: Ledger,
  scenario: readonly ScriptedAnswer[] = [],
): LookUps {
  const sandbox = sandboxLookUps(ledger, scenario);
  const { words, country, suppliers } = config.lookUps;
  const real = Object.fromEntries(
    Object.entries(config.lookUps.routes).map(([name, route]) => [
      name,
      portOf(route, sandbox, ledger, country),
    ]),
  ) as Record<LookUpName, LookUpPort>;
  return { port: (name, rehearsal) => (rehearsal ? sandbox : real[name]), words, country, suppliers };
}

function portOf(route: LookUpRoute, sandbox: LookUpPort, ledger: Ledger, country: string): LookUpPort {
  switch (route.by) {
    case 'sandbox':
      return sandbox;
    case 'by-hand':
      return byHand;
    case 'acuity':
      return acuityLookUps(route.settings, country);
    case 'keap':
      return keapLookUps(route.settings, ledger);
    case 'webhook':
      return webhookLookUps(route.settings);
  }
}

/** Nobody has connected the system: a person looks right before an irreversible act, and only then. */
const byHand: LookUpPort = {
  connector: 'by-hand',
  look: async <Name extends LookUpName>(): Promise<Looked<Name>> => ({ readable: false, why: 'by-hand' }),
};
