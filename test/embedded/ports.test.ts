import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePort, requireFreePort } from '../../embedded/ports.ts';
import { refusal } from './support/refusal.ts';

describe('ports', () => {
  const server = createServer();
  afterAll(() => {
    server.close();
  });

  it('a port in use is refused, naming the program that has it and the option that chooses another', async () => {
    const port = await freePort();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    const { code, message } = await refusal(requireFreePort(port, 'Temporal', '--temporal-port'));
    expect(code).toBe('FT-EMB-PORT');
    expect(message).toContain(`Port ${port} for Temporal is in use by`);
    expect(message).toContain('choose another port with --temporal-port');
    const owner = process.platform === 'linux' ? `(process ${process.pid})` : 'program';
    expect(message).toContain(owner);
  });

  it('free ports asked for side by side are different and can be bound', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(new Set(ports).size).toBe(ports.length);
    for (const port of ports) await requireFreePort(port, 'a test', '--port');
  });
});
