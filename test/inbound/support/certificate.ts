import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate for this machine that nobody has signed but itself, with its key, as a house makes one for a day. */
export interface OwnCertificate {
  /** PKCS 12, with the key. */
  keystore: string;
  password: string;
  /** The certificate alone: who trusts this file trusts the server. */
  pem: string;
  pfx: Buffer;
  remove(): Promise<void>;
}

/** Made by keytool, which comes with Java. */
export async function ownCertificate(): Promise<OwnCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'followthrough-certificate-'));
  const [keystore, pem, password] = [join(folder, 'keys.p12'), join(folder, 'own.pem'), 'of-the-test'];
  const keytool = (...args: string[]) =>
    promisify(execFile)('keytool', [...args, '-keystore', keystore, '-storepass', password, '-alias', 'own']);
  const named = ['-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1', '-ext', 'bc=ca:true'];
  await keytool('-genkeypair', '-keyalg', 'EC', '-storetype', 'PKCS12', '-validity', '2', ...named);
  await keytool('-exportcert', '-rfc', '-file', pem);
  const remove = () => rm(folder, { recursive: true, force: true });
  return { keystore, password, pem, pfx: await readFile(keystore), remove };
}
