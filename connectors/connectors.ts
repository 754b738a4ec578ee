import { keepTry } from '../ledger/channels/tries.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Config, Route, Way } from './config/config.ts';
import { lacksAgreement } from './config/health.ts';
import { ConnectorError } from './errors/connectorError.ts';
import { judged } from './errors/judged.ts';
import type { ActPort, AnyItem, MessagePort, NotePort, Port } from './ports.ts';
import { mailSecret } from '../ledger/inbox/leads.ts';
import { happyfox } from './happyfox/happyfox.ts';
import { keap } from './keap/keap.ts';
import { sandbox } from './sandbox.ts';
import { sandboxOfRehearsals } from './sandboxOrders.ts';
import { slack } from './slack/slack.ts';
import { smtp } from './smtp/smtp.ts';
import { twilioText } from './twilio/text.ts';
import { webhook } from './webhook/webhook.ts';
import { zendesk } from './zendesk/zendesk.ts';

/** A person does it, or a port does. */
export type WayOut<P> = { by: 'hand' } | { by: 'port'; port: P };

export interface Connectors {
  /** For a message on a channel. A rehearsal gets the sandbox, whatever is configured. */
  message: (channel: string, rehearsal: boolean) => WayOut<MessagePort>;
  note: (rehearsal: boolean) => WayOut<NotePort>;
  /** To the house's own people. */
  tell: (rehearsal: boolean) => WayOut<NotePort>;
  /** For an act by its name. */
  act: (rehearsal: boolean, name: string) => WayOut<ActPort>;
}

/** The one place where a case gets its connectors: no other code knows the real ones. */
export function createConnectors(config: Config, ledger: Ledger): Connectors {
  const safe: WayOut<Port<AnyItem>> = { by: 'port', port: sandbox(ledger) };
  const rehearsed: WayOut<Port<AnyItem>> = { by: 'port', port: sandboxOfRehearsals(ledger) };
  const real = Object.fromEntries(
    Object.entries(config.routes).map(([way, route]) => [way, guardedWay(route, safe, ledger, config, way)]),
  ) as Record<Way, WayOut<Port<AnyItem>>>;
  const acts = new Map(
    Object.entries(config.acts).map(([name, route]) => [
      name,
      guardedWay(route, safe, ledger, config, 'act'),
    ]),
  );
  const choose = (way: string, rehearsal: boolean) => {
    const chosen = real[way as Way];
    if (!chosen) throw new Error(`there is no channel ${way}`);
    return rehearsal ? rehearsed : chosen;
  };
  return {
    message: (channel, rehearsal) => choose(channel, rehearsal),
    note: (rehearsal) => choose('note', rehearsal),
    tell: (rehearsal) => choose('tell', rehearsal),
    act: (rehearsal, name) => (rehearsal ? rehearsed : (acts.get(name) ?? real.act)),
  };
}

/** The configuration was refused before; whoever comes here by another way is refused as well (LAW-10). */
function guardedWay(
  route: Route,
  safe: WayOut<Port<AnyItem>>,
  ledger: Ledger,
  config: Config,
  way: string,
): WayOut<Port<AnyItem>> {
  const missing = lacksAgreement(route, config.contactRules.health);
  const chosen = wayOut(route, safe, ledger, config.errors, way);
  if (missing === null || chosen.by === 'hand') return chosen;
  const signal = {
    over: 'http',
    status: null,
    code: 'cannot-carry',
    stage: 'connect',
    refusedHere: true,
  } as const;
  const { port } = chosen;
  const { connector, repeatable } = port;
  const deliver = async () => {
    throw new ConnectorError(signal, `No agreement with ${missing} is on record for health data.`);
  };
  return {
    by: 'port',
    port: judged({ connector, repeatable, prepare: (item) => port.prepare(item), deliver }, config.errors),
  };
}

function wayOut(
  route: Route,
  safe: WayOut<Port<AnyItem>>,
  ledger: Ledger,
  own: Config['errors'],
  way: string,
): WayOut<Port<AnyItem>> {
  const real = (port: Port<AnyItem>): WayOut<Port<AnyItem>> => ({ by: 'port', port: judged(port, own) });
  switch (route.by) {
    case 'sandbox':
      return safe;
    case 'by-hand':
      return { by: 'hand' };
    case 'webhook':
      return real(webhook(route.settings, (tried) => keepTry(ledger, tried)));
    case 'keap':
      return real(keap(route.settings, ledger));
    case 'zendesk':
      return real(zendesk(route.settings, ledger, way !== 'email'));
    case 'happyfox':
      return real(happyfox(route.settings, ledger, way !== 'email'));
    case 'twilio':
      // Texts only, as the configuration says.
      return real(twilioText(route.settings, ledger));
    case 'slack':
      return real(slack(route.settings, ledger));
    case 'smtp':
      // The configuration allows it for email only, which carries messages only.
      return real(smtp(route.settings, () => mailSecret(ledger)));
  }
}
