import { type Config, type Route, sandboxConfig } from '../../../connectors/config/config.ts';
import { type HttpSink, httpSink } from '../../support/httpSink.ts';
import { type SmtpSink, smtpSink } from '../../support/smtpSink.ts';

/** A configuration in which every way out and every look-up is a real one, and the servers that it leads to. */
export interface Configured {
  config: Config;
  mail: SmtpSink;
  web: HttpSink;
  close(): Promise<void>;
}

export async function everythingConfigured(): Promise<Configured> {
  const [mail, web] = await Promise.all([smtpSink(), httpSink()]);
  const hook = { url: web.url, secret: web.secret };
  const smtp: Route = {
    by: 'smtp',
    settings: {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      from: 'team@example.com',
      messageIdSecret: 'an example of a secret',
    },
  };
  const config = sandboxConfig();
  for (const way of Object.keys(config.routes) as (keyof Config['routes'])[])
    config.routes[way] = way === 'email' ? smtp : { by: 'webhook', settings: hook };
  for (const name of Object.keys(config.lookUps.routes) as (keyof Config['lookUps']['routes'])[])
    config.lookUps.routes[name] = { by: 'webhook', settings: hook };
  return { config, mail, web, close: async () => void (await Promise.all([mail.close(), web.close()])) };
}
