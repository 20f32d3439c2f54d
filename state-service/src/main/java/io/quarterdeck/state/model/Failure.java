package io.quarterdeck.state.model;

/** Why a request is refused: etcd's own words, and the gRPC code that goes with them. */
public enum Failure {
  EMPTY_KEY(Code.INVALID_ARGUMENT, "etcdserver: key is not provided"),
  KEY_NOT_FOUND(Code.INVALID_ARGUMENT, "etcdserver: key not found"),
  VALUE_PROVIDED(Code.INVALID_ARGUMENT, "etcdserver: value is provided"),
  LEASE_PROVIDED(Code.INVALID_ARGUMENT, "etcdserver: lease is provided"),
  TOO_MANY_OPS(Code.INVALID_ARGUMENT, "etcdserver: too many operations in txn request"),
  DUPLICATE_KEY(Code.INVALID_ARGUMENT, "etcdserver: duplicate key given in txn request"),
  REQUEST_TOO_LARGE(Code.INVALID_ARGUMENT, "etcdserver: request is too large"),
  COMPACTED(Code.OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"),
  FUTURE_REVISION(Code.OUT_OF_RANGE, "etcdserver: mvcc: required revision is a future revision"),
  LEASE_NOT_FOUND(Code.NOT_FOUND, "etcdserver: requested lease not found"),
  LEASE_EXISTS(Code.FAILED_PRECONDITION, "etcdserver: lease already exists"),
  LEASE_TTL_TOO_LARGE(Code.OUT_OF_RANGE, "etcdserver: too large lease TTL"),
  PERMISSION_DENIED(Code.PERMISSION_DENIED, "etcdserver: permission denied"),
  TOO_MANY_REQUESTS(Code.RESOURCE_EXHAUSTED, "etcdserver: too many requests"),
  NO_LEADER(Code.UNAVAILABLE, "etcdserver: no leader"),
  OUTCOME_UNKNOWN(
      Code.UNAVAILABLE, "etcdserver: request timed out, possibly due to connection lost"),
  PUBLICATION_BEHIND(
      Code.RESOURCE_EXHAUSTED,
      "quarterdeck: publication to Kafka is too far behind; writes wait until it has caught up"),
  NO_SPACE(Code.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"),
  OTHER_ALARM(Code.INVALID_ARGUMENT, "quarterdeck: no alarm but NOSPACE can be raised"),
  STORAGE(Code.UNAVAILABLE, "quarterdeck: the database refused the write");

  /** The gRPC codes in use, by their gRPC names. */
  public enum Code {
    INVALID_ARGUMENT,
    NOT_FOUND,
    FAILED_PRECONDITION,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    OUT_OF_RANGE,
    UNAVAILABLE
  }

  private final Code code;
  private final String message;

  Failure(Code code, String message) {
    this.code = code;
    this.message = message;
  }

  public Code code() {
    return code;
  }

  public String message() {
    return message;
  }
}
