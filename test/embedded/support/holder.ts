/** Starts what its arguments say, tells of it on one line, and holds it until it is killed. */
import { startPostgres } from '../../../embedded/postgres.ts';
import { startTemporalServer } from '../../../embedded/temporalServer.ts';

const [kind, options] = [process.argv[2], JSON.parse(process.argv[3] ?? '{}')];
const started = kind === 'postgres' ? await startPostgres(options) : await startTemporalServer(options);
process.stdout.write(`${JSON.stringify({ pid: started.pid })}\n`);
setInterval(() => undefined, 60_000);
