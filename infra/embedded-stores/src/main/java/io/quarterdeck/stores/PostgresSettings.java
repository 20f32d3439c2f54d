package io.quarterdeck.stores;

/** The configuration of the embedded PostgreSQL: durable, on loopback, and small. */
final class PostgresSettings {
  private PostgresSettings() {}

  static String render(int port) {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    password_encryption = 'scram-sha-256'
    max_connections = 40

    # An acknowledged write is on disk.
    fsync = on
    synchronous_commit = on
    full_page_writes = on

    # A cluster's state is some tens of megabytes: the pages in use fit, the kernel caches the rest.
    shared_buffers = 32MB
    huge_pages = off
    work_mem = 2MB
    maintenance_work_mem = 16MB
    temp_buffers = 1MB
    wal_buffers = 1MB
    min_wal_size = 32MB
    max_wal_size = 256MB
    jit = off

    # Each of these is a process: reads and writes happen in the session that asks, one vacuum works.
    io_method = sync
    autovacuum_max_workers = 1
    autovacuum_worker_slots = 1
    max_worker_processes = 1
    max_parallel_workers = 0
    max_parallel_workers_per_gather = 0
    max_logical_replication_workers = 0
    max_wal_senders = 2

    # History is only ever appended to: look at it before it is large.
    autovacuum_naptime = 20s
    autovacuum_vacuum_insert_scale_factor = 0.1
    log_timezone = 'UTC'
    timezone = 'UTC'
    log_line_prefix = '%%m [%%p] '
    log_checkpoints = off
    """
        .formatted(port);
  }
}
