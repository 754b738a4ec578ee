import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { FactError } from '../../domain/procedure/factErrors.ts';
import { ATTRIBUTES } from '../../workflows/attributes.ts';
import { alert } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
/** The case whose run a test has deleted. */
const deleted: string[] = [];
afterAll(() => stage.close({ orphans: deleted }));

describe('Opening a case', () => {
  test('writes it to the ledger with all its dates and starts one workflow under its id', async () => {
    const given = alert();
    const opened = await stage.client.openCase(given);
    const id = `case-alert:lab-crm:${given.id}`;
    expect(opened).toEqual({ id, workflowId: id, existing: false, started: true });
    const shown = await stage.client.show(id);
    expect(shown).toMatchObject({ status: 'waiting', owner: 'case-team', started: true, variant: '5' });
    expect(Object.keys(shown.plan?.slots ?? {})).toEqual(expect.arrayContaining(['day-1', 'day-5', 'day-6']));
    const run = await stage.client.engine.workflow.getHandle(id).describe();
    expect(run.status.name).toBe('RUNNING');
  });

  test('the same occurrence twice, and ten times at once, is one case and one run', async () => {
    const given = alert();
    const first = await stage.client.openCase(given);
    const again = await stage.client.openCase(given);
    expect([first.existing, again.existing, again.started]).toEqual([false, true, true]);
    const other = alert();
    const ten = await Promise.all(Array.from({ length: 10 }, () => stage.client.openCase(other)));
    expect(ten.filter((each) => !each.existing)).toHaveLength(1);
    const runs = await runsOf(ten[0]?.id ?? '');
    expect(runs).toBe(1);
  });

  test('SRV-3: a case whose run was deleted in Temporal is not started a second time', async () => {
    const given = alert();
    const { id } = await stage.client.openCase(given);
    deleted.push(id);
    const { workflowService } = stage.client.engine;
    await workflowService.deleteWorkflowExecution({
      namespace: stage.namespace,
      workflowExecution: { workflowId: id },
    });
    await until(async () => (await runState(id)) === 'none');
    expect(await stage.client.openCase(given)).toMatchObject({ id, existing: true, started: true });
    expect(await runState(id)).toBe('none');
    await stage.client.redriveOnce();
    expect(await runState(id)).toBe('none');
  });

  test('SRV-9: what Temporal shows of a case is in the procedure’s words and names nobody', async () => {
    const { id } = await stage.client.openCase(
      alert({ contact: { name: 'Canary Person', email: 'canary@example.com', portal: 'canary-portal' } }),
    );
    const run = await stage.client.engine.workflow.getHandle(id).describe();
    expect(await run.staticSummary()).toBe("A case alert waits for the dentist's answer (variant 5)");
    expect(await run.staticDetails()).toMatch(/day-1: \w{3} \d+ \w{3} \d{4} 09:00/);
    const attributes = run.typedSearchAttributes;
    expect(attributes.get(ATTRIBUTES.procedure)).toBe('case-alert');
    expect(attributes.get(ATTRIBUTES.owner)).toBe('case-team');
    const history = await stage.client.engine.workflow.getHandle(id).fetchHistory();
    const stored = Buffer.from(JSON.stringify(history)).toString();
    const payloads = (history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [])
      .map(({ data }) => Buffer.from(data ?? []).toString())
      .join('');
    for (const canary of ['Canary Person', 'canary@example.com', 'canary-portal']) {
      expect(stored).not.toContain(canary);
      expect(payloads).not.toContain(canary);
    }
    expect(payloads).toContain('case-alert');
  });

  test('says by what nobody can be reached, and opens the case all the same', async () => {
    const checkIn = (contact: object) =>
      stage.client.openCase({
        procedure: 'missed-check-in',
        source: 'lab-crm',
        id: alert().id,
        facts: {
          'check-in-due': new Date().toISOString(),
          'client-name': 'Pat Example',
          'coach-name': 'Sam Sample',
        },
        contact,
      });
    const { warnings, existing } = await checkIn({ portal: 'pat', phone: '+12025550123' });
    expect(existing).toBe(false);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Nobody can be reached by email: the contact has no address; .*becomes? a task for a person: [a-z]/,
      ),
    ]);
    const none = await checkIn({ name: 'Pat Example' });
    expect(none.warnings?.join(' ')).toMatch(/by email: .* by text: the contact has no phone number; /);
    expect(await checkIn({ email: 'pat@example.com', phone: '+12025550124' })).not.toHaveProperty('warnings');
  });

  test('a case that is opened a week after its day zero says which steps move', async () => {
    const sent = DateTime.now().minus({ days: 7 }).toISO();
    const { id, warnings } = await stage.client.openCase(
      alert({ facts: { ...alert().facts, 'alert-sent': sent } }),
    );
    const stamp = String.raw`\w{3} \d+ \w{3} \d{4} \d\d:\d\d`;
    expect(warnings?.join(' ')).toMatch(
      new RegExp(`^It joins late, since its day zero was ${stamp}: .*day 1, due ${stamp}, moves to ${stamp}`),
    );
    const { joinedLate } = await stage.client.show(id);
    expect(joinedLate).toMatch(new RegExp(`^It joined late, .*: .*day 1 was due ${stamp}`));
    const intime = await stage.client.openCase(alert());
    expect((await stage.client.show(intime.id)).joinedLate).toBeNull();
  });

  test('MSG-6: no run has a timeout or a delayed start', async () => {
    const { id } = await stage.client.openCase(alert());
    const history = await stage.client.engine.workflow.getHandle(id).fetchHistory();
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(Number(started?.workflowExecutionTimeout?.seconds ?? 0)).toBe(0);
    expect(Number(started?.workflowRunTimeout?.seconds ?? 0)).toBe(0);
    expect(Number(started?.firstWorkflowTaskBackoff?.seconds ?? 0)).toBe(0);
  });

  test('is refused with what is wrong and what to do, and then nothing is kept', async () => {
    const { client } = stage;
    await expect(client.openCase(alert({ procedure: 'case-alrt' }))).rejects.toThrow(
      /FT-CLI-PROCEDURE: there is no procedure "case-alrt"\. Did you mean "case-alert"/,
    );
    await expect(client.openCase(alert({ source: 'Lab CRM' }))).rejects.toThrow(/FT-CLI-SOURCE/);
    await expect(client.openCase(alert({ id: 'pat@example.com' }))).rejects.toThrow(/FT-CLI-OCCURRENCE/);
    await expect(client.openCase(alert({ variant: '7' }))).rejects.toThrow(/FT-FCT-VARIANT/);
    await expect(client.openCase(alert({ contact: { email: 'nobody' } }))).rejects.toThrow(/FT-CLI-CONTACT/);
    await expect(client.openCase(alert({ owner: 'Sam Sample' }))).rejects.toThrow(/FT-CLI-OWNER/);
    const wrong = alert({ facts: { 'alert-sent': 'yesterday', colour: 'A2' } });
    const error = await client.openCase(wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FactError);
    expect((error as FactError).problems.map(({ code }) => code).sort()).toEqual([
      'FT-FCT-INSTANT',
      'FT-FCT-MISSING',
      'FT-FCT-UNKNOWN',
    ]);
    await expect(client.show(`case-alert:lab-crm:${wrong.id}`)).rejects.toThrow(/FT-CLI-NO-CASE/);
  });
});

async function runState(id: string): Promise<string> {
  try {
    return (await stage.client.engine.workflow.getHandle(id).describe()).status.name;
  } catch {
    return 'none';
  }
}

async function runsOf(id: string): Promise<number> {
  return until(async () => {
    const { count } = await stage.client.engine.workflow.count(`WorkflowId = '${id}'`);
    return count;
  });
}
