import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addApproval } from './commands/approval.ts';
import { addAutomation } from './commands/automation.ts';
import { addChannels } from './commands/channels/channels.ts';
import { addDeliveries } from './commands/channels/deliveries.ts';
import { addParked } from './commands/channels/parked.ts';
import { addConnectors } from './commands/connectors/check.ts';
import { addBackup, addBackups, addRestore } from './commands/backup/backup.ts';
import { addDoubts, addReconcile } from './commands/backup/reconcile.ts';
import { addCheck } from './commands/check.ts';
import { addChooseResolution } from './commands/chooseResolution.ts';
import { addAllowOnce } from './commands/contactRules/allowOnce.ts';
import { addContactMade } from './commands/contactRules/contactMade.ts';
import { addInconvenient } from './commands/contactRules/inconvenient.ts';
import { addOptIn, addOptOut } from './commands/contactRules/optOut.ts';
import { addOptOuts } from './commands/contactRules/optOuts.ts';
import { addCorrect } from './commands/correct.ts';
import { addDiagram } from './commands/diagram.ts';
import { addDiscrepancies } from './commands/discrepancies.ts';
import { addDispute } from './commands/dispute.ts';
import { addDryRun } from './commands/dryRun.ts';
import { addExplain } from './commands/explain.ts';
import { addGateway } from './commands/gateway.ts';
import { addHandOver } from './commands/handOver.ts';
import { addHold } from './commands/hold.ts';
import { addImportItems } from './commands/importItems.ts';
import { addImport } from './commands/import.ts';
import { addImports } from './commands/imports.ts';
import { addInbox } from './commands/inbox.ts';
import { addKeys } from './commands/keys/keys.ts';
import { addLetters } from './commands/letters.ts';
import { addList } from './commands/list.ts';
import { addOpen } from './commands/open.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPeople } from './commands/people/people.ts';
import { addPrepare } from './commands/prepare.ts';
import { addPreview } from './commands/preview.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addReinstate } from './commands/reinstate.ts';
import { addReplies } from './commands/replies.ts';
import { addReply } from './commands/reply.ts';
import { addReport } from './commands/report.ts';
import { addReports } from './commands/reports.ts';
import { addResume } from './commands/resume.ts';
import { addSettle } from './commands/settle.ts';
import { addShow } from './commands/show.ts';
import { addStatement } from './commands/statement.ts';
import { addConfidential } from './commands/privacy/confidential.ts';
import { addUnencrypted } from './commands/privacy/unencrypted.ts';
import { addViews } from './commands/privacy/views.ts';
import { addErase } from './commands/privacy/erase.ts';
import { addErasures } from './commands/privacy/erasures.ts';
import { addTask, addDecisions } from './commands/task/task.ts';
import { addTasks } from './commands/tasks.ts';
import { addUp } from './commands/up.ts';
import { addDiff } from './commands/versions/diff.ts';
import { addMoveCases } from './commands/versions/moveCases.ts';
import { addOrphans } from './commands/versions/orphans.ts';
import { addRecalculate } from './commands/versions/recalculate.ts';
import { addVersions } from './commands/versions/versions.ts';
import { addWaitAgain } from './commands/waitAgain.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { terminal } from './output/terminal.ts';

/** The `followthrough` command with all that it can do. Commands load what they need when they run. */
export function program(): Command {
  const commands = new Command('followthrough')
    .description('Follows up on cases that wait for a person, as your procedures say.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
      outputError: (text, write) => write(`FT-CMD-USAGE: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError('  Add --help to see how the command is written.')
    .addHelpText('after', EXAMPLES);
  for (const [heading, adders] of GROUPS) {
    commands.commandsGroup(heading);
    for (const add of adders) add(commands);
  }
  return commands;
}

const GROUPS: [string, ((program: Command) => void)[]][] = [
  ['Run:', [addUp, addPrepare, addGateway]],
  ['Backups:', [addBackup, addBackups, addRestore, addReconcile, addDoubts]],
  [
    'Procedures:',
    [addCheck, addExplain, addDiagram, addPreview, addDryRun, addRehearse, addReport, addVersions, addDiff],
  ],
  [
    'Cases:',
    [
      addOpen,
      addImport,
      addImports,
      addReports,
      addList,
      addShow,
      addOutbox,
      addReply,
      addReplies,
      addInbox,
      addSettle,
      addWaitAgain,
      addHold,
      addResume,
      addChooseResolution,
      addHandOver,
      addCorrect,
      addWithdraw,
      addReinstate,
      addMoveCases,
      addRecalculate,
      addOrphans,
    ],
  ],
  ['Tasks and decisions:', [addTasks, addTask, addDecisions, addApproval, addDiscrepancies]],
  ['Accounts receivable:', [addImportItems, addStatement, addLetters, addDispute, addAutomation]],
  ['Connectors:', [addConnectors, addChannels, addParked, addDeliveries]],
  ['Contact rules:', [addOptOut, addOptIn, addOptOuts, addInconvenient, addContactMade, addAllowOnce]],
  ['Privacy:', [addErase, addErasures, addUnencrypted, addConfidential, addViews]],
  ['Staff:', [addPeople, addKeys]],
];

const EXAMPLES = `
Examples:
  $ npm start                                     starts everything (the same as: followthrough up)
  $ followthrough explain case-alert              a procedure in plain English
  $ followthrough rehearse case-alert --reply-on 2

Exit codes: 0 done, 1 your input or a refused request, 2 the command line, 3 a system cannot be reached, 70 our bug.`;

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
