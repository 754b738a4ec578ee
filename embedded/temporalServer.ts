/** A Temporal server for machines that have none: obtain a program, then start it. */
export { defaultCacheDir } from './temporal/cache.ts';
export { checkRetention, ensureNamespace, type NamespaceOptions } from './temporal/namespace.ts';
export { type ObtainOptions, obtainTemporalServer } from './temporal/obtain.ts';
export { probeTemporal } from './temporal/probe.ts';
export {
  ensureSearchAttributes,
  type SearchAttributes,
  type SearchAttributeType,
} from './temporal/searchAttributes.ts';
export type { ServerSource, TemporalBinary } from './temporal/source.ts';
export { startTemporalServer, type TemporalServer, type TemporalServerOptions } from './temporal/start.ts';
export { recordedServerVersion } from './temporal/versionFile.ts';
