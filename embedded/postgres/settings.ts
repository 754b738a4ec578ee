/**
 * The server's command line. What is set here wins over the files in the data folder, so nobody's edit turns off
 * what keeps acknowledged work.
 */
export function postgresArguments(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // No socket file: its path would have to be short, and writable for the user that PostgreSQL runs as.
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
