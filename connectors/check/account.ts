import { type Api, type ApiAccount, openApi } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { Finding } from './finding.ts';

/** In milliseconds. */
const LIMIT = 10_000;

/** Looks at an account by questions that change nothing. What stops one of them is the last finding. */
export async function checkAccount(
  account: ApiAccount,
  ask: (api: Api, tell: (finding: Omit<Finding, 'connector'>) => void) => Promise<void>,
): Promise<Finding[]> {
  const connector = account.over;
  const findings: Finding[] = [];
  try {
    await ask(openApi(account, LIMIT), (finding) => void findings.push({ connector, ...finding }));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    findings.push({ connector, ...meaning(error) });
  }
  return findings;
}

function meaning({ verdict, detail }: ConnectorError): Omit<Finding, 'connector'> {
  const { reason } = verdict;
  if (reason === 'login-refused')
    return { state: 'broken', what: 'The login is refused.', fix: 'Check the secrets in the environment.' };
  if (verdict.class === 'retry')
    return { state: 'unknown', what: `It did not answer: ${detail}`, fix: 'Try again in some minutes.' };
  return { state: 'broken', what: `It refused a question: ${detail}`, fix: 'Check the account’s rights.' };
}
