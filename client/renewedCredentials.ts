import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import { contextOf, type FreshTls } from './freshTls.ts';

/**
 * Credentials that are asked for each new connection: what is open stays open, and the next one uses the certificates of
 * then. gRPC's own provider of certificates from files is experimental, and connects nobody while a file cannot be read.
 */
export function renewedCredentials(certificates: FreshTls): ChannelCredentials {
  let used = certificates.now();
  let made = contextOf(used);
  return credentials.createFromSecureContext({
    get context() {
      const wanted = certificates.now();
      if (wanted !== used) {
        made = contextOf(wanted);
        used = wanted;
      }
      return made.context;
    },
  });
}
