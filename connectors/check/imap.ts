import type { MailboxSettings } from '../imap/settings.ts';
import { connection, reasonOf } from '../imap/watch.ts';
import { certificateFix } from './certificate.ts';
import type { Finding } from './finding.ts';

/** Logs in and looks whether the folders are there. Opens none and marks nothing. */
export async function checkImap(settings: MailboxSettings): Promise<Finding[]> {
  const { name, host, port, folders } = settings;
  const connector = `imap ${name}`;
  const client = connection(settings);
  // Said again by `connect`.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const known = new Set((await client.list()).map(({ path }) => path.toLowerCase()));
    const missing = folders.filter((folder) => !known.has(folder.toLowerCase()));
    return [
      { connector, state: 'works', what: `${host}:${port} takes the login.` },
      ...missing.map(
        (folder): Finding => ({
          connector,
          state: 'broken',
          what: `There is no folder "${folder}".`,
          fix: `Name folders that are there: ${[...known].slice(0, 20).join(', ')}.`,
        }),
      ),
    ];
  } catch (error) {
    const refused = (error as { authenticationFailed?: boolean }).authenticationFailed === true;
    const why = refused ? 'the login is refused' : reasonOf(error);
    const fix = refused
      ? 'Check user and the password in the environment; some providers want a password for programs.'
      : (certificateFix(error) ?? 'Check host, port and security, and that this machine may reach it.');
    return [{ connector, state: 'broken', what: `${host}:${port}: ${why}.`, fix }];
  } finally {
    client.close();
  }
}
