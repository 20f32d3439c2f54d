package io.quarterdeck.state.quota;

/**
 * What the database takes on disk.
 *
 * @param bytesInUse without what dead rows take, by PostgreSQL's estimate
 */
public record DatabaseSize(long bytes, long bytesInUse) {
  public static final DatabaseSize UNKNOWN = new DatabaseSize(0, 0);
}
