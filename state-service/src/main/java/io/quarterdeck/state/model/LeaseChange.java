package io.quarterdeck.state.model;

/** What a transaction did to a lease. */
public sealed interface LeaseChange {
  long id();

  record Granted(Lease lease) implements LeaseChange {
    @Override
    public long id() {
      return lease.id();
    }
  }

  record Revoked(long id) implements LeaseChange {}
}
