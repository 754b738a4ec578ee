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
        if (way === 'act') return connectors.act(rehearsal);
        return connectors.message(way, rehearsal);
      };
      const live = choose(false);
      expect(live.by === 'hand' ? 'by-hand' : live.port.connector).toBe(by);
      expect(choose(true)).toMatchObject({ by: 'port', port: { connector: 'sandbox' } });
      await closeLedger(ledger);
    },
  );

  test('a channel that does not exist is a mistake of ours, not a sandbox', async () => {
    const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
    expect(() => createConnectors(sandboxConfig(), ledger).message('fax', false)).toThrow('no channel fax');
    await closeLedger(ledger);
  });
});
