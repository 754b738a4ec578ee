import { describe, expect, it } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { obtainTemporalServer, probeTemporal } from '../../embedded/temporalServer.ts';
import { BUILD } from './support/temporal.ts';

describe('the server program', () => {
  it(
    "is taken by the SDK's own test environment as an existing path",
    async () => {
      const { path } = await obtainTemporalServer();
      const env = await TestWorkflowEnvironment.createLocal({
        server: { executable: { type: 'existing-path', path }, namespace: 'tests', ui: false },
      });
      try {
        expect(await probeTemporal(env.connection, 'tests')).toBeGreaterThan(0);
      } finally {
        await env.teardown();
      }
    },
    BUILD,
  );
});
