package io.quarterdeck.state.replica;

/**
 * Who leads, as one look at the database shows it.
 *
 * @param holder empty when leadership was given up
 * @param address where the leader is reached; empty when it is not known
 * @param beat grows as long as the leader lives
 * @param connected whether the session behind its last sign of life still exists
 */
public record Sighting(long epoch, String holder, String address, long beat, boolean connected) {

  boolean vacant() {
    return holder.isEmpty();
  }

  public boolean isHeldBy(Member member) {
    return holder.equals(member.holder());
  }

  boolean showsSameLifeAs(Sighting other) {
    return epoch == other.epoch && holder.equals(other.holder) && beat == other.beat;
  }
}
