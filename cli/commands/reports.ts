import type { Command } from 'commander';
import type { Followthrough } from '../../client/index.ts';
import { CommandError } from '../errors.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from './common.ts';

interface Schedule extends WithSystem {
  cron: string;
  zone: string;
  config: string;
}

export function addReports(program: Command): void {
  const reports = program.command('reports').description('Have reports fetched and imported by a schedule.');
  example(
    reports,
    'reports schedule weekly-report --cron "0 7 * * MON" --zone America/Los_Angeles',
    'reports list',
    'reports pause weekly-report --as Sam',
  );
  addSchedule(reports);
  const list = reports.command('list').description('List the schedules.').action(listReports);
  example(withSystem(list), 'reports list');
  add(reports, 'pause', 'Fetch a report no more until it is resumed.', 'paused', (client, report, by) =>
    client.pauseReport(report, by),
  );
  add(reports, 'resume', 'Fetch a paused report again.', 'resumed', (client, report, by) =>
    client.resumeReport(report, by),
  );
  add(reports, 'run', 'Fetch and import a report now.', 'started', (client, report) =>
    client.runReport(report),
  );
  add(
    reports,
    'remove',
    'Remove the schedule of a report. What was imported stays.',
    'removed',
    (client, report) => client.removeReport(report),
  );
}

function addSchedule(reports: Command): void {
  const schedule = reports
    .command('schedule')
    .description('Fetch and import a report at these hours; scheduled before, it gets the new hours.')
    .argument('<report>', 'its name under reports in followthrough.yaml')
    .requiredOption('--cron <fields>', 'minute, hour, day of month, month, day of week')
    .requiredOption('--zone <zone>', 'whose clock that is, such as America/Los_Angeles')
    .option(
      '--config <file>',
      'configuration file',
      process.env['FOLLOWTHROUGH_CONFIG'] ?? 'followthrough.yaml',
    )
    .action(scheduleReport);
  example(
    withSystem(schedule),
    'reports schedule weekly-report --cron "0 7 * * MON" --zone America/Los_Angeles',
  );
}

async function scheduleReport(report: string, options: Schedule): Promise<void> {
  const { configFrom } = await import('../up/config.ts');
  const { didYouMean } = await import('../../domain/words.ts');
  const names = Object.keys((await configFrom(options.config)).reports);
  if (!names.includes(report)) {
    const says = `${options.config} has no report "${report}" under reports.${didYouMean(report, names)}`;
    throw new CommandError('FT-CMD-CONFIG', says);
  }
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const { cron, zone } = options;
    await client.scheduleReport({ report, cron, zone });
    if (options.json) return json({ report, cron, zone });
    terminal.out(`${report}: scheduled.`);
    terminal.say('A run that is missed while Temporal is away is made up for within 12 hours.');
  });
}

async function listReports(options: WithSystem): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.scheduledReports();
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('No report is scheduled.');
    const { table } = await import('../output/table.ts');
    const { ownZone, short } = await import('../output/times.ts');
    const zone = ownZone();
    const rows = found.map((each) => [
      each.report,
      each.paused ? 'paused' : short(each.nextAt, zone),
      short(each.lastAt, zone),
      `${each.cron ?? ''} ${each.zone ?? ''}`.trim(),
    ]);
    terminal.out(table(rows, terminal.width, ['report', `next (${zone})`, 'last', 'hours']));
  });
}

function add(
  reports: Command,
  name: string,
  means: string,
  done: string,
  work: (client: Followthrough, report: string, by: string) => Promise<void>,
): void {
  const command = reports
    .command(name)
    .description(means)
    .argument('<report>', 'its name')
    .action(async (report: string, options: WithPerson) => {
      const { withClient } = await import('../system/connect.ts');
      await withClient(options, async (client) => {
        await work(client, report, person(options));
        if (options.json) json({ report, done });
        else terminal.out(`${report}: ${done}.`);
      });
    });
  example(withPerson(command), `reports ${name} weekly-report`);
}
