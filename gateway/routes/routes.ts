import { ImportRunner } from '../imports/runner.ts';
import type { Api, Parts } from './api.ts';
import { bulkRoute } from './bulk.ts';
import { caseRoutes } from './cases.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { contactRuleRoutes } from './contactRules.ts';
import { deliveryRoutes } from './deliveries.ts';
import { importRoutes } from './imports.ts';
import { inboundRoutes } from './inbound.ts';
import { inboxRoutes } from './inbox.ts';
import { intakeRoutes } from './intake.ts';
import { outboxRoutes } from './outbox.ts';
import { parkedRoutes } from './parked.ts';
import { peopleRoutes } from './people.ts';
import { procedureRoutes } from './procedures.ts';
import { receivableRoutes } from './receivables.ts';
import { rehearsalRoutes } from './rehearsals.ts';
import { replyRoutes } from './replies.ts';
import { reportRoutes } from './reports.ts';
import { taskRoutes } from './tasks.ts';
import { uploadRoutes } from './uploads.ts';
import { versionRoutes } from './versions.ts';

/** Everything below /v1. */
export function apiRoutes(api: Api, parts: Parts): void {
  const runner = new ImportRunner(parts.client, parts.judge, api.log);
  api.addHook('onListen', async () => runner.start());
  api.addHook('onClose', () => runner.stop());
  api.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
  intakeRoutes(api, parts);
  bulkRoute(api, parts);
  replyRoutes(api, parts);
  inboundRoutes(api, parts);
  inboxRoutes(api, parts);
  caseRoutes(api, parts);
  commandRoutes(api, parts);
  taskRoutes(api, parts);
  uploadRoutes(api, parts, runner);
  importRoutes(api, parts);
  reportRoutes(api, parts);
  receivableRoutes(api, parts);
  procedureRoutes(api, parts);
  versionRoutes(api, parts);
  rehearsalRoutes(api, parts);
  contactRuleRoutes(api, parts);
  outboxRoutes(api, parts);
  channelRoutes(api, parts);
  parkedRoutes(api, parts);
  deliveryRoutes(api, parts);
  peopleRoutes(api, parts);
}
