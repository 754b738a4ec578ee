import { describe, expect, test } from '@jest/globals';
import { ALLOWED, type Config, sandboxConfig, type Route, WAYS } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';

const ROUTES: Record<Route['by'], Route> = {
  sandbox: { by: 'sandbox' },
  'by-hand': { by: 'by-hand' },
  webhook: {
    by: 'webhook',
    settings: { url: 'https://x.example.com', secret: `whsec_${Buffer.alloc(32).toString('base64')}` },
  },
  keap: {
    by: 'keap',
    settings: {
      api: 'https://x.example.com',
      tokenUrl: 'https://x.example.com/token',
      login: { token: 'x' },
      user: '1',
      tags: {},
      plans: [],
      endedTag: null,
    },
  },
  slack: {
    by: 'slack',
    settings: { token: 'xoxb-1', signingSecrets: ['x'], team: 'T012AB3CD', roles: {} },
  },
  zendesk: {
    by: 'zendesk',
    settings: { api: 'https://x.example.com', email: 'a@example.com', token: 'x', sources: [], group: null },
  },
  happyfox: {
    by: 'happyfox',
    settings: {
      api: 'https://x.example.com',
      key: 'x',
      authCode: 'x',
      staff: 1,
      resolved: 'Solved',
      open: 'New',
      sources: [],
      handOver: null,
    },
  },
  twilio: {
    by: 'twilio',
    settings: {
      accountSid: `AC${'0'.repeat(32)}`,
      authTokens: ['x'],
      sender: { from: '+15550100100' },
      publicUrl: 'https://x.example.com',
    },
  },
  smtp: {
    by: 'smtp',
    settings: {
      host: 'x.example.com',
      port: 25,
      security: 'tls',
      from: 'a@example.com',
      messageIdSecret: 'x',
    },
  },
};

describe('Choosing the connector of a case', () => {
  const cases = WAYS.flatMap((way) => ALLOWED[way].map((by) => [way, by] as const));

  test.each(cases)(
    '%s configured as %s: a live case gets it, a rehearsal gets the sandbox',
    async (way, by) => {
      const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
      const config: Config = sandboxConfig();
      config.routes[way] = ROUTES[by];
      const connectors = createConnectors(config, ledger);
      const choose = (rehearsal: boolean) => {
        if (way === 'note') return connectors.note(rehearsal);
        if (way === 'act') return connectors.act(rehearsal, 'proceed');
        return connectors.message(way, rehearsal);
      };
      const live = choose(false);
      expect(live.by === 'hand' ? 'by-hand' : live.port.connector).toBe(by);
      expect(choose(true)).toMatchObject({ by: 'port', port: { connector: 'sandbox' } });
      await closeLedger(ledger);
    },
  );

  test('an act goes to the connector that is named for it, every other act to the one for all others', async () => {
    const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
    const config = sandboxConfig();
    config.routes.act = ROUTES.webhook;
    config.acts = { 'resolve-ticket': ROUTES.zendesk, 'stop-subscription': ROUTES.keap };
    const connectors = createConnectors(config, ledger);
    const chosen = ['resolve-ticket', 'stop-subscription', 'proceed'].map((act) =>
      connectors.act(false, act),
    );
    expect(chosen).toMatchObject(
      ['zendesk', 'keap', 'webhook'].map((connector) => ({ port: { connector } })),
    );
    expect(connectors.act(true, 'resolve-ticket')).toMatchObject({ port: { connector: 'sandbox' } });
    await closeLedger(ledger);
  });

  test('a message inside a ticket is never repeated by itself, a note on it may be', async () => {
    const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
    const config = sandboxConfig();
    config.routes.email = ROUTES.zendesk;
    config.routes.note = ROUTES.zendesk;
    const connectors = createConnectors(config, ledger);
    expect(connectors.message('email', false)).toMatchObject({ port: { repeatable: false } });
    expect(connectors.note(false)).toMatchObject({ port: { repeatable: true } });
    await closeLedger(ledger);
  });

  test('a channel that does not exist is a mistake of ours, not a sandbox', async () => {
    const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
    expect(() => createConnectors(sandboxConfig(), ledger).message('fax', false)).toThrow('no channel fax');
    await closeLedger(ledger);
  });
});
