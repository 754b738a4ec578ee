import { describe, expect, it } from '@jest/globals';
import { requireNode, versions } from '../../worker/node.ts';
import * as messages from '../../workflows/messages.ts';

describe('the worker', () => {
  it.each(['26.0.0', '27.1.3'])(
    'DET-2: refuses Node %s, whose native clock is not deterministic in workflows',
    (version) => {
      expect(() => requireNode(version)).toThrow(`Node ${version}`);
    },
  );

  it.each(['18.20.0', '20.2.9'])('refuses Node %s, which the SDK does not run on', (version) => {
    expect(() => requireNode(version)).toThrow('install Node 20.3 or later');
  });

  it.each(['20.3.0', '22.11.0', '25.9.0'])('runs on Node %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it('DET-3: can say which Node, zone data, ICU, date library and holidays it runs with', () => {
    expect(versions()).toMatchObject({
      node: process.versions.node,
      tz: expect.stringMatching(/^\d{4}[a-z]$/),
      dates: expect.stringMatching(/^\d+\.\d+\.\d+/),
      holidays: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});

describe('what a case can be told and asked', () => {
  it('has one name, in the code and on the wire: outside systems rely on it', () => {
    const names = Object.entries(messages).map(([exported, definition]) => [exported, definition.name]);
    expect(Object.fromEntries(names)).toEqual(
      Object.fromEntries(names.map(([exported]) => [exported, exported])),
    );
  });

  it.each([
    ['signal', ['conditionMet', 'customerReplied', 'deliveryReported', 'managerApproved', 'managerDeclined']],
    [
      'update',
      [
        'assignTask',
        'chooseResolution',
        'completeTask',
        'decide',
        'hold',
        'logAction',
        'moveTo',
        'recalculate',
        'resume',
        'settle',
        'snoozeTask',
        'waitAgain',
        'withdraw',
        'withdrawApproval',
      ],
    ],
    ['query', ['plan', 'snapshot', 'standing', 'timeline']],
  ])('keeps its %ss from release to release', (type, names) => {
    const ofType = Object.values(messages).filter((definition) => definition.type === type);
    expect(ofType.map(({ name }) => name).sort()).toEqual(names);
  });
});
