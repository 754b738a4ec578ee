import type { Ledger } from '../ledger/connect.ts';
import type { Config, Route, Way } from './config/config.ts';
import { judged } from './errors/judged.ts';
import type { ActPort, AnyItem, MessagePort, NotePort, Port } from './ports.ts';
import { mailSecret } from '../ledger/inbox/leads.ts';
import { sandbox } from './sandbox.ts';
import { sandboxOfRehearsals } from './sandboxOrders.ts';
import { smtp } from './smtp/smtp.ts';
import { webhook } from './webhook/webhook.ts';

/** A person does it, or a port does. */
export type WayOut<P> = { by: 'hand' } | { by: 'port'; port: P };

export interface Connectors {
  /** For a message on a channel. A rehearsal gets the sandbox, whatever is configured. */
  message: (channel: string, rehearsal: boolean) => WayOut<MessagePort>;
  note: (rehearsal: boolean) => WayOut<NotePort>;
  /** To the house's own people. */
  tell: (rehearsal: boolean) => WayOut<NotePort>;
  act: (rehearsal: boolean) => WayOut<ActPort>;
}

/** The one place where a case gets its connectors: no other code knows the real ones. */
export function createConnectors(config: Config, ledger: Ledger): Connectors {
  const safe: WayOut<Port<AnyItem>> = { by: 'port', port: sandbox(ledger) };
  const rehearsed: WayOut<Port<AnyItem>> = { by: 'port', port: sandboxOfRehearsals(ledger) };
  const real = Object.fromEntries(
    Object.entries(config.routes).map(([way, route]) => [way, wayOut(route, safe, ledger, config.errors)]),
  ) as Record<Way, WayOut<Port<AnyItem>>>;
  const choose = (way: string, rehearsal: boolean) => {
    const chosen = real[way as Way];
    if (!chosen) throw new Error(`there is no channel ${way}`);
    return rehearsal ? rehearsed : chosen;
  };
  return {
    message: (channel, rehearsal) => choose(channel, rehearsal),
    note: (rehearsal) => choose('note', rehearsal),
    tell: (rehearsal) => choose('tell', rehearsal),
    act: (rehearsal) => choose('act', rehearsal),
  };
}

function wayOut(
  route: Route,
  safe: WayOut<Port<AnyItem>>,
  ledger: Ledger,
  own: Config['errors'],
): WayOut<Port<AnyItem>> {
  const real = (port: Port<AnyItem>): WayOut<Port<AnyItem>> => ({ by: 'port', port: judged(port, own) });
  switch (route.by) {
    case 'sandbox':
      return safe;
    case 'by-hand':
      return { by: 'hand' };
    case 'webhook':
      return real(webhook(route.settings));
    case 'smtp':
      // The configuration allows it for email only, which carries messages only.
      return real(smtp(route.settings, () => mailSecret(ledger)));
  }
}
