import type { Ledger } from '../../ledger/connect.ts';
import type { Accounts } from '../config/accounts.ts';
import { type Config, WAYS } from '../config/config.ts';
import { checkAcuity } from '../acuity/check.ts';
import { checkHappyfox } from '../happyfox/check.ts';
import { checkKeap } from '../keap/check.ts';
import { checkSlack } from '../slack/check.ts';
import { checkTwilio } from '../twilio/check.ts';
import { checkZendesk } from '../zendesk/check.ts';
import type { Finding } from './finding.ts';
import { checkDurability } from './durability.ts';
import { checkFeeds } from './feeds.ts';
import { checkImap } from './imap.ts';
import { checkSmtp } from './smtp.ts';
import { checkWebhook } from './webhook.ts';

/** What is found about one part of the configuration. */
export interface Checked extends Finding {
  /** Which part: "email", "inbound", "connectors". */
  of: string;
}

/** A way out, or that of a look-up. */
interface AnyRoute {
  by: string;
  settings?: unknown;
}

/** What is to be said where nothing outside is reached. */
type Words = Record<'sandbox' | 'by-hand', string>;
const SENT: Words = {
  sandbox: 'Nothing real is reached: followthrough outbox shows it.',
  'by-hand': 'People do it: followthrough tasks.',
};
const LOOKED_UP: Words = {
  sandbox: 'No real system is read: nothing is ever new.',
  'by-hand': 'A person looks, right before what cannot be undone.',
};

type Look<S> = (settings: S) => Promise<Finding[]>;

/** How each vendor's account is looked at. Whoever adds a vendor adds a line. */
const ACCOUNTS: { [Vendor in keyof Accounts]?: Look<NonNullable<Accounts[Vendor]>> } = {
  twilio: checkTwilio,
  zendesk: checkZendesk,
  happyfox: checkHappyfox,
  slack: checkSlack,
  acuity: checkAcuity,
};

/**
 * Looks at every connector that is configured: what works, what is missing and what a fix is. Contacts nobody: whatever
 * is asked of another system changes nothing there.
 * @param ledger null: nothing runs, so what needs the ledger is not looked at
 */
export async function checkConnectors(config: Config, ledger: Ledger | null): Promise<Checked[]> {
  const looks: [string, string, Promise<Finding[]>][] = [
    ...WAYS.map((way) => part(way, config.routes[way], SENT)),
    ...Object.entries(config.acts).map(([act, route]) => part(`act ${act}`, route, SENT)),
    ...Object.entries(config.lookUps.routes).map(([name, route]) =>
      part(`look-up ${name}`, route, LOOKED_UP),
    ),
    ...Object.entries(config.accounts).map(([vendor, settings]): [string, string, Promise<Finding[]>] => [
      'connectors',
      vendor,
      account(vendor as keyof Accounts, settings, ledger),
    ]),
    ...(ledger
      ? ([
          ['ledger', 'postgresql', checkDurability(ledger)],
          ['inbound', 'reading', checkFeeds(ledger)],
        ] satisfies [string, string, Promise<Finding[]>][])
      : []),
    ...config.inbound.mailboxes.map((box): [string, string, Promise<Finding[]>] => [
      'inbound',
      `imap ${box.name}`,
      checkImap(box),
    ]),
  ];
  const found = await Promise.all(
    looks.map(async ([of, connector, look]) =>
      (await look.catch((error: unknown) => [unforeseen(connector, error)])).map((each) => ({ of, ...each })),
    ),
  );
  return found.flat();
}

function part(of: string, route: AnyRoute, words: Words): [string, string, Promise<Finding[]>] {
  return [of, route.by, wayOut(route, words)];
}

async function wayOut({ by, settings }: AnyRoute, words: Words): Promise<Finding[]> {
  switch (by) {
    case 'sandbox':
    case 'by-hand':
      return [{ connector: by, state: 'works', what: words[by] }];
    case 'smtp':
      return checkSmtp(settings as Parameters<typeof checkSmtp>[0]);
    case 'webhook':
      return checkWebhook(settings as Parameters<typeof checkWebhook>[0]);
    default:
      return [{ connector: by, state: 'works', what: 'Uses the account under connectors.' }];
  }
}

async function account(vendor: keyof Accounts, settings: unknown, ledger: Ledger | null): Promise<Finding[]> {
  if (vendor === 'keap' && ledger) return checkKeap(settings as NonNullable<Accounts['keap']>, ledger);
  if (vendor === 'keap') {
    const fix = 'Start Followthrough, and check again.';
    return [
      { connector: vendor, state: 'unknown', what: 'The ledger has its login, and nothing runs.', fix },
    ];
  }
  const look = ACCOUNTS[vendor] as Look<unknown> | undefined;
  if (look) return look(settings);
  return [{ connector: vendor, state: 'unknown', what: 'Nobody can look at it from here.' }];
}

function unforeseen(connector: string, error: unknown): Finding {
  const why = error instanceof Error ? error.message : String(error);
  return {
    connector,
    state: 'broken',
    what: `It could not be looked at: ${why}`,
    fix: 'Check its settings.',
  };
}
