package io.quarterdeck.state.replica;

import java.util.UUID;

/**
 * One process on the database, from its start to its end.
 *
 * @param holder its name, which no other start has
 * @param address where clients and other replicas reach it
 */
public record Member(String holder, String address) {

  public static Member at(String address) {
    return new Member(UUID.randomUUID().toString(), address);
  }

  /** What etcd's protocol calls it by. */
  public long id() {
    return id(holder);
  }

  /** 0 for nobody. */
  public static long id(String holder) {
    return holder.isEmpty() ? 0 : UUID.fromString(holder).getMostSignificantBits() & Long.MAX_VALUE;
  }
}
