import { connect } from '../../../client/index.ts';

/** An import as a process of its own: its arguments are the options as JSON; it prints a line for each progress. */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  ledgerUrl: string;
  address: string;
  namespace: string;
  taskQueue: string;
  proceduresDir: string;
  file: string;
  /** Nothing is opened: every row is told to be held. */
  holdAll?: boolean;
};
const { ledgerUrl, address, namespace, taskQueue, proceduresDir, file } = given;
const client = await connect({
  ledgerUrl,
  temporal: { address, namespace },
  taskQueue,
  proceduresDir,
});
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const imported = await client.importList({
  procedure: 'missed-check-in',
  file,
  by: 'test',
  onProgress: say,
  ...(given.holdAll ? { judge: async () => ({ held: 'nobody has looked yet' }) } : {}),
});
say(imported);
await client.close();
